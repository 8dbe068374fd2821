"""The order: every criterion weighed, every requirement held, one exact sum a candidate."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from refer_cli.matching import fit, gates, openings, reach
from refer_cli.matching.age import CALL_FIRST_DAYS, days_since, faded
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import CONFIRM, TELL, Check
from refer_cli.matching.judgement import Judgement, CriterionScore
from refer_cli.matching.membership import key
from refer_cli.matching.reasons import CRITERIA, SOON_AVAILABILITY
from refer_cli.matching.request import Request

Judge = Callable[[Candidate, Request, date], Judgement]

CRITERION: Mapping[str, Judge] = {
    "need": fit.need,
    "insurance": openings.insurance,
    "location": reach.location,
    "fee": openings.fee,
    "approach": fit.approach,
    "style": fit.style,
    "availability": openings.availability,
    "relationship": fit.relationship,
    "circle": fit.circle,
}

CAUSES = (
    "location",
    "license",
    "do_not_refer",
    "not_accepting",
    "insurance",
    "need",
    "max_fee",
    "population",
    "language",
    "refused",
    "tie",
    "identity",
)
"""Why somebody is excluded, in the order in which it is counted."""


class Assessment(NamedTuple):
    """One candidate, weighed. `points` are ten-thousandths; `failures` the requirements not met, in order."""

    candidate: Candidate
    rows: tuple[CriterionScore, ...]
    points: int
    failures: tuple[Judgement, ...]
    checks: tuple[Check, ...]
    ready: bool

    @property
    def order(self) -> tuple[int, str, str, int]:
        """Best first; equal scores by the least recently offered, then name, then id."""
        return order_of(self.points, self.candidate.last_offered, self.candidate.name, self.candidate.id)

    def row(self, name: str) -> CriterionScore | None:
        """The row of one criterion, or None where it does not apply."""
        return next((row for row in self.rows if row.name == name), None)


def order_of(points: int, last_offered: str | None, name: str, colleague_id: int) -> tuple[int, str, str, int]:
    """The sort key of the one order there is."""
    return -points, last_offered or "", key(name), colleague_id


class Ranking(Protocol):
    """The people of a book, held against one request. `first(n)` and `near(cause, n)` are best first."""

    considered: int
    eligible: int

    @property
    def excluded(self) -> Mapping[str, int]:
        """How many are excluded, by the first requirement that they fail."""
        ...

    def first(self, count: int) -> list[Assessment]:
        """The first so many who could see the client."""
        ...

    def near(self, cause: str, count: int) -> list[Assessment]:
        """Those who fail this one requirement only, the smallest change first."""
        ...


def applicable(request: Request) -> tuple[str, ...]:
    """The criteria that are weighed for this request, for all candidates alike."""
    asked = {
        "need": bool(request.needs),
        "insurance": bool(request.insurance),
        "location": request.spot is not None,
        "fee": request.max_fee is not None,
        "approach": bool(request.approaches or request.refused_approaches),
        "style": bool(request.styles or request.refused_styles),
        "availability": True,
        "relationship": True,
        "circle": request.reason.rules == "impartiality",
    }
    return tuple(name for name in CRITERIA if asked[name])


def weights(request: Request) -> Mapping[str, int]:
    """The weights in hundredths, exactly 100 together (largest remainder)."""
    names = applicable(request)
    raw = {name: 10 * request.reason.weights[name] for name in names}
    if request.soon:
        raw["availability"] = 10 * SOON_AVAILABILITY
    if request.radius_stated and "location" in raw:
        raw["location"] *= 2
    if "need" in raw:
        # Trust is worth less than one step of training: at most .4 of what the need weighs.
        raw["relationship"] = min(raw["relationship"], raw["need"] * 4 // 10)
    total = sum(raw.values())
    if total == 0:
        raw, total = dict.fromkeys(names, 1), len(names)
    whole = {name: 100 * share // total for name, share in raw.items()}
    by_remainder = sorted(names, key=lambda name: (-(100 * raw[name] % total), names.index(name)))
    for name in by_remainder[: 100 - sum(whole.values())]:
        whole[name] += 1
    if "need" in whole and whole["relationship"] * 10 > whole["need"] * 4 and whole["need"]:
        whole["relationship"] -= 1
        whole["need"] += 1
    return whole


def assess(candidate: Candidate, request: Request, today: date, weighed: Mapping[str, int]) -> Assessment:
    """Weigh one candidate: rows by points, largest first, whose sum is the score."""
    rows: list[CriterionScore] = []
    failures: list[Judgement] = []
    checks: list[Check] = []
    ready = True
    for name, weight in weighed.items():
        judged = CRITERION[name](candidate, request, today)
        days = days_since(judged.as_of, today) if judged.as_of else None
        level = faded(judged.level, judged.unknown, days) if judged.fades and days is not None else judged.level
        fresh = judged.fresh if judged.fresh is not None else judged.level
        rows.append(
            CriterionScore(
                name,
                weight,
                level,
                judged.status,
                judged.evidence,
                judged.as_of,
                fresh if fresh != level else None,
                days if fresh != level else None,
            )
        )
        if judged.fails:
            failures.append(judged)
        checks.extend(judged.checks)
        if name in _REQUIRED and _too_old(name, judged, days):
            ready = False
            if not any(check.kind == CONFIRM for check in judged.checks):
                checks.append(_old_check(judged, days or 0))
    for name, gate in _GATES.items():
        if not _asked_gate(name, request):
            continue
        judged = gate(candidate, request, today)
        if judged.fails:
            failures.append(judged)
        checks.extend(judged.checks)
        days = days_since(judged.as_of, today) if judged.as_of else None
        if _too_old(name, judged, days):
            ready = False
            checks.append(_old_check(judged, days or 0))
    bond = fit.my_circle(candidate, request.me)
    if bond:
        checks.append(Check(TELL, bond=bond))
    rows.sort(key=lambda row: (-row.points, CRITERIA.index(row.name)))
    failures.sort(key=lambda judged: CAUSES.index(judged.fails or ""))
    ready = ready and not any(check.blocks for check in checks)
    return Assessment(candidate, tuple(rows), sum(row.points for row in rows), tuple(failures), tuple(checks), ready)


_REQUIRED = ("location", "availability", "insurance", "need", "fee")
_GATES: Mapping[str, Judge] = {
    "way": gates.way,
    "do_not_refer": gates.do_not_refer,
    "population": gates.population,
    "language": gates.language,
    "refused": gates.refused,
    "tie": gates.tie,
    "identity": gates.identity,
}


def _asked_gate(name: str, request: Request) -> bool:
    if name == "population":
        return request.age_group is not None or request.format is not None
    return name != "language" or bool(request.languages)


def _too_old(name: str, judged: Judgement, days: int | None) -> bool:
    """Whether a requirement rests on a fact older than a year; what only gates has no date where it passes."""
    known = judged.status in ("match", "partial") and not judged.fails
    return known and days is not None and days > CALL_FIRST_DAYS


def _old_check(judged: Judgement, days: int) -> Check:
    subject = judged.subject or judged.evidence
    return Check(CONFIRM, subject, phrase=f"still right: {subject}", blocks=True, days=days)


class FullRanking:
    """Every candidate assessed: the plain way, and what the faster one is held against."""

    def __init__(self, candidates: Iterable[Candidate], request: Request, today: date) -> None:
        weighed = weights(request)
        everyone = [assess(candidate, request, today, weighed) for candidate in candidates]
        self._fitting = sorted((one for one in everyone if not one.failures), key=lambda one: one.order)
        self._one_failure = [one for one in everyone if len(one.failures) == 1]
        self.considered = len(everyone)
        self.eligible = len(self._fitting)
        counted = dict.fromkeys(CAUSES, 0)
        for one in everyone:
            if one.failures:
                counted[one.failures[0].fails or ""] += 1
        self.excluded = {cause: count for cause, count in counted.items() if count}

    def first(self, count: int) -> list[Assessment]:
        """The first so many who could see the client."""
        return self._fitting[:count]

    def near(self, cause: str, count: int) -> list[Assessment]:
        """Those who fail this one requirement only, the smallest change first."""
        failing = [one for one in self._one_failure if one.failures[0].fails == cause and may_be_near(one)]
        return sorted(failing, key=nearness)[:count]


def may_be_near(one: Assessment) -> bool:
    """Whether a single failure may be named as a near miss at all (never for a child in an adult practice)."""
    failure = one.failures[0]
    if failure.fails in ("location", "license"):
        return failure.amount is not None and failure.amount <= reach.NEAR_MISS_MILES
    if failure.fails == "population":
        return failure.amount is not None
    return failure.fails not in NEVER_NEAR


NEVER_NEAR = ("do_not_refer", "tie", "identity")


def nearness(one: Assessment) -> tuple[int, tuple[int, str, str, int]]:
    """The sort key of near misses: the smallest change (miles, dollars) first, then the order of all."""
    amount = one.failures[0].amount if one.failures[0].fails in ("location", "license", "max_fee") else 0
    return amount or 0, one.order
