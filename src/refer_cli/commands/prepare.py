"""`refer prepare`: what to tell the client, the sheet that they take home, and the letter to the colleague."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.request_options import with_request_options
from refer_cli.matching.options import TypedRequest
from refer_cli.render.answer import Reply


@with_request_options("prepare")
def prepare(
    ctx: typer.Context,
    typed: TypedRequest,
    colleague: Annotated[
        list[str] | None,
        typer.Option(
            "--colleague",
            metavar="WHO",
            help="Prepare for this colleague, whatever the ranking says. Repeatable.",
            autocompletion=completing.who,
        ),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", metavar="FILE", help="Write the client's options: .txt, .md, .html or .pdf."),
    ] = None,
    sheet_language: Annotated[
        str | None, typer.Option("--sheet-language", metavar="CODE", help="Language of the sheet: en or es.")
    ] = None,
    large_print: Annotated[bool, typer.Option("--large-print", help="A sheet in large print (.html, .pdf).")] = False,
    letter: Annotated[
        Path | None,
        typer.Option("--letter", metavar="FILE", help="Write the letter to each colleague: .txt or .eml."),
    ] = None,
    mailto: Annotated[bool, typer.Option("--mailto", help="Print the letter as a link for a mail program.")] = False,
    consent: Annotated[
        str | None,
        typer.Option(
            "--consent", metavar="DATE", help="Day the client agreed to the letter; without it, it says nothing."
        ),
    ] = None,
    give: Annotated[
        str | None,
        typer.Option(
            "--give", metavar="LABEL", help="Note in the ledger that these were offered; your own code, never a name."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> Reply:
    """Prepare the client: what to say, whom to offer, what to hand over.

    Whom to offer comes from the options of refer suggest, or from --colleague. Nothing is ever sent.
    With --give the ledger notes whom you offered, as refer give does.

    For example: refer prepare --reason moving --city Denver --need anxiety --sheet options.pdf
    """
    from refer_cli.services import preparation
    from refer_cli.services.handout_files import HandoutFiles

    files = HandoutFiles(sheet, sheet_language, large_print, letter, mailto, consent, force, give)
    return preparation.prepare(ctx.obj, typed, colleague or (), files)
