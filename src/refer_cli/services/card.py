"""Everything that the book knows of one colleague."""

from __future__ import annotations

from refer_cli.book import network_reading
from refer_cli.exchange.source_titles import SOURCE_TITLES
from refer_cli.network.ledger import between
from refer_cli.render.answer import Reply
from refer_cli.render.between import between_json
from refer_cli.render.card import draw_card
from refer_cli.render.colleague_json import colleague_json
from refer_cli.services.environment import Environment


def show(environment: Environment, who: str) -> Reply:
    """Everything known of one colleague. Raises NoSuchColleague."""
    book = environment.read()
    with book.snapshot():
        card = book.cards([book.resolve(who)], archived=None)[0]
        network = between(
            card.id,
            network_reading.referrals(book),
            network_reading.meetings(book),
            network_reading.follow_ups(book),
        )
    return Reply(
        "show",
        lambda: {"colleague": colleague_json(card), "network": between_json(network)},
        lambda screen: draw_card(
            screen,
            card,
            environment.today,
            environment.command,
            between=network,
            source_title=_source_title(card.source),
        ),
    )


def _source_title(source: str) -> str:
    if source == "me":
        return ""
    return SOURCE_TITLES.get(source, source)
