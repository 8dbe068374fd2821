"""`refer ledger`: what was offered, given, received and is open, by colleague; or the history with one."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.render.answer import Reply


def ledger(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHO]", help="The history with one colleague.", autocompletion=completing.who),
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only the referrals that wait for something.")] = False,
) -> Reply:
    """Show what was given, received and is open, by colleague.

    It is for you alone, and never changes whom `refer suggest` names.

    Example: refer ledger "Ada Birch"
    """
    from refer_cli.services import ledger_view

    return ledger_view.history(ctx.obj, " ".join(who)) if who else ledger_view.ledger(ctx.obj, only_open)
