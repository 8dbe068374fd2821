"""The demo book as a book: built in one go, with points, a profile and a goal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from refer_cli.app import run
from refer_cli.book.reading import Book
from refer_cli.commands.demo import demo_book
from refer_cli.commands.world import World

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFER_CACHE", str(tmp_path_factory.mktemp("cache")))
        return demo_book(TODAY, tmp_path_factory.mktemp("demo"))


def test_the_demo_book_opens_and_knows_where_everybody_is(demo: Path) -> None:
    with Book.open(demo) as book:
        cards = book.cards()
        assert len(cards) == 60
        assert [card.name for card in cards if card.point is None] == []
        assert all(card.source == "me" for card in cards)
        profile = book.profile()
        assert profile is not None and profile.name == "Hazel Thorne" and profile.point is not None


def test_the_demo_book_has_a_goal_on_its_way(demo: Path) -> None:
    with Book.open(demo) as book:
        assert book.goals("2026-11") == [("meet", 3)]
        assert book.met_in("2026-11") == 2


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
    world = World({"REFER_BOOK": str(demo), "REFER_CACHE": str(demo.parent)}, today=TODAY, width=80)
    assert run(["suggest", "--reason", reason, *REASONS[reason], "--no-remember", "--json"], world) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["considered"] == 60 == answer["eligible"] + sum(answer["excluded"].values())
    assert len(answer["candidates"]) >= 2 and answer["candidates"][0]["ready"]
    assert answer["near_misses"]
    assert len(answer["excluded"]) >= 4
