"""Rows of cells, wherever they stand: a text parted by a sign, or a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """Where a row stands: the sheet, where there are several, and the row as the spreadsheet counts."""

    sheet: str | None
    row: int


class Grid(Protocol):
    """Rows of cells that can be read again and again.

    `size` is the length in bytes, or in rows where it is read whole. `note` is a sentence about how it was read.
    `sheet` is the name of the sheet, None for a text.
    """

    size: int
    note: str | None
    sheet: str | None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank, with its number as a spreadsheet counts."""

    def position(self) -> int:
        """How far it has been read, of `size`."""


def is_blank(cells: Sequence[str]) -> bool:
    """Whether no cell of a row holds anything."""
    return not any(cell and not cell.isspace() for cell in cells)
