"""`refer doubles`: pairs in the book that may be one person."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.render.answer import Reply


def doubles(
    ctx: typer.Context,
    not_same: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--not",
            metavar="A B",
            help="These two are not the same person: they are listed no more.",
            autocompletion=completing.who,
        ),
    ] = None,
) -> Reply:
    """List who may be in the book twice, and why.

    On a terminal each pair is shown side by side: merge it, say that it is not the same person, or skip it.

    Example: refer doubles --not 3 17
    """
    from refer_cli.services import doubles as service

    if not_same is not None:
        return service.not_the_same(ctx.obj, *not_same)
    return service.doubles(ctx.obj)
