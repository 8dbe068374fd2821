"""`refer doctor`: a sound book says where it lies; of a damaged one what is whole is saved."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from refer_cli.book import location

posix = pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")

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


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_a_folder_that_others_may_write_to_is_said_and_mended_after_a_yes(two: Any) -> None:
    folder = two.book.parent / "shared" / "mine"
    folder.mkdir(parents=True)
    two.book.rename(folder / "b.db")
    two.environ["REFER_BOOK"] = str(folder / "b.db")
    for loose in (folder, folder.parent):
        loose.chmod(0o777)
        said = " ".join(two.ok("doctor").out.split())
        assert "Your book is sound" not in said and "readable by you alone" not in said
        assert f"Others may write to the folder {loose}: they can delete".replace(" ", "") in said.replace(" ", "")
        assert two.ok("doctor", "--json").json["open_to_others"] == [str(loose)]
        asked = two.ok("doctor", typed=["n"])
        assert "Others may write to the folder" in asked.out and mode(loose) == 0o777
        assert "Your book is sound." in two.ok("doctor", typed=["y"]).out
        assert mode(loose) == 0o755
        assert two.ok("doctor", "--json").json["open_to_others"] == []


@posix
def test_copies_that_others_can_read_are_said_and_mended(two: Any) -> None:
    two.ok("backup")
    (copy,) = (Path(each["file"]) for each in two.ok("doctor", "--json").json["copies"])
    copy.chmod(0o644)
    copy.parent.chmod(0o755)
    found = two.ok("doctor", "--json").json
    assert found["open_to_others"] == [str(copy.parent)] and mode(copy) == 0o600
    strange = copy.with_name("strange.db")
    strange.write_bytes(b"no book")
    strange.chmod(0o644)
    assert two.ok("doctor", "--json").json["open_to_others"] == [str(copy.parent), str(strange)]
    said = " ".join(two.ok("doctor", "--yes").out.split())
    assert "Your book is sound." in said and said.count("Others can get at it no longer") == 2
    assert mode(strange) == 0o600
    assert (mode(copy), mode(copy.parent)) == (0o600, 0o700)


@posix
def test_a_link_among_the_copies_is_not_followed(two: Any, tmp_path: Path) -> None:
    two.ok("backup")
    other = tmp_path / "other.db"
    other.write_bytes(b"somebody else's")
    other.chmod(0o644)
    (tmp_path / "book.db.copies" / "2026-01-01T000000-daily.db").symlink_to(other)
    two.ok("doctor", "--yes")
    assert mode(other) == 0o644


@posix
def test_a_new_book_and_refer_alone_say_that_others_may_write_to_the_folder(refer: Any) -> None:
    refer.book.parent.chmod(0o777)
    said = "Others may write to its folder: refer doctor"
    assert said in refer.ok("add-colleague", "Ada Birch").out
    assert said not in refer.ok("add-colleague", "Bo Oak").out
    assert said in refer.ok().out
    refer.book.parent.chmod(0o750)
    assert said not in refer.ok().out


@posix
def test_a_group_of_ones_own_is_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import grp
    import pwd

    tmp_path.chmod(0o775)
    me = pwd.getpwuid(os.getuid())
    monkeypatch.setattr(grp, "getgrgid", lambda gid: grp.struct_group((me.pw_name, "x", me.pw_gid, [])))
    assert not location.others_may_write(tmp_path)
    monkeypatch.setattr(grp, "getgrgid", lambda gid: grp.struct_group((me.pw_name, "x", me.pw_gid, ["eve"])))
    assert location.others_may_write(tmp_path)


@posix
def test_the_cache_is_its_owners_alone_and_mended_where_it_was_not(tmp_path: Path) -> None:
    own = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in own.items():
            patch.setenv(name, value)
        folder = location.cache_folder({})
        folder.mkdir(parents=True)
        folder.chmod(0o777)
        assert location.own_cache({}) == folder
        assert mode(folder) == 0o700
    named = tmp_path / "named"
    named.mkdir()
    named.chmod(0o755)
    assert location.own_cache({"REFER_CACHE": str(named)}) == named
    assert mode(named) == 0o755  # it may be the folder of others too


def test_openings_panels_and_fees_that_are_old_are_counted_by_their_own_day(two: Any) -> None:
    before = two.ok("doctor", "--json").json["old_facts"]
    two.ok("add-colleague", "Bo Oak", "--accepting", "yes", "--specialty", "grief", "--as-of", "2024-01-02")
    assert two.ok("doctor", "--json").json["old_facts"] == before + 1
    assert "1 was confirmed more than 18 months ago; ask" in " ".join(two.ok("doctor").out.split())
    two.ok("edit", "Bo", "--panel", "Aetna", "--panel", "Cigna", "--as-of", "2024-01-02")
    assert two.ok("doctor", "--json").json["old_facts"] == before + 3
    two.ok("verify", "Bo", "--accepting", "yes")
    assert two.ok("doctor", "--json").json["old_facts"] == before + 2
    two.ok("archive", "Bo")
    assert two.ok("doctor", "--json").json["old_facts"] == before


def test_an_index_of_an_older_refer_that_finds_the_same_is_no_fault(two: Any) -> None:
    import sqlite3

    two.ok("edit", "Ada", "--specialty", "grief", "--tie", "North School")
    connection = sqlite3.connect(two.book)
    connection.execute("UPDATE search SET needs = replace(needs, '; ', ' · '), words = lower(words)")
    connection.commit()
    assert "·" in connection.execute("SELECT group_concat(needs) FROM search").fetchone()[0]
    assert two.ok("doctor", "--json").json["index"] == "sound"
    connection.execute("UPDATE search SET needs = 'grief' WHERE rowid = 1")
    connection.commit()
    connection.close()
    assert two.ok("doctor", "--json").json["index"] == "amiss"
