"""`refer edit`: change what is known of a colleague."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands import asked
from refer_cli.commands.arguments import AsOf
from refer_cli.commands.asked import WhoAsked
from refer_cli.commands.options import typed, with_card_options
from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply


@with_card_options(lists_change=True)
def edit(
    ctx: typer.Context,
    who: WhoAsked = None,
    clear: Annotated[
        list[str] | None,
        typer.Option("--clear", metavar="FIELD", help="Make a field unknown again. Repeatable."),
    ] = None,
    as_of: AsOf = None,
    **given: Any,
) -> Reply | None:
    """Change what is known of a colleague.

    Without options it shows the card on a terminal and asks what has changed.

    --clear self-described forgets gender, faith and identities together.
    --panel X adds to a list, --no-panel X removes from it, --only-panel X replaces it, for every list.
    --note adds a line to your notes, --notes replaces them.
    What changed is dated today; `refer verify` also re-dates what stayed the same.

    Example: refer edit "Ada Birch" --panel Cigna --no-panel Aetna --fee 160
    """
    options = typed(given)
    named = " ".join(asked.words(ctx.obj, who, "Whom", "WHO", 'refer edit "Ada Birch" --fee 160'))
    if not options and not clear and ctx.obj.interactive:
        from refer_cli.services.edit_dialogue import edit_by_talk

        return edit_by_talk(ctx.obj, named, as_of)
    if not options and not clear:
        raise WrongUsage(
            "Nothing was given to change.",
            "for example refer edit WHO --fee 160; refer edit --help lists all",
        )
    from refer_cli.services import card_changes

    return card_changes.edit(ctx.obj, named, options, clear or [], as_of)
