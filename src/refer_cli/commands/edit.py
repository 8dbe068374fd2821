"""`refer edit`: change what is known of a colleague."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf, Who
from refer_cli.commands.options import typed, with_card_options
from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply


@with_card_options(lists_change=True)
def edit(
    ctx: typer.Context,
    who: Who,
    clear: Annotated[
        list[str] | None,
        typer.Option("--clear", metavar="FIELD", help="Make a field unknown again. Repeatable."),
    ] = None,
    as_of: AsOf = None,
    **given: Any,
) -> Reply:
    """Change what is known of a colleague.

    --clear self-described forgets gender, faith and identities together.
    --panel X adds to a list, --no-panel X removes from it, --only-panel X replaces it, for every list.
    What changed is dated today; `refer verify` also re-dates what stayed the same.

    Example: refer edit "Ada Birch" --panel Cigna --no-panel Aetna --fee 160
    """
    from refer_cli.services import card_changes

    options = typed(given)
    if not options and not clear:
        raise WrongUsage(
            "Nothing was given to change.",
            "for example refer edit WHO --fee 160; refer edit --help lists all",
        )
    return card_changes.edit(ctx.obj, " ".join(who), options, clear or [], as_of)
