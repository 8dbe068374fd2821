"""Whether somebody whom a text describes is in the book already, and under which id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from refer_cli.book.deduplication import described
from refer_cli.book.person_names import ONE_LETTER, SHORT_FORM, person_name, same_person_name, similar_names
from refer_cli.errors import Refused
from refer_cli.fields.card import Card
from refer_cli.fields.values import Value
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.writing import Step

SOURCE = "captured"


def recognised(environment: Environment, values: Mapping[str, Value]) -> Card | None:
    """The colleague whom the text is about: surely, by the rule of an import, else by name.

    What is said of somebody by name is said of the one whom the book knows by it, unless something tells them
    apart. Raises Refused where several people answer to it.
    """
    book = environment.read()
    if not book.exists:
        return None
    identities, who = book.identities(), described(SOURCE, None, values)
    numbers = [found.id for found in identities.same(who) if found.surely] or identities.namesakes(who)
    known = book.cards(numbers, archived=None) if numbers else []
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
    """Whether two names are spelled as one person's (see `person_names`)."""
    return same_person_name(person_name(name), person_name(other))


def similar_name(name: str, other: str) -> bool:
    """Whether two names are short and long forms of one, or one letter apart."""
    one, another = person_name(name), person_name(other)
    return one.key != another.key and similar_names(one, another) in (SHORT_FORM, ONE_LETTER)
