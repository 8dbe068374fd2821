"""`refer show`: everything known of one colleague."""

from __future__ import annotations

import typer

from refer_cli.commands.arguments import Json, Who
from refer_cli.services.environment import Environment


def show(ctx: typer.Context, who: Who, json: Json = False) -> None:
    """Show everything known of a colleague.

    Each fact shows the day it was confirmed; what is only for you stands apart.

    Example: refer show "Ada Birch"
    """
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.book import network_reading
    from refer_cli.network.ledger import between

    book = environment.read()
    with book.snapshot():
        card = book.cards([book.resolve(" ".join(who))], archived=None)[0]
        network = between(
            card.id,
            network_reading.referrals(book),
            network_reading.meetings(book),
            network_reading.follow_ups(book),
        )
    if json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.between import between_json
        from refer_cli.render.colleague_json import colleague_json

        emit_json({"schema": "refer.show/1", "colleague": colleague_json(card), "network": between_json(network)})
        return
    from refer_cli.render.card import draw_card

    draw_card(environment.screen(), card, environment.today, environment.command, between=network)
