"""`refer met`: a meeting noted, who is new by it, and what to follow it with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.asked import WhoAsked
from refer_cli.errors import NoSuchColleague, Refused, WrongUsage
from refer_cli.fields.days import day_or_today
from refer_cli.network.words import MEETING_KINDS, kind_meant
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refer_cli.book.reading import Book
    from refer_cli.fields.card import Card


def met(
    ctx: typer.Context,
    who: WhoAsked = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=f"{', '.join(MEETING_KINDS)}.",
            autocompletion=completing.among(*MEETING_KINDS),
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help='The day: 2026-11-12, 11/12, friday, "3 days ago".')
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note of your own.")] = None,
    introduced_by: Annotated[
        str | None,
        typer.Option("--introduced-by", metavar="WHO", help="Who brought you together.", autocompletion=completing.who),
    ] = None,
    follow_ups: Annotated[
        bool | None,
        typer.Option("--follow-ups/--no-follow-ups", help="Put the thanks and what else follows on your list."),
    ] = None,
    json: Json = False,
) -> None:
    """Note that you met colleagues: over coffee, on a call, in a group.

    The first meeting sets the day you first met, and counts toward the month's goal; every meeting sets the
    last contact. It suggests what follows: a thank-you, their social media, their e-mail list, and later a
    note that offers something. Each name is an argument of its own, in quotes.

    Example: refer met "Ada Birch" "Flo Gum" --kind coffee --on friday --follow-ups
    """
    environment: Environment = ctx.obj
    environment.json = json
    named = kind_meant(kind, MEETING_KINDS, "meeting") if kind is not None else None
    day = day_or_today(on, environment.today)
    if note is not None and not note.strip():
        raise WrongUsage("The note is empty.", "leave --note out")
    book = environment.read()
    names = asked.several(environment, who, "Whom did you meet (commas between names)", "WHO", 'refer met "Ada Birch"')
    ids = list(dict.fromkeys(book.resolve(one) for one in names))
    cards = book.cards(ids, archived=None)
    introducer = _introducer(book, introduced_by, cards) if introduced_by is not None else None
    if named is None:
        named = _asked_kind() if environment.interactive else "other"
    _note(environment, cards, named, day, note.strip() if note else None, introducer, follow_ups)


def _note(
    environment: Environment,
    cards: Sequence[Card],
    kind: str,
    day: str,
    note: str | None,
    introducer: str | None,
    follow_ups: bool | None,
) -> None:
    from refer_cli.book import network_reading
    from refer_cli.render import met as screen_of
    from refer_cli.services import meetings

    book = environment.read()
    again = [
        one
        for one in network_reading.meetings(book)
        if (one.on_day, one.kind) == (day, kind) and {card.id for card in cards} & set(one.colleagues)
    ]
    suggested = meetings.proposed(book, cards, kind, day, environment.today)
    names = {card.id: card.name for card in cards}
    if follow_ups is None and environment.interactive:
        from refer_cli.render.asking import confirm

        screen_of.draw_suggested(environment.screen(), suggested, names, environment.today)
        follow_ups = confirm("Put these on your list?")
    writing = environment.write()
    with writing.step(f"meet {', '.join(names.values())}") as step:
        recorded = meetings.record(step, cards, kind, day, note=note, introduced_by=introducer)
        listed = meetings.put_on_list(step, recorded.meeting_id, suggested if follow_ups else {})
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.met/1",
                "id": recorded.meeting_id,
                "on": day,
                "kind": kind,
                "colleagues": list(names),
                "first_meeting": [card.id for card, found in recorded.people if found.is_first],
                "follow_ups": [number for number, _, _ in listed],
            }
        )
        return
    month = day[:7]
    target = dict(writing.goals(month)).get("meet")
    goal = (writing.met_in(month), target) if target is not None else None
    screen_of.draw_met(
        environment.screen(),
        environment.today,
        screen_of.Meeting(kind, day, recorded.people, introducer, bool(again), goal, follow_ups is None),
        listed,
        environment.command,
    )


def _asked_kind() -> str:
    from refer_cli.render.asking import ask, tell, until_understood

    tell(", ".join(MEETING_KINDS))
    return until_understood(
        lambda: ask("How did you meet?", "other"), lambda typed: kind_meant(typed, MEETING_KINDS, "meeting")
    )


def _introducer(book: Book, typed: str, cards: Sequence[Card]) -> str:
    """The full name of somebody in the book, else what was typed.

    Raises NoSuchColleague where several answer, Refused where the name is nearly that of somebody in the book.
    """
    from refer_cli.book.names import Named, matches
    from refer_cli.fields.placeholders import refuse_placeholder

    text = " ".join(typed.split())
    if not text:
        raise WrongUsage("--introduced-by is empty.", "leave it out, or write a name")
    refuse_placeholder(text)
    try:
        found = book.card(book.resolve(text))
    except NoSuchColleague:
        if text.removeprefix("#").isdigit() or matches([Named(*row) for row in book.names()], text):
            raise
        return _near_miss(book, text)
    if found.id in {card.id for card in cards}:
        raise Refused(f"{found.name} cannot be introduced by themselves.", "name who brought you together")
    return found.name


def _near_miss(book: Book, text: str) -> str:
    """A name that is not in the book, as typed. Raises Refused where it seems a slip for one that is."""
    from difflib import get_close_matches

    spelled = {row[1].casefold(): row[1] for row in book.names()}
    close = get_close_matches(text.casefold(), spelled, n=1, cutoff=0.75)
    if not close:
        return text
    from refer_cli.render.screen import shell_word

    raise Refused(
        f'"{text}" is not in the book, but {spelled[close[0]]} is.',
        f"did you mean --introduced-by {shell_word(spelled[close[0]])}? refer edit WHO --introduced-by writes any name",
    )
