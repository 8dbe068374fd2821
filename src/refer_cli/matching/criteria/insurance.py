"""Insurance: in one of the asked panels, listed and not known full. Panels are held state by state."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from refer_cli.fields.age import FADED_DAYS, FRESH_DAYS, ago, days_since, faded
from refer_cli.fields.values import Item, Listing
from refer_cli.matching.bitsets import Levels, aged, by_age, month_of, partition, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, NOTE, Check, aged_check
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import FULL, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.membership import fold
from refer_cli.matching.request import Panel, Request
from refer_cli.places.states import STATES
from refer_cli.records import NamedTuple

IN_PART = 70


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """In one of the asked panels: listed and not known full. Of several the best today decides, whatever the order."""
    ways = [way for panel in request.insurance for way in _ways(candidate, panel, request, today)]
    return max(ways, key=lambda way: (_rank_of(way, today), way.evidence, [check.subject for check in way.checks]))


def _rank_of(way: Judgement, today: date) -> tuple[bool, bool, int, str]:
    """Known and met before unknown, unknown before failing; then by what it gives today, then by its day."""
    level = faded(way.level, days_since(way.as_of, today)) if way.fades and way.as_of else way.level
    return way.fails is None, way.status != "unknown", level, way.as_of or ""


def _ways(candidate: Candidate, panel: Panel, request: Request, today: date) -> list[Judgement]:
    """Every entry by which the candidate is in the panel; else the one judgement why not, or that it is not known."""
    listing = candidate.panels
    as_of = candidate.day("panels")
    if listing is None:
        return [_unknown_panel(panel, as_of)]
    office = candidate.state
    entries = [(item, part) for item in listing.items if (part := entry_part(item.name, panel, office)) is not None]
    ways = [
        _in_panel(candidate, panel, item, request, today, part)
        for item, part in entries
        if item.mark not in ("no", "full")
    ]
    return ways or [_not_in(candidate, panel, listing, entries, today)]


def _not_in(
    candidate: Candidate, panel: Panel, listing: Listing, entries: list[tuple[Item, str]], today: date
) -> Judgement:
    """Full, denied, absent or not known, where no entry of the list is the panel, or part of it, and open."""
    whole = [item for item, part in entries if part in (EXACT, CARRIER)]
    beside = [item for item, part in entries if part == OTHER_PLAN and item.mark == "full"]
    for item in (*(item for item in whole if item.mark == "full"), *(beside if listing.complete else ())):
        day = candidate.day_of("panels", item)
        if days_since(day, today) > FADED_DAYS:
            # Only "open" ends a panel that was full: its bare name would be confirmed as it stands.
            return _unknown_panel(panel, day, f"{item.name} was full, {ago(days_since(day, today))}", " (open)")
        return Judgement(0, "mismatch", f"{item.name} is full there", day, fails="insurance")
    for item in whole:
        day = candidate.day_of("panels", item)
        if days_since(day, today) > FADED_DAYS:
            return _unknown_panel(panel, day, f"not in {item.name}, {ago(days_since(day, today))}")
        return Judgement(0, "mismatch", f"not in {item.name}", day, fails="insurance")
    as_of = candidate.day("panels")
    if listing.complete and not panel.on_no_card:
        what = f"not in {panel.words}" if listing.affirmed else "takes no insurance"
        return Judgement(0, "mismatch", what, as_of, fails="insurance")
    return _unknown_panel(panel, as_of)


def is_full(candidate: Candidate, panel: Panel) -> bool:
    """Whether the panel is among the candidate's and noted as full: taken, but with no room now."""
    items = candidate.panels.items if candidate.panels is not None else ()
    return any(
        item.mark == "full" and entry_part(item.name, panel, candidate.state) in (EXACT, CARRIER) for item in items
    )


_ELSEWHERE = "elsewhere"
EXACT, CARRIER, OTHER_PLAN, KIN = "exact", "carrier", "other plan", "kin"
"""What an entry is to an asked panel: itself; its carrier without a plan, whose no and full hold for each plan;
another plan of the carrier, or a plan where none was asked; and a carrier or programme that goes together with it."""


def entry_part(entry: str, panel: Panel, office: str | None) -> str | None:
    """What an entry of the list of somebody with an office in this state is to an asked panel; None where nothing."""
    name, _, plan = entry.partition("/")
    return _part(fold(name), fold(plan), panel, office)


def _part(name: str, plan: str, panel: Panel, office: str | None) -> str | None:
    asked = fold(panel.plan) if panel.plan else ""
    if panel.programme is not None and (name in panel.keys or name in panel.medicaid):
        # A Medicaid, and a plan that runs it, is that of the state which its name says, else of the office's.
        asked_state, entry_state = _state_said(asked), _state_said(plan)
        state = entry_state or (panel.programme if name in panel.stating else office)
        if state not in (None, panel.programme) and (asked_state is not None or name not in panel.keys):
            return None
        if asked_state is not None and state is not None:
            asked = _without_state(asked, asked_state)
        if entry_state == panel.programme:
            plan = _without_state(plan, panel.programme)
    if name not in panel.keys:
        return KIN if name in panel.kin or name in panel.medicaid else None
    if plan == asked:
        return EXACT
    return OTHER_PLAN if plan else CARRIER


