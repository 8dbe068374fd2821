"""`refer give`: note that a client was offered some colleagues; who was chosen is heard later."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked
from refer_cli.commands.arguments import On, ReasonOption
from refer_cli.commands.asked import WhoAsked
from refer_cli.fields.days import day_or_today, parse_day
from refer_cli.network.labels import check_ledger_label
from refer_cli.render.answer import Reply

EXAMPLE = 'refer give A7 "Ada Birch" --reason moving'


def give(
    ctx: typer.Context,
    label: Annotated[
        str | None, typer.Argument(metavar="LABEL", help="Your own code for the client, never a name.")
    ] = None,
    who: WhoAsked = None,
    reason: ReasonOption = None,
    on: On = None,
    consent: Annotated[
        str | None,
        typer.Option("--consent", metavar="DAY", help="The day the client agreed that you speak with them."),
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Offer also whom you marked as do-not-refer.")] = False,
) -> Reply:
    """Note whom you offered to a client.

    Name everybody you offered, each in quotes. Who was chosen, and what came of it, is heard later with
    `refer outcome`. A second call for a client whose referral is still open adds to it.

    Example: refer give A7 "Ada Birch" "Flo Gum" --reason moving --consent today
    """
    from refer_cli.services import ledger_service

    today = ctx.obj.today
    code = check_ledger_label(asked.one(ctx.obj, label, "Your own code for the client, never a name", "LABEL", EXAMPLE))
    day = day_or_today(on, today, "--on")
    agreed = parse_day(consent, today, "--consent") if consent is not None else None
    names = asked.several(ctx.obj, who, "Whom did you offer (commas between names)", "WHO", EXAMPLE)
    return ledger_service.give(ctx.obj, code, names, reason, days=(day, agreed), anyway=anyway)
