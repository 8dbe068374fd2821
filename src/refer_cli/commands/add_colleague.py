"""`refer add-colleague`: a new colleague, from options or asked for on a terminal."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf
from refer_cli.commands.options import typed, with_card_options
from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply


def is_text(typed: str) -> bool:
    """Whether an argument is words to be understood, and not a plain name ("Ada Birch", "Mary Ann O'Neil")."""
    return typed == "-" or any(sign in ",;:@\n$|(" or sign.isdigit() for sign in typed) or len(typed.split()) > 5


@with_card_options()
def add_colleague(
    ctx: typer.Context,
    named: Annotated[
        str | None,
        typer.Argument(metavar="[NAME|TEXT|-]", help="First and last name, or a text that describes the colleague."),
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
    again: Annotated[bool, typer.Option("--again", help="Add a second colleague of the same name.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show from which words of a text each fact was understood.")
    ] = False,
    as_of: AsOf = None,
    **given: Any,
) -> Reply | None:
    """Put a colleague in the book.

    Without a name it asks, field by field; Enter skips. What is left out stays unknown. Words with a comma, a
    figure or more than five of them are a text: what it says is shown, and stored on Enter.

    Example: refer add-colleague "Ada Birch" --credential LMFT --city Denver --state CO --license-state CO
    --specialty "anxiety (certified)" --panel Aetna --fee 150 --fee-floor 90 --how-known met
    """
    options = typed(given)
    if source is not None or paste or (named is not None and is_text(named)):
        from refer_cli.services.capture_flow import TextOptions, add_from_text

        return add_from_text(ctx.obj, named, source, paste, TextOptions(yes, dry_run, options, as_of, again, explain))
    from refer_cli.services import new_colleague

    if dry_run:
        raise WrongUsage(
            "--dry-run needs a text to understand.", 'refer add-colleague "Ada Birch LMFT, Denver CO" --dry-run'
        )
    if named is not None and "name" in options:
        raise WrongUsage("The name was given twice.", "leave --name out")
    if named is not None:
        options["name"] = named
    return new_colleague.add(ctx.obj, options, as_of, again=again)
