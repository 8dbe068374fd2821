"""Fee: within what the client can pay, the full fee or the lowest one where a sliding place can be had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from refer_cli.fields.age import FADED_DAYS, FRESH_DAYS, ago, days_since, faded
from refer_cli.matching.bitsets import Levels, aged, by_age, dated, month_of, partition, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check, aged_check
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import FULL, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.request import Request

FLOOR_ONLY = 60
OLD_COUNT = 80
"""What an old count of open places still gives: more than none known, for a lowest fee that stands."""
_SPOKEN = {"fee": "a fee of", "fee_floor": "a lowest fee of"}


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Within what the client can pay: the full fee, else the lowest fee where a sliding place can be had."""
    limit = request.max_fee
    assert limit is not None
    ways: list[Judgement] = []
    if candidate.fee is not None and candidate.fee <= limit:
        ways.append(_within(candidate, "fee", FULL, f"${candidate.fee}", today))
    ways.append(_paid(candidate, limit, today))
    if candidate.pro_bono is True:
        check = Check(ASK, "is a pro bono place open", "", "free to take a pro bono client")
        ways.append(Judgement(FLOOR_ONLY, "partial", "pro bono", candidate.day("pro_bono"), checks=(check,)))
    return max(ways, key=lambda way: (way.fails is None, _today(way, today)))


def _today(judged: Judgement, today: date) -> int:
    """The level after its age."""
    if not judged.fades or judged.as_of is None:
        return judged.level
    return faded(judged.level, days_since(judged.as_of, today))


def _paid(candidate: Candidate, limit: int, today: date) -> Judgement:
    """By the lowest fee: what it is, whether a place for it can be had, and how old both are."""
    full, floor, slots = candidate.fee, candidate.fee_floor, candidate.sliding_slots
    slots_days = days_since(candidate.day("sliding_slots"), today)
    none_open = slots == 0 and slots_days <= FADED_DAYS
    if none_open and (full is not None or floor is None or floor <= limit):
        if full is None:
            return _fee_unknown(limit, "no sliding place open, full fee not known", "fee")
        as_of = candidate.day("sliding_slots")
        return Judgement(0, "mismatch", f"${full}, no sliding place open", as_of, fails="max_fee", amount=full - limit)
    if floor is None:
        was = f"${full} full fee, lowest not known" if full is not None else "fee not known"
        return _fee_unknown(limit, was, "fee_floor")
    if floor > limit:
        as_of = candidate.day("fee_floor")
        return Judgement(0, "mismatch", f"lowest fee ${floor}", as_of, fails="max_fee", amount=floor - limit)
    spelled = f"${full}, lowest ${floor}" if full is not None and full != floor else f"lowest ${floor}"
    offering = "able to offer a sliding-scale place", "sliding_slots"
    if slots is None or slots == 0:
        known = "not known" if slots is None else f"none was, {ago(slots_days)}"
        check = Check(ASK, "is a sliding-scale place open", known, *offering, "1")
        judged = _within(candidate, "fee_floor", FLOOR_ONLY, spelled, today)
        return judged._replace(checks=(check, *judged.checks))
    places = f"{slots} place{'s' if slots > 1 else ''} open"
    judged = _within(candidate, "fee_floor", FULL, f"{spelled}, {places}", today)
    if slots_days <= FRESH_DAYS:
        return judged
    # Two facts, two fadings; and a count of places is no requirement: unknown it would not stand in the way either.
    floor_day = candidate.day("fee_floor")
    return judged._replace(
        level=faded(faded(FULL, slots_days, OLD_COUNT), days_since(floor_day, today)),
        fresh=FULL,
        fades=False,
        checks=(aged_check(places, slots_days, *offering, str(slots)), *judged.checks),
        as_of=min(floor_day, candidate.day("sliding_slots")),
        rests_on=floor_day,
    )


