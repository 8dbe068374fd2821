"""The ranking of a large book: sets of people first, and only the few who may matter as cards.

Every set that excludes somebody is exact; where the index cannot tell (a closed panel in the very month in
which it ages into unknown), the person is doubted and assessed from the card. Scores are bounded from above
by sets of equal level, and people are taken best bound first until no bound can beat what was found. The
answer equals `rank.FullRanking`; a property test holds the two together.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from refer_cli.matching.bitsets import Levels, people, size, union
from refer_cli.matching.criteria import CAUSES, CRITERIA, GATES, REQUIREMENTS, SURELY, WEIGHED, location, need
from refer_cli.matching.criteria.criterion import Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.rank import (
    FOR_GOOD,
    Assessment,
    Order,
    Stream,
    assess,
    fails_only,
    farther_first,
    least_barred_first,
    most_after_a_yes,
    nearest_first,
    order_of,
    weights,
)
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple

BATCH = 12
"""How many cards are read at a time for the answer itself: a few more than are shown."""
SMALL = 3
"""A set of equal bounds no larger than this is read at once; of a larger one each waits for its turn."""

_CRITERION_OF = {cause.name: criterion.name for criterion in REQUIREMENTS for cause in criterion.causes}
ALONE = 1_000
"""The depth of an entry that is one person already."""


class _Split(NamedTuple):
    """How one search parts its people: by each criterion in turn, and the most points from there on."""

    parts: list[tuple[int, Levels]]
    highest: list[int]

    @classmethod
    def of(cls, among: int, bounds: Mapping[str, Levels], weighed: Mapping[str, int]) -> "_Split":
        """The heaviest criterion first; only the levels that somebody among them has: fewer to try, a tighter bound."""
        parts = [
            (weighed[name], _among(bounds[name], among))
            for name in sorted(weighed, key=lambda name: -weighed[name])
            if name in bounds
        ]
        highest = [0]
        for weight, levels in reversed(parts):
            highest.append(highest[-1] + weight * max((level for level, _ in levels), default=0))
        fixed = sum(100 * weight for name, weight in weighed.items() if name not in bounds)
        return cls(parts, [fixed + most for most in reversed(highest)])


def _among(levels: Levels, whom: int) -> Levels:
    """The levels that some of these people have, each once: facts of many months have faded to the same."""
    together: dict[int, int] = {}
    for level, bits in levels:
        inside = bits & whom
        if inside:
            together[level] = together.get(level, 0) | inside
    return list(together.items())


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
        self._vague = 0
        doubted = self._exclude()
        self._doubted = self._assessed(people(doubted))
        self._mass = facets.everyone & ~doubted
        self.considered = size(facets.everyone)
        self.excluded = self._count_excluded()
        self.eligible = self.considered - sum(self.excluded.values())
        fitting = self._mass & ~union(self._failing.values())
        self._treating = need.treating(facets, request.needs[0]) if request.needs else facets.everyone
        doubtful = [assessment for assessment in self._doubted if not assessment.failures]
        self._fitting, self._doubtful = fitting, doubtful
        self._everybody = Stream(self._merged(fitting, doubtful))
        known = set()
        for criterion, surely in SURELY:
            if criterion.asked(request):
                bits = fitting & surely.sets(facets, request)
                sure = [assessment for assessment in doubtful if surely.card(assessment.candidate, request)]
                if bits or sure:
                    fitting, doubtful = bits, sure
                    known.add(criterion.name)
        self.known = frozenset(known)
        self._contenders = Stream(self._merged(fitting, doubtful)) if known else self._everybody

    def in_order(self) -> Iterable[Assessment]:
        """Everybody who could see the client."""
        return self._everybody

    def contenders(self) -> Iterable[Assessment]:
        """Whoever is known to treat the main need and to speak the language, where anybody is."""
        return self._contenders

    def promising(self) -> Iterator[tuple[Order, Assessment]]:
        """Everybody, by the points that one fact might bring: one search a criterion in which one may."""
        seen: set[int] = set()
        doubtful = sorted(
            ((-most_after_a_yes(one, self._request), "", "", 0), one.candidate.id) for one in self._doubtful
        )
        for order, person in heapq.merge(doubtful, self._by_bound(self._promises())):
            if person not in seen:
                seen.add(person)
                yield order, self._assessed([person])[0]

    def first(self, count: int) -> list[Assessment]:
        """The first so many who could see the client."""
        return list(islice(self._everybody, count))

    def far(self, count: int) -> list[Assessment]:
        """Those who treat the main need and fail by distance alone; the circle grows until there are so many."""
        spot = self._request.spot
        if count <= 0 or spot is None or not self._request.needs or spot.point is None:
            return []
        only = self._only(location.BY_DISTANCE.name) & self._treating
        found = farther_first(self._doubted, self._request, count)
        radius = float(location.NEAR_MISS_MILES)
        while only and radius < location.AROUND_THE_WORLD and (len(found) < count or _miles_of(found[-1]) > radius):
            radius *= 2
            inside = only & union(bits for _, bits in location.offices_within(self._facets, spot, radius))
            only &= ~inside
            found = farther_first([*found, *self._assessed(people(inside))], self._request, count)
        return found

    def again(self, request: Request) -> "IndexedRanking":
        """The same people, held against another request."""
        return IndexedRanking(self._facets, request, self._today)

    def near(self, cause: str, count: int) -> list[Assessment]:
        """Those who fail this one requirement only, the smallest change first."""
        # What fails gives nothing: that bounds these people closely.
        failed = _CRITERION_OF[cause]
        bounds = {**self._bounds(), failed: [(0, self._facets.everyone)]} if failed in self._weighed else self._bounds()
        coming = (
            assessment
            for group in self._groups_by_change(cause)
            for assessment in self._best(group, count + 1, bounds)
            if fails_only(assessment, cause)
        )
        return nearest_first([*self._doubted, *islice(coming, count)], self._request, cause, count)

    def treating(self, count: int) -> list[Assessment]:
        """Those known to treat the main need: groups of as many failures, the fewest first."""
        if not self._request.needs:
            return []
        found = [*self._doubted]
        found += self._assessed(people(self._vague & self._treating & self._mass))
        for failures, group in self._groups_by_failures(self._treating & self._mass & ~self._vague):
            first = least_barred_first(found, self._request, count)
            if len(first) == count and len(first[-1].failures) < failures:
                break
            found += islice(self._best(group, count + 1, self._bounds()), count)
        return least_barred_first(found, self._request, count)

    def _groups_by_failures(self, among: int) -> Iterator[tuple[int, int]]:
        """Of these who fail as many requirements: those with whom something may change before the others."""
        at_least, for_good = [among], 0
        for cause, failing in self._failing.items():
            at_least.append(0)
            for fewer in range(len(at_least) - 2, -1, -1):
                at_least[fewer + 1] |= at_least[fewer] & failing
            for_good |= failing if cause in FOR_GOOD else 0
        for failures in range(len(at_least)):
            more = at_least[failures + 1] if failures + 1 < len(at_least) else 0
            exactly = at_least[failures] & ~more
            yield from ((failures, group) for group in (exactly & ~for_good, exactly & for_good) if group)

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
            self._vague |= sets.doubted & settled
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
        """Those who fail only this requirement, in groups of equal change: who treats the need first."""
        only = self._only(cause)
        for some in (only & self._treating, only & ~self._treating):
            groups = (bits for _, bits in self._changes[cause]) if cause in self._changes else (some,)
            yield from (some & group for group in groups if some & group)

    def _only(self, cause: str) -> int:
        """Who surely fails this requirement, and no other."""
        others = union(bits for name, bits in self._failing.items() if name != cause)
        return self._failing[cause] & ~others & self._mass

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

    def _merged(self, fitting: int, doubtful: list[Assessment]) -> Iterator[Assessment]:
        # Nothing is bounded before somebody is asked for: how many there are is known without.
        yield from heapq.merge(
            sorted(doubtful, key=lambda assessment: assessment.order),
            self._best(fitting, BATCH, self._bounds()),
            key=lambda assessment: assessment.order,
        )

    def _bounds(self) -> dict[str, Levels]:
        if self._levels is None:
            self._levels = {
                name: sets.bound() for name, sets in self._sets.items() if name in self._weighed and sets.bound
            }
        return self._levels

    def _promises(self) -> Iterator[tuple[int, Mapping[str, Levels]]]:
        """For each criterion in which one fact may bring points, and for none: who, and the levels they might have."""
        yield self._fitting, self._bounds()
        for name, levels in self._bounds().items():
            promised = [(WEIGHED[name].after_a_yes(level, self._request), bits) for level, bits in levels]
            rising = union(bits for (level, bits), (after, _) in zip(levels, promised, strict=True) if after > level)
            if rising & self._fitting:
                yield self._fitting & rising, {**self._bounds(), name: promised}

    def _best(self, among: int, batch: int, bounds: Mapping[str, Levels]) -> Iterator[Assessment]:
        """These people, exactly in order, reading only cards whose bound comes up (`batch` at a time)."""
        coming = self._by_bound([(among, bounds)])
        exact: list[tuple[Order, Assessment]] = []
        following = next(coming, None)
        while following is not None or exact:
            # Nobody is given out while anybody might come before them; one read serves a few.
            while exact and (following is None or exact[0][0] <= following[0]):
                yield heapq.heappop(exact)[1]
            waiting: list[int] = []
            while following is not None and len(waiting) < batch and not (exact and exact[0][0] <= following[0]):
                waiting.append(following[1])
                following = next(coming, None)
            for assessment in self._assessed(waiting):
                heapq.heappush(exact, (assessment.order, assessment))

    def _by_bound(self, searches: Iterable[tuple[int, Mapping[str, Levels]]]) -> Iterator[tuple[Order, int]]:
        """People by the best place that the sets allow them, from one search or several together.

        Of several searches each goes only as far as what it may still bring comes before what the others have.
        """
        # An entry is a set of people with their bound, and the search that it belongs to.
        heap: list[tuple[Order, int, int, int]] = []
        split: list[_Split] = []
        for among, bounds in searches:
            if among:
                split.append(_Split.of(among, bounds, self._weighed))
                heapq.heappush(heap, ((-split[-1].highest[0], "", "", 0), 0, among, len(split) - 1))
        while heap:
            order, depth, whom, search = heapq.heappop(heap)
            parts, highest = split[search]
            if depth == ALONE or (depth == len(parts) and size(whom) <= SMALL):
                for person in people(whom):
                    yield order, person
            elif depth == len(parts):
                # Many of the same bound: each alone, in the order that equals have.
                for entry in self._facets.sorting(people(whom)):
                    bound = order_of(-order[0], entry.last_offered, entry.name, entry.id)
                    heapq.heappush(heap, (bound, ALONE, 1 << entry.id, search))
            else:
                weight, levels = parts[depth]
                so_far = -order[0] - highest[depth]
                for level, bits in levels:
                    inside = whom & bits
                    if inside:
                        most = so_far + weight * level + highest[depth + 1]
                        heapq.heappush(heap, ((-most, "", "", 0), depth + 1, inside, search))

    def _assessed(self, ids: list[int]) -> list[Assessment]:
        missing = [person for person in ids if person not in self._assessments]
        if missing:
            for candidate in self._facets.candidates(missing):
                self._assessments[candidate.id] = assess(candidate, self._request, self._today, self._weighed)
        return [self._assessments[person] for person in ids]


def _miles_of(assessment: Assessment) -> int:
    return assessment.failures[0].amount or 0
