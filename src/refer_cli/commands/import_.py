"""`refer import FILE`: a spreadsheet of colleagues or the NPI registry's monthly file into the book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.fields.days import CONFIRMED, parse_day

if TYPE_CHECKING:
    from refer_cli.exchange.incoming import Source
    from refer_cli.fields.card import Card
    from refer_cli.render.import_report import Report
    from refer_cli.services.environment import Environment


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
    all_taxonomies: Annotated[
        bool, typer.Option("--all-taxonomies", help="NPI registry: every person, not only mental health.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")] = False,
) -> None:
    """Bring in colleagues from a file: a CSV of your own, or the NPI registry's monthly file.

    A CSV has the fields' names as its first row (name, city, state, panels ...), in any order; several values
    in a cell are parted by ;. Importing a file twice changes nothing. One bad row refuses the whole file,
    unless --skip-bad is given.

    Example: refer import colleagues.csv --as-of 2026-09-01
    """
    from refer_cli.exchange.formats import open_source
    from refer_cli.render.import_report import import_json, show_import

    environment: Environment = ctx.obj
    environment.json = json
    today = environment.today.isoformat()
    source = open_source(
        file,
        today,
        parse_day(as_of, environment.today, "--as-of", CONFIRMED) if as_of is not None else None,
        all_taxonomies,
    )
    report = _run(environment, source, file.name, dry_run, skip_bad)
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(import_json(report))
    else:
        show_import(report, str(file), environment.screen(), environment.command)


def _run(environment: Environment, source: Source, name: str, dry_run: bool, skip_bad: bool) -> Report:
    from refer_cli.render.import_report import clear_bar, progress_bar
    from refer_cli.services.import_flow import Importer

    today = environment.today.isoformat()
    progress = progress_bar(source.size)
    try:
        if dry_run:
            book = environment.read()
            return Importer(book, source, today, environment.gazetteer, _home(book.profile())).run(skip_bad, progress)
        writable = environment.write()
        home = _home(writable.profile())
        with writable.step(f"import {name}") as step:
            report = Importer(writable, source, today, environment.gazetteer, home, step).run(skip_bad, progress)
            step.what = f"import {name}: {report.added} added, {report.updated} updated"
        return report
    finally:
        clear_bar()


def _home(profile: Card | None) -> str | None:
    return profile.text("state") if profile is not None else None
