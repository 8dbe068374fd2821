"""Insurance: in one of the asked panels, listed and not known full. Panels are held state by state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from refer_cli.fields.age import FADED_DAYS, FRESH_DAYS, ago, days_since
from refer_cli.fields.values import Item, Listing
from refer_cli.matching.bitsets import Levels, aged, by_age, month_of, partition, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, NOTE, Check, aged_check
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import FULL, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.membership import fold
from refer_cli.matching.request import Panel, Request

IN_PART = 70


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
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
        if fold(name) not in panel.keys:
            if fold(name) in panel.kin:
                carrier.append(item)
            continue
        same_plan = fold(plan) == fold(panel.plan) if panel.plan and slash else not panel.plan and not slash
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
                NOTE, f"{item.name} is noted: ask which plan of {panel.name} the client has", phrase=f"in {panel.name}"
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
        checks.append(aged_check(item.name, days, f"in {item.name}", "panels", item.name))
    return Judgement(
        IN_PART if partly else FULL,
        "partial" if partly else "match",
        evidence,
        as_of,
        fades=True,
        unknown=UNKNOWN_REQUIRED,
        checks=tuple(checks),
    )


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.panels is not None:
        if candidate.panels.complete:
            yield "panels:complete"
        for item in candidate.panels.items:
            carrier, _, plan = item.name.partition("/")
            mark = item.mark if item.mark in ("full", "no") else "open"
            yield f"panel:{fold(carrier)}|{fold(plan)}:{mark}@{month_of(item.as_of or candidate.day('panels'))}"


class _PanelSets(NamedTuple):
    """How people stand to one asked panel. `exact_open` and `part_open` are by month of the fact."""

    exact_open: Mapping[str, int]
    part_open: Mapping[str, int]
    failing: int
    doubted: int


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    panels = [_panel_sets(facets, panel, today) for panel in request.insurance]
    failing = facets.everyone
    for panel in panels:
        failing &= panel.failing
    doubted = union(panel.doubted for panel in panels)
    return Sets({"insurance": failing}, doubted, bound=lambda: _bound(facets, request, panels, today))


def _panel_sets(facets: Facets, panel: Panel, today: date) -> _PanelSets:
    """How everybody stands to one asked panel."""
    marked: dict[str, dict[str, int]] = {"open": {}, "full": {}, "no": {}, "part": {}}
    exact = twice = 0
    for carrier in panel.keys | panel.kin:
        for name, bits in facets.family(f"panel:{carrier}|").items():
            plan, _, dated_mark = name.rpartition(":")
            mark, _, month = dated_mark.partition("@")
            asked_plan = fold(panel.plan) if panel.plan else ""
            if carrier in panel.keys and plan == asked_plan:
                if mark != "open":
                    twice |= exact & bits
                exact |= bits
                marked[mark][month] = marked[mark].get(month, 0) | bits
            elif mark == "open":
                marked["part"][month] = marked["part"].get(month, 0) | bits
    opened = union(marked["open"].values())
    part = union(marked["part"].values())
    full_fresh, full_doubt = by_age(marked["full"], today)
    no_fresh, no_doubt = by_age(marked["no"], today)
    absent = facets.bits("panels:complete") & ~exact & ~part
    passing = opened | part
    failing = (full_fresh | no_fresh | absent) & ~passing
    return _PanelSets(marked["open"], marked["part"], failing, (full_doubt | no_doubt | twice) & ~passing)


def _bound(facets: Facets, request: Request, panels: Sequence[_PanelSets], today: date) -> Levels:
    same_state = facets.everyone
    if request.spot is not None:
        same_state = facets.bits(f"state:{request.spot.state}") | facets.bits("state:none")
    levels: Levels = []
    for panel in panels:
        here = {month: bits & same_state for month, bits in panel.exact_open.items()}
        levels.extend(aged(here, FULL, UNKNOWN_REQUIRED, today))
        levels.extend(aged(panel.exact_open, IN_PART, UNKNOWN_REQUIRED, today))
        levels.extend(aged(panel.part_open, IN_PART, UNKNOWN_REQUIRED, today))
    return partition(levels, facets.everyone, UNKNOWN_REQUIRED)


def _said(request: Request, count: int) -> str | None:
    return f"not in {' or '.join(panel.name for panel in request.insurance)}" if request.insurance else None


CRITERION = Criterion(
    "insurance",
    judge,
    asked=lambda request: bool(request.insurance),
    causes=(Cause("insurance", "not in the panel", _said),),
    facets=_facets,
    sets=_sets,
    weight=15,
    words="insurance",
    ask_again=True,
    levels=(
        ("in the panel, not known to be full", FULL),
        ("in part: the plan is not named, or the office is in another state", IN_PART),
    ),
)