def _within(candidate: Candidate, field: str, level: int, evidence: str, today: date) -> Judgement:
    """That this fee of the card is within the limit, fading with its age."""
    as_of, spoken = candidate.day(field), f"{_SPOKEN[field]} ${getattr(candidate, field)}"
    days = days_since(as_of, today)
    check = aged_check(spoken, days, f"still seeing clients at {spoken}", field, str(getattr(candidate, field)))
    return Judgement(
        level,
        "match" if level == FULL else "partial",
        evidence,
        as_of,
        fades=True,
        checks=(check,) if days > FRESH_DAYS else (),
    )


def _fee_unknown(limit: int, evidence: str, field: str) -> Judgement:
    check = Check(
        ASK,
        f"can a client pay ${limit}",
        evidence,
        f"able to see a client for ${limit}",
        field,
        str(limit),
        blocks=True,
    )
    return Judgement(UNKNOWN_REQUIRED, "unknown", evidence, checks=(check,))


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.fee is not None:
        yield f"fee:{candidate.fee}"
        yield f"fee@{month_of(candidate.day('fee'))}"
    if candidate.fee_floor is not None:
        yield f"floor:{candidate.fee_floor}"
        yield f"floor@{month_of(candidate.day('fee_floor'))}"
    if candidate.sliding_slots is not None:
        kind = "open" if candidate.sliding_slots else "none"
        yield f"slots:{kind}@{month_of(candidate.day('sliding_slots'))}"
    if candidate.pro_bono is True:
        yield "probono"


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    limit = request.max_fee
    assert limit is not None
    fees = {int(amount): bits for amount, bits in facets.family("fee:").items()}
    floors = {int(amount): bits for amount, bits in facets.family("floor:").items()}
    fee_within = union(bits for amount, bits in fees.items() if amount <= limit)
    within = fee_within | facets.bits("probono")
    none_open, doubt = by_age(dated(facets.family("slots:"), "none"), today)
    # A full fee that is not known is no less than the lowest: then the lowest decides, open place or not.
    by_floor = ~none_open | ~union(fees.values())
    too_dear: dict[int, int] = {}
    for amounts, among in ((fees, none_open), (floors, by_floor)):
        for amount, bits in amounts.items():
            beyond = bits & among & ~within
            if amount > limit and beyond:
                too_dear[amount - limit] = too_dear.get(amount - limit, 0) | beyond

    def bound() -> Levels:
        floor_within = union(bits for amount, bits in floors.items() if amount <= limit)
        places = union(bits for name, bits in facets.family("slots:").items() if name.startswith("open@"))
        fee_months, floor_months = facets.family("fee@"), facets.family("floor@")
        levels: Levels = [(FLOOR_ONLY, facets.bits("probono"))]
        for months, level, among in (
            (fee_months, FULL, fee_within),
            (floor_months, FULL, floor_within & places),
            (floor_months, FLOOR_ONLY, floor_within),
        ):
            levels.extend(aged({month: bits & among for month, bits in months.items()}, level, today))
        return partition(levels, facets.everyone, UNKNOWN_REQUIRED)

    changes = {"max_fee": sorted(too_dear.items())}
    return Sets({"max_fee": union(too_dear.values())}, doubt & ~within, changes, bound)


def _relax(candidate: Candidate, request: Request, today: date) -> tuple[Request, str] | None:
    lowest = candidate.lowest_fee(today)
    return None if lowest is None else (request._replace(max_fee=lowest), f"--max-fee {lowest}")


CRITERION = Criterion(
    "fee",
    judge,
    asked=lambda request: request.max_fee is not None,
    causes=(
        Cause(
            "max_fee", "above the fee", lambda request, count: f"above ${request.max_fee}", measured=True, relax=_relax
        ),
    ),
    facets=_facets,
    sets=_sets,
    after_a_yes=lambda level, request: FULL,
    weight=10,
    words="the fee",
    ask_again=True,
    levels=(
        ("full fee within the limit, or a sliding-scale place open", FULL),
        ("lowest fee within it, an old count of open places, at least", OLD_COUNT),
        ("lowest fee within it, open places unknown or none; or pro bono only", FLOOR_ONLY),
    ),
)
