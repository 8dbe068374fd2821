"""The lines of what is due in words, and the screen of `refer due`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from refer_cli.fields.age import ago, days_since
from refer_cli.fields.days import day_words
from refer_cli.fields.phrases import listed
from refer_cli.fields.placeholders import LABEL, WHO
from refer_cli.network import spans
from refer_cli.network.due import CONFIRM, LATER, OUTCOME, OVERDUE, SOON, TASK, TOUCH, Line
from refer_cli.network.due import TODAY as DUE_TODAY
from refer_cli.records import NamedTuple
from refer_cli.render.screen import INDENT, Screen, cells, pad, shell_word, wrap

if TYPE_CHECKING:
    from refer_cli.matching.reasons import Reason

FACTS = {
    "accepting": "openings",
    "panels": "panels",
    "fee": "fee",
    "fee_floor": "lowest fee",
    "sliding_slots": "sliding places",
}
SHOWN = 5
"""So many lines of a kind that one can also put off, without --all."""


def task_words(what: str, name: str, detail: str | None = None) -> str:
    """A task in words that begin with what to do: "thank Ada Birch for the coffee"."""
    if what == "thank":
        return f"thank {name}" + (f" {detail}" if detail else "")
    words = {
        "follow": f"follow {name} on social media",
        "newsletter": f"join the e-mail list of {name}",
        "first-referral": f"think of {name} when a client fits",
        "write": f"write to {name}",
    }.get(what, name)
    return f"{words}: {detail}" if detail else words


def line_words(line: Line, today: date) -> str:
    """One line as a sentence without its id and day."""
    name = line.name or ""
    if line.kind == TASK:
        detail = line.detail or ("for the referral" if line.what == "thank" and line.referral else None)
        return task_words(line.what, name, detail)
    if line.kind == CONFIRM:
        old = ago(days_since(line.since or line.on, today))
        return f"confirm {_genitive(name)} {listed([FACTS[fact] for fact in line.facts])} (last {old})"
    if line.kind == TOUCH:
        cadence = f"you wanted every {every_words(line.every or '1d')}"
        if line.since is None:
            return f"{name}: no contact is noted yet, {cadence}"
        return f"{name}: last in touch {ago(days_since(line.since, today))}, {cadence}"
    who = line.label or f"referral {line.referral}"
    if line.asks == "session":
        return (
            f"{who}: has the first session with {name} been held?"
            if name
            else f"{who}: with whom was the first session?"
        )
    if line.asks == "reach":
        return f"{who}: {name or listed(line.names)} could not be reached; try once more, by another way"
    if line.asks == "again":
        return f"{who}: nobody offered could take the client; who else fits?"
    return f"{who}: is there a first appointment with {name}?" if name else f"{who}: whom did the client choose?"


def short_words(line: Line) -> str:
    """One line for a calendar: the colleague's name and the client's label, and nothing else of either."""
    name = line.name or ""
    if line.kind == TASK:
        return task_words(line.what, name)
    if line.kind == CONFIRM:
        return f"confirm {_genitive(name)} {listed([FACTS[fact] for fact in line.facts])}"
    if line.kind == TOUCH:
        return f"get in touch with {name}"
    return f"{line.label or f'referral {line.referral}'}: ask how it stands"


def remark(line: Line, today: date) -> str:
    """How late, or by when; nothing for today and for what says its own age."""
    if line.state == OVERDUE and line.kind in (TASK, OUTCOME):
        late = days_since(line.on, today)
        return "1 day late" if late == 1 else f"{late} days late"
    return f"by {day_words(line.on, today)}" if line.state in (SOON, LATER) else ""


class DueList(NamedTuple):
    """What the screen of `refer due` shows: `everything`, also what is later; about whom alone; the reasons' names."""

    lines: Sequence[Line]
    everything: bool
    who: str | None
    reasons: Mapping[str, Reason] | None


def draw_due(screen: Screen, shown: DueList, today: date, command: str, verify: Callable[[Line], str]) -> None:
    """The whole screen of `refer due`: what was promised first, then what has grown old.

    `verify` gives the command that confirms the facts of a line.
    """
    lines, everything, who = shown.lines, shown.everything, shown.who
    promised = [line for line in lines if line.kind in (TASK, OUTCOME)]
    sections = [
        ("Overdue", [line for line in promised if line.state == OVERDUE]),
        ("Today", [line for line in promised if line.state == DUE_TODAY]),
        ("This week", [line for line in lines if line.state == SOON]),
        ("To confirm", _now(lines, CONFIRM)),
        ("Losing touch", _now(lines, TOUCH)),
        ("Later", [line for line in lines if line.state == LATER] if everything else []),
    ]
    later = sum(line.state == LATER for line in lines)
    screen.blank()
    if not any(section for _, section in sections):
        about = f" about {who}" if who else ""
        screen.paragraph(f"Nothing is due{about} this week.")
        if later:
            screen.commands([(f"{later} later on", f"{command} due{_for(who)} --all")])
        elif not who:
            screen.commands([("Note a meeting", f"{command} met WHO --kind coffee --follow-ups")])
        return
    width = max(cells(str(line.id)) for _, section in sections for line in section)
    drawn: list[Line] = []
    for title, section in sections:
        if not section:
            continue
        if drawn:
            screen.blank()
        screen.line((title, "bold"))
        shown_lines = section if everything or title not in ("To confirm", "Losing touch") else section[:SHOWN]
        for line in shown_lines:
            draw_line(screen, line, today, width)
        if len(shown_lines) < len(section):
            screen.line(
                (f"and {len(section) - len(shown_lines)} more: {command} due{_for(who)} --all", "dim"), indent=width + 4
            )
        drawn += shown_lines
    screen.blank()
    screen.commands(_next(drawn, command, verify, shown.reasons))


