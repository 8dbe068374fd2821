"""Do not refer: a colleague whom you marked is never suggested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import PASSES, Judgement
from refer_cli.matching.request import Request


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """A colleague whom I marked is never suggested."""
    if candidate.do_not_refer:
        return Judgement(0, "mismatch", "you marked: do not refer", fails="do_not_refer")
    return PASSES


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.do_not_refer:
        yield "barred"


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    return Sets({"do_not_refer": facets.bits("barred")})


CRITERION = Criterion(
    "do_not_refer",
    judge,
    causes=(Cause("do_not_refer", "you marked do not refer", near=False),),
    facets=_facets,
    sets=_sets,
)
