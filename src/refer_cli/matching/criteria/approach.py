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
    return wishes.judge(KIND, candidate, _asked(request), why)


def _asked(request: Request) -> wishes.Asked:
    """What a disagreement is about is required: `refused` excludes whoever is known not to practise it."""
    is_required = request.reason.rules == "treatment-disagreement"
    return wishes.Asked(request.approaches, request.refused_approaches, is_required)


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    return Sets(bound=wishes.bound(facets, KIND, _asked(request)))


CRITERION = Criterion(
    "approach",
    judge,
    asked=lambda request: bool(request.approaches or request.refused_approaches),
    facets=KIND.facets,
    sets=_sets,
    after_a_yes=lambda level, request: wishes.after_a_yes(level, _asked(request)),
    weight=12,
    words="the approach",
    levels=wishes.LEVELS,
)
