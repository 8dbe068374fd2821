"""The demo book as a book: built in one go, with points, a profile and a goal."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from refer_cli.app import run
from refer_cli.book import journal, network_reading, writing
from refer_cli.book.due_reading import due_sources
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts
from refer_cli.network.due import due_lines
from refer_cli.network.ledger import balances, never_offered, open_referrals, totals
from refer_cli.services.demo import demo_book, demo_copy
from refer_cli.services.environment import Environment

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(cache_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFER_CACHE", str(cache_folder))
        return demo_book(TODAY, tmp_path_factory.mktemp("demo"))


def test_the_demo_book_opens_and_knows_where_everybody_is(demo: Path) -> None:
    with Book.open(demo) as book:
        cards = book.cards()
        assert len(cards) == 60
        assert [card.name for card in cards if card.point is None] == []
        assert all(card.source == "me" for card in cards)
        profile = book.profile()
        assert profile is not None and profile.name == "Hazel Thorne" and profile.point is not None


def test_the_demo_book_has_goals_on_their_way(demo: Path) -> None:
    with Book.open(demo) as book:
        assert book.goals("2026-11") == [("coffee", 2), ("follow-up", 4), ("meet", 3)] == book.goals("2026-08")
        assert book.goals("2026-07") == []
        assert book.met_in("2026-11") == 2


def test_the_demo_book_has_a_history_with_something_of_everything(demo: Path) -> None:
    with Book.open(demo) as book:
        assert len(network_reading.meetings(book)) == 15
        referrals = network_reading.referrals(book)
        assert totals(referrals) == (16, 11, 6, 5)
        assert {stands.asks for _, stands in open_referrals(referrals)} == {"choice", "session", "reach"}
        assert never_offered(balances(referrals))
        assert len(network_reading.past_requests(book)) == 20
        assert [group.mine for group in network_reading.groups(book)] == [True, False, True]
        ahead = [group.next_meeting for group in network_reading.groups(book) if group.next_meeting]
        assert len(ahead) == 2 and min(ahead) > TODAY.isoformat()
        assert journal.past_steps(book, 5)[0].what == "fill the demo book"


@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2028, 2, 29), date(2027, 1, 31)])
def test_on_every_day_something_is_overdue_today_and_soon(today: date, tmp_path: Path) -> None:
    path = demo_book(today, tmp_path)
    with Book.open(path) as book:
        states = {line.state for line in due_lines(due_sources(book, today), today) if line.kind == "task"}
    assert states >= {"overdue", "today", "soon"}


def test_what_the_demo_practice_asked_for_in_vain_is_still_not_there(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Book.open(demo) as book:
        requests = network_reading.past_requests(book)
    assert 6 <= sum(not one.found for one in requests) <= 10
    for one in {one._replace(day="") for one in requests}:
        options = {
            "--need": one.need,
            "--state": one.state,
            "--insurance": one.panel,
            "--max-fee": one.fee_band.partition("-")[0],
            "--age-group": one.age_group,
            "--language": one.language,
        }
        asked = [word for option, value in options.items() if value for word in (option, value)]
        environment = Environment({"REFER_BOOK": str(demo), "REFER_CACHE": str(demo.parent)}, today=TODAY, width=80)
        assert run(["suggest", "--reason", "caseload-full", *asked, "--no-remember", "--json"], environment) == 0
        answer = json.loads(capsys.readouterr().out)
        assert any(candidate["ready"] for candidate in answer["candidates"]) is one.found, asked


REASONS = {
    "moving": ["--city", "Denver", "--need", "anxiety", "--insurance", "Aetna"],
    "personality-clash": ["--need", "anxiety", "--style", "warm", "--unlike", "structured"],
    "outside-scope": ["--need", "eating disorder"],
    "treatment-disagreement": ["--approach", "EMDR", "--unlike", "CBT", "--need", "trauma"],
    "self-pay-transition": ["--leaving", "Aetna", "--need", "depression"],
    "insurance-change": ["--insurance", "Medicaid", "--need", "depression"],
    "cannot-afford": ["--max-fee", "60", "--need", "depression"],
    "impartiality": ["--avoid", "Juniper Charter School", "--need", "depression"],
    "no-progress": ["--tried", "CBT", "--need", "depression"],
    "caseload-full": ["--need", "grief"],
}


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_a_telling_answer(demo: Path, capsys: pytest.CaptureFixture[str], reason: str) -> None:
    environment = Environment({"REFER_BOOK": str(demo), "REFER_CACHE": str(demo.parent)}, today=TODAY, width=80)
    assert run(["suggest", "--reason", reason, *REASONS[reason], "--no-remember", "--json"], environment) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["considered"] == 60 == answer["eligible"] + sum(answer["excluded"].values())
    assert len(answer["candidates"]) >= 2 and answer["candidates"][0]["ready"]
    assert answer["near_misses"]
    assert len(answer["excluded"]) >= 4


def test_the_demo_promises_no_undo(refer: Any) -> None:
    for args in (("met", "Ada Birch", "--kind", "coffee"), ("give", "Z9", "Ada Birch"), ("goals", "set", "meet", "9")):
        said = refer.ok("--demo", *args).out
        assert "undo" not in said and "the demo keeps nothing" in said


def test_two_of_the_demo_stand_between_groups(refer: Any) -> None:
    found = refer.ok("--demo", "network", "--json").json["bridges"]
    assert [one["name"] for one in found] == ["Dev Elm", "Poppy Sandalwood"]
    assert all(one["alone"] for one in found)
    assert "alone joins" in refer.ok("--demo", "network").out


def dump(path: Path) -> list[str]:
    with Book.open(path) as book:
        assert book.connection is not None
        return [line for line in book.connection.iterdump() if not line.startswith('INSERT INTO "search_')]


def test_the_day_s_book_is_made_once_and_copied_for_each_run(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    runs = [tmp_path / name for name in ("first", "second", "third")]
    for folder in runs:
        folder.mkdir()
    first = demo_copy(TODAY, runs[0], cache)
    (kept,) = cache.glob("demo-*")
    made = kept.stat()
    assert stat.S_IMODE(made.st_mode) & 0o077 == 0
    with WritableBook.open_writing(first, TODAY.isoformat()) as book, book.step("change") as step:
        writing.change_card(step, 1, Facts({"fee": 999}, TODAY.isoformat()))
    second = demo_copy(TODAY, runs[1], cache)
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert stat.S_IMODE(second.stat().st_mode) & 0o077 == 0
    (runs[2] / "made").mkdir()
    assert dump(second) == dump(demo_book(TODAY, runs[2] / "made")) != dump(first)
    demo_copy(date(2026, 11, 25), runs[2], cache)
    assert [file.name.endswith("2026-11-25.db") for file in cache.glob("demo-*")] == [True]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder")
    (tmp_path / "run").mkdir()
    with Book.open(demo_copy(TODAY, tmp_path / "run", tmp_path / "cache" / "refer")) as book:
        assert book.count() == 60
