"""Noting a meeting inside an open step, and its follow-ups: shared by `met` and `groups attend`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from refer_cli.fields.card import Card, Facts
from refer_cli.network.due import TASK, line_id
from refer_cli.network.meeting import Met, Proposal, met, proposals

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.book.writing import Step


class Recorded(NamedTuple):
    """A meeting as it was noted: its id, and what it meant for each of those met."""

    meeting_id: int
    people: tuple[tuple[Card, Met], ...]


def record(
    step: Step,
    cards: Sequence[Card],
    kind: str,
    on_day: str,
    *,
    note: str | None = None,
    group_id: int | None = None,
    introduced_by: str | None = None,
    joining: int | None = None,
) -> Recorded:
    """Note a meeting on a day (ISO) with these colleagues, each once, and what it changes on their cards.

    With `joining` they join that meeting, which is in the book: one evening entered twice is one evening.
    `cards` are as they stand in the book; none of them for a group meeting where nobody is noted. Raises
    BadValue.
    """
    from refer_cli.book import network_writing, writing

    once = {card.id: card for card in cards}
    if joining is None:
        number = network_writing.add_meeting(step, on_day, kind, list(once), note=note, group_id=group_id)
    else:
        number = joining
        network_writing.add_to_meeting(step, number, list(once), note)
    people = []
    for card in once.values():
        found = met(card, on_day, introduced_by)
        if found.values:
            writing.change(step, card.id, Facts(found.values, on_day), card=card)
        people.append((card, found))
    return Recorded(number, tuple(people))


def proposed(book: Book, cards: Sequence[Card], kind: str, on_day: str, today: date) -> dict[int, tuple[Proposal, ...]]:
    """The follow-ups that a meeting suggests, by colleague."""
    from refer_cli.book import network_reading

    had: dict[int, set[str]] = {}
    for task in network_reading.follow_ups(book, open_only=False):
        had.setdefault(task.colleague_id, set()).add(task.what)
    return {card.id: proposals(card, kind, on_day, today, had.get(card.id, ())) for card in cards}


def put_on_list(
    step: Step, meeting_id: int, wanted: Mapping[int, Sequence[Proposal]]
) -> list[tuple[int, int, Proposal]]:
    """Put follow-ups on the list: each with its id there (as `refer done` takes it) and its colleague."""
    from refer_cli.book import network_writing

    return [
        (
            line_id(
                TASK,
                network_writing.add_follow_up(
                    step, colleague_id, one.what, one.due_on, detail=one.detail, meeting_id=meeting_id
                ),
            ),
            colleague_id,
            one,
        )
        for colleague_id, some in wanted.items()
        for one in some
    ]
