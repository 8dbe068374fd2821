"""Where each referral stands, whom the client chose, and the balance with each colleague (pure).

Nothing here is ever a reason to offer somebody: the ranking does not see it (DESIGN section 5; no referral for a
referral: APA 2017 6.07, NASW 1.16(c), as reported by exam sites, verify).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refer_cli.fields.days import days_later
from refer_cli.network.records import FollowUp, Meeting, Offer, Outcome, Referral
from refer_cli.network.words import CHOSEN, FAILED, HELD
from refer_cli.records import NamedTuple

FIRST_ASK_DAYS = 7
"""After an offer or `waiting`: whom did the client choose, and is there a first appointment?"""
SESSION_ASK_DAYS = 14
"""After `contacted` or `unknown`: has the first session been held?"""
OFFER_AGAIN_DAYS = 1
"""After the last colleague offered fell out: somebody else must be found."""
REACH_AGAIN_DAYS = 1
"""After the last one left could not be reached: they are tried once more, by another way."""
REACHED_FOR_ENOUGH = 2
"""So many times `not-reached` in a row, and others are offered."""
UNKNOWN_ENOUGH = 2
"""So many times `unknown` in a row, and one stops asking: nobody is to be nagged about what cannot be learned."""

LAST_MEETINGS = 3
"""So many meetings are shown on a card."""


class ReferralState(NamedTuple):
    """Where a given referral stands: what is asked next, about whom, and on which day.

    `asks`: "choice" (whom did the client choose), "session" (was the first session held), "reach" (who is left
    could not be reached once), "again" (everybody offered fell out), or None where it has ended. `colleague_id`
    is the one meant, where one alone is: chosen, left, or to be tried once more.
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


class Totals(NamedTuple):
    """Referrals given out (`offered`), those for which a colleague was chosen (`given`), received, and open."""

    offered: int
    given: int
    received: int
    open: int


class LedgerEvent(NamedTuple):
    """One thing between a colleague and me, on a day.

    `what`: "met", "offered", "outcome" or "received"; `word` is the kind of meeting or the outcome.
    """

    on_day: str
    what: str
    word: str | None
    label: str | None
    referral_id: int | None
    reason: str | None


class Between(NamedTuple):
    """What is between one colleague and me: the last meetings, the balance, open referrals and open follow-ups."""

    meetings: tuple[Meeting, ...]
    balance: Balance
    open: tuple[Referral, ...]
    follow_ups: tuple[FollowUp, ...]


def chosen(referral: Referral) -> Offer | None:
    """The colleague the client went to, as far as the last outcomes say; one with a held session first.

    A session noted of one colleague takes the place of a session noted of another before, and for good: what
    is heard later of the second does not bring the first one back.
    """
    sessions = [
        (_rank(heard), offer.colleague_id)
        for offer in referral.offers
        for heard in offer.outcomes
        if heard.status == HELD
    ]
    last_session = max(sessions, default=(None, None))[1]
    going = [
        offer
        for offer in referral.offers
        if offer.status in CHOSEN and (offer.status != HELD or offer.colleague_id == last_session)
    ]
    return max(going, key=lambda offer: (offer.status == HELD, _rank(_last(offer))), default=None)


def corrects(later: Outcome, full: Outcome) -> bool:
    """Whether a later outcome says that an earlier `no-capacity` of the same offer was a mistake.

    Whoever took the client after all had room. Of the same day or before it, any other word is a correction, but one
    that says something of the client alone.
    """
    if later.status in CHOSEN:
        return True
    return later.on_day <= full.on_day and later.status not in (full.status, "declined")


def standing_full(referrals: Iterable[Referral], colleague_id: int) -> list[Outcome]:
    """The outcomes that say that a colleague had no room and that nothing corrects, in the order they were noted."""
    offers = [offer for referral in referrals for offer in referral.offers if offer.colleague_id == colleague_id]
    standing = [
        full
        for offer in offers
        for full in offer.outcomes
        if full.status == "no-capacity"
        and not any(later.number > full.number and corrects(later, full) for later in offer.outcomes)
    ]
    return sorted(standing, key=lambda full: full.number)


def contacted(referral: Referral) -> list[Offer]:
    """Everybody the client is in contact with, while no first session was held."""
    went = chosen(referral)
    if went is None or went.status == HELD:
        return []
    return [offer for offer in referral.offers if offer.status in CHOSEN and offer.status != HELD]