@lru_cache(maxsize=1024)
def _state_said(plan: str) -> str | None:
    """The state with whose name a folded plan begins (Medicaid/Missouri); None where it names none."""
    return next((code for code, name in STATES.items() if f"{plan} ".startswith(f"{fold(name)} ")), None)


def _without_state(plan: str, state: str) -> str:
    return plan.removeprefix(fold(STATES[state])).strip()


def _unknown_panel(panel: Panel, as_of: str, was: str = "", mark: str = "") -> Judgement:
    asked, value = panel.words, panel.label + mark
    check = Check(ASK, f"in {asked}", was or "not known", f"in {asked}", "panels", value, blocks=True)
    return Judgement(UNKNOWN_REQUIRED, "unknown", was or f"{asked}: not known", as_of if was else None, checks=(check,))


def _in_panel(candidate: Candidate, panel: Panel, item: Item, request: Request, today: date, part: str) -> Judgement:
    partly = part != EXACT
    as_of = candidate.day_of("panels", item)
    evidence = f"{item.name}, taking new" if item.mark == "open" else item.name
    checks: list[Check] = []
    if partly and panel.plan:
        asked = f"{panel.name}: is the plan {panel.plan} taken"
        checks.append(Check(ASK, asked, "", f"in {panel.words}", "panels", panel.label))
    elif part == KIN:
        asked = f"{item.name} is noted: ask whether {panel.name} is taken"
        checks.append(Check(NOTE, asked, "", f"in {panel.name}", "panels", panel.name))
    elif partly:
        asked = f"{item.name} is noted: ask which plan of {panel.name} the client has"
        checks.append(Check(NOTE, asked, short=f"ask which plan of {panel.name} the client has"))
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
        checks=tuple(checks),
    )


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.panels is not None:
        if candidate.panels.complete:
            yield "panels:complete"
        for item in candidate.panels.items:
            name, _, plan = item.name.partition("/")
            mark = item.mark if item.mark in ("full", "no") else "open"
            yield f"panel:{fold(name)}|{fold(plan)}:{mark}@{month_of(candidate.day_of('panels', item))}"


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
    opened: dict[str, int] = {}
    part: dict[str, int] = {}
    closed: dict[str, dict[str, int]] = {"full": {}, "no": {}}
    named = several = beside = 0
    for what, dated_mark, bits in _entries(facets, panel):
        mark, _, month = dated_mark.partition("@")
        if mark == "open":
            months = opened if what == EXACT else part
            months[month] = months.get(month, 0) | bits
        elif what in (EXACT, CARRIER):
            several |= named & bits
            named |= bits
            closed[mark][month] = closed[mark].get(month, 0) | bits
        elif what == OTHER_PLAN and mark == "full":
            beside |= bits
    full_fresh, full_doubt = by_age(closed["full"], today)
    no_fresh, no_doubt = by_age(closed["no"], today)
    passing = union(opened.values()) | union(part.values())
    absent = 0 if panel.on_no_card else facets.bits("panels:complete") & ~named
    failing = (full_fresh | no_fresh | absent) & ~passing
    return _PanelSets(opened, part, failing, (full_doubt | no_doubt | several | beside) & ~passing)


def _entries(facets: Facets, panel: Panel) -> Iterator[tuple[str, str, int]]:
    """Every entry that has to do with an asked panel: what it is to it, its mark and month, and whose it is."""
    offices: list[tuple[str | None, int]] = [(None, facets.everyone)]
    if panel.programme is not None:
        here, nowhere = facets.bits(f"state:{panel.programme}"), facets.bits("state:none")
        offices = [(panel.programme, here), (None, nowhere), (_ELSEWHERE, facets.everyone & ~here & ~nowhere)]
    for carrier in panel.keys | panel.kin | panel.medicaid:
        for name, bits in facets.family(f"panel:{carrier}|").items():
            plan, _, dated_mark = name.rpartition(":")
            for office, people in offices:
                part = _part(carrier, plan, panel, office) if bits & people else None
                if part is not None:
                    yield part, dated_mark, bits & people


def _bound(facets: Facets, request: Request, panels: Sequence[_PanelSets], today: date) -> Levels:
    same_state = facets.everyone
    if request.spot is not None:
        same_state = facets.bits(f"state:{request.spot.state}") | facets.bits("state:none")
    levels: Levels = []
    for panel in panels:
        here = {month: bits & same_state for month, bits in panel.exact_open.items()}
        levels.extend(aged(here, FULL, today))
        levels.extend(aged(panel.exact_open, IN_PART, today))
        levels.extend(aged(panel.part_open, IN_PART, today))
    return partition(levels, facets.everyone, UNKNOWN_REQUIRED)


def _said(request: Request, count: int) -> str | None:
    return f"not in {' or '.join(sorted({panel.name for panel in request.insurance}))}" if request.insurance else None


CRITERION = Criterion(
    "insurance",
    judge,
    asked=lambda request: bool(request.insurance),
    causes=(Cause("insurance", "not in the panel", _said),),
    facets=_facets,
    sets=_sets,
    after_a_yes=lambda level, request: FULL,
    weight=15,
    words="insurance",
    ask_again=True,
    levels=(
        ("in the panel, not known to be full", FULL),
        ("in part: the plan is not named, or the office is in another state", IN_PART),
    ),
)
