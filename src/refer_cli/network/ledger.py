"""Where each referral stands, whom the client chose, and the balance with each colleague (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from refer_cli.network.records import Offer, Referral
from refer_cli.network.words import CHOSEN, FAILED, HELD

FIRST_ASK_DAYS = 7
"""After an offer or `waiting`: whom did the client choose, and is there a first appointment?"""
SESSION_ASK_DAYS = 14
"""After `contacted` or `unknown`: has the first session been held?"""
OFFER_AGAIN_DAYS = 1
"""After the last colleague offered fell out: somebody else must be found."""


class Standing(NamedTuple):
    """Where a given referral stands: what is asked next, about whom, and on which day.

    `asks`: "choice" (whom did the client choose), "session" (was the first session held), "again" (everybody
    offered fell out), or None where it has ended. `colleague_id` is the one chosen, where one is.
    """

    asks: str | None
    colleague_id: int | None
    on_day: str | None


class Balance(NamedTuple):
    """One colleague in the ledger: how often offered, chosen by the client, still open; and received from."""

    colleague_id: int
    offered: int
    given: int
    received: int
    open: int


def chosen(referral: Referral) -> Offer | None:
    """The colleague the client went to, as far as the last outcomes say; one with a held session first."""
    going = [offer for offer in referral.offers if offer.status in CHOSEN]
    return max(going, key=lambda offer: (offer.status == HELD, offer.outcomes[-1].on_day), default=None)


def is_open(referral: Referral) -> bool:
    """Whether something is still to come of a given referral."""
    return referral.direction == "given" and standing(referral).asks is not None


def standing(referral: Referral) -> Standing:
    """What a referral waits for. It ends with a session held, or when the client declined everybody left."""
    if referral.direction != "given":
        return Standing(None, referral.colleague_id, None)
    went = chosen(referral)
    if went is not None:
        if went.status == HELD:
            return Standing(None, went.colleague_id, None)
        return Standing("session", went.colleague_id, _after(went.outcomes[-1].on_day, SESSION_ASK_DAYS))
    left = [offer for offer in referral.offers if offer.status not in FAILED]
    if left:
        unsure = [offer for offer in left if offer.status == "unknown"]
        days = SESSION_ASK_DAYS if len(unsure) == len(left) else FIRST_ASK_DAYS
        newest = max(_newest(offer) for offer in left)
        return Standing("choice", left[0].colleague_id if len(left) == 1 else None, _after(newest, days))
    if any(offer.status == "declined" for offer in referral.offers):
        return Standing(None, None, None)
    newest = max((_newest(offer) for offer in referral.offers), default=referral.given_on)
    return Standing("again", None, _after(newest, OFFER_AGAIN_DAYS))


def is_waiting(referral: Referral, offer: Offer) -> bool:
    """Whether this colleague may still be the one, in a referral that has not ended."""
    if not is_open(referral) or offer.status in FAILED:
        return False
    went = chosen(referral)
    return went is None or went.colleague_id == offer.colleague_id


def balances(referrals: Iterable[Referral]) -> list[Balance]:
    """The ledger: everybody offered or received from, by id. Given is what the client chose."""
    offered: dict[int, int] = {}
    given: dict[int, int] = {}
    received: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for referral in referrals:
        if referral.direction == "received" and referral.colleague_id is not None:
            received[referral.colleague_id] = received.get(referral.colleague_id, 0) + 1
        for offer in referral.offers:
            who = offer.colleague_id
            offered[who] = offered.get(who, 0) + 1
            given[who] = given.get(who, 0) + (offer.status in CHOSEN)
            waiting[who] = waiting.get(who, 0) + is_waiting(referral, offer)
    everybody = sorted(offered.keys() | received.keys())
    return [
        Balance(who, offered.get(who, 0), given.get(who, 0), received.get(who, 0), waiting.get(who, 0))
        for who in everybody
    ]


def _newest(offer: Offer) -> str:
    return offer.outcomes[-1].on_day if offer.outcomes else offer.offered_on


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
