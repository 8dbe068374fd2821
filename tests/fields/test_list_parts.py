"""Lists put together from their parts: each cell reads as it reads when it is read as a whole."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.cells import CellReading, read_cell
from refer_cli.fields.list_cells import KINDS_OF_LIST
from refer_cli.fields.list_parts import ListParts
from refer_cli.fields.spelling import SpellingContext
from refer_cli.vocabulary.normaliser import vocabulary

TODAY = date(2026, 11, 24)
STATES = ("OR", None)
SPELLINGS = {
    field: sorted({spelling for kind in kinds for spelling in vocabulary(kind).every_spelling()})
    for field, kinds in KINDS_OF_LIST.items()
}
BESIDE = ("", "", "", "", " (certified)", " (no)", " (full)", " trained", " only", " etc", " not now", " in spring")
ALONE = ("no", "not kids", "x", "adults", "18+", "yes", "none", "etc", "Or", "do not use", "retired", "supportive")
FIELD = st.sampled_from(sorted(KINDS_OF_LIST))
SIGN = st.sampled_from(("; ", ", ", ",", "/", " / "))
NUMBER = st.integers(0, 100_000)
PLACES = st.lists(st.tuples(NUMBER, st.sampled_from(BESIDE), st.integers(0, 12)), min_size=2, max_size=4)


def whole(field: str, exact_name: bool, text: str, state: str | None) -> CellReading:
    return read_cell(field, text, SpellingContext(state, TODAY, exact_name))


READERS = {
    (field, exact): ListParts(field, partial(whole, field, exact)) for field in KINDS_OF_LIST for exact in (False, True)
}


def as_it_is(reading: CellReading) -> tuple[object, ...]:
    return list(reading.values.items()), reading.left, reading.assumptions


@given(FIELD, st.sampled_from(STATES), st.booleans(), SIGN, PLACES)
def test_a_cell_put_together_reads_as_it_does_as_a_whole(
    field: str, state: str | None, exact_name: bool, sign: str, places: list[tuple[int, str, int]]
) -> None:
    words = SPELLINGS[field]
    parts = [
        ALONE[number % len(ALONE)] if rarely == 0 else f"{words[number % len(words)]}{beside}"
        for number, beside, rarely in places
    ]
    text = sign.join(parts)
    together = READERS[field, exact_name].reading(text, state)
    if together is not None:
        assert as_it_is(together) == as_it_is(whole(field, exact_name, text, state))


@given(FIELD, SIGN, NUMBER, NUMBER)
def test_a_term_that_a_sign_cuts_in_two_stays_one(field: str, sign: str, number: int, at: int) -> None:
    words = [spelling for spelling in SPELLINGS[field] if " " in spelling]
    if not words:
        return
    cut = words[number % len(words)].split()
    place = at % (len(cut) - 1) + 1
    text = f"{' '.join(cut[:place])}{sign}{' '.join(cut[place:])}"
    together = READERS[field, False].reading(text, None)
    if together is not None:
        assert as_it_is(together) == as_it_is(whole(field, False, text, None))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("specialties", "OCD (certified); anxiety; trauma (trained)"),
        ("specialties", "grief, ADHD, eating disorder"),
        ("approaches", "CBT/EMDR/IFS"),
        ("panels", "Aetna; Cigna (full)"),
        ("populations", "teens, adults"),
    ],
)
def test_what_is_usual_is_put_together(field: str, text: str) -> None:
    together = READERS[field, False].reading(text, None)
    assert together is not None
    assert as_it_is(together) == as_it_is(whole(field, False, text, None))


@pytest.mark.parametrize("text", ["Aetna, not Cigna", "Aetna; Cigna?", "Aetna: Cigna, BCBS", "yes, Aetna", "Aetna, no"])
def test_what_may_be_about_another_part_is_read_as_a_whole(text: str) -> None:
    assert READERS["panels", False].reading(text, None) is None


def test_a_word_that_begins_like_a_joining_one_is_left_whole() -> None:
    languages = whole("languages", False, "Oromo / Greek", None)
    needs = whole("specialties", False, "grief, thoughts of harming others, ADHD", None)
    assert languages.left == needs.left == ()
    assert [item.name for item in languages.values["languages"].items] == ["Oromo", "Greek"]  # type: ignore[union-attr]
    assert "thoughts of harming others" in [item.name for item in needs.values["specialties"].items]  # type: ignore[union-attr]
