"""Finds the people in a file of tables: which sheets hold them, where the header is, and which rows are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from refer_cli.exchange.column_cells import share_read
from refer_cli.exchange.column_words import NOTES, header_fold, known_word, known_words, names_people
from refer_cli.exchange.columns import Column, cells_of, choose_columns
from refer_cli.exchange.grid import Grid
from refer_cli.exchange.towns import Towns
from refer_cli.vocabulary.normaliser import KINDS, vocabulary

_TOP, _SAMPLE = 40, 200
_LIKE_NAMES = 0.4
_TOTALS = ("total", "totals", "sum", "count", "grand total", "subtotal")
_TOTAL_BEGINNINGS = ("total", "sum", "count", "grand to", "subtotal")
# "Elm House (both below, 303-555-0101)", "ask Bo about groups": what stands alone and is no name.
_NUMBER_TO_CALL = re.compile(r"\d{3}[\s.-]+\d{4}\b|\b988\b|\b911\b")
_SENTENCE = re.compile(
    r"(?:ask|see|call|check|note|remember|old|new|updated|last|these|those|below|above|the rest)\b.*\s", re.IGNORECASE
)
_DECORATION = "=-*#~_:\u2014\u2013 "


class PeopleSheet(NamedTuple):
    """A table of people: its header (empty where the first row is a person already) and the first rows below it."""

    grid: Grid
    header_row: int
    header: tuple[str, ...]
    sample: tuple[list[str], ...]

    def columns(self, given: dict[str, str] | None = None, towns: Towns | None = None) -> tuple[Column, ...]:
        """What each column is taken for."""
        return choose_columns(self.header, self.sample, given, towns)


def people_sheets(grids: Sequence[Grid]) -> tuple[list[PeopleSheet], list[str]]:
    """The sheets that hold people, and the names of those that were looked at and do not.

    A header names at least two columns that are known, or the people; where no sheet has one, the first row may be
    somebody already.
    """
    with_header = [sheet for grid in grids if (sheet := _with_header(grid)) is not None]
    of_people = [sheet for sheet in with_header if _names_people(sheet)]
    if not of_people:
        guessed = [sheet for grid in grids if (sheet := _without_known_header(grid)) is not None]
        of_people = [sheet for sheet in guessed if _names_people(sheet)][:1] or with_header[:1] or guessed[:1]
    of_people = [_with_all_samples(sheet, of_people) for sheet in of_people]
    read = {id(sheet.grid) for sheet in of_people}
    return of_people, [grid.sheet for grid in grids if id(grid) not in read and grid.sheet is not None]


def _with_all_samples(sheet: PeopleSheet, sheets: Sequence[PeopleSheet]) -> PeopleSheet:
    """The sheet, its columns looked at together with those of the sheets that have the same header."""
    alike = [other.sample for other in sheets if other.header == sheet.header and sheet.header_row]
    return sheet._replace(sample=tuple(row for sample in alike for row in sample)) if len(alike) > 1 else sheet


def _with_header(grid: Grid) -> PeopleSheet | None:
    top = list(islice(grid.rows(), _TOP))
    best = max(top, key=lambda row: (known_words(row[1]), -row[0]), default=None)
    if best is None:
        return None
    score = known_words(best[1])
    if score < 2 and not names_people(best[1]):
        return None
    return _below(grid, best[0], best[1])


def _without_known_header(grid: Grid) -> PeopleSheet | None:
    """The first rows by their cells alone: the first is a header where it reads as nothing that stands below it."""
    first = next(grid.rows(), None)
    if first is None:
        return None
    as_header = _below(grid, first[0], first[1])
    is_person = not as_header.sample or any(
        column.target != NOTES and share_read(column.target, [as_header.header[column.place]]) > 0
        for column in as_header.columns()
        if column.place < len(as_header.header) and as_header.header[column.place]
    )
    return _below(grid, 0, []) if is_person else as_header


def _below(grid: Grid, header_row: int, header: Sequence[str]) -> PeopleSheet:
    rows = (cells for number, cells in grid.rows() if number > header_row)
    sample = [cells for cells in islice(rows, _SAMPLE) if len(cells) - cells.count("") > 1 or len(header) < 2]
    return PeopleSheet(grid, header_row, tuple(cell.strip().lstrip("\ufeff") for cell in header), tuple(sample))


def _names_people(sheet: PeopleSheet) -> bool:
    """Whether a column holds names; on one of several sheets its cells have to look like it."""
    for column in sheet.columns():
        if column.target in ("first_name", "last_name"):
            return True
        if column.target == "name":
            cells = cells_of(sheet.sample, column.place)
            return sheet.grid.sheet is None or not cells or share_read("name", cells) >= _LIKE_NAMES
    return False


def no_person(cells: Sequence[str], header: Sequence[str]) -> str | None:
    """Why a row is nobody: the header again, a heading between people, a total; None where it may be somebody."""
    number, first = 0, ""
    for cell in cells:
        if cell and not cell.isspace():
            number += 1
            first = first or cell.strip()
    if first in header and _repeats(cells, header):
        return "the header again"
    if first[:8].casefold().startswith(_TOTAL_BEGINNINGS):
        word = header_fold(first)
        if word in _TOTALS or (word.split(" ")[0] in _TOTALS and number <= 3):
            return "a total, not a person"
    if number == 1 and len(header) > 2 and any(map(str.isalpha, first)) and is_heading(first):
        return "a heading, not a person"
    return None


def is_heading(text: str) -> bool:
    """Whether a cell that stands alone in its row heads the rows below: "Portland:", "== Couples ==", "TEENS"."""
    bare = text.strip(_DECORATION)
    if _NUMBER_TO_CALL.search(text) or _SENTENCE.match(bare):
        return True
    if not bare or text.rstrip().endswith(":") or text.strip()[0] in "=*#~\u2014\u2013-":
        return True
    if len(bare.split()) > 1 and "," not in bare and bare.isupper() and len(bare.split()) != 2:
        return True
    if known_word(bare) is not None or any(vocabulary(kind).find(bare) is not None for kind in KINDS):
        return True
    return len(bare.split()) == 1 or bare.casefold().startswith(("note", "key", "updated", "last updated", "*"))


def _repeats(cells: Sequence[str], header: Sequence[str]) -> bool:
    pairs = [(cell, head) for cell, head in zip(cells, header, strict=False) if cell.strip() and head]
    same = sum(cell.strip().casefold() == head.casefold() for cell, head in pairs)
    return same >= 2 and same >= 0.6 * len([cell for cell in cells if cell.strip()])
