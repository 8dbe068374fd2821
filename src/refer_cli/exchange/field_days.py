"""The day of one field as `refer export` writes it, with the days of single entries of a list behind it."""

from __future__ import annotations

from datetime import date

from refer_cli.exchange.column_words import DATE_ENDING
from refer_cli.fields.days import CONFIRMED, parse_day
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.folding import fold


def field_day(cell: str, field: str, values: dict[str, Value | None], as_of: str, today: date) -> str:
    """The day of a field; for a list single entries may follow: `2026-11-01; Aetna: 2026-04-20`.

    Such entries are dated in `values`. `as_of` is the day of the row, where the cell has none of the field. Raises
    BadValue.
    """
    first, *others = cell.split(";")
    column = field + DATE_ENDING
    day = as_of
    if first.strip():
        if ":" in first:
            others = [first, *others]
        else:
            day = parse_day(first.strip(), today, column, CONFIRMED, elsewhere=True)
    listing = values[field]
    if others and isinstance(listing, Listing):
        days = {}
        for part in others:
            name, _, text = part.rpartition(":")
            days[fold(name)] = parse_day(text.strip(), today, column, CONFIRMED, elsewhere=True)
        items = tuple(_dated(item, days.get(fold(item.name)), day) for item in listing.items)
        values[field] = Listing(items, listing.open)
    return day


def _dated(item: Item, day: str | None, list_day: str) -> Item:
    return item if day is None or day == list_day else item._replace(as_of=day)
