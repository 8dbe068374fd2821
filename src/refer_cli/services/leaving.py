"""A colleague taken out of the book: what goes is shown first, and undo brings it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from refer_cli.book import leaving
from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.render.answer import Reply
from refer_cli.render.asking import confirm, tell
from refer_cli.render.leaving import draw_deleted, draw_would_go
from refer_cli.render.screen import shell_word
from refer_cli.services.environment import Environment


def delete(environment: Environment, who: Iterable[str], *, yes: bool) -> Reply | None:
    """Take colleagues out of the book, in one step; None where it was not done after all.

    Raises NoSuchColleague, WrongUsage where nobody can be asked, Refused where a card was changed meanwhile.
    """
    reading = environment.read()
    with reading.snapshot():
        ids = list(dict.fromkeys(reading.resolve(name) for name in who))
        people = [(card, leaving.leaving(reading, card.id)) for card in reading.cards(ids, archived=None)]
    if not yes:
        called = [shell_word(reading.called(card.id, card.name)) for card, _ in people]
        named = " ".join(called)
        if not environment.interactive:
            raise WrongUsage(
                "To delete somebody needs a yes.",
                f"{environment.command} delete {named} --yes; {environment.command} archive {named} only sets aside",
            )
        draw_would_go(environment.screen(), people, called, environment.command)
        if not confirm("Delete?" if len(people) == 1 else f"Delete these {len(people)}?", default=False):
            tell("Nothing was changed.")
            return None
    _write(environment, [card for card, _ in people])
    return Reply(
        "delete",
        lambda: {"deleted": [_as_json(card, held) for card, held in people]},
        lambda screen: draw_deleted(screen, people, environment.command, shown=not yes),
    )


def _write(environment: Environment, cards: list[Card]) -> None:
    names = ", ".join(card.name for card in cards)
    with environment.write().step(f"delete {names}") as step:
        for card in cards:
            if step.book.cards([card.id], archived=None) != [card]:
                raise Refused(f"Another refer changed {card.name} meanwhile.", "look at the card again, then delete it")
            leaving.take_out(step, card.id)


def _as_json(card: Card, held: leaving.Leaving) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "gone": {
            "meetings": held.meetings,
            "follow_ups": held.follow_ups,
            "groups": held.groups,
            "ties": held.ties,
        },
        "kept_without_name": {"offers": held.offers, "outcomes": held.outcomes, "received": held.received},
    }
