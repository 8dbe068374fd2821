"""`refer delete`: colleagues taken out of the book, until undo brings them back."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands.arguments import Who
from refer_cli.render.answer import Reply


def delete(
    ctx: typer.Context,
    who: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
) -> Reply | None:
    """Take colleagues out of the book. `refer undo` brings them back.

    What goes is shown first: the card with its notes, meetings with nobody else, what is due, groups and ties. What
    was referred stays true: the ledger keeps offers and outcomes, of one gone from your book.

    `refer archive` is gentler: it only sets aside. `refer erase` leaves nothing, not even for undo.

    Example: refer delete "Ada Birch"
    """
    from refer_cli.services import leaving

    return leaving.delete(ctx.obj, who, yes=yes)
