"""Openings of a card as outcomes mark them: full after "no capacity", and as they were where that was a mistake."""

from __future__ import annotations

from refer_cli.book import network_reading, writing
from refer_cli.book.openings_past import OUTCOME, openings_before
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.days import day_words
from refer_cli.fields.spelling import write_value as spelled
from refer_cli.fields.values import Accepting
from refer_cli.network.ledger import corrects, standing_full
from refer_cli.network.records import Outcome, Referral
from refer_cli.records import NamedTuple
from refer_cli.render.asking import confirm
from refer_cli.services.environment import Environment


class OpeningsMarked(NamedTuple):
    """What `no-capacity` did to a card's openings: `changed`, or the later word that stays."""

    changed: bool
    stays: str | None
    stays_as_of: str | None


def mark_full(step: writing.Step, card: Card, day: str) -> OpeningsMarked:
    """Openings are `no` as of that day, unless the card has a later word about them."""
    card = step.book.card(card.id)
    known = card.accepting()
    if known is not None and card.dating("accepting").as_of > day:
        return OpeningsMarked(False, spelled("accepting", known), card.dating("accepting").as_of)
    facts = Facts({"accepting": Accepting("no")}, day, OUTCOME)
    return OpeningsMarked(bool(writing.change_card(step, card.id, facts, redate=("accepting",))), None, None)


def mistaken(environment: Environment, referral: Referral, card: Card, new: Outcome, *, named: bool) -> frozenset[int]:
    """The numbers of the outcomes of no capacity in this referral that a new one takes back.

    Of one that is neither plainly a correction nor plainly something that came later it is asked on a terminal.
    """
    offer = next(offer for offer in referral.offers if offer.colleague_id == card.id)
    last = offer.outcomes[-1] if offer.outcomes else None
    if last is None or last.status != "no-capacity" or new.status == last.status:
        return frozenset()
    plainly = corrects(new, last) or (named and new.on_day <= last.on_day)
    marks = card.accepting() is not None and card.dating("accepting").source == OUTCOME
    if not plainly and named and marks and environment.interactive:
        when = day_words(last.on_day, environment.today)
        plainly = confirm(f"Was it a mistake that {card.name} had no room, {when}?", default=False)
    return frozenset(full.number for full in offer.outcomes if full.status == "no-capacity") if plainly else frozenset()


def restore(step: writing.Step, card: Card, wrong: frozenset[int]) -> bool:
    """Make openings what they would be without these outcomes; whether anything changed.

    Only what an outcome wrote is taken back, never a word of the therapist's own or of a file.
    """
    card = step.book.card(card.id)
    if not wrong or card.accepting() is None or card.dating("accepting").source != OUTCOME:
        return False
    before = openings_before(step.book, card)
    if not before.later & wrong:
        return False
    dated = before.dated or card.dating("accepting")
    changes = writing.change_card(
        step, card.id, Facts({"accepting": before.value}, dated.as_of, dated.source), redate=("accepting",)
    )
    for full in standing_full(network_reading.referrals(step.book), card.id):
        if full.number in before.later - wrong:
            mark_full(step, card, full.on_day)
    now = step.book.card(card.id)
    return bool(changes) and (now.accepting(), now.dating("accepting")) != (card.accepting(), card.dating("accepting"))


def stays_full(card: Card, referral: Referral, status: str) -> bool:
    """Whether openings are still marked full by an outcome of this referral that was followed by another one."""
    if status == "no-capacity" or card.accepting() is None or card.dating("accepting").source != OUTCOME:
        return False
    offer = next(offer for offer in referral.offers if offer.colleague_id == card.id)
    day = card.dating("accepting").as_of
    return any((heard.status, heard.on_day) == ("no-capacity", day) for heard in offer.outcomes)
