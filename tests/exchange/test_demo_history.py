"""The demo practice's quarter: possible on every day, and never at odds with the cards of the demo book."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.exchange.demo_book import demo_facts
from refer_cli.exchange.demo_history import demo_history
from refer_cli.fields.values import Accepting
from refer_cli.network import spans
from refer_cli.network.labels import check_label
from refer_cli.network.words import FOLLOW_UPS, GROUP_KINDS, MEETING_KINDS, OUTCOMES

days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@given(days)
def test_it_holds_together_on_every_day(today: date) -> None:
    now = today.isoformat()
    colleagues = demo_facts(today).colleagues
    cards = dict(enumerate(colleagues, 1))
    told = demo_history(today, {str(card.values["name"]): number for number, card in cards.items()})

    def known(who: int, name: str) -> str:
        return str(cards[who].values.get(name, ""))

    for meeting in told.meetings:
        assert meeting.on_day <= now and meeting.kind in MEETING_KINDS and meeting.colleagues
        for who in meeting.colleagues:
            assert known(who, "how_known") in ("met", "worked-with")
            assert known(who, "first_met") <= meeting.on_day <= known(who, "last_contact")
    for one in told.referrals:
        assert check_label(one.label or "") and one.given_on <= now and (one.consent_on or "") <= now
        if one.direction == "received":
            assert one.colleague_id and known(one.colleague_id, "first_met") <= one.given_on
            assert one.given_on <= known(one.colleague_id, "last_contact")
        for offer in one.offers:
            assert "do_not_refer" not in cards[offer.colleague_id].values
            assert all(one.given_on <= heard.on_day <= now for heard in offer.outcomes)
            assert all(heard.status in OUTCOMES for heard in offer.outcomes)
    numbers = [heard.number for one in told.referrals for offer in one.offers for heard in offer.outcomes]
    assert len(set(numbers)) == len(numbers)
    assert len({one.label for one in told.referrals}) == len(told.referrals)
    for task in told.follow_ups:
        assert task.what in FOLLOW_UPS and task.created_on <= now
        assert task.done_on is None or task.created_on <= task.done_on <= now
    assert all(group.kind in GROUP_KINDS for group in told.groups)
    assert all(group.next_meeting is None or group.next_meeting > now for group in told.groups)
    assert all(day <= now for _, day in told.verifications)
    assert all(one.day < now for one in told.requests)
    assert all(str(spans.parse_span(every)) == every for every in told.cadences.colleagues.values())


@given(days)
def test_the_consult_group_meets_on_tuesdays(today: date) -> None:
    ids = {str(card.values["name"]): number for number, card in enumerate(demo_facts(today).colleagues, 1)}
    told = demo_history(today, ids)
    (group,) = [one for one in told.groups if one.name.startswith("Tuesday")]
    met = [one.on_day for one in told.meetings if one.group_id == group.id]
    assert len(met) >= 3
    assert {date.fromisoformat(day).weekday() for day in [*met, group.next_meeting or ""]} == {1}


def test_who_had_no_capacity_is_not_said_to_take_clients_since_before() -> None:
    """A card with openings confirmed before the outcome would be at odds with it."""
    today = date(2026, 11, 24)
    cards = dict(enumerate(demo_facts(today).colleagues, 1))
    told = demo_history(today, {str(card.values["name"]): number for number, card in cards.items()})
    for one in told.referrals:
        for offer in one.offers:
            full = [heard.on_day for heard in offer.outcomes if heard.status == "no-capacity"]
            card = cards[offer.colleague_id]
            if full:
                assert isinstance(card.values.get("accepting"), Accepting)
                assert card.dated.get("accepting", card.as_of) >= full[0]
