"""Full-text search over the book: the one module whose SQL is SQLite's own (FTS5)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from refer_cli.book.statements import IN_THE_BOOK, chunks, with_ids
from refer_cli.fields.search_words import Wanted, indexed, telephone_words, wanted
from refer_cli.folding import VANISHING

COLUMNS = ("name", "practice", "places", "notes", "needs", "words", "contact")
CREATE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5({', '.join(COLUMNS)},"
    " tokenize = 'unicode61 remove_diacritics 2')"
)
DELETE = "DELETE FROM search WHERE rowid IN ({ids})"


_MARKS = re.compile(f"[&{re.escape(VANISHING)}]")
_USUAL_NUMBER = "-".join(("[0-9]" * 3, "[0-9]" * 3, "[0-9]" * 4))
# What is known not to be so is no reason to be found. The separator is of the signs that need no folding.
SELECT = f"""
SELECT id, for_index(name), for_index(practice), for_index(address), for_index(notes), for_index(needs),
  for_index(words), coalesce(email, '') || ' '
    || CASE WHEN phone GLOB '{_USUAL_NUMBER}' THEN phone ELSE coalesce(telephone_words(phone), '') END
FROM (SELECT id, name, practice, notes, email, phone,
    trim(coalesce(street, '') || ' ' || coalesce(city, '') || ' ' || coalesce(state, '')
      || ' ' || coalesce(zip, '')) AS address,
    (SELECT group_concat(name, '; ') FROM specialty
      WHERE colleague_id = colleague.id AND coalesce(depth, '') <> 'no') AS needs,
    (SELECT group_concat(name, '; ') FROM (
      SELECT name FROM panel WHERE colleague_id = colleague.id AND coalesce(status, '') <> 'no'
      UNION ALL SELECT name FROM tie WHERE colleague_id = colleague.id AND mark IS NULL
      UNION ALL SELECT name FROM listing
        WHERE colleague_id = colleague.id AND mark IS NULL AND field <> 'identities')) AS words
  FROM colleague WHERE id IN ({{ids}}) AND {IN_THE_BOOK})
"""
"""What the index holds of these colleagues, as their rows have it now."""
INSERT = "INSERT INTO search (rowid, name, practice, places, notes, needs, words, contact)" + SELECT
FIND = """
SELECT search.rowid FROM search JOIN colleague ON colleague.id = search.rowid
WHERE search MATCH :query AND (:archived IS NULL OR (colleague.archived_on IS NOT NULL) = :archived)
ORDER BY search.rowid LIMIT :limit
"""
COUNT = """
SELECT count(*) FROM search JOIN colleague ON colleague.id = search.rowid
WHERE search MATCH :query AND (:archived IS NULL OR (colleague.archived_on IS NOT NULL) = :archived)
"""
FIND_NAMES = """
SELECT colleague.id, colleague.name, colleague.practice, colleague.archived_on IS NOT NULL
FROM search JOIN colleague ON colleague.id = search.rowid
WHERE search MATCH :query AND (:archived IS NULL OR (colleague.archived_on IS NOT NULL) = :archived)
ORDER BY search.rowid LIMIT :limit
"""
NOTING = (
    "SELECT search.rowid, colleague.notes FROM search JOIN colleague ON colleague.id = search.rowid"
    " WHERE search MATCH :query AND colleague.archived_on IS NULL ORDER BY search.rowid"
)


def query(text: str, column: str | None = None) -> str | None:
    """What FTS5 is asked: every word as a prefix, all of them; None where the text holds no word."""
    return query_for(wanted(text), column)


def query_for(things: Sequence[Wanted], column: str | None = None) -> str | None:
    """The same for what is wanted, each in any of its ways.

    Quoting keeps AND, NOT, *, - and the rest of the query language from meaning anything.
    """
    if not things:
        return None
    everything = " AND ".join(_any_way(thing) for thing in things)
    return f"{column} : ({everything})" if column else everything


def _any_way(thing: Wanted) -> str:
    ways = (
        " AND ".join(f'"{" ".join(phrase.words)}"{"" if phrase.whole else "*"}' for phrase in way) for way in thing.ways
    )
    return "(" + " OR ".join(f"({way})" for way in ways) + ")"


def _for_index(text: str | None) -> str | None:
    """A text as it is given to the index: nearly every one is cut into the same words by SQLite itself."""
    return text if text is None or (text.isascii() and _MARKS.search(text) is None) else indexed(text)


def create_search(connection: sqlite3.Connection) -> None:
    """Make the index where it is missing. Run inside a transaction."""
    connection.execute(CREATE)


def make_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that SELECT calls."""
    connection.create_function("for_index", 1, _for_index)
    connection.create_function("telephone_words", 1, lambda text: None if text is None else telephone_words(text))


def refresh_search(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Index these colleagues again as they are now; one who is gone is taken out."""
    make_functions(connection)
    for batch in chunks(ids):
        connection.execute(*with_ids(DELETE, batch))
        connection.execute(*with_ids(INSERT, batch))
