"""What was not understood stands beside the person it is about; what cannot be read is refused in a sentence."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from capture_texts import TEXTS, names
from hypothesis import given
from hypothesis import strategies as st

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


LINES = [one["line"] for one in json.loads((Path(__file__).parent / "lines.json").read_text(encoding="utf-8"))]
TYPED = [*LINES, *((TEXTS / name).read_text(encoding="utf-8") for name in names() if name.startswith(("jot", "note")))]
SYLLABLES = ("zor", "ble", "qua", "drix", "fnor", "vlu", "mip", "tso", "gran", "pell")
PHRASES = st.lists(
    st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map("".join), min_size=1, max_size=4
).map(" ".join)  # fmt: skip


@given(text=st.sampled_from(TYPED), phrase=PHRASES, place=st.integers(0, 40), alone=st.booleans())
def test_every_word_is_in_a_fact_or_named(text: str, phrase: str, place: int, alone: bool, gazetteer: Any) -> None:
    """Words that nobody knows, put into a text anywhere: they are named, or quoted with what was made of them."""
    if alone:
        spots = [match.end() for match in re.finditer(r"[,;.!] ", text)] or [len(text)]
        put = f"{phrase}, "
    else:
        spots = [match.end() for match in re.finditer(" ", text)]
        put = f"{phrase} "
    at = spots[place % len(spots)]
    found = understand(read(text[:at] + put + text[at:]), TODAY, gazetteer)
    stated = [words for person in found.people for fact in person.facts for words in (fact.words, fact.value)]
    said = " ".join([*found.not_understood, *stated]).casefold()
    assert all(word in said for word in phrase.split()), found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bob Whitcomb PhD, private pay only, waitlist, Bridge Loft, blah di blah", ("Bridge Loft", "blah di blah")),
        ("Susan Park PsyD, takes aetna cigna QRSHealth, home visits", ("QRSHealth", "home visits")),
        ("Pat Poe LCSW, worked with her since 2015, answers texts only", ("answers texts only",)),
        ("Met at Julie's party. Pat Poe LCSW, great with teens", ("at Julie's party",)),
        ("Ruth Kaplan - retired clergy, grief and older adults", ("retired clergy",)),
    ],
)  # fmt: skip
def test_what_vanished_is_named(text: str, words: tuple[str, ...], gazetteer: Any) -> None:
    ((_, said),) = left(text, gazetteer).items()
    assert said == words


def test_more_than_a_dozen_stretches_are_named(gazetteer: Any) -> None:
    text = "Jane Roe, LPC. " + ". ".join(f"Zorble{number} quandrix" for number in range(30))
    assert len(left(text, gazetteer)["Jane Roe"]) == 30
