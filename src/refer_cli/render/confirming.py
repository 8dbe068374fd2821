"""The command that confirms what has grown old of a colleague as the book has it, and no other fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from refer_cli.fields.age import FRESH_DAYS
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.spelling import write_value
from refer_cli.fields.values import Listing
from refer_cli.render.screen import shell_word


def verify_command(command: str, card: Card, facts: Sequence[str], today: date) -> str:
    """`refer verify` with the faded of these facts as they stand; of a list only the entries that are old."""
    before = (today - timedelta(days=FRESH_DAYS)).isoformat()
    words = [command, "verify", shell_word(card.name)]
    for name in facts:
        for value in _old(card, name, before):
            words += [BY_NAME[name].option, shell_word(value)]
    return " ".join(words)


def _old(card: Card, name: str, before: str) -> list[str]:
    """The values of a field that were last confirmed by `before`, each as the option takes it."""
    value = card.values.get(name)
    if not isinstance(value, Listing):
        return [write_value(name, value)] if value is not None else []
    if not value.items:
        return [write_value(name, value)]
    listed_on = card.dating(name).as_of
    return [write_value(name, Listing((item,))) for item in value.items if (item.as_of or listed_on) <= before]
