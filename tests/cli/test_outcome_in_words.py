"""Outcomes as they are told: chosen from lists, in a sentence, with the day; and days and spans without quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from prepared_books import prepared


@prepared
def offered(two: Any) -> None:
    """Ada Birch offered to A7, Ada and Flo Gum to B8; Kim Larch is in the book."""
    two.ok("add-colleague", "Kim Larch")
    two.ok("give", "A7", "Ada Birch", "--reason", "moving", "--on", "2026-11-10")
    two.ok("give", "B8", "Ada Birch", "Flo Gum", "--on", "2026-11-10")


def test_the_open_referrals_and_outcomes_are_listed_to_choose_from(offered: Any) -> None:
    said = offered.ok("outcome", typed=["99", "b8", "", "frob", "4", "zelda", "flo"]).out
    assert "1  A7 · moving · Ada Birch · Tue 10 Nov" in said
    assert "2  B8 · Ada Birch and Flo Gum · Tue 10 Nov" in said
    assert "There is no such referral." in said and "4  no-capacity" in said and 'I know no outcome "frob"' in said
    assert "Flo Gum has no room" in said
    offered.ok("outcome", "B8", "ada", "held")
    assert "Which referral (its number or its label) [1]:" in offered.ok("outcome", typed=["", "contacted"]).out
    offered.ok("outcome", "A7", "held")
    assert "No referral is open." in offered.ok("outcome", typed=["1", "contacted"]).out


@pytest.mark.parametrize(
    ("sentence", "status", "on", "session"),
    [
        ("she called, first session next tuesday", "contacted", "2026-11-24", "2026-12-01"),
        ("had her first session yesterday", "first-session-held", "2026-11-23", None),
        ("First session 11/20", "first-session-held", "2026-11-20", None),
        ("first session 12/18 at her office", "contacted", "2026-11-24", "2026-12-18"),
        ("left a message on monday", "not-reached", "2026-11-23", None),
        ("Ada is full until spring", "no-capacity", "2026-11-24", None),
        ("called her on friday, no openings", "no-capacity", "2026-11-20", None),
        ("client changed her mind", "declined", "2026-11-24", None),
        ("still deciding", "waiting", "2026-11-24", None),
    ],
)
def test_a_sentence_tells_the_outcome_and_the_day(
    offered: Any, sentence: str, status: str, on: str, session: str | None
) -> None:
    answer = offered.ok("outcome", "A7", sentence, "--json").json
    assert (answer["status"], answer["on"], answer["first_session_on"]) == (status, on, session)
    assert answer["colleagues"] == [1] and len(answer["assumptions"]) == 1


def test_on_a_terminal_a_sentence_is_agreed_on(offered: Any) -> None:
    said = offered.ok("outcome", "B8", "Flo's intake is on 12/18", typed=["n", "2", "flo"]).out
    assert "I take that as Flo Gum: contacted, first session Fri 18 Dec. Right? [Y/n]" in " ".join(said.split())
    assert "B8 is in contact with Flo Gum" in said
    offered.ok("undo")
    said = offered.ok("outcome", "B8", "Flo's intake is on 12/18", typed=[""]).out
    assert "First session: Fri 18 Dec." in said and "Fri 18 Dec: has the first session with Flo Gum" in said
    (line,) = [one for one in offered.ok("due", "--all", "--json").json["due"] if one.get("referral") == 2]
    assert line["on"] == "2026-12-18"


def test_a_sentence_about_another_or_about_nothing_is_refused(offered: Any, refused: Callable[..., str]) -> None:
    assert "Kim Larch" in refused(2, "outcome", "A7", "kim has no room at all")
    assert "Several colleagues were offered" in refused(2, "outcome", "B8", "there is no room at all")
    assert "I know no outcome" in refused(2, "outcome", "A7", "the weather was fine")
    assert "several outcomes" in refused(2, "outcome", "A7", "she is full and he changed his mind")


def test_an_unknown_reason_is_asked_again_with_the_list(offered: Any) -> None:
    said = offered.ok("give", "C9", "Flo", "--reason", "because", typed=["nothing", "7"]).out
    assert said.count('I know no reason "') == 2 and " 7 moving" in said
    assert [one["reason"] for one in offered.ok("ledger", "--json").json["open"] if one["label"] == "C9"] == ["moving"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (("2", "weeks"), "2026-12-08"),
        (("next", "week"), "2026-12-01"),
        (("until", "next", "friday"), "2026-11-27"),
        (("for", "two", "months"), "2027-01-24"),
        (("12/1",), "2026-12-01"),
    ],
)
def test_what_is_due_is_put_off_without_quotes(offered: Any, words: tuple[str, ...], day: str) -> None:
    offered.ok("met", "flo", "ada", "--kind", "coffee", "--follow-ups")
    ids = [str(line["id"]) for line in offered.ok("due", "--json").json["due"] if line["what"] == "thank"]
    answer = offered.ok("snooze", *ids, *words, "--json").json
    assert (answer["ids"], answer["until"]) == ([int(number) for number in ids], day)


def test_how_often_is_said_without_quotes(offered: Any) -> None:
    for words, every in ((("every", "other", "week"), "2w"), (("6", "weeks"), "6w"), (("quarterly",), "3m")):
        assert offered.ok("cadence", "set", "Ada", "Birch", *words, "--json").json["every"] == every
