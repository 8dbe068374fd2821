"""How far undo reaches back: old steps go with new ones, and no step that somebody may still want."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from refer_cli.book import connection as opener
from refer_cli.book import journal, pruning, sweeping, writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts


def add(book: WritableBook, name: str, day: str) -> None:
    book.today = day
    with book.step(f"add {name}") as step:
        writing.insert_colleague(step, Facts({"name": name}, day), None)


def steps(book: WritableBook) -> list[str]:
    return [past.what for past in reversed(journal.past_steps(book, 10_000))]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "KEPT_STEPS", 2)


def test_an_old_step_goes_once_enough_newer_ones_are_there(book: WritableBook, few: None) -> None:
    for name in ("Ada Birch", "Bo Elm"):
        add(book, name, "2025-01-05")
    add(book, "Cy Fir", "2026-11-24")
    assert steps(book) == ["add Bo Elm", "add Cy Fir"]
    add(book, "Flo Gum", "2026-11-24")
    assert steps(book) == ["add Cy Fir", "add Flo Gum"]
    assert book.rows("SELECT count(*) FROM change WHERE step_id NOT IN (SELECT id FROM step)") == [(0,)]
    assert len(book.names()) == 4
    journal.undo(book)
    journal.undo(book)
    assert [row[1] for row in book.names()] == ["Ada Birch", "Bo Elm"]


def test_a_young_step_stays_however_many_follow(book: WritableBook, few: None) -> None:
    add(book, "Ada Birch", "2025-10-21")  # 399 days before
    for name in ("Bo Elm", "Cy Fir", "Flo Gum"):
        add(book, name, "2026-11-24")
    assert len(steps(book)) == 4


def test_one_step_drops_a_bounded_part_of_the_past(
    book: WritableBook, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "_AT_ONCE", 3)
    monkeypatch.setattr(pruning, "KEPT_DAYS", 10_000)
    for number in range(8):
        add(book, f"Ada {number}", "2025-01-05")
    monkeypatch.setattr(pruning, "KEPT_DAYS", 400)
    add(book, "Bo Elm", "2026-11-24")
    assert len(steps(book)) == 6


def test_what_is_forgotten_is_not_in_the_file(book: WritableBook, path: Path) -> None:
    book.today = "2026-01-05"
    with book.step("add") as step:
        writing.insert_colleague(step, Facts({"name": "Ada Birch", "notes": "an old secret"}, "2026-01-05"), None)
    with book.step("clear") as step:
        writing.change_card(step, 1, Facts({"notes": None}, "2026-01-05"))
    add(book, "Bo Elm", "2026-11-24")
    before = pruning.journal(book.writable())
    assert (before.steps, before.since) == (3, "2026-01-05") and before.size > 100
    assert pruning.steps_before(book.writable(), "2026-11-24") == 2
    assert pruning.forget_before(book.writable(), "2026-11-24") == (2, True)
    assert pruning.journal(book.writable())[:2] == (1, "2026-11-24")
    book.close()
    assert b"an old secret" not in path.read_bytes()
    assert not Path(f"{path}-wal").exists()


def test_a_step_behind_a_younger_one_waits_for_it(book: WritableBook) -> None:
    add(book, "Ada Birch", "2026-11-24")
    add(book, "Bo Elm", "2026-01-05")  # the clock was wrong, or is
    assert pruning.steps_before(book.writable(), "2026-06-01") == 0


def test_a_reader_is_waited_for_with_a_word_and_not_for_ever(
    book: WritableBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(book, "Ada Birch", "2026-11-24")
    connection = book.writable()
    monkeypatch.setattr(opener, "WORD_AFTER_SECONDS", 0)
    monkeypatch.setattr(opener, "TURN_SECONDS", 0.01)
    monkeypatch.setattr(connection, "patience", 0.2)
    said: list[str] = []
    with closing(opener.connect(book.path, writing=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM colleague").fetchone()
        add(book, "Bo Elm", "2026-11-24")
        assert not sweeping.sweep(connection, lambda: said.append("waiting"))
    assert said == ["waiting"]
    assert sweeping.sweep(connection, lambda: said.append("waiting"))
    assert said == ["waiting"]
