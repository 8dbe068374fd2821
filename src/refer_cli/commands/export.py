"""`refer export FILE.csv`: the whole book as a spreadsheet that comes back in as the same book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.render.answer import Reply


def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The CSV file to write.", metavar="FILE.csv")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> Reply:
    """Write every colleague with every field and date to a CSV file, archived ones too.

    Importing the file into an empty book gives the same colleagues again. It holds private facts (trust,
    notes, ties): keep it as safe as the book.

    Example: refer export colleagues.csv
    """
    from refer_cli.services import exporting

    return exporting.export(ctx.obj, file, force)
