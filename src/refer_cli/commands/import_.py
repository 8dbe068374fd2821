"""`refer import FILE`: a list of colleagues, or what a registry or another program wrote, into the book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.render.answer import Reply


def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(help="The file, or - for standard input; what it is shows from its content.", metavar="FILE"),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day on which the facts of a file without dates held."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help='What a column is: "Rate=fee", "Hobby=notes", "Fax=-" to leave it out; repeatable.',
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take the columns as they are understood, unasked.")] = False,
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
    city: Annotated[str | None, typer.Option("--city", help="With npi: the city of the practice.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="With npi: its state.")] = None,
    zip_code: Annotated[str | None, typer.Option("--zip", metavar="ZIP", help="With npi: its ZIP.")] = None,
    need: Annotated[
        str | None, typer.Option("--need", help="With npi: only the kinds of clinician for it, where they differ.")
    ] = None,
    npi: Annotated[str | None, typer.Option("--npi", metavar="NUMBER", help="With npi: this one person.")] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", hidden=True, help="Does nothing any more.")] = False,
) -> Reply:
    """Bring in colleagues from a file: your own list as it is, or what a registry or another program wrote.

    A list may be .xlsx, .ods or CSV, with headings of your own; what each column becomes is shown, and asked on a
    terminal. Words that are not understood go into the notes, and are named. Importing a file twice changes nothing.

    `refer import npi --city Denver --state CO` asks the public NPI registry (CMS) for everybody in mental health there.

    Example: refer import "my list.xlsx" --map "Rate=fee"
    """
    from refer_cli.errors import WrongUsage
    from refer_cli.exchange.choosing import Wishes
    from refer_cli.services import import_flow, registry_lookup

    wishes = Wishes(tuple(only or ()), tuple(groups or ()), everybody)
    how = import_flow.How(as_of, dry_run, all_taxonomies, wishes, tuple(columns or ()), yes)
    asked = registry_lookup.Asked(city, state, zip_code, need, npi)
    if str(file) == "npi" and not file.exists():
        return import_flow.import_registry(ctx.obj, asked, how)
    if any(asked):
        raise WrongUsage("A place, a need or an NPI is asked of the registry only.", "refer import npi --city Denver")
    return import_flow.import_file(ctx.obj, file, how)
