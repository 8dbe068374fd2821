"""A reason is one entry of matching/reasons.json: a book that was made before it takes it, and undo takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from written_book import ask, names, write_book

from refer_cli.matching.reasons import REASONS

SABBATICAL = REASONS["caseload-full"]._replace(
    slug="sabbatical",
    title="I am on sabbatical",
    aliases=("year off",),
    weights={"availability": 40},
    guide={**REASONS["caseload-full"].guide, "say": "That you are away for a year, and when you come back."},
)

TRAINED = {"specialties": "anxiety (trained)"}


@pytest.fixture
def later(refer: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A book that was made before the program knew the reason."""
    write_book(refer, {"Abel Waits": {**TRAINED, "accepting": "waitlist"}, "Zora Open": TRAINED})
    monkeypatch.setitem(REASONS, SABBATICAL.slug, SABBATICAL)  # type: ignore[arg-type]
    return refer


def test_suggest_weighs_it_and_prepare_says_its_words(later: Any) -> None:
    answer = ask(later, "year off", "--need", "anxiety", "--anywhere")
    assert (answer["reason"], names(answer)) == ("sabbatical", ["Zora Open", "Abel Waits"])
    weights = {row["name"]: row["weight"] for row in answer["candidates"][0]["criteria"]}
    assert weights["availability"] > weights["need"]
    guide = later.ok("prepare", "--reason", "sabbatical", "--need", "anxiety", "--anywhere", "--json").json["guide"]
    assert guide["say"] == "That you are away for a year, and when you come back."


def test_a_referral_notes_it_and_undo_takes_it_back(later: Any) -> None:
    given = later.ok("give", "A7", "Zora Open", "--reason", "sabbatical", "--json").json
    assert given["reason"] == "sabbatical"
    assert "sabbatical" in later.ok("ledger", "Zora Open", "--json").out
    later.ok("undo")
    assert "sabbatical" not in later.ok("ledger", "Zora Open", "--json").out
    later.ok("give", "A7", "Zora Open", "--reason", "sabbatical")


def test_it_can_be_weighed_anew_and_followed_by_one_of_my_own(later: Any) -> None:
    later.ok("reasons", "weigh", "sabbatical", "fee=.2")
    later.ok("reasons", "add", "parental-leave", "--like", "sabbatical")
    assert ask(later, "parental-leave", "--anywhere")["candidates"][0]["name"] == "Zora Open"
    guide = later.ok("prepare", "--reason", "parental-leave", "--need", "anxiety", "--anywhere", "--json").json["guide"]
    assert guide["say"].startswith("That you are away for a year")
