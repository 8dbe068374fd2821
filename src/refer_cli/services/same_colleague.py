"""Whether somebody whom a text describes is in the book already, and under which id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from refer_cli.errors import Refused
from refer_cli.fields.card import Card
from refer_cli.fields.values import Value
from refer_cli.services.environment import Environment
from refer_cli.vocabulary.normaliser import fold

if TYPE_CHECKING:
    from refer_cli.book.writing import Step

SOURCE = "captured"


def recognised(environment: Environment, values: Mapping[str, Value]) -> Card | None:
    """The colleague whom the text is about, by NPI or e-mail, else by name where nothing speaks against it.

    Raises Refused where several people answer to it.
    """
    book = environment.read()
    if not book.exists:
        return None
    known: list[Card] = []
    name = values.get("name")
    identities = book.identities()
    from refer_cli.exchange.formats import sources

    sure = {field: values[field] for field in ("npi", "email") if field in values}
    for source in sorted(sources()):
        number = identities.same(source, None, sure) if sure else None
        if number is not None:
            known = book.cards([number], archived=None)
            break
    if not known and isinstance(name, str):
        numbers = [row[0] for row in book.names() if same_name(row[1], name)]
        known = [card for card in book.cards(numbers, archived=None) if not _elsewhere(card, values)] if numbers else []
    if len(known) > 1:
        listed = ", ".join(f"id {card.id}" for card in known)
        raise Refused(
            f"Several colleagues are called {known[0].name} ({listed}).",
            "refer verify ID --from FILE says which; --again adds another",
        )
    return known[0] if known else None


def refuse_newcomer(step: Step, name: str) -> None:
    """Raise Refused where another process put somebody of this name in while this one asked and looked."""
    for number, newcomer in step.book.added_since(step.book.before):
        if same_name(newcomer, name):
            raise Refused(
                f"Another refer put {newcomer} in the book at the same moment (id {number}).",
                f"refer show {number} shows the card; --again adds a second colleague of this name",
            )


def same_name(name: str, other: str) -> bool:
    """Whether two names are one person's: alike, or alike in first and last name."""
    first, second = fold(name).split(), fold(other).split()
    if not first or not second:
        return False
    return first == second or (len(first) > 1 and len(second) > 1 and (first[0], first[-1]) == (second[0], second[-1]))


def _elsewhere(card: Card, values: Mapping[str, Value]) -> bool:
    """Whether the same name belongs to somebody else: another NPI, or an office in another state."""
    return any(
        field in card.values and field in values and card.values[field] != values[field] for field in ("npi", "state")
    )
