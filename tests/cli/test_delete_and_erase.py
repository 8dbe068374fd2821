"""`delete`, which undo takes back, and `erase`, which leaves nothing in any file of the data folder."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prepared_books import prepared

ADA = [
    "add-colleague", "Ada Birch", "--practice", "Birchwood Rooms", "--city", "Denver", "--state", "CO", "--phone",
    "303-555-0101", "--email", "ada.birch@example.com", "--notes", "Likes school refusal work.", "--tie",
    "Larkspur School", "--group", "Tuesday consult", "--panel", "Aetna", "--yes",
]  # fmt: skip
STRINGS = ("Ada Birch", "ada.birch", "303-555-0101", "school refusal", "Birchwood", "Larkspur", "spoke of moving")


@prepared
def practice(refer: Any) -> None:
    """Ada with a history, Bo who names her, and Cy."""
    refer.ok(*ADA)
    refer.ok(
        "add-colleague", "Bo Elm", "--introduced-by", "Ada Birch", "--notes", "Shares rooms with Ada Birch.", "--yes"
    )
    refer.ok("add-colleague", "Cy Fir", "--yes")
    refer.ok("edit", "Ada", "--phone", "303-555-0199", "--notes", "Likes school refusal work. Calls back late.")
    refer.ok("met", "Ada", "--kind", "coffee", "--note", "spoke of moving")
    refer.ok("met", "Ada", "Bo", "--kind", "lunch", "--note", "Ada Birch brought Bo")
    refer.ok("cadence", "set", "Ada", "3m")
    refer.ok("give", "client-77", "Ada", "Bo", "--reason", "moving")
    refer.ok("outcome", "client-77", "Ada", "first-session-held")
    refer.ok("give", "client-78", "Cy", "--reason", "moving")
    refer.ok("receive", "Ada", "--label", "client-79")


def files(refer: Any) -> list[Path]:
    return [file for file in refer.book.parent.rglob("*") if file.is_file() and file.name != "people.csv"]


def left(refer: Any, *strings: str) -> list[tuple[str, str]]:
    """Which of the strings stand in which file, case set aside, in any encoding that the files use."""
    return [
        (file.name, text)
        for file in files(refer)
        for text in strings
        if text.casefold().encode() in file.read_bytes().lower()
    ]


def copied(refer: Any) -> None:
    """Copies of the book as it is now: one in the folder of copies, one beside the book."""
    folder = Path(f"{refer.book}.copies")
    folder.mkdir(exist_ok=True)
    shutil.copy(refer.book, folder / "2026-11-20T080000-daily.db")
    shutil.copy(refer.book, f"{refer.book}.before-2")


def undo_everything(refer: Any) -> int:
    count = 0
    while refer("undo").code == 0:
        count += 1
    return count


def test_delete_needs_a_yes_and_names_the_gentler_way(practice: Any, refused: Callable[..., str]) -> None:
    error = refused(2, "delete", "Ada")
    assert "--yes" in error and "archive" in error


def test_delete_shows_what_goes_and_undo_brings_all_of_it_back(practice: Any) -> None:
    before = practice.ok("show", "Ada", "--json").json, practice.ok("ledger", "--json").json
    answer = practice("delete", "Ada", typed=["y"])
    assert answer.code == 0, answer
    for word in ("card with its notes", "2 meetings (1 with others stays)", "1 group", "archive", "1 client they sent"):
        assert word in " ".join(answer.out.split()), word
    assert practice("show", "Ada").code == 1
    practice.ok("undo")
    assert (practice.ok("show", "Ada", "--json").json, practice.ok("ledger", "--json").json) == before


def test_no_is_no(practice: Any) -> None:
    assert "Nothing was changed" in practice("delete", "Ada", typed=[""]).out
    assert practice.ok("show", "Ada")


def test_the_ledger_stays_true_after_delete(practice: Any) -> None:
    before = practice.ok("ledger", "--json").json
    practice.ok("delete", "Ada", "--yes")
    after = practice.ok("ledger", "--json").json
    assert after["totals"] == before["totals"]
    rows = {row["id"]: row for row in after["colleagues"]}
    was = {row["id"]: row for row in before["colleagues"]}
    assert rows[1]["name"] == "one gone from your book (1)"
    for number, row in was.items():
        assert {**row, "name": "", "gone": 0} == {**rows[number], "name": "", "gone": 0}


def test_of_one_gone_the_history_is_told_and_nothing_else_kept(practice: Any) -> None:
    practice.ok("delete", "Ada", "--yes")
    rows = {row["id"]: row for row in practice.ok("ledger", "--json").json["colleagues"]}
    assert (rows[1]["gone"], rows[1]["archived"], rows[2]["gone"]) == (True, False, False)
    said = practice.ok("ledger").out
    assert "archived" not in said and 'refer ledger "Bo Elm"' in said
    for who in ("one gone from your book (1)", "1"):
        assert "client-77" in practice.ok("ledger", who).out
    practice.ok("delete", "Bo", "Cy", "--yes")
    (hint,) = [line for line in practice.ok("ledger").out.splitlines() if "the history" in line]
    practice.ok(*shlex.split(hint)[3:])
    answer = practice.ok("outcome", "client-78", "one gone from your book (3)", "no-capacity")
    assert "marked full" not in answer.out
    assert practice.ok("doctor", "--json").json["colleagues"] == 0


def test_hints_name_one_of_two_of_a_name_by_number(refer: Any, refused: Callable[..., str]) -> None:
    refer.ok("add-colleague", "Bob Elm", "--city", "Portland", "--state", "OR", "--yes")
    refer.ok("add-colleague", "Bob Elm", "--city", "Portland", "--state", "ME", "--again", "--yes")
    assert "refer delete 2 --yes" in refused(2, "delete", "2")
    assert "refer archive 2 only" in refer("delete", "2", typed=["n"]).out
    assert "refer delete 2 is what undo" in refused(2, "erase", "2")
    assert "refer delete 2 is what undo" in refer("erase", "2", typed=[""]).out
    refer.ok("delete", "2", "--yes")
    assert "delete" not in refused(2, "erase", "2")
    answer = refer.ok("erase", "2", "--yes")
    assert "Another card of the same name stays: id 1." in " ".join(answer.out.split())
    assert "Bob" not in answer.out


def test_an_empty_place_is_nobody_anywhere_else(practice: Any, tmp_path: Path) -> None:
    practice.ok("delete", "Ada", "--yes")
    assert [row["name"] for row in practice.ok("list", "--all", "--json").json["colleagues"]] == ["Bo Elm", "Cy Fir"]
    assert practice("show", "1").code == practice("show", "gone").code == 1
    assert practice.ok("find", "gone", "--json").json["colleagues"] == []
    assert practice.ok("doubles", "--json").json["doubles"] == []
    assert practice.ok("doctor", "--json").json["colleagues"] == 2
    practice.ok("export", "--private", str(tmp_path / "all.csv"))
    assert "gone" not in (tmp_path / "all.csv").read_text()
    practice.ok(*ADA)
    assert practice.colleague("Ada")["id"] == 4  # a number is never given twice


def test_erase_needs_a_yes_or_the_name(practice: Any, refused: Callable[..., str]) -> None:
    assert "cannot be undone" in refused(2, "erase", "Ada")
    answer = practice("erase", "Ada", typed=["", "Bo Elm"])
    assert "This cannot be undone." in answer.out.splitlines()[1]
    assert "Nothing was changed" in answer.out
    assert "Shares rooms with Ada Birch" in answer.out
    assert practice.ok("show", "Ada")
    assert practice("erase", "Ada", typed=["", "ada birch"]).code == 0
    assert practice("show", "Ada").code == 1


def test_nothing_of_her_is_in_any_file_after_erase(practice: Any) -> None:
    copied(practice)
    practice.ok("undo")  # what could be done again goes too
    assert left(practice, *STRINGS)
    practice.ok("erase", "Ada Birch", "--yes")
    assert left(practice, *STRINGS) == []
    assert practice.colleague("Bo")["notes"] == "Shares rooms with (erased)."
    assert practice.ok("doctor", "--json").json["sound"]
    assert practice("redo").code == 1
    undo_everything(practice)
    assert left(practice, *STRINGS) == []
    assert practice.ok("doctor", "--json").json["sound"]


def test_mentions_stay_where_they_are_wished(practice: Any) -> None:
    answer = practice.ok("erase", "Ada Birch", "--yes", "--keep-mentions", "--json").json
    assert answer["mentions_left"] == 3
    assert practice.colleague("Bo")["notes"] == "Shares rooms with Ada Birch."
    assert left(practice, "303-555-0101", "school refusal", "ada.birch@example.com") == []


def test_the_receipt_names_nobody(practice: Any, tmp_path: Path) -> None:
    copied(practice)
    receipt = tmp_path / "receipt.txt"
    answer = practice.ok("erase", "Ada Birch", "--yes", "--receipt", str(receipt))
    text = receipt.read_text()
    assert "2026-11-24" in text and "the book and 2 copies" in text
    for word in STRINGS:
        assert word not in text and word not in answer.out
    assert practice("erase", "Bo", "--yes", "--receipt", str(receipt)).code == 1  # it is there already


def test_imported_merged_archived_deleted_and_added_again_she_is_erased(refer: Any) -> None:
    people = refer.book.parent / "people.csv"
    people.write_text(
        "name,email,phone,city,state,notes\n"
        "Ada Birch,ada.birch@example.com,303-555-0101,Denver,CO,school refusal\n"
        "Ada M. Birch,a.birch@example.org,303-555-0188,Denver,CO,other words of her\n"
        "Bo Elm,bo@example.com,303-555-0102,Denver,CO,stays\n"
    )
    refer.ok("import", str(people))
    refer.ok("merge", "1", "2", "--yes")
    refer.ok("archive", "1")
    copied(refer)
    refer.ok("delete", "1", "--yes")
    assert refer("show", "Birch").code == 1
    refer.ok("import", str(people))
    refer.ok("undo")
    assert "(1), no longer in the book" in refer("erase", "Birch", "--yes").err
    refer.ok("erase", "Ada Birch", "--yes")  # the journal and the copies still know her
    hers = ("Birch", "303-555-0101", "303-555-0188", "school refusal", "other words", "a.birch@example.org")
    assert left(refer, *hers) == []
    assert refer.colleague("Bo")["notes"] == "stays"
    undo_everything(refer)
    assert left(refer, *hers) == []
    assert refer.ok("doctor", "--json").json["sound"]


def test_somebody_else_of_her_name_stays_with_all_that_is_said_of_them(refer: Any) -> None:
    refer.ok("add-colleague", "Bob Elm", "--city", "Portland", "--state", "OR", "--email", "bob@example.com", "--yes")
    refer.ok(
        "add-colleague",
        "Bob Elm",
        "--city",
        "Portland",
        "--state",
        "ME",
        "--email",
        "elm@example.org",
        "--again",
        "--yes",
    )
    refer.ok("add-colleague", "Cy Fir", "--notes", "Knows Bob Elm.", "--yes")
    refer.ok("erase", "1", "--yes")
    assert refer.colleague("2")["email"] == "elm@example.org"
    assert refer.colleague("Cy")["notes"] == "Knows Bob Elm."
    assert left(refer, "bob@example.com") == []


def test_a_number_given_to_somebody_else_since_does_not_take_them_along(refer: Any) -> None:
    refer.ok("add-colleague", "Ada Birch", "--phone", "303-555-0101", "--yes")
    copied(refer)
    refer.ok("undo")
    refer.ok("add-colleague", "Bo Elm", "--phone", "303-555-0102", "--yes")
    assert refer.colleague("Bo")["id"] == 1
    refer.ok("erase", "Bo", "--yes")
    assert left(refer, "Bo Elm") == []
    assert {name for name, _ in left(refer, "Ada Birch")} == {"2026-11-20T080000-daily.db", "book.db.before-2"}


def test_a_copy_that_cannot_be_opened_is_said_and_can_be_removed(practice: Any) -> None:
    copied(practice)
    broken = Path(f"{practice.book}.copies") / "2026-11-19T080000-daily.db"
    broken.write_bytes(b"Ada Birch" + bytes(5000))
    answer = practice.ok("erase", "Ada Birch", "--yes", "--json").json
    assert (answer["not_opened"], answer["complete"]) == ([broken.name], False)
    practice.ok("erase", "Bo", "--yes", "--remove-unreadable")
    assert not broken.exists()


def test_no_link_is_followed_and_other_versions_are_named(practice: Any, tmp_path: Path) -> None:
    copied(practice)
    folder = practice.book.parent
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = elsewhere / "other.db"
    for file in ("book.db.bak", "book (conflicted copy).db", "Ada Birch.db", "book.db.damaged-20261101"):
        shutil.copy(practice.book, folder / file)
    for file in ("bookings.csv", "book.csv", "notes.db"):
        (folder / file).write_text("nothing of refer's")
    shutil.copy(practice.book, other)
    before = other.read_bytes()
    (Path(f"{practice.book}.copies") / "2026-11-19T080000-daily.db").symlink_to(other)
    answer = practice.ok("erase", "Ada Birch", "--yes", "--json").json
    assert other.read_bytes() == before
    assert (len(answer["files"]), answer["links"]) == (3, ["2026-11-19T080000-daily.db"])
    assert sorted(answer["untouched"]) == ["(erased).db", "book (conflicted copy).db", "book.db.bak"]
    assert (answer["not_opened"], answer["complete"]) == (["book.db.damaged-20261101"], False)
    said = " ".join(practice.ok("erase", "Bo", "--yes", "--remove-unreadable").out.split())
    assert "Links among the copies, not followed: 2026-11-19T080000-daily.db." in said
    assert "may be versions of the book: Ada Birch.db, book (conflicted copy).db and book.db.bak." in said
    assert not (folder / "book.db.damaged-20261101").exists()


def test_a_label_goes_with_its_referrals_and_nobody_else(practice: Any) -> None:
    copied(practice)
    practice.ok("edit", "Cy", "--notes", "Sees client-77 on Mondays.")
    before = practice.ok("ledger", "--json").json["totals"]
    practice.ok("erase", "--label", "CLIENT-77", "--yes")
    assert left(practice, "client-77") == []
    after = practice.ok("ledger", "--json").json["totals"]
    assert (before["offered"], after["offered"]) == (2, 1)
    assert practice.colleague("Ada")["phone"] == "303-555-0199"
    assert practice.colleague("Cy")["notes"] == "Sees (erased) on Mondays."
    undo_everything(practice)
    assert practice.ok("doctor", "--json").json["sound"]
    assert left(practice, "client-77") == []
    assert practice("erase", "--label", "client-77", "--yes").code == 1


def test_undo_says_and_does_nothing_of_a_client_who_was_erased(practice: Any) -> None:
    practice.ok("edit", "Ada", "--accepting", "yes", "--as-of", "2026-11-01")
    practice.ok("give", "K-44", "Ada", "Cy", "--reason", "moving")
    practice.ok("outcome", "K-44", "Ada", "no-capacity")
    practice.ok("edit", "Ada", "--fee", "150")
    practice.ok("outcome", "K-44", "Cy", "first-session-held")
    practice.ok("outcome", "K-44", "Cy", "declined")
    practice.ok("receive", "Bo", "--label", "k-44")
    practice.ok("receive", "Di Yew", "--label", "K-44", "--new")
    copied(practice)
    cards = practice.ok("list", "--all", "--json").json["colleagues"]
    practice.ok("erase", "--label", "K-44", "--yes")
    now = practice.ok("list", "--all", "--json").json["colleagues"]
    assert [{**card, "last_offered": 0} for card in now] == [{**card, "last_offered": 0} for card in cards]
    assert "outcome" not in practice.ok("show", "Ada", "--json").out
    said = practice.ok("undo").out
    assert "Taken back: add Di Yew." in said
    assert "Taken back: edit Ada Birch." in practice.ok("undo").out
    assert (practice.colleague("Ada")["accepting"], practice.colleague("Ada")["fee"]) == ("no", None)
    told = "".join(practice.ok("undo").out for _ in range(3))
    assert "Ada Birch" in told
    for word in ("K-44", "no-capacity", "first-session", "declined"):
        assert word.casefold() not in (said + told).casefold()
    while practice("undo").code == 0:
        pass
    while practice("redo").code == 0:
        pass
    again = practice.ok("list", "--all", "--json").json["colleagues"]
    assert [{**card, "last_offered": 0} for card in again] == [{**card, "last_offered": 0} for card in cards]
    assert practice.ok("doctor", "--json").json["sound"]


@pytest.mark.parametrize("args", [(), ("Ada", "--label", "client-77")])
def test_one_of_the_two_is_named(practice: Any, refused: Callable[..., str], args: tuple[str, ...]) -> None:
    refused(2, "erase", *args, "--yes")


def test_a_locked_book_and_its_copies_are_erased_and_stay_locked(practice: Any) -> None:
    pytest.importorskip("sqlcipher3")
    key = practice.book.parent / "key"
    practice.environ["REFER_KEY_FILE"] = str(key)
    copied(practice)
    practice.ok("lock")
    answer = practice.ok("erase", "Ada Birch", "--yes", "--json").json
    assert (len(answer["files"]), answer["complete"]) == (3, True)
    assert not practice.book.read_bytes().startswith(b"SQLite format 3")
    practice.ok("unlock")
    assert left(practice, *STRINGS) == []
