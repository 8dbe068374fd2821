"""Where a referral stands, who counts as given, and sums that hold whatever became of the referrals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.network.ledger import (
    ReferralState,
    balances,
    chosen,
    colleague_history,
    is_open,
    never_offered,
    open_referrals,
    standing,
    totals,
    waiting,
    without_consent,
)
from refer_cli.network.records import Meeting, Offer, Outcome, Referral
from refer_cli.network.words import CHOSEN, FAILED, OUTCOMES

START = "2026-11-02"


def heard(*said: tuple[str, int]) -> tuple[Outcome, ...]:
    """Outcomes on days after START, numbered as they were noted."""
    return tuple(Outcome(status, after(days), number) for number, (status, days) in enumerate(said, 1))


def after(days: int) -> str:
    return (date.fromisoformat(START) + timedelta(days=days)).isoformat()


def handed(*offers: tuple[Outcome, ...], label: str = "A7", number: int = 31) -> Referral:
    """A referral in which colleagues 1, 2, ... were offered on START, with what was heard of each."""
    made = tuple(Offer(who, START, outcomes) for who, outcomes in enumerate(offers, 1))
    return Referral(number, label, "moving", "given", START, None, None, made)


def got(sender: int, number: int = 90) -> Referral:
    return Referral(number, None, None, "received", START, None, sender, ())


@pytest.mark.parametrize(
    ("referral", "stands"),
    [
        (handed(), ReferralState("again", None, after(1))),
        (handed(()), ReferralState("choice", 1, after(7))),
        (handed((), ()), ReferralState("choice", None, after(7))),
        (handed(heard(("waiting", 3)), ()), ReferralState("choice", None, after(10))),
        (handed(heard(("contacted", 3)), ()), ReferralState("session", 1, after(17))),
        (handed(heard(("contacted", 3), ("contacted", 9)), ()), ReferralState("session", 1, after(23))),
        (handed(heard(("contacted", 3), ("first-session-held", 9)), ()), ReferralState(None, 1, None)),
        (handed(heard(("contacted", 3), ("not-a-fit", 9)), ()), ReferralState("choice", 2, after(7))),
        (handed(heard(("no-capacity", 2)), ()), ReferralState("choice", 2, after(7))),
        (handed(heard(("no-capacity", 2)), heard(("not-reached", 4))), ReferralState("reach", 2, after(5))),
        (handed(heard(("not-reached", 2)), heard(("not-reached", 4))), ReferralState("reach", None, after(5))),
        (handed(heard(("not-reached", 2), ("not-reached", 4))), ReferralState("again", None, after(5))),
        (handed(heard(("not-reached", 2), ("waiting", 3), ("not-reached", 4))), ReferralState("reach", 1, after(5))),
        (handed(heard(("contacted", 2)), heard(("contacted", 4))), ReferralState("session", None, after(18))),
        (handed(heard(("declined", 2)), ()), ReferralState("choice", 2, after(7))),
        (handed(heard(("declined", 2)), heard(("declined", 2))), ReferralState(None, None, None)),
        (handed(heard(("unknown", 5))), ReferralState("choice", 1, after(19))),
        (handed(heard(("unknown", 5)), ()), ReferralState("choice", None, after(12))),
        (handed(heard(("unknown", 5), ("unknown", 20))), ReferralState(None, None, None)),
        (handed(heard(("unknown", 5), ("unknown", 20)), ()), ReferralState("choice", None, after(7))),
        (handed(heard(("unknown", 5), ("unknown", 20), ("contacted", 21))), ReferralState("session", 1, after(35))),
        (handed(heard(("no-capacity", 2), ("waiting", 30))), ReferralState("choice", 1, after(37))),
        (got(4), ReferralState(None, 4, None)),
    ],
)
def test_where_a_referral_stands(referral: Referral, stands: ReferralState) -> None:
    assert standing(referral) == stands
    assert is_open(referral) is (stands.asks is not None)


@pytest.mark.parametrize("last", ["declined", "no-capacity"])
def test_a_client_who_declined_one_of_them_is_left_without_anybody(last: str) -> None:
    first = "no-capacity" if last == "declined" else "declined"
    referral = handed((Outcome(first, after(2), 1),), (Outcome(last, after(2), 2),))
    assert standing(referral) == ReferralState("again", None, after(3))


def test_a_session_that_took_the_place_of_another_does_not_bring_it_back() -> None:
    first, second = (Outcome("first-session-held", after(2), 1),), (Outcome("first-session-held", after(3), 2),)
    assert chosen(handed(first, second)) == Offer(2, START, second)
    corrected = handed(first, (*second, Outcome("unknown", after(4), 3)))
    assert chosen(corrected) is None
    assert standing(corrected).asks == "choice"


def test_all_whom_the_client_contacted_are_waited_for() -> None:
    both = handed(heard(("contacted", 2)), heard(("contacted", 4)), ())
    assert waiting(both) == (1, 2)
    held = handed(heard(("contacted", 2)), heard(("contacted", 4), ("first-session-held", 9)))
    assert waiting(held) == ()


def test_a_consent_covers_whom_the_client_had_been_offered_by_then() -> None:
    asked_before = handed(())._replace(consent_on=after(-1))
    assert without_consent(asked_before) == ()
    more = asked_before._replace(offers=(*asked_before.offers, Offer(3, after(5))))
    assert without_consent(more) == (3,)
    assert without_consent(more._replace(consent_on=after(5))) == ()
    assert without_consent(more._replace(consent_on=None)) == (1, 3)
    # Who of two on the first day was meant by a consent from before it, nobody can tell.
    assert without_consent(handed((), ())._replace(consent_on=after(-1))) == (1, 2)
    assert without_consent(handed((), ())._replace(consent_on=after(0))) == ()


def test_one_referral_is_given_to_one_colleague() -> None:
    both = handed(heard(("contacted", 2)), (Outcome("contacted", after(4), 5),))
    assert chosen(both) == both.offers[1]
    held = handed(heard(("first-session-held", 2)), (Outcome("contacted", after(4), 5),))
    assert chosen(held) == held.offers[0]
    assert [(one.colleague_id, one.offered, one.given) for one in balances([both])] == [(1, 1, 0), (2, 1, 1)]


def test_the_balance_by_hand() -> None:
    referrals = [
        handed(heard(("first-session-held", 9)), (), number=1),
        handed(heard(("no-capacity", 1)), heard(("contacted", 2)), number=2),
        handed((), (), number=3),
        handed(heard(("declined", 1)), number=4),
        got(2, 5),
        got(9, 6),
        got(9, 7),
        got(8, 8),
    ]
    found = balances(referrals)
    assert found == [(1, 4, 1, 0, 1), (2, 3, 1, 1, 2), (8, 0, 0, 1, 0), (9, 0, 0, 2, 0)]
    assert totals(referrals) == (4, 2, 4, 2)
    assert [one.colleague_id for one in never_offered(found)] == [9, 8]
    assert [one.id for one, _ in open_referrals(referrals)] == [3, 2]


def test_the_history_of_one_colleague_is_newest_first() -> None:
    referrals = [handed(heard(("contacted", 3), ("first-session-held", 9)), ()), got(1, 40), got(2, 41)]
    meetings = [
        Meeting(1, after(-30), "coffee", None, None, (1, 2)),
        Meeting(2, after(20), "lunch", None, None, (1,)),
        Meeting(3, after(21), "lunch", None, None, (2,)),
    ]
    assert [(one.on_day, one.what, one.word, one.referral_id) for one in colleague_history(1, referrals, meetings)] == [
        (after(20), "met", "lunch", None),
        (after(9), "outcome", "first-session-held", 31),
        (after(3), "outcome", "contacted", 31),
        (after(0), "offered", None, 31),
        (after(0), "received", None, 40),
        (after(-30), "met", "coffee", None),
    ]
    assert colleague_history(7, referrals, meetings) == []


outcomes = st.lists(
    st.builds(Outcome, st.sampled_from(sorted(OUTCOMES)), st.integers(0, 60).map(after), st.integers(0, 99)), max_size=4
).map(lambda found: tuple(sorted(found, key=lambda one: (one.on_day, one.number))))
offers = st.lists(
    st.builds(Offer, st.integers(1, 6), st.integers(0, 30).map(after), outcomes),
    max_size=4,
    unique_by=lambda offer: offer.colleague_id,
).map(tuple)
given_ones = st.builds(lambda made: Referral(1, "A7", None, "given", START, None, None, made), offers)
received_ones = st.integers(1, 6).map(got)
ledgers = st.lists(given_ones | received_ones, max_size=12).map(
    lambda found: [one._replace(id=number) for number, one in enumerate(found, 1)]
)


@given(ledgers)
def test_the_sums_hold_whatever_became_of_the_referrals(referrals: list[Referral]) -> None:
    found = balances(referrals)
    whole = totals(referrals)
    assert all(one.offered >= one.given and one.offered >= one.open for one in found)
    assert all(min(one[1:]) >= 0 and (one.offered or one.received) for one in found)
    assert sum(one.offered for one in found) == sum(len(one.offers) for one in referrals)
    assert sum(one.given for one in found) == whole.given
    assert sum(one.received for one in found) == whole.received
    assert whole.offered + whole.received == len(referrals)
    assert whole.open == len(open_referrals(referrals))
    assert len({one.colleague_id for one in found}) == len(found)


@given(given_ones)
def test_somebody_is_waited_for_only_in_an_open_referral(referral: Referral) -> None:
    stands = standing(referral)
    still = waiting(referral)
    by_id = {offer.colleague_id: offer for offer in referral.offers}
    if stands.asks in (None, "again", "reach"):
        assert still == ()
    else:
        assert still
    assert all(by_id[who].status not in FAILED for who in still)
    assert (stands.asks is None) is (stands.on_day is None)
    if stands.asks == "session":
        assert all(by_id[who].status in CHOSEN for who in still)
        assert stands.colleague_id == (still[0] if len(still) == 1 else None)
    if stands.on_day is not None:
        assert stands.on_day > START


@given(given_ones, st.sampled_from(sorted(OUTCOMES)))
def test_a_newer_word_of_the_one_chosen_never_asks_earlier(referral: Referral, status: str) -> None:
    if not referral.offers:
        return
    first = referral.offers[0]
    newest = Outcome(status, after(100), 1000)
    later = referral._replace(offers=(first._replace(outcomes=(*first.outcomes, newest)), *referral.offers[1:]))
    went = chosen(later)
    if status == "first-session-held":
        assert (went is not None and went.colleague_id == first.colleague_id) or went in referral.offers[1:]
        assert standing(later).asks is None
    if status in FAILED:
        assert went is None or went.colleague_id != first.colleague_id
