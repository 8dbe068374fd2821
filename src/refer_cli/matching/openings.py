"""Money and room: the criteria insurance, fee and availability, whose facts fade with age."""

from __future__ import annotations

from datetime import date, timedelta

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.age import FADED_DAYS, FRESH_DAYS, ago, days_since, faded
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, CONFIRM, NOTE, Check
from refer_cli.matching.judgement import FULL, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.membership import key
from refer_cli.matching.request import Panel, Request

IN_PART = 70
FLOOR_ONLY = 60
WAITLIST = 70
LONG_WAITLIST = 40
SHORT_WAIT = timedelta(weeks=8)


def insurance(candidate: Candidate, request: Request, today: date) -> Judgement:
    """In one of the asked panels: listed and not known full. Panels are held state by state."""
    return min((_panel(candidate, panel, request, today) for panel in request.insurance), key=_best_first)


def _best_first(judgement: Judgement) -> tuple[bool, int]:
    return judgement.fails is not None, -judgement.level


def _panel(candidate: Candidate, panel: Panel, request: Request, today: date) -> Judgement:
    listing = candidate.panels
    as_of = candidate.day("panels")
    if listing is None:
        return _unknown_panel(panel, as_of)
    exact, carrier = _entries(listing.items, panel)
    named = [item for item in exact if item.mark != "no"]
    open_ones = [item for item in named if item.mark != "full"]
    if open_ones:
        return _in_panel(candidate, panel, open_ones[0], request, today, partly=False)
    partial = [item for item in carrier if item.mark not in ("no", "full")]
    if partial:
        return _in_panel(candidate, panel, partial[0], request, today, partly=True)
    if named:
        full = named[0]
        day = full.as_of or as_of
        if days_since(day, today) > FADED_DAYS:
            # Only "open" ends a panel that was full: its bare name would be confirmed as it stands.
            return _unknown_panel(panel, day, f"{panel.name} was full, {ago(days_since(day, today))}", " (open)")
        return Judgement(0, "mismatch", f"{panel.name} is full there", day, fails="insurance")
    if exact:
        day = exact[0].as_of or as_of
        if days_since(day, today) > FADED_DAYS:
            return _unknown_panel(panel, day, f"not in {panel.name}, {ago(days_since(day, today))}")
        return Judgement(0, "mismatch", f"not in {panel.name}", day, fails="insurance")
    if listing.complete:
        what = f"not in {panel.name}" if listing.affirmed else "takes no insurance"
        return Judgement(0, "mismatch", what, as_of, fails="insurance")
    return _unknown_panel(panel, as_of)


def is_full(listing: Listing, panel: Panel) -> bool:
    """Whether the panel is among these and noted as full: taken, but with no room now."""
    exact, _ = _entries(listing.items, panel)
    return any(item.mark == "full" for item in exact)


def _entries(items: tuple[Item, ...], panel: Panel) -> tuple[list[Item], list[Item]]:
    """The entries that are the asked panel itself, and those of the same carrier with another or no plan."""
    exact: list[Item] = []
    carrier: list[Item] = []
    for item in items:
        name, slash, plan = item.name.partition("/")
        if key(name) not in panel.keys:
            if key(name) in panel.kin:
                carrier.append(item)
            continue
        same_plan = key(plan) == key(panel.plan) if panel.plan and slash else not panel.plan and not slash
        (exact if same_plan else carrier).append(item)
    return exact, carrier


def _unknown_panel(panel: Panel, as_of: str, was: str = "", mark: str = "") -> Judgement:
    asked = f"{panel.name}/{panel.plan}" if panel.plan else panel.name
    check = Check(ASK, f"in {asked}", was or "not known", f"in {asked}", "panels", asked + mark, blocks=True)
    return Judgement(
        UNKNOWN_REQUIRED,
        "unknown",
        was or f"{asked}: not known",
        as_of if was else None,
        unknown=UNKNOWN_REQUIRED,
        checks=(check,),
    )