def draw_line(screen: Screen, line: Line, today: date, width: int) -> None:
    """One line: its id, what it is, and at the right edge how late or by when (below, where it has no room)."""
    words, beside = line_words(line, today), remark(line, today)
    column = INDENT + width + 2
    room = screen.width - column
    one_line = cells(words) + (cells(beside) + 2 if beside else 0) <= room
    pieces = [words] if one_line else wrap(words, room, room - 2)
    for number, piece in enumerate(pieces):
        start = pad(str(line.id), width, right=True) if number == 0 else " " * (width + 2)
        last = number == len(pieces) - 1
        indented = column + cells(piece) + (0 if number == 0 else 2)
        gap = screen.width - indented - cells(beside)
        if last and beside and gap >= 2:
            screen.line((start, "dim"), f"  {piece}", " " * gap, (beside, "yellow" if line.state == OVERDUE else "dim"))
            return
        screen.line((start, "dim"), f"  {piece}")
    if beside:
        screen.line((pad(beside, room, right=True), "dim"), indent=column)


def draw_exported(screen: Screen, file: str, due: int, cancelled: int) -> None:
    """What was written into the calendar file, and what to know before it is imported."""
    if not due and not cancelled:
        screen.paragraph("Nothing is due: no calendar file was written.")
        return
    events = "1 event" if due == 1 else f"{due} events"
    gone = f", and {cancelled} taken off" if cancelled else ""
    screen.paragraph(f"{events}{gone}: {file}")
    screen.paragraph("It holds colleagues' names and client labels, no more. A calendar may be copied to a cloud.")
    screen.paragraph(
        "Write to the same file next time and import that: nothing doubles, and what is done goes away.", style="dim"
    )


def every_words(span: str) -> str:
    """A span after "every": "3 months", "week"."""
    return spans.parse_span(span).words.removeprefix("1 ")


def due_counts(lines: Sequence[Line]) -> str:
    """How much is due, in one line: "2 overdue, 1 today, 3 this week, 4 to confirm, 1 losing touch"."""
    promised = [line for line in lines if line.kind in (TASK, OUTCOME)]
    counted = [
        (sum(line.state == OVERDUE for line in promised), "overdue"),
        (sum(line.state == DUE_TODAY for line in promised), "today"),
        (sum(line.state == SOON for line in lines), "this week"),
        (len(_now(lines, CONFIRM)), "to confirm"),
        (len(_now(lines, TOUCH)), "losing touch"),
    ]
    return ", ".join(f"{count} {words}" for count, words in counted if count)


def first_lines(lines: Sequence[Line], count: int) -> list[Line]:
    """The lines to look at first: what was promised, the longest due first, then what has grown old."""
    ready = [line for line in lines if line.state != LATER]
    return sorted(ready, key=lambda line: (line.kind in (CONFIRM, TOUCH), line.on, line.id))[:count]


def _next(
    lines: Sequence[Line], command: str, verify: Callable[[Line], str], reasons: Mapping[str, Reason] | None
) -> list[tuple[str, str]]:
    """What can be done with what is shown, a command for each kind of line."""
    rows: list[tuple[str, str]] = []
    firsts = {
        kind: next((line for line in lines if line.kind == kind), None) for kind in (TASK, CONFIRM, TOUCH, OUTCOME)
    }
    ready = firsts[TASK] or firsts[TOUCH]
    if ready is not None:
        rows.append(("done" if ready.kind == TASK else "in touch today", f"{command} done {ready.id}"))
    if (line := firsts[OUTCOME]) is not None:
        rows += heard_commands(line, command, reasons)
    if (line := firsts[CONFIRM]) is not None:
        rows.append(("confirmed", verify(line)))
    rows.append(("not now", f"{command} snooze {lines[0].id} 3d"))
    rows.append(("to your phone", f"{command} due --ics due.ics"))
    return rows


def heard_commands(line: Line, command: str, reasons: Mapping[str, Reason] | None = None) -> list[tuple[str, str]]:
    """What to do about a referral that waits: a few words, and the command. Nobody is named who fell out."""
    named = line.name or next(iter(line.names), "")
    heard = " ".join((command, "outcome", str(line.referral), *([shell_word(named)] if named else [])))
    if line.asks == "again":
        from refer_cli.matching.reasons import REASONS
        from refer_cli.render.finding_others import suggest_command  # seldom needed

        return [
            ("who else fits", suggest_command(command, line.reason, reasons or REASONS)),
            ("offer them", f"{command} give {shell_word(line.label or LABEL)} {WHO}"),
        ]
    if line.asks == "reach":
        return [("not reached again", f"{heard} not-reached"), ("reached", f"{heard} waiting")]
    return [("heard of it", f"{heard} {'first-session-held' if line.asks == 'session' else 'contacted'}")]


def _now(lines: Sequence[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.kind == kind and line.state in (OVERDUE, DUE_TODAY)]


def _for(who: str | None) -> str:
    return f" {shell_word(who)}" if who else ""


def _genitive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
