"""Vocabulary words where they stand: the longest reading, everyday words that mean something else, slips of the pen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand
from refer_cli.capture.vocabulary_index import find_mentions


def terms(text: str, state: str | None = None) -> list[str]:
    return [name for one in find_mentions(text, state) for _, name in one.terms[:1]]


@pytest.mark.parametrize(
    ("text", "state", "wanted"),
    [
        ("eating disorders", None, ["eating disorder"]),
        ("Blue Cross Blue Shield", None, ["Blue Cross Blue Shield"]),
        ("SoonerCare", None, ["Medicaid"]),
        ("OHP", "OR", ["Medicaid"]),
        ("on medical leave", None, []),
        ("on medical leave", "CA", []),
        ("MediCal", "CA", ["Medicaid"]),
        ("act now", None, []),
        ("ages 65+", None, []),
        ("ADHD evals", None, ["ADHD assessment"]),
    ],
)
def test_the_longest_reading_counts(text: str, state: str | None, wanted: list[str]) -> None:
    assert terms(text, state) == wanted


def proposed(text: str, gazetteer: Any) -> set[str]:
    (person,) = understand(read(f"Jane Roe, LCSW. {text}"), date(2026, 11, 24), gazetteer).people
    return {f"{one.field} {one.value} {one.sure}" for one in person.facts if one.field not in ("name", "credentials")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("anxeity, Cigan", {"specialties anxiety unsure", "panels Cigna unsure"}),
        ("takes Aetan", {"panels Aetna unsure"}),
        ("no Cigan", {"panels Cigna (no) unsure"}),
        ("potluck, gardening", set()),
        ("Jane Rowe", set()),
    ],
)
def test_a_slip_of_the_pen_is_only_proposed(text: str, wanted: set[str], gazetteer: Any) -> None:
    assert proposed(text, gazetteer) == wanted
