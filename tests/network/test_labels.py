"""Client labels: good codes pass as they are, and what tells who a client is never does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.errors import BadValue
from refer_cli.network.labels import LONGEST, PLAIN_WORDS, check_label, check_ledger_label, same_label


@pytest.mark.parametrize(
    "label",
    [
        "A7", "a7", "C-014", "K12b", "client-7", "couple3", "TEEN_2", "file.12", "ref/9", "#31", "XK4", "Q", "7",
        "12345", "C-2026", "A2026", "7-12", "BX-3", "case-A", "family-0007", "ZZ9", "2026-3", "K1a", "K1b",
        "client-1203",
    ],
)  # fmt: skip
def test_a_code_is_taken_as_it_is(label: str) -> None:
    assert check_label(f" {label} ") == label


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("../x", "begins with"),
        (".7", "begins with"),
        ("a 7!", "space"),
        ("a7!", "other signs than"),
        ("", "empty"),
        ("  ", "empty"),
        ("Jane", "name"),
        ("jane7", "name"),
        ("J-Roe", "name"),
        ("JaneRoe", "name"),
        ("clientJane", "name"),
        ("client-Jane", "name"),
        ("Lynn", "name"),
        ("Jo", "name"),
        ("Jo-7", "name"),
        ("Zoë", "name"),
        ("O'Hara", "name"),
        ("Renée7", "name"),
        ("Ольга", "name"),
        ("王芳", "name"),
        ("Wm", "initials"),
        ("J.S.", "initials"),
        ("j.s", "initials"),
        ("JS", "initials"),
        ("JRS", "initials"),
        ("J-S", "initials"),
        ("js", "initials"),
        ("j-s", "initials"),
        ("jsd", "initials"),
        ("client-JS", "initials"),
        ("jo", "name"),
        ("ed", "name"),
        ("wu", "name"),
        ("ed-wu", "name"),
        ("jo-7", "name"),
        ("Schmdt", "name"),
        ("JHN-SMTH", "name"),
        ("J0hn", "name"),
        ("D4v1d-9", "name"),
        ("K1m", "letters that may be read"),
        ("4nna", "name"),
        ("l1z", "letters that may be read"),
        ("A-n-n-a", "letters that may be read"),
        ("a1n2n3a", "letters that may be read"),
        ("Jane Roe", "space"),
        ("A 7", "space"),
        ("jane@example.com", "e-mail"),
        ("j@x", "e-mail"),
        ("303-555-0101", "looks like a telephone number"),
        ("3035550101", "telephone"),
        ("555.0101", "telephone"),
        ("+1303555", "telephone"),
        ("MRN-483920", "telephone number, a record number"),
        ("123456", "record number"),
        ("A1987-03-14", "date"),
        ("3/14/87", "date"),
        ("14.3.1987", "date"),
        ("3/14", "date"),
        ("3-14-87", "date"),
        ("03141987", "date of birth"),
        ("14mar87", "date"),
        ("Mar14", "date"),
        ("JB1987", "initials"),
        ("J.B.1987", "initials"),
        ("jb-2011", "initials"),
        ("1987JB", "initials"),
        ("JS85", "initials with a year"),
        ("kh44", "initials with a year"),
        ("85-js", "initials with a year"),
        ("J1985", "initials with a year"),
        ("S-1985", "initials with a year"),
        ("2004-s", "initials with a year"),
        ("A05-12", "date"),
        ("t-0113", "date"),
        ("303a555b0113", "date"),
        ("303a555b9", "telephone"),
        ("y85m05d12", "date of birth"),
        ("MRN-12345", "record number"),
        ("ssn1234", "record number"),
        ("DOB-7", "record number"),
        ("X" * (LONGEST + 1), "longer"),
        ("A7;", "other signs"),
        ("A7\x00", "other signs"),
        ("-7", "begins with"),
        ("--reason", "name"),
    ],
)
def test_what_tells_who_it_is_is_refused_without_being_repeated(text: str, why: str) -> None:
    with pytest.raises(BadValue) as refusal:
        check_label(text)
    said = f"{refusal.value.sentence} {refusal.value.hint}"
    assert any(word in refusal.value.sentence for word in why.split("|")), refusal.value.sentence
    if len(text.strip()) > 2:
        assert text.strip().casefold() not in said.casefold()


names = st.sampled_from(["Ada", "Birch", "Kim", "Yusuf", "Ng Lee", "Maria", "Bea", "Ivo", "Sean", "Chloé", "Ana-Luz"])
around = st.text("0123456789-_./#", max_size=4)


@given(around, names, around)
def test_no_name_is_taken_whatever_stands_around_it(before: str, name: str, after: str) -> None:
    with pytest.raises(BadValue) as refusal:
        check_label(before + name + after)
    assert name.casefold() not in refusal.value.sentence.casefold().replace("name", "")


@given(st.from_regex(r"[A-Z]-?[0-9]{1,3}[a-d]?", fullmatch=True))
def test_every_letter_with_a_number_is_taken(label: str) -> None:
    assert check_label(label) == label


@given(st.sampled_from(sorted(PLAIN_WORDS)), st.integers(0, 999))
def test_every_plain_word_with_a_number_is_taken(word: str, number: int) -> None:
    assert check_label(f"{word}-{number}") == f"{word}-{number}"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_no_day_is_taken_in_any_common_spelling(day: date) -> None:
    for spelling in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y", "%m-%d-%y", "%Y%m%d", "%d%b%y", "%b%d", "%m%d%y"):
        with pytest.raises(BadValue):
            check_label(f"{day:{spelling}}")


@pytest.mark.parametrize("label", ["2", "1987", "0412", "#31"])
def test_the_ledger_takes_no_label_that_is_a_number(label: str) -> None:
    with pytest.raises(BadValue, match="digits only"):
        check_ledger_label(label)
    assert check_ledger_label("A2")


def test_the_same_client_whatever_the_capitals() -> None:
    assert same_label("a7", "A7")
    assert not same_label("A7", "A8")
    assert not same_label(None, None)
