"""`refer backup` and `refer restore`: everything in one file and back, and nothing lost on the way."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from prepared_books import prepared

PAGE = 4096


@prepared
def practice(refer: Any) -> None:
    """A book with something of every kind in it."""
    refer.ok("init", "--name", "Me Oak", "--city", "Denver", "--state", "CO")
    refer.ok("add-colleague", "Ada Birch", "--city", "Denver", "--state", "CO", "--panel", "Aetna", "--yes")
    refer.ok("add-colleague", "Flo Gum", "--city", "Austin", "--state", "TX", "--yes")
    refer.ok("met", "Ada", "--kind", "coffee", "--note", "likes birds", "--follow-ups")
    refer.ok("goals", "set", "meet", "3")
    refer.ok("groups", "add", "Denver consult")
    refer.ok("give", "A-77", "Ada", "--reason", "moving")
    refer.ok("reasons", "weigh", "moving", "fee=.3")
    refer.ok("suggest", "--reason", "moving", "--need", "anxiety", "--state", "CO")
    refer.ok("edit", "Flo", "--fee", "120")
    refer.ok("undo")


def dump(file: Path) -> list[str]:
    """Everything in a book, whatever page it stands on."""
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_backup_on_a_new_computer_is_the_whole_book(practice: Any, tmp_path: Path) -> None:
    file = tmp_path / "stick" / "practice.db"
    file.parent.mkdir()
    before = dump(practice.book)
    made = practice.ok("backup", str(file), "--json").json
    assert (made["backup"], made["colleagues"], made["locked"]) == (str(file), 2, False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    new = tmp_path / "new" / "home" / "book.db"
    told = practice.ok("--book", str(new), "restore", str(file), "--yes", "--json").json
    assert (told["restored"], told["kept"], told["set_aside"]) == (True, None, None)
    assert [each["name"] for each in told["colleagues"]["only_there"]] == ["Ada Birch", "Flo Gum"]
    assert dump(new) == before
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert [each.name for each in new.parent.iterdir()] == [new.name]
    assert practice.ok("--book", str(new), "redo", "--json").json  # what undo knows came along


def test_a_restore_is_shown_first_and_can_be_restored_back(practice: Any, tmp_path: Path) -> None:
    file = tmp_path / "practice.db"
    practice.ok("backup", str(file))
    backed_up = dump(practice.book)
    practice.ok("edit", "Ada", "--fee", "150")
    practice.ok("add-colleague", "Bo Elm", "--yes")
    practice.ok("delete", "Flo", "--yes")
    newer = dump(practice.book)
    would = practice.ok("restore", str(file), "--dry-run", "--json").json
    assert not would["restored"]
    assert {key: [each["name"] for each in people] for key, people in would["colleagues"].items()} == {
        "only_here": ["Bo Elm"],
        "only_there": ["Flo Gum"],
        "changed": ["Ada Birch"],
    }
    assert {row["table"] for row in would["rows"] if not row["same"]} == {"step"}
    refused = practice("restore", str(file))
    assert (refused.code, "needs a yes" in refused.err) == (2, True)
    asked = practice.ok("restore", str(file), typed=["n"])
    assert "Undo does not take this back" in asked.out and "Nothing was changed" in asked.out
    assert dump(practice.book) == newer
    told = practice.ok("restore", str(file), "--yes", "--json").json
    assert dump(practice.book) == backed_up
    assert told["colleagues"] == would["colleagues"]
    practice.ok("restore", told["kept"], "--yes")
    assert dump(practice.book) == newer


def test_where_nothing_would_change_nothing_is_asked_and_nothing_done(practice: Any, tmp_path: Path) -> None:
    file = tmp_path / "practice.db"
    practice.ok("backup", str(file))
    for words in (["--yes"], []):
        assert "the book is as the copy has it" in " ".join(practice.ok("restore", str(file), *words).out.split())
    assert "Put this copy back" not in practice.ok("restore", str(file), typed=[]).out
    assert practice.ok("restore", str(file), "--yes", "--json").json["restored"] is False
    assert practice.ok("restore", "--json").json["copies"] == []
    practice.ok("cadence", "set", "Ada", "3m")
    assert practice.ok("restore", str(file), "--yes", "--json").json["restored"] is True


def test_copies_are_listed_by_number_and_chosen_on_a_terminal(practice: Any) -> None:
    assert "no copy" in practice.ok("restore").out
    practice.ok("backup")
    practice.ok("add-colleague", "Bo Elm", "--yes")
    listed = practice.ok("restore", "--json").json["copies"]
    assert [(each["number"], each["why"]) for each in listed] == [(1, "backup")]
    answer = practice.ok("restore", typed=["1", "y"])
    assert "you asked for it" in answer.out
    assert [each["name"] for each in practice.ok("list", "--json").json["colleagues"]] == ["Ada Birch", "Flo Gum"]
    assert [each["why"] for each in practice.ok("restore", "--json").json["copies"]] == ["restore", "backup"]
    assert practice("restore", "7", "--yes").code == 2


def test_a_backup_never_takes_a_file_that_is_there(practice: Any, tmp_path: Path, refused: Any) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("mine")
    assert "is there already" in refused(1, "backup", str(file))
    assert file.read_text() == "mine"
    practice.ok("backup", str(file), "--force")
    assert dump(file) == dump(practice.book)
    assert "the book itself" in practice("backup", str(practice.book), "--force").err
    folder = tmp_path / "stick"
    folder.mkdir()
    practice.ok("backup", str(folder))
    assert [each.name for each in folder.iterdir()] == ["refer-2026-11-24.db"]


def test_what_is_no_whole_book_is_never_put_back(practice: Any, tmp_path: Path, refused: Any) -> None:
    file = tmp_path / "practice.db"
    practice.ok("backup", str(file))
    cut, foreign, empty, text = (tmp_path / name for name in ("cut.db", "foreign.db", "empty.db", "text.db"))
    cut.write_bytes(file.read_bytes()[: 20 * PAGE])
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE other (a)")
    connection.close()
    empty.touch()
    text.write_text("a shopping list\n" * 400)
    assert "is damaged" in refused(1, "restore", str(cut), "--yes")
    for strange in (foreign, empty, text):
        assert "is not a refer book" in refused(1, "restore", str(strange), "--yes")
    assert "is no file" in refused(1, "restore", str(tmp_path / "nowhere.db"), "--yes").replace("There is", "is")
    assert "the book itself" in refused(1, "restore", str(practice.book), "--yes")


def test_an_older_book_is_brought_up_as_it_is_put_back(practice: Any, tmp_path: Path) -> None:
    stored = Path(__file__).parent.parent / "book" / "stored" / "schema-1.db"
    file = tmp_path / "old.db"
    shutil.copy(stored, file)
    old = file.read_bytes()
    people = len(
        sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True).execute("SELECT 1 FROM colleague").fetchall()
    )
    practice.ok("restore", str(file), "--yes")
    assert len(practice.ok("list", "--all", "--json").json["colleagues"]) == people
    assert file.read_bytes() == old
    assert practice.ok("doctor", "--json").json["sound"]


def test_a_reader_keeps_its_book_and_a_writer_holds_a_restore_up(practice: Any, tmp_path: Path) -> None:
    file = tmp_path / "practice.db"
    practice.ok("backup", str(file))
    practice.ok("add-colleague", "Bo Elm", "--yes")
    reader = sqlite3.connect(practice.book, isolation_level=None)
    reader.execute("BEGIN")
    count = "SELECT count(*) FROM colleague"
    assert reader.execute(count).fetchone() == (3,)
    practice.ok("restore", str(file), "--yes")
    assert reader.execute(count).fetchone() == (3,)
    reader.execute("COMMIT")
    assert reader.execute(count).fetchone() == (2,)
    reader.close()


@pytest.mark.parametrize("pages", [0, 1, 2, 9, 40])
def test_a_book_cut_short_is_set_aside_for_the_newest_copy(practice: Any, pages: int) -> None:
    practice.ok("backup")
    whole = dump(practice.book)
    practice.book.write_bytes(practice.book.read_bytes()[: pages * PAGE])
    for command in ("list", "doctor"):
        answer = practice(command)
        assert (answer.code, "restore" in answer.err.splitlines()[1]) == (1, True), answer
    told = practice.ok("restore", "1", "--yes", "--json").json
    assert (told["set_aside"] is not None) == (pages > 0)
    assert dump(practice.book) == whole


def test_a_book_whose_first_page_is_lost_leads_to_its_copies(practice: Any) -> None:
    practice.ok("backup")
    whole = dump(practice.book)
    practice.book.write_bytes(bytes(PAGE) + practice.book.read_bytes()[PAGE:])
    for command in ("list", "doctor"):
        answer = practice(command)
        assert (answer.code, "restore" in answer.err.splitlines()[1]) == (1, True), answer
    practice.ok("restore", "1", "--yes")
    assert dump(practice.book) == whole


def test_the_first_write_of_a_day_and_each_import_and_merge_keep_a_copy(practice: Any, tmp_path: Path) -> None:
    practice.keeps_copies = True
    people = tmp_path / "people.csv"
    people.write_text("name\nBo Elm\nBo Elms\n")
    practice.ok("edit", "Ada", "--fee", "150")
    practice.ok("edit", "Ada", "--fee", "160")
    practice.ok("import", str(people))
    practice.ok("merge", "3", "4", "--yes")
    practice.ok("--demo", "edit", "Ada", "--fee", "160")
    assert sorted(copy["why"] for copy in practice.ok("restore", "--json").json["copies"]) == [
        "daily",
        "import",
        "merge",
    ]


def test_a_backup_of_a_damaged_book_blames_the_book(two: Any, tmp_path: Path) -> None:
    two.ok("backup")
    content = bytearray(two.book.read_bytes())
    for page in range(len(content) // 8192, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"x" * 200
    two.book.write_bytes(content)
    target = tmp_path / "m.bk"
    refused = two("backup", str(target))
    assert refused.code == 1 and not target.exists()
    assert refused.err.startswith(f"error: The book {two.book} is damaged.\nhint: refer --book {two.book} restore")
    assert "What putting back" in two("--book", str(two.book), "restore", "1", "--dry-run").out
    assert two("--book", str(two.book), "doctor", "--rescue", str(tmp_path / "rescued.db")).code == 0
