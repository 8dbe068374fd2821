"""`refer add-colleague`: a new colleague, from options or asked for on a terminal."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf
from refer_cli.commands.options import typed, with_card_options
from refer_cli.render.answer import Reply


@with_card_options()
def add_colleague(
    ctx: typer.Context,
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME|TEXT|-]", help="First and last name, or a text that describes the colleague (- reads it)."
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Understand a text, mail, page or vCard (- for standard input)."),
    ] = None,
    paste: Annotated[bool, typer.Option("--paste", help="Understand what is in the clipboard.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Store what a text says without asking; what is unsure is left out.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what a text says and store nothing.")] = False,
    keep_rest: Annotated[
        bool, typer.Option("--keep-rest", help="Keep what is not understood of a text as a note.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Add a second colleague of the same name.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show from which words of a text each fact was understood.")
    ] = False,
    as_of: AsOf = None,
    **given: Any,
) -> Reply | None:
    """Put a colleague in the book.

    Alone it takes a line or a paste at a prompt, or a name, and asks field by field; Enter skips. What is left out
    stays unknown. Words that say more than a name (letters, a city, a panel, a verb) are a text: what it says is
    shown, and stored on Enter. In single quotes the shell leaves $ alone.

    Example: refer add-colleague "Ada Birch" --credential LMFT --city Denver --state CO --license-state CO
    --specialty "anxiety (certified)" --panel Aetna --fee 150 --fee-floor 90 --how-known met
    """
    from refer_cli.services import adding
    from refer_cli.services.text_options import TextOptions

    wanted = TextOptions(yes, dry_run, typed(given), as_of, again, explain, keep_rest)
    return adding.add(ctx.obj, named or (), source, paste, wanted)
