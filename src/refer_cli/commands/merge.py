"""`refer merge`: two cards of one person made one."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.render.answer import Reply

Card = Annotated[
    str, typer.Argument(metavar="A", help="The card that stays: a name, or an id.", autocompletion=completing.who)
]
Other = Annotated[
    str, typer.Argument(metavar="B", help="The card that becomes part of it.", autocompletion=completing.who)
]


def merge(
    ctx: typer.Context,
    who: Card,
    other: Other,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: where they differ, A's word stays.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would become of them, and write nothing.")
    ] = False,
) -> Reply | None:
    """Make one card of two of the same person. The first stays, and nothing of the second is lost.

    What only B has fills A's card; lists are united. Where they differ, A's value stays unless you choose B's, and
    the other goes into the notes. Meetings, referrals, outcomes, follow-ups and all else of B are A's from then on.

    Example: refer merge 3 17
    """
    from refer_cli.services import merging_colleagues

    return merging_colleagues.merge(ctx.obj, who, other, yes=yes, dry_run=dry_run)
