"""Writes cards as the spreadsheet of colleagues, so that importing the file gives an equal book."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import IO

from refer_cli.exchange.cell_guard import guarded
from refer_cli.exchange.column_words import ARCHIVED_ON, DATE_ENDING, RECORDED_BY, ROW_DATE, ROW_KEY
from refer_cli.exchange.people_list import OWN_SOURCES
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS
from refer_cli.fields.signs import plain_signs
from refer_cli.fields.spelling import write_value
from refer_cli.fields.values import Listing


def dated_fields(cards: Iterable[Card]) -> frozenset[str]:
    """The fields that need a column `<field>_as_of`: those with another day than their card, anywhere."""
    return frozenset(field for card in cards for field in card.values if _field_date(card, field))


def header(dated: frozenset[str]) -> list[str]:
    """The columns: every field, each with its own date column behind it where it needs one."""
    columns = [ROW_KEY]
    for field in FIELDS:
        columns.append(field.name)
        if field.name in dated:
            columns.append(field.name + DATE_ENDING)
    return [*columns, ROW_DATE, RECORDED_BY, ARCHIVED_ON]


def row(card: Card, dated: frozenset[str], source_key: str | None, archived_on: str | None) -> list[str]:
    """One card as cells under `header(dated)`.

    `source_key` is the row's identifier within its source, if it has one. A card that I entered myself has
    the book's own id in the column `id`.
    """
    cells = [source_key or (str(card.id) if card.source in OWN_SOURCES else "")]
    for field in FIELDS:
        cells.append(write_value(field.name, card.values.get(field.name)))
        if field.name in dated:
            cells.append(_field_date(card, field.name))
    return [*cells, card.as_of, card.source, archived_on or ""]


def shared_header(fields: Sequence[str], dated: frozenset[str]) -> list[str]:
    """The columns of a file to share: the fields, then the day of the row and those of single fields."""
    return [*fields, ROW_DATE, *(field + DATE_ENDING for field in fields if field in dated)]


def shared_row(card: Card, fields: Sequence[str], dated: frozenset[str]) -> list[str]:
    """One card as cells under `shared_header(fields, dated)`: nothing but these fields and their days."""
    values = [write_value(field, card.values.get(field)) for field in fields]
    return [*values, card.as_of, *(_field_date(card, field) for field in fields if field in dated)]


def write_table(file: IO[str], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table as CSV into a file opened with newline="", no cell a formula. Returns the number of rows."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for cells in rows:
        writer.writerow(guarded(plain_signs(cell)) for cell in cells)
        count += 1
    return count


def _field_date(card: Card, field: str) -> str:
    """The cell of `<field>_as_of`: the field's own day, then the days of single entries of a list."""
    value = card.values.get(field)
    if value is None:
        return ""
    day = card.dating(field).as_of
    own = [
        f"{item.name}: {item.as_of}"
        for item in (value.items if isinstance(value, Listing) else ())
        if item.as_of and item.as_of != day
    ]
    if own:
        return "; ".join([day, *own])
    return day if day != card.as_of else ""
