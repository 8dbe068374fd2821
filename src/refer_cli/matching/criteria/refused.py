"""Refused: for a disagreement about treatment, not only approaches that the client refuses."""

from __future__ import annotations

from datetime import date

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria.approach import KIND
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.criteria.wishes import met_and_others
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import PASSES, Judgement
from refer_cli.matching.membership import folded
from refer_cli.matching.request import Request


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """For a disagreement about treatment: not only approaches that the client refuses."""
    names = folded(candidate.approaches)
    keys = frozenset().union(*(wish.keys for wish in request.unwanted))
    if names and names <= keys:
        only = ", ".join(candidate.approaches.names()) if candidate.approaches else ""
        return Judgement(0, "mismatch", f"practises only {only}", candidate.day("approaches"), fails="refused")
    return PASSES


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    met, others = met_and_others(facets, KIND.facet, request.unwanted)
    return Sets({"refused": met & ~others})


CRITERION = Criterion(
    "refused",
    judge,
    asked=lambda request: request.reason.rules == "treatment-disagreement" and bool(request.unwanted),
    causes=(Cause("refused", "only what is not wanted"),),
    sets=_sets,
)
