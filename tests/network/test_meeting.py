"""What a meeting changes on a card, who is new, and which follow-ups it suggests."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.card import Card, check
from refer_cli.fields.values import Item, Listing
from refer_cli.network.meeting import AGAIN, EARLIER, GIVE_FIRST, NEW, card_after_meeting, known_before, proposals

TODAY = date(2026, 11, 24)


DAYS = st.dates(date(2020, 1, 1), TODAY).map(date.isoformat)


def card(**values: Any) -> Card:
    return Card(1, {"name": "Ada Birch", **values}, "2026-01-01", "me")


@pytest.mark.parametrize("how_known", [None, "listed", "introduced"])
def test_the_first_meeting_lifts_how_known(how_known: str | None) -> None:
    known = {"how_known": how_known} if how_known else {}
    found = card_after_meeting(card(**known), "2026-11-12", "Flo Gum")
    assert found.newness == NEW and found.is_first
    assert found.values == {
        "first_met": "2026-11-12",
        "last_contact": "2026-11-12",
        "how_known": "met",
        "introduced_by": "Flo Gum",
    }


def test_worked_with_says_more_stays_and_is_nobody_new() -> None:
    found = card_after_meeting(card(how_known="worked-with"), "2026-11-12")
    assert (found.newness, found.values) == (AGAIN, {"last_contact": "2026-11-12"})


@pytest.mark.parametrize(
    ("notes", "since"),
    [
        ("Worked with her since 2015.", "2015-01-01"),
        ("worked together at the clinic from residency, since March 2019", "2019-03-01"),
        ("Met in 2019 at a training", "2019-01-01"),
        ("have known him for many years", None),
        ("friends since college", "nobody"),
        ("works with teens since 2015", "nobody"),
        ("has worked with couples since 2010; friends in Denver", "nobody"),
        ("licensed since 2003, in practice for 20 years", "nobody"),
    ],
)
def test_notes_that_say_since_when_somebody_is_known(notes: str, since: str | None) -> None:
    known = known_before(card(notes=notes), TODAY)
    assert (known.since if known else "nobody") == since


@given(DAYS, st.sampled_from(["met", "worked-with"]), st.lists(DAYS, min_size=1, max_size=5))
def test_since_when_somebody_is_known_is_only_ever_moved_back(since: str, how_known: str, meetings: list[str]) -> None:
    one = card(how_known=how_known)
    for day in meetings:
        before = one.values.get("first_met")
        found = card_after_meeting(one, day, since=since if before is None and since < day else None)
        one = card(**{**one.values, **found.values})
        assert found.newness != NEW
        assert before is None or one.values["first_met"] <= before


def test_met_without_a_day_was_before_and_is_nobody_new() -> None:
    found = card_after_meeting(card(how_known="met"), "2026-11-12")
    assert found.newness == AGAIN
    assert found.values == {"last_contact": "2026-11-12"}


def test_a_second_meeting_is_nobody_new() -> None:
    found = card_after_meeting(card(how_known="met", first_met="2023-05-01", last_contact="2026-09-01"), "2026-11-12")
    assert (found.newness, found.met_before) == (AGAIN, "2023-05-01")
    assert found.values == {"last_contact": "2026-11-12"}


def test_a_meeting_entered_late_moves_the_first_one_back() -> None:
    found = card_after_meeting(card(how_known="met", first_met="2026-11-02"), "2026-10-30")
    assert found.newness == EARLIER
    assert found.values == {"first_met": "2026-10-30", "last_contact": "2026-11-02"}


@given(
    DAYS | st.none(),
    DAYS | st.none(),
    st.sampled_from([None, "listed", "introduced", "met", "worked-with"]),
    st.lists(DAYS, min_size=1, max_size=5),
)
def test_in_whatever_order_meetings_are_entered(
    first: str | None, last: str | None, how_known: str | None, meetings: list[str]
) -> None:
    if first and last and last < first:
        first, last = last, first
    known = {"first_met": first, "last_contact": last, "how_known": how_known}
    one = card(**{name: value for name, value in known.items() if value})
    new = 0
    for day in meetings:
        found = card_after_meeting(one, day)
        new += found.newness == NEW
        one = card(**{**one.values, **found.values})
        check(one.values, TODAY.isoformat())
    assert new == (first is None and how_known not in ("met", "worked-with"))
    if first is not None or new:
        assert one.values["first_met"] == min([*meetings, *([first] if first else [])])
    assert one.values["last_contact"] == max([*meetings, *(day for day in (first, last) if day)])
    assert one.values["how_known"] == ("worked-with" if how_known == "worked-with" else "met")


def test_the_follow_ups_that_a_meeting_suggests() -> None:
    assert [tuple(one) for one in proposals(card(), "coffee", "2026-11-23", TODAY, ())] == [
        ("thank", "for the coffee", "2026-11-25"),
        ("follow", None, "2026-11-30"),
        ("newsletter", None, "2026-11-30"),
        ("write", GIVE_FIRST, "2026-12-23"),
    ]


def test_what_was_on_the_list_before_is_not_suggested_again_but_the_thanks() -> None:
    had = {"thank", "follow", "write"}
    assert [one.what for one in proposals(card(), "mixer", "2026-11-23", TODAY, had)] == ["thank", "newsletter"]


def test_who_is_followed_already_is_not_to_be_followed() -> None:
    followed = card(follows=Listing((Item("LinkedIn"),)))
    assert "follow" not in [one.what for one in proposals(followed, "call", "2026-11-23", TODAY, ())]


def test_nothing_is_late_the_moment_it_is_put_on_the_list() -> None:
    assert {one.due_on for one in proposals(card(), "lunch", "2026-09-01", TODAY, ())} == {"2026-11-24"}


def test_no_follow_up_urges_sending_a_client() -> None:
    assert "first-referral" not in [one.what for one in proposals(card(), "lunch", "2026-11-23", TODAY, ())]
