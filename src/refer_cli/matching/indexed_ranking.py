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

from refer_cli.matching.bitsets import Levels, people, size, union
from refer_cli.matching.criteria import CAUSES, CRITERIA, GATES, REQUIREMENTS
from refer_cli.matching.criteria.criterion import Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.rank import Assessment, assess, fails_only, nearest_first, order_of, weights
from refer_cli.matching.request import Request

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
        self._assessments: dict[int, Assessment] = {}
        self._levels: dict[str, Levels] | None = None
        self._sets: dict[str, Sets] = {
            criterion.name: criterion.sets(facets, request, today)
            for criterion in (*CRITERIA, *GATES)
            if criterion.sets is not None and criterion.asked(request)
        }
        self._failing = dict.fromkeys(CAUSES, 0)
        self._changes: dict[str, Levels] = {}
        doubted = self._exclude()
        self._doubted = self._assessed(people(doubted))
        self._mass = facets.everyone & ~doubted
        self.considered = size(facets.everyone)
        self.excluded = self._count_excluded()
        self.eligible = self.considered - sum(self.excluded.values())
        self._first: list[Assessment] = []
        self._coming = self._merged()

    def first(self, count: int) -> list[Assessment]:
        """The first so many who could see the client."""
        self._first.extend(islice(self._coming, max(0, count - len(self._first))))
        return self._first[:count]

    def near(self, cause: str, count: int) -> list[Assessment]:
        """Those who fail this one requirement only, the smallest change first."""
        coming = (
            assessment
            for group in self._groups_by_change(cause)
            for assessment in self._best(group, 2 * count)
            if fails_only(assessment, cause)
        )
        return nearest_first([*self._doubted, *islice(coming, count)], cause, count)

    def _exclude(self) -> int:
        """Note who surely fails which requirement; return whom only the card can tell.

        Whoever surely fails an earlier requirement than the one in doubt is counted there, and if no near miss can
        come of it, there it rests.
        """
        doubted = settled = 0
        for criterion in REQUIREMENTS:
            if not criterion.asked(self._request):
                continue
            sets = self._sets.get(criterion.name, Sets(doubted=self._facets.everyone))
            doubted |= sets.doubted & self._facets.everyone & ~settled
            for cause in criterion.causes:
                failing = sets.failing.get(cause.name, 0) & self._facets.everyone
                self._failing[cause.name] |= failing
                if not cause.near:
                    settled |= failing
                elif cause.name in sets.changes:
                    self._changes[cause.name] = sets.changes[cause.name]
                    settled |= failing & ~union(bits for _, bits in sets.changes[cause.name])
        return doubted

    def _groups_by_change(self, cause: str) -> Iterator[int]:
        """Those who fail only this requirement, in groups of equal change, the smallest first."""
        others = union(bits for name, bits in self._failing.items() if name != cause)
        only = self._failing[cause] & ~others & self._mass
        groups = (bits for _, bits in self._changes[cause]) if cause in self._changes else (only,)
        return (only & group for group in groups if only & group)

    def _count_excluded(self) -> Mapping[str, int]:
        counted = dict.fromkeys(CAUSES, 0)
        left = self._mass
        for cause, failing in self._failing.items():
            counted[cause] = size(failing & left)
            left &= ~failing
        for assessment in self._doubted:
            if assessment.failures:
                counted[assessment.failures[0].fails or ""] += 1
        return {cause: count for cause, count in counted.items() if count}

    def _merged(self) -> Iterator[Assessment]:
        doubted = (assessment for assessment in self._doubted if not assessment.failures)
        fitting = self._mass & ~union(self._failing.values())
        return heapq.merge(
            sorted(doubted, key=lambda assessment: assessment.order),
            self._best(fitting, BATCH),
            key=lambda assessment: assessment.order,
        )

    def _best(self, among: int, batch: int) -> Iterator[Assessment]:
        """These people, exactly in order, reading only cards whose bound comes up (`batch` at a time)."""
        if not among:
            return
        if self._levels is None:
            self._levels = {
                name: sets.bound() for name, sets in self._sets.items() if name in self._weighed and sets.bound
            }
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
                for assessment in self._assessed(waiting):
                    heapq.heappush(heap, (assessment.order, 0, assessment.candidate.id, assessment))
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
        missing = [person for person in ids if person not in self._assessments]
        if missing:
            for candidate in self._facets.candidates(missing):
                self._assessments[candidate.id] = assess(candidate, self._request, self._today, self._weighed)
        return [self._assessments[person] for person in ids]
