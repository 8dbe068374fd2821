"""Full-text search over the book: the one module whose SQL is SQLite's own (FTS5)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from refer_cli.book.statements import chunks, with_ids

COLUMNS = ("name", "practice", "places", "notes", "needs", "words")
CREATE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5({', '.join(COLUMNS)},"
    " tokenize = 'unicode61 remove_diacritics 2')"
)
DELETE = "DELETE FROM search WHERE rowid IN ({ids})"
# What is known not to be so is no reason to be found.
INSERT = """
INSERT INTO search (rowid, name, practice, places, notes, needs, words)
SELECT id, name, practice, address, notes,
  (SELECT group_concat(name, ' · ') FROM specialty WHERE colleague_id = id AND coalesce(depth, '') <> 'no'),
  (SELECT group_concat(name, ' · ') FROM (
    SELECT name FROM panel WHERE colleague_id = id AND coalesce(status, '') <> 'no'
    UNION ALL SELECT name FROM tie WHERE colleague_id = id AND mark IS NULL
    UNION ALL SELECT name FROM listing WHERE colleague_id = id AND mark IS NULL AND field <> 'identities'))
FROM (SELECT id, name, practice, notes,
    trim(coalesce(street, '') || ' ' || coalesce(city, '') || ' ' || coalesce(state, '')
      || ' ' || coalesce(zip, '')) AS address
  FROM colleague WHERE id IN ({ids}))
"""
FIND = """
SELECT search.rowid FROM search JOIN colleague ON colleague.id = search.rowid
WHERE search MATCH :query AND (:archived IS NULL OR (colleague.archived_on IS NOT NULL) = :archived)
ORDER BY search.rowid LIMIT :limit
"""
FIND_NAMES = """
SELECT colleague.id, colleague.name, colleague.practice, colleague.archived_on IS NOT NULL
FROM search JOIN colleague ON colleague.id = search.rowid
WHERE search MATCH :query AND (:archived IS NULL OR (colleague.archived_on IS NOT NULL) = :archived)
ORDER BY search.rowid LIMIT :limit
"""
NOTING = (
    "SELECT search.rowid, search.notes FROM search JOIN colleague ON colleague.id = search.rowid"
    " WHERE search MATCH :query AND colleague.archived_on IS NULL ORDER BY search.rowid"
)


def query(text: str, column: str | None = None) -> str | None:
    """What FTS5 is asked: every word as a prefix, all of them; None where the text holds no word.

    Quoting keeps AND, NOT, *, - and the rest of the query language from meaning anything.
    """
    words = [word for word in re.split(r"[\W_]+", text) if word]
    prefixes = " ".join(f'"{word}"*' for word in words)
    if not prefixes:
        return None
    return f"{column} : ({prefixes})" if column else prefixes


def create_search(connection: sqlite3.Connection) -> None:
    """Make the index where it is missing. Run inside a transaction."""
    connection.execute(CREATE)


def refresh_search(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Index these colleagues again as they are now; one who is gone is taken out."""
    for batch in chunks(ids):
        connection.execute(*with_ids(DELETE, batch))
        connection.execute(*with_ids(INSERT, batch))
