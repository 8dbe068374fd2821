"""What `refer doctor` looks at beside the pages: the index against the cards, old facts, the copies, and the folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import copies, facets, index_refresh, search, statements
from refer_cli.book.copies import Copy
from refer_cli.book.packing import press
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.errors import ReferError
from refer_cli.matching.candidate import candidate_from
from refer_cli.matching.criteria import facets_of
from refer_cli.matching.facets import mentionable

SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "a cloud drive",
}
"""How the folders begin that programs copy to other computers, and whose they are."""
_OLD = """
SELECT count(*) FROM fact JOIN colleague ON colleague.id = fact.colleague_id
WHERE fact.as_of <= :day AND colleague.archived_on IS NULL
"""


def synced_by(path: Path) -> str | None:
    """The program that carries the folder to other computers, by the folder's name; None where none is known."""
    for part in reversed(path.resolve().parent.parts):
        name = part.casefold()
        for beginning, program in SYNCED.items():
            if name == beginning or name.startswith((f"{beginning} ", f"{beginning}-", f"{beginning}(")):
                return program
    return None


def old_facts(book: Book, day: str) -> int:
    """How many facts of colleagues who are not archived were last confirmed on a day (ISO) or before."""
    return int(book.rows(_OLD, {"day": day})[0][0])


def index_agrees(book: Book) -> bool:
    """Whether search and facets say what the cards say. An index that waits to be made anew is no fault."""
    connection = book.connection
    if connection is None or not facets.current(connection):
        return True
    with book.snapshot():
        return _search_agrees(connection) and _facets_agree(book, connection)


def _search_agrees(connection: opener.Handle) -> bool:
    search.make_functions(connection)
    people = [row[0] for row in connection.execute("SELECT id FROM colleague")]
    expected: set[tuple[object, ...]] = set()
    for batch in statements.chunks(people):
        expected.update(connection.execute(*statements.with_ids(search.SELECT, batch)))
    return expected == set(connection.execute(f"SELECT rowid, {', '.join(search.COLUMNS)} FROM search"))


def _facets_agree(book: Book, connection: opener.Handle) -> bool:
    cards: dict[tuple[str, int], bytes] = {}
    texts: dict[int, str] = {}
    people: dict[tuple[str, int], int] = {}
    for card in book.cards():
        candidate = candidate_from(card)
        names = facets_of(candidate)
        cards[facets.PRESSED, card.id] = press(candidate)
        texts[card.id] = mentionable(candidate)
        chunk, bit = divmod(card.id, facets.CHUNK)
        for name in names:
            people[name, chunk] = people.get((name, chunk), 0) | 1 << bit
    expected = cards | {key: facets.stored(bits) for key, bits in people.items()}
    stored = {(row[0], row[1]): row[2] for row in connection.execute("SELECT name, chunk, bits FROM facet")}
    stored.pop((facets.STAMP, 0))
    return stored == expected and texts == dict(connection.execute("SELECT colleague_id, names FROM card_facets"))


def mend_index(book: WritableBook) -> None:
    """Make everything that is derived from the cards again. Raises BookProblem."""
    with book.transaction() as connection:
        index_refresh.rebuild_indexes(connection)


def is_good(copy: Path) -> bool:
    """Whether a copy can be opened and every page of it is whole."""
    try:
        with opener.explained(copy), closing(opener.connect(copy, writing=False)) as connection:
            if not opener.schema_version(connection):
                return False
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except (ReferError, sqlite3.Error, OSError):
        return False


def newest_good(path: Path) -> Copy | None:
    """The newest copy of the book that is whole."""
    return next((copy for copy in copies.copies_of(path) if is_good(copy.path)), None)
