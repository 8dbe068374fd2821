"""The order: every criterion weighed, every requirement held, one exact sum a candidate."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from refer_cli.fields.age import CALL_FIRST_DAYS, days_since, faded
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import CONFIRM, TELL, Check
from refer_cli.matching.criteria import CAUSES, CRITERIA, GATES, SURELY, WEIGHED
from refer_cli.matching.criteria.circle import my_circle
from refer_cli.matching.criteria.location import BY_DISTANCE
from refer_cli.matching.criteria.need import known_to_treat
from refer_cli.matching.judgement import CriterionScore, Judgement
from refer_cli.matching.membership import fold
from refer_cli.matching.reasons import Reason
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple


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
    return -points, last_offered or "", fold(name), colleague_id


Order = tuple[int, str, str, int]
"""A place in the order; a lower bound of it may leave all but the points empty."""


class Stream:
    """Assessments that come one by one, each made once, however often they are looked at from the start."""

    def __init__(self, coming: Iterator[Assessment]) -> None:
        self._coming = coming
        self._read: list[Assessment] = []

    def __iter__(self) -> Iterator[Assessment]:
        position = 0
        while position < len(self._read) or self._read_one():
            yield self._read[position]
            position += 1

    def _read_one(self) -> bool:
        following = next(self._coming, None)
        if following is not None:
            self._read.append(following)
        return following is not None


class Ranking(Protocol):
    """The people of a book, held against one request, best first.

    `known` are the criteria of which somebody is known to meet what others may or may not: only they are options.
    """

    considered: int
    eligible: int
    known: frozenset[str]

    @property
    def excluded(self) -> Mapping[str, int]:
        """How many are excluded, by the first requirement that they fail."""
        ...

    def in_order(self) -> Iterable[Assessment]:
        """Everybody who could see the client."""
        ...

    def contenders(self) -> Iterable[Assessment]:
        """Of these whoever is known to treat the main need, where anybody is, and to speak the client's language."""
        ...

    def promising(self) -> Iterable[tuple[Order, Assessment]]:
        """Everybody who could see the client, by the best place that one confirmed fact might give them (a bound)."""
        ...

    def first(self, count: int) -> list[Assessment]:
        """The first so many who could see the client."""
        ...

    def near(self, cause: str, count: int) -> list[Assessment]:
        """Those who fail this one requirement only, the smallest change first."""
        ...

    def far(self, count: int) -> list[Assessment]:
        """Those known to treat the main need who fail by distance alone, further away than is near; nearest first."""
        ...

    def treating(self, count: int) -> list[Assessment]:
        """Those known to treat the main need, also who cannot see this client: the fewest failures first."""
        ...

    def again(self, request: Request) -> "Ranking":
        """The same people, held against another request."""
        ...


def weights_of(reason: Reason) -> dict[str, int]:
    """What each criterion weighs for a reason (hundredths), before the weights are brought to exactly 1.00."""
    return {criterion.name: reason.weights.get(criterion.name, criterion.weight or 0) for criterion in CRITERIA}


