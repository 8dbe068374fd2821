"""`refer doctor`: a sound book says where it lies; of a damaged one what is whole is saved."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

PAGE = 4096


def spoil(book: Path, page: int) -> None:
    with book.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xff" * PAGE)


def page_of(book: Path, table: str) -> int:
    import sqlite3

    connection = sqlite3.connect(book)
    try:
        (number,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        return int(number)
    finally:
        connection.close()


def test_a_sound_book_says_where_it_lies_and_who_can_read_it(two: Any) -> None:
    answer = two.ok("doctor")
    assert answer.out.splitlines()[0].strip() == "Your book is sound."
    assert str(two.book) in answer.out.replace("\n", "").replace(" ", "") or two.book.name in answer.out
    assert "by you alone" in answer.out
    found = two.ok("doctor", "--json").json
    assert (found["sound"], found["colleagues"], found["copies"]) == (True, 2, [])
    assert Path(found["book"]) == two.book


def test_a_book_that_is_not_there_is_not_called_sound(refused: Any) -> None:
    assert "There is no book" in refused(1, "doctor")


def test_a_damaged_book_says_what_to_do_and_is_saved(two: Any, tmp_path: Path) -> None:
    spoil(two.book, page_of(two.book, "colleague"))
    damaged = two.book.read_bytes()
    for command in (["doctor"], ["list"], ["show", "Ada"], ["edit", "1", "--fee", "1"]):
        answer = two(*command)
        assert answer.code == 1, command
        assert "damaged" in answer.err.splitlines()[0]
        assert "doctor --rescue" in answer.err.splitlines()[1]
    target = tmp_path / "rescued.db"
    answer = two.ok("doctor", "--rescue", str(target))
    assert "2 colleagues" in answer.out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert two.book.read_bytes() == damaged
    listed = two.ok("--book", str(target), "list", "--json").json["colleagues"]
    assert [one["name"] for one in listed] == ["Ada Birch", "Flo Gum"]
    assert listed[0]["notes"] == "Likes school refusal work."
    assert two("doctor", "--rescue", str(target)).code == 2
    assert two.ok("--book", str(target), "doctor", "--json").json["sound"]
    told = two.ok("doctor", "--rescue", str(tmp_path / "again.db"), "--json").json
    assert {"table": "colleague", "rows": 2, "from_journal": 2, "unreadable_pages": True} in told["tables"]


def test_undo_says_how_far_it_reaches_and_forgets_what_is_older(two: Any) -> None:
    assert two.ok("doctor", "--json").json["undo"]["steps"] == 2
    assert "reaches back to 2026-11-24: 2 changes" in " ".join(two.ok("doctor").out.split())
    assert two("doctor", "--forget-undo-before", "2026-11-25").code == 2  # a day that is not yet
    two.today = two.today.replace(day=26)
    assert "--yes" in two("doctor", "--forget-undo-before", "2026-11-25").err
    assert "Nothing was changed" in two("doctor", "--forget-undo-before", "2026-11-25", typed=[""]).out
    done = two.ok("doctor", "--forget-undo-before", "2026-11-25", "--yes", "--json").json
    assert (done["before"], done["steps"]) == ("2026-11-25", 2)
    assert two("undo").code == 1
    assert len(two.ok("list", "--json").json["colleagues"]) == 2
