"""Style: one that the client wants, and none that does not work for the client."""

from __future__ import annotations

from datetime import date

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria import wishes
from refer_cli.matching.criteria.criterion import Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.request import Request

KIND = wishes.Kind("styles", "style")


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """A style that the client wants, and none that does not work for the client."""
    why = "not wanted"
    return wishes.judge(KIND, candidate, wishes.Asked(request.styles, request.refused_styles), why)


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    return Sets(bound=wishes.bound(facets, KIND, wishes.Asked(request.styles, request.refused_styles)))


CRITERION = Criterion(
    "style",
    judge,
    asked=lambda request: bool(request.styles or request.refused_styles),
    facets=KIND.facets,
    sets=_sets,
    after_a_yes=lambda level, request: wishes.after_a_yes(level, wishes.Asked(request.styles, request.refused_styles)),
    weight=10,
    words="style",
    levels=wishes.LEVELS,
)
