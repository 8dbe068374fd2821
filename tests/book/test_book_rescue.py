"""A damaged book: what is whole is saved, what a page took with it comes from the journal, the old file is left."""

from __future__ import annotations

import random
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refer_cli.book import network_writing, rescue, writing
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.errors import BookProblem, WrongUsage
from refer_cli.fields.card import Facts
from refer_cli.fields.values import Item, Listing

TODAY = "2026-11-24"
PAGE = 4096
PEOPLE = 120


@pytest.fixture
def full(path: Path) -> Path:
    """A book with people, lists, meetings and a step that was taken away again."""
    with WritableBook.open_writing(path, TODAY) as book:
        with book.step("bring in") as step:
            for number in range(PEOPLE):
                panels = Listing((Item("Aetna"), Item("Cigna", "full")))
                values = {"name": f"Ada {number}", "notes": "likes birds " * 40, "panels": panels}
                writing.insert_colleague(step, Facts(values, TODAY), None)
        with book.step("met") as step:
            for number in range(1, 30):
                network_writing.add_meeting(step, TODAY, "coffee", (number,), note=f"note {number}")
        with book.step("archive") as step:
            writing.archive_colleague(step, 7, TODAY)
    return path


def pages_of(path: Path, table: str) -> list[int]:
    connection = sqlite3.connect(path)
    try:
        return [row[0] for row in connection.execute("SELECT pageno FROM dbstat WHERE name = ?", (table,))]
    except sqlite3.OperationalError:
        pytest.skip("this SQLite tells no pages (dbstat)")
    finally:
        connection.close()


def spoil(path: Path, pages: list[int]) -> None:
    chance = random.Random(5)
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(chance.randbytes(PAGE))


def rows(path: Path, dump: Callable[[sqlite3.Connection], dict[str, list[Any]]]) -> dict[str, list[Any]]:
    connection = sqlite3.connect(path)
    try:
        return dump(connection)
    finally:
        connection.close()


@pytest.mark.parametrize("table", ["colleague", "panel", "meeting"])
def test_what_broken_pages_took_comes_from_the_journal(
    full: Path, tmp_path: Path, table: str, dump: Callable[[sqlite3.Connection], dict[str, list[Any]]]
) -> None:
    before = rows(full, dump)
    pages = pages_of(full, table)
    spoil(full, pages[-2:])
    damaged = full.read_bytes()
    assert not rescue.examine(full).sound
    saved = {each.table: each for each in rescue.rescue(full, tmp_path / "rescued.db")}
    assert saved[table].damaged and saved[table].from_journal > 0
    assert rows(tmp_path / "rescued.db", dump) == before
    assert rescue.examine(tmp_path / "rescued.db").sound
    assert stat.S_IMODE((tmp_path / "rescued.db").stat().st_mode) == 0o600
    assert full.read_bytes() == damaged
    with WritableBook.open_writing(tmp_path / "rescued.db", TODAY) as book, book.step("edit") as step:
        writing.change_card(step, 1, Facts({"fee": 150}, TODAY))


def test_without_the_journal_the_rest_is_saved(full: Path, tmp_path: Path) -> None:
    spoil(full, [*pages_of(full, "change"), pages_of(full, "colleague")[-1]])
    saved = {each.table: each for each in rescue.rescue(full, tmp_path / "rescued.db")}
    assert saved["colleague"].damaged and saved["colleague"].from_journal == 0
    assert PEOPLE / 2 < saved["colleague"].rows < PEOPLE
    assert rescue.examine(tmp_path / "rescued.db").sound
    with Book.open(tmp_path / "rescued.db") as book:
        assert book.count(archived=None) == saved["colleague"].rows
        assert all(card.listing("panels") for card in book.cards())


def test_a_sound_book_is_copied_whole_and_one_that_is_lost_says_so(full: Path, tmp_path: Path) -> None:
    assert rescue.examine(full) == rescue.Health((), 0)
    saved = rescue.rescue(full, tmp_path / "copy.db")
    assert not any(each.damaged or each.from_journal for each in saved)
    with pytest.raises(WrongUsage, match="is there already"):
        rescue.rescue(full, tmp_path / "copy.db")
    with full.open("r+b") as file:
        file.truncate(full.stat().st_size - 3 * PAGE)  # as a broken sync leaves it
    saved = rescue.rescue(full, tmp_path / "cut.db")
    assert next(each.rows for each in saved if each.table == "colleague") == PEOPLE
    spoil(full, [1])
    for attempt in (rescue.examine, lambda path: rescue.rescue(path, tmp_path / "none.db")):
        with pytest.raises(BookProblem):
            attempt(full)
    assert not list(tmp_path.glob("none*"))
