"""`lock`, `unlock`, `rekey`: the book and its copies under a key, whole, and nothing plain left behind."""

from __future__ import annotations

import getpass
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from refer_cli.book import connection as opener
from refer_cli.book import seal, sealing
from refer_cli.book.requests import INSERT
from refer_cli.commands import completing
from refer_cli.errors import Refused
from refer_cli.services.environment import Environment

KEY = "four walnut lamps sleeping"
OTHER = "nine paper boats in winter"
SECRETS = (b"Ada Birch", b"school refusal", b"303-555-0101", b"Aetna", b"anxiety", b"SQLite format 3")


class Keyring(KeyringBackend):
    """A keyring that lasts as long as the test."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def ring() -> Iterator[Keyring]:
    before = keyring.get_keyring()
    mine = Keyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is derived in no time: each takes a fifth of a second otherwise, and each book has its own."""
    monkeypatch.setattr(seal, "ROUNDS", 10)


@pytest.fixture(autouse=True)
def no_keyring_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends.fail import Keyring as NoKeyring

    monkeypatch.setattr("keyring.core._keyring_backend", NoKeyring())


@pytest.fixture
def key_file(two: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book `two`, whose key is to be found in this file."""
    file = tmp_path_factory.mktemp("key") / "key"
    file.write_text(f"{KEY}\n")
    file.chmod(0o600)
    two.environ["REFER_KEY_FILE"] = str(file)
    return file


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What is typed unseen."""

    def typed(*answers: str) -> None:
        waiting = iter(answers)
        monkeypatch.setattr(getpass, "getpass", lambda *_, **__: next(waiting))

    return typed


def dump(path: Path) -> list[Any]:
    """Everything in the book but what SQLite numbers anew."""
    with closing(opener.at(path, "mode=ro", 1)) as connection:
        rows: list[Any] = connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"
        ).fetchall()
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall():
            rows.append((name, connection.execute(f'SELECT * FROM "{name}" NOT INDEXED').fetchall()))
        return [
            *rows,
            *(connection.execute(f"PRAGMA {stamp}").fetchone() for stamp in ("user_version", "application_id")),
        ]


def dump_sealed(two: Any) -> list[Any]:
    opener.opens_with(two.environ, None)
    try:
        return dump(two.book)
    finally:
        seal.forget_all()


def plain_files(folder: Path) -> list[str]:
    """Every file of the folder in which something of the book can be read."""
    return [
        f"{file.name}: {secret!r}"
        for file in folder.rglob("*")
        if file.is_file()
        for secret in SECRETS
        if secret in file.read_bytes()
    ]


def copies(book: Path) -> list[Path]:
    """Two copies of the book, one beside it and one in its folder of copies, and what a killed run left."""
    folder = book.parent / f"{book.name}.copies"
    folder.mkdir()
    made = [Path(f"{book}.before-2"), folder / "2026-11-24T101112-daily.db"]
    left = [
        Path(f"{book}.before-3.unfinished"),
        folder / "2026-11-24T101113-daily.db.unfinished",
        folder / "1234.restoring",
    ]
    for file in (*made, *left):
        file.write_bytes(book.read_bytes())
    return made


def test_locking_leaves_nothing_plain_and_unlocking_gives_all_back(two: Any, key_file: Path) -> None:
    made = copies(two.book)
    days = [file.stat().st_mtime_ns for file in made]
    before = dump(two.book)
    listed = two.ok("list", "--json").out
    assert plain_files(two.book.parent) != []
    locked = two.ok("lock", "--json").json
    assert (locked["copies"], locked["locked"], locked["already"]) == (2, True, False)
    assert plain_files(two.book.parent) == []
    assert [file.stat().st_mtime_ns for file in made] == days
    assert all(file.stat().st_mode & 0o077 == 0 for file in two.book.parent.rglob("*.db*") if file.is_file())
    assert two.ok("list", "--json").out == listed
    assert two.ok("unlock", "--json").json["copies"] == 2
    assert dump(two.book) == before
    assert [dump(file) for file in made] == [before, before]
    assert not list(two.book.parent.rglob("*.unfinished"))