def is_given_up(offer: Offer) -> bool:
    """Whether what became of somebody was not known twice in a row."""
    newest = offer.outcomes[-UNKNOWN_ENOUGH:]
    return len(newest) == UNKNOWN_ENOUGH and all(outcome.status == "unknown" for outcome in newest)


def without_consent(referral: Referral) -> tuple[int, ...]:
    """Those offered of whom no consent is noted: the client agreed to whom they had been offered by then.

    A consent from before the referral is of whom it was given for, where that was one colleague alone: of several
    offered on its first day nobody can tell any more who came later, so it counts for none of them.
    """
    agreed = referral.consent_on
    first = [offer.colleague_id for offer in referral.offers if offer.offered_on == referral.given_on]
    return tuple(
        offer.colleague_id
        for offer in referral.offers
        if agreed is None or (offer.offered_on > agreed and first != [offer.colleague_id])
    )


def is_open(referral: Referral) -> bool:
    """Whether something is still to come of a given referral."""
    return referral.direction == "given" and standing(referral).asks is not None


def standing(referral: Referral) -> ReferralState:
    """What a referral waits for.

    It ends with a session held; when the client declined everybody; or when what became of it was twice in a
    row not known of everybody left. Where everybody fell out and one of them otherwise, who could not be
    reached is tried once more, and then somebody else must be found, whatever was heard last.
    """
    if referral.direction != "given":
        return ReferralState(None, referral.colleague_id, None)
    went = chosen(referral)
    if went is not None:
        if went.status == HELD:
            return ReferralState(None, went.colleague_id, None)
        alone = went.colleague_id if len(contacted(referral)) == 1 else None
        return ReferralState("session", alone, days_later(_last(went).on_day, SESSION_ASK_DAYS))
    left = [offer for offer in referral.offers if offer.status not in FAILED]
    if left:
        asked = [offer for offer in left if not is_given_up(offer)]
        if not asked:
            return ReferralState(None, None, None)
        unsure = all(offer.status == "unknown" for offer in asked)
        newest = max(_newest(offer) for offer in asked)
        day = days_later(newest, SESSION_ASK_DAYS if unsure else FIRST_ASK_DAYS)
        return ReferralState("choice", left[0].colleague_id if len(left) == 1 else None, day)
    if not referral.offers:
        return ReferralState("again", None, days_later(referral.given_on, OFFER_AGAIN_DAYS))
    if all(offer.status == "declined" for offer in referral.offers):
        return ReferralState(None, None, None)
    last = max(_rank(_last(offer)) for offer in referral.offers)[0]
    if tried := to_reach(referral):
        return ReferralState("reach", tried[0] if len(tried) == 1 else None, days_later(last, REACH_AGAIN_DAYS))
    return ReferralState("again", None, days_later(last, OFFER_AGAIN_DAYS))


def to_reach(referral: Referral) -> tuple[int, ...]:
    """Those who could not be reached, and are to be tried once more by another way."""
    return tuple(offer.colleague_id for offer in referral.offers if _is_to_reach(offer))


def is_waiting(referral: Referral, offer: Offer) -> bool:
    """Whether this colleague may still be the one, in a referral that has not ended.

    Once the client is in contact with somebody, only those contacted may.
    """
    if not is_open(referral) or offer.status in FAILED:
        return False
    return chosen(referral) is None or offer in contacted(referral)


def waiting(referral: Referral) -> tuple[int, ...]:
    """The colleagues who may still be the one, in the order in which they were offered."""
    return tuple(offer.colleague_id for offer in referral.offers if is_waiting(referral, offer))


def open_with(referral: Referral) -> tuple[int, ...]:
    """Those with whom a referral is open: who may still be the one, or is to be tried once more; nobody where
    others must be found."""
    return to_reach(referral) if standing(referral).asks == "reach" else waiting(referral)


def open_referrals(referrals: Iterable[Referral]) -> list[tuple[Referral, ReferralState]]:
    """The given referrals that wait for something, the one to ask about first in front."""
    found = [(referral, standing(referral)) for referral in referrals]
    still = [(referral, stands) for referral, stands in found if stands.asks is not None]
    return sorted(still, key=lambda pair: (pair[1].on_day or "", pair[0].id))


