"""Which column of somebody's own list holds which field: headers as people write them, else the cells."""

from __future__ import annotations

import pytest

from refer_cli.exchange.column_words import PRACTICING, column_words, header_fold, header_words, target_named
from refer_cli.exchange.columns import Column, choose_columns, letter
from refer_cli.fields.catalogue import BY_NAME


def taken(header: list[str], *rows: list[str]) -> dict[str, str]:
    """What each column becomes; an entry of a list behind a colon."""
    columns = choose_columns(header, rows)
    return {column.label: column.target + (f": {column.entry}" if column.entry else "") for column in columns}


def test_every_word_of_the_data_is_found_as_it_stands_there() -> None:
    words = column_words()
    for target, spellings in words.fields.items():
        for spelling in spellings:
            assert header_fold(spelling) == spelling, spelling
            assert header_words()[spelling] == target
    for spelling, targets in words.decided_by_cells.items():
        assert header_fold(spelling) == spelling and spelling not in header_words()
        assert set(targets) <= {*BY_NAME, PRACTICING}
    assert not words.no_field & set(header_words())
    assert not words.no_field & set(words.decided_by_cells)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Full name", "name"),
        ("Clinician", "name"),
        ("Provider:", "name"),
        ("\u200bName", "name"),
        ("First", "first_name"),
        ("Last Name", "last_name"),
        ("Takes insurance?", "panels"),
        ("Insurance(s)", "panels"),
        ("Ins.", "panels"),
        ("In network with", "panels"),
        ("insurance_accepted", "panels"),
        ("INSURANCE 2", "panels"),
        ("Town", "city"),
        ("Cell", "phone"),
        ("Ph #", "phone"),
        ("Phone 2", "phone"),
        ("Rate", "fee"),
        ("$$", "fee"),
        ("Fee ($)", "fee"),
        ("sessionFeeMin", "fee_floor"),
        ("sessionFeeMax", "fee"),
        ("SS?", "fee_floor"),
        ("Sliding scale (Y/N)", "fee_floor"),
        ("Openings?", "accepting"),
        ("acceptingNewPatients", "accepting"),
        ("Taking new clients", "accepting"),
        ("Modalities", "approaches"),
        ("Good for", "specialties"),
        ("targetGroups", "populations"),
        ("Ages", "populations"),
        ("Letters", "credentials"),
        ("License type", "credentials"),
        ("licensed_states", "license_states"),
        ("telehealthStates", "license_states"),
        ("How do I know them", "how_known"),
        ("Last talked", "last_contact"),
        ("Met", "first_met"),
        ("E-mail 1", "email"),
        ("Web", "website"),
        ("Supervises", "ties"),
        ("Comments", "notes"),
        ("NPI", "npi"),
        ("What is your name?", "name"),
        ("Which insurance panels are you on?", "panels"),
        ("What are your specialties? (check all that apply)", "specialties"),
        ("Do you have openings?", "accepting"),
        ("Who do you see?", "populations"),
        ("Best phone number to reach you", "phone"),
        ("Are you telehealth, in person, or both?", "telehealth"),
        ("Anything else we should know?", "notes"),
    ],
)
def test_a_header_as_people_write_it_leads_to_its_field(header: str, field: str) -> None:
    assert taken([header], []) == {header: field}


