"""`refer due`: the one list of what is due, as a screen, as JSON, and as a file for a phone's calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply


def due(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO]",
            help="Only what concerns one colleague: part of a name, or an id.",
            autocompletion=completing.who,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is due later than a week from now.")] = False,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Write the list as a calendar file (.ics) for a phone."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --ics write over a file that is not such a list.")
    ] = False,
) -> Reply:
    """Show what is due: what you promised, facts to confirm, colleagues to write to, outcomes to hear.

    Facts of colleagues you know are to be confirmed when they are 180 days old. How often you want to be in
    touch is set by `refer cadence`. A line's number stays the same until it is done.

    Example: refer due
    """
    if ics is not None and who:
        raise WrongUsage("A calendar file takes the whole list.", "leave the name out")
    if force and ics is None:
        raise WrongUsage("--force belongs to --ics.", "refer due --ics due.ics --force")
    if ics is not None:
        from refer_cli.services import due_calendar

        return due_calendar.export(ctx.obj, ics, force)
    from refer_cli.services import due_list

    return due_list.due(ctx.obj, " ".join(who) if who else None, everything)
