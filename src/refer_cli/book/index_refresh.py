"""What is made from the book's own rows, made again for whom a step wrote about: search and facets."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from refer_cli.book import search

if TYPE_CHECKING:
    from refer_cli.fields.card import Card


def refresh_marked(connection: sqlite3.Connection) -> int:
    """Refresh everything derived for the marked colleagues and clear the marks; the number of colleagues.

    Runs inside the transaction of the step, so that no reader ever sees a book and an index that differ.
    """
    ids = [row[0] for row in connection.execute("SELECT colleague_id FROM dirty ORDER BY colleague_id")]
    if ids:
        from refer_cli.book.facets import refresh_facets

        search.refresh_search(connection, ids)
        refresh_facets(connection, ids)
        connection.execute("DELETE FROM dirty")
    return len(ids)


def index_newcomers(connection: sqlite3.Connection, cards: Sequence[Card]) -> None:
    """Make everything derived for colleagues who were put in just now, without reading them back.

    An index of another version is made again as a whole when the step ends, so they are only marked there.
    """
    from refer_cli.book import facets, packing

    ids = [card.id for card in cards]
    facets.begin(connection, len(cards))
    if packing.of_this_version(connection):
        search.refresh_search(connection, ids)
        facets.index_newcomers(connection, cards)
    else:
        connection.executemany("INSERT INTO dirty (colleague_id) VALUES (?)", ((number,) for number in ids))


def rebuild_indexes(connection: sqlite3.Connection) -> None:
    """Make everything derived again from nothing. Runs inside a transaction."""
    from refer_cli.book import facets

    search.create_search(connection)
    connection.execute("DELETE FROM search")
    ids = [row[0] for row in connection.execute("SELECT id FROM colleague ORDER BY id")]
    search.refresh_search(connection, ids)
    facets.rebuild_facets(connection)
    connection.execute("DELETE FROM dirty")
