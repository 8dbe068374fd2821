"""Workbooks and lists as they lie about: sheets, title lines, headings between people, and cells as people see them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from refer_cli.errors import Refused
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, Skipped, Unread, WithColumns
from refer_cli.exchange.rows_between import Line, line_alone
from refer_cli.fields.values import Item, Listing

TODAY = "2026-11-24"


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook; a sheet whose name begins with `hidden` is."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name.startswith("hidden"):
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def people(source: Any) -> dict[str, Incoming]:
    return {str(row.facts.values["name"]): row for row in source.rows() if isinstance(row, Incoming)}


def test_cells_are_as_a_person_sees_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        List=[
            ["Name", "Cell", "Rate", "Last talked", "In person?", "Zip"],
            ["Ada Birch", 3035550101.0, 150.0, datetime(2026, 10, 3), True, 80205],
            ["Flo Gum", "303-555-0102", 95, date(2026, 11, 1), False, None],
        ],
    )
    found = people(open_source(path, TODAY))
    ada = found["Ada Birch"].facts.values
    assert "".join(sign for sign in str(ada["phone"]) if sign.isdigit()) == "3035550101"
    assert (ada["fee"], ada["last_contact"], ada["in_person"], ada["zip"]) == (150, "2026-10-03", True, "80205")
    assert found["Flo Gum"].facts.values["in_person"] is False


def test_all_sheets_of_people_are_read_and_no_others(tmp_path: Path) -> None:
    header = ["Name", "City", "Aetna"]
    path = workbook(
        tmp_path / "list.xlsx",
        hidden_old=[header, ["Ghost Person", "Denver", "x"]],
        How=[["Please keep this up to date"], ["X means in network"]],
        Portland=[header, ["Ada Birch", "Portland", "x"], [None, None, None], [None, "Portland", None]],
        Salem=[["Our list"], header, ["Flo Gum", "Salem", None]],
    )
    source = open_source(path, TODAY)
    rows = list(source.rows())
    assert [str(row.facts.values["name"]) for row in rows if isinstance(row, Incoming)] == ["Ada Birch", "Flo Gum"]
    assert isinstance(source, WithColumns)
    assert source.sheets == ("Portland", "Salem")
    assert [tuple(source.place(row.row)) for row in rows] == [("Portland", 2), ("Portland", 4), ("Salem", 3)]
    assert any('"How" is not read' in note for note in source.notes)
    assert not any("hidden_old" in note for note in source.notes)


def test_rows_that_are_nobody_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Our referral list,,,\nFull name,Cell,Town,Rate\nAda Birch,303-555-0101,Denver,150\nCouples:,,,\n"
        "Flo Gum,,Austin,90\n== Teens ==,,,\nNed Olive,,,\nFull name,Cell,Town,Rate\n,303-555-0199,,\nTotal,,,240\n"
    )
    rows = list(open_source(path, TODAY).rows())
    assert {row.row: row.reason for row in rows if isinstance(row, Skipped)} == {
        4: "a heading, not a person",
        6: "a heading, not a person",
        8: "the header again",
        9: "names nobody",
        10: "a total, not a person",
    }
    listed = {row.row: row.unread for row in rows if isinstance(row, Incoming)}
    assert listed[5] == (Unread("listed under", "Couples", meant=False),)
    assert listed[7] == (Unread("listed under", "Teens", meant=False),)


@pytest.mark.parametrize(
    "text",
    ["Portland:", "== Couples ==", "-- kids --", "Psychiatrists", "couples", "Child & Teen", "EMDR people",
     "North Denver", "Denver", "Ages 5 to 12", "Play therapy folks"],
)  # fmt: skip
def test_headings(text: str) -> None:
    assert line_alone(text, lambda name: name == "Denver") is Line.HEADING


@pytest.mark.parametrize("text", ["Page 2 of 3", "updated by Sam 3/24", "Note the new fees"])
def test_notes_between_the_rows_head_nobody(text: str) -> None:
    assert line_alone(text) is Line.NOTE


@pytest.mark.parametrize(
    "text", ["Ned Olive", "Ned Olive, LCSW", "Dr. Ned Olive", "NED OLIVE", "Mary Ann", "Ada van Birch"]
)
def test_a_name_alone_in_its_row_is_somebody(text: str) -> None:
    assert line_alone(text) is Line.PERSON


def test_people_are_listed_under_the_nearest_heading_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Phone,Insurance\nEating disorders,,\nAnn Oak,303-555-0100,\nChild & Teen,,\nBo Pine,303-555-0101,\n"
        "Page 2 of 3,,\nCal Ash,303-555-0102,\nNadia,,\nDi Elm,303-555-0103,\nSmith,,\nMary Ann,,\n"
    )
    rows = list(open_source(path, TODAY).rows())
    people = [row for row in rows if isinstance(row, Incoming)]
    assert {row.facts.values["name"]: [unread.words for unread in row.unread] for row in people} == {
        "Ann Oak": ["Eating disorders"], "Bo Pine": ["Child & Teen"], "Cal Ash": ["Child & Teen"],
        "Di Elm": ["Child & Teen"], "Mary Ann": [],
    }  # fmt: skip
    reasons = {row.row: row.reason for row in rows if isinstance(row, Skipped)}
    assert '"Nadia"' in reasons[8] and '"Smith"' in reasons[10]


def test_where_most_rows_hold_a_name_alone_a_first_name_is_somebody(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone,City\nNadia,,\nBo,,\nAnn Oak,303-555-0100,Denver\nSmith,,\n")
    names = [str(row.facts.values["name"]) for row in open_source(path, TODAY).rows() if isinstance(row, Incoming)]
    assert names == ["Nadia", "Bo", "Ann Oak", "Smith"]


def test_a_heading_above_a_list_without_headings_names_no_column(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Trauma,\nAnn Oak,303-555-0100\nBo Pine,303-555-0101\n,\nEating disorders,\nCal Ash,303-555-0102\n")
    rows = [row for row in open_source(path, TODAY).rows() if isinstance(row, Incoming)]
    assert [(row.facts.values["name"], [unread.words for unread in row.unread]) for row in rows] == [
        ("Ann Oak", ["Trauma"]), ("Bo Pine", ["Trauma"]), ("Cal Ash", ["Eating disorders"]),
    ]  # fmt: skip


def test_a_list_without_a_header_is_guessed_by_its_cells_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Ada Birch,303-555-0101,ada@example.com,Aetna\nFlo Gum,303-555-0102,flo@example.com,Cigna\n"
        "Ned Olive,303-555-0103,ned@example.com,Aetna\n"
    )
    source = open_source(path, TODAY)
    found = people(source)
    assert set(found) == {"Ada Birch", "Flo Gum", "Ned Olive"}
    assert found["Ada Birch"].facts.values["email"] == "ada@example.com"
    assert any("somebody already" in note for note in source.notes)


def test_marks_are_entries_and_what_is_not_marked_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Aetna,Cigna,Medicare,Moda\nAda Birch,x,no,,full\nFlo Gum,,,,\nNed Olive,pending,,,\n")
    found = people(open_source(path, TODAY))
    assert found["Ada Birch"].facts.values["panels"] == Listing(
        (Item("Aetna"), Item("Cigna", "no"), Item("Moda", "full")), open=True
    )
    assert "panels" not in found["Flo Gum"].facts.values
    assert "panels" not in found["Ned Olive"].facts.values
    assert found["Ned Olive"].unread == (Unread("Aetna", "pending"),)


def test_names_in_parts_and_lists_in_two_columns_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First,Last,Insurance,Insurance 2,Phone 1,Phone 2\nAda,Birch,Aetna,Cigna,303-555-0101,303-555-0102\n"
    )
    (ada,) = people(open_source(path, TODAY)).values()
    assert ada.facts.values["name"] == "Ada Birch"
    panels = ada.facts.values["panels"]
    assert isinstance(panels, Listing) and panels.names() == ("Aetna", "Cigna")
    assert ada.unread == (Unread("Phone 2", "303-555-0102", meant=False),)


def test_json_that_a_program_left_in_cells_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        'fullName,languages,location\nAda Birch,"[""English"",""Spanish""]","{""city"":""Denver"",""remote"":false}"\n'
    )
    (ada,) = people(open_source(path, TODAY)).values()
    languages = ada.facts.values["languages"]
    assert isinstance(languages, Listing) and languages.names() == ("English", "Spanish")
    assert ada.facts.values["city"] == "Denver"
    assert ada.unread == (Unread("location remote", "no", meant=False),)


def test_a_list_without_names_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("city,fee\nDenver,90\nBoulder,80\n")
    with pytest.raises(Refused, match="no column of names") as refusal:
        list(open_source(path, TODAY).rows())
    assert "--map" in refusal.value.hint
