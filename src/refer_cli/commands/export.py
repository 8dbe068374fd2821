"""`refer export FILE`: colleagues as a file to share, or everything for oneself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from refer_cli.commands.list_options import choice_of, with_list_options
from refer_cli.render.answer import Reply


@with_list_options
def export(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            help="What it ends in says what it becomes: .csv, .xlsx, .vcf, .html, .pdf; - is CSV on standard output.",
            metavar="FILE",
        ),
    ],
    private: Annotated[
        bool,
        typer.Option("--private", help="Everything, archived ones too, for yourself alone (.csv, .xlsx)."),
    ] = False,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="Heads a .pdf or .html, labels the contacts of a .vcf."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    **given: Any,
) -> Reply:
    """Write colleagues to a file: to share, to print, or for your phone.

    A .pdf or .html is a directory, a .vcf contacts for a phone, a .csv or .xlsx a table that refer import takes. It
    takes the filters of refer list. Nothing private is in it: no trust, notes, ties, groups, tags, how you know them,
    and nobody archived or whom you do not refer to. Gender, faith and identities are in it only if --columns asks.

    With --private it holds everything on the cards. Importing that into an empty book gives the same colleagues.

    Example: refer export team.pdf --city Denver --accepting yes
    """
    from refer_cli.services import exporting

    return exporting.export(ctx.obj, file, choice_of(given), exporting.Wanted(private, title, force))
