"""Notes that grow by whole lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.card import LARGEST_TEXT
from refer_cli.fields.notes import lines_lacking, with_lines, with_typed

LINES = st.lists(st.text("ab .!", max_size=4), max_size=5).map("\n".join)


def spaced(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@given(LINES, LINES)
def test_every_line_that_is_typed_stands_there_whole_and_nothing_else_goes(notes: str, typed: str) -> None:
    after = with_typed(notes, typed)
    assert spaced(after)[: len(spaced(notes))] == spaced(notes)
    assert set(spaced(after)) == {*spaced(notes), *spaced(typed)}
    assert with_typed(after, typed) == after


@given(LINES, LINES)
def test_no_word_of_a_file_is_lost(notes: str, others: str) -> None:
    after = with_lines(notes, others)
    assert " ".join(spaced(others)) in " ".join(spaced(after)) or set(spaced(others)) <= set(spaced(after))
    assert with_lines(after, others) == after


def test_a_paragraph_broken_otherwise_is_no_news() -> None:
    assert lines_lacking("hers\nI like tea\nand dogs", "I like\ntea and dogs") == []
    assert lines_lacking("hers\nI do not like tea", "I do\nnot like") == ["I do", "not like"]
    assert lines_lacking("I like tea", "like tea") == ["like tea"]


def test_notes_that_would_grow_too_long_stay_as_they_are() -> None:
    notes = "x" * LARGEST_TEXT
    assert with_lines(notes, "y") == notes
