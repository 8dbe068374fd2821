"""Of which day a list is, and which of its entries are of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from refer_cli.fields.values import Item, Listing, Value
from refer_cli.records import NamedTuple


class ListDays(NamedTuple):
    """The day of which a fact is (ISO); of a list, the names of the entries that are of other days, by day."""

    day: str
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()


def entry_day(item: Item, listed_on: str) -> str:
    """The day on which an entry was last confirmed, in a list of that day."""
    return item.as_of or listed_on


def shared_day(days: Sequence[str]) -> str | None:
    """The one day that all of these are (or the one way of saying it); None where they differ or there are none."""
    return days[0] if len(set(days)) == 1 else None


def list_days(value: Value, listed_on: str) -> ListDays:
    """The day that most entries share, the older of two, and the entries that do not; any other value is of its day."""
    if not isinstance(value, Listing) or not value.items:
        return ListDays(listed_on)
    days = [entry_day(item, listed_on) for item in value.items]
    count = Counter(days)
    most = min(count, key=lambda day: (-count[day], day))
    others: dict[str, list[str]] = {}
    for item, day in zip(value.items, days, strict=True):
        if day != most:
            others.setdefault(day, []).append(item.name)
    return ListDays(most, tuple((day, tuple(names)) for day, names in sorted(others.items())))
