"""Many new colleagues around the ORM: executemany, a chunk at a time, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from refer_cli.book.card_diff import NewColleague
from refer_cli.book.statements import SCALAR_COLUMNS

CHUNK = 1_000
COLUMNS = (*SCALAR_COLUMNS, "lat", "lon", "as_of", "source", "source_key", "created_on")
_PLACES = ", ".join("?" * (len(COLUMNS) + 1))
INSERT_COLLEAGUE = f"INSERT INTO colleague (id, {', '.join(COLUMNS)}) VALUES ({_PLACES})"
INSERT_ENTRY = {
    "specialties": ("INSERT INTO specialty (colleague_id, name, depth, as_of, position) VALUES (?, ?, ?, ?, ?)"),
    "panels": "INSERT INTO panel (colleague_id, name, status, as_of, position) VALUES (?, ?, ?, ?, ?)",
    "ties": "INSERT INTO tie (colleague_id, name, mark, as_of, position) VALUES (?, ?, ?, ?, ?)",
}
INSERT_LISTING = "INSERT INTO listing (colleague_id, field, name, mark, as_of, position) VALUES (?, ?, ?, ?, ?, ?)"
INSERT_FACT = "INSERT INTO fact (colleague_id, field, as_of, source, extent) VALUES (?, ?, ?, ?, ?)"


def insert_all(connection: sqlite3.Connection, news: Iterable[NewColleague]) -> list[int]:
    """Insert everybody, inside the open step; the new ids, one after the other."""
    first = int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM colleague").fetchone()[0])
    following = first
    rest: Iterator[NewColleague] = iter(news)
    while batch := list(islice(rest, CHUNK)):
        _insert(connection, following, batch)
        following += len(batch)
    return list(range(first, following))


def _insert(connection: sqlite3.Connection, first: int, batch: list[NewColleague]) -> None:
    numbered = list(enumerate(batch, start=first))
    connection.executemany(
        INSERT_COLLEAGUE,
        ((number, *(new.columns.get(column) for column in COLUMNS)) for number, new in numbered),
    )
    own: dict[str, list[tuple[object, ...]]] = {field: [] for field in INSERT_ENTRY}
    listed: list[tuple[object, ...]] = []
    facts: list[tuple[object, ...]] = []
    for number, new in numbered:
        for field, items in new.lists.items():
            if field in own:
                own[field].extend((number, *item, position) for position, item in enumerate(items))
            else:
                listed.extend((number, field, *item, position) for position, item in enumerate(items))
        facts.extend((number, field, *fact) for field, fact in new.facts.items())
    for field, entries in own.items():
        connection.executemany(INSERT_ENTRY[field], entries)
    connection.executemany(INSERT_LISTING, listed)
    connection.executemany(INSERT_FACT, facts)
