"""`refer outcome`: what became of a colleague who was offered, and the next step where it came to nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import On
from refer_cli.network.words import OUTCOMES
from refer_cli.render.answer import Reply


def outcome(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="N", help="The referral's number, or its client label.")
    ] = None,
    said: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO] STATUS",
            help=f"Whom it is about, where several were offered; then one of {', '.join(OUTCOMES)}.",
            autocompletion=completing.among(*OUTCOMES),
        ),
    ] = None,
    on: On = None,
) -> Reply:
    """Note what came of a referral.

    no-capacity marks that colleague's openings as full; first-session-held completes the referral. What is noted
    of the same colleague afterwards corrects it, and takes back what it changed.

    A sentence is understood as well: refer outcome 31 "she called, first session next tuesday".

    Example: refer outcome 31 "Ada Birch" no-capacity
    """
    from refer_cli.services import outcomes

    return outcomes.note(ctx.obj, number, said or [], on)
