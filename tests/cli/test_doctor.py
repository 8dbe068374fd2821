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


def test_copies_are_looked_at_and_a_damaged_one_is_named(two: Any) -> None:
    two.ok("backup")
    (copy,) = two.ok("doctor", "--json").json["copies"]
    assert copy["good"] and copy["day"] == "2026-11-24"
    file = Path(copy["file"])
    file.write_bytes(file.read_bytes()[: 30 * PAGE])
    assert [copy["good"] for copy in two.ok("doctor", "--json").json["copies"]] == [False]
    assert "delete it" in two.ok("doctor").out


def test_a_damaged_book_is_offered_its_newest_good_copy(two: Any) -> None:
    two.ok("backup")
    good = two.ok("restore", "--json").json["copies"][0]["file"]
    two.ok("backup")
    newest = Path(two.ok("restore", "--json").json["copies"][0]["file"])
    newest.write_bytes(newest.read_bytes()[: 30 * PAGE])
    spoil(two.book, page_of(two.book, "colleague"))
    refused = two("doctor", typed=["n"])
    assert (refused.code, "is damaged" in refused.err) == (1, True)
    answer = two("doctor", typed=["y"])
    assert answer.code == 0, answer
    assert Path(good).name in answer.out and "set aside" in answer.out
    assert [person["name"] for person in two.ok("list", "--json").json["colleagues"]] == ["Ada Birch", "Flo Gum"]


def test_an_index_that_says_something_else_is_made_again_after_a_yes(two: Any) -> None:
    import sqlite3

    assert two.ok("doctor", "--json").json["index"] == "sound"
    for wrong in (
        "UPDATE search SET name = 'Zoe' WHERE rowid = 1",
        "DELETE FROM search WHERE rowid = 2",
        "DELETE FROM card_facets",
        "DELETE FROM facet WHERE name LIKE 'state%'",
        "UPDATE facet SET bits = x'00000f' WHERE name NOT LIKE '!%'",
    ):
        connection = sqlite3.connect(two.book)
        changed = connection.execute(wrong).rowcount
        connection.commit()
        connection.close()
        if changed:
            assert two.ok("doctor", "--json").json["index"] == "amiss", wrong
            assert two.ok("doctor", "--yes", "--json").json["index"] == "mended"
        assert two.ok("doctor", "--json").json["index"] == "sound"


def test_old_facts_are_counted_and_a_synced_folder_is_named(two: Any, tmp_path: Path) -> None:
    looked = two.ok("doctor", "--json").json
    assert (looked["old_facts"], looked["synced_by"], looked["format"]) == (0, None, 3)
    two.ok("edit", "Flo", "--fee", "130", "--as-of", "2024-01-02")
    assert two.ok("doctor", "--json").json["old_facts"] >= 1
    for folder, program in (
        ("OneDrive - Practice", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Mobile Documents", "iCloud"),
    ):
        book = tmp_path / folder / "refer" / "book.db"
        book.parent.mkdir(parents=True)
        book.write_bytes(two.book.read_bytes())
        assert two.ok("--book", str(book), "doctor", "--json").json["synced_by"] == program
        assert "-wal" in two.ok("--book", str(book), "doctor").out


def test_refer_alone_says_where_the_book_and_its_newest_copy_are(two: Any) -> None:
    assert "no copy of it yet" in two.ok().out
    two.ok("backup")
    told = two.ok().out
    assert "its newest copy is of 2026-11-24" in told
    assert two.book.name in told
    assert two.ok("--json").json["newest_copy"].startswith("2026-11-24T")
