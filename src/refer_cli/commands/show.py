"""`refer show`: everything known of one colleague."""

from __future__ import annotations

import typer

from refer_cli.commands.arguments import Who
from refer_cli.render.answer import Reply


def show(ctx: typer.Context, who: Who) -> Reply:
    """Show everything known of a colleague.

    Each fact shows the day it was confirmed; what is only for you stands apart.

    Example: refer show "Ada Birch"
    """
    from refer_cli.services import card

    return card.show(ctx.obj, " ".join(who))
