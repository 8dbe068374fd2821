"""`refer receive`: note a client whom a colleague sent, and put the thank-you on the list."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked
from refer_cli.commands.arguments import On, ReasonOption
from refer_cli.commands.asked import WhoAsked
from refer_cli.fields.days import day_or_today
from refer_cli.network.labels import check_ledger_label
from refer_cli.render.answer import Reply


def receive(
    ctx: typer.Context,
    who: WhoAsked = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="LABEL", help="Your own code for the client, never a name.")
    ] = None,
    reason: ReasonOption = None,
    on: On = None,
    new: Annotated[bool, typer.Option("--new", help="Put whoever sent the client in the book, by their name.")] = False,
) -> Reply:
    """Note a client whom a colleague sent you.

    The thank-you is put on your list, due in two days.

    Example: refer receive "Ada Birch" --label B12 --reason caseload-full --on yesterday
    """
    from refer_cli.services import received

    code = check_ledger_label(label) if label is not None else None
    day = day_or_today(on, ctx.obj.today, "--on")
    names = asked.words(ctx.obj, who, "Who sent you the client", "WHO", 'refer receive "Ada Birch"')
    return received.receive(ctx.obj, " ".join(names), code, reason, day, new=new)
