"""Availability: taking clients, a waitlist, or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from refer_cli.fields.age import FADED_DAYS, FRESH_DAYS, ago, days_since
from refer_cli.matching.bitsets import Levels, aged, by_age, dated, month_of, partition
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check, aged_check
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import FULL, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.request import Request

WAITLIST = 70
LONG_WAITLIST = 40
SHORT_WAIT = timedelta(weeks=8)
SOON_WEIGHT = 35
"""What availability weighs when the client should begin within weeks."""


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Taking clients, a waitlist, or not; a no whose end has passed, or older than 540 days, is unknown."""
    accepting = candidate.accepting
    as_of = candidate.day("accepting")
    if accepting is None:
        return _unknown_opening("not known")
    days = days_since(as_of, today)
    until = _first_day(accepting.until)
    if accepting.status == "no":
        if until is not None and until <= today:
            return _unknown_opening(f"was full until {accepting.until}")
        if days > FADED_DAYS:
            return _unknown_opening(f"was full, {ago(days)}")
        when = f" until {accepting.until}" if accepting.until else ""
        return Judgement(0, "mismatch", f"not taking clients{when}", as_of, fails="not_accepting")
    if accepting.status == "yes":
        checks = (aged_check("taking clients", days, "taking clients", "accepting", "yes"),)
        return Judgement(
            FULL,
            "match",
            "taking clients",
            as_of,
            fades=True,
            checks=checks if days > FRESH_DAYS else (),
        )
    if until is not None and until <= today:
        evidence = f"waitlist, was until {accepting.until}"
        check = Check(ASK, "taking clients", evidence, "taking clients", "accepting", "yes", blocks=True)
        return Judgement(WAITLIST, "partial", evidence, as_of, fades=True, checks=(check,))
    long_wait = until is not None and until - today > SHORT_WAIT
    evidence = f"waitlist until {accepting.until}" if accepting.until else "waitlist"
    return Judgement(
        LONG_WAITLIST if long_wait else WAITLIST,
        "partial",
        evidence,
        as_of,
        fades=True,
        checks=(Check(ASK, f"{evidence}: how long is the wait now", "", "able to start soon"),),
    )


def _unknown_opening(was: str) -> Judgement:
    check = Check(ASK, "taking clients", was, "taking clients", "accepting", "yes", blocks=True)
    return Judgement(UNKNOWN_REQUIRED, "unknown", f"taking clients: {was}", checks=(check,))


def _first_day(until: str | None) -> date | None:
    """The first day of an ISO month, or the day itself."""
    if until is None:
        return None
    return date.fromisoformat(until if len(until) == 10 else f"{until}-01")


def _facets(candidate: Candidate) -> Iterator[str]:
    accepting = candidate.accepting
    if accepting is None:
        return
    until = f"until:{accepting.until}" if accepting.status == "no" and accepting.until else ""
    yield f"accepting:{until or accepting.status}@{month_of(candidate.day('accepting'))}"


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    family = facets.family("accepting:")
    fresh, doubt = by_age(dated(family, "no"), today)
    for name, bits in family.items():
        # A no that has not ended yet ages like any other; one that has is not known any more.
        end, _, month = name.removeprefix("until:").partition("@")
        first_day = _first_day(end) if name.startswith("until:") else None
        if first_day is not None and first_day > today:
            surely, perhaps = by_age({month: bits}, today)
            fresh, doubt = fresh | surely, doubt | perhaps

    def bound() -> Levels:
        taking = aged(dated(family, "yes"), FULL, today)
        waiting = aged(dated(family, "waitlist"), WAITLIST, today)
        return partition([*taking, *waiting], facets.everyone, UNKNOWN_REQUIRED)

    return Sets({"not_accepting": fresh}, doubt, bound=bound)


CRITERION = Criterion(
    "availability",
    judge,
    causes=(Cause("not_accepting", "not taking clients"),),
    facets=_facets,
    sets=_sets,
    edition=1,
    after_a_yes=lambda level, request: FULL,
    weight=8,
    weighs=lambda weight, request: SOON_WEIGHT if request.soon else weight,
    words="openings",
    levels=(
        ("taking clients", FULL),
        ("waitlist, within eight weeks or undated", WAITLIST),
        ("waitlist, later", LONG_WAITLIST),
    ),
)