def _in_panel(candidate: Candidate, panel: Panel, item: Item, request: Request, today: date, partly: bool) -> Judgement:
    as_of = item.as_of or candidate.day("panels")
    evidence = f"{item.name}, taking new" if item.mark == "open" else item.name
    checks: list[Check] = []
    if partly and panel.plan:
        checks.append(
            Check(
                ASK,
                f"{panel.name}: is the plan {panel.plan} taken",
                "",
                f"in {panel.name}/{panel.plan}",
                "panels",
                f"{panel.name}/{panel.plan}",
            )
        )
    elif partly:
        checks.append(
            Check(
                NOTE,
                f"{item.name} is noted: ask which plan of {panel.name} the client has",
                phrase=f"in {panel.name}",
            )
        )
    client_state = request.spot.state if request.spot else panel.state
    if client_state and candidate.state and candidate.state != client_state:
        partly = True
        evidence += f", office in {candidate.state}"
        checks.append(
            Check(
                NOTE,
                f"{panel.name}: ask whether it pays for a client in {client_state}",
                phrase=f"paid by {panel.name} for a client in {client_state}",
            )
        )
    days = days_since(as_of, today)
    if days > FRESH_DAYS:
        checks.append(_aged(item.name, as_of, today, f"in {item.name}", "panels", item.name))
    return Judgement(
        IN_PART if partly else FULL,
        "partial" if partly else "match",
        evidence,
        as_of,
        fades=True,
        unknown=UNKNOWN_REQUIRED,
        checks=tuple(checks),
    )


def _aged(what: str, as_of: str, today: date, phrase: str, field: str, value: str | None) -> Check:
    """The question about an older fact. Whether it blocks is decided where all facts are: `requirements`."""
    return Check(CONFIRM, what, "", phrase, field, value, days=days_since(as_of, today))


