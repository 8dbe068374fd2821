"""A table of text is found out by its content: encoding, delimiter, header, and what is no table at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.errors import ReferError, Refused
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, Skipped, Unread

TODAY = "2026-11-24"


def names(path: Path) -> list[object]:
    return [row.facts.values["name"] for row in open_source(path, TODAY).rows() if isinstance(row, Incoming)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_people(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "people.csv"
    lines = [["name", "city", "state"], ["Zoë Böhm", "San José", "CA"], ["Ada Birch", "Denver", "CO"]]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert names(path) == ["Zoë Böhm", "Ada Birch"]


def test_an_encoding_that_is_not_utf8_is_said_aloud(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name\nZoë\u2019s friend".encode("cp1252"))
    assert names(path) == ["Zoë\u2019s friend"]
    assert any("Windows-1252" in note for note in open_source(path, TODAY).notes)
    path.write_bytes(b"name\nAda \x81\xe9")
    assert any("Latin-1" in note for note in open_source(path, TODAY).notes)


def test_semicolons_within_quotes_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('name;specialties;city\nAda Birch;"OCD (certified);anxiety";Denver\n')
    (row,) = open_source(path, TODAY).rows()
    assert isinstance(row, Incoming)
    assert row.facts.values["city"] == "Denver"


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('name,notes,fee\nAda Birch,"two\nlines\nhere",90\n\n,,\nFlo Gum,,abc\n')
    ada, flo = open_source(path, TODAY).rows()
    assert (ada.row, flo.row) == (2, 5)
    assert isinstance(ada, Incoming) and ada.facts.values["notes"] == "two\nlines\nhere"
    assert isinstance(flo, Incoming) and flo.unread == (Unread("fee", "abc"),)


def test_a_separator_line_of_a_spreadsheet_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("sep=;\nname;city\nAda Birch;Denver, CO\n")
    (row,) = open_source(path, TODAY).rows()
    assert isinstance(row, Incoming)
    assert (row.row, row.facts.values["city"]) == (3, "Denver")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "holds no rows"),
        (b"PK\x03\x04 and so on", "spreadsheet or zip"),
        (b"PK\x03\x04xl/workbook.xml", "no workbook"),
        (b"\xd0\xcf\x11\xe0 and so on", "no workbook"),
        (b"SQLite format 3\x00 and so on", "database"),
        (b"BEGIN:VCALENDAR\nSUMMARY:Ada\n", "calendar"),
        (b"From: ada@example.com\nSubject: hello\n", "e-mail"),
        (b"# Ada Birch\n\nAnxiety.\n", "page of text"),
        (b'{"people": []}', "JSON"),
        (b"\x00\x01\x02name", "not a text file"),
        (b"\xff\xfen\x00a", "not a text file"),
    ],
)
def test_what_is_no_table_of_colleagues_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(ReferError, match=said) as refusal:
        open_source(path, TODAY)
    assert refusal.value.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no file"):
        open_source(tmp_path / "gone.csv", TODAY)
    with pytest.raises(Refused, match="is a folder"):
        open_source(tmp_path, TODAY)
    with pytest.raises(Refused):
        open_source(tmp_path / ("x" * 400), TODAY)


def test_a_quotation_mark_that_never_closes_costs_no_row(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('name,notes\nAda Birch,fine\nFlo Gum,"and so\nNed Olive,on\n')
    source = open_source(path, TODAY)
    rows = list(source.rows())
    assert [row.row for row in rows] == [2, 3, 4]
    assert [row.facts.values["notes"] for row in rows if isinstance(row, Incoming)] == ["fine", "and so", "on"]
    assert "row 3: a quotation mark is opened and never closed; it was read as it stands" in source.notes


def test_text_behind_a_closing_quotation_mark_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('name,notes\n"Ada" Birch,"fine"\nFlo Gum,x\n')
    assert names(path) == ["Ada Birch", "Flo Gum"]


def test_lines_that_end_as_on_an_old_mac_and_wide_letters_without_a_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"name,city\rAda Birch,Denver\rFlo Gum,Austin\r")
    assert names(path) == ["Ada Birch", "Flo Gum"]
    for encoding in ("utf-16-le", "utf-16-be"):
        path.write_bytes("name,city\nAda Birch,Denver\n".encode(encoding))
        assert names(path) == ["Ada Birch"]


def test_letters_of_an_old_mac_are_taken_only_where_they_are_sure(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name,city\nZo\u00eb B\u00f6hm,San Jos\u00e9\n".encode("mac-roman"))
    assert names(path) == ["Zo\u00eb B\u00f6hm"]
    path.write_bytes("name,city\nZo\u00eb B\u00f6hm,San Jos\u00e9\n".encode("cp1252"))
    assert names(path) == ["Zo\u00eb B\u00f6hm"]


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"name,fee\n", b"NPI,Entity Type Code\n", b"\xff\xfe", b"name\n"]),
)
def test_any_bytes_are_rows_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(start + data)
    try:
        for row in open_source(path, TODAY).rows():
            assert isinstance(row, Incoming | Skipped)
    except ReferError as refusal:
        assert refusal.sentence and refusal.hint
