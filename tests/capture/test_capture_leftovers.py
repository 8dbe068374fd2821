"""What was not understood stands beside the person it is about; what cannot be read is refused in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand
from refer_cli.errors import Refused

TODAY = date(2026, 11, 24)


def left(text: str, gazetteer: Any) -> dict[str | None, tuple[str, ...]]:
    found = understand(read(text), TODAY, gazetteer)
    return {person.name: found.not_understood_of(person) for person in found.people}


def test_each_person_has_their_own_words(gazetteer: Any) -> None:
    text = (
        "Our people\n\nJane Roe, LPC. Anxiety. Takes Aetna. Likes horses.\n\n"
        "Bob Poe, LCSW. Trauma. Does not take insurance. Plays golf.\n"
    )
    assert left(text, gazetteer) == {
        "Jane Roe": ("Our people", "Likes horses"),
        "Bob Poe": ("Plays golf",),
    }


def test_an_entry_between_understood_ones_is_named(gazetteer: Any) -> None:
    assert left("Jane Roe, LPC. Anxiety, Quidditch 12 and grief.", gazetteer) == {"Jane Roe": ("Quidditch 12",)}


def test_a_line_of_which_all_was_understood_leaves_nothing(gazetteer: Any) -> None:
    text = "Jane Roe PsyD, Boulder CO, OCD (certified) + anxiety, ERP, Cigna, no Medicaid, $180 slides to 110"
    assert left(text, gazetteer) == {"Jane Roe": ()}


def test_a_page_of_elements_within_elements_is_refused() -> None:
    with pytest.raises(Refused, match="nested too deeply"):
        read("<html><body>" + "<div>" * 5000 + "Jane Roe LCSW")
    assert read("<html><body>" + "<p>Jane Roe, LCSW<br>" * 5000).parts
