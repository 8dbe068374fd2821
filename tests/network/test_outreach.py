"""The first message: which one is written, what it offers, and what never gets into it."""

from __future__ import annotations

import itertools
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS, SELF_DESCRIBED
from refer_cli.fields.values import Accepting, Item, Listing
from refer_cli.network import outreach
from refer_cli.network.outreach import MET, NEW, SENT, draft_message
from refer_cli.network.records import Meeting

TODAY = date(2026, 11, 24)


def listing(*names: str, mark: str | None = None) -> Listing:
    return Listing(tuple(Item(name, mark) for name in names))


def card(**values: Any) -> Card:
    return Card(1, {"name": "Ada Birch", **values}, "2026-01-01", "me")


ME = Card(
    0,
    {
        "name": "Hazel Thorne",
        "credentials": listing("LPC"),
        "practice": "Thorne Counseling",
        "city": "Denver",
        "state": "CO",
        "phone": "303-555-0100",
        "specialties": Listing((Item("depression", "takes"), Item("OCD", "certified"), Item("grief", "no"))),
        "populations": listing("adult", "individual", "couple"),
        "panels": Listing((Item("Aetna", "open"), Item("Cigna", "full"))),
        "accepting": Accepting("yes"),
        "sliding_slots": 1,
    },
    "2026-11-01",
    "me",
)
FLO = card(city="Boulder", state="CO", specialties=listing("anxiety"), email="ada@example.com")


def test_a_first_hello_offers_what_the_profile_says() -> None:
    written = draft_message(ME, FLO, TODAY)
    assert (written.situation, written.to) == (NEW, "ada@example.com")
    assert written.subject == "Hello from a colleague in Denver"
    assert written.text == (
        "Dear Ada,\n\n"
        "I came across your practice and saw that you see clients for anxiety. If an introduction to one of my "
        "colleagues would be of use to you, an article, or somebody to think along with about where a client could go, "
        "call me.\n\n"
        "I would be glad to bring you a coffee near your office in Boulder, whenever it suits you.\n\n"
        "As for me: I am Hazel Thorne, LPC, of Thorne Counseling in Denver. I see adults and couples for OCD and "
        "depression. I am in network with Aetna. I have openings at the moment, and a place on a sliding scale.\n\n"
        "Warm regards,\nHazel Thorne\n303-555-0100\n"
    )
    assert written.missing == ()


@pytest.mark.parametrize("sent_on", [None, "2026-11-02"])
@pytest.mark.parametrize("how_known", ["listed", "met"])
def test_what_is_offered_stands_before_what_i_do(how_known: str, sent_on: str | None) -> None:
    said = draft_message(ME, FLO._replace(values={**FLO.values, "how_known": how_known}), TODAY, None, sent_on).text
    assert said.index("an introduction to one of my colleagues") < said.index("I see adults and couples")
    assert "to name when a client asks" not in said


@pytest.mark.parametrize(
    "card_values", [{"state": "TX", "city": "Austin"}, {"in_person": False, "state": "CO", "city": "Boulder"}, {}]
)
def test_far_away_it_is_a_call_and_no_coffee(card_values: dict[str, Any]) -> None:
    said = draft_message(ME, card(**card_values), TODAY).text
    assert "video call" in said and "coffee" not in said


@pytest.mark.parametrize(
    ("met", "first_met", "words", "subject"),
    [
        (
            Meeting(1, "2026-10-03", "lunch", None, None, (1,)),
            None,
            "meet you over lunch in October.",
            "It was good to meet you in October",
        ),
        (None, "2026-09-01", "meet you in September.", "It was good to meet you in September"),
        (None, "2023-09-01", "I have been thinking of you since we met.", "Hello again"),
    ],
)
def test_a_note_to_whom_one_has_met(met: Meeting | None, first_met: str | None, words: str, subject: str) -> None:
    them = card(how_known="met", **({"first_met": first_met} if first_met else {}))
    written = draft_message(ME, them, TODAY, met)
    assert (written.situation, written.subject) == (MET, subject)
    assert words in written.text


def test_who_sent_a_client_lately_is_thanked_with_nothing_in_return() -> None:
    written = draft_message(ME, FLO, TODAY, None, "2026-11-02")
    assert (written.situation, written.subject) == (SENT, "Thank you")
    assert "Thank you for thinking of me in November. You will understand" in written.text
    # Nothing for a referral: no coffee, no lunch; and nothing of whether the client came.
    assert not re.search(r"coffee|lunch|gift|your client|the client you", written.text)
    assert draft_message(ME, FLO, TODAY, None, "2026-09-01").situation == NEW


