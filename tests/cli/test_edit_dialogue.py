"""`edit WHO` without options: a dialogue on a terminal, a refusal off it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def test_the_common_parts_by_number_and_word(two: Any) -> None:
    said = two.ok(
        "edit", "ada",
        typed=[
            "1", "503-55", "503 555 0134",
            "insurance", "Moda (full), no Aetna",
            "3", "full until march",
            "fee", "$175", "notes", "answers texts only",
            "hours", "evenings", "", "y",
        ],
    ).out  # fmt: skip
    assert "Ada Birch, LMFT · Birch Counseling" in said and "1 telephone · 2 panels" in said
    assert "503-55" in said and said.count("Phone [303-555-0101]:") == 2, "a slip is asked again"
    assert "What would change" in said and "added: answers texts only" in said
    assert "refer undo takes it back" in said
    assert 'refer add-colleague "Ada Birch, no longer takes Cigna, full until March"' in said
    ada = two.colleague("ada")
    assert [ada[name] for name in ("phone", "accepting", "fee", "hours")] == [
        "503-555-0134", "no until 2027-03", 175, "evenings",
    ]  # fmt: skip
    assert ada["panels_denied"] == ["Aetna"]
    assert [(panel["name"], panel["accepting"]) for panel in ada["panels"]] == [("Cigna", "full"), ("Moda", "full")]
    assert ada["notes"] == "Likes school refusal work.\nanswers texts only"
    before = two.ok("list", "--all", "--json").out
    two.ok("undo")
    two.ok("redo")
    assert two.ok("list", "--all", "--json").out == before


@pytest.mark.parametrize("typed", [[""], ["fee", "175", "", "n"], ["fee", "", ""], ["fee", "150", ""]])
def test_nothing_is_saved_without_a_change_and_a_yes(two: Any, typed: list[str]) -> None:
    before = two.book.read_bytes()
    said = two.ok("edit", "ada", typed=typed).out
    assert "Nothing changed." in said or "Nothing was saved." in said
    assert two.book.read_bytes() == before


def test_lists_are_added_to_taken_from_and_replaced(two: Any) -> None:
    two.ok("edit", "ada", typed=["panels", "-Cigna", "panels", "Moda", "needs", "only OCD, trauma", "", ""])
    ada = two.colleague("ada")
    assert [panel["name"] for panel in ada["panels"]] == ["Aetna", "Moda"]
    assert [need["name"] for need in ada["specialties"]] == ["OCD", "trauma"]
    two.ok("edit", "ada", typed=["lowest fee", "unknown", "panels", "-Zorble", "", "notes", "= Retired", "", "y"])
    ada = two.colleague("ada")
    assert (ada["fee_floor"], ada["notes"]) == (None, "Retired")


def test_what_may_not_stand_together_and_places_are_asked_again(two: Any) -> None:
    said = two.ok("edit", "ada", typed=["lowest fee", "900", "80", "city", "Dnver", "Boulder, CO", "", "y"]).out
    assert "above the full fee" in said and 'I know no city "Dnver"' in said
    ada = two.colleague("ada")
    assert (ada["fee_floor"], ada["city"]) == (80, "Boulder")


def test_a_sentence_is_understood(two: Any) -> None:
    said = two.ok(
        "edit", "ada", typed=["zorble", "no longer takes Aetna, phone 503-555-0177, full until March", "y"]
    ).out
    assert "not Aetna" in said and 'No part of a card is called "zorble"' in said
    ada = two.colleague("ada")
    assert (ada["panels_denied"], ada["accepting"]) == (["Aetna"], "no until 2027-03")
    assert ada["phone"] == "503-555-0177"


def test_a_sentence_stands_alone(two: Any) -> None:
    said = two.ok("edit", "ada", typed=["fee", "175", "no longer takes Aetna", "", "y"]).out
    assert "A sentence stands alone" in said
    assert two.colleague("ada")["fee"] == 175


def test_off_a_terminal_an_option_is_needed(two: Any, refused: Callable[..., str]) -> None:
    assert "Nothing was given to change" in refused(2, "edit", "ada")
    assert "WHO is missing" in refused(2, "edit", "--fee", "160")
    assert "Whom" in two.ok("edit", "--fee", "160", typed=["ada"]).out
    assert two.colleague("ada")["fee"] == 160
