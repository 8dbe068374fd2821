"""The towns of a list: which words of its cells are towns, and the one state that they lie in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from refer_cli.places.names import nickname
from refer_cli.places.states import state_code

_FEWEST_TOWNS = 3
_SHARE_IN_STATE = 0.75
"""Of the towns of a list, so many lie in its state; the next state has at most two thirds of them."""
_SHARE_OF_NEXT = 0.67
_FAR_LARGER = 5
_PARTS = re.compile(r"\s*(?:[,;/|()&+\n]|\s[-\u2013\u2014]\s|\band\b|\bor\b)\s*")
_ZIP = re.compile(r"\b\d{5}(?:-\d{4})?\b")
_LONGEST = 40


class Cities(Protocol):
    """What is needed of the gazetteer."""

    def cities(self, name: str) -> Any:
        """Every state's city of that name: pairs of a place and its number of ZIPs."""


class Towns:
    """Looks up the towns of one list; without a gazetteer nothing is a town."""

    def __init__(self, gazetteer: Callable[[], Cities] | None) -> None:
        self._open = gazetteer
        self._gazetteer: Cities | None = None
        self._states: dict[str, dict[str, float]] = {}

    @property
    def known(self) -> bool:
        """Whether there is a gazetteer to look into."""
        return self._open is not None

    def states(self, name: str) -> Mapping[str, float]:
        """The states that have a town of this name; a half where another state's is far larger, else 1."""
        if self._open is None or not name or len(name) > _LONGEST:
            return {}
        if name not in self._states:
            if self._gazetteer is None:
                self._gazetteer = self._open()
            called = nickname(name)
            places = () if called else self._gazetteer.cities(name)
            largest = max((size for _, size in places), default=0)
            sizes = {place.state: 1.0 if _FAR_LARGER * size > largest else 0.5 for place, size in places}
            self._states[name] = {called[1]: 1.0} if called else sizes
        return self._states[name]

    def is_town(self, name: str) -> bool:
        """Whether a town of more than one ZIP is called so: nearly every last name is a hamlet somewhere."""
        if self._open is None or not name or len(name) > _LONGEST:
            return False
        if self._gazetteer is None:
            self._gazetteer = self._open()
        return any(zips > 1 for _, zips in self._gazetteer.cities(name))

    def share(self, cells: Sequence[str]) -> float:
        """How much of these cells names a town of the state in which most of them lie, from 0 to 1."""
        votes, _ = self._votes(cells)
        return max(votes.values(), default=0) / max(1, len(set(cells)))

    def state_of(self, cells: Iterable[str]) -> str | None:
        """The state of a list whose towns lie in one; None where they are few, or lie in several."""
        votes, named = self._votes(cells)
        ordered = sorted(((weight, state) for state, weight in votes.items()), reverse=True)
        (most, state), (following, _) = [*ordered, (0.0, ""), (0.0, "")][:2]
        if named < _FEWEST_TOWNS or most < _SHARE_IN_STATE * named or following > _SHARE_OF_NEXT * most:
            return None
        return state

    def _votes(self, cells: Iterable[str]) -> tuple[dict[str, float], int]:
        """How many different cells name a town of each state, and how many name one at all."""
        votes: dict[str, float] = {}
        named = 0
        for cell in dict.fromkeys(cells):
            said, possible = _parts(cell)
            states: dict[str, float] = {said: 1.0} if said else {}
            for part in [] if said else possible:
                for state, weight in self.states(part).items():
                    states[state] = max(weight, states.get(state, 0.0))
            named += bool(states)
            for state, weight in states.items():
                votes[state] = votes.get(state, 0.0) + weight
        return votes, named


def _parts(cell: str) -> tuple[str | None, list[str]]:
    """The state that a cell itself names, and its parts that may be towns."""
    parts = [part.strip(" .") for part in _PARTS.split(_ZIP.sub(" ", cell)) if part.strip(" .")]
    if len(parts) > 1 and len(parts[-1]) == 2 and (code := state_code(parts[-1])):
        return code, parts[:-1]
    words = parts[0].split() if parts else []
    if len(words) > 1 and len(words[-1]) == 2 and words[-1].isupper() and (code := state_code(words[-1])):
        return code, [" ".join(words[:-1])]
    return None, parts
