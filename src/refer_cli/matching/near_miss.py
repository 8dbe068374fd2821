"""Who would fit but for one thing, and the option that would let them in."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from refer_cli.matching.criteria import CAUSES
from refer_cli.matching.criteria.criterion import Cause
from refer_cli.matching.rank import Assessment, Ranking, assess
from refer_cli.matching.request import Request

MOST_A_CAUSE = 3


class NearMiss(NamedTuple):
    """A colleague who fails one requirement. `relax`, appended to the same command, makes a candidate of them."""

    assessment: Assessment
    fails: str
    why: str
    relax: str | None


def near_misses(ranking: Ranking, request: Request, today: date, weighed: Mapping[str, int]) -> list[NearMiss]:
    """At most three a cause, the smallest change first, causes in the order in which they exclude."""
    return [
        NearMiss(
            assessment, cause.name, assessment.failures[0].evidence, _relax(assessment, cause, request, today, weighed)
        )
        for cause in CAUSES.values()
        if cause.near and ranking.excluded.get(cause.name)
        for assessment in ranking.near(cause.name, MOST_A_CAUSE)
    ]


def _relax(
    assessment: Assessment, cause: Cause, request: Request, today: date, weighed: Mapping[str, int]
) -> str | None:
    relaxed = cause.relax(assessment.candidate, request, today)
    if relaxed is None or assess(assessment.candidate, relaxed[0], today, weighed).failures:
        return None
    return relaxed[1]
