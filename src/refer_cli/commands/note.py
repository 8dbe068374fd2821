"""`refer note`: a line more of the notes of a colleague."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.render.answer import Reply


def note(
    ctx: typer.Context,
    noted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHO TEXT",
            help="Any unambiguous part of a name, or an id; then what to note.",
            autocompletion=completing.who,
        ),
    ] = None,
) -> Reply:
    """Add a line to your notes on a colleague.

    Notes are for you alone. refer show has them, refer edit WHO --notes writes them anew.

    Example: refer note "Ada Birch" "answers texts only"
    """
    from refer_cli.services import noting

    example = 'refer note "Ada Birch" "answers texts only"'
    return noting.note(ctx.obj, asked.words(ctx.obj, noted, "On whom", "WHO", example))
