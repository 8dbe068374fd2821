"""`refer doctor`: the book looked over, and what is whole of a damaged one saved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.render.answer import Reply


def doctor(
    ctx: typer.Context,
    rescue: Annotated[
        Path | None,
        typer.Option("--rescue", metavar="NEW.db", help="Write what is whole of a damaged book to a new one."),
    ] = None,
) -> Reply:
    """Look the book over, and save what is whole of a damaged one.

    It says where the book lies, who can read it, and whether it is sound. A damaged book is left as it is; --rescue
    saves what is whole of it, and the journal's copy of the rest.

    Example: refer doctor
    """
    from refer_cli.services import book_health

    return book_health.saved(ctx.obj, rescue) if rescue is not None else book_health.looked_over(ctx.obj)
