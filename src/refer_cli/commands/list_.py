"""`refer list`: colleagues filtered by any field, sorted, with the columns that matter."""

from __future__ import annotations

from typing import Any

import typer

from refer_cli.commands.list_options import choice_of, with_list_options
from refer_cli.render.answer import Reply


@with_list_options
def list_(ctx: typer.Context, **given: Any) -> Reply:
    """List colleagues, filtered by any field.

    Filters of different fields must all hold; of one repeated filter, any; of several needs, all. `unknown` finds what
    is missing (--fee unknown), `none` a list known to be empty. To print or share the list, `refer export team.pdf`
    takes the same filters.

    Example: refer list --state CO --need trauma --insurance Aetna --sort last_contact
    """
    from refer_cli.services import card_lists

    return card_lists.list_colleagues(ctx.obj, choice_of(given))
