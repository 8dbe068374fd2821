"""Finds the people in a file of tables: which sheets hold them, and where the header is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from refer_cli.exchange.column_cells import share_read
from refer_cli.exchange.column_words import NOTES, different_words, known_words, names_people
from refer_cli.exchange.columns import Column, cells_of, choose_columns
from refer_cli.exchange.grid import Grid
from refer_cli.exchange.rows_between import Line, line_alone
from refer_cli.exchange.towns import Towns

_TOP, _SAMPLE = 40, 200
_LIKE_NAMES = 0.4
_NAMES_PEOPLE = 2
"""So many other words of a header weigh as much as that of a column of names."""


class PeopleSheet(NamedTuple):
    """A table of people: its header (empty where the first row is a person already) and the first rows below it."""

    grid: Grid
    header_row: int
    header: tuple[str, ...]
    sample: tuple[list[str], ...]

    def lone_rows_are_people(self) -> bool:
        """Whether of the first people most have one cell and nothing else."""
        rows = [_filled(cells) for _, cells in islice(self.grid.rows(), _SAMPLE)]
        lone = sum(len(cells) == 1 and line_alone(cells[0]) not in (Line.HEADING, Line.NOTE) for cells in rows)
        return lone > sum(len(cells) > 1 for cells in rows)

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
    best = max(top, key=lambda row: (_likeness(row[1]), -row[0]), default=None)
    if best is None:
        return None
    score = known_words(best[1])
    if score < 2 and not names_people(best[1]):
        return None
    return _below(grid, best[0], best[1])


def _likeness(cells: Sequence[str]) -> int:
    """How much a row looks like a header: it names the people, and what else is known of them.

    A mark of somebody ("trained", "open") may be such a word too, and the same one in several columns.
    """
    return different_words(cells) + (_NAMES_PEOPLE if names_people(cells) else 0)


def _without_known_header(grid: Grid) -> PeopleSheet | None:
    """The first rows by their cells alone: the first is a header where it reads as nothing that stands below it."""
    first = next(grid.rows(), None)
    if first is None:
        return None
    as_header = _below(grid, first[0], first[1])
    alone = _filled(first[1])
    if _heads(alone) and any(len(_filled(row)) > 1 for row in as_header.sample):
        return _below(grid, 0, [])
    is_person = not as_header.sample or any(
        column.target != NOTES and share_read(column.target, [as_header.header[column.place]]) > 0
        for column in as_header.columns()
        if column.place < len(as_header.header) and as_header.header[column.place]
    )
    return _below(grid, 0, []) if is_person else as_header


def _below(grid: Grid, header_row: int, header: Sequence[str]) -> PeopleSheet:
    rows = (cells for number, cells in grid.rows() if number > header_row)
    sample = [
        cells
        for cells in islice(rows, _SAMPLE)
        if len(cells) - cells.count("") > 1 or (len(header) < 2 and not _heads(_filled(cells)))
    ]
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


def _filled(cells: Sequence[str]) -> list[str]:
    """The cells of a row that hold anything."""
    return [cell for cell in cells if cell and not cell.isspace()]


def _heads(cells: Sequence[str]) -> bool:
    """Whether the filled cells of a row are one, and a heading."""
    return len(cells) == 1 and line_alone(cells[0]) is Line.HEADING
