"""`refer lookup`: ask the public NPI registry for somebody."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.render.answer import Reply

LIMIT = 20


def lookup(
    ctx: typer.Context,
    who: Annotated[list[str], typer.Argument(metavar="WHO...", help="A name, or an NPI of ten digits.")],
    city: Annotated[str | None, typer.Option("--city", help="City of the practice.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="State of the practice.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, metavar="NUMBER", help="At most so many.")] = LIMIT,
) -> Reply:
    """Ask the public NPI registry for somebody.

    The registry is kept by CMS, a US agency: telephone, address, licences, NPI. The name and place are sent to it,
    nothing of your book. Nothing is stored.

    Example: refer lookup "Ada Birch" --state CO
    """
    from refer_cli.services import registry_lookup

    return registry_lookup.look_up(ctx.obj, " ".join(who), city, state, limit)
