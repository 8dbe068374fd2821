"""What warns against somebody: each kind of refusal in the words it was given in, and what is no warning."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from refer_cli.capture.found import Fact
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand

TODAY = date(2026, 11, 24)


def stated(text: str, gazetteer: Any) -> dict[str | None, list[Fact]]:
    """The facts of each person that a text names."""
    return {person.name: list(person.facts) for person in understand(read(text), TODAY, gazetteer).people}


def refusals(facts: list[Fact]) -> list[tuple[str, str]]:
    return [(fact.value, fact.sure) for fact in facts if fact.field == "do_not_refer"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Don't refer to Steve Walsh LMFT, Portland OR, infidelity, Aetna", "Don't refer to Steve Walsh"),
        ("Steve Walsh LMFT, Portland OR. DO NOT REFER - boundary violations", "DO NOT REFER - boundary violations"),
        ("Steve Walsh LMFT, do not use!!", "do not use"),
        ("Steve Walsh LMFT, infidelity, license suspended in 2025", "license suspended in 2025"),
        ("Steve Walsh LMFT lost his license", "lost his license"),
        ("Steve Walsh LMFT. Aetna. Retired last year.", "Retired last year"),
        ("Steve Walsh LMFT, deceased", "deceased"),
        ("Steve Walsh LMFT, passed away in 2024", "passed away in 2024"),
        ("Steve Walsh LMFT, moved out of state", "moved out of state"),
        ("I would never send anyone to Steve Walsh, LMFT.", "would never send anyone to Steve Walsh"),
        ("Steve Walsh LMFT, NOT recommended", "NOT recommended"),
        ("Steve Walsh LMFT closed his practice", "closed his practice"),
        ("Steve Walsh LMFT. I don't refer to him anymore.", "don't refer to him anymore"),
    ],
)  # fmt: skip
def test_a_warning_is_a_refusal_in_its_own_words(text: str, reason: str, gazetteer: Any) -> None:
    (facts,) = stated(text, gazetteer).values()
    assert refusals(facts) == [(reason, "written")]
    assert not [fact for fact in facts if fact.value.endswith("(no)")]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe LPC. Works with retired military and people whose license was suspended.",
        "Jane Roe LPC. She does not use EMDR. Don't hesitate to refer. I can't recommend her enough.",
        "Jane Roe LPC. She doesn't refer out. Please do not use the old email.",
        "Ruth Kaplan - Jewish, retired clergy, grief and older adults",
        "Jane Roe LPC, her husband died last year, retired teacher",
        "Jane Roe LPC. Helps with DUI and a suspended driver's license.",
        "Jane Roe LPC. She never recommends medication.",
        "Jane Roe LPC. I would not refer couples to her.",
        "Jane Roe LCSW. Retired Navy. Works with retirees. She moved away from CBT.",
        "Jane Roe LPC. Left the practice at Elm Clinic, now solo. Closed her practice to new clients.",
        "Jane Roe LPC lost her license plate",
        "Jane Roe LCSW, please avoid voicemail. Not recommended for couples. Never sends clients to the hospital.",
    ],
)
def test_what_only_looks_like_a_warning_is_none(text: str, gazetteer: Any) -> None:
    (facts,) = stated(text, gazetteer).values()
    assert refusals(facts) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe LPC. Retiring in June.",
        "Jane Roe LPC. I can't refer to her yet.",
        "Jane Roe LPC. Board complaint in 2019, dismissed.",
        "Jane Roe LPC. Don't refer to her for couples.",
    ],
)
def test_what_may_come_or_is_over_is_asked_about(text: str, gazetteer: Any) -> None:
    (facts,) = stated(text, gazetteer).values()
    assert [sure for _, sure in refusals(facts)] == ["unsure"]
    assert not [fact for fact in facts if fact.field == "populations"]


def test_who_has_retired_takes_nobody(gazetteer: Any) -> None:
    (facts,) = stated("Steve Walsh LMFT, retired, Aetna", gazetteer).values()
    assert ("accepting", "no") in {(fact.field, fact.value) for fact in facts}


def test_a_warning_is_about_the_one_it_names(gazetteer: Any) -> None:
    people = stated("Bob Hill LPC takes Aetna. Do not refer to Carl Dunn.", gazetteer)
    assert refusals(people["Bob Hill"]) == []
    assert refusals(people["Carl Dunn"]) == [("Do not refer to Carl Dunn", "written")]