def balances(referrals: Iterable[Referral]) -> list[Balance]:
    """The ledger: everybody offered or received from, by id. Given is what the client chose, one a referral."""
    offered: dict[int, int] = {}
    given: dict[int, int] = {}
    received: dict[int, int] = {}
    still: dict[int, int] = {}
    for referral in referrals:
        if referral.direction == "received" and referral.colleague_id is not None:
            received[referral.colleague_id] = received.get(referral.colleague_id, 0) + 1
        went = chosen(referral)
        for offer in referral.offers:
            who = offer.colleague_id
            offered[who] = offered.get(who, 0) + 1
            given[who] = given.get(who, 0) + (offer is went)
        for who in open_with(referral):
            still[who] = still.get(who, 0) + 1
    everybody = sorted(offered.keys() | received.keys())
    return [
        Balance(who, offered.get(who, 0), given.get(who, 0), received.get(who, 0), still.get(who, 0))
        for who in everybody
    ]


def totals(referrals: Sequence[Referral]) -> Totals:
    """The ledger in one line: referrals, not people, so that one offered to three counts once."""
    handed = [referral for referral in referrals if referral.direction == "given"]
    return Totals(
        len(handed),
        sum(chosen(referral) is not None for referral in handed),
        len(referrals) - len(handed),
        sum(is_open(referral) for referral in handed),
    )


def never_offered(found: Iterable[Balance]) -> list[Balance]:
    """Those who sent clients and were never offered one: to come to mind when a client fits, and no more."""
    return sorted(
        (balance for balance in found if balance.received and not balance.offered),
        key=lambda balance: -balance.received,
    )


def colleague_history(
    colleague_id: int, referrals: Iterable[Referral], meetings: Iterable[Meeting]
) -> list[LedgerEvent]:
    """Everything between one colleague and me, the newest day first; of one day, what came later first."""
    events: list[tuple[str, int, int, LedgerEvent]] = []
    for meeting in meetings:
        if colleague_id in meeting.colleagues:
            met = LedgerEvent(meeting.on_day, "met", meeting.kind, None, None, None)
            events.append((meeting.on_day, 0, meeting.id, met))
    for referral in referrals:
        about = (referral.label, referral.id, referral.reason)
        if referral.direction == "received" and referral.colleague_id == colleague_id:
            events.append((referral.given_on, 1, referral.id, LedgerEvent(referral.given_on, "received", None, *about)))
        for offer in referral.offers:
            if offer.colleague_id != colleague_id:
                continue
            events.append((offer.offered_on, 2, referral.id, LedgerEvent(offer.offered_on, "offered", None, *about)))
            events += [
                (heard.on_day, 3, heard.number, LedgerEvent(heard.on_day, "outcome", heard.status, *about))
                for heard in offer.outcomes
            ]
    return [event for _, _, _, event in sorted(events, key=lambda entry: entry[:3], reverse=True)]


def between(
    colleague_id: int, referrals: Iterable[Referral], meetings: Iterable[Meeting], follow_ups: Iterable[FollowUp]
) -> Between:
    """What is between one colleague and me; the last meeting first, of `follow_ups` those not done yet."""
    about = [
        referral
        for referral in referrals
        if referral.colleague_id == colleague_id or any(offer.colleague_id == colleague_id for offer in referral.offers)
    ]
    met = sorted(
        (meeting for meeting in meetings if colleague_id in meeting.colleagues),
        key=lambda meeting: (meeting.on_day, meeting.id),
    )
    balance = next((balance for balance in balances(about) if balance.colleague_id == colleague_id), None)
    return Between(
        tuple(reversed(met[-LAST_MEETINGS:])),
        balance or Balance(colleague_id, 0, 0, 0, 0),
        tuple(referral for referral in about if colleague_id in open_with(referral)),
        tuple(task for task in follow_ups if task.colleague_id == colleague_id and task.done_on is None),
    )


def _last(offer: Offer) -> Outcome:
    return offer.outcomes[-1]


def _newest(offer: Offer) -> str:
    return max(offer.offered_on, _last(offer).on_day) if offer.outcomes else offer.offered_on


def _rank(heard: Outcome) -> tuple[str, int]:
    """What tells the later of two outcomes."""
    return heard.on_day, heard.number


def _is_to_reach(offer: Offer) -> bool:
    newest = offer.outcomes[-REACHED_FOR_ENOUGH:]
    return offer.status == "not-reached" and not (
        len(newest) == REACHED_FOR_ENOUGH and all(offer.status == "not-reached" for offer in newest)
    )
