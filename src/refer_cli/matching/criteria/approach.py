"""Approach: one that the client wants, and none that was tried or is refused."""

from __future__ import annotations

from datetime import date

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria import wishes
from refer_cli.matching.criteria.criterion import Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.request import Request

KIND = wishes.Kind("approaches", "approach", "practising")


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """An approach that the client wants, and none that was tried or is refused."""
    why = "not wanted" if request.unwanted else "tried before"
    return wishes.judge(KIND, candidate, request.approaches, request.refused_approaches, why)


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    return Sets(bound=wishes.bound(facets, KIND, request.approaches, request.refused_approaches))


CRITERION = Criterion(
    "approach",
    judge,
    asked=lambda request: bool(request.approaches or request.refused_approaches),
    facets=KIND.facets,
    sets=_sets,
    after_a_yes=lambda level, request: wishes.after_a_yes(level, request.approaches, request.refused_approaches),
    weight=12,
    words="the approach",
    levels=wishes.LEVELS,
)
