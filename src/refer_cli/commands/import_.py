"""`refer import FILE`: a spreadsheet of colleagues or the NPI registry's monthly file into the book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.render.answer import Reply


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file; what it is shows from its first row.", metavar="FILE")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day on which the facts of a file without dates held."),
    ] = None,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Take the good rows of a file that has bad ones, and list those."),
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="TEXT", help="Only who has this in name, letters, practice, job or label; repeatable."
        ),
    ] = None,
    groups: Annotated[
        list[str] | None, typer.Option("--group", metavar="LABEL", help="Only who has this label; repeatable.")
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="Address book: everybody in it, without the list to tick from.")
    ] = False,
    all_taxonomies: Annotated[
        bool, typer.Option("--all-taxonomies", help="NPI registry: every person, not only mental health.")
    ] = False,
) -> Reply:
    """Bring in colleagues from a file: a CSV of your own, or the NPI registry's monthly file.

    A CSV has the fields' names as its first row (name, city, state, panels ...), in any order; several values
    in a cell are parted by ;. Importing a file twice changes nothing. One bad row refuses the whole file,
    unless --skip-bad is given.

    Example: refer import colleagues.csv --as-of 2026-09-01
    """
    from refer_cli.exchange.choosing import Wishes
    from refer_cli.services import import_flow

    wishes = Wishes(tuple(only or ()), tuple(groups or ()), everybody)
    how = import_flow.How(as_of, dry_run=dry_run, skip_bad=skip_bad, all_taxonomies=all_taxonomies, wishes=wishes)
    return import_flow.import_file(ctx.obj, file, how)
