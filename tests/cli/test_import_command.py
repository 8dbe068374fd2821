"""`refer import` and `refer export` as they are typed: screens, JSON, refusals with nothing changed."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from refer_cli.app import run
from refer_cli.fields.catalogue import FIELDS
from refer_cli.services.environment import Environment

TODAY = date(2026, 11, 24)
SHARED = Path(__file__).parents[3] / "shared/data"


class Console:
    """A command line over one book."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], cache: Path) -> None:
        self.folder = folder
        self.book = folder / "book.db"
        self._capture = capture
        self._environ = {"REFER_BOOK": str(self.book), "REFER_CACHE": str(cache), "HOME": str(folder)}

    def __call__(self, *args: str) -> tuple[int, str, str]:
        environment = Environment(
            self._environ, today=TODAY, stdin_is_terminal=False, stdout_is_terminal=False, width=80
        )
        code = run(args, environment)
        out, err = self._capture.readouterr()
        return code, out, err

    def json(self, *args: str) -> dict[str, Any]:
        code, out, err = self(*args, "--json")
        assert code == 0, (out, err)
        found: dict[str, Any] = json.loads(out)
        return found

    def file(self, text: str, name: str = "people.csv") -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8", newline="")
        return str(path)

    def dump(self) -> list[str]:
        """Everything journaled, or nothing where there is no book."""
        if not self.book.exists():
            return []
        connection = sqlite3.connect(self.book)
        try:
            return list(connection.iterdump())
        finally:
            connection.close()


@pytest.fixture
def refer(tmp_path: Path, capsys: pytest.CaptureFixture[str], cache_folder: Path) -> Console:
    return Console(tmp_path, capsys, cache_folder)


PEOPLE = """name,city,state,fee,Party story
Ada Birch,Denver,CO,150,x
Flo Gum,Austin,TX,tomato,
Ada Birch,Denver,CO,150,x
Flo Gum,Austin,TX,95,
"""


def test_json_is_the_contract(refer: Console) -> None:
    answer = refer.json("import", refer.file(PEOPLE))
    assert answer == {
        "schema": "refer.import/1",
        "kind": "csv",
        "dry_run": False,
        "read": 4,
        "added": 3,
        "updated": 0,
        "unchanged": 0,
        "skipped": [
            {
                "row": 4,
                "column": None,
                "reason": "equal to row 2 in every cell: one person",
            }
        ],
        "doubles": [{"row": 5, "name": "Flo Gum", "id": 2, "why": "the same name and city"}],
        "mapping": [
            {"column": "name", "field": "name"},
            {"column": "city", "field": "city"},
            {"column": "state", "field": "state"},
            {"column": "fee", "field": "fee"},
            {"column": "Party story", "field": "notes"},
        ],
        "not_understood": [{"column": "fee", "value": "tomato", "rows": 1}],
        "assumptions": ["the file has no column as_of: its facts are dated today, 2026-11-24"],
        "kept": [],
        "kept_in_all": 0,
        "replaced": [],
        "replaced_in_all": 0,
    }


def test_the_screen_says_what_was_done_and_how_to_take_it_back(refer: Console) -> None:
    path = refer.file(PEOPLE)
    code, out, err = refer("import", path)
    assert (code, err) == (0, "")
    assert all(len(line) <= 80 or str(refer.folder) in line for line in out.splitlines())
    for words in (
        "your column",
        "with their names: Party story",
        "added 3 · updated 0 · unchanged 0 · left out 1",
        "row 4: equal to row 2 in every cell",
        "row 5, Flo Gum: id 2, the same name and city",
        "refer doubles",
        '"tomato" (fee, row 3)',
        "refer undo",
    ):
        assert words in out
    code, out, _ = refer("import", path)
    assert "Nothing had to be changed." in out


def test_a_dry_run_says_so_and_makes_no_book(refer: Console) -> None:
    code, out, _ = refer("import", refer.file(PEOPLE), "--dry-run")
    assert code == 0 and "dry run" in out and "would be added" in out
    assert not refer.book.exists()


def refused(refer: Console, *args: str) -> tuple[int, str, str]:
    """Run what must be refused: one error line, one hint line, and the book as it was."""
    before = refer.dump()
    code, out, err = refer(*args)
    assert code in (1, 2) and out == ""
    error, hint = err.splitlines()
    assert error.startswith("error: ") and hint.startswith("hint: ")
    assert refer.dump() == before
    return code, error, hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04xl/workbook.xml", "no workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "an image"),
        (b"%PDF-1.4", "a PDF"),
        (b"PK\x03\x04....word/document.xml", "a text document"),
        (b"<!DOCTYPE html><p>Ada", "a web page"),
        (b"\x00\x01\x02 bits", "not a text file"),
        (b"city,state\nDenver,CO\n", "no column of names"),
    ],
)
def test_a_file_that_is_wrong_changes_nothing(refer: Console, content: bytes, said: str) -> None:
    refer("import", refer.file("name\nNed Olive\n"))
    path = refer.folder / "bad.csv"
    path.write_bytes(content)
    assert said in refused(refer, "import", str(path))[1]


def test_a_missing_file_a_folder_and_a_bad_day_are_refused(refer: Console) -> None:
    assert "there is no file" in refused(refer, "import", str(refer.folder / "gone.csv"))[1]
    assert "is a folder" in refused(refer, "import", str(refer.folder))[1]
    path = refer.file(PEOPLE)
    assert "is not a day" in refused(refer, "import", path, "--as-of", "2026-02-30")[1]
    assert "in the future" in refused(refer, "import", path, "--as-of", "2027-01-01")[1]


def test_an_option_that_the_format_does_not_take_is_refused(refer: Console) -> None:
    assert "not the NPI registry" in refused(refer, "import", refer.file(PEOPLE), "--all-taxonomies")[1]


def test_a_refusal_speaks_json_too(refer: Console) -> None:
    code, out, _ = refer("import", refer.file("city,state\nDenver,CO\n"), "--json")
    answer = json.loads(out)
    assert (code, answer["schema"], answer["exit"]) == (1, "refer.error/1", 1)
    assert "no column of names" in answer["error"] and "--map" in answer["hint"]


def test_an_old_option_is_still_taken(refer: Console) -> None:
    assert refer.json("import", refer.file("name,fee\nAda,x\nFlo,90\n"), "--skip-bad")["added"] == 2


def test_export_comes_back_in_as_the_same_book(refer: Console) -> None:
    refer(
        "import",
        refer.file("id,name,panels,fee,fee_as_of,as_of\n7,Ada Birch,Aetna (full);...,90,2026-01-02,2026-03-04\n"),
    )
    target = refer.folder / "out.csv"
    said = refer.json("export", "--private", str(target))
    assert said.pop("fields") == [field.name for field in FIELDS]
    assert said == {
        "schema": "refer.export/1",
        "file": str(target),
        "colleagues": 1,
        "left_out": 0,
        "private": True,
        "chosen_by": [],
    }
    assert target.stat().st_mode & 0o077 == 0
    again = refer.json("import", str(target))
    assert (again["unchanged"], again["not_understood"]) == (1, [])


@pytest.mark.skipif(not SHARED.exists(), reason="the real files are not beside the project")
def test_the_real_files_come_in_once(refer: Console) -> None:
    for path, people in ((SHARED / "nppes/npidata_sample_a.csv", 56), (SHARED / "referrals/book.csv", 48)):
        first = refer.json("import", str(path))
        assert first["added"] == people
        assert first["read"] == people + len(first["skipped"])
        again = refer.json("import", str(path))
        assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, people)
