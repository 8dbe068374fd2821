"""`refer backup` and `refer restore`: the whole book as one checked file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.render.answer import Reply


def backup(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A file to make, or a folder: on a stick, for example."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> Reply:
    """Write the whole book to one checked file.

    It holds everything: cards, referrals, what is due, goals, groups, weights, your practice and what undo knows. Only
    you can read it; anybody can who gets hold of it, unless the book is locked. Without PATH it goes to the folder of
    copies beside the book.

    Example: refer backup my-practice.db
    """
    from refer_cli.services import backing_up

    return backing_up.backup(ctx.obj, path, force=force)


def restore(
    ctx: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="PATH|NUMBER", help="A backup, or the number of a copy; without it they are listed."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
) -> Reply | None:
    """Put back a backup, or a copy of the book. UNDO DOES NOT TAKE IT BACK.

    It shows first what would change. The book takes on everything as the copy has it, and a copy of the present one is
    kept before, which can be put back in the same way. Where no book is yet, on a new computer, it becomes the book.

    Example: refer restore my-practice.db
    """
    from refer_cli.services import restoring

    return restoring.restore(ctx.obj, what, yes=yes, dry_run=dry_run)
