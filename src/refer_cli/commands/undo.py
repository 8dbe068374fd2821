"""`refer undo` and `refer redo`: the last change taken back, and done again."""

from __future__ import annotations

import typer

from refer_cli.render.answer import Reply


def undo(ctx: typer.Context) -> Reply:
    """Take back the last change.

    Run it again to take back the one before; `refer redo` does it again.

    Example: refer undo
    """
    from refer_cli.services import last_change

    return last_change.undo(ctx.obj)


def redo(ctx: typer.Context) -> Reply:
    """Do again what undo took back.

    Example: refer redo
    """
    from refer_cli.services import last_change

    return last_change.redo(ctx.obj)
