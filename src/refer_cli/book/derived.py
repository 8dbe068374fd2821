"""What is made from the book's own rows, made again for whom a step wrote about: search and facets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from refer_cli.book import search


def settle(connection: sqlite3.Connection) -> int:
    """Refresh everything derived for the marked colleagues and clear the marks; the number of colleagues.

    Runs inside the transaction of the step, so that no reader ever sees a book and an index that differ.
    """
    ids = [row[0] for row in connection.execute("SELECT colleague_id FROM dirty ORDER BY colleague_id")]
    if ids:
        search.refresh(connection, ids)
        _refresh_facets(connection, ids)
        connection.execute("DELETE FROM dirty")
    return len(ids)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make everything derived again from nothing. Runs inside a transaction."""
    search.create(connection)
    connection.execute("DELETE FROM search")
    ids = (row[0] for row in connection.execute("SELECT id FROM colleague ORDER BY id").fetchall())
    search.refresh(connection, ids)
    try:
        from refer_cli.book import facets
    except ImportError:
        return
    facets.rebuild(connection)


def _refresh_facets(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    try:
        from refer_cli.book import facets
    except ImportError:
        return
    facets.refresh(connection, ids)
