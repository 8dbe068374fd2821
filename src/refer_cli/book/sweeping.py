"""Writes a file of the book anew, so that nothing of what was deleted is left in it or in its log."""

from __future__ import annotations

from refer_cli.book import connection as opener


def sweep(connection: opener.Handle) -> bool:
    """Write the file anew without what was deleted, and empty its log; False where a reader keeps the log."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("VACUUM")
    return empty_log(connection)


def empty_log(connection: opener.Handle) -> bool:
    """Bring what the log holds into the file, and make the log empty; False where a reader keeps it."""
    busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
