"""Colleagues as a client may read of them, and cards that hold far more, for the tests of what is handed out."""

from __future__ import annotations

import io
from datetime import date

from hypothesis import strategies as st
from pypdf import PdfReader
from random_books import candidates

from refer_cli.fields.card import Card
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.handout.content import Office, Option, Sheet
from refer_cli.handout.sheet import ENDINGS, LARGE_ENDINGS, languages

TODAY = date(2026, 11, 24)
LONG_PRACTICE = "The Center for Compassionate and Collaborative Care of Denver"
NAMES = ("Łukasz Żółć", "Nguyễn Thị Ánh", "Ольга Берёзова")
SECRET = "Zqx"
"""Begins every private word that these cards hold, and stands in nothing else."""

FULL = Option(
    NAMES[0], ("LMFT", "PhD"), LONG_PRACTICE, ("anxiety",), ("PTSD",), ("EMDR",), ("warm",), ("Spanish",), ("adult",),
    ("woman",), "yes", None, "303-555-0101", "lukasz@example.com", "https://birch.example.com",
    Office("12 Elm St, Suite 400", "Denver", "CO", "80205", sure=True), "yes", None, ("Aetna",), ("Kaiser",),
    contact_by="text first", hours="evenings, Saturday", access=("step-free",), fee=150, lowest_fee=90, some_free=True,
)  # fmt: skip
WAITING = Option(
    NAMES[1], ("LCSW",), LONG_PRACTICE, works_with=("anxiety",), approaches=("CBT", "ACT"), opening="waitlist",
    wait_until="2027-03", phone="303-555-0102", video="ask", panels=("Aetna", "Cigna"), more_panels=True, lowest_fee=60,
)  # fmt: skip
BARE = Option(NAMES[2], panels_not=("Aetna",), office=Office(None, "Denver", "CO", None, sure=False))
NO_INSURANCE = Option("Flo Gum", opening="waitlist", takes_no_insurance=True, video="yes")
THREE = Sheet((FULL, WAITING, BARE))
FORMS = tuple(
    (ending, language, large)
    for ending in ENDINGS
    for language in languages()
    for large in ((False, True) if ending in LARGE_ENDINGS else (False,))
)


def text_of(data: bytes, ending: str) -> str:
    """The words of a file that was written."""
    if ending == ".pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    return data.decode("utf-8")


def secret_values(word: str, trust: int = 5) -> dict[str, Value]:
    """Every field of a card that no client may read, each holding the word."""

    def listing(name: str) -> Listing:
        return Listing((Item(f"{SECRET}{word} {name}"),))

    return {
        "trust": trust,
        "how_known": "worked-with" if trust > 3 else "listed",
        "first_met": "2011-01-07" if trust > 3 else "2012-02-08",
        "last_contact": "2019-09-03" if trust > 3 else "2018-08-04",
        **{name: f"{SECRET}{word} {name}" for name in (
            "introduced_by", "notes", "do_not_refer", "gender", "faith", "pronouns", "npi",
        )},
        **{name: listing(name) for name in ("groups", "follows", "ties", "tags", "identities")},
    }  # fmt: skip


@st.composite
def known_cards(draw: st.DrawFn, colleague_id: int = 1) -> Card:
    """A card with random facts that a client may read, and none of the private ones."""
    candidate = draw(candidates(colleague_id))
    values: dict[str, Value] = {
        name: value
        for name in (
            "name", "practice", "city", "state", "license_states", "authorities", "telehealth", "in_person",
            "accepting",
            "specialties", "approaches", "populations", "languages", "styles", "panels", "fee", "fee_floor",
            "sliding_slots", "pro_bono",
        )
        if (value := getattr(candidate, name)) is not None
    }  # fmt: skip
    values["credentials"] = Listing(tuple(Item(name) for name in candidate.credentials))
    values["phone"] = "303-555-0101"
    if draw(st.booleans()):
        values |= {"email": "someone@example.com", "website": "example.com", "street": "1 Oak St", "zip": "80205"}
    return Card(colleague_id, values, candidate.as_of, "me", point=candidate.point)


def with_secrets(card: Card, values: dict[str, Value]) -> Card:
    """The same card with private facts beside what it holds."""
    return card._replace(values={**card.values, **values})
