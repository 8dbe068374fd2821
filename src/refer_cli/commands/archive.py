"""`refer archive` and `refer unarchive`: set colleagues aside, and bring them back."""

from __future__ import annotations

import typer

from refer_cli.commands.arguments import Who
from refer_cli.render.answer import Reply


def archive(ctx: typer.Context, who: Who) -> Reply:
    """Set colleagues aside without deleting them.

    They are left out of lists and suggestions, and keep everything known of them.

    Example: refer archive "Ada Birch" "Flo Gum"
    """
    from refer_cli.services import archiving

    return archiving.archive(ctx.obj, who)


def unarchive(ctx: typer.Context, who: Who) -> Reply:
    """Bring archived colleagues back.

    Example: refer unarchive "Ada Birch"
    """
    from refer_cli.services import archiving

    return archiving.unarchive(ctx.obj, who)
