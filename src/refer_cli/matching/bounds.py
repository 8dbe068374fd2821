"""The most that each person can score under each criterion, as sets of equal level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from refer_cli.matching.age import days_since, faded
from refer_cli.matching.exclusions import Exclusions, may_room, may_video, met_and_others
from refer_cli.matching.facets import Facets
from refer_cli.matching.fit import DEPTH_LEVELS, KNOWN_LEVELS, ONE_DEPTH_LOWER, TRUST_STEP
from refer_cli.matching.judgement import FULL, UNKNOWN, UNKNOWN_REQUIRED
from refer_cli.matching.membership import key, mean
from refer_cli.matching.openings import FLOOR_ONLY, IN_PART, WAITLIST
from refer_cli.matching.rank import applicable
from refer_cli.matching.reach import ACROSS_THE_LINE, office_level, video_level
from refer_cli.matching.request import Need, Request, Wish
from refer_cli.matching.bitsets import crossed, dated, last_day, partition, union

Levels = list[tuple[int, int]]


def levels(facets: Facets, request: Request, today: date, excluded: Exclusions) -> dict[str, Levels]:
    """For each criterion that applies: disjoint sets of people, each with the most it can score (hundredths).

    A criterion that is not in the answer is bounded by 1.
    """
    makers = {
        "need": lambda: _need(facets, request),
        "insurance": lambda: _insurance(facets, request, today, excluded),
        "location": lambda: _location(facets, request, excluded),
        "fee": lambda: _fee(facets, request, today),
        "approach": lambda: _wanted_and_refused(facets, "approach", request.approaches, request.refused_approaches),
        "style": lambda: _wanted_and_refused(facets, "style", request.styles, request.refused_styles),
        "availability": lambda: _availability(facets, today),
        "relationship": lambda: _relationship(facets),
    }
    return {name: makers[name]() for name in applicable(request) if name in makers}


def _aged(months: Mapping[str, int], level: int, unknown: int, today: date) -> Iterable[tuple[int, int]]:
    """A level after its age; a whole month counts as its last, freshest day."""
    for month, bits in months.items():
        yield faded(level, unknown, days_since(last_day(month), today)), bits


def _need(facets: Facets, request: Request) -> Levels:
    found = [_one_need(facets, need) for need in request.needs]
    if len(found) == 1:
        return found[0]
    sums = [(level, bits) for level, bits in found[0]]
    for following in found[1:]:
        sums = [(level + other, bits) for level, other, bits in crossed(sums, following)]
    count = len(found)
    return [((2 * total + count) // (2 * count), bits) for total, bits in sums]


def _one_need(facets: Facets, need: Need) -> Levels:
    depths = {"unsaid": None, "takes": "takes", "trained": "trained", "certified": "certified"}
    found: Levels = []
    for names, scale in (
        ({key(need.name)} | need.narrower, DEPTH_LEVELS),
        (need.broader, ONE_DEPTH_LOWER),
    ):
        for name in names:
            for depth, bits in facets.family(f"need:{name}:").items():
                if depth in depths:
                    found.append((scale[depths[depth]], bits))
    return partition(found, facets.everyone, UNKNOWN_REQUIRED)


def _insurance(facets: Facets, request: Request, today: date, excluded: Exclusions) -> Levels:
    everyone = facets.everyone
    same_state = everyone
    if request.spot is not None:
        same_state = facets.bits(f"state:{request.spot.state}") | facets.bits("state:none")
    found: Levels = []
    for held in excluded.panels:
        here = {month: bits & same_state for month, bits in held.exact_open.items()}
        found.extend(_aged(here, FULL, UNKNOWN_REQUIRED, today))
        found.extend(_aged(held.exact_open, IN_PART, UNKNOWN_REQUIRED, today))
        found.extend(_aged(held.part_open, IN_PART, UNKNOWN_REQUIRED, today))
    return partition(found, everyone, UNKNOWN_REQUIRED)


def _location(facets: Facets, request: Request, excluded: Exclusions) -> Levels:
    spot = request.spot
    assert spot is not None
    here = facets.bits(f"state:{spot.state}")
    known_state = facets.everyone & ~facets.bits("state:none")
    room = may_room(facets, request)
    found: Levels = []
    if spot.point is None:
        found.append((FULL, room & here))
    for distance, bits in excluded.offices:
        if distance > request.radius:
            continue
        found.append((office_level(distance, request.radius), bits & room & (here | ~known_state)))
        found.append((ACROSS_THE_LINE, bits & room & known_state & ~here))
    video = may_video(facets, request)
    for kind, bits in excluded.lawful.items():
        found.append((video_level(request, kind), bits & video))
    return partition(found, facets.everyone, 0)


def _fee(facets: Facets, request: Request, today: date) -> Levels:
    limit = request.max_fee
    assert limit is not None
    fees = union(bits for amount, bits in facets.family("fee:").items() if int(amount) <= limit)
    floors = union(bits for amount, bits in facets.family("floor:").items() if int(amount) <= limit)
    slots = union(bits for name, bits in facets.family("slots:").items() if name.startswith("open@"))
    found: Levels = [(FLOOR_ONLY, facets.bits("probono"))]
    fee_months, floor_months = facets.family("fee@"), facets.family("floor@")
    found.extend(_aged({m: bits & fees for m, bits in fee_months.items()}, FULL, UNKNOWN_REQUIRED, today))
    found.extend(_aged({m: bits & floors & slots for m, bits in floor_months.items()}, FULL, UNKNOWN_REQUIRED, today))
    found.extend(_aged({m: bits & floors for m, bits in floor_months.items()}, FLOOR_ONLY, UNKNOWN_REQUIRED, today))
    return partition(found, facets.everyone, UNKNOWN_REQUIRED)


def _wanted_and_refused(facets: Facets, kind: str, wanted: tuple[Wish, ...], refused: tuple[Wish, ...]) -> Levels:
    if not refused:
        return _wanted(facets, kind, wanted)
    refusing = _not_refused(facets, kind, refused)
    if not wanted:
        return refusing
    return [(mean(pair), bits) for *pair, bits in crossed(_wanted(facets, kind, wanted), refusing)]


def _wanted(facets: Facets, kind: str, wanted: tuple[Wish, ...]) -> Levels:
    keys = frozenset().union(*(wish.keys for wish in wanted))
    has = union(facets.bits(f"{kind}:{name}") for name in keys)
    denied = union(facets.bits(f"{kind}:{name}:no") for name in keys)
    lacks = (facets.bits(f"{kind}:!complete") | denied) & ~has
    return partition([(FULL, has), (UNKNOWN, facets.everyone & ~lacks & ~has)], facets.everyone, 0)


def _not_refused(facets: Facets, kind: str, refused: tuple[Wish, ...]) -> Levels:
    met, others = met_and_others(facets, kind, refused)
    is_open = facets.bits(f"{kind}:!open")
    nothing = facets.everyone & ~met & ~others
    parts = [
        (FULL, others & ~met & ~is_open),
        (50, others & (met | is_open)),
        (UNKNOWN, nothing),
        (0, met & ~others),
    ]
    return [(level, bits) for level, bits in parts if bits]


def _availability(facets: Facets, today: date) -> Levels:
    family = facets.family("accepting:")
    found = [
        *_aged(dated(family, "yes"), FULL, UNKNOWN_REQUIRED, today),
        *_aged(dated(family, "waitlist"), WAITLIST, UNKNOWN_REQUIRED, today),
    ]
    return partition(found, facets.everyone, UNKNOWN_REQUIRED)


def _relationship(facets: Facets) -> Levels:
    found: Levels = []
    for name, bits in facets.family("known:").items():
        how, _, trust = name.partition(":")
        found.append((max(0, KNOWN_LEVELS[how] + TRUST_STEP * (int(trust) - 3)), bits))
    return partition(found, facets.everyone, 0)
