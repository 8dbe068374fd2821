"""What `refer met` says: who is new, what else is known, and what was put on the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from refer_cli.fields.card import Card
from refer_cli.fields.days import day_words, month_name, month_words
from refer_cli.network.due import TASK, Line, state_of
from refer_cli.network.meeting import AGAIN, EARLIER, NEW, Met, Proposal
from refer_cli.network.words import MEETING_KINDS
from refer_cli.records import NamedTuple
from refer_cli.render.done import undo_words
from refer_cli.render.dues import draw_line, task_words
from refer_cli.render.screen import INDENT, Screen, cells, shell_word

NAME_ROOM = 24


class MetScreen(NamedTuple):
    """A meeting as it was noted. `again`: the same kind with one of them is noted for that day already.

    `goal`: how many were first met in the meeting's month, and how many one wants to meet, where there is a
    goal. `unasked`: nobody said whether follow-ups are wanted. `added`: ids of those who were put in the book.
    """

    kind: str
    day: str
    people: Sequence[tuple[Card, Met]]
    introduced_by: str | None
    again: bool
    goal: tuple[int, int] | None
    unasked: bool
    added: frozenset[int] = frozenset()


def draw_suggested(
    screen: Screen, proposed: Mapping[int, Sequence[Proposal]], names: Mapping[int, str], today: date
) -> None:
    """The follow-ups that can be taken, before the question."""
    screen.blank()
    for colleague_id, proposals in proposed.items():
        for proposal in proposals:
            words = task_words(proposal.what, names[colleague_id], proposal.detail)
            day = f"by {day_words(proposal.due_on, today)}"
            gap = screen.width - INDENT - cells(words) - cells(day)
            if gap >= 2:
                screen.line(words, " " * gap, (day, "dim"))
            else:
                screen.paragraph(f"{words}, {day}", hanging=INDENT + 2)


def draw_met(
    screen: Screen,
    today: date,
    meeting: MetScreen,
    listed: Sequence[tuple[int, int, Proposal]],
    command: str,
) -> None:
    """The whole answer: a line for each of those met, then what is on the list now."""
    screen.blank()
    screen.heading(_title(meeting, today), _goal(meeting))
    for card, met in meeting.people:
        added = f"put in the book, id {card.id}; " if card.id in meeting.added else ""
        _draw_one(screen, card.name, added + newness(met, meeting.day, today))
        if card.archived:
            screen.line(("archived: left out of lists and suggestions", "dim"), indent=INDENT + 2)
    _draw_introduced(screen, meeting, command)
    _draw_first_met_unknown(screen, meeting, command)
    newcomers = [card for card, _ in meeting.people if card.id in meeting.added]
    screen.commands([("what else you know", f"{command} edit {shell_word(card.name)}") for card in newcomers])
    if meeting.again:
        screen.paragraph("One of that kind was noted for that day already: this is a second meeting.", style="yellow")
    draw_listed(screen, listed, {card.id: card.name for card, _ in meeting.people}, today)
    if meeting.unasked:
        screen.line(("Nothing was put on your list; --follow-ups does that.", "dim"))
    screen.line((undo_words(screen, command), "dim"))


def draw_listed(
    screen: Screen, listed: Sequence[tuple[int, int, Proposal]], names: Mapping[int, str], today: date
) -> None:
    """The follow-ups that are on the list now, each with its line of `refer due`; nothing where there are none."""
    if not listed:
        return
    screen.blank()
    screen.line(("On your list", "bold"))
    width = max(cells(str(number)) for number, _, _ in listed)
    for number, colleague_id, proposal in listed:
        line = Line(
            id=number,
            kind=TASK,
            what=proposal.what,
            colleague=colleague_id,
            name=names[colleague_id],
            on=proposal.due_on,
            state=state_of(proposal.due_on, today),
            detail=proposal.detail,
        )
        draw_line(screen, line, today, width)
    screen.blank()


def _draw_first_met_unknown(screen: Screen, meeting: MetScreen, command: str) -> None:
    """How to write down since when somebody is known of whom the book does not say; or that it was the first time."""
    rows = []
    for card, met in meeting.people:
        if met.newness == AGAIN and met.met_before is None:
            person = shell_word(card.name)
            since = (met.told or "YEAR").removesuffix("-01-01")
            rows.append(("since when", f"{command} edit {person} --first-met {since}"))
            rows.append(("if it was the first time", f"{command} edit {person} --first-met {meeting.day}"))
    screen.commands(rows)


def _draw_introduced(screen: Screen, meeting: MetScreen, command: str) -> None:
    """Who brought us together; of whom the book knows another, the first one stays."""
    if not meeting.introduced_by:
        return
    before = [(card.name, met.introduced_before) for card, met in meeting.people if met.introduced_before]
    if len(before) < len(meeting.people):
        screen.paragraph(f"Introduced by {meeting.introduced_by}.")
    for name, first in before:
        screen.paragraph(f"{name} was introduced by {first} before: that stays.", style="yellow")
        person, introducer = shell_word(name), shell_word(meeting.introduced_by)
        screen.commands([("to change it", f"{command} edit {person} --introduced-by {introducer}")])


def newness(met: Met, day: str, today: date) -> str:
    """Whether this was somebody new, in words."""
    if met.newness == NEW:
        return f"new, counts toward {month_words(day, today)}"
    if met.newness == EARLIER and met.met_before is not None:
        first = f"met first on {day_words(day, today)}, not {day_words(met.met_before, today)}"
        if met.met_before[:7] == day[:7]:
            return f"{first}: nobody new"
        return f"{first}: counts toward {month_words(day, today)}, no longer {month_words(met.met_before, today)}"
    if met.met_before is None and met.told is not None:
        return f"known since {met.told[:4]} by your notes: nobody new"
    if met.met_before is None:
        return "known before, the book does not say since when: nobody new"
    return f"already met {_when(met.met_before, day, today)}: another meeting, nobody new"


def _title(meeting: MetScreen, today: date) -> str:
    kind = {"other": "a meeting"}.get(meeting.kind, MEETING_KINDS[meeting.kind])
    return f"{kind[:1].upper()}{kind[1:]}, {day_words(meeting.day, today)}"


def _draw_one(screen: Screen, name: str, words: str) -> None:
    if cells(name) <= NAME_ROOM:
        screen.pair(name, words, label_width=NAME_ROOM + 2)
    else:
        screen.line(name)
        screen.paragraph(words, indent=INDENT + 2)


def _goal(meeting: MetScreen) -> str:
    if meeting.goal is None or not any(met.is_first for _, met in meeting.people):
        return ""
    return f"{meeting.goal[0]} of {meeting.goal[1]} met in {month_name(meeting.day)}"


def _when(met_before: str, day: str, today: date) -> str:
    if met_before == day:
        return "that day"
    if met_before[:4] != day[:4]:
        return f"in {met_before[:4]}"
    if met_before[:7] != day[:7]:
        return f"in {month_name(met_before)}"
    return f"on {day_words(met_before, today)}"
