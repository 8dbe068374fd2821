"""Going through a colleague's panels, fees and openings on a terminal, as one would on the telephone."""

from __future__ import annotations

from datetime import date

from refer_cli.errors import BadValue
from refer_cli.fields.card import Card
from refer_cli.fields.spelling import SpellingContext, write_value
from refer_cli.fields.values import NO, Item, Listing, Value, added
from refer_cli.render.asking import choose, complain, until_understood
from refer_cli.render.wording import label, spoken
from refer_cli.services.typed_values import Entered, field_typed
from refer_cli.vocabulary.normaliser import vocabulary

SCALARS = ("accepting", "fee", "fee_floor", "sliding_slots")


def walk_through(card: Card, day: str, today: date) -> tuple[dict[str, Value | None], frozenset[str]]:
    """What was confirmed or corrected, and the fields to re-date; None is a value that is not known any more.

    `s` leaves a fact as old as it is, and `n` asks what is so instead.
    """
    values: dict[str, Value | None] = {}
    panels = card.listing("panels")
    context = SpellingContext(card.text("state"), today)
    if panels is not None and panels.items:
        now = Listing((), panels.open)
        for item in panels.items:
            now = added(
                now, tuple(new for new in _panel(item, day, context) if new == item or now.find(new.name) is None)
            )
        values["panels"] = now
    redate = set()
    for name in SCALARS:
        if name in values:
            continue
        for field, value in _scalar(card, name, today).items():
            values[field] = value
            redate.add(field)
    return values, frozenset(redate)


def _panel(item: Item, day: str, context: SpellingContext) -> tuple[Item, ...]:
    """What stands in the list now in place of this entry; a word of nobody's vocabulary is asked about as such."""
    is_own = not vocabulary("insurer").understand(item.name, context.state).known
    if is_own:
        question = f'"{item.name}" stands here as you typed it. Still so? [Y/n/s, or the plans it means]'
    elif item.denied:
        question = f"Still not on {item.name}? [Y/n/s]"
    else:
        question = f"Still on {item.name}? [Y/n/full/s]"

    def understood(answer: str) -> tuple[Item, ...] | None:
        folded = answer.casefold()
        if folded in ("s", "skip"):
            return (item,)
        if folded in ("", "y", "yes"):
            return (Item(item.name, item.mark, day),)
        if folded in ("n", "no"):
            return _instead(item, day, context, is_own)
        if folded in ("full", "open"):
            return (Item(item.name, folded, day),)
        if is_own:
            return _plans(answer, day, context)
        complain("y confirms, n asks what is so now, full closes the panel, s skips")
        return None

    return until_understood(lambda: choose(question), understood)


def _instead(item: Item, day: str, context: SpellingContext, is_own: bool) -> tuple[Item, ...]:
    """What is so where an entry is not: its opposite on Enter (a word of her own is dropped), or what is named."""
    if is_own:
        question = "What is so? (the plans; Enter drops it)"
        opposite: tuple[Item, ...] = ()
    elif item.denied:
        question = f"On {item.name} now? (Enter yes; or full, or the plan that is meant)"
        opposite = (Item(item.name, None, day),)
    else:
        question = f"No longer on {item.name}? (Enter yes; or full, or the plan it is now)"
        opposite = (Item(item.name, NO, day),)

    def understood(answer: str) -> tuple[Item, ...] | None:
        folded = answer.casefold()
        if folded in ("", "y", "yes"):
            return opposite
        if folded in ("full", "open"):
            return (Item(item.name, folded, day),)
        if folded in ("n", "no"):
            return (Item(item.name, item.mark, day),)
        return _plans(answer, day, context)

    return until_understood(lambda: choose(question), understood)


def _plans(answer: str, day: str, context: SpellingContext) -> tuple[Item, ...]:
    """The panels that were named. Raises BadValue and UnknownWord."""
    value = field_typed("panels", answer, context, interactive=True).values.get("panels")
    if not isinstance(value, Listing) or not value.items:
        raise BadValue(f'"{answer}" names no plan.', "")
    return tuple(Item(item.name, item.mark, day) for item in value.items)


def _scalar(card: Card, name: str, today: date) -> dict[str, Value | None]:
    """The confirmed or new value, none where it was skipped; "150 (SS to 90)" gives the lowest fee as well."""
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
        question = f"{label(name).capitalize()}: still {spoken(name, present)}? [Y/n/{words}/s]"
    context = SpellingContext(None, today)

    def understood(answer: str) -> Entered:
        folded = answer.casefold()
        if folded in ("s", "skip") or (present is None and not answer):
            return Entered({}, ())
        # The words yes and no are answers of their own where it is asked whether they take clients.
        if not answer or (present is not None and (folded == "y" or (folded == "yes" and name != "accepting"))):
            return Entered({name: present}, ())
        if present is not None and (folded == "n" or (folded == "no" and name != "accepting")):
            return until_understood(
                lambda: choose(f"{label(name).capitalize()} now ({words}; Enter if you do not know):"),
                lambda now: field_typed(name, now, context, interactive=True) if now else Entered({name: None}, ()),
            )
        return field_typed(name, answer, context, interactive=True)

    remark = f"; now it is {write_value(name, present) or 'unknown'}"
    return until_understood(lambda: choose(question), understood, remark).values
