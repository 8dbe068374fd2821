"""SQLCipher's driver in the clothes of sqlite3: the same cursors, rows and transactions, and sqlite3's own errors.

Imported for a locked book alone. Whoever catches sqlite3.Error catches what a locked book refuses too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlcipher3 import dbapi2

from refer_cli.book import seal
from refer_cli.book.connection import PATIENCE_SECONDS, FileMark


class SealedCursor(dbapi2.Cursor):  # type: ignore[misc, unused-ignore]
    """A cursor whose refusals are sqlite3's."""


class SealedHandle(dbapi2.Connection):  # type: ignore[misc, unused-ignore]
    """What `connection.Handle` is for a plain book. `key` is what it was opened with (a literal of SQLCipher)."""

    file: FileMark | None = None
    patience: float = PATIENCE_SECONDS
    key: str = ""
    proved = False
    """Whether the key is known to fit: then what cannot be read is damaged."""
    sealed = True

    def cursor(self, factory: Any = SealedCursor) -> Any:
        """A cursor whose refusals are sqlite3's; the connection's own `execute` asks for one here."""
        return super().cursor(factory)

    def close(self) -> None:
        """Close it, and no longer count it among the locked files that this process has open."""
        super().close()
        seal.closed(self)

    def commit(self) -> None:
        """Do nothing: `connection.transaction` commits."""

    def rollback(self) -> None:
        """Do nothing: `connection.transaction` rolls back."""


def opened(address: str, key: str | None, patience: float) -> SealedHandle:
    """A connection to the file at an address of SQLite's, keyed and with nothing read yet; None for a plain file."""
    handle: SealedHandle = dbapi2.connect(
        address, uri=True, isolation_level=None, timeout=patience, factory=SealedHandle
    )
    handle.patience = patience
    # It would report each wrong key on standard error.
    handle.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        handle.execute(f'PRAGMA key = "{key}"')
        handle.key = key
    return handle


def _in_words_of_sqlite3(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except dbapi2.Error as problem:
            handle = arguments[0] if isinstance(arguments[0], SealedHandle) else arguments[0].connection
            raise _translated(problem, handle.proved) from problem

    return call


def _translated(problem: Exception, proved: bool) -> sqlite3.Error:
    """The error of sqlite3 that bears the same name, with SQLite's own code.

    SQLCipher calls a page whose sum is wrong no database: with a key that fits, it is a broken one.
    """
    kind: type[sqlite3.Error] = getattr(sqlite3, type(problem).__name__, sqlite3.DatabaseError)
    error = kind(*problem.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(problem, name):
            setattr(error, name, getattr(problem, name))
    if proved and getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
        error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_CORRUPT, "SQLITE_CORRUPT"
    return error


for _kind, _names in (
    (SealedCursor, ("execute", "executemany", "executescript", "fetchone", "fetchmany", "fetchall", "__next__")),
    (SealedHandle, ("backup", "close", "create_function", "create_collation")),
):
    for _name in _names:
        setattr(_kind, _name, _in_words_of_sqlite3(getattr(_kind, _name)))
