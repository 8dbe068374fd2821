"""Which of the ranked are shown, and whether one of them stands out."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.matching.membership import fold
from refer_cli.matching.rank import Assessment
from refer_cli.matching.request import Request

MOST_SHOWN = 3
WITHIN_FIRST = 2_500
PRACTICE_SPREAD = 500
STANDS_OUT_BY = 2_000
ENOUGH_READY = 2
TRAINED, TAKES = 85, 50
POOL = 12
"""How many of the ranked the choice, and the search for a call worth making, look at."""


def shown(ranked: Sequence[Assessment], request: Request) -> list[Assessment]:
    """The options, best first: with a limit everybody up to it, else three honest ones at most, never padded."""
    if request.limit is not None:
        return list(ranked[: request.limit])
    if not ranked:
        return []
    pool = [assessment for assessment in ranked if ranked[0].points - assessment.points <= WITHIN_FIRST]
    chosen: list[Assessment] = []
    while len(chosen) < MOST_SHOWN:
        allowed = [
            assessment for assessment in pool if assessment not in chosen and _may_join(assessment, chosen, request)
        ]
        if not allowed:
            break
        chosen.append(_another_practice(allowed, chosen))
    return sorted(chosen, key=lambda assessment: assessment.order)


def _may_join(assessment: Assessment, chosen: Sequence[Assessment], request: Request) -> bool:
    if not assessment.ready and sum(other.ready for other in chosen) >= ENOUGH_READY:
        return False
    need = assessment.row("need")
    if need is None or need.score > TAKES:
        return True
    trained = sum((row := other.row("need")) is not None and row.score >= TRAINED for other in chosen)
    # Where life may be at stake, one trained colleague is enough not to name somebody who only works with it.
    return trained < (1 if any(asked.danger for asked in request.needs) else ENOUGH_READY)


def _another_practice(allowed: Sequence[Assessment], chosen: Sequence[Assessment]) -> Assessment:
    """The next in order, or a near-equal one of a practice that is not among the chosen yet."""
    taken = {fold(other.candidate.practice) for other in chosen if other.candidate.practice}
    following = allowed[0]
    for assessment in allowed:
        if following.points - assessment.points > PRACTICE_SPREAD:
            break
        if not assessment.candidate.practice or fold(assessment.candidate.practice) not in taken:
            return assessment
    return following


def stands_out(ranked: Sequence[Assessment]) -> bool:
    """Whether the first is ready and leads the second of all who could see the client by 0.20."""
    return len(ranked) > 1 and ranked[0].ready and ranked[0].points - ranked[1].points >= STANDS_OUT_BY
