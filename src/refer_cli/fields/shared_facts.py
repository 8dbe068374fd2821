"""What may be shared of a colleague, in words for another clinician: a few labelled lines, nothing private.

A printed directory, a web page and a contact's note are made of these lines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from refer_cli.fields.age import FRESH_DAYS, days_since
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.days import month_name
from refer_cli.fields.list_days import entry_day, shared_day
from refer_cli.fields.values import Item, Listing
from refer_cli.records import NamedTuple


class SharedFact(NamedTuple):
    """One line: what it is about, and the words."""

    label: str
    text: str


def shared_facts(card: Card, fields: Collection[str], today: date) -> tuple[SharedFact, ...]:
    """What these fields of a card say; a private one says nothing, and neither does one that is not known.

    Openings, panels and fees that were confirmed more than `FRESH_DAYS` days ago say of which month they are.
    """
    allowed = frozenset(name for name in fields if not BY_NAME[name].private)
    seen = Card(
        card.id,
        {name: value for name, value in card.values.items() if name in allowed},
        card.as_of,
        card.source,
        card.dated,
    )
    return tuple(SharedFact(label, text) for label, words in _LINES if (text := "; ".join(words(seen, today))))


def _entries(name: str) -> Callable[[Card, date], Iterator[str]]:
    def words(card: Card, _: date) -> Iterator[str]:
        listing = card.listing(name)
        if listing is not None and listing.items:
            yield _joined([_marked(item) for item in listing.affirmed])
            yield _denied(listing)

    return lambda card, today: filter(None, words(card, today))


def _marked(item: Item) -> str:
    return f"{item.name} ({item.mark})" if item.mark in ("certified", "trained", "full") else item.name


def _joined(words: list[str]) -> str:
    return ("; " if any("," in word for word in words) else ", ").join(words)


def _denied(listing: Listing) -> str:
    return _or_not([item.name for item in listing.denials])


def _or_not(names: list[str]) -> str:
    return f"not {' or '.join(names)}" if names else ""


def _aged(card: Card, name: str, today: date) -> str:
    return _old(card.dating(name).as_of, today)


def _old(day: str, today: date) -> str:
    return f" (as of {month_name(day)} {day[:4]})" if days_since(day, today) > FRESH_DAYS else ""


def _panels(card: Card, today: date) -> Iterator[str]:
    listing = card.listing("panels")
    if listing is None or (listing.open and not listing.items):
        return
    listed_on = card.dating("panels").as_of
    ages = {item: _old(entry_day(item, listed_on), today) for item in listing.items}
    # What is of one month says so once, at the end; else each entry that is old says it of itself.
    alike = shared_day(list(ages.values())) if ages else _old(listed_on, today)
    each = {item: age if alike is None else "" for item, age in ages.items()}
    words = [
        _joined([_with_age(_marked(item), each[item]) for item in listing.affirmed]),
        _or_not([_with_age(item.name, each[item]) for item in listing.denials]),
    ]
    said = "; ".join(filter(None, words)) or "takes no insurance"
    yield said + (", maybe others" if listing.open else "") + (alike or "")


def _with_age(words: str, age: str) -> str:
    """ "Aetna (full)" of May is "Aetna (full, as of May 2026)"."""
    return f"{words[:-1]}, {age[2:]}" if age and words.endswith(")") else words + age


def _openings(card: Card, today: date) -> Iterator[str]:
    accepting = card.accepting()
    if accepting is not None:
        until = f" until {_month(accepting.until)}" if accepting.until else ""
        words = {"yes": "takes new clients", "waitlist": "waitlist", "no": "no openings"}[accepting.status]
        yield words + until + _aged(card, "accepting", today)


def _month(day: str) -> str:
    return f"{int(day[8:])} {month_name(day)} {day[:4]}" if len(day) == 10 else f"{month_name(day)} {day[:4]}"


def _fee(card: Card, today: date) -> Iterator[str]:
    fee, lowest, places = card.number("fee"), card.number("fee_floor"), card.number("sliding_slots")
    if fee is not None:
        yield f"${fee}" + ("" if lowest is not None else _aged(card, "fee", today))
    if lowest is not None:
        yield f"lowest ${lowest}" + _aged(card, "fee_floor", today)
    if places is not None:
        number = {0: "no sliding place", 1: "1 sliding place"}.get(places, f"{places} sliding places")
        yield f"{number} open" + _aged(card, "sliding_slots", today)
    if card.flag("pro_bono"):
        yield "some pro bono"


def _where(card: Card, _: date) -> Iterator[str]:
    office, video = card.flag("in_person"), card.flag("telehealth")
    ways = [word for word, is_so in (("in the office", office), ("by video", video)) if is_so]
    if ways:
        only = " only" if len(ways) == 1 and False in (office, video) else ""
        yield " and ".join(ways) + only


def _licensed(card: Card, _: date) -> Iterator[str]:
    states, beyond = card.listing("license_states"), card.listing("authorities")
    if states is not None and states.names() == (card.text("state"),) and (beyond is None or not beyond.affirmed):
        return  # the office says it already
    for name in ("license_states", "authorities"):
        listing = card.listing(name)
        if listing is not None and listing.affirmed:
            yield ", ".join(listing.names())


def _text(name: str) -> Callable[[Card, date], Iterator[str]]:
    return lambda card, _: filter(None, (" ".join((card.text(name) or "").split()),))


def _languages(card: Card, _: date) -> Iterator[str]:
    listing = card.listing("languages")
    if listing is not None and listing.names() not in ((), ("English",)):
        yield _joined(list(listing.names()))


_LINES: tuple[tuple[str, Callable[[Card, date], Iterator[str]]], ...] = (
    ("Treats", _entries("specialties")),
    ("Approaches", _entries("approaches")),
    ("Sees", _entries("populations")),
    ("Languages", _languages),
    ("Style", _entries("styles")),
    ("Insurance", _panels),
    ("Openings", _openings),
    ("Fee", _fee),
    ("Sessions", _where),
    ("Licensed in", _licensed),
    ("Hours", _text("hours")),
    ("Access", _entries("accessibility")),
    ("Best reached", _text("contact_by")),
    ("Gender", _text("gender")),
    ("Faith", _text("faith")),
    ("Identity", _entries("identities")),
)
SHARED_LABELS = tuple(label for label, _ in _LINES)
NOTE_DAY = "As of "
"""How the last line of a contact's note begins, before the day of the card."""
