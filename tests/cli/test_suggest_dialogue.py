"""`refer suggest` as a talk: one short question each, Enter skips, a slip is asked again and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from prepared_books import prepared
from written_book import ask, write_book

DENVER = {"city": "Denver", "state": "CO", "license_states": "CO"}
QUESTIONS = (
    "Why do you refer",
    "What the client seeks help for",
    "Insurance",
    "City, ZIP or state of the client",
    "Age, or child",
    "The most the client can pay",
)


@prepared
def some(refer: Any) -> None:
    """Two in Denver who treat anxiety."""
    write_book(
        refer,
        {
            "Ada Birch": {**DENVER, "specialties": "anxiety (certified)", "panels": "Aetna", "fee": "60"},
            "Flo Gum": {**DENVER, "specialties": "anxiety (trained)", "panels": "Aetna", "fee": "60"},
        },
    )


def asked_in(said: str) -> list[str]:
    return [question for question in QUESTIONS if question in said]


def test_it_asks_in_the_order_of_a_talk_and_enter_skips(some: Any) -> None:
    said = some.ok("suggest", typed=["", "", "", "", "", ""]).out
    places = [said.index(question) for question in QUESTIONS]
    assert places == sorted(places)
    assert "You did not say what the client needs" in said
    assert "no reason, so all weighs alike" in said


def test_the_reasons_stand_in_one_screen(some: Any) -> None:
    said = some.ok("suggest", typed=["", "", "", "", "", ""]).out.splitlines()
    shown = said[: next(number for number, line in enumerate(said) if QUESTIONS[0] in line)]
    assert len(shown) <= 12 and all(len(line) <= 80 for line in shown)


def test_every_answer_counts(some: Any) -> None:
    said = some.ok("suggest", typed=["7", "anxiety", "Aetna", "Denver", "34", "about 60 bucks"]).out
    assert "Moving · Denver, CO · anxiety · Aetna · $60 at most · adult" in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["7", "anxiety", "", "Denvr", "y", "", ""], 'I know no city "Denvr". Did you mean Denver, CO? [Y/n]'),
        (["7", "anxiety", "", "Denvr", "n", "Denver", "", ""], 'I know no city "Denvr"'),
        (["7", "anxiety", "", "Denvr", "Denver", "", ""], 'I know no city "Denvr"'),
        (["7", "anxiety", "", "Aurora", "CO", "", ""], "There is a Aurora in"),
        (["7", "anxiety", "", "80202", "", ""], "ZIP"),
        (["7", "anxiety", "", "", "Denver", "", ""], "This reason needs it."),
        (["7", "anxiety", "", "anywhere", "Denver", "", ""], "has to be seen there"),
        (["7", "anxiety", "", "Denver", "abc", "", ""], 'I do not understand "abc".'),
        (["7", "anxiety", "", "Denver", "", "abc", "60"], '"abc" is no sum'),
        (["nonsense", "7", "anxiety", "", "Denver", "", ""], 'I know no reason "nonsense"'),
        (["7", "weary caregiver", "n", "anxiety", "", "Denver", "", ""], 'I know no need "weary caregiver"'),
        (["7", "anxiety", "none", "Denver", "", ""], "Without insurance, then."),
        (["7", "anxiety", "Xyzzy", "Aetna", "Denver", "", ""], 'I know no insurance "Xyzzy"'),
    ],
)
def test_a_slip_is_asked_again_and_no_answer_is_lost(some: Any, typed: list[str], says: str) -> None:
    said = some.ok("suggest", typed=typed).out
    assert says in " ".join(said.split())
    assert "Ada Birch, LCSW" in said and "anxiety, certified" in said


def test_what_was_given_is_not_asked(some: Any) -> None:
    said = some.ok("suggest", "--need", "anxiety", "--city", "Denver", "--insurance", "Aetna", typed=["", "", ""]).out
    assert asked_in(said) == [QUESTIONS[0], QUESTIONS[4], QUESTIONS[5]]
    assert asked_in(some.ok("suggest", "--reason", "caseload-full", typed=[]).out) == []


def test_a_couple_and_a_family_are_answers_to_whom_the_client_is(some: Any) -> None:
    said = some.ok("suggest", typed=["11", "", "", "Denver", "34, couple", ""]).out
    assert "Denver, CO · adult · couple" in said


def test_what_a_reason_must_be_given_is_asked_as_well(some: Any) -> None:
    said = some.ok("suggest", typed=["9", "anxiety", "", "Denver", "", "", "CBT"]).out
    assert "An approach that was tried" in said and "tried CBT" in said
    said = some.ok("suggest", typed=["4", "anxiety", "Denver", "", "", "Aetna"]).out
    assert "The panel that you leave" in said and "I am leaving a panel" in said and "Insurance:" not in said


def test_off_a_terminal_it_runs_without_a_reason_and_says_so(some: Any) -> None:
    answer = some.ok("suggest", "--need", "anxiety", "--anywhere", "--json").json
    assert answer["reason"] == "other" and len(answer["candidates"]) == 2
    assert answer["assumptions"] == ["No reason is given: everything weighs the same. --reason says why you refer."]
    assert some.ok("suggest", "--leaving", "Aetna", "--anywhere", "--json").json["reason"] == "self-pay-transition"
    assert ask(some, "other", "--need", "anxiety", "--anywhere")["assumptions"] == []


def test_an_end_of_input_ends_it_without_an_answer(some: Any) -> None:
    said = some("suggest", typed=["7", "anxiety"])
    assert said.code != 0 and "Ada Birch" not in said.out and "Traceback" not in said.err
