"""Relationship: how well you know the colleague, and how far you trust the work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from refer_cli.matching.bitsets import Levels, partition
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, NOTE, Check
from refer_cli.matching.criteria.criterion import Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.request import Request

KNOWN_LEVELS = {"worked-with": 90, "met": 80, "introduced": 60, "listed": 10}
KNOWN_WORDS = {
    "worked-with": "worked with",
    "met": "met",
    "introduced": "introduced, not met",
    "listed": "from a directory, not met",
    None: "how you know them is not noted",
}
TRUST_STEP = 5
USUAL_TRUST = 3


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """How well I know the colleague. No word about it is a name from a directory."""
    known = candidate.how_known or "listed"
    level = _level(known, candidate.trust if candidate.trust is not None else USUAL_TRUST)
    words = KNOWN_WORDS[candidate.how_known]
    evidence = words if candidate.trust is None else f"{words}; trust {candidate.trust}"
    status = {"worked-with": "match", "met": "match", "introduced": "partial", "listed": "mismatch"}[known]
    checks: tuple[Check, ...] = ()
    first = "meet first: " if request.reason.rules == "self-pay-transition" else ""
    if known in ("introduced", "listed"):
        not_met, not_noted = Check(NOTE, f"{first}you have not met"), Check(ASK, f"{first}have you met", "not noted")
        checks = (not_met if candidate.how_known else not_noted,)
    elif first and candidate.id in request.met_from_afar:
        checks = (Check(NOTE, f"{first}you have not met in person"),)
    contact = candidate.last_contact or candidate.first_met
    told = [candidate.dated[name] for name in ("how_known", "trust") if name in candidate.dated]
    return Judgement(level, status, evidence, max((contact or candidate.as_of, *told)), checks=checks)


def not_met_in_person(candidate: Candidate, request: Request) -> bool:
    """Whether I have never sat in a room with the colleague, as far as the book knows."""
    return candidate.how_known not in ("met", "worked-with") or candidate.id in request.met_from_afar


def _level(known: str, trust: int) -> int:
    return max(0, KNOWN_LEVELS[known] + TRUST_STEP * (trust - USUAL_TRUST))


def _facets(candidate: Candidate) -> Iterator[str]:
    yield f"known:{candidate.how_known or 'listed'}:{candidate.trust or USUAL_TRUST}"


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    def bound() -> Levels:
        parts = ((name.split(":"), bits) for name, bits in facets.family("known:").items())
        return partition([(_level(known, int(trust)), bits) for (known, trust), bits in parts], facets.everyone, 0)

    return Sets(bound=bound)


CRITERION = Criterion(
    "relationship",
    judge,
    facets=_facets,
    sets=_sets,
    weight=10,
    words="how well you know them",
    label="how well you know them",
    private=True,
    levels=tuple(KNOWN_LEVELS.items()),
)
