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
    forget_undo_before: Annotated[
        str | None,
        typer.Option("--forget-undo-before", metavar="DAY", help="Let undo forget what was changed before a day."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
) -> Reply | None:
    """Look the book over, and save what is whole of a damaged one.

    It says where the book and its copies lie, who can read it, whether each is whole, and whether the search says what
    the cards say; that it mends after a yes. For a damaged book it offers the newest good copy on a terminal; --rescue
    saves what is whole of it, and the journal's copy of the rest.

    It also says how far undo reaches back: 400 days, or the last 2,000 changes where those go further.
    --forget-undo-before drops what is older than a day, for good; the cards stay as they are.

    Example: refer doctor
    """
    if forget_undo_before is not None:
        from refer_cli.services import forgetting

        return forgetting.forget_undo_before(ctx.obj, forget_undo_before, yes=yes)
    from refer_cli.services import book_health

    return book_health.saved(ctx.obj, rescue) if rescue is not None else book_health.looked_over(ctx.obj, yes=yes)
