"""The spreadsheet of colleagues: columns, spelling, dates, and each bad cell named by row and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from refer_cli.exchange.colleagues_out import dated_fields, header, row, write_table
from refer_cli.exchange.column_words import dated_field, header_fold, header_words
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, Skipped, Unread
from refer_cli.fields.card import Card, Dated
from refer_cli.fields.catalogue import FIELDS
from refer_cli.fields.values import Accepting, Item, Listing

TODAY = "2026-11-24"


def read(tmp_path: Path, text: str, as_of: str | None = None) -> list[Incoming | Skipped]:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return list(open_source(path, TODAY, as_of).rows())


def one(tmp_path: Path, text: str, as_of: str | None = None) -> Incoming:
    (found,) = read(tmp_path, text, as_of)
    assert isinstance(found, Incoming), found
    return found


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_every_field_is_a_column_however_it_is_written(field: str) -> None:
    words = field.replace("_", " ")
    for spelled in (field, field.upper(), f"  {words.title()} ", "".join(words.title().split())):
        assert header_words()[header_fold(spelled)] == field
    assert dated_field(header_fold(f"{field}_as_of")) == field


def test_values_are_read_in_the_spelling_of_the_spreadsheet(tmp_path: Path) -> None:
    values = one(
        tmp_path,
        "State,NAME,specialties,panels,license states,ties,fee,telehealth,accepting,approaches\n"
        'or,Ada Birch,OCD (certified);anxiety,OHP;Aetna (full);Cigna (no),"OR, Washington",none,$150,yes,'
        "waitlist until 2027-03,CBT; EMDR; ...\n",
    ).facts.values
    assert values["specialties"] == Listing((Item("OCD", "certified"), Item("anxiety")))
    assert values["panels"] == Listing((Item("Medicaid"), Item("Aetna", "full"), Item("Cigna", "no")))
    assert values["license_states"] == Listing((Item("OR"), Item("WA")))
    assert values["ties"] == Listing()
    assert values["accepting"] == Accepting("waitlist", "2027-03")
    assert values["approaches"] == Listing((Item("CBT"), Item("EMDR")), open=True)
    assert (values["fee"], values["telehealth"], values["state"]) == (150, True, "OR")


def test_an_empty_cell_gives_nothing(tmp_path: Path) -> None:
    assert set(one(tmp_path, "name,fee,panels,notes\nAda Birch,, ,\n").facts.values) == {"name"}


def test_a_file_without_dates_is_dated_today_or_as_told(tmp_path: Path) -> None:
    text = "name,fee\nAda Birch,90\n"
    undated = one(tmp_path, text)
    assert (undated.facts.as_of, undated.file_dated) == (TODAY, frozenset())
    told = one(tmp_path, text, "2026-01-02")
    assert (told.facts.as_of, told.file_dated) == ("2026-01-02", {"name", "fee"})


def test_a_row_a_field_and_an_entry_carry_their_own_days(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        "name,fee,fee_as_of,panels,panels_as_of,as_of\n"
        "Ada Birch,90,2026-02-03,Aetna;Cigna,2026-03-01; Cigna: 2025-12-24,11/1/2026\n",
        "2020-01-01",
    )
    assert found.facts.as_of == "2026-11-01"
    assert found.facts.dated == {"fee": "2026-02-03", "panels": "2026-03-01"}
    assert found.facts.values["panels"] == Listing((Item("Aetna"), Item("Cigna", None, "2025-12-24")))
    assert found.file_dated == {"name", "fee", "panels"}


def test_a_field_date_alone_dates_that_field_only(tmp_path: Path) -> None:
    found = one(tmp_path, "name,fee,fee_as_of,city\nAda Birch,90,2026-02-03,Denver\n")
    assert found.file_dated == {"fee"}
    assert found.facts.as_of == TODAY


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("fee", "abc"),
        ("state", "Narnia"),
        ("npi", "1234567890"),
        ("email", "ada"),
        ("telehealth", "perhaps on some days"),
        ("first_met", "2026-02-30"),
        ("first_met", "2099-01-01"),
        ("as_of", "2099-01-01"),
        ("fee_as_of", "soon"),
        ("license_states", "Atlantis"),
        ("tags", "x" * 301),
    ],
)
def test_a_bad_cell_costs_neither_the_row_nor_the_file(tmp_path: Path, column: str, cell: str) -> None:
    columns = {"name": "Ada Birch", "fee": "90", "as_of": "2026-01-01"} | {column: cell}
    text = f"{','.join(columns)}\n{','.join(columns.values())}\nFlo Gum\n"
    odd, good = read(tmp_path, text)
    assert isinstance(odd, Incoming) and isinstance(good, Incoming)
    assert odd.facts.values["name"] == "Ada Birch" and column not in odd.facts.values
    assert [unread.words for unread in odd.unread] == [cell]


def test_a_row_that_names_nobody_is_left_out(tmp_path: Path) -> None:
    bad, good = read(tmp_path, "name,fee\n,90\nFlo Gum,80\n")
    assert isinstance(good, Incoming)
    assert bad == Skipped(2, None, "names nobody", refuses=False)


def test_days_are_understood_as_they_are_typed_elsewhere(tmp_path: Path) -> None:
    text = "name,fee,fee_as_of,first_met,as_of\nAda Birch,90,3 days ago,11/12,yesterday\n"
    (row,) = read(tmp_path, text)
    assert isinstance(row, Incoming)
    assert row.facts.as_of == "2026-11-23" and row.facts.dated == {"fee": "2026-11-21"}
    assert row.facts.values["first_met"] == "2026-11-12"


def test_a_floor_above_the_fee_is_no_fact(tmp_path: Path) -> None:
    row = one(tmp_path, "name,fee,fee_floor\nAda Birch,90,120\n")
    assert row.facts.values == {"name": "Ada Birch", "fee": 90}
    assert row.unread == (Unread("fee_floor", "120"),)


def test_cells_beyond_the_header_are_kept(tmp_path: Path) -> None:
    first, second = read(tmp_path, "name,city\nAda Birch,Denver,CO\nFlo Gum,Austin,,\n")
    assert isinstance(first, Incoming) and first.unread == (Unread("column C", "CO", meant=False),)
    assert isinstance(second, Incoming) and second.unread == ()


def test_an_id_is_the_key_within_the_file(tmp_path: Path) -> None:
    found = one(tmp_path, "id,name\nA-17,Ada Birch\n")
    assert (found.facts.key, found.facts.source, found.book_id) == ("A-17", "csv", None)


def test_a_column_of_somebody_elses_source_is_no_source_of_ours(tmp_path: Path) -> None:
    assert one(tmp_path, "id,name,recorded_by\n7,Ada Birch,the web\n").facts.source == "csv"


def test_an_exported_card_comes_back_equal(tmp_path: Path) -> None:
    card = Card(
        7,
        {
            "name": "Ada Birch",
            "panels": Listing((Item("Aetna", None, "2026-01-09"), Item("Cigna", "full"), Item("Moda", "no"))),
            "approaches": Listing((Item("CBT"),), open=True),
            "ties": Listing(),
            "accepting": Accepting("waitlist", "2027-03"),
            "fee": 0,
            "telehealth": False,
            "notes": 'says "hello",\nthen leaves; twice',
        },
        "2026-10-01",
        "me",
        {"panels": Dated("2026-09-01", "me"), "fee": Dated("2025-01-01", "me")},
    )
    dated = dated_fields([card])
    assert dated == {"panels", "fee"}
    text = io.StringIO(newline="")
    assert write_table(text, header(dated), [row(card, dated, None, "2026-10-02")]) == 1
    found = one(tmp_path, text.getvalue())
    assert found.facts.values == dict(card.values)
    assert (found.facts.as_of, found.facts.source, found.facts.key) == ("2026-10-01", "me", None)
    assert found.facts.dated == {"panels": "2026-09-01", "fee": "2025-01-01"}
    assert (found.book_id, found.archived_on) == (7, "2026-10-02")


def test_an_export_has_every_field_as_a_column() -> None:
    columns = header(frozenset())
    assert {field.name for field in FIELDS} <= set(columns)
    assert next(csv.reader([",".join(columns)])) == columns


def test_the_cells_of_a_row_come_together(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        "Clinician,Good with,Modalities,Openings?,Remarks,Town,Zip code\n"
        'Ada Birch,"anxiety, CBT",EMDR,yes,Retired,Reno,"Denver, CO 80202"\n',
    )
    approaches = row.facts.values["approaches"]
    # The list that its own column gave is complete, whatever another column adds.
    assert isinstance(approaches, Listing) and not approaches.open and set(approaches.names()) == {"EMDR", "CBT"}
    assert row.facts.values["accepting"] == Accepting("no")
    assert row.facts.values["city"] == "Reno"


def test_marks_of_the_first_people_are_no_header(tmp_path: Path) -> None:
    rows = "Ada Birch,trained,full,trained\nBo Elm,x,open,x\n"
    read_rows = read(tmp_path, f"Name,EMDR?,Cigna,Anxiety\n{rows}")
    names = [row.facts.values["name"] for row in read_rows if isinstance(row, Incoming)]
    assert names == ["Ada Birch", "Bo Elm"]
