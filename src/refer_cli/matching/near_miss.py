"""Who would fit but for one thing, and the option that would let them in."""

from collections.abc import Mapping
from datetime import date

from refer_cli.matching.criteria import CAUSES
from refer_cli.matching.criteria.criterion import Cause
from refer_cli.matching.criteria.location import BY_DISTANCE
from refer_cli.matching.rank import Assessment, Ranking, assess
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple

MOST_A_CAUSE = 3


class NearMiss(NamedTuple):
    """A colleague who fails one requirement. `relax`, appended to the same command, makes a candidate of them."""

    assessment: Assessment
    fails: str
    why: str
    relax: str | None


def near_misses(
    ranking: Ranking, request: Request, today: date, weighed: Mapping[str, int], anybody_ready: bool = True
) -> list[NearMiss]:
    """At most three a cause, the smallest change first, causes in the order in which they exclude.

    Where nobody ready is within reach, whoever treats the main need and fails by distance alone is named, however far.
    """
    found: list[NearMiss] = []
    for cause in CAUSES.values():
        if not cause.near or not ranking.excluded.get(cause.name):
            continue
        missing = ranking.near(cause.name, MOST_A_CAUSE)
        if cause is BY_DISTANCE and not anybody_ready:
            missing = [*missing, *ranking.far(MOST_A_CAUSE - len(missing))]
        for assessment in missing:
            relax = _relax(assessment, cause, request, today, weighed)
            found.append(NearMiss(assessment, cause.name, _why(assessment, cause, request), relax))
    return found


def _why(assessment: Assessment, cause: Cause, request: Request) -> str:
    """How the requirement is failed; of somebody far away also how deeply they treat the main need."""
    failure, need = assessment.failures[0], assessment.row("need")
    is_far = cause is BY_DISTANCE and failure.amount is not None and failure.amount > (cause.most or 0)
    return f"{need.evidence}; {failure.evidence}" if is_far and need is not None else failure.evidence


def _relax(
    assessment: Assessment, cause: Cause, request: Request, today: date, weighed: Mapping[str, int]
) -> str | None:
    relaxed = cause.relax(assessment.candidate, request, today)
    if relaxed is None or assess(assessment.candidate, relaxed[0], today, weighed).failures:
        return None
    return relaxed[1]
