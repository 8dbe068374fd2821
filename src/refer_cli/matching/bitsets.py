"""Sets of people as integers: bit n stands for the colleague with id n."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from refer_cli.fields.age import FADED_DAYS, days_since, faded

Levels = list[tuple[int, int]]
"""Disjoint or ranked sets of people, each with a number: a level in hundredths, or miles, or dollars."""

_SET_BYTE = re.compile(rb"[^\x00]", re.DOTALL)


def size(bits: int) -> int:
    """How many people are in the set."""
    return bits.bit_count()


def people(bits: int) -> list[int]:
    """The ids in the set, ascending."""
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    places = (match.start() for match in _SET_BYTE.finditer(octets))
    return [8 * place + bit for place in places for bit in _bits_of(octets[place])]


@cache
def _bits_of(octet: int) -> tuple[int, ...]:
    """Which bits are set."""
    return tuple(bit for bit in range(8) if octet >> bit & 1)


def union(sets: Iterable[int]) -> int:
    """Everybody who is in any of the sets."""
    together = 0
    for bits in sets:
        together |= bits
    return together


def partition(levels: Iterable[tuple[int, int]], everyone: int, otherwise: int) -> Levels:
    """Each person under the highest level given for them; all others under `otherwise`."""
    left = everyone
    parts: Levels = []
    for level, bits in sorted(levels, key=lambda pair: -pair[0]):
        inside = bits & left
        if inside:
            parts.append((level, inside))
            left &= ~inside
    if left:
        parts.append((otherwise, left))
    return parts


def crossed(first: Levels, other: Levels) -> Iterator[tuple[int, int, int]]:
    """Both levels of everybody, from two partitions."""
    for level, bits in first:
        for other_level, other_bits in other:
            both = bits & other_bits
            if both:
                yield level, other_level, both


def by_age(months: Mapping[str, int], today: date) -> tuple[int, int]:
    """Of dated people (ISO month -> set), whose fact is surely not older than 540 days, and whose may be."""
    fresh = doubt = 0
    for month, bits in months.items():
        if days_since(f"{month}-01", today) <= FADED_DAYS:
            fresh |= bits
        elif days_since(_last_day(month), today) <= FADED_DAYS:
            doubt |= bits
    return fresh, doubt


def aged(months: Mapping[str, int], level: int, today: date) -> Iterator[tuple[int, int]]:
    """A level (hundredths) after its age, by month; a whole month counts as its last, freshest day."""
    for month, bits in months.items():
        yield faded(level, days_since(_last_day(month), today)), bits


def month_of(day: str) -> str:
    """The month of an ISO day, as facets are dated."""
    return day[:7]


def _last_day(month: str) -> str:
    """The last day of an ISO month."""
    year, number = int(month[:4]), int(month[5:])
    following = date(year + number // 12, number % 12 + 1, 1)
    return (following - timedelta(days=1)).isoformat()


def dated(family: Mapping[str, int], mark: str) -> dict[str, int]:
    """Of facets named `mark@2026-11`: the months, and their people."""
    start = f"{mark}@"
    months: dict[str, int] = {}
    for name, bits in family.items():
        if name.startswith(start):
            months[name[len(start) :]] = months.get(name[len(start) :], 0) | bits
    return months
