"""Rows of a list that are nobody: the header again, headings between people, notes, totals, a first name alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import NamedTuple

from refer_cli.capture.naming import given_names, is_no_name
from refer_cli.exchange.column_words import header_fold, known_word
from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import KINDS, vocabulary

_TOTALS = ("total", "totals", "sum", "count", "grand total", "subtotal")
_TOTAL_BEGINNINGS = ("total", "sum", "count", "grand to", "subtotal")
_DECORATION = "=-*#~_:\u2014\u2013 "
_NOTE = re.compile(r"(note|key|updated|last updated|revised|page \d)", re.IGNORECASE)
# "Elm House (both below, 303-555-0101)", "ask Bo about groups": what stands alone and is no name.
_NUMBER_TO_CALL = re.compile(r"\d{3}[\s.-]+\d{4}\b|\b988\b|\b911\b")
_SENTENCE = re.compile(
    r"(?:ask|see|call|check|note|remember|old|new|updated|last|these|those|below|above|the rest)\b.*\s", re.IGNORECASE
)
_JOINED = re.compile(r"[&/+\d]")
# Words about where in a town, and small words within a name.
_WHEREABOUTS = frozenset({
    "north", "south", "east", "west", "central", "downtown", "uptown", "midtown", "greater", "metro", "area", "county",
})  # fmt: skip
_PARTICLES = frozenset({
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "van", "von", "y",
})  # fmt: skip


class Line(Enum):
    """What one filled cell in an otherwise empty row is."""

    HEADING = auto()
    NOTE = auto()
    FIRST_NAME = auto()
    WORD = auto()
    PERSON = auto()


class NoPerson(NamedTuple):
    """Why a row is nobody. `parts`: the rows below stand under `heading`, where one is known, and not under another."""

    reason: str
    parts: bool = False
    heading: str | None = None


def no_person(
    cells: Sequence[str], header: Sequence[str], width: int, lone_rows_are_people: bool, is_city: Callable[[str], bool]
) -> NoPerson | None:
    """Why a row is nobody; None where it may be somebody. `width` counts the columns of the list.

    `lone_rows_are_people`: most rows hold nothing but one cell, so that a word alone is a name.
    """
    number, first = 0, ""
    for cell in cells:
        if cell and not cell.isspace():
            number += 1
            first = first or cell.strip()
    if first in header and _repeats(cells, header):
        return NoPerson("the header again")
    if first[:8].casefold().startswith(_TOTAL_BEGINNINGS):
        word = header_fold(first)
        if word in _TOTALS or (word.split(" ")[0] in _TOTALS and number <= 3):
            return NoPerson("a total, not a person")
    if number != 1 or width < 2 or not any(map(str.isalpha, first)):
        return None
    if width == 2 and lone_rows_are_people:
        return None
    line = line_alone(first, is_city)
    if line is Line.NOTE:
        return NoPerson("a note between the rows, not a person")
    if line is Line.HEADING:
        return NoPerson("a heading, not a person", True, first.strip(_DECORATION) or None)
    if line is Line.PERSON or width == 2 or lone_rows_are_people:
        return None
    if line is Line.FIRST_NAME:
        return NoPerson(f'"{first}" alone in its row: a first name is not enough for a colleague')
    # Whether "Smith" heads what follows nobody can tell: nothing is said of those below.
    return NoPerson(f'"{first}" alone in its row: a heading, or too little for a colleague', True)


def line_alone(text: str, is_city: Callable[[str], bool] = lambda name: False) -> Line:
    """What a cell that stands alone in its row is: "Portland:", "TEENS" and "EMDR people" head the rows below."""
    bare = text.strip(_DECORATION)
    if _NOTE.match(bare):
        return Line.NOTE
    if _NUMBER_TO_CALL.search(text) or _SENTENCE.match(bare):
        return Line.HEADING
    if not bare or text.rstrip().endswith(":") or text.strip()[0] in "=*#~\u2014\u2013-":
        return Line.HEADING
    words = bare.split()
    if len(words) > 2 and "," not in bare and bare.isupper():
        return Line.HEADING
    if known_word(bare) is not None or _is_term(bare) or is_city(_town(words)):
        return Line.HEADING
    if len(words) == 1:
        if is_no_name(bare) or is_city(bare):
            return Line.HEADING
        return Line.FIRST_NAME if fold(bare) in given_names() else Line.WORD
    if fold(words[0]) in given_names() or "," in bare or words[0].endswith("."):
        return Line.PERSON
    small = [word for word in words if word[0].islower() and word not in _PARTICLES]
    is_mixed = bool(small) and any(word[0].isupper() for word in words)
    speaks_of_work = is_no_name(words[0]) or _is_term(words[0])
    return Line.HEADING if _JOINED.search(bare) or is_mixed or speaks_of_work else Line.PERSON


def _town(words: Sequence[str]) -> str:
    """The words without those that say where in the town: "North Denver" is Denver."""
    town = [word for word in words if word.casefold() not in _WHEREABOUTS]
    return " ".join(town or words)


def _is_term(text: str) -> bool:
    return any(vocabulary(kind).find(text) is not None for kind in KINDS)


def _repeats(cells: Sequence[str], header: Sequence[str]) -> bool:
    pairs = [(cell, head) for cell, head in zip(cells, header, strict=False) if cell.strip() and head]
    same = sum(cell.strip().casefold() == head.casefold() for cell, head in pairs)
    return same >= 2 and same >= 0.6 * len([cell for cell in cells if cell.strip()])
