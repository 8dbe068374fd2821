"""A directory of colleagues to print or to pass on: who, how to reach them, whom they treat; nothing private in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from refer_cli.fields.card import Card
from refer_cli.fields.days import month_name
from refer_cli.fields.family_names import family_first, name_parts
from refer_cli.fields.shared_facts import SharedFact, shared_facts
from refer_cli.folding import fold
from refer_cli.records import NamedTuple

LEAST_FOR_INDEX = 8
"""From so many people on, who treats what is listed by need as well."""
_LEAST_FOR_HEADINGS = 40
_UNPLACED = "Elsewhere"


class Entry(NamedTuple):
    """One colleague: the name, the number beside it, what stands below, and facts under their labels."""

    name: str
    phone: str
    below: tuple[str, ...]
    email: str
    website: str
    facts: tuple[SharedFact, ...]


_TRAINING = {"certified": "**", "trained": "*"}
NEED_LEGEND = "By family name. * trained, ** certified."
"""What the marks behind a name in the list by need mean."""


class Section(NamedTuple):
    """Colleagues under one heading (a letter, a city); no heading where there is one section alone."""

    heading: str
    entries: tuple[Entry, ...]


class Directory(NamedTuple):
    """The whole: `as_of` is the day on which it was made, `by_need` who treats each need."""

    title: str
    as_of: str
    sections: tuple[Section, ...]
    by_need: tuple[tuple[str, str], ...] = ()

    @property
    def people(self) -> int:
        """How many colleagues are in it."""
        return sum(len(section.entries) for section in self.sections)

    @property
    def summary(self) -> str:
        """How many, and as of when."""
        return f"{'1 colleague' if self.people == 1 else f'{self.people} colleagues'} · as of {self.as_of}"


def directory(cards: Iterable[Card], fields: Sequence[str], title: str, today: date, by: str = "name") -> Directory:
    """A directory of these cards with these fields: by family name, or under the headings of another field.

    For `city`, `state` and `practice` the cards stand under each of them, in the order of the alphabet.
    """
    ordered = sorted(cards, key=lambda card: (family_first(card.name), card.id))
    heading = _heading_of(by, len(ordered))
    sections: dict[str, list[Entry]] = {}
    for card in ordered:
        sections.setdefault(heading(card), []).append(_entry(card, fields, today, beside=by))
    headings = sorted(sections, key=lambda name: (name == _UNPLACED, fold(name)))
    index = _index(ordered) if len(ordered) >= LEAST_FOR_INDEX and "specialties" in fields else ()
    day = f"{today.day} {month_name(today.isoformat())} {today.year}"
    return Directory(title, day, tuple(Section(name, tuple(sections[name])) for name in headings), index)


def telephone_link(phone: str) -> str:
    """Where a telephone number leads on a page: the digits, and the extension apart (RFC 3966)."""
    number, _, extension = phone.casefold().partition("x")
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    inner = "".join(sign for sign in extension if sign.isdigit())
    return f"tel:{digits}" + (f";ext={inner}" if inner else "")


def _heading_of(by: str, people: int) -> Callable[[Card], str]:
    if by in ("city", "state", "practice"):
        return lambda card: _place(card, by)
    if people < _LEAST_FOR_HEADINGS:
        return lambda _: ""
    return lambda card: (family_first(card.name)[0][:1] or "#").upper()


def _place(card: Card, by: str) -> str:
    words = (card.text("city"), card.text("state")) if by == "city" else (card.text(by),)
    return ", ".join(word for word in words if word) or _UNPLACED


def _entry(card: Card, fields: Sequence[str], today: date, beside: str) -> Entry:
    def told(name: str) -> str:
        return " ".join((card.text(name) or "").split()) if name in fields else ""

    parts = name_parts(card.name)
    titles = card.letters if "credentials" in fields else ""
    name = f"{card.name}, {titles}" if titles else card.name
    if beside == "name" and parts.given:
        called = " ".join(filter(None, (parts.given, parts.suffix)))
        name = f"{parts.family}, {called}" + (f", {titles}" if titles else "")
    state_and_zip = " ".join(filter(None, (told("state"), told("zip"))))
    address = ", ".join(filter(None, (told("street"), told("city"), state_and_zip)))
    practice = " · ".join(filter(None, (told("practice"), told("pronouns"))))
    below = tuple(line for line in (practice, address) if line)
    return Entry(name, told("phone"), below, told("email"), told("website"), shared_facts(card, fields, today))


def _index(cards: Sequence[Card]) -> tuple[tuple[str, str], ...]:
    """Each need with who treats it, by family name, and the mark of their training behind it."""
    who: dict[str, list[str]] = {}
    families = [name_parts(card.name).family for card in cards]
    for card in cards:
        listing = card.listing("specialties")
        parts = name_parts(card.name)
        shared = families.count(parts.family) > 1
        named = f"{parts.family}, {parts.given}" if shared and parts.given else parts.family
        for item in listing.affirmed if listing is not None else ():
            who.setdefault(item.name, []).append(f"{named}{_TRAINING.get(item.mark or '', '')}")
    return tuple((need, "; ".join(who[need])) for need in sorted(who, key=fold))
