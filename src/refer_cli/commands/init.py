"""`refer init`: my own practice, which gives the default place, my circle and what I have tried."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf
from refer_cli.commands.options import typed, with_card_options
from refer_cli.fields.catalogue import ABOUT_OTHERS
from refer_cli.render.answer import Reply


@with_card_options(leave_out=ABOUT_OTHERS)
def init(
    ctx: typer.Context,
    named: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Your name.")] = None,
    as_of: AsOf = None,
    **given: Any,
) -> Reply:
    """Describe your own practice.

    On a terminal it asks; Enter skips. Run it again to change only what you give; a list you give replaces
    the one before. It stays in your book and is never shown to a client.

    Example: refer init --name "Sam Roe" --credential LCSW --city Portland --state OR --license-state OR
    """
    from refer_cli.services import practice

    options = typed(given)
    if named is not None:
        options["name"] = named
    return practice.describe(ctx.obj, options, as_of)
