"""Noting a meeting inside an open step, and its follow-ups: shared by `met` and `groups attend`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from refer_cli.book import network_reading, writing
from refer_cli.book.reading import Book
from refer_cli.book.writing import Step
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.days import day_words, parse_day
from refer_cli.network.due import TASK, line_id
from refer_cli.network.meeting import Met, Proposal, card_after_meeting, known_before, proposals
from refer_cli.records import NamedTuple
from refer_cli.render.asking import ask, complain, confirm, tell, until_understood
from refer_cli.render.met import draw_suggested
from refer_cli.services.environment import Environment

Suggested = Mapping[int, Sequence[Proposal]]
"""Follow-ups by colleague."""


_SINCE_WHEN = 'Since when? A year or a day, "new" if this was the first time; Enter leaves it open'


class Recorded(NamedTuple):
    """A meeting as it was noted: its id, and what it meant for each of those met."""

    meeting_id: int
    people: tuple[tuple[Card, Met], ...]


class NewMeeting(NamedTuple):
    """A meeting of a kind on a day (ISO); with `joining` it is that meeting of the book, entered a second time.

    `since`: the day since which somebody is known, by id, where it was said.
    """

    kind: str
    on_day: str
    note: str | None = None
    introduced_by: str | None = None
    group_id: int | None = None
    joining: int | None = None
    since: Mapping[int, str] = {}


def record(step: Step, cards: Sequence[Card], meeting: NewMeeting) -> Recorded:
    """Note a meeting with these colleagues, each once, and what it changes on their cards.

    None of the `cards` for a group meeting where nobody is noted. Raises BadValue.
    """
    from refer_cli.book import network_writing

    once = {card.id: card for card in cards}
    if meeting.joining is None:
        number = network_writing.add_meeting(
            step, meeting.on_day, meeting.kind, list(once), note=meeting.note, group_id=meeting.group_id
        )
    else:
        number = meeting.joining
        network_writing.add_to_meeting(step, number, list(once), meeting.note)
    people = []
    for card in step.book.cards(list(once), archived=None):
        what = card_after_meeting(card, meeting.on_day, meeting.introduced_by, meeting.since.get(card.id))
        if what.values:
            writing.change_card(step, card.id, Facts(what.values, meeting.on_day))
        people.append((card, what))
    return Recorded(number, tuple(people))


def acquaintances(environment: Environment, book: Book, cards: Sequence[Card], on_day: str) -> dict[int, str]:
    """Since when those are known of whom the book says that they are, but not since when: asked on a terminal.

    Who was met before, by the book, is not asked about once more.
    """
    since: dict[int, str] = {}
    if not environment.interactive:
        return since
    met = {person for meeting in network_reading.meetings(book) for person in meeting.colleagues}
    for card in cards:
        before = known_before(card, environment.today)
        if card.text("first_met") is not None or before is None or card.id in met:
            continue
        why = "you have worked with them" if card.text("how_known") == "worked-with" else "the book says so"
        tell(f"You know {card.name} already: {why}.")
        answer = until_understood(
            lambda told=before.since: ask(_SINCE_WHEN, told or ""),  # type: ignore[misc]
            lambda typed: _since(typed, on_day, environment.today),
        )
        if answer:
            since[card.id] = answer
    return since


def _since(typed: str, on_day: str, today: date) -> str | None:
    """The day that was answered, an empty text for none. None where it is asked again. Raises BadValue."""
    if not typed:
        return ""
    if typed.casefold() in ("new", "now", "first", "first time"):
        return on_day
    day = parse_day(typed, today, event="you first met")
    if day <= on_day:
        return day
    complain(f"That is after this meeting of {day_words(on_day, today)}.")
    return None


def proposed(book: Book, cards: Sequence[Card], kind: str, on_day: str, today: date) -> dict[int, tuple[Proposal, ...]]:
    """The follow-ups that a meeting suggests, by colleague."""
    had: dict[int, set[str]] = {}
    for task in network_reading.follow_ups(book, open_only=False):
        had.setdefault(task.colleague_id, set()).add(task.what)
    return {card.id: proposals(card, kind, on_day, today, had.get(card.id, ())) for card in cards}


def wanted(environment: Environment, suggested: Suggested, cards: Sequence[Card], typed: bool | None) -> bool | None:
    """Whether the suggested follow-ups are to be put on the list: as typed, else as answered; None: nobody said."""
    if typed is None and cards and environment.interactive:
        draw_suggested(environment.screen(), suggested, {card.id: card.name for card in cards}, environment.today)
        return confirm("Put these on your list?")
    return typed


def put_on_list(step: Step, meeting_id: int, suggested: Suggested) -> list[tuple[int, int, Proposal]]:
    """Put follow-ups on the list: each with its id there (as `refer done` takes it) and its colleague."""
    from refer_cli.book import network_writing

    listed = []
    for colleague_id, proposals_of in suggested.items():
        for proposal in proposals_of:
            number = network_writing.add_follow_up(
                step, colleague_id, proposal.what, proposal.due_on, detail=proposal.detail, meeting_id=meeting_id
            )
            listed.append((line_id(TASK, number), colleague_id, proposal))
    return listed
