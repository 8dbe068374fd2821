"""`refer where`: the path of the book."""

from __future__ import annotations

import typer

from refer_cli.render.answer import Reply


def where(ctx: typer.Context) -> Reply:
    """Say where the book lies.

    And whether there is one yet, and its copies. `refer doctor` looks it over.

    Example: refer where
    """
    from refer_cli.services.book_place import where

    return where(ctx.obj)
