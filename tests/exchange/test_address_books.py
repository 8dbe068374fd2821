"""What a contact of an address book becomes: facts where a field holds them, else words for the notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.capture.contacts import Contact, Labelled, PostalAddress
from refer_cli.exchange.address_books import Setting, incoming, is_system_label
from refer_cli.exchange.choosing import likely
from refer_cli.exchange.contact_rows import Cell, contact_of
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, Skipped
from refer_cli.fields.values import Listing
from refer_cli.places.gazetteer import Gazetteer

TODAY = "2026-11-24"
SETTING = Setting("vcard", TODAY)


def row(**said: Any) -> Incoming:
    """The row of a contact of whom this is said beside her name."""
    found = incoming(Contact(1, **{"first": "Ada", "last": "Birch", "shown": "Ada Birch", **said}), SETTING)
    assert isinstance(found, Incoming)
    return found


def values(**said: Any) -> dict[str, Any]:
    """Her facts, lists as names."""
    facts = row(**said).facts.values
    return {field: value.names() if isinstance(value, Listing) else value for field, value in facts.items()}


def unread(**said: Any) -> list[tuple[str, str]]:
    """What goes into the notes."""
    return [(entry.column, entry.words) for entry in row(**said).unread]


@pytest.mark.parametrize(
    ("said", "name", "letters"),
    [
        ({"suffix": "LCSW"}, "Ada Birch", ("LCSW",)),
        ({"suffix": "PhD, LCSW"}, "Ada Birch", ("PhD", "LCSW")),
        ({"last": "Birch, LCSW"}, "Ada Birch", ("LCSW",)),
        ({"last": "Birch LCSW"}, "Ada Birch", ("LCSW",)),
        ({"shown": "Ada Birch, LCSW"}, "Ada Birch", ("LCSW",)),
        ({"first": "Dr. Ada", "prefix": "Dr."}, "Ada Birch", ()),
        ({"first": "", "last": "", "shown": "Dr. Ada Birch, PsyD"}, "Ada Birch", ("PsyD",)),
        ({"middle": "May", "shown": "Ada May Birch"}, "Ada May Birch", ()),
        ({"middle": "May", "shown": ""}, "Ada May Birch", ()),
        ({"middle": "May"}, "Ada Birch", ()),
        ({"suffix": "Jr."}, "Ada Birch Jr.", ()),
        (
            {"first": "", "last": "", "shown": "Ada Birch, LCSW", "organization": "Ada Birch, LCSW"},
            "Ada Birch",
            ("LCSW",),
        ),
        ({"first": "", "last": "", "shown": "Elm Counseling - Ada Birch"}, "Ada Birch", ()),
        ({"titles": ("LCSW, Owner",)}, "Ada Birch", ("LCSW",)),
        ({"titles": ("CT, MRI",)}, "Ada Birch", ()),
        ({"last": "Birch therapist", "shown": "Ada Birch therapist"}, "Ada Birch", ()),
        ({"last": "Birch (child psychologist)"}, "Ada Birch", ()),
        ({"last": "Birch Counseling", "shown": "Ada Birch Counseling"}, "Ada Birch", ()),
        ({"first": "", "last": "Birch, Ada", "shown": "Birch, Ada"}, "Ada Birch", ()),
        ({"titles": ("Licensed Clinical Social Worker",)}, "Ada Birch", ("LCSW",)),
        ({"titles": ("LMFT",)}, "Ada Birch", ("LMFT",)),
        ({"titles": ("CT technician",)}, "Ada Birch", ()),
        ({"titles": ("Intern",)}, "Ada Birch", ()),
    ],
)
def test_letters_are_found_wherever_a_contact_has_them(
    said: dict[str, Any], name: str, letters: tuple[str, ...]
) -> None:
    found = values(**said)
    assert (found["name"], found.get("credentials", ())) == (name, letters)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"titles": ("Clinical Director",)}, ("Job title", "Clinical Director")),
        ({"nickname": "Adie"}, ("Nickname", "Adie")),
        ({"labels": ("a" * 101,)}, ("Label", "a" * 101)),
        ({"last": "Birch therapist", "shown": "Ada Birch therapist"}, ("Job title", "therapist")),
        ({"middle": "May"}, ("Middle name", "May")),
        ({"department": "Intake"}, ("Department", "Intake")),
        ({"suffix": "the Great"}, ("Suffix", "the Great")),
        ({"shown": "Addie B (gym)"}, ("Shown as", "Addie B (gym)")),
        ({"others": (("Birthday", "1970-01-31"),)}, ("Birthday", "1970-01-31")),
        ({"phones": (Labelled("fax me", "work"),)}, ("Phone (work)", "fax me")),
        ({"mails": (Labelled("ada at example", "home"),)}, ("E-mail (home)", "ada at example")),
        ({"webs": (Labelled("n/a"),)}, ("Website", "n/a")),
        ({"addresses": (PostalAddress("home", whole="12 Hill Road, Bristol"),)},
         ("Address (home)", "12 Hill Road, Bristol")),
        ({"addresses": (PostalAddress("work", "Am Weg 1", "Berlin", "", "10115", "DE"),)},
         ("Address (work)", "Am Weg 1, Berlin, 10115, DE")),
    ],
)  # fmt: skip
def test_what_no_field_holds_is_kept_under_its_name(said: dict[str, Any], kept: tuple[str, str]) -> None:
    assert kept in unread(**said)


def test_the_telephone_at_work_is_taken_and_no_other_is_lost() -> None:
    phones = (
        Labelled("303-555-0103", "home"), Labelled("303-555-0109", "work fax"), Labelled("303-555-0101", "work"),
        Labelled("303-555-0102", "mobile", True), Labelled("303-555-0108", "pager"),
    )  # fmt: skip
    assert values(phones=phones)["phone"] == "303-555-0101"
    assert dict(unread(phones=phones)) == {
        "Work fax": "303-555-0109", "Pager": "303-555-0108", "Phone (mobile)": "303-555-0102",
        "Phone (home)": "303-555-0103",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("(111) 555-1111", "111-555-1111"), ("016-555 1234", "016-555 1234"), ("0123/45678", "0123/45678"),
        ("303.555.0101 x12", "303-555-0101, ext 12"), ("123456", "123456"), ("+1 (212) 204-34456", None),
        ("BusinessPhone", None), ("7yy-zzz-xxx", None), ("12", None),
    ],
)  # fmt: skip
def test_a_number_is_taken_whole_or_not_at_all(said: str, number: str | None) -> None:
    assert values(phones=(Labelled(said),)).get("phone") == number
    assert number is not None or ("Phone", said) in unread(phones=(Labelled(said),))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (PostalAddress("", "1 Elm St", "Denver", "CO", "80202", "USA"), ("1 Elm St", "Denver", "CO", "80202")),
        (PostalAddress("", "1 Elm St", "Denver", "Colorado", "80202-1234"), ("1 Elm St", "Denver", "CO", "80202-1234")),
        (PostalAddress("", "", "Denver", "CO", ""), (None, "Denver", "CO", None)),
        (PostalAddress("", "1 Elm St", "New York", "", "10011", "US"), ("1 Elm St", "New York", None, "10011")),
        (PostalAddress("", whole="1 Elm St\nDenver, CO 80202\nUSA"), ("1 Elm St", "Denver", "CO", "80202")),
        (PostalAddress("", "1 Elm St\nDenver, CO 80202"), ("1 Elm St", "Denver", "CO", "80202")),
        (PostalAddress("", "Jalan 1", "Kuala Lumpur", "Selangor", "50450"), ("Jalan 1", "Kuala Lumpur", None, None)),
        (PostalAddress("", "Am Weg 1", "Leipzig", "", "04315", "Germany"), (None, None, None, None)),
        (PostalAddress("", "Am Weg 1", "Leipzig", "DE", "04315", "DE"), (None, None, None, None)),
        (PostalAddress("", "2875 Laurier", "Quebec", "QC", "G1V 2M2", "Canada"), (None, None, None, None)),
    ],
)
def test_an_address_makes_no_state_and_no_zip_that_it_has_not(
    address: PostalAddress, place: tuple[str | None, ...]
) -> None:
    found = values(addresses=(address,))
    assert tuple(found.get(field) for field in ("street", "city", "state", "zip")) == place


def test_a_zip_of_another_state_is_kept_in_the_notes(gazetteer: Gazetteer) -> None:
    contact = Contact(1, "Ada", "", "Birch", addresses=(PostalAddress("", "1 Elm", "Austin", "TX", "80202"),))
    found = incoming(contact, SETTING._replace(gazetteer=lambda: gazetteer))
    assert isinstance(found, Incoming)
    assert ("zip" in found.facts.values, found.facts.values["state"]) == (False, "TX")
    assert [entry.words for entry in found.unread] == ["1 Elm, Austin, TX 80202"]


@pytest.mark.parametrize(
    ("label", "is_theirs"),
    [
        ("* myContacts", True), ("My Contacts", True), ("Imported on 3/29", True), ("Importiert am 29.3.", True),
        ("* Starred", True), ("Therapists", False), ("Friends of the clinic", False), ("Imports", False),
    ],
)  # fmt: skip
def test_groups_of_programs_are_no_labels(label: str, is_theirs: bool) -> None:
    assert is_system_label(label) is is_theirs


@pytest.mark.parametrize(
    ("said", "ticked"),
    [
        ({"suffix": "LCSW"}, True),
        ({"suffix": "PhD"}, True),
        ({"last": "Birch DDS"}, False),
        ({"first": "Ada (EMDR)"}, True),
        ({"suffix": "MD"}, True),
        ({"suffix": "MD", "organization": "Sunny Pediatrics"}, False),
        ({"organization": "Elm Counseling"}, True),
        ({"organization": "Elm Physical Therapy"}, False),
        ({"organization": "Gum Dental"}, False),
        ({"titles": ("Psychotherapist",)}, True),
        ({"last": "Birch therapist"}, True),
        ({"last": "Birch Counseling"}, True),
        ({"titles": ("Massage therapist",)}, False),
        ({"titles": ("Legal counsel",)}, False),
        ({"labels": ("Therapists",)}, True),
        ({"labels": ("Book club",)}, False),
        ({"note": "EMDR for trauma"}, True),
        ({"note": "plays tennis"}, False),
        ({}, False),
    ],
)
def test_who_is_a_colleague_by_all_signs_is_ticked(said: dict[str, Any], ticked: bool) -> None:
    assert likely(row(**said)) is ticked


def test_a_card_dates_its_facts_by_its_last_change() -> None:
    assert row(changed_on="2025-03-01").facts.as_of == "2025-03-01"
    assert row(changed_on="2099-03-01").facts.as_of == TODAY
    assert row(changed_on="2025-99-99").facts.as_of == TODAY


def test_values_of_one_cell_are_parted_and_a_column_of_nobody_is_kept() -> None:
    filled = [
        Cell("First Name", "Ada"), Cell("Last Name", "Birch"), Cell("Phone 1 - Label", "workFax"),
        Cell("Phone 1 - Value", "303-555-0109"), Cell("Phone 2 - Value", "303-555-0101 ::: 303-555-0102"),
        Cell("Labels", "* myContacts ::: Rotary"), Cell("Favourite colour", "blue"),
    ]  # fmt: skip
    contact = contact_of("google", 2, filled)
    assert [phone.words for phone in contact.phones] == ["303-555-0109", "303-555-0101", "303-555-0102"]
    assert contact.phones[0].kind == "work fax"
    assert contact.labels == ("* myContacts", "Rotary")
    assert contact.others == (("Favourite colour", "blue"),)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters='"'), max_size=12)
CELLS = st.one_of(WORDS, st.sampled_from(["Ada", "Birch, LCSW", "303-555-0101", "a ::: b", "CO", "DE", "80202", "* x"]))
HEADINGS = {
    "google": "First Name,Last Name,Name Suffix,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City,"
    "Address 1 - Region,Address 1 - Postal Code,Notes,Labels",
    "outlook": "First Name,Last Name,Suffix,E-mail Address,Business Phone,Home Phone,Business City,Business State,"
    "Business Postal Code,Notes,Categories",
    "linkedin": "First Name,Last Name,URL,Email Address,Company,Position,Connected On,a,b,c,d",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for the files of a property."""
    return tmp_path_factory.mktemp("contacts")


@given(kind=st.sampled_from(sorted(HEADINGS)), rows=st.lists(st.lists(CELLS, min_size=11, max_size=11), max_size=4))
def test_whatever_stands_in_the_cells_every_contact_is_counted(folder: Path, kind: str, rows: list[list[str]]) -> None:
    filled = [cells for cells in rows if any(cell.strip() for cell in cells)]
    lines = [HEADINGS[kind], *(",".join(f'"{cell}"' for cell in cells) for cells in filled)]
    path = folder / "contacts.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    source = open_source(path, TODAY)
    assert source.name == kind
    found = list(source.rows())
    assert len(found) == len(filled)
    for read in found:
        assert isinstance(read, Skipped) or read.facts.values["name"]
        assert isinstance(read, Incoming) or read.reason


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_of_a_vcard_stop_an_import(folder: Path, lines: list[bytes]) -> None:
    path = folder / "contacts.vcf"
    path.write_bytes(b"BEGIN:VCARD\r\nN:Birch;Ada\r\n" + b"\r\n".join(lines) + b"\r\nEND:VCARD\r\n")
    found = list(open_source(path, TODAY).rows())
    assert found
    assert all(isinstance(read, Incoming | Skipped) for read in found)
