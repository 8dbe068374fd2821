"""Noting a meeting inside an open step, and its follow-ups: shared by `met` and `groups attend`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from refer_cli.book import network_reading, writing
from refer_cli.book.reading import Book
from refer_cli.book.writing import Step
from refer_cli.fields.card import Card, Facts
from refer_cli.network.due import TASK, line_id
from refer_cli.network.meeting import Met, Proposal, card_after_meeting, proposals
from refer_cli.render.asking import confirm
from refer_cli.render.met import draw_suggested
from refer_cli.services.environment import Environment

Suggested = Mapping[int, Sequence[Proposal]]
"""Follow-ups by colleague."""


class Recorded(NamedTuple):
    """A meeting as it was noted: its id, and what it meant for each of those met."""

    meeting_id: int
    people: tuple[tuple[Card, Met], ...]


class NewMeeting(NamedTuple):
    """A meeting of a kind on a day (ISO); with `joining` it is that meeting of the book, entered a second time."""

    kind: str
    on_day: str
    note: str | None = None
    introduced_by: str | None = None
    group_id: int | None = None
    joining: int | None = None


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
        what = card_after_meeting(card, meeting.on_day, meeting.introduced_by)
        if what.values:
            writing.change_card(step, card.id, Facts(what.values, meeting.on_day))
        people.append((card, what))
    return Recorded(number, tuple(people))


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
