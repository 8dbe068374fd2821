"""A colleague as JSON: every field of a card by its name, unknown as null and known none as an empty list."""

from __future__ import annotations

from typing import Any

from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS
from refer_cli.fields.spelling import write_value
from refer_cli.fields.values import Accepting, Item, Listing, Value


def colleague_json(card: Card) -> dict[str, Any]:
    """One colleague with every field of the catalogue.

    A list has its known denials under `<list>_denied` and `<list>_open` when what it lacks is unknown.
    `confirmed` holds the day of each field that was confirmed on another day than the row.
    """
    answer: dict[str, Any] = {"id": card.id}
    for field in FIELDS:
        value = card.values.get(field.name)
        if field.kind == "list":
            answer.update(_list_json(card, field.name, value))
        else:
            answer[field.name] = scalar_json(value)
    answer["archived"] = card.archived
    answer["as_of"] = card.as_of
    answer["source"] = card.source
    answer["confirmed"] = {name: dated.as_of for name, dated in card.dated.items() if dated.as_of != card.as_of}
    return answer


def value_json(value: Value | None) -> Any:
    """A value on its own, for a change: a list as its entries in CSV spelling."""
    if isinstance(value, Listing):
        return [f"{item.name} ({item.mark})" if item.mark else item.name for item in value.items]
    return scalar_json(value)


def scalar_json(value: Value | None) -> Any:
    """A value that is no list; an opening is written as in the CSV ("waitlist until 2027-03")."""
    return write_value("accepting", value) if isinstance(value, Accepting) else value


def _list_json(card: Card, name: str, value: Value | None) -> dict[str, Any]:
    if not isinstance(value, Listing):
        return {name: None}
    day = card.dating(name).as_of
    answer: dict[str, Any] = {name: [_entry(name, item, day) for item in value.affirmed]}
    if not value.affirmed and value.denials:
        answer[name] = None  # Only denials: what is so is not known.
    if value.denials:
        answer[f"{name}_denied"] = [item.name for item in value.denials]
    if value.open:
        answer[f"{name}_open"] = True
    return answer


def _entry(name: str, item: Item, day: str) -> Any:
    if name == "specialties":
        return {"name": item.name, "depth": item.mark, "as_of": item.as_of or day}
    if name == "panels":
        return {"name": item.name, "accepting": item.mark, "as_of": item.as_of or day}
    return item.name
