"""The copies that the book keeps of itself: whole, checked, named by their moment, and not too many."""

from __future__ import annotations

import sqlite3
import stat
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from refer_cli.book import copies, writing
from refer_cli.book.copies import Copy
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts

TODAY = "2026-11-24"


def put_in(path: Path, name: str, day: str, told: list[str]) -> None:
    with (
        WritableBook.open_writing(path, day, on_no_copy=told.append) as book,
        book.step(f"add {name}", copy="import" if name.startswith("I") else "") as step,
    ):
        writing.insert_colleague(step, Facts({"name": name}, day), None)


def people(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    try:
        return [row[0] for row in connection.execute("SELECT name FROM colleague ORDER BY id")]
    finally:
        connection.close()


def test_a_copy_is_kept_before_the_first_write_of_a_day_and_before_each_import(path: Path) -> None:
    told: list[str] = []
    put_in(path, "Ada Birch", TODAY, told)
    assert copies.copies_of(path) == []  # nothing was there to be lost
    put_in(path, "Bo Elm", TODAY, told)
    put_in(path, "Cy Fir", TODAY, told)
    put_in(path, "Ida Oak", TODAY, told)
    put_in(path, "Dee Yew", "2026-11-25", told)
    assert [(copy.day, copy.why) for copy in copies.copies_of(path)] == [
        ("2026-11-25", "daily"),
        (TODAY, "import"),
        (TODAY, "daily"),
    ]
    newest, before_import, first = (copy.path for copy in copies.copies_of(path))
    assert people(first) == ["Ada Birch"]
    assert people(before_import) == ["Ada Birch", "Bo Elm", "Cy Fir"]
    assert people(newest) == ["Ada Birch", "Bo Elm", "Cy Fir", "Ida Oak"]
    assert stat.S_IMODE(newest.stat().st_mode) == 0o600
    assert stat.S_IMODE(copies.folder(path).stat().st_mode) == 0o700
    assert sorted(file.name for file in copies.folder(path).iterdir()) == sorted(
        copy.path.name for copy in copies.copies_of(path)
    )
    assert told == []


def test_a_copy_that_cannot_be_kept_is_told_and_stops_nothing(path: Path) -> None:
    told: list[str] = []
    put_in(path, "Ada Birch", TODAY, told)
    copies.folder(path).write_text("a file where the folder should be")
    put_in(path, "Bo Elm", TODAY, told)
    assert people(path) == ["Ada Birch", "Bo Elm"]
    assert len(told) == 1 and str(copies.folder(path)) in told[0]


def test_what_a_killed_process_left_goes_with_the_next_copy(path: Path) -> None:
    put_in(path, "Ada Birch", TODAY, [])
    copies.folder(path).mkdir()
    left = copies.folder(path) / "2026-11-20T080000-daily.db.unfinished"
    left.write_bytes(b"half")
    assert copies.copies_of(path) == []
    put_in(path, "Bo Elm", TODAY, [])
    assert not left.exists()
    assert len(copies.copies_of(path)) == 1


def test_a_week_of_days_two_months_of_weeks_and_what_was_asked_for_stay() -> None:
    first = date(2026, 1, 1)
    every_day = [Copy(Path(f"{day}-daily.db"), f"{first + timedelta(day)}T08:00:00", "daily") for day in range(200)]
    imports = [Copy(Path(f"{hour}-import.db"), f"2026-05-01T{hour:02}:00:00", "import") for hour in range(20)]
    asked = [Copy(Path(f"{hour}-backup.db"), f"2025-05-01T{hour:02}:00:00", "backup") for hour in range(20)]
    strange = [Copy(Path("mine.db"), "2020-01-01T00:00:00", "")]
    gone = set(copies.too_many([*every_day, *imports, *asked, *strange]))
    days = [copy for copy in every_day if copy not in gone]
    assert days[-7:] == every_day[-7:]
    assert len(days) == 7 + copies.WEEKS
    spans = [date.fromisoformat(b.day) - date.fromisoformat(a.day) for a, b in pairwise(days[:8])]
    assert all(span == timedelta(7) for span in spans)
    assert [copy for copy in imports if copy not in gone] == imports[-5:]
    assert gone.isdisjoint([*asked, *strange])


def test_a_damaged_copy_is_never_called_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from refer_cli.book import connection as opener

    put_in(path, "Ada Birch", TODAY, [])
    counts = iter([{"colleague": 1}, {"colleague": 0}])
    monkeypatch.setattr(opener, "row_counts", lambda _: next(counts))
    told: list[str] = []
    put_in(path, "Bo Elm", TODAY, told)
    assert "damaged" in told[0]
    assert copies.copies_of(path) == []
    assert list(copies.folder(path).iterdir()) == []
