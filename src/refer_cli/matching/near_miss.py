"""Who would fit but for one thing, and the option that would let them in."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from refer_cli.matching.openings import lowest_fee
from refer_cli.matching.rank import CAUSES, NEVER_NEAR, Assessment, Ranking, assess
from refer_cli.matching.reach import office_distance
from refer_cli.matching.request import Request

MOST_A_CAUSE = 3


class NearMiss(NamedTuple):
    """A colleague who fails one requirement. `relax`, appended to the same command, makes a candidate of them."""

    one: Assessment
    fails: str
    why: str
    relax: str | None


def near_misses(ranking: Ranking, request: Request, today: date, weighed: Mapping[str, int]) -> list[NearMiss]:
    """At most three a cause, the smallest change first, causes in the order in which they exclude."""
    return [
        NearMiss(one, cause, one.failures[0].evidence, _relax(one, cause, request, today, weighed))
        for cause in CAUSES
        if cause not in NEVER_NEAR and ranking.excluded.get(cause)
        for one in ranking.near(cause, MOST_A_CAUSE)
    ]


def _relax(one: Assessment, cause: str, request: Request, today: date, weighed: Mapping[str, int]) -> str | None:
    candidate = one.candidate
    if cause in ("location", "license") and request.spot is not None:
        distance = office_distance(candidate, request.spot)
        if distance is None:
            return None
        radius = int(distance) + 1
        relaxed, option = request._replace(radius=radius, radius_stated=True), f"--radius {radius}"
    elif cause == "max_fee":
        fee = lowest_fee(candidate, today)
        if fee is None:
            return None
        relaxed, option = request._replace(max_fee=fee), f"--max-fee {fee}"
    else:
        return None
    return None if assess(candidate, relaxed, today, weighed).failures else option
