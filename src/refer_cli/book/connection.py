"""The one opener of the book, for reading and for writing, and the words for what SQLite refuses.

Nothing else opens the book's file, its -wal or its -shm, not even to look at it: POSIX drops every lock that a
process holds on a file as soon as any descriptor of it is closed, and the next process to close then deletes the
write-ahead log under the writer (sqlite.org, "How To Corrupt An SQLite Database File", section 2.2, read
2026-11-30). What kind of file it is, SQLite says itself; a copy is made by its online backup.

A locked book is opened by SQLCipher's driver, which is another SQLite in the same process: two of them at one file
take each other's locks away just so. So a file that this process has open as a locked one is opened by that driver at
once, and any other by sqlite3 first; where that finds no database, nothing is held that could be lost.
"""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from refer_cli.book import location
from refer_cli.errors import BadValue, BookProblem, DamagedBook, NotABook, ReadOnlyBook, ReferError
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.book import seal

SCHEMA_VERSION = 3
"""The number of the newest migration; stamped into the file as PRAGMA user_version."""
APPLICATION_ID = 0x52666572
"""The letters "Rfer": stamped into the file, so that another program's database is never touched."""
PATIENCE_SECONDS = 30.0
"""How long one process waits for another that is writing, before it refuses."""
WORD_AFTER_SECONDS = 1.0
"""How long it waits in silence: after that the person is told what is waited for."""
TURN_SECONDS = 0.2
RETRY_SECONDS = 0.02
_CANNOT_WRITE = frozenset(
    ("SQLITE_FULL", *(f"SQLITE_IOERR_{what}" for what in ("WRITE", "FSYNC", "DIR_FSYNC", "TRUNCATE", "SHMSIZE")))
)
_environ: Mapping[str, str] | None = None
_ask: Callable[[Path, bool], str] | None = None
_LISTS = {"specialty": "specialties", "panel": "panels", "tie": "ties"}


class FileMark(NamedTuple):
    """Which file a path names: the same path may name another file a moment later."""

    device: int
    inode: int


class Handle(sqlite3.Connection):
    """A connection whose transactions are begun and ended by statements alone.

    SQLAlchemy rolls back when it first meets a connection and whenever it lets one go; here that would end
    a step in its middle. `file` is the file that was opened, `patience` how long a lock is waited for (seconds).
    """

    file: FileMark
    patience: float = PATIENCE_SECONDS
    sealed = False
    """Whether it is a locked book's (`sealed_driver.SealedHandle`)."""

    def commit(self) -> None:
        """Do nothing: `transaction` commits."""

    def rollback(self) -> None:
        """Do nothing: `transaction` rolls back."""


def connect(path: Path, *, writing: bool, patience: float = PATIENCE_SECONDS, like: Handle | None = None) -> Handle:
    """Open the book. For writing, a missing file is created (empty: `migrate` fills it).

    A new book is locked with the key of the one that `like` has open, where that is locked.

    Transactions are begun and ended by statements, never by the driver. Raises BookProblem for a folder, a
    file of another kind, another program's database, a newer book, and a book that cannot be written.
    """
    there = is_there(path)
    if writing:
        location.prepare_file(path)
        if not _writable(path):
            raise read_only(path)
    elif not there:
        raise no_book(path)
    before = file_mark(path)
    with explained(path):
        connection = _open(path, writing, patience, like)
        try:
            ours = _check_stamp(path, connection)
            if before is None or file_mark(path) != before:
                raise gone(path)
            if ours or writing:
                location.tighten(path)
        except BaseException:
            connection.close()
            raise
    connection.file = before
    return connection


def is_there(path: Path) -> bool:
    """Whether there is a file at the path. Raises BookProblem where that cannot be told, or for no plain file."""
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise BookProblem(
                f"{path} is a link to a file that is not there.", "mend the link, or name the book with --book"
            ) from None
        return False
    except OSError as problem:
        raise _cannot_open(path, problem) from problem
    if stat.S_ISDIR(kind):
        raise BookProblem(f"{path} is a folder, not a book.", "name a file, for example --book practice.db")
    if not stat.S_ISREG(kind):
        raise not_a_book(path)
    return True


def file_mark(path: Path) -> FileMark | None:
    """Which file the path names now; None where it names none."""
    try:
        there = path.stat()
    except OSError:
        return None
    return FileMark(there.st_dev, there.st_ino)


