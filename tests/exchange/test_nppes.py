"""The registry's monthly file: who is taken, what is taken of them, and what is left unknown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, Skipped
from refer_cli.exchange.nppes import COLUMNS, SLOTS, mental_health
from refer_cli.exchange.nppes_credentials import credentials
from refer_cli.exchange.personal_names import full_name
from refer_cli.fields.names import proper_case
from refer_cli.fields.values import Item, Listing

TODAY = "2026-11-24"
SLOT_COLUMNS = [
    f"{column}_{slot}"
    for slot in SLOTS
    for column in (
        "Healthcare Provider Taxonomy Code",
        "Provider License Number",
        "Provider License Number State Code",
        "Healthcare Provider Primary Taxonomy Switch",
    )
]
HEADER = [*COLUMNS.values(), "Provider Sex Code", *SLOT_COLUMNS]
# A fictional person; the NPI is the registry's own example of a valid check digit.
ADA = {
    "npi": "1234567893",
    "entity": "1",
    "last": "MCBIRCH",
    "first": "ADA",
    "middle": "Q",
    "credential": "PH. D., L.I.C.S.W.",
    "street": "12 MAIN ST",
    "street_2": "STE 4",
    "city": "NORTH ADAMS",
    "state": "MA",
    "zip": "012471234",
    "phone": "4135550101",
    "updated": "07/08/2007",
}
CLINICAL_PSYCHOLOGIST = ("103TC0700X", "123", "MA")


def read(
    tmp_path: Path,
    *slots: tuple[str, str, str],
    all_taxonomies: bool = False,
    header: list[str] | None = None,
    **changed: str,
) -> Incoming | Skipped:
    cells = {COLUMNS[name]: value for name, value in {**ADA, **changed}.items()}
    cells["Provider Sex Code"] = "F"
    for number, slot in enumerate(slots or (CLINICAL_PSYCHOLOGIST,), 1):
        for column, value in zip(SLOT_COLUMNS[:3], slot, strict=True):
            cells[column.replace("_1", f"_{number}")] = value
    path = tmp_path / "npidata.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header or HEADER)
        writer.writerow([cells.get(column, "") for column in header or HEADER])
    (row,) = open_source(path, TODAY, all_taxonomies=all_taxonomies).rows()
    return row


def test_what_the_registry_says_is_taken_and_nothing_else(tmp_path: Path) -> None:
    row = read(tmp_path)
    assert isinstance(row, Incoming)
    assert row.facts.values == {
        "name": "Ada McBirch",
        "npi": "1234567893",
        "credentials": Listing((Item("PhD"), Item("LICSW")), open=True),
        "street": "12 Main St, Ste 4",
        "city": "North Adams",
        "state": "MA",
        "zip": "01247",
        "phone": "413-555-0101",
        "license_states": Listing((Item("MA"),), open=True),
        "tags": Listing((Item("Clinical Psychologist"),), open=True),
    }
    assert (row.facts.as_of, row.facts.source, row.facts.key) == ("2007-07-08", "nppes", "1234567893")
    assert row.only_new == {"how_known": "listed"}


def test_the_order_of_the_columns_does_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, header=HEADER[::-1]) == read(tmp_path)
    fewer = [column for column in HEADER if "Reactivation" not in column and not column.endswith("_15")]
    assert read(tmp_path, header=fewer) == read(tmp_path)


@pytest.mark.parametrize(
    ("changed", "slots", "said"),
    [
        # Neurology shares the first four letters of psychiatry.
        ({}, [("2084N0400X", "1", "MA")], "no mental-health taxonomy"),
        ({}, [("103T", "1", "MA")], "no mental-health taxonomy"),
        ({"entity": "2"}, [CLINICAL_PSYCHOLOGIST], "organization"),
        ({"deactivated": "01/02/2015"}, [CLINICAL_PSYCHOLOGIST], "deactivated on 2015-01-02"),
        ({"deactivated": "01/02/2015", "entity": ""}, [CLINICAL_PSYCHOLOGIST], "deactivated"),
        ({"state": "ONTARIO"}, [CLINICAL_PSYCHOLOGIST], "outside"),
    ],
)
def test_who_is_not_wanted_is_left_out_without_refusing_the_file(
    tmp_path: Path, changed: dict[str, str], slots: list[tuple[str, str, str]], said: str
) -> None:
    row = read(tmp_path, *slots, **changed)
    assert isinstance(row, Skipped) and said in row.reason and not row.refuses


def test_a_reactivated_record_is_taken(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, deactivated="01/02/2015", reactivated="03/04/2015"), Incoming)


def test_licences_come_from_mental_health_slots_with_a_number(tmp_path: Path) -> None:
    row = read(
        tmp_path,
        ("2084P0800X", "1", "MA"),
        ("2084N0400X", "2", "NY"),
        ("2084P0804X", "", "CT"),
        ("2084P0805X", "4", "ZZ"),
        ("103T00000X", "5", "RI"),
    )
    assert isinstance(row, Incoming)
    assert row.facts.values["license_states"] == Listing((Item("MA"), Item("RI")), open=True)


def test_all_taxonomies_takes_every_person(tmp_path: Path) -> None:
    row = read(tmp_path, ("2084N0400X", "2", "NY"), all_taxonomies=True)
    assert isinstance(row, Incoming)
    assert "tags" not in row.facts.values
    assert row.facts.values["license_states"] == Listing((Item("NY"),), open=True)


def test_a_wrong_npi_or_no_name_is_a_bad_row(tmp_path: Path) -> None:
    for changed, column in (
        ({"npi": "1234567890"}, "npi"),
        ({"first": "", "last": ""}, "name"),
        ({"npi": ""}, "npi"),
    ):
        row = read(tmp_path, **changed)
        assert isinstance(row, Skipped) and row.refuses and row.column == column


def test_what_cannot_be_read_stays_unknown(tmp_path: Path) -> None:
    row = read(tmp_path, zip="0124", phone="", credential=" , ", updated="", street="", street_2="")
    assert isinstance(row, Incoming)
    assert row.facts.values["zip"] == "00124"
    assert not {"phone", "credentials", "street"} & set(row.facts.values)
    assert row.facts.as_of == TODAY


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PH.D.", ["PhD"]),
        ("PH. D.", ["PhD"]),
        ("PHD, LMHC", ["PhD", "LMHC"]),
        ("L.I.C.S.W.", ["LICSW"]),
        ("LICSW,CEAP,BCD", ["LICSW", "CEAP", "BCD"]),
        ("MSSS / LCSW", ["MSSS", "LCSW"]),
        ("PSY.D.", ["PsyD"]),
        ("ED.D.", ["EdD"]),
        ("M.D.", ["MD"]),
        ("LCSW LCSW", ["LCSW"]),
        ("X.Q.Z.", ["XQZ"]),
        ("Doctor of Sleep", ["Doctor of Sleep"]),
    ],
)
def test_credential_text_is_normalised_and_the_unknown_kept(text: str, names: list[str]) -> None:
    found = credentials(text, "MA")
    assert found is not None and found.open
    assert list(found.names()) == names


@given(st.text(max_size=40))
def test_any_credential_text_is_none_or_names(text: str) -> None:
    found = credentials(text, None)
    assert found is None or all(item.name.strip() for item in found.items)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("MCDONALD", "McDonald"),
        ("O'BRIEN", "O'Brien"),
        ("SANTOS-RODRIGUEZ", "Santos-Rodriguez"),
        ("DE LA CRUZ", "De La Cruz"),
        ("McKee", "McKee"),
        ("van der Berg", "van der Berg"),
        ("ST. ELIZABETH'S", "St. Elizabeth's"),
        ("2ND FLOOR 4A", "2nd Floor 4A"),
        ("PO BOX 7 NW", "PO Box 7 NW"),
    ],
)
def test_capitals_become_names(typed: str, written: str) -> None:
    assert proper_case(typed) == written


def test_a_full_name_has_a_suffix_and_no_bare_initial_alone() -> None:
    assert full_name("R.", "TIMOTHY", "KEY", "") == "R. Timothy Key"
    assert full_name("ADA", "Q", "BIRCH", "JR.") == "Ada Birch Jr."
    assert full_name("JAMES", "", "GUM", "III") == "James Gum III"


def test_the_list_of_codes_is_whole_codes_of_people() -> None:
    codes = mental_health()
    assert len(codes) > 60
    assert all(len(code) == 10 and code.endswith("X") for code in codes)
    assert "2084N0400X" not in codes and "261QM0801X" not in codes


def test_the_real_sample_when_it_is_there() -> None:
    path = Path(__file__).parents[3] / "shared/data/nppes/npidata_sample_a.csv"
    if not path.exists():
        pytest.skip("the sample file is not beside the project")
    rows = list(open_source(path, TODAY).rows())
    taken = [row for row in rows if isinstance(row, Incoming)]
    assert len(rows) == 1000
    assert len(taken) == 56
