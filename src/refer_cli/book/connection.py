"""The one opener of the book, for reading and for writing, and the words for what SQLite refuses."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from refer_cli.book import location
from refer_cli.errors import BadValue, BookProblem, ReferError

SCHEMA_VERSION = 2
"""The number of the newest migration; stamped into the file as PRAGMA user_version."""
APPLICATION_ID = 0x52666572
"""The letters "Rfer": stamped into the file, so that another program's database is never touched."""
PATIENCE_SECONDS = 5.0
"""How long one process waits for another that is writing."""
_LISTS = {"specialty": "specialties", "panel": "panels", "tie": "ties"}
MAGIC = b"SQLite format 3\0"


class Handle(sqlite3.Connection):
    """A connection whose transactions are begun and ended by statements alone.

    SQLAlchemy rolls back when it first meets a connection and whenever it lets one go; here that would end
    a step in its middle.
    """

    def commit(self) -> None:
        """Do nothing: `transaction` commits."""

    def rollback(self) -> None:
        """Do nothing: `transaction` rolls back."""


def connect(path: Path, *, writing: bool, patience: float = PATIENCE_SECONDS) -> sqlite3.Connection:
    """Open the book. For writing, a missing file is created (empty: `migrate` fills it).

    Transactions are begun and ended by statements, never by the driver. Raises BookProblem for a folder, a
    file of another kind, another program's database, a newer book, and a book that cannot be written.
    """
    there = is_there(path)
    if there and path.is_dir():
        raise BookProblem(f"{path} is a folder, not a book.", "name a file, for example --book practice.db")
    if writing:
        location.prepare_file(path)
        if not _writable(path):
            raise read_only(path)
        location.tighten(path)
    elif not there:
        raise BookProblem(f"There is no book at {path}.", "refer add-colleague starts one")
    _check_kind(path)
    with explained(path):
        connection = _open(path, writing, patience)
        try:
            _check_stamp(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def is_there(path: Path) -> bool:
    """Whether there is anything at the path. Raises BookProblem where that cannot be told."""
    try:
        return path.exists()
    except OSError as problem:
        raise _cannot_open(path, problem) from problem


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
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. The write lock is taken at the start, so that nobody waits in the middle."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself may have rolled back, for example on a full disk
            connection.execute("ROLLBACK")
        raise


def explain(path: Path, problem: sqlite3.Error) -> ReferError:
    """The refusal that says what an error of SQLite means for the book at `path`."""
    code = getattr(problem, "sqlite_errorname", None) or ""
    if isinstance(problem, sqlite3.IntegrityError):
        return _broken_rule(code, str(problem))
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BookProblem("The book is being written by another refer.", "wait for it to end, then try again")
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return BookProblem(
            f"The book {path} cannot be written: the disk is full or failing.",
            "nothing was changed; free some space and try again",
        )
    if code.startswith("SQLITE_READONLY"):
        return read_only(path)
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return BookProblem(f"The book {path} is damaged.", "put back a copy of it, or name another with --book")
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return BookProblem(f"The book {path} cannot be opened.", "look at the permissions of the file and its folder")
    return BookProblem(f"The book {path} answered: {problem}.", "refer --debug shows where")


def read_only(path: Path) -> BookProblem:
    """The refusal to write to a book that can only be read."""
    return BookProblem(
        f"The book {path} can only be read.",
        "change the permissions of the file and its folder, or use a copy",
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


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except OSError as problem:
        raise _cannot_open(path, problem) from problem
    if head and head != MAGIC:
        raise not_a_book(path)


def _cannot_open(path: Path, problem: OSError) -> BookProblem:
    return BookProblem(
        f"The book {path} cannot be opened: {(problem.strerror or str(problem)).lower()}.",
        "look at the permissions of the file and its folder, or name another with --book",
    )


def not_a_book(path: Path) -> BookProblem:
    """The refusal of a file that refer did not make."""
    return BookProblem(f"{path} is not a refer book.", "name the book with --book or REFER_BOOK")


def _check_stamp(path: Path, connection: sqlite3.Connection) -> None:
    stamp = connection.execute("PRAGMA application_id").fetchone()[0]
    if stamp != APPLICATION_ID and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise not_a_book(path)
    if stamp == APPLICATION_ID and schema_version(connection) > SCHEMA_VERSION:
        raise BookProblem(
            f"The book {path} was written by a newer refer.", "install the newest refer, or name another book"
        )


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _open(path: Path, writing: bool, patience: float) -> sqlite3.Connection:
    if writing:
        connection = _at(path, "mode=rw", patience)
        # Without recursive triggers, INSERT OR REPLACE would delete a row behind the journal's back.
        connection.execute("PRAGMA recursive_triggers = ON")
    elif _writable(path):
        connection = _at(path, "mode=rw", patience)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # A full disk takes no -shm file either, but what is there can still be read, and carried elsewhere.
            connection.close()
            connection = _open_unwritable(path, patience)
        connection.execute("PRAGMA query_only = ON")
    else:
        connection = _open_unwritable(path, patience)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _open_unwritable(path: Path, patience: float) -> sqlite3.Connection:
    connection = _at(path, "mode=ro", patience)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError:
        connection.close()
    # A write-ahead book in a folder that takes no -shm file. With nothing left in the -wal file, the main
    # file is the whole truth and can be read as it stands; otherwise part of the book would be missing.
    left_over = Path(f"{path}-wal")
    if left_over.exists() and left_over.stat().st_size:
        raise BookProblem(
            f"The book {path} holds changes that can only be read from a folder that can be written.",
            "copy the book and the -wal file beside it to such a folder",
        )
    return _at(path, "immutable=1", patience)


def _at(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=patience, factory=Handle)
