"""`refer find`: anything that stands on a card, in any spelling."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.render.answer import Reply

LIMIT = 20


def find(
    ctx: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="Words, numbers or addresses, whole or begun: all must be there."),
    ],
    everybody: Annotated[bool, typer.Option("--all", help="The archived too.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="NUMBER", help="At most so many.")] = LIMIT,
) -> Reply:
    """Search names, numbers, places, needs and notes.

    Panels, age groups and e-mail addresses too. Spelling does not matter: oneil finds O'Neil, St. Paul finds Saint
    Paul, teens the age group. A telephone number may be written in any way, or only its last digits.

    Example: refer find teens denver aetna
    """
    from refer_cli.services import finding

    return finding.find(ctx.obj, " ".join(text), everybody, limit)