def test_without_a_profile_the_name_is_left_to_fill_in() -> None:
    written = draft_message(None, FLO, TODAY)
    assert "[your name]" in written.text and "{" not in written.text
    assert written.missing == ("your name", "what you see clients for", "whether you have openings")


def test_a_full_practice_says_nothing_of_openings() -> None:
    full = ME._replace(values={**ME.values, "accepting": Accepting("no")})
    assert "openings" not in draft_message(full, FLO, TODAY).text


@pytest.mark.parametrize(
    ("name", "greeted"),
    [("Ada Birch", "Ada"), ("Dr. Ada Birch", "Dr. Ada Birch"), ("A Birch", "A Birch"), ("Cher", "Cher")],
)
def test_the_greeting(name: str, greeted: str) -> None:
    assert draft_message(ME, card(name=name), TODAY).text.startswith(f"Dear {greeted},\n")


SECRET = "Xyzzyx"
PRIVATE = {field.name for field in FIELDS if field.private}
KNOWN_TO_BOTH = {"how_known", "first_met", "last_contact"}
KEPT = sorted((PRIVATE | set(SELF_DESCRIBED) | {"fee", "npi", "street"}) - {"trust", *KNOWN_TO_BOTH})


@given(
    st.sets(st.sampled_from(KEPT)),
    st.sampled_from([None, "2026-11-20"]),
    st.sampled_from(["listed", "met", "worked-with"]),
)
def test_nothing_private_reaches_the_message(names: set[str], sent_on: str | None, how_known: str) -> None:
    lists = {"groups", "follows", "ties", "tags", "identities"}
    private: dict[str, Any] = {name: listing(SECRET) if name in lists else SECRET for name in names if name != "fee"}
    met = Meeting(1, "2026-10-03", "coffee", SECRET, None, (1,)) if how_known == "met" else None
    plain = draft_message(ME, card(how_known=how_known), TODAY, met, sent_on)
    told = draft_message(ME, card(how_known=how_known, trust=1, fee=987, **private), TODAY, met, sent_on)
    assert told == plain
    assert SECRET not in f"{told}"


KNOWN = {
    "my_city": "Denver", "my_practice": "Thorne Counseling", "me_titled": "Hazel Thorne, LPC",
    "my_clients": "adults and couples", "my_needs": "OCD and depression", "my_panels": "Aetna",
    "my_openings": "I have openings at the moment, and a place on a sliding scale.",
    "my_openings_inline": "I have openings at the moment, and a place on a sliding scale",
    "their_practice": "Birch Rooms", "their_needs": "anxiety", "their_city": "Boulder",
    "met_month": "October", "meeting": "over coffee", "sent_month": "November",
}  # fmt: skip


def test_every_sentence_is_said_by_somebody_to_somebody() -> None:
    them = card(city="Boulder", state="CO", practice="Birch Rooms", specialties=listing("anxiety"))
    senders = [without(ME), *(without(ME, name) for name in ("practice", "city", "populations", "specialties"))]
    receivers = [
        without(them),
        without(them, "specialties"),
        without(them, "specialties", "practice"),
        without(them, "city"),
    ]
    coffee = Meeting(1, "2026-10-03", "coffee", None, None, (1,))
    told = [
        draft_message(sender, without(receiver, **met), TODAY, meeting, sent_on)
        for sender, receiver in itertools.product(senders, receivers)
        for met, meeting, sent_on in (
            ({}, None, None),
            ({"how_known": "met"}, None, None),
            ({"first_met": "2026-10-01"}, None, None),
            ({}, coffee, None),
            ({}, None, "2026-11-02"),
        )
    ]
    templates = json.loads(Path(outreach.__file__).with_suffix(".json").read_text(encoding="utf-8"))
    for situation in (NEW, MET, SENT):
        said = "\n".join(f"{one.subject}\n{one.text}" for one in told if one.situation == situation)
        choices = [templates[situation]["subject"], *itertools.chain(*templates[situation]["paragraphs"])]
        for sentence in itertools.chain(*choices):
            assert sentence.format(**KNOWN) in said, sentence


def without(whole: Card, *names: str, **more: str) -> Card:
    """The card with these fields unknown, and more beside what it holds."""
    return whole._replace(values={name: value for name, value in whole.values.items() if name not in names} | more)
