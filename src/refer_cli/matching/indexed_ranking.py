"""The ranking of a large book: sets of people first, and only the few who may matter as cards.

Every set that excludes somebody is exact; where the index cannot tell (a closed panel in the very month in
which it ages into unknown), the person is doubted and assessed from the card. Scores are bounded from above
by sets of equal level, and people are taken best bound first until no bound can beat what was found. The
answer equals `rank.FullRanking`; a property test holds the two together.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from refer_cli.matching import bounds
from refer_cli.matching.exclusions import Exclusions, exclusions
from refer_cli.matching.facets import Facets
from refer_cli.matching.rank import CAUSES, Assessment, assess, may_be_near, nearness, order_of, weights
from refer_cli.matching.request import Request
from refer_cli.matching.bitsets import people, size

BATCH = 12
"""How many cards are read at a time for the answer itself: a few more than are shown."""
SMALL = 3
"""A set of equal bounds no larger than this is read at once; of a larger one each waits for its turn."""

_Entry = tuple[tuple[int, str, str, int], int, int, Assessment | None]


class IndexedRanking:
    """A ranking that reads as few cards as it can."""

    def __init__(self, facets: Facets, request: Request, today: date) -> None:
        self._facets = facets
        self._request = request
        self._today = today
        self._weighed = weights(request)
        self._known: dict[int, Assessment] = {}
        self._levels: dict[str, list[tuple[int, int]]] | None = None
        self._excluded: Exclusions = exclusions(facets, request, today)
        self._doubted = self._assessed(people(self._excluded.doubted))
        self._mass = facets.everyone & ~self._excluded.doubted
        self.considered = size(facets.everyone)
        self.excluded = self._count_excluded()
        self.eligible = self.considered - sum(self.excluded.values())
        self._found: list[Assessment] = []
        self._coming = self._merged()

    def first(self, count: int) -> list[Assessment]:
        """The first so many who could see the client."""
        while len(self._found) < count:
            following = next(self._coming, None)
            if following is None:
                break
            self._found.append(following)
        return self._found[:count]

    def near(self, cause: str, count: int) -> list[Assessment]:
        """Those who fail this one requirement only, the smallest change first."""
        found = [
            one
            for one in self._doubted
            if len(one.failures) == 1 and one.failures[0].fails == cause and may_be_near(one)
        ]
        coming = (
            one
            for group in self._excluded.groups_by_change(cause, self._mass)
            for one in self._best(group, 2 * count)
            if may_be_near(one)
        )
        found.extend(islice(coming, count))
        return sorted(found, key=nearness)[:count]

    def _count_excluded(self) -> Mapping[str, int]:
        counted = dict.fromkeys(CAUSES, 0)
        left = self._mass
        for cause in CAUSES:
            failing = self._excluded.failing[cause] & left
            counted[cause] = size(failing)
            left &= ~failing
        for one in self._doubted:
            if one.failures:
                counted[one.failures[0].fails or ""] += 1
        return {cause: count for cause, count in counted.items() if count}

    def _merged(self) -> Iterator[Assessment]:
        doubted = [one for one in self._doubted if not one.failures]
        fitting = self._mass & ~self._excluded.any
        return heapq.merge(
            sorted(doubted, key=lambda one: one.order), self._best(fitting, BATCH), key=lambda one: one.order
        )

    def _best(self, among: int, batch: int) -> Iterator[Assessment]:
        """These people, exactly in order, reading only cards whose bound comes up (`batch` at a time)."""
        if not among:
            return
        if self._levels is None:
            self._levels = bounds.levels(self._facets, self._request, self._today, self._excluded)
        criteria = sorted(self._weighed, key=lambda name: -self._weighed[name])
        # Only the levels that somebody among them has: fewer to try, and a tighter bound.
        parts = [
            (self._weighed[name], [(level, bits & among) for level, bits in self._levels[name] if bits & among])
            for name in criteria
            if name in self._levels
        ]
        fixed = sum(100 * weight for name, weight in self._weighed.items() if name not in self._levels)
        highest = [0] * (len(parts) + 1)
        for position in range(len(parts) - 1, -1, -1):
            weight, levels = parts[position]
            highest[position] = highest[position + 1] + weight * max((level for level, _ in levels), default=0)
        # An entry is a set of people with their bound, or one person with the exact score. People whose bound has
        # come up wait for a few more, so that one read serves all; nobody is given out while anybody waits.
        heap: list[_Entry] = [((-(fixed + highest[0]), "", "", 0), 0, among, None)]
        waiting: list[int] = []
        while heap or waiting:
            if waiting and (len(waiting) >= batch or not heap or heap[0][3] is not None):
                for one in self._assessed(waiting):
                    heapq.heappush(heap, (one.order, 0, one.candidate.id, one))
                waiting = []
                continue
            order, depth, whom, exact = heapq.heappop(heap)
            if exact is not None:
                yield exact
            elif depth == len(parts) and size(whom) <= SMALL:
                waiting.extend(people(whom))
            elif depth == len(parts):
                # Many of the same bound: each waits alone, in the order that equals have.
                for entry in self._facets.sorting(people(whom)):
                    bound = order_of(-order[0], entry.last_offered, entry.name, entry.id)
                    heapq.heappush(heap, (bound, depth, 1 << entry.id, None))
            else:
                weight, levels = parts[depth]
                so_far = -order[0] - highest[depth]
                for level, bits in levels:
                    inside = whom & bits
                    if inside:
                        most = so_far + weight * level + highest[depth + 1]
                        heapq.heappush(heap, ((-most, "", "", 0), depth + 1, inside, None))

    def _assessed(self, ids: list[int]) -> list[Assessment]:
        missing = [person for person in ids if person not in self._known]
        if missing:
            for candidate in self._facets.candidates(missing):
                self._known[candidate.id] = assess(candidate, self._request, self._today, self._weighed)
        return [self._known[person] for person in ids]
