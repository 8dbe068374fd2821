"""A colleague as coverage and the goal `diversify` see one: what they offer a client, as plain terms (pure).

A term is a kind and a folded name: ("need", "ptsd"). Kinds: need, panel, place (a state, or "denver co"),
age_group, format, language. Fees are compared, so they are no terms. Nothing here looks at how somebody
describes themself (gender, faith, identities): a network is not judged by that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from refer_cli.fields.card import Card
from refer_cli.fields.fees import lowest_fee
from refer_cli.folding import fold
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import vocabulary

Term = tuple[str, str]
Entry = tuple[str, str, str | None]
"""One entry of a list of the card: the field, the name, and its mark (a depth, open, full, no, or None)."""

PERSONALLY = ("worked-with", "met", "introduced")
"""How somebody is known whom I know."""
LISTS = ("specialties", "panels", "populations", "languages", "license_states")
AGE_GROUPS = ("child", "teen", "adult", "older adult")
UNSAID = "English"
"""A language that hardly anybody lists is no gap unless it was asked for."""
FORMATS = ("individual", "couple", "family", "group")


class Person(NamedTuple):
    """One colleague.

    `known`: I know them at least by an introduction. `has_room`: not known to take no clients. `full` are the
    panels among the terms that are closed there. `lowest_fee`: dollars, 0 for who sees some without a fee, None
    where unknown.
    """

    id: int
    name: str
    known: bool
    has_room: bool
    terms: frozenset[Term]
    full: frozenset[Term] = frozenset()
    lowest_fee: int | None = None


def person_from(card: Card, today: date) -> Person:
    """A colleague from the whole card, as it stands today."""
    fees = (card.number("fee"), card.number("fee_floor"), card.number("sliding_slots"))
    entries = [entry for name in LISTS for entry in _entries(card, name)]
    accepting = card.accepting()
    terms, full = terms_of(entries, card.text("state"), card.text("city"), narrower=True)
    return Person(
        card.id,
        card.name,
        card.text("how_known") in PERSONALLY,
        accepting is None or accepting.status != "no",
        terms,
        full,
        known_fee(*fees, card.dating("sliding_slots").as_of, today, pro_bono=card.flag("pro_bono") is True),
    )


def terms_of(
    entries: Iterable[Entry], state: str | None = None, city: str | None = None, *, narrower: bool = False
) -> tuple[frozenset[Term], frozenset[Term]]:
    """What a colleague offers, and which of it is full.

    A need stands for its broader terms too: who treats PTSD treats trauma. With `narrower` it also stands for the
    narrower ones, as `suggest` counts it, one depth lower: who treats trauma is offered to who seeks help for
    PTSD. A panel with a plan (`Kaiser/Added Choice`) stands for its carrier as well.
    """
    terms: set[Term] = set()
    full: set[Term] = set()
    for field, name, mark in entries:
        if mark == "no":
            continue
        found = _terms(field, name) + (_narrower(name) if narrower and field == "specialties" else ())
        terms.update(found)
        if mark == "full":
            full.update(found)
    if state:
        terms.add(("place", fold(state)))
        if city:
            terms.add(("place", fold(f"{city}, {state}")))
    return frozenset(terms), frozenset(full)


def known_fee(
    fee: int | None, floor: int | None, slots: int | None, slots_as_of: str, today: date, *, pro_bono: bool
) -> int | None:
    """The lowest fee of which anything is known, in dollars: none for who sees some clients without one."""
    if pro_bono:
        return 0
    lowest = lowest_fee(fee, floor, slots, slots_as_of, today)
    return fee if lowest is None else lowest


def population_kind(name: str) -> str | None:
    """Whether a word of `populations` is an age group or a format; None for any other."""
    if name in AGE_GROUPS:
        return "age_group"
    return "format" if name in FORMATS else None


@lru_cache(maxsize=4_096)
def _terms(field: str, name: str) -> tuple[Term, ...]:
    """What one entry of a list stands for; the same few hundred come again and again."""
    if field == "specialties":
        return tuple(("need", fold(need)) for need in (name, *vocabulary("need").broader(name)))
    if field == "panels":
        carrier = name.partition("/")[0].strip()
        return tuple(("panel", fold(panel)) for panel in dict.fromkeys((name, carrier)))
    if field == "populations":
        kind = population_kind(name)
        return ((kind, fold(name)),) if kind else ()
    if field == "license_states":
        return (("place", fold(name)),)
    return (("language", fold(name)),)


@lru_cache(maxsize=4_096)
def _narrower(name: str) -> tuple[Term, ...]:
    return tuple(("need", fold(need)) for need in sorted(vocabulary("need").narrower(name)))


def _entries(card: Card, name: str) -> list[Entry]:
    listing = card.listing(name)
    return [(name, item.name, item.mark) for item in listing.items] if listing else []
