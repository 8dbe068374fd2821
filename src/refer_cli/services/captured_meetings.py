"""A meeting that a captured text tells of: when it was, of what kind, and what it means for a card in the book."""

from __future__ import annotations

from refer_cli.capture.found import WRITTEN, Fact, Person
from refer_cli.errors import WrongUsage
from refer_cli.fields.card import Card
from refer_cli.network.meeting import card_after_meeting
from refer_cli.network.words import meeting_kind

_CHANGED_BY_MEETING = ("first_met", "how_known", "last_contact")


def told_meeting(person: Person) -> str | None:
    """The ISO day of the meeting that the text tells of, or None; since when one has worked together is no meeting."""
    if any(fact.field == "how_known" and fact.value == "worked-with" for fact in person.facts):
        return None
    return next((fact.value for fact in person.facts if fact.field == "first_met" and fact.sure == WRITTEN), None)


def kind_of(person: Person) -> str:
    """The kind of that meeting, a word of `words.MEETING_KINDS`."""
    try:
        return meeting_kind(person.met_kind or "other")
    except WrongUsage:
        return "other"


def as_known(person: Person, card: Card) -> Person:
    """The facts of a text about somebody in the book: another meeting does not make the first one later."""
    day = told_meeting(person)
    if day is None:
        known = card.text("first_met")
        later = known is not None and any(fact.field == "first_met" and fact.value >= known for fact in person.facts)
        # Since when one has worked together is no news where the card goes back further.
        return person._replace(facts=tuple(fact for fact in person.facts if not later or fact.field != "first_met"))
    words = next(fact.words for fact in person.facts if fact.field == "first_met")
    changes = card_after_meeting(card, day).values
    kept = tuple(fact for fact in person.facts if fact.field not in _CHANGED_BY_MEETING)
    now = tuple(Fact(field, str(changes[field]), words, WRITTEN) for field in _CHANGED_BY_MEETING if field in changes)
    return person._replace(facts=kept + now)