def weights(request: Request) -> Mapping[str, int]:
    """The weights in hundredths of what applies to a request, for all candidates alike: exactly 100 together.

    The hundredths that are left over go to the largest remainders. Trust is worth less than one step of training:
    the relationship weighs at most .4 of what the need weighs.
    """
    usual = weights_of(request.reason)
    raw = {
        criterion.name: 10 * criterion.weighs(usual[criterion.name], request)
        for criterion in CRITERIA
        if criterion.asked(request)
    }
    if not any(raw.values()):
        raw = dict.fromkeys(raw, 10)
    if "need" in raw:
        raw["relationship"] = min(raw["relationship"], raw["need"] * 4 // 10)
    names, total = tuple(raw), sum(raw.values())
    whole = {name: 100 * share // total for name, share in raw.items()}
    by_remainder = sorted(names, key=lambda name: (-(100 * raw[name] % total), names.index(name)))
    for name in by_remainder[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole


def assess(candidate: Candidate, request: Request, today: date, weighed: Mapping[str, int]) -> Assessment:
    """Weigh one candidate: rows by points, largest first, whose sum is the score."""
    rows: list[CriterionScore] = []
    failures: list[Judgement] = []
    checks: list[Check] = []
    ready = True
    for criterion in (*(WEIGHED[name] for name in weighed), *(gate for gate in GATES if gate.asked(request))):
        judged = criterion.judge(candidate, request, today)
        days = days_since(judged.as_of, today) if judged.as_of else None
        if criterion.weight is not None:
            rows.append(_row(criterion.name, weighed[criterion.name], judged, days))
        if judged.fails:
            failures.append(judged)
        checks.extend(judged.checks)
        required = days_since(judged.rests_on, today) if judged.rests_on else days
        if criterion.causes and required is not None and required > CALL_FIRST_DAYS and _is_known(judged):
            ready = False
            if not any(check.kind == CONFIRM for check in judged.checks):
                subject = judged.subject or judged.evidence
                checks.append(Check(CONFIRM, subject, phrase=f"still right: {subject}", blocks=True, days=required))
    bond = my_circle(candidate, request.me)
    if bond:
        checks.append(Check(TELL, bond=bond))
    # Equal points stay in the order of the criteria.
    rows.sort(key=lambda row: -row.points)
    failures.sort(key=lambda judged: _COUNTED.index(judged.fails or ""))
    ready = ready and not any(check.blocks for check in checks)
    return Assessment(candidate, tuple(rows), sum(row.points for row in rows), tuple(failures), tuple(checks), ready)


_COUNTED = tuple(CAUSES)


def _row(name: str, weight: int, judged: Judgement, days: int | None) -> CriterionScore:
    level = faded(judged.level, days) if judged.fades and days is not None else judged.level
    fresh = judged.fresh if judged.fresh is not None else judged.level
    aged = fresh != level
    return CriterionScore(
        name,
        weight,
        level,
        judged.status,
        judged.evidence,
        judged.as_of,
        fresh if aged else None,
        days if aged else None,
    )


def _is_known(judged: Judgement) -> bool:
    return judged.status in ("match", "partial") and not judged.fails


class FullRanking:
    """Every candidate assessed: the plain way, and what the faster one is held against."""

    def __init__(self, candidates: Iterable[Candidate], request: Request, today: date) -> None:
        self._candidates = list(candidates)
        self._request = request
        self._today = today
        weighed = weights(request)
        everyone = [assess(candidate, request, today, weighed) for candidate in self._candidates]
        fitting = (assessment for assessment in everyone if not assessment.failures)
        self._fitting = sorted(fitting, key=lambda assessment: assessment.order)
        self._contenders, known = self._fitting, set()
        for criterion, surely in SURELY:
            sure = [one for one in self._contenders if criterion.asked(request) and surely.card(one.candidate, request)]
            if sure:
                self._contenders = sure
                known.add(criterion.name)
        self._everyone = everyone
        self._one_failure = [assessment for assessment in everyone if len(assessment.failures) == 1]
        self.considered = len(everyone)
        self.eligible = len(self._fitting)
        self.known = frozenset(known)
        counted = dict.fromkeys(CAUSES, 0)
        for assessment in everyone:
            if assessment.failures:
                counted[assessment.failures[0].fails or ""] += 1
        self.excluded = {cause: count for cause, count in counted.items() if count}

    def in_order(self) -> Iterable[Assessment]:
        """Everybody who could see the client."""
        return self._fitting

    def contenders(self) -> Iterable[Assessment]:
        """Whoever is known to treat the main need and to speak the language, where anybody is."""
        return self._contenders

    def promising(self) -> Iterable[tuple[Order, Assessment]]:
        """Everybody, by the points that one fact might bring."""
        promised = [((-most_after_a_yes(one, self._request), "", "", 0), one) for one in self._fitting]
        return sorted(promised, key=lambda pair: pair[0])

    def first(self, count: int) -> list[Assessment]:
        """The first so many who could see the client."""
        return self._fitting[:count]

    def near(self, cause: str, count: int) -> list[Assessment]:
        """Those who fail this one requirement only, the smallest change first."""
        return nearest_first(self._one_failure, self._request, cause, count)

    def far(self, count: int) -> list[Assessment]:
        """Those who treat the main need and fail by distance alone."""
        return farther_first(self._one_failure, self._request, count)

    def treating(self, count: int) -> list[Assessment]:
        """Those known to treat the main need, the fewest failures first."""
        return least_barred_first(self._everyone, self._request, count)

    def again(self, request: Request) -> "FullRanking":
        """The same people, held against another request."""
        return FullRanking(self._candidates, request, self._today)


def most_after_a_yes(assessment: Assessment, request: Request) -> int:
    """The most points that one confirmed fact might give (ten-thousandths)."""
    gains = (row.weight * (WEIGHED[row.name].after_a_yes(row.score, request) - row.score) for row in assessment.rows)
    return assessment.points + max(gains, default=0)


def nearest_first(assessments: Iterable[Assessment], request: Request, cause: str, count: int) -> list[Assessment]:
    """Of these, the first so many who fail this one requirement only and may be named.

    Whoever is known to treat the main need comes first, then the smallest change.
    """

    def key(assessment: Assessment) -> tuple[bool, int, Order]:
        treats = known_to_treat(assessment.candidate, request)
        return not treats, assessment.failures[0].amount or 0, assessment.order

    return sorted((assessment for assessment in assessments if fails_only(assessment, cause)), key=key)[:count]


FOR_GOOD = frozenset({"do_not_refer", "population", "tie", "identity"})
"""Causes with which there is little to wait for or to ask: not an opening, a plan, a fee."""


def least_barred_first(assessments: Iterable[Assessment], request: Request, count: int) -> list[Assessment]:
    """Of these, the first so many who are known to treat the main need: the fewest failures first.

    Of as many, those with whom something may change (an opening, a panel) come before those with whom nothing will.
    """

    def key(assessment: Assessment) -> tuple[int, bool, Order]:
        for_good = any(failure.fails in FOR_GOOD for failure in assessment.failures)
        return len(assessment.failures), for_good, assessment.order

    treating = (assessment for assessment in assessments if known_to_treat(assessment.candidate, request))
    return sorted(treating, key=key)[:count] if request.needs else []


def farther_first(assessments: Iterable[Assessment], request: Request, count: int) -> list[Assessment]:
    """Of these, the first so many who treat the main need and fail by a distance beyond what is near; nearest first."""
    failing = [assessment for assessment in assessments if _fails_by_far(assessment, request)]
    return sorted(failing, key=lambda assessment: (assessment.failures[0].amount or 0, assessment.order))[:count]


def _fails_by_far(assessment: Assessment, request: Request) -> bool:
    if [failure.fails for failure in assessment.failures] != [BY_DISTANCE.name] or not request.needs:
        return False
    amount = assessment.failures[0].amount
    is_far = amount is not None and BY_DISTANCE.most is not None and amount > BY_DISTANCE.most
    return is_far and known_to_treat(assessment.candidate, request)


def fails_only(assessment: Assessment, cause: str) -> bool:
    """Whether this is the only failure, and may be named as a near miss (never a child in an adult practice)."""
    if [failure.fails for failure in assessment.failures] != [cause]:
        return False
    why, amount = CAUSES[cause], assessment.failures[0].amount
    return why.near and (not why.measured or (amount is not None and (why.most is None or amount <= why.most)))
