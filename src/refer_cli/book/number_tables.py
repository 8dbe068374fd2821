"""Large tables of whole numbers in little room: what an import of a hundred thousand rows keeps in memory.

A dictionary of numbers takes a hundred bytes an entry, these a fifth of that.
"""

from __future__ import annotations

from array import array

_NONE = -1
_NEAR = 5_000_000
"""Ids below are counted from 1 by the book, so that a place for each of them is no waste."""


class PlacesByMark:
    """Places (0, 1, ...) by a mark of 64 bits; several may bear the same."""

    def __init__(self) -> None:
        self._heads = array("q", [_NONE]) * 1_024
        self._marks, self._places, self._next = array("q"), array("q"), array("q")

    def put(self, mark: int, place: int) -> None:
        """Let a place be found by a mark, behind those that bear it already."""
        if len(self._marks) >= len(self._heads):
            self._grow()
        slot = mark & (len(self._heads) - 1)
        self._next.append(self._heads[slot])
        self._heads[slot] = len(self._marks)
        self._marks.append(mark)
        self._places.append(place)

    def of(self, mark: int) -> list[int]:
        """The places that bear a mark, each once, in the order in which they were put; none for the mark 0."""
        found: list[int] = []
        at = self._heads[mark & (len(self._heads) - 1)] if mark else _NONE
        while at != _NONE:
            if self._marks[at] == mark:
                found.append(self._places[at])
            at = self._next[at]
        return found if len(found) < 2 else list(dict.fromkeys(reversed(found)))

    def _grow(self) -> None:
        self._heads = array("q", [_NONE]) * (2 * len(self._heads))
        last = len(self._heads) - 1
        for at, mark in enumerate(self._marks):
            slot = mark & last
            self._next[at] = self._heads[slot]
            self._heads[slot] = at


class NumbersById:
    """A number, 0 or more, for each of many ids of the book."""

    def __init__(self) -> None:
        self._near = array("q")
        self._far: dict[int, int] = {}

    def __setitem__(self, number_id: int, number: int) -> None:
        """Set the number of an id."""
        if not 0 <= number_id < _NEAR:
            self._far[number_id] = number
            return
        missing = number_id + 1 - len(self._near)
        if missing > 0:
            self._near.extend([_NONE] * missing)
        self._near[number_id] = number

    def get(self, number_id: int) -> int | None:
        """The number of an id, None where none was set."""
        if not 0 <= number_id < len(self._near):
            return self._far.get(number_id)
        number = self._near[number_id]
        return None if number == _NONE else number

    def __contains__(self, number_id: int) -> bool:
        """Whether an id has a number."""
        return self.get(number_id) is not None
