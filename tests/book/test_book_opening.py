"""Opening: where the book lies, who may read it, and every file that is refused with a hint."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from refer_cli.book import connection as opener
from refer_cli.book import location, requests, writing
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.errors import BookProblem
from refer_cli.fields.card import Facts

TODAY = "2026-11-24"
ADA = Facts({"name": "Ada Birch"}, TODAY)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def add(book: WritableBook, name: str = "Ada Birch") -> None:
    with book.step("add") as step:
        writing.insert_colleague(step, Facts({"name": name}, TODAY), None)


def test_the_option_comes_before_the_environment_and_that_before_the_platform(tmp_path: Path) -> None:
    assert location.book_path(tmp_path / "a.db", {"REFER_BOOK": "b.db"}) == tmp_path / "a.db"
    assert location.book_path(None, {"REFER_BOOK": str(tmp_path / "b.db")}) == tmp_path / "b.db"
    assert location.book_path(None, {"REFER_BOOK": "~/b.db"}) == Path.home() / "b.db"
    usual = location.book_path(None, {"REFER_BOOK": ""})
    assert (usual.name, usual.parent.name) == ("book.db", "refer")
    assert location.cache_folder({"REFER_CACHE": str(tmp_path)}) == tmp_path
    assert "refer" in location.cache_folder({}).parts


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_new_book_is_for_its_owner_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    before = os.umask(0)
    try:
        path = tmp_path / "one" / "two" / "book.db"
        book = WritableBook.open_writing(path, TODAY)
        add(book)
        names = sorted(found.name for found in path.parent.iterdir())
        assert names == ["book.db", "book.db-shm", "book.db-wal"]
        assert {mode(found) for found in path.parent.iterdir()} == {0o600}
        assert (mode(path.parent), mode(path.parent.parent), mode(tmp_path)) == (0o700, 0o700, 0o755)
        book.close()
        path.chmod(0o664)
        WritableBook.open_writing(path, TODAY).close()
        assert mode(path) == 0o600
    finally:
        os.umask(before)


def refusal(path: Path, writing_too: bool = True) -> BookProblem:
    with pytest.raises(BookProblem) as problem:
        Book.open(path)
    if writing_too:
        with pytest.raises(BookProblem) as other:
            WritableBook.open_writing(path, TODAY)
        assert other.value.sentence == problem.value.sentence
    assert problem.value.hint
    assert "\n" not in problem.value.sentence
    return problem.value


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).sentence


@pytest.mark.parametrize("content", [b"name,city\nAda,Denver\n", bytes(range(256)), b"SQLite format 2\0"])
def test_a_file_of_another_kind_is_no_book_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(content)
    assert "is not a refer book" in refusal(path).sentence
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.executescript("CREATE TABLE colleague (id INTEGER PRIMARY KEY); PRAGMA user_version = 1")
    other.close()
    before = path.read_bytes()
    assert "is not a refer book" in refusal(path).sentence
    assert path.read_bytes() == before


def test_a_book_of_a_newer_version_is_refused(path: Path) -> None:
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {opener.SCHEMA_VERSION + 1}")
    newer.close()
    assert "newer refer" in refusal(path).sentence


def test_a_damaged_book_is_refused_with_a_sentence(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with pytest.raises(BookProblem) as problem:
        Book.open(path).cards()
    assert problem.value.hint
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(BookProblem), WritableBook.open_writing(path, TODAY).step("add") as step:
        writing.insert_colleague(step, ADA, None)


def test_an_empty_file_is_a_book_that_holds_nothing_yet(tmp_path: Path) -> None:
    path = tmp_path / "book #1?%20.db"
    path.touch()
    assert not Book.open(path).exists
    book = WritableBook.open_writing(path, TODAY)
    add(book)
    book.close()
    assert Book.open(path).count() == 1


def test_a_place_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file" / "book.db", tmp_path / ("x" * 300)):
        with pytest.raises(BookProblem):
            WritableBook.open_writing(place, TODAY)
    with pytest.raises(BookProblem, match="too long"):
        Book.open(tmp_path / ("x" * 300))
    assert not Book.open(tmp_path / "file" / "book.db").exists


@contextmanager
def without_rights(folder: Path, book: Path) -> Iterator[None]:
    """Run as somebody who may read the folder and the book but not write them."""
    book.chmod(0o444)
    folder.chmod(0o555)
    root = os.getuid() == 0
    if root:  # root may write everything: become somebody else for a while
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "setresuid"), reason="needs POSIX users")
@pytest.mark.parametrize("left_over", [False, True])
def test_a_read_only_book_is_read_and_never_written(empty_book: bytes, left_over: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name), Path(name) / "book.db"
        path.write_bytes(empty_book)
        book = WritableBook.open_writing(path, TODAY)
        add(book)
        if not left_over:
            book.close()
        else:
            for beside in ("-wal", "-shm"):
                Path(f"{path}{beside}").chmod(0o444)
        before = path.read_bytes()
        with without_rights(folder, path):
            reader = Book.open(path)
            assert [card.name for card in reader.cards()] == ["Ada Birch"]
            reader.close()
            with pytest.raises(BookProblem, match="can only be read"):
                WritableBook.open_writing(path, TODAY)
            assert not requests.remember(path, day=TODAY, found=True)
        assert path.read_bytes() == before
        book.close()


def test_a_busy_book_is_waited_for_and_then_refused(book: WritableBook, path: Path) -> None:
    other = WritableBook.open_writing(path, TODAY)
    other.writable().patience = 0.02
    with book.step("long") as step:
        writing.insert_colleague(step, ADA, None)
        with pytest.raises(BookProblem, match="another refer"), other.step("add"):
            pass
        reader = Book.open(path)
        assert reader.count() == 0  # a reader meanwhile sees the book before
        reader.close()
    add(other)
    assert book.count() == 2
    other.close()


def test_a_full_disk_changes_nothing(book: WritableBook) -> None:
    add(book)
    connection = book.writable()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    many = [(Facts({"name": f"Ada {number}", "notes": "x" * 2_000}, TODAY), None) for number in range(200)]
    with pytest.raises(BookProblem, match="disk is full"), book.step("import") as step:
        writing.insert_colleagues(step, many)
    assert book.count() == 1
    connection.execute("PRAGMA max_page_count = 1000000")
    with book.step("import") as step:
        writing.insert_colleagues(step, many)
    assert book.count() == 201


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a refer book" in refusal(tmp_path / "pipe").sentence
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert "symbolic links" in refusal(tmp_path / "round").sentence
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere.db")
    assert "a link to a file that is not there" in refusal(tmp_path / "dangling").sentence
    assert not (tmp_path / "nowhere.db").exists()


@pytest.mark.parametrize("version", [0, -1])
def test_a_book_whose_version_was_lost_is_damaged_and_not_migrated(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    assert "is damaged" in refusal(path).sentence
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_book_that_others_can_read_is_tightened_when_it_is_read(path: Path) -> None:
    path.chmod(0o644)
    Book.open(path).close()
    assert mode(path) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("content", [b"name,city\nAda,Denver\n", None])
def test_the_permissions_of_a_file_that_is_no_book_are_left_alone(tmp_path: Path, content: bytes | None) -> None:
    other = tmp_path / "other.db"
    if content is None:
        connection = sqlite3.connect(other)
        connection.execute("CREATE TABLE recipe (name TEXT)")
        connection.close()
    else:
        other.write_bytes(content)
    other.chmod(0o664)
    refusal(other)
    assert mode(other) == 0o664


def test_what_was_deleted_is_overwritten(path: Path) -> None:
    secret = b"Zebrawood Quillfeather"
    with WritableBook.open_writing(path, TODAY) as book:
        connection = book.writable()
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
        requests.remember(path, day=TODAY, found=False, need=secret.decode())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert secret in path.read_bytes()
        requests.forget(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert secret not in path.read_bytes()


def test_a_book_that_is_cut_while_it_is_open_is_damaged(path: Path) -> None:
    with WritableBook.open_writing(path, TODAY) as book:
        with book.step("fill") as step:
            writing.insert_colleagues(step, [(Facts({"name": f"Ada {number}"}, TODAY), None) for number in range(500)])
        book.writable().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    reader = Book.open(path)
    with path.open("r+b") as file:
        file.truncate(8192)
    with pytest.raises(BookProblem, match="damaged"):
        reader.cards()