def test_every_kind_of_command_works_on_a_locked_book(two: Any, key_file: Path, tmp_path: Path) -> None:
    two.ok("lock")
    two.ok("add-colleague", "Max Moe", "--city", "Denver", "--state", "CO", "--specialty", "grief", "--panel", "Aetna")
    two.ok("edit", "Max", "--notes", "plays the bassoon")
    two.ok("met", "Max Moe", "--note", "lunch")
    assert "Max Moe" in two.ok("find", "bassoon").out
    given = two.ok("give", "A7", "Max", "--reason", "moving", "--json").json
    assert two.ok("ledger", "--json").json["colleagues"]
    assert (
        two.ok("suggest", "--reason", "moving", "--need", "grief", "--city", "Denver", "--json").json["eligible"] >= 1
    )
    assert two("suggest", "--reason", "moving", "--need", "grief", "--city", "Denver").code == 0
    two.ok("goals", "set", "meet", "3")
    (tmp_path / "c.csv").write_text("name,city,state\nJane Roe,Boulder,CO\n")
    assert two.ok("import", str(tmp_path / "c.csv"), "--json").json["added"] == 1
    two.ok("undo")
    two.ok("redo")
    assert two.ok("doctor", "--json").json["sound"]
    assert given["id"]
    assert not any(b"bassoon" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_key_that_does_not_fit_is_one_line(two: Any, key_file: Path) -> None:
    two.ok("lock")
    for content in (OTHER, f"{KEY}x"):
        key_file.write_text(content)
        answer = two("list")
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.splitlines()[0] == f"error: The key in {key_file} does not open {two.book}."
        assert len(answer.err.splitlines()) == 2
    key_file.chmod(0o644)
    assert "can be read by others" in two("list").err
    key_file.unlink()
    assert "cannot be read" in two("list").err


def test_off_a_terminal_nobody_is_asked(two: Any, key_file: Path) -> None:
    two.ok("lock")
    del two.environ["REFER_KEY_FILE"]
    answer = two("list")
    assert answer.code == 1
    assert answer.err.startswith(f"error: The book {two.book} is locked, and its key is not at hand.")
    assert "REFER_KEY_FILE" in answer.err
    assert two("list", "--json").json["exit"] == 1


def test_without_a_key_nothing_is_locked_off_a_terminal(two: Any) -> None:
    before = two.book.read_bytes()
    answer = two("lock")
    assert answer.code == 1 and "REFER_KEY_FILE" in answer.err
    assert two.book.read_bytes() == before


def test_a_key_file_that_is_not_there_is_made(two: Any, key_file: Path) -> None:
    key_file.unlink()
    two.ok("lock")
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert seal.weakness(key_file.read_text().strip()) is None
    assert two.ok("list", "--json").json["colleagues"]


@pytest.mark.parametrize("weak", ["", "short", "123456789012345", "aaaaaaaaaaaaaaaa", "two\nlines of a long key"])
def test_a_weak_key_locks_nothing(two: Any, key_file: Path, weak: str) -> None:
    key_file.write_text(weak)
    before = two.book.read_bytes()
    assert two("lock").code == 2
    assert two.book.read_bytes() == before


def test_the_passphrase_is_typed_twice_and_asked_for_again(two: Any, secrets: Callable[..., None]) -> None:
    secrets("too short", KEY, "another one", KEY, KEY)
    said = two.ok("lock", typed=["y"])
    assert "a lost key cannot be replaced" in " ".join(said.out.split())
    assert "shorter than twelve signs" in said.out and "not the same" in said.out
    assert plain_files(two.book.parent) == []
    secrets("no", "not this either", KEY)
    assert "Ada Birch" in two.ok("list", typed=[]).out
    secrets("no", "nor this", "nor that")
    refused = two("list", typed=[])
    assert (refused.code, refused.err.splitlines()[0]) == (1, f"error: This is not the key of {two.book}.")


def test_a_key_that_refer_makes_is_shown_once(two: Any, secrets: Callable[..., None]) -> None:
    secrets("")
    two.ok("lock", typed=["n"])
    assert two.ok("list").out
    secrets("")
    said = two.ok("lock", typed=["y", "y"]).out
    made = next(line.strip() for line in said.splitlines() if line.count("-") == 7)
    secrets(made)
    assert "Ada Birch" in two.ok("list", typed=[]).out


def test_the_keyring_opens_the_book_wherever_it_lies(two: Any, ring: Keyring, secrets: Callable[..., None]) -> None:
    secrets(KEY, KEY)
    two.ok("lock", typed=["y", "y"])
    assert len(ring.kept) == 1 and KEY not in str(ring.kept)
    assert two.ok("list", "--json").json["colleagues"]
    moved = two.book.with_name("moved.db")
    two.book.rename(moved)
    assert "Ada Birch" in two.ok("--book", str(moved), "list").out
    two.ok("--book", str(moved), "unlock")
    assert ring.kept == {}


def test_the_keyring_is_left_alone_where_that_is_wanted(two: Any, ring: Keyring, secrets: Callable[..., None]) -> None:
    secrets(KEY, KEY)
    two.ok("lock", "--ask", typed=["y"])
    assert ring.kept == {}


def test_another_key_opens_book_and_copies_and_the_old_one_nothing(two: Any, key_file: Path, ring: Keyring) -> None:
    made = copies(two.book)
    before = dump(two.book)
    two.ok("lock")
    new = key_file.with_name("new")
    new.write_text(OTHER)
    new.chmod(0o600)
    assert two.ok("rekey", "--new-key-file", str(new), "--json").json["copies"] == 2
    assert "does not open" in two("list").err
    two.environ["REFER_KEY_FILE"] = str(new)
    assert two.ok("unlock", "--json").json["copies"] == 2
    assert [dump(file) for file in (two.book, *made)] == [before] * 3


def test_rekeying_moves_the_key_in_the_keyring(two: Any, ring: Keyring, secrets: Callable[..., None]) -> None:
    secrets(KEY, KEY)
    two.ok("lock", typed=["y", "y"])
    before = dict(ring.kept)
    secrets(OTHER, OTHER)
    two.ok("rekey", typed=["y", "y"])
    assert len(ring.kept) == 1 and not set(ring.kept) & set(before)
    assert two.ok("list", "--json").json["colleagues"]


def test_locking_again_locks_what_is_still_plain(two: Any, key_file: Path) -> None:
    plain = two.book.read_bytes()
    two.ok("lock")
    Path(f"{two.book}.before-2").write_bytes(plain)
    again = two.ok("lock", "--json").json
    assert (again["already"], again["copies"]) == (True, 1)
    assert plain_files(two.book.parent) == []


def test_a_copy_with_a_key_that_nobody_knows_is_left_and_said(two: Any, key_file: Path) -> None:
    two.ok("lock")
    strange = Path(f"{two.book}.before-2")
    strange.write_bytes(two.book.read_bytes())
    two.ok("unlock")
    plain = two.book.read_bytes()
    sealing.rewrite_copies([(two.book, None)], seal.new_key(OTHER))
    two.book.replace(strange)
    two.book.write_bytes(plain)
    seal.forget_all()
    two.ok("lock")
    before = strange.read_bytes()
    assert two.ok("unlock", "--json").json["not_opened"] == [str(strange)]
    assert strange.read_bytes() == before


def test_the_demo_is_never_locked(refer: Any) -> None:
    for command in ("lock", "unlock", "rekey"):
        refused = refer("--demo", command)
        assert refused.code == 2
        assert "refer --demo" not in refused.err  # what is printed would only lead here again


def test_a_plain_book_is_not_unlocked(two: Any) -> None:
    for command in ("unlock", "rekey"):
        assert two(command).err.startswith(f"error: The book {two.book} is not locked.")


def test_no_book_is_not_locked(refer: Any) -> None:
    assert refer("lock").err.startswith(f"error: There is no book at {refer.book}.")


def test_without_sqlcipher_the_way_to_it_is_told(two: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two.ok("lock")
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.delitem(sys.modules, "refer_cli.book.sealed_driver")
    monkeypatch.delattr("refer_cli.book.sealed_driver")
    for command in ("list", "unlock"):
        answer = two(command)
        assert answer.code == 1
        assert answer.err.splitlines() == [
            "error: Locked books need SQLCipher, which is not installed.",
            f"hint: {sys.executable} -m pip install 'sqlcipher3>=0.6' 'keyring>=25'",
        ]


def test_a_file_of_another_kind_is_not_called_locked(refer: Any) -> None:
    for content in (os.urandom(8192), b"name,city\n" * 900, b"Rfe", b"Rfer"):
        refer.book.write_bytes(content)
        assert refer("list").err.startswith(f"error: {refer.book} is not a refer book.")


def test_a_damaged_locked_book_is_called_damaged(two: Any, key_file: Path) -> None:
    two.ok("lock")
    content = bytearray(two.book.read_bytes())
    for page in range(len(content) // 8192, len(content) // 4096):
        content[page * 4096 + 100] ^= 255
    two.book.write_bytes(content)
    for command in ("list", "doctor"):
        answer = two(command)
        assert answer.code == 1 and "is damaged" in answer.err, answer


def test_locking_waits_for_nobody_who_has_the_book_open(
    two: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PATIENCE_SECONDS", 0)
    two.ok("met", "Ada Birch")
    before = dump(two.book)
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(two.book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holding.stdin and holding.stdout
    assert holding.stdout.readline() == "open\n"
    answer = two("lock")
    holding.communicate("")
    assert answer.code == 1 and "Another refer has the book open" in answer.err
    assert dump(two.book) == before
    two.ok("lock")


HOLD = """
import sqlite3, sys
book = sqlite3.connect(sys.argv[1])
book.execute("PRAGMA journal_mode = WAL").fetchone()
book.execute("SELECT count(*) FROM colleague").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


def test_one_book_locked_and_open_is_not_looked_at_again(
    two: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither another SQLite nor a descriptor of ours takes its locks away."""
    two.ok("lock")
    opener.opens_with(two.environ, None)
    with closing(opener.connect(two.book, writing=False)) as first:
        assert first.sealed
        monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: pytest.fail("another SQLite at a locked file"))
        monkeypatch.setattr(seal, "salt_of", lambda _: pytest.fail("a descriptor beside SQLite's"))
        with closing(opener.connect(two.book, writing=True)) as second:
            assert second.sealed
    seal.forget_all()


def test_what_a_locked_book_refuses_is_an_error_of_sqlite3(two: Any, key_file: Path) -> None:
    two.ok("lock")
    opener.opens_with(two.environ, None)
    with closing(opener.connect(two.book, writing=True)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            connection.execute("SELECT * FROM nobody")
        with pytest.raises(sqlite3.IntegrityError) as refused:
            connection.execute("INSERT INTO setting (name, value) VALUES (NULL, NULL)")
        assert refused.value.sqlite_errorname.startswith("SQLITE_CONSTRAINT")
    seal.forget_all()


def test_any_program_that_reads_sqlcipher_opens_it_with_the_passphrase(
    two: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlcipher3 import dbapi2

    monkeypatch.setattr(seal, "ROUNDS", 256_000)
    two.ok("lock")
    with closing(dbapi2.connect(str(two.book))) as connection:
        connection.execute(f"PRAGMA key = '{KEY}'")
        assert connection.execute("SELECT count(*) FROM colleague").fetchone() == (2,)


def test_what_is_written_from_a_locked_book_is_said_to_be_plain(two: Any, key_file: Path, tmp_path: Path) -> None:
    assert two.ok("export", str(tmp_path / "before.csv"))
    two.ok("lock")
    said = two("export", str(tmp_path / "team.csv"))
    assert (said.code, said.err) == (0, "note: team.csv, unlike your book, can be read by whoever has it\n")
    sheet = two("prepare", "--colleague", "Ada", "--sheet", str(tmp_path / "sheet.txt"))
    assert (sheet.code, sheet.err) == (0, "note: sheet.txt, unlike your book, can be read by whoever has it\n")
    assert two.ok("export", str(tmp_path / "team.vcf"), "--json").json


def test_doctor_and_home_say_whether_the_book_is_locked(two: Any, key_file: Path) -> None:
    assert "no; refer lock encrypts it" in two.ok("doctor").out
    assert not two.ok("doctor", "--json").json["locked"] and not two.ok("--json").json["locked"]
    plain = two.book.read_bytes()
    two.ok("lock")
    assert "yes, and so are its copies" in two.ok("doctor").out
    assert two.ok("doctor", "--json").json["locked"] and two.ok("--json").json["locked"]
    assert "2 colleagues in your locked book" in two.ok().out
    Path(f"{two.book}.before-2").write_bytes(plain)
    assert "yes, but not 1 copy of it" in two.ok("doctor").out


def test_completion_knows_a_locked_book_by_a_key_at_hand_and_asks_nobody(
    two: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.ok("lock")
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: pytest.fail("asked"))

    def proposed() -> list[str]:
        environment = Environment(two.environ, stdin_is_terminal=True, stdout_is_terminal=True, stderr_is_terminal=True)
        root = SimpleNamespace(params={})
        return completing.who(SimpleNamespace(obj=environment, find_root=lambda: root), "Ad")  # type: ignore[arg-type]

    assert proposed() == ["Ada Birch"]
    del two.environ["REFER_KEY_FILE"]
    assert proposed() == []


def test_a_damaged_copy_stops_the_lock_and_is_named(two: Any, key_file: Path) -> None:
    damaged = Path(f"{two.book}.damaged-2026-11-24T101112")
    content = bytearray(two.book.read_bytes())
    for page in range(len(content) // 8192, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"x" * 200
    damaged.write_bytes(content)
    refused = two("lock")
    assert refused.code == 1
    assert refused.err.startswith(f"error: {damaged.name}, a copy of the book, cannot be written anew: ")
    assert damaged.read_bytes() == content
    assert two.ok("list").out
    damaged.unlink()
    two.ok("lock")
    assert plain_files(two.book.parent) == []


def test_a_lock_that_a_damaged_copy_stops_leaves_every_copy_as_it_was(
    two: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copies(two.book)
    damaged = two.book.parent / f"{two.book.name}.copies" / "2026-11-25T101112-daily.db"
    damaged.write_bytes(two.book.read_bytes()[:-8192])
    before = [dump(file) for file in (two.book, *made)]
    key_file.unlink()
    for looked in (True, False):  # found before a key is made, and while the copies are written
        if not looked:
            monkeypatch.setattr("refer_cli.book.checkup.is_good", lambda _: True)
        refused = two("lock")
        assert refused.code == 1 and refused.err.endswith(f"it lies in {damaged.parent}\n"), refused.err
        assert "Nothing was changed." in refused.err
        assert [dump(file) for file in (two.book, *made)] == before
        assert damaged.read_bytes().startswith(b"SQLite format 3")
    assert not list(two.book.parent.rglob("*.key.unfinished"))


def test_no_key_is_made_for_a_book_that_cannot_be_locked(two: Any, key_file: Path) -> None:
    copies(two.book)[0].write_bytes(two.book.read_bytes()[:-8192])
    key_file.unlink()
    assert two("lock").code == 1 and not key_file.exists()


def test_copies_under_another_key_are_named_and_are_no_damaged_ones(two: Any, key_file: Path) -> None:
    beside, other = copies(two.book)
    sealing.rewrite_copies([(other, None)], seal.new_key(OTHER))
    seal.forget_all()
    strange = other.read_bytes()
    looked = " ".join(two.ok("doctor").out.split())
    assert "1 locked with another key" in looked and "delete it" not in looked
    assert [copy["other_key"] for copy in two.ok("doctor", "--json").json["copies"]].count(True) == 1
    said = " ".join(two.ok("lock").out.split())
    assert "Locked: your book and its 1 copy." in said and f"{other.name} is locked with another key" in said
    assert other.read_bytes() == strange and beside.read_bytes()[:15] != b"SQLite format 3"
    assert two.ok("lock", "--json").json["not_opened"] == [str(other)]
    assert "so were its copies" not in two.ok("lock").out
    assert "delete it" not in two.ok("doctor").out


def test_copies_that_the_same_passphrase_opens_come_under_the_one_key(two: Any, key_file: Path) -> None:
    _, other = copies(two.book)
    sealing.rewrite_copies([(other, None)], seal.new_key(KEY))
    seal.forget_all()
    locked = two.ok("lock", "--json").json
    assert (locked["copies"], locked["not_opened"]) == (2, [])
    assert other.read_bytes()[:16] == two.book.read_bytes()[:16]


def test_plain_versions_beside_a_locked_book_are_named(two: Any, key_file: Path) -> None:
    twin = two.book.with_name(f"{two.book.stem} (conflicted copy).db")
    twin.write_bytes(two.book.read_bytes())
    assert two.ok("lock", "--json").json["beside"] == [str(twin)]
    assert twin.name in " ".join(two.ok("lock").out.split())


def test_a_lock_reaches_the_same_copies_by_either_name_of_a_book(two: Any, key_file: Path) -> None:
    link = two.book.parent / "elsewhere" / "mine.db"
    link.parent.mkdir()
    link.symlink_to(two.book)
    older = link.parent / "mine.db.copies" / "2026-11-24T101112-daily.db"
    older.parent.mkdir()
    older.write_bytes(two.book.read_bytes())
    two.ok("--book", str(link), "backup")
    made = two.ok("restore", "--json").json["copies"]
    assert [Path(copy["file"]).parent for copy in made] == [two.book.parent / f"{two.book.name}.copies"] * len(made)
    assert str(older) in [copy["file"] for copy in two.ok("--book", str(link), "restore", "--json").json["copies"]]
    two.ok("--book", str(link), "lock")
    assert plain_files(two.book.parent) == []
    two.ok("unlock")
    assert link.is_symlink()


def test_a_backup_of_a_locked_book_is_locked_and_comes_back(two: Any, key_file: Path, tmp_path: Path) -> None:
    two.ok("lock")
    before = dump_sealed(two)
    assert two.ok("backup", str(tmp_path / "b.db"), "--json").json["locked"]
    two.ok("add-colleague", "Max Moe", "--city", "Denver", "--state", "CO")
    two.ok("restore", str(tmp_path / "b.db"), "--yes", "--json")
    assert dump_sealed(two) == before
    assert plain_files(tmp_path) == []


def test_a_backup_with_an_older_key_comes_back_under_the_new_one(
    two: Any, key_file: Path, tmp_path: Path, secrets: Callable[..., None]
) -> None:
    two.ok("lock")
    before = dump_sealed(two)
    two.ok("backup", str(tmp_path / "b.db"))
    new = key_file.with_name("new")
    two.ok("rekey", "--new-key-file", str(new))
    two.environ["REFER_KEY_FILE"] = str(new)
    two.ok("add-colleague", "Max Moe", "--city", "Denver", "--state", "CO")
    del two.environ["REFER_KEY_FILE"]
    secrets(new.read_text().strip(), KEY)
    two.ok("restore", str(tmp_path / "b.db"), "--yes", typed=[])
    two.environ["REFER_KEY_FILE"] = str(new)
    assert dump_sealed(two) == before
    assert two.ok("doctor", "--json").json["sound"]


def test_what_is_rescued_of_a_locked_book_is_locked(two: Any, key_file: Path, tmp_path: Path) -> None:
    two.ok("lock")
    assert two.ok("doctor", "--rescue", str(tmp_path / "rescued.db"), "--json").json
    assert plain_files(tmp_path) == []
    assert "Ada Birch" in two.ok("--book", str(tmp_path / "rescued.db"), "list").out


def test_a_book_behind_a_link_is_locked_where_it_lies(two: Any, key_file: Path, tmp_path: Path) -> None:
    two.ok("met", "Ada Birch")
    (tmp_path / "away").mkdir()
    real = tmp_path / "away" / "practice.db"
    two.book.rename(real)
    two.book.symlink_to(real)
    Path(f"{real}.before-2").write_bytes(real.read_bytes())
    Path(f"{two.book}.before-2").write_bytes(real.read_bytes())
    two.ok("lock")
    assert two.book.is_symlink()
    assert plain_files(tmp_path) == []
    assert "Ada Birch" in two.ok("list").out


def test_nobody_who_is_erased_stays_in_a_locked_book_or_its_copies(two: Any, key_file: Path) -> None:
    made = copies(two.book)
    two.ok("lock")
    two.ok("erase", "Ada Birch", "--yes")
    two.ok("unlock")
    for file in (two.book, *made):
        assert b"Birch" not in file.read_bytes()
        assert b"Flo Gum" in file.read_bytes()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that is killed")
def test_what_a_killed_process_wrote_is_there(two: Any, key_file: Path) -> None:
    """Its log is still beside the book when the next process finds out, with sqlite3, that the book is locked."""
    two.ok("lock")
    child = os.fork()
    if child == 0:
        try:
            opener.opens_with(two.environ, None)
            connection = opener.connect(two.book, writing=True)
            opener.write_ahead(connection)
            row = dict.fromkeys(("state", "panel", "fee_band", "age_group", "language"), "")
            with opener.transaction(connection):
                connection.execute(INSERT, {**row, "day": "2026-11-24", "need": "stammering", "found": True})
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    os.waitpid(child, 0)
    assert Path(f"{two.book}-wal").stat().st_size
    assert two.ok("doctor", "--json").json["sound"]
    opener.opens_with(two.environ, None)
    with closing(opener.connect(two.book, writing=False)) as connection:
        assert connection.execute("SELECT need FROM request").fetchall() == [("stammering",)]
    seal.forget_all()


def test_the_pages_show_what_is_really_answered(two: Any, key_file: Path) -> None:
    pages = json.loads((Path(__file__).parents[2] / "tools/json_pages.json").read_text(encoding="utf-8"))
    answers = {"lock": two.ok("lock", "--json").json}
    new = key_file.with_name("new")
    answers["rekey"] = two.ok("rekey", "--new-key-file", str(new), "--json").json
    two.environ["REFER_KEY_FILE"] = str(new)
    answers["unlock"] = two.ok("unlock", "--json").json
    for name, answer in answers.items():
        shown = pages[name]["example"]
        assert {field: type(value) for field, value in answer.items()} == {
            field: type(value) for field, value in shown.items()
        }


def test_a_keyring_that_protects_nothing_is_given_no_key(two: Any, secrets: Callable[..., None]) -> None:
    class PlaintextKeyring(Keyring):
        """As keyrings.alt has one: a file that anybody can read."""

    before = keyring.get_keyring()
    mine = PlaintextKeyring()
    keyring.set_keyring(mine)
    try:
        secrets(KEY, KEY)
        said = " ".join(two.ok("lock", typed=["y"]).out.split())
        assert "(PlaintextKeyring) keeps things for all to read" in said and mine.kept == {}
        with pytest.raises(Refused, match="no keyring that protects"):
            seal.keep_in_keyring(seal.Key(b"1" * 32, b"Rfer" + b"2" * 12))
    finally:
        keyring.set_keyring(before)


def test_a_keyring_that_hands_on_to_one_that_protects_nothing_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends.null import Keyring as Nowhere

    chain = SimpleNamespace(priority=10, backends=[Keyring(), Nowhere()])
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    assert not seal.has_keyring() and seal.open_keyring() is None
    chain.backends = [Keyring()]
    assert seal.has_keyring()


def test_a_plain_backup_in_a_locked_book_stays_locked(two: Any, key_file: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    two.ok("backup", str(plain))
    two.ok("lock")
    two.ok("edit", "Ada", "--fee", "170")
    said = " ".join(two("restore", str(plain), "--yes").out.split())
    assert "The book is locked as before. The file that was put back is not" in said
    assert two.colleague("Ada")["fee"] == 150
    folder = two.book.parent
    for file in (two.book, *(folder / f"{two.book.name}.copies").iterdir()):
        assert not any(secret in file.read_bytes() for secret in SECRETS), file


@pytest.mark.parametrize("spoilt", [0, 4096])
def test_a_damaged_locked_book_is_replaced_by_a_locked_one(
    two: Any, key_file: Path, tmp_path: Path, spoilt: int
) -> None:
    plain = tmp_path / "plain.db"
    two.ok("backup", str(plain))
    two.ok("lock")
    two.ok("backup")
    with two.book.open("r+b") as file:
        file.seek(spoilt)
        file.write(b"\xff" * 4096)
    answer = two("restore", str(plain), "--yes")
    assert answer.code == 0 and "locked as before" in answer.out, answer
    assert two.book.read_bytes().startswith(seal.MARK) and two.colleague("Ada")["fee"] == 150
    assert not any(secret in two.book.read_bytes() for secret in SECRETS)


def test_a_damaged_locked_book_whose_key_is_not_at_hand_is_not_replaced_by_a_plain_one(
    two: Any, key_file: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.db"
    two.ok("backup", str(plain))
    two.ok("lock")
    with two.book.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    spoilt = two.book.read_bytes()
    key_file.write_text(f"{OTHER}\n")
    answer = two("restore", str(plain), "--yes")
    assert answer.code == 1 and answer.out == "", answer
    assert two.book.read_bytes() == spoilt
    two.ok("--book", str(tmp_path / "elsewhere.db"), "restore", str(plain), "--yes")


def test_a_locked_copy_does_not_come_into_a_plain_book(two: Any, key_file: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.db"
    two.ok("lock")
    two.ok("backup", str(locked))
    two.ok("unlock")
    two.ok("edit", "Ada", "--fee", "170")
    answer = two("restore", str(locked), "--yes")
    assert answer.code == 1 and "The copy is locked and the book is not" in answer.err and "refer lock" in answer.err
    assert two.colleague("Ada")["fee"] == 170
