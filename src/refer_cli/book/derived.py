"""What is made from the book's own rows, made again for whom a step wrote about: search and facets."""

from __future__ import annotations

import sqlite3

from refer_cli.book import search


def settle(connection: sqlite3.Connection) -> int:
    """Refresh everything derived for the marked colleagues and clear the marks; the number of colleagues.

    Runs inside the transaction of the step, so that no reader ever sees a book and an index that differ.
    """
    ids = [row[0] for row in connection.execute("SELECT colleague_id FROM dirty ORDER BY colleague_id")]
    if ids:
        from refer_cli.book.facets import refresh

        search.refresh(connection, ids)
        refresh(connection, ids)
        connection.execute("DELETE FROM dirty")
    return len(ids)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make everything derived again from nothing. Runs inside a transaction."""
    from refer_cli.book import facets

    search.create(connection)
    connection.execute("DELETE FROM search")
    ids = [row[0] for row in connection.execute("SELECT id FROM colleague ORDER BY id")]
    search.refresh(connection, ids)
    facets.rebuild(connection)
    connection.execute("DELETE FROM dirty")
