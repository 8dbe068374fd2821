"""`refer verify`: facts of a colleague confirmed, as they stand or anew; only those that are named."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf, Who
from refer_cli.commands.options import typed, with_card_options
from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply


@with_card_options()
def verify(
    ctx: typer.Context,
    who: Who,
    everything: Annotated[bool, typer.Option("--all", help="Confirm every practice fact as it stands.")] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FILE", help="Take the facts from a text, mail, page or vCard (- for standard input)."
        ),
    ] = None,
    paste: Annotated[bool, typer.Option("--paste", help="Take the facts from the clipboard.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store what a text says without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what a text says and store nothing.")] = False,
    keep_rest: Annotated[
        bool, typer.Option("--keep-rest", help="Keep what is not understood of a text as a note.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show from which words of a text each fact was understood.")
    ] = False,
    as_of: AsOf = None,
    **given: Any,
) -> Reply:
    """Confirm facts of a colleague as of today.

    Only the facts that are named move: one panel of a list leaves the others as old as they are. Without
    facts it goes through panels, fees and openings on a terminal.

    Example: refer verify "Ada Birch" --panel Aetna --accepting "waitlist until 2027-03"
    """
    options = typed(given)
    if source is not None or paste:
        from refer_cli.services.capture_flow import change_from_text
        from refer_cli.services.text_options import TextOptions

        if everything:
            raise WrongUsage("--all and a text cannot go together.", "first --all, then the text")
        wanted = TextOptions(yes, dry_run, options, as_of, explain=explain, keep_rest=keep_rest)
        return change_from_text(ctx.obj, " ".join(who), source, paste, wanted)
    from refer_cli.services import card_changes

    return card_changes.verify(ctx.obj, " ".join(who), options, as_of, everything=everything, dry_run=dry_run)
