"""What a search asks for, and the words that a card offers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.search_words import indexed, is_contact, telephone_words, wanted, words_of


def holds(asked: str, field: str, text: str, *, terms: bool = False) -> bool:
    """Whether one field alone has all that was asked for."""
    things = wanted(asked, terms=terms)
    return bool(things) and all(thing.stands_in(words_of(field, text)) for thing in things)


@pytest.mark.parametrize(
    "asked",
    ["612-555-0101", "6125550101", "(612) 555-0101", "+1 612.555.0101", "1-612-555-0101", "555-0101", "5550101", "0101",
     "612-555", "555-01", "612 555 0101", "612\u2011555\u20110101"],
)  # fmt: skip
@pytest.mark.parametrize("stored", ["612-555-0101", "(612)555-0101", "6125550101", "+1 612 555 0101, ext 12"])
def test_a_telephone_number_in_any_spelling_and_in_part(asked: str, stored: str) -> None:
    assert holds(asked, "phone", stored)


@pytest.mark.parametrize("asked", ["612-555-0102", "555-0110", "101", "80202-1234"])
def test_another_number_is_not_found(asked: str) -> None:
    assert not holds(asked, "phone", "612-555-0101")


def test_a_number_of_another_country() -> None:
    assert holds("+44 20 7946 0018", "phone", "+44 20 7946 0018")
    assert holds("7946 0018", "phone", "+44 20 7946 0018")


@pytest.mark.parametrize("asked", ["ada.birch@example.com", "ADA.BIRCH@Example.com", "@example.com", "birch@example"])
def test_an_e_mail_whole_or_in_part(asked: str) -> None:
    assert holds(asked, "email", "ada.birch@example.com")
    assert not holds(asked, "email", "ada.oak@example.org")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("oneil", "Mary O'Neil-Østby"),
        ("neil", "Mary O'Neil-Østby"),
        ("o neil ostby", "Mary O'Neil-Østby"),
        ("O'Neil", "Mary Oneil"),
        ("oneill", "Mary O Neill"),
        ("mclean", "Mc Lean"),
        ("mc lean", "McLean"),
        ("St. Paul", "Saint Paul"),
        ("saint paul", "moved to St. Paul in May"),
        ("ft collins", "Fort Collins"),
        ("mount hood", "Mt. Hood"),
        ("ph.d", "PhD of Yale"),
        ("phd", "a Ph.D. of Yale"),
        ("Dr.Oak", "asked Dr. Oak"),
    ],
)
def test_spellings_meet(asked: str, text: str) -> None:
    assert holds(asked, "notes", text)


def test_a_street_is_no_saint() -> None:
    assert not holds("saint", "street", "12 Main St")
    assert not holds("saint paul", "street", "12 Main St, by Pauline")


@pytest.mark.parametrize(
    ("asked", "field", "text"),
    [
        ("teens", "populations", "teen"),
        ("kids", "populations", "child"),
        ("seniors", "populations", "older adult"),
        ("BCBS", "panels", "Blue Cross Blue Shield"),
        ("Colorado", "state", "CO"),
        ("new mexico", "state", "NM"),
        ("eye movement desensitization and reprocessing", "approaches", "EMDR"),
    ],
)
def test_a_word_of_a_vocabulary_finds_its_term(asked: str, field: str, text: str) -> None:
    assert holds(asked, field, text, terms=True)
    assert not holds(asked, field, text)


def test_a_term_is_looked_for_whole_and_any_other_word_as_a_beginning() -> None:
    assert holds("trauma", "specialties", "racial trauma", terms=True)
    assert not holds("trauma", "specialties", "traumatic brain injury", terms=True)
    assert holds("traum", "specialties", "traumatic brain injury", terms=True)


def test_what_is_no_name_is_known_by_its_shape() -> None:
    contacts = ("612-555-0101", "555-0101", "6125550101", "ada@example.com", "+44 20 7946 0018")
    assert all(map(is_contact, contacts))
    assert not any(map(is_contact, ("Ada Birch", "7", "80202", "80202-1234", "1234", "", "@")))


@given(st.text(max_size=20))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    for word in indexed(text).split():
        assert all(thing.stands_in(words_of("notes", text)) for thing in wanted(word))
    assert telephone_words(text) is not None
