"""Going through a colleague's panels, fees and openings on a terminal, as one would on the telephone."""

from __future__ import annotations

from datetime import date

from refer_cli.fields.card import Card
from refer_cli.fields.spelling import SpellingContext, write_value
from refer_cli.fields.values import NO, Item, Listing, Value
from refer_cli.render.asking import choose, complain, until_understood
from refer_cli.render.wording import label, spoken
from refer_cli.services.typed_values import Entered, field_typed

SCALARS = ("accepting", "fee", "fee_floor", "sliding_slots")


def walk_through(card: Card, day: str, today: date) -> tuple[dict[str, Value | None], frozenset[str]]:
    """What was confirmed or corrected, and the fields to re-date. `s` leaves a fact as old as it is."""
    values: dict[str, Value | None] = {}
    panels = card.listing("panels")
    if panels is not None and panels.items:
        values["panels"] = Listing(tuple(_panel(item, day) for item in panels.items), panels.open)
    redate = set()
    for name in SCALARS:
        if name in values:
            continue
        for field, value in _scalar(card, name, today).items():
            if value is not None:
                values[field] = value
                redate.add(field)
    return values, frozenset(redate)


def _panel(item: Item, day: str) -> Item:
    question = f"Still not on {item.name}? [Y/n/s]" if item.denied else f"Still on {item.name}? [Y/n/full/s]"

    def understood(answer: str) -> Item | None:
        if answer in ("s", "skip"):
            return item
        if answer in ("", "y", "yes"):
            return Item(item.name, item.mark, day)
        if answer in ("n", "no"):
            return Item(item.name, None if item.denied else NO, day)
        if answer in ("full", "open"):
            return Item(item.name, answer, day)
        complain("y confirms, n corrects, full closes the panel, s skips")
        return None

    return until_understood(lambda: choose(question).casefold(), understood)


def _scalar(card: Card, name: str, today: date) -> dict[str, Value | None]:
    """The confirmed or new value, None where it was skipped; "150 (SS to 90)" gives the lowest fee as well."""
    present = card.values.get(name)
    words = {
        "accepting": "yes/waitlist/no",
        "fee": "dollars",
        "fee_floor": "dollars",
        "sliding_slots": "number",
    }[name]
    if present is None:
        question = f"{label(name).capitalize()} is not known ({words}, Enter skips):"
    else:
        question = f"{label(name).capitalize()}: still {spoken(name, present)}? [Y/{words}/s]"

    def understood(answer: str) -> Entered:
        folded = answer.casefold()
        if folded in ("s", "skip"):
            return Entered({name: None}, ())
        # The word yes is an answer of its own where it is asked whether they take clients.
        if not answer or (present is not None and (folded == "y" or (folded == "yes" and name != "accepting"))):
            return Entered({name: present}, ())
        return field_typed(name, answer, SpellingContext(None, today), interactive=True)

    remark = f"; now it is {write_value(name, present) or 'unknown'}"
    return until_understood(lambda: choose(question), understood, remark).values
