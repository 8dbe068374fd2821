"""Identity: gender, faith and described identity, only where the client asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from refer_cli.matching.bitsets import union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets, named_facets
from refer_cli.matching.judgement import PASSES, Judgement
from refer_cli.matching.membership import KNOWN, fold, membership
from refer_cli.matching.request import Request

_EITHER = re.compile(r",? or |[,/]", re.IGNORECASE)


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Described identity, only where the client asked. An unknown one is not shown, guessed or asked about."""
    if request.gender and fold(candidate.gender or "") != fold(request.gender):
        return Judgement(0, "mismatch", "", fails="identity")
    if (
        request.faith
        and fold(candidate.faith or "") != fold(request.faith)
        and not _described(candidate, request.faith)
    ):
        return Judgement(0, "mismatch", "", fails="identity")
    for asked in request.identities:
        if not _described(candidate, asked):
            return Judgement(0, "mismatch", "", fails="identity")
    return PASSES


def _described(candidate: Candidate, asked: str) -> bool:
    """Whether this stands among the identities, or one of "trans or nonbinary"; a faith may stand there too."""
    return membership(candidate.identities, frozenset(_alternatives(asked)))[0] == KNOWN


def _alternatives(asked: str) -> tuple[str, ...]:
    """The wishes of which any one will do, folded: "trans or nonbinary" is two, and also stands as it is."""
    return tuple(dict.fromkeys(fold(part) for part in (asked, *_EITHER.split(asked)) if fold(part)))


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.gender:
        yield f"gender:{fold(candidate.gender)}"
    if candidate.faith:
        yield f"faith:{fold(candidate.faith)}"
    yield from named_facets("identity", candidate.identities)


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    described = [
        union(facets.bits(f"identity:{name}") for name in _alternatives(asked)) for asked in request.identities
    ]
    if request.gender:
        described.append(facets.bits(f"gender:{fold(request.gender)}"))
    if request.faith:
        faith = fold(request.faith)
        described.append(facets.bits(f"faith:{faith}") | facets.bits(f"identity:{faith}"))
    return Sets({"identity": union(facets.everyone & ~bits for bits in described)})


CRITERION = Criterion(
    "identity",
    judge,
    asked=lambda request: bool(request.gender or request.faith or request.identities),
    causes=(Cause("identity", "identity not as asked, or not known", near=False),),
    facets=_facets,
    sets=_sets,
)
