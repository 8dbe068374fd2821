"""Accepted facts as the values of a card, and how an open list of them joins what the book holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from refer_cli.capture.found import STORED, Fact, Person
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.notes import with_typed
from refer_cli.fields.spelling import parse_item, parse_value
from refer_cli.fields.values import Item, Listing, Value, added


def settled(person: Person) -> tuple[Fact, ...]:
    """The facts that are stored without a question: what is written, and what is denied."""
    return tuple(fact for fact in person.facts if fact.sure in STORED)


def open_questions(person: Person) -> tuple[Fact, ...]:
    """The facts that are stored only on a yes: assumed ones, unsure ones and conflicts."""
    return tuple(fact for fact in person.facts if fact.sure not in STORED)


def values_of(facts: Iterable[Fact]) -> dict[str, Value]:
    """The facts by field. A list is open: a text says what it says, and what it leaves out is unknown."""
    values: dict[str, Value] = {}
    items: dict[str, list[Item]] = {}
    for fact in facts:
        if BY_NAME[fact.field].kind != "list":
            value = parse_value(fact.field, fact.value).value
            if value is not None:
                values.setdefault(fact.field, value)
        elif fact.value == "none":
            values[fact.field] = Listing()
        else:
            items.setdefault(fact.field, []).append(parse_item(fact.field, fact.value, forgiving=True)[0])
    for field, entries in items.items():
        if field not in values:
            values[field] = added(Listing((), True), tuple(entries))
    return values


def joined(values: Mapping[str, Value], before: Mapping[str, Value], day: str) -> dict[str, Value]:
    """The values as they stand on a card that is in the book: entries are put into its lists, dated `day`.

    An entry without a mark keeps the one that it had, unless that was a no. Notes only grow.
    """
    result: dict[str, Value] = {}
    for field, value in values.items():
        had = before.get(field)
        if field == "notes" and isinstance(had, str):
            result[field] = with_typed(had, str(value))
            continue
        if not isinstance(value, Listing) or not isinstance(had, Listing) or not value.items:
            result[field] = value
            continue
        entries = []
        for item in value.items:
            old = had.find(item.name)
            mark = (
                old.mark
                if old is not None and item.mark is None and not old.denied and old.mark != "full"
                else item.mark
            )
            entries.append(Item(item.name, mark, day))
        result[field] = added(had, tuple(entries))
    return result
