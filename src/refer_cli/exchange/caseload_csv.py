"""The table of a caseload: one client a row, by a label and what is asked for. Nothing of it goes into the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from refer_cli.errors import BadValue, Refused
from refer_cli.exchange.table import Table, open_table
from refer_cli.matching import options

LABEL = "client"
COLUMNS = (LABEL, *(option.name for option in options.COLUMNS))
LARGEST_CASELOAD = 2_000
"""Rows; a longer file is no caseload, and placing it would take minutes."""
_LONGEST_CELL = 200

LabelCheck = Callable[[str], object]
"""Raises BadValue for a label that could name a client; its sentence never repeats the label."""


class CaseloadRow(NamedTuple):
    """One client: the row as a spreadsheet counts, the label, and the cells that are filled, by column."""

    number: int
    label: str
    cells: Mapping[str, str]


class BadCell(NamedTuple):
    """What is wrong, and where. `column` is None where it is the row as a whole."""

    row: int
    column: str | None
    reason: str


class Caseload(NamedTuple):
    """What a file holds: its clients, all that is wrong with it, and sentences about the file as a whole."""

    rows: tuple[CaseloadRow, ...]
    bad: tuple[BadCell, ...]
    notes: tuple[str, ...]


def read_caseload(path: Path, check_label: LabelCheck) -> Caseload:
    """Read a caseload whole. Raises Refused where the file is no table; what is wrong in it comes back as `bad`."""
    table = open_table(
        path,
        lambda header: sum(_column(cell) is not None for cell in header),
        f"{', '.join(COLUMNS)} (any of them)",
        "clients.csv",
    )
    columns = [_column(cell) for cell in table.header]
    bad = list(_bad_header(table, columns))
    if not any(columns):
        raise Refused(
            f"row {table.header_row} of {path.name} names no column of a caseload.",
            f"the first row names the columns: {', '.join(COLUMNS)} (any of them)",
        )
    rows: list[CaseloadRow] = []
    for number, cells in table.rows():
        if len(rows) == LARGEST_CASELOAD:
            raise Refused(
                f"{path.name} holds more than {LARGEST_CASELOAD:,} clients.", "give one caseload, or a part of it"
            )
        bad.extend(_bad_cells(number, cells, columns))
        filled = {
            name: " ".join(cell.split())
            for name, cell in zip(columns, cells, strict=False)
            if name is not None and cell and not cell.isspace()
        }
        rows.append(CaseloadRow(number, filled.pop(LABEL, ""), filled))
    notes = [f"{path.name}: {table.note}"] if table.note else []
    if LABEL in columns:
        bad.extend(_bad_labels(rows, check_label))
    else:
        rows = [row._replace(label=f"row-{row.number}") for row in rows]
        notes.append("The file has no column client: each client goes by the number of the row")
    if not rows and not bad:
        raise Refused(f"{path.name} holds no clients.", "below the row of column names, one client a row")
    return Caseload(tuple(rows), tuple(bad), tuple(notes))


def described(bad: Sequence[BadCell]) -> str:
    """All that is wrong, in one line and in the order of the file."""
    ordered = sorted(bad, key=lambda cell: cell.row)
    return "; ".join(
        f"row {row}, {column}: {reason}" if column else f"row {row}: {reason}" for row, column, reason in ordered
    )


def _column(cell: str) -> str | None:
    name = "_".join(cell.replace("-", " ").replace("_", " ").casefold().split())
    return name if name in COLUMNS else None


def _bad_header(table: Table, columns: Sequence[str | None]) -> Iterator[BadCell]:
    seen: set[str] = set()
    for cell, name in zip(table.header, columns, strict=True):
        if name is None and cell:
            yield BadCell(table.header_row, f'"{cell[:40]}"', f"no column of a caseload: {_proposal(cell)}")
        elif name in seen:
            yield BadCell(table.header_row, name, "the column stands there twice")
        if name is not None:
            seen.add(name)


def _proposal(cell: str) -> str:
    """What to do with a column that is not known: nobody's name or number belongs in this file."""
    from difflib import get_close_matches

    close = get_close_matches("_".join(cell.casefold().split())[:40], COLUMNS, n=1, cutoff=0.7)
    return f"did you mean {close[0]}?" if close else f"take it out (it has {', '.join(COLUMNS)})"


def _bad_cells(number: int, cells: Sequence[str], columns: Sequence[str | None]) -> Iterator[BadCell]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        reason = f"it has {len(cells)} cells, the header {len(columns)}; a cell with a comma stands in quotation marks"
        yield BadCell(number, None, reason)
    for name, cell in zip(columns, cells, strict=False):
        if name is not None and len(cell) > _LONGEST_CELL:
            yield BadCell(number, name, f"longer than {_LONGEST_CELL} characters")


def _bad_labels(rows: Sequence[CaseloadRow], check_label: LabelCheck) -> Iterator[BadCell]:
    """Labels that are missing, that could name a client, or that stand twice; never repeating one."""
    first: dict[str, int] = {}
    for row in rows:
        if not row.label:
            yield BadCell(row.number, LABEL, "empty: give each client a code of your own, such as A7")
            continue
        try:
            check_label(row.label)
        except BadValue as error:
            yield BadCell(row.number, LABEL, error.sentence.removesuffix("."))
            continue
        # Capitals do not part two labels: two sheets of these names would be one file.
        earlier = first.setdefault(row.label.casefold(), row.number)
        if earlier != row.number:
            yield BadCell(row.number, LABEL, f"the same label as in row {earlier}")