def is_the_book(file: Path, path: Path) -> bool:
    """Whether `file` is the book at `path`, by whatever name, or its -wal or -shm."""
    parts = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm", "-journal")]
    mark = file_mark(file)
    if mark is not None:
        return mark in (file_mark(part) for part in parts)
    return os.path.realpath(file) in (os.path.realpath(part) for part in parts)


def still_there(path: Path, connection: Handle) -> None:
    """Raise BookProblem where the path no longer names the file that the connection has open."""
    if file_mark(path) != connection.file:
        raise gone(path)


def schema_version(connection: sqlite3.Connection) -> int:
    """The stamped version of an open book; 0 for one that holds nothing yet."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses, directly or through SQLAlchemy, into a refusal with a sentence and a hint."""
    try:
        yield
    except ReferError:
        raise
    except Exception as problem:
        cause = problem if isinstance(problem, sqlite3.Error) else getattr(problem, "orig", None)
        if not isinstance(cause, sqlite3.Error):
            raise
        raise explain(path, cause) from problem


@contextmanager
def transaction(connection: Handle, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """All or nothing. The write lock is taken at the start, so that nobody waits in the middle.

    Another process's lock is waited for as long as the connection is patient; `on_wait` is called once, after
    WORD_AFTER_SECONDS.
    """
    patiently(connection, "BEGIN IMMEDIATE", on_wait)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself may have rolled back, for example on a full disk
            connection.execute("ROLLBACK")
        raise


def patiently(connection: Handle, statement: str, on_wait: Callable[[], None] | None = None) -> None:
    """Execute what another process's lock may hold up, as long as the connection is patient.

    SQLite waits in short turns, so that Ctrl-C ends the waiting at once; where it does not wait at all, as for the
    switch of the journal, the statement is tried again after a moment.
    """
    began = time.monotonic()
    _wait_for(connection, min(TURN_SECONDS, connection.patience))
    try:
        while True:
            try:
                connection.execute(statement)
                return
            except sqlite3.OperationalError as problem:
                waited = time.monotonic() - began
                if not is_busy(problem) or waited >= connection.patience:
                    raise
            if on_wait is not None and waited >= WORD_AFTER_SECONDS:
                on_wait()
                on_wait = None
            time.sleep(RETRY_SECONDS)
    finally:
        _wait_for(connection, connection.patience)


def _wait_for(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def copy_to(path: Path, target: Path) -> None:
    """Copy the whole book, -wal included, to a new file for its owner only, by SQLite's online backup.

    The file bears its name once it is whole and checked. Raises BookProblem, and leaves nothing behind.
    """
    with closing(at(path, "mode=ro", PATIENCE_SECONDS)) as source:
        copy_from(source, path, target, Path(f"{target}{location.UNFINISHED}"), os.replace)


def copy_from(source: Handle, path: Path, target: Path, unfinished: Path, name: Callable[[Path, Path], object]) -> None:
    """Copy what a connection has open, the book at `path`, to `target`, which is called `unfinished` until it is whole.

    `name` gives it its name: `os.replace`, or `location.name_new`, which never takes one that is there. Raises
    BookProblem, FileExistsError.
    """
    remove_file(unfinished)  # of a process that was killed in the middle
    location.prepare_file(unfinished)
    try:
        with closing(beside(source, unfinished)) as copy:
            _copy_checked(source, copy, path)
        name(unfinished, target)
        from refer_cli.files import to_disk  # what only reads copies no book

        to_disk(target.absolute().parent)
    finally:
        remove_file(unfinished)


def _copy_checked(source: Handle, copy: Handle, path: Path) -> None:
    """Copy the book of one moment, look at every page of the copy, and count its rows against the book's."""
    source.execute("BEGIN")
    try:
        counts = row_counts(source)
        source.backup(copy)
    finally:
        source.execute("COMMIT")
    # One file, which can be carried away and read from a disk that takes no writing.
    copy.execute("PRAGMA journal_mode = DELETE")
    if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok" or row_counts(copy) != counts:
        raise damaged(path)


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def remove_file(file: Path) -> None:
    """Remove a database that nobody has open, with what SQLite keeps beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


def write_ahead(connection: Handle) -> None:
    """Let people read while somebody writes; the file keeps it. Does nothing where that is so already."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        patiently(connection, "PRAGMA journal_mode = WAL")


def is_busy(problem: sqlite3.Error) -> bool:
    """Whether SQLite refused because another process holds the lock."""
    return _code(problem).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _code(problem: sqlite3.Error) -> str:
    return getattr(problem, "sqlite_errorname", None) or ""


def explain(path: Path, problem: sqlite3.Error) -> ReferError:
    """The refusal that says what an error of SQLite means for the book at `path`."""
    code = _code(problem)
    if isinstance(problem, sqlite3.IntegrityError):
        return _broken_rule(code, str(problem))
    if is_busy(problem):
        return BookProblem("The book is being written by another refer.", "wait for it to end, then try again")
    if code in _CANNOT_WRITE:
        return BookProblem(
            f"The book {path} cannot be written: the disk is full or failing.",
            "nothing was changed; free some space and try again",
        )
    if code == "SQLITE_READONLY_DBMOVED":
        return gone(path)
    if code.startswith("SQLITE_READONLY"):
        return read_only(path)
    if code == "SQLITE_NOTADB":
        return not_a_book(path)
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_IOERR_SHORT_READ")):
        return damaged(path)
    if code.startswith("SQLITE_IOERR"):
        return BookProblem(
            f"The book {path} cannot be read: the disk, or the way to it, is failing.",
            "nothing was changed; copy the book to another disk as soon as it can be read",
        )
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return BookProblem(f"The book {path} cannot be opened.", "look at the permissions of the file and its folder")
    return BookProblem(f"The book {path} answered: {problem}.", "refer --debug shows where")


def read_only(path: Path) -> ReadOnlyBook:
    """The refusal to write to a book that can only be read."""
    return ReadOnlyBook(
        f"The book {path} can only be read.",
        "change the permissions of the file and its folder, or use a copy",
    )


def damaged(path: Path) -> DamagedBook:
    """The refusal of a book that SQLite finds broken, with what can be done: the newest copy, else a rescue."""
    rescue = f"{_named(path)} doctor --rescue rescued.db writes what is whole to a new book"
    hint = "; ".join(filter(None, (_newest_copy(path), rescue)))
    left_over = Path(f"{path}-wal")
    if left_over.exists():
        hint += f"; if another book was copied over this one, move {left_over.name} away first"
    return DamagedBook(f"The book {path} is damaged.", hint)


def no_book(path: Path) -> BookProblem:
    """The refusal of a path where nothing lies yet."""
    return BookProblem(f"There is no book at {path}.", "refer init begins a new book there; --book PATH names another")


def gone(path: Path) -> BookProblem:
    """The refusal to go on with a book whose file is another one now, or none."""
    return BookProblem(
        f"The book {path} was moved, deleted or replaced while refer was using it.",
        "nothing was saved; look where the book lies now, then run the same command again",
    )


def _broken_rule(code: str, text: str) -> ReferError:
    if code == "SQLITE_CONSTRAINT_CHECK":
        # Constraints are named <table>_<field>_<rule>: the rule is what a person can act on.
        table, _, rule = text.removeprefix("CHECK constraint failed: ").partition("_")
        field = _LISTS.get(table) or re.split(r"_(?:is|are|goes)_", rule)[0]
        return BadValue(f"{rule.replace('_', ' ')}.", "look at that value again", field=field)
    if code in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"):
        return BookProblem(f"The book has this already ({text.rpartition(': ')[2]}).", "change what is there instead")
    return BookProblem(f"The book does not take this: {text}.", "nothing was changed")


def _cannot_open(path: Path, problem: OSError) -> BookProblem:
    return BookProblem(
        f"The book {path} cannot be opened: {(problem.strerror or str(problem)).lower()}.",
        "look at the permissions of the file and its folder, or name another with --book",
    )


def not_a_book(path: Path) -> NotABook:
    """The refusal of a file that refer did not make, or that is too broken to tell."""
    return NotABook(f"{path} is not a refer book.", _newest_copy(path) or "name the book with --book or REFER_BOOK")


def _newest_copy(path: Path) -> str:
    """The hint that leads to the copies of a book that cannot be used; empty where none is left."""
    from refer_cli.book import copies  # in a refusal alone

    newest = next(iter(copies.copies_of(path)), None)
    if newest is None:
        return ""
    return f"{_named(path)} restore puts back the copy of {newest.day} or an older one"


def _named(path: Path) -> str:
    import shlex  # in a refusal alone

    return f"refer --book {shlex.quote(str(path))}"


def _check_stamp(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the file is a book of ours; False for one that holds nothing yet. Raises BookProblem for any other."""
    stamp = connection.execute("PRAGMA application_id").fetchone()[0]
    if stamp != APPLICATION_ID:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise not_a_book(path)
        return False
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        raise BookProblem(
            f"The book {path} was written by a newer refer.", "install the newest refer, or name another book"
        )
    if version < 1:
        raise damaged(path)
    return True


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _open(path: Path, writing: bool, patience: float, like: Handle | None) -> Handle:
    if writing:
        connection = at(path, "mode=rw", patience) if like is None else beside(like, path)
        # Without recursive triggers, INSERT OR REPLACE would delete a row behind the journal's back.
        connection.execute("PRAGMA recursive_triggers = ON")
        # What was deleted is overwritten with zeros, whatever this SQLite was built with.
        connection.execute("PRAGMA secure_delete = ON")
    elif _writable(path):
        connection = at(path, "mode=rw", patience)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as problem:
            if is_busy(problem):
                connection.close()
                raise
            # A full disk takes no -shm file either, but what is there can still be read, and carried elsewhere.
            connection.close()
            connection = _open_unwritable(path, patience)
        connection.execute("PRAGMA query_only = ON")
    else:
        connection = _open_unwritable(path, patience)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _open_unwritable(path: Path, patience: float) -> Handle:
    connection = at(path, "mode=ro", patience)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError as problem:
        connection.close()
        if is_busy(problem):
            raise
    # A write-ahead book in a folder that takes no -shm file. With nothing left in the -wal file, the main
    # file is the whole truth and can be read as it stands; otherwise part of the book would be missing.
    left_over = Path(f"{path}-wal")
    if left_over.exists() and left_over.stat().st_size:
        raise BookProblem(
            f"The book {path} holds changes that can only be read from a folder that can be written.",
            "copy the book and the -wal file beside it to such a folder",
        )
    return at(path, "immutable=1", patience)


def at(path: Path, mode: str, patience: float) -> Handle:
    """A connection to the file, plain or locked, in a mode of SQLite's addresses.

    Whatever else is wrong with the file, its first statement tells. Raises BookProblem for a locked book whose key is
    not at hand or does not fit.
    """
    address = address_of(path, mode)
    seal = sys.modules.get("refer_cli.book.seal")
    if seal is not None and seal.anything_open():
        key = seal.open_here(file_mark(path))
        if key is not None:
            return cast(Handle, seal.open_sealed(path, address, patience, key))
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=patience, factory=Handle)
    connection.patience = patience
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as problem:
        if _code(problem) == "SQLITE_NOTADB":
            return _locked_or_no_book(path, address, patience, connection)
    return connection


def address_of(path: Path, mode: str) -> str:
    """The file as SQLite's addresses name it."""
    return f"file:{quote(os.fsencode(path.absolute()))}?{mode}"


def _locked_or_no_book(path: Path, address: str, patience: float, plain: Handle) -> Handle:
    """A connection to a locked book; the plain one for what is no book at all."""
    from refer_cli.book import seal

    plain.close()
    salt = seal.salt_of(path)
    if salt is None:
        plain = sqlite3.connect(address, uri=True, isolation_level=None, timeout=patience, factory=Handle)
        plain.patience = patience
        return plain

    def opens(key: seal.Key) -> bool:
        with closing(seal.open_sealed(path, address, patience, key, proved=False)) as tried:
            try:
                tried.execute("PRAGMA schema_version").fetchone()
            except sqlite3.DatabaseError as problem:
                if _code(problem) == "SQLITE_NOTADB":
                    return False
                if is_busy(problem):
                    raise
            return True

    return seal.open_sealed(path, address, patience, seal.opening(path, salt, _sources(), opens))


def opens_with(environ: Mapping[str, str], ask: Callable[[Path, bool], str] | None) -> None:
    """Where the key of a locked book is looked for in this run: the variables set, and the question on a terminal."""
    global _environ, _ask
    _environ, _ask = environ, ask


def _sources() -> seal.Sources:
    from refer_cli.book import seal

    return seal.Sources(os.environ if _environ is None else _environ, _ask)


def beside(source: Handle, path: Path) -> Handle:
    """An empty file opened to become a copy of what `source` has open: locked with the same key where that is."""
    if not source.sealed:
        return at(path, "mode=rw", 0)
    from refer_cli.book import seal

    key = seal.key_of_handle(source)
    assert key is not None
    return seal.open_sealed(path, address_of(path, "mode=rw"), 0, key)
