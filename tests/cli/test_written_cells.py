"""No file for a spreadsheet holds a cell that it would run, and the export comes back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

PLACED = (
    "--city", "Denver", "--state", "CO", "--license-state", "CO", "--panel", "Aetna", "--accepting", "yes",
    "--trust", "4", "--how-known", "met", "--fee", "90",
)  # fmt: skip
RUN = ("=", "+", "-", "@", "\t", "\r", "\n")
HOSTILE = {
    "name": "=1+1 Oak",
    "practice": "@SUM(A1) Counseling",
    "notes": "=cmd|' /C calc'!A0\nand more",
    "tag": "-2+3",
    "hours": "'=HYPERLINK(A1)",
    "contact-by": "+text first",
}


def test_an_export_holds_no_formula_and_gives_an_equal_book(refer: Any, tmp_path: Path) -> None:
    options = [word for name, text in HOSTILE.items() if name != "name" for word in (f"--{name}={text}",)]
    refer.ok("add-colleague", "--name", HOSTILE["name"], *options)
    refer.ok("export", "--private", str(tmp_path / "out.csv"))
    written = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert not [cell for row in written for cell in row if cell.startswith(RUN)]
    card = refer.ok("list", "--json").json["colleagues"][0]
    assert (card["hours"], card["notes"]) == (HOSTILE["hours"], HOSTILE["notes"])
    refer.book = tmp_path / "second.db"
    refer.environ["REFER_BOOK"] = str(refer.book)
    refer.ok("import", str(tmp_path / "out.csv"))
    assert refer.ok("list", "--json").json["colleagues"] == [card]


def test_a_placed_caseload_holds_no_formula(refer: Any, tmp_path: Path) -> None:
    refer.ok("add-colleague", "--name", "=1+1 Oak", *PLACED)
    (tmp_path / "clients.csv").write_text("client,city,state\nA1,Denver,CO\n")
    plan = tmp_path / "plan.csv"
    refer("transition", "--leaving", "Aetna", str(tmp_path / "clients.csv"), "--csv", str(plan))
    cells = [cell for row in csv.reader(io.StringIO(plan.read_text("utf-8-sig"))) for cell in row]
    assert "'=1+1 Oak" in cells and not [cell for cell in cells if cell.startswith(RUN)]
