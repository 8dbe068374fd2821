"""Rules of the files that are shared: what is private changes no byte of them, and contacts come back as they were."""

from __future__ import annotations

import csv
import io

from examples import few
from hypothesis import given
from hypothesis import strategies as st
from sheet_options import NAMES, SECRET, TODAY, known_cards, secret_values, with_secrets

from refer_cli.capture.contacts import contact_of
from refer_cli.capture.vcards import cards as cards_of
from refer_cli.exchange.address_books import Setting, incoming
from refer_cli.exchange.colleagues_out import dated_fields, shared_header, shared_row, write_table
from refer_cli.exchange.incoming import Incoming
from refer_cli.exchange.vcard_out import vcards
from refer_cli.fields.card import Card, Dated
from refer_cli.fields.catalogue import SHARED
from refer_cli.fields.values import Accepting, Listing, Value
from refer_cli.handout.directory import directory
from refer_cli.handout.directory_page import page
from refer_cli.handout.directory_pdf import pdf

SHAREABLE = frozenset({"pronouns", "npi"})


def _as_kept(card: Card) -> Card:
    """The card as the book may hold it: whoever takes clients takes them until no day."""
    accepting = card.accepting()
    kept = {"accepting": Accepting("yes")} if accepting is not None and accepting.status == "yes" else {}
    return card._replace(values={**card.values, **kept})


PEOPLE = st.tuples(known_cards(1).map(_as_kept), known_cards(2).map(_as_kept)).map(list)


def _own_days(card: Card) -> dict[str, Value]:
    """The values, an entry with a day of its own only where that is another than the list's."""
    return {
        name: value._replace(
            items=tuple(
                item._replace(as_of=None if item.as_of == card.dating(name).as_of else item.as_of)
                for item in value.items
            )
        )
        if isinstance(value, Listing)
        else value
        for name, value in card.values.items()
    }


def _private(word: str, trust: int) -> dict[str, object]:
    return {name: value for name, value in secret_values(word, trust).items() if name not in SHAREABLE}


def _files(cards: list[Card]) -> list[bytes]:
    """The cards in every form, the PDF aside."""
    table = io.StringIO()
    dated = dated_fields(cards)
    write_table(table, shared_header(SHARED, dated), (shared_row(card, SHARED, dated) for card in cards))
    listed = directory(cards, SHARED, "Colleagues", TODAY)
    return [table.getvalue().encode(), vcards(cards, SHARED, "Colleagues", TODAY), page(listed).encode()]


@given(PEOPLE)
def test_what_is_private_changes_no_byte(cards: list[Card]) -> None:
    day = {"notes": Dated("2019-01-01", "me"), "trust": Dated("2019-01-01", "me")}
    held = [with_secrets(card, _private("one", 5)) for card in cards]
    others = [with_secrets(card, _private("two", 1))._replace(dated=day) for card in cards]
    assert _files(held) == _files(cards) == _files(others)
    assert not [file for file in _files(held) if SECRET.encode() in file]


@given(PEOPLE)
@few
def test_nor_of_the_printed_directory(cards: list[Card]) -> None:
    held = [with_secrets(card, _private("one", 5)) for card in cards]
    drawn = [pdf(directory(people, SHARED, "Colleagues", TODAY), TODAY) for people in (cards, held)]
    assert drawn[0] == drawn[1]


@given(PEOPLE, st.dates(TODAY.replace(year=2025), TODAY))
def test_contacts_come_back_with_every_fact_and_its_day(cards: list[Card], day: object) -> None:
    cards = [card._replace(dated={"panels": Dated(f"{day}", "me")}) for card in cards]
    read = [incoming(contact_of(card), Setting("vcard", TODAY.isoformat()))
            for card in cards_of(vcards(cards, SHARED, "Team; A", TODAY))]  # fmt: skip
    assert len(read) == len(cards)
    for card, row in zip(cards, read, strict=True):
        assert isinstance(row, Incoming) and row.unread == ()
        assert {name: value for name, value in row.facts.values.items() if value is not None} == _own_days(card)
        if "panels" in card.values and f"{day}" != card.as_of:
            assert row.facts.dated.get("panels") == f"{day}"
        assert row.facts.as_of == card.as_of


def test_names_of_other_scripts_are_printed() -> None:
    cards = [Card(number, {"name": name}, "2026-11-01", "me") for number, name in enumerate(NAMES)]
    assert pdf(directory(cards, SHARED, "Nasze koleżanki", TODAY), TODAY).startswith(b"%PDF")


def test_the_lines_of_a_table_are_the_cards_in_order() -> None:
    cards = [Card(1, {"name": "Ada Birch"}, "2026-11-01", "me"), Card(2, {"name": "Bo Elm"}, "2026-11-02", "me")]
    rows = list(csv.reader(io.StringIO(_files(cards)[0].decode())))
    assert [(row[0], row[len(SHARED)]) for row in rows] == [
        ("name", "as_of"), ("Ada Birch", "2026-11-01"), ("Bo Elm", "2026-11-02"),
    ]  # fmt: skip
