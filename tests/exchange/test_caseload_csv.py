"""Reading the table of a caseload: any columns, any encoding, and everything wrong named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from refer_cli.errors import BadValue, Refused
from refer_cli.exchange.caseload_csv import BadCell, Caseload, described, read_caseload


def no_names(label: str) -> None:
    if " " in label:
        raise BadValue("This cannot be a client's label: it holds a space.", "use a code")


def read(folder: Path, text: str, encoding: str = "utf-8") -> Caseload:
    file = folder / "clients.csv"
    file.write_bytes(text.encode(encoding))
    return read_caseload(file, no_names)


def test_columns_in_any_order_and_number(tmp_path: Path) -> None:
    found = read(tmp_path, "Max Fee,CLIENT,need\n80,A1,anxiety; grief\n,A2,\n")
    assert [(row.number, row.label, row.cells) for row in found.rows] == [
        (2, "A1", {"max_fee": "80", "need": "anxiety; grief"}),
        (3, "A2", {}),
    ]
    assert (found.bad, found.notes) == ((), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_as_spreadsheets_write_it(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, 'client;city;language\r\nA1;"Española; NM";Spanish\r\n', encoding)
    assert found.rows[0].cells == {"city": "Española; NM", "language": "Spanish"}


def test_without_labels_the_row_is_the_label(tmp_path: Path) -> None:
    found = read(tmp_path, "need\n\nanxiety\ngrief\n")
    assert [row.label for row in found.rows] == ["row-3", "row-4"]
    assert "goes by the number of the row" in found.notes[0]


def test_everything_wrong_is_named_with_row_and_column(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"client,needs,phone,need,need\nA1,x,x,x\nJane Roe,x,x,x\n,x,x,x\na1,,,\nA2,,,{'x' * 201}\nA3,,,,,surplus\n",
    )
    assert found.bad == (
        BadCell(1, '"needs"', "no column of a caseload: did you mean need?"),
        BadCell(1, '"phone"', found.bad[1].reason),
        BadCell(1, "need", "the column stands there twice"),
        BadCell(6, "need", "longer than 200 characters"),
        BadCell(7, None, "it has 6 cells, the header 5; a cell with a comma stands in quotation marks"),
        BadCell(3, "client", "This cannot be a client's label: it holds a space"),
        BadCell(4, "client", "empty: give each client a code of your own, such as A7"),
        BadCell(5, "client", "the same label as in row 2"),
    )
    assert found.bad[1].reason.startswith("no column of a caseload: take it out")
    said = described(found.bad)
    assert said.index("row 1") < said.index("row 3, client") < said.index("row 7:")
    assert "Jane" not in said


def test_a_file_that_is_no_caseload(tmp_path: Path) -> None:
    for text, what in (("name,phone\nx,y\n", "names no column"), ("client\n", "holds no clients")):
        with pytest.raises(Refused, match=what):
            read(tmp_path, text)
    with pytest.raises(Refused, match="more than 2,000"):
        read(tmp_path, "need\n" + "grief\n" * 2001)