def fee(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Within what the client can pay: the full fee, else the lowest fee where a sliding place can be had."""
    limit = request.max_fee
    assert limit is not None
    ways: list[Judgement] = []
    if candidate.fee is not None and candidate.fee <= limit:
        full = candidate.fee
        day = candidate.day("fee")
        ways.append(_fee_match(FULL, "match", f"${full}", day, today, f"a fee of ${full}", "fee", str(full)))
    ways.append(_paid(candidate, limit, today))
    if candidate.pro_bono is True:
        check = Check(ASK, "is a pro bono place open", "", "free to take a pro bono client")
        ways.append(Judgement(FLOOR_ONLY, "partial", "pro bono", candidate.day("pro_bono"), checks=(check,)))
    return max(ways, key=lambda way: (way.fails is None, _today(way, today)))


def _today(judged: Judgement, today: date) -> int:
    """The level after its age."""
    if not judged.fades or judged.as_of is None:
        return judged.level
    return faded(judged.level, judged.unknown, days_since(judged.as_of, today))


def _paid(candidate: Candidate, limit: int, today: date) -> Judgement:
    """By the lowest fee: what it is, whether a place for it can be had, and how old both are."""
    full, floor, slots = candidate.fee, candidate.fee_floor, candidate.sliding_slots
    slots_days = days_since(candidate.day("sliding_slots"), today)
    none_open = slots == 0 and slots_days <= FADED_DAYS
    if none_open and (full is not None or floor is None or floor <= limit):
        if full is None:
            return _fee_unknown(limit, "no sliding place open, full fee not known", "fee")
        return Judgement(
            0,
            "mismatch",
            f"${full}, no sliding place open",
            candidate.day("sliding_slots"),
            fails="max_fee",
            amount=full - limit,
        )
    if floor is None:
        was = f"${full} full fee, lowest not known" if full is not None else "fee not known"
        return _fee_unknown(limit, was, "fee_floor")
    if floor > limit:
        return Judgement(
            0,
            "mismatch",
            f"lowest fee ${floor}",
            candidate.day("fee_floor"),
            fails="max_fee",
            amount=floor - limit,
        )
    spelled = f"${full}, lowest ${floor}" if full is not None and full != floor else f"lowest ${floor}"
    if slots is None or slots == 0:
        known = "not known" if slots is None else f"none was, {ago(slots_days)}"
        check = Check(
            ASK,
            "is a sliding-scale place open",
            known,
            "able to offer a sliding-scale place",
            "sliding_slots",
            "1",
        )
        judged = _fee_match(
            FLOOR_ONLY,
            "partial",
            spelled,
            candidate.day("fee_floor"),
            today,
            f"a lowest fee of ${floor}",
            "fee_floor",
            str(floor),
        )
        return judged._replace(checks=(check, *judged.checks))
    places = f"{slots} place{'s' if slots > 1 else ''} open"
    judged = _fee_match(
        FULL,
        "match",
        f"{spelled}, {places}",
        candidate.day("fee_floor"),
        today,
        f"a lowest fee of ${floor}",
        "fee_floor",
        str(floor),
    )
    if slots_days <= FRESH_DAYS:
        return judged
    # An older count of places falls to what unknown places give, not to an unknown fee: two facts, two fadings.
    floor_days = days_since(candidate.day("fee_floor"), today)
    aged = _aged(
        places,
        candidate.day("sliding_slots"),
        today,
        "able to offer a sliding-scale place",
        "sliding_slots",
        str(slots),
    )
    return judged._replace(
        level=faded(faded(FULL, FLOOR_ONLY, slots_days), UNKNOWN_REQUIRED, floor_days),
        fresh=FULL,
        fades=False,
        checks=(aged, *judged.checks),
        as_of=min(candidate.day("fee_floor"), candidate.day("sliding_slots")),
    )


def _fee_match(
    level: int, status: str, evidence: str, as_of: str, today: date, what: str, field: str, value: str
) -> Judgement:
    aged = days_since(as_of, today) > FRESH_DAYS
    checks = (_aged(what, as_of, today, f"still seeing clients at {what}", field, value),) if aged else ()
    return Judgement(level, status, evidence, as_of, fades=True, unknown=UNKNOWN_REQUIRED, checks=checks)


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
    return Judgement(UNKNOWN_REQUIRED, "unknown", evidence, unknown=UNKNOWN_REQUIRED, checks=(check,))


def lowest_fee(candidate: Candidate, today: date) -> int | None:
    """The least a client can pay there today, in whole dollars; None where it is not known."""
    days = days_since(candidate.day("sliding_slots"), today)
    if candidate.sliding_slots == 0 and days <= FADED_DAYS:
        return candidate.fee
    if candidate.fee_floor is not None and candidate.fee is not None:
        return min(candidate.fee, candidate.fee_floor)
    return candidate.fee_floor


def availability(candidate: Candidate, request: Request, today: date) -> Judgement:
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
        checks = (_aged("taking clients", as_of, today, "taking clients", "accepting", "yes"),)
        return Judgement(
            FULL,
            "match",
            "taking clients",
            as_of,
            fades=True,
            unknown=UNKNOWN_REQUIRED,
            checks=checks if days > FRESH_DAYS else (),
        )
    if until is not None and until <= today:
        evidence = f"waitlist, was until {accepting.until}"
        check = Check(ASK, "taking clients", evidence, "taking clients", "accepting", "yes", blocks=True)
        return Judgement(WAITLIST, "partial", evidence, as_of, fades=True, unknown=UNKNOWN_REQUIRED, checks=(check,))
    long_wait = until is not None and until - today > SHORT_WAIT
    evidence = f"waitlist until {accepting.until}" if accepting.until else "waitlist"
    return Judgement(
        LONG_WAITLIST if long_wait else WAITLIST,
        "partial",
        evidence,
        as_of,
        fades=True,
        unknown=UNKNOWN_REQUIRED,
        checks=(Check(ASK, f"{evidence}: how long is the wait now", "", "able to start soon"),),
    )


def _unknown_opening(was: str) -> Judgement:
    check = Check(ASK, "taking clients", was, "taking clients", "accepting", "yes", blocks=True)
    return Judgement(UNKNOWN_REQUIRED, "unknown", f"taking clients: {was}", unknown=UNKNOWN_REQUIRED, checks=(check,))


def _first_day(until: str | None) -> date | None:
    """The first day of an ISO month, or the day itself."""
    if until is None:
        return None
    return date.fromisoformat(until if len(until) == 10 else f"{until}-01")
