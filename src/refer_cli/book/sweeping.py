"""Writes a file of the book anew, so that nothing of what was deleted is left in it or in its log."""

from __future__ import annotations

import time
from collections.abc import Callable

from refer_cli.book import connection as opener


def sweep(connection: opener.Handle, on_wait: Callable[[], None] | None = None) -> bool:
    """Write the file anew without what was deleted, and empty its log; False where a reader keeps the log.

    `on_wait` is called once where another process is waited for longer than a moment.
    """
    connection.execute("PRAGMA temp_store = MEMORY")
    opener.patiently(connection, "VACUUM", on_wait)
    return empty_log(connection, on_wait)


def empty_log(connection: opener.Handle, on_wait: Callable[[], None] | None = None) -> bool:
    """Bring what the log holds into the file, and make the log empty; False where a reader keeps it to the end."""
    began = time.monotonic()
    turn = min(opener.TURN_SECONDS, connection.patience)
    connection.execute(f"PRAGMA busy_timeout = {int(turn * 1000)}")
    try:
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            waited = time.monotonic() - began
            if waited >= connection.patience:
                return False
            if on_wait is not None and waited >= opener.WORD_AFTER_SECONDS:
                on_wait()
                on_wait = None
            time.sleep(opener.RETRY_SECONDS)
        return True
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(connection.patience * 1000)}")
