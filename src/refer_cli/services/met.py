"""A meeting with colleagues: noted once, with who is new by it, and what to follow it with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from refer_cli.book import network_reading
from refer_cli.book.names import ColleagueName, matches
from refer_cli.book.reading import Book
from refer_cli.errors import NoSuchColleague, Refused, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.placeholders import refuse_placeholder
from refer_cli.network.words import MEETING_KINDS, meeting_kind
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.asking import ask, tell, until_understood
from refer_cli.render.met import MetScreen, draw_met
from refer_cli.render.screen import Screen, shell_word
from refer_cli.services import meetings
from refer_cli.services.environment import Environment
from refer_cli.services.newcomers import people_meant, put_in


class Told(NamedTuple):
    """What was told of a meeting; `kind` and `follow_ups` are None where nobody said.

    `kind` and `introduced_by` are as typed; with `new` whoever is not in the book is put in it.
    """

    kind: str | None
    day: str
    note: str | None
    introduced_by: str | None
    follow_ups: bool | None
    new: bool


def note(environment: Environment, who: Iterable[str], told: Told) -> Reply:
    """Note a meeting with these colleagues. Raises NoSuchColleague, and Refused for an introducer who cannot be one."""
    day, book = told.day, environment.read()
    known, newcomers = people_meant(environment, book, who, day, new=told.new)
    cards = [*book.cards(known, archived=None), *newcomers]
    introducer = _introducer(book, told.introduced_by, cards) if told.introduced_by is not None else None
    kind = _kind(environment, told.kind)
    names = {card.id: card.name for card in cards}
    again = any(
        (meeting.on_day, meeting.kind) == (day, kind) and names.keys() & set(meeting.colleagues)
        for meeting in network_reading.meetings(book)
    )
    since = meetings.acquaintances(environment, book, cards, day)
    suggested = meetings.proposed(book, cards, kind, day, environment.today)
    wanted = meetings.wanted(environment, suggested, cards, told.follow_ups)
    after = environment.write()
    with after.step(f"meet {', '.join(names.values())}") as step:
        added = {card.id: put_in(step, card) for card in newcomers}
        everybody = [card._replace(id=added.get(card.id, card.id)) for card in cards]
        meeting = meetings.NewMeeting(kind, day, note=told.note, introduced_by=introducer, since=since)
        recorded = meetings.record(step, everybody, meeting)
        by_id = {added.get(person, person): proposals for person, proposals in suggested.items()}
        listed = meetings.put_on_list(step, recorded.meeting_id, by_id if wanted else {})

    def body() -> dict[str, Any]:
        return {
            "id": recorded.meeting_id,
            "on": day,
            "kind": kind,
            "colleagues": [card.id for card in everybody],
            "added": list(added.values()),
            "first_meeting": [card.id for card, what in recorded.people if what.is_first],
            "follow_ups": [number for number, _, _ in listed],
        }

    def draw(screen: Screen) -> None:
        target = dict(after.goals(day[:7])).get("meet")
        goal = (after.met_in(day[:7]), target) if target is not None else None
        shown = MetScreen(
            kind, day, recorded.people, introducer, again, goal, wanted is None, frozenset(added.values())
        )
        draw_met(screen, environment.today, shown, listed, environment.command)

    return Reply("met", body, draw)


def _kind(environment: Environment, typed: str | None) -> str:
    """The kind of meeting; on a terminal one that was left out, or that nobody knows, is asked for."""
    if not environment.interactive:
        return meeting_kind(typed) if typed is not None else "other"
    answers = [typed] if typed is not None else []

    def once() -> str:
        if answers:
            return answers.pop()
        tell(", ".join(MEETING_KINDS))
        return ask("How did you meet?", "other")

    return until_understood(once, meeting_kind)


def _introducer(book: Book, typed: str, cards: Sequence[Card]) -> str:
    """The full name of somebody in the book, else what was typed.

    Raises NoSuchColleague where several answer, Refused where the name is nearly that of somebody in the book.
    """
    text = " ".join(typed.split())
    if not text:
        raise WrongUsage("--introduced-by is empty.", "leave it out, or write a name")
    refuse_placeholder(text)
    try:
        introducer = book.card(book.resolve(text))
    except NoSuchColleague:
        if text.removeprefix("#").isdigit() or matches([ColleagueName(*row) for row in book.names()], text):
            raise
        return _near_miss(book, text)
    if introducer.id in {card.id for card in cards}:
        raise Refused(f"{introducer.name} cannot be introduced by themselves.", "name who brought you together")
    return introducer.name


def _near_miss(book: Book, text: str) -> str:
    """A name that is not in the book, as typed. Raises Refused where it seems a slip for one that is."""
    spelled = {row[1].casefold(): row[1] for row in book.names()}
    close = get_close_matches(text.casefold(), spelled, n=1, cutoff=0.75)
    if not close:
        return text
    raise Refused(
        f'"{text}" is not in the book, but {spelled[close[0]]} is.',
        f"did you mean --introduced-by {shell_word(spelled[close[0]])}? refer edit WHO --introduced-by writes any name",
    )
