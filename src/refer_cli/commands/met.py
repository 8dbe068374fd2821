"""`refer met`: a meeting noted, who is new by it, and what to follow it with."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.asked import WhoAsked
from refer_cli.errors import WrongUsage
from refer_cli.fields.days import day_or_today
from refer_cli.network.words import MEETING_KINDS
from refer_cli.render.answer import Reply


def met(
    ctx: typer.Context,
    who: WhoAsked = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=f"{', '.join(MEETING_KINDS)}, or a word such as zoom, phone, tea.",
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
    new: Annotated[bool, typer.Option("--new", help="Put whoever is not in the book in it, by their names.")] = False,
) -> Reply:
    """Note that you met colleagues: over coffee, on a call, in a group.

    The first meeting sets the day you first met, and counts toward the month's goal; every meeting sets the
    last contact. Somebody who is not in the book yet can be put in it on the way. It suggests what follows: a
    thank-you, their social media, their e-mail list, and later a note that offers something. Each name is an
    argument of its own, in quotes.

    Example: refer met "Ada Birch" "Flo Gum" --kind coffee --on friday --follow-ups
    """
    from refer_cli.services import met

    day = day_or_today(on, ctx.obj.today)
    if note is not None and not note.strip():
        raise WrongUsage("The note is empty.", "leave --note out")
    names = asked.several(ctx.obj, who, "Whom did you meet (commas between names)", "WHO", 'refer met "Ada Birch"')
    told = met.Told(kind, day, note.strip() if note else None, introduced_by, follow_ups, new)
    return met.note(ctx.obj, names, told)
