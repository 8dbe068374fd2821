"""A day that has begun where something was written and not yet where it is read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any


def test_an_own_export_of_tomorrow_is_kept_as_it_is(refer: Any, tmp_path: Path) -> None:
    here = refer.today
    refer.today = here + timedelta(days=1)
    tomorrow = refer.today.isoformat()
    refer.ok(
        "add-colleague", "Ada Birch", "--panel", "Aetna", "--first-met", "today", "--last-contact", "today",
        "--license-state", "CO",
    )  # fmt: skip
    refer.ok("met", "Ada", "--kind", "coffee")
    refer.ok("edit", "Ada", "--panel", "Cigna", "--as-of", "2026-11-01")
    refer.ok("export", "--private", str(tmp_path / "all.csv"))
    written = refer.ok("list", "--all", "--json").json["colleagues"]
    refer.today = here
    for line in (["show", "Ada"], ["ledger", "Ada"], ["due", "--all"], ["goals"], []):
        said = refer.ok(*line).out.replace(str(refer.book), "book.db")
        assert "tomorrow" not in said and f"{tomorrow}, today" not in said, line
    assert f"first met        {tomorrow}\n" in refer.ok("show", "Ada").out
    refer.ok("edit", "Ada", "--fee", "90")
    refer.book = tmp_path / "second.db"
    refer.environ["REFER_BOOK"] = str(refer.book)
    report = refer.ok("import", str(tmp_path / "all.csv"), "--json").json
    assert (report["added"], report["skipped"]) == (1, [])
    assert refer.ok("list", "--all", "--json").json["colleagues"] == written
    again = refer.ok("import", str(tmp_path / "all.csv"), "--json").json
    assert (again["unchanged"], again["updated"]) == (1, 0)


def test_what_is_typed_of_tomorrow_is_refused(refer: Any) -> None:
    refer.ok("add-colleague", "Ada Birch")
    for line in (["met", "Ada", "--on", "tomorrow"], ["edit", "Ada", "--last-contact", "2026-11-25"]):
        assert "in the future" in refer(*line).err, line
