"""`refer find`: full text over names, practices, notes and needs."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.render.answer import Reply

LIMIT = 50


def find(
    ctx: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Words, or their beginnings: all must be there.")
    ],
    everybody: Annotated[bool, typer.Option("--all", help="The archived too.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="NUMBER", help="At most so many.")] = LIMIT,
) -> Reply:
    """Search names, practices, notes and needs.

    Example: refer find school refusal
    """
    from refer_cli.services import card_lists

    return card_lists.find(ctx.obj, " ".join(text), everybody, limit)
