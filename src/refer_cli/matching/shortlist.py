"""Which of the ranked are shown, and whether one of them stands out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from refer_cli.matching.criteria.need import DEPTH_LEVELS, treated_by
from refer_cli.matching.membership import fold
from refer_cli.matching.rank import Assessment, Ranking, Stream
from refer_cli.matching.request import Request

MOST_SHOWN = 3
WITHIN_FIRST = 2_500
PRACTICE_SPREAD = 500
STANDS_OUT_BY = 2_000
ENOUGH_READY = 2
LOOKED_AHEAD = 48
"""Of how many in order the first ready one is looked for, where none of those who come first is ready."""
THE_REASON = {"personality-clash": "style", "treatment-disagreement": "approach", "no-progress": "approach"}
"""The criterion that a reason is about: whoever meets nothing of it is not shown behind somebody who does."""


def shown(ranking: Ranking, request: Request) -> list[Assessment]:
    """The options, best first: with a limit everybody up to it, else three honest ones at most, never padded."""
    if request.limit is not None:
        return list(islice(ranking.in_order(), request.limit))
    if not is_spoken(ranking, request):
        return []
    return chosen_of(ranking.contenders(), request)


def is_spoken(ranking: Ranking, request: Request) -> bool:
    """Whether somebody who could see the client is known to speak the language that was asked for, if one was.

    Where nobody is, nobody is an option, and who may be asked is named.
    """
    return not request.languages or "language" in ranking.known


def chosen_of(contenders: Iterable[Assessment], request: Request) -> list[Assessment]:
    """Three of these at most, who come best first; no more of them are looked at than is needed."""
    stream = contenders if isinstance(contenders, Stream) else Stream(iter(contenders))
    chosen: list[Assessment] = []
    while len(chosen) < MOST_SHOWN and (following := _next(stream, chosen, request)) is not None:
        chosen.append(following)
    if len(chosen) == MOST_SHOWN and not any(assessment.ready for assessment in chosen):
        chosen[-1] = _first_ready(stream, chosen, request) or chosen[-1]
    return sorted(chosen, key=lambda assessment: assessment.order)


def _next(stream: Iterable[Assessment], chosen: Sequence[Assessment], request: Request) -> Assessment | None:
    """The next in order who may join, or a near-equal one of a practice that is not among the chosen yet."""
    ids = {assessment.candidate.id for assessment in chosen}
    taken = {fold(assessment.candidate.practice) for assessment in chosen if assessment.candidate.practice}
    best: Assessment | None = None
    following: Assessment | None = None
    for assessment in stream:
        best = best or assessment
        if best.points - assessment.points > WITHIN_FIRST:
            break
        if following is not None and following.points - assessment.points > PRACTICE_SPREAD:
            break
        if assessment.candidate.id in ids or not _may_join(assessment, chosen, request):
            continue
        if not assessment.candidate.practice or fold(assessment.candidate.practice) not in taken:
            return assessment
        following = following or assessment
    return following


def _first_ready(stream: Iterable[Assessment], chosen: Sequence[Assessment], request: Request) -> Assessment | None:
    """Who could be offered now, near enough to the first: three who all need a call crowd nobody out who needs none."""
    best = chosen[0]
    for assessment in islice(stream, LOOKED_AHEAD):
        if best.points - assessment.points > WITHIN_FIRST:
            break
        if assessment.ready and _meets_the_reason(assessment, chosen[:-1], request):
            is_danger = any(asked.danger for asked in request.needs)
            return assessment if not is_danger or _may_join(assessment, chosen[:-1], request) else None
    return None


def _meets_the_reason(assessment: Assessment, chosen: Sequence[Assessment], request: Request) -> bool:
    """Whether somebody meets something of what the reason is about, where one of the chosen does."""
    reason = THE_REASON.get(request.reason.rules)
    return not (reason and _misses(assessment, reason) and any(not _misses(other, reason) for other in chosen))


def _may_join(assessment: Assessment, chosen: Sequence[Assessment], request: Request) -> bool:
    if not assessment.ready and sum(other.ready for other in chosen) >= ENOUGH_READY:
        return False
    if not _meets_the_reason(assessment, chosen, request):
        return False
    if not request.needs or _depth(assessment, request) > DEPTH_LEVELS["takes"]:
        return True
    trained = sum(_depth(other, request) >= DEPTH_LEVELS["trained"] for other in chosen)
    # Where life may be at stake, one trained colleague is enough not to name somebody who only works with it.
    return trained < (1 if any(asked.danger for asked in request.needs) else ENOUGH_READY)


def _depth(assessment: Assessment, request: Request) -> int:
    """How deeply the main need is treated."""
    how_treated = treated_by(assessment.candidate, request.needs[0])
    return how_treated.level if how_treated else 0


def _misses(assessment: Assessment, criterion: str) -> bool:
    row = assessment.row(criterion)
    return row is not None and row.status == "mismatch"


def stands_out(ranking: Ranking, options: Sequence[Assessment]) -> bool:
    """Whether the first is ready and leads the second of all who could see the client by 0.20."""
    if not options or not options[0].ready or ranking.eligible < 2:
        return False
    # Mostly somebody who treats the need as well is near, and nobody else has to be weighed for it.
    return all(_leads(options[0], others) for others in (ranking.contenders(), ranking.in_order()))


def _leads(first: Assessment, others: Iterable[Assessment]) -> bool:
    second = next((other for other in others if other.candidate.id != first.candidate.id), None)
    return second is None or first.points - second.points >= STANDS_OUT_BY