@pytest.mark.parametrize("header", ["Licence #", "Fax", "Since", "Party story", "favourite color"])
def test_what_is_no_field_goes_into_the_notes(header: str) -> None:
    (column,) = choose_columns([header], [["303-555-0101"]] if header == "Fax" else [["something"]])
    assert (column.target, column.is_field) == ("notes", False)


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Modality", ["Telehealth", "In-Person", "Hybrid"], "telehealth"),
        ("Modality", ["CBT, DBT", "EMDR", "CBT"], "approaches"),
        ("Location", ["Denver, CO", "Boulder"], "city"),
        ("Location", ["12 Main St, Denver", "400 Elm Ave"], "street"),
        ("Location", ["CO", "WY"], "state"),
        ("License", ["LCSW", "LPC, LAC"], "credentials"),
        ("License", ["CO", "CO, WY"], "license_states"),
        ("Contact", ["Ada Birch", "Flo Gum"], "name"),
        ("Contact", ["303-555-0101", "303-555-0102"], "phone"),
        ("Status", ["open", "full", "waitlist"], "accepting"),
        ("Digits", ["303-555-0101", "(303) 555-0102", "3035550103"], "phone"),
        ("Plans they have", ["Aetna, Cigna", "Aetna/BCBS", "Medicaid"], "panels"),
        ("Stuff", ["anxiety, OCD", "depression", "PTSD; grief"], "specialties"),
        ("Stuff", ["anxiety", "likes dogs", "went to school with Bo"], "notes"),
        ("Stuff", ["ask me"], "notes"),
        ("What insurance do they take", ["Aetna", "none"], "panels"),
        ("Group", ["x", "", "x"], "populations: group"),
    ],
)
def test_the_cells_decide_where_the_word_does_not(header: str, cells: list[str], field: str) -> None:
    assert taken([header], *([cell] for cell in cells)) == {header: field}


def test_columns_of_marks_are_entries_of_a_list() -> None:
    header = ["Name", "Aetna", "Takes Cigna?", "EMDR", "Teens", "Spanish", "PTSD"]
    rows = [["Ada Birch", "x", "yes", "X", "\u2713", "y", "1"], ["Flo Gum", "", "no", "", "", "", ""]]
    assert taken(header, *rows) == {
        "Name": "name",
        "Aetna": "panels: Aetna",
        "Takes Cigna?": "panels: Cigna",
        "EMDR": "approaches: EMDR",
        "Teens": "populations: teen",
        "Spanish": "languages: Spanish",
        "PTSD": "specialties: PTSD",
    }


def test_a_column_of_marks_among_others_of_one_list_is_one_of_them() -> None:
    header = ["Name", "Aetna", "NWD", "Cigna", "Likes dogs"]
    chosen = taken(header, ["Ada Birch", "x", "x", "", "x"])
    assert chosen["NWD"] == "panels: NWD"
    assert chosen["Likes dogs"] == "notes"


def test_a_second_column_of_a_single_fact_goes_into_the_notes() -> None:
    chosen = choose_columns(["Name", "Town", "City"], [["Ada Birch", "Denver", "Boulder"]])
    assert [(column.target, column.is_field) for column in chosen] == [
        ("name", True),
        ("city", True),
        ("notes", False),
    ]


def test_what_was_said_comes_first() -> None:
    given = {"rate": "notes", "digits": "phone", "fax": "-", "nwd": "panels"}
    columns = choose_columns(["Name", "Rate", "Digits", "Fax", "NWD"], [["Ada Birch", "90", "?", "1", "x"]], given)
    assert [(column.label, column.target, column.entry) for column in columns][1:] == [
        ("Rate", "notes", None),
        ("Digits", "phone", None),
        ("Fax", "-", None),
        ("NWD", "panels", "NWD"),
    ]
    assert all(column.why == "given" for column in columns[1:])


def test_a_field_is_named_by_its_name_its_option_or_a_header() -> None:
    assert [target_named(text) for text in ("fee", "--panel", "lowest fee", "Openings?", "-", "shoe size")] == [
        "fee",
        "panels",
        "fee_floor",
        "accepting",
        "-",
        None,
    ]


def test_a_column_without_a_header_goes_by_its_letter() -> None:
    assert [letter(place) for place in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
    (_, column) = choose_columns(["Name", ""], [["Ada Birch", "blue"]])
    assert column == Column(1, "column B", "notes", None, "nothing", "blue")


@pytest.mark.parametrize("state", ["OK", "IN"])
def test_oklahoma_and_indiana_are_states_and_no_marks(state: str) -> None:
    rows = [["Q One", state, state], ["R Two", state, state]]
    assert taken(["Name", "Licensed in", "ST"], *rows) == {
        "Name": "name", "Licensed in": "license_states", "ST": "state"
    }  # fmt: skip
