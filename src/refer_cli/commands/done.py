"""`refer done` and `refer snooze`: lines of `refer due` that are done, dropped, or put off."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked
from refer_cli.errors import WrongUsage
from refer_cli.fields.days import split_coming_day
from refer_cli.render.answer import Reply

WHICH = "Which line (refer due shows the numbers)"
Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help="The number of a line of refer due.")]


def done(
    ctx: typer.Context,
    ids: Ids = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help='The day it was done: 2026-11-12, friday, "3 days ago".')
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Take it off the list undone.")] = False,
) -> Reply:
    """Note that what was due is done.

    A thank-you, a note, and getting in touch with somebody set the last contact as well. Facts are confirmed
    by refer verify, and what became of a referral is noted by refer outcome.

    Example: refer done 12
    """
    from refer_cli.services import due_changes

    if drop and on is not None:
        raise WrongUsage("--drop takes no day.", "leave --on out")
    numbers = asked.several(ctx.obj, ids, WHICH, "ID", "refer done 12")
    return due_changes.drop(ctx.obj, numbers) if drop else due_changes.done(ctx.obj, numbers, on)


def snooze(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID... SPAN|DAY",
            help="The numbers of lines of refer due; then 3d, 2 weeks, next week, friday, 12/1 or 2026-12-01.",
        ),
    ] = None,
) -> Reply:
    """Put off what is due: by a span from today, or until a day.

    Example: refer snooze 15 3d
    """
    from refer_cli.services import due_changes

    example = "refer snooze 15 3d"
    ids, until = split_coming_day(words or [], ctx.obj.today)
    numbers = asked.several(ctx.obj, ids, WHICH, "ID", example)
    day = asked.one(ctx.obj, until or None, "Until when (3d, 2 weeks, friday, 12/1)", "SPAN|DAY", example)
    return due_changes.snooze(ctx.obj, numbers, day)
