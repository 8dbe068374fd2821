"""What `refer doctor` looks at beside the pages: the index against the cards, old facts, the copies, and the folder."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import copies, facets, index_refresh, location, packing, search, statements
from refer_cli.book.copies import Copy
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
_FADING = ("accepting", "fee", "fee_floor", "sliding_slots")
"""The facts beside the panels that count less from year to year (`fields/age.py`)."""
_OLD = (
    "SELECT coalesce(fact.as_of, colleague.as_of) AS day FROM colleague"
    " LEFT JOIN fact ON fact.colleague_id = colleague.id AND fact.field = '{field}'"
    " WHERE colleague.{field} IS NOT NULL AND colleague.archived_on IS NULL"
)
_OLD_PANELS = (
    "SELECT coalesce(panel.as_of, fact.as_of, colleague.as_of) AS day FROM panel"
    " JOIN colleague ON colleague.id = panel.colleague_id"
    " LEFT JOIN fact ON fact.colleague_id = colleague.id AND fact.field = 'panels'"
    " WHERE colleague.archived_on IS NULL"
)
_ALL_OLD = " UNION ALL ".join([*(_OLD.format(field=field) for field in _FADING), _OLD_PANELS])


def synced_by(path: Path) -> str | None:
    """The program that carries the folder to other computers, by the folder's name; None where none is known."""
    for part in reversed(path.resolve().parent.parts):
        name = part.casefold()
        for beginning, program in SYNCED.items():
            if name == beginning or name.startswith((f"{beginning} ", f"{beginning}-", f"{beginning}(")):
                return program
    return None


def open_to_others(path: Path) -> list[Path]:
    """Of the book's folder, those above it and its copies, what other logins may change, or read against its intent.

    Whoever may write to a folder may delete the book, or put another in its place; above the book's own folder that
    is so unless only owners may rename there (the sticky bit of /tmp).
    """
    folders = dict.fromkeys((path.absolute().parent, path.resolve().parent))
    above = dict.fromkeys(parent for folder in folders for parent in folder.parents)
    loose = [folder for folder in folders if location.others_may_write(folder)]
    loose += [
        folder
        for folder in above
        if folder not in folders and location.others_may_write(folder) and not folder.stat().st_mode & stat.S_ISVTX
    ]
    if os.name == "posix":
        private = [place for place in map(copies.folder_beside, location.names_of(path)) if place.is_dir()]
        private += [copy.path for copy in copies.copies_of(path) if not copy.path.is_symlink()]
        loose += [file for file in private if not location.for_owner_only(file)]
    return loose


def close(places: Iterable[Path], path: Path) -> list[Path]:
    """Take from others what `open_to_others` found; what is still open, since it is somebody else's, is returned.

    Of a folder for other things they keep what they may read.
    """
    private = [*map(copies.folder_beside, location.names_of(path))]
    still = []
    for loose in places:
        if loose.is_file():
            mode = location.OWNER_ONLY_FILE
        else:
            mode = location.OWNER_ONLY_FOLDER if loose in private else 0o777 & ~0o022
        if not location.close_to_others(loose, mode):
            still.append(loose)
    return still


def old_facts(book: Book, day: str) -> int:
    """How many openings, panels and fees of the not archived were last confirmed on a day (ISO) or before."""
    return int(book.rows(f"SELECT count(*) FROM ({_ALL_OLD}) WHERE day <= :day", {"day": day})[0][0])


def index_agrees(book: Book) -> bool:
    """Whether search and facets say what the cards say. An index that waits to be made anew is no fault."""
    connection = book.connection
    if connection is None or not packing.current(connection):
        return True
    with book.snapshot():
        return _search_agrees(connection) and _facets_agree(book, connection)


def _search_agrees(connection: opener.Handle) -> bool:
    search.make_functions(connection)
    people = [row[0] for row in connection.execute("SELECT id FROM colleague")]
    expected: dict[int, tuple[str, ...]] = {}
    for batch in statements.chunks(people):
        expected.update((row[0], row[1:]) for row in connection.execute(*statements.with_ids(search.SELECT, batch)))
    stored = {row[0]: row[1:] for row in connection.execute(f"SELECT rowid, {', '.join(search.COLUMNS)} FROM search")}
    return expected.keys() == stored.keys() and all(
        texts == stored[number] or [*map(_words, texts)] == [*map(_words, stored[number])]
        for number, texts in expected.items()
    )


def _words(text: str | None) -> list[str]:
    """The words by which a text is found: an older refer parted them by other marks, and finds the same people."""
    return "".join(sign if sign.isalnum() else " " for sign in (text or "").lower()).split()


def _facets_agree(book: Book, connection: opener.Handle) -> bool:
    cards: dict[tuple[str, int], bytes] = {}
    texts: dict[int, str] = {}
    people: dict[tuple[str, int], int] = {}
    for card in book.cards():
        candidate = candidate_from(card)
        names = facets_of(candidate)
        cards[facets.PRESSED, card.id] = packing.press(candidate)
        texts[card.id] = mentionable(candidate)
        chunk, bit = divmod(card.id, packing.CHUNK)
        for name in names:
            people[name, chunk] = people.get((name, chunk), 0) | 1 << bit
    expected = cards | {key: packing.stored(bits) for key, bits in people.items()}
    stored = {(row[0], row[1]): row[2] for row in connection.execute("SELECT name, chunk, bits FROM facet")}
    stored.pop((packing.STAMP, 0))
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


def salt_of(copy: Path) -> bytes | None:
    """The mark by which the key of a locked copy, which this process has not open, is told; None for a plain one."""
    from refer_cli.book import seal  # where a copy cannot be opened

    return seal.salt_of(copy)


def salt_of_open(book: Book) -> bytes | None:
    """The same of the book that is open."""
    from refer_cli.book import seal

    key = seal.key_of_handle(book.connection)
    return key.salt if key else None


def newest_good(path: Path) -> Copy | None:
    """The newest copy of the book that is whole."""
    return next((copy for copy in copies.copies_of(path) if is_good(copy.path)), None)
