"""Many new colleagues around the ORM: executemany, a chunk at a time, so that memory stays flat.

The journal holds one row a chunk, which names the ids: what was put in stands in the book, and needs no second copy
there. Taking it back keeps the rows in that one row of the journal, for the case that they are put in again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice

from refer_cli.book import triggers
from refer_cli.book.card_diff import NewColleague
from refer_cli.book.index_refresh import index_newcomers
from refer_cli.book.row_mapping import new_card
from refer_cli.book.statements import SCALAR_COLUMNS

CHUNK = 2_000
MANY = 100
"""From so many colleagues on the journal's triggers, which have nothing to do, cost more than to take them off."""
COLUMNS = (*SCALAR_COLUMNS, "lat", "lon", "as_of", "source", "source_key", "created_on")
_PLACES = ", ".join("?" * (len(COLUMNS) + 1))
INSERT_COLLEAGUE = f"INSERT INTO colleague (id, {', '.join(COLUMNS)}) VALUES ({_PLACES})"
INSERT_ENTRY = {
    "specialties": "INSERT INTO specialty (colleague_id, name, depth, as_of, position) VALUES ",
    "panels": "INSERT INTO panel (colleague_id, name, status, as_of, position) VALUES ",
    "ties": "INSERT INTO tie (colleague_id, name, mark, as_of, position) VALUES ",
}
INSERT_LISTING = "INSERT INTO listing (colleague_id, field, name, mark, as_of, position) VALUES "
INSERT_FACT = "INSERT INTO fact (colleague_id, field, as_of, source, extent) VALUES "
_AT_ONCE = 50
"""So many rows one statement puts in: the words that a rule allows are looked up once a statement, not once a row."""
TABLES = ("colleague", "specialty", "panel", "tie", "listing", "fact")
"""The tables that a new colleague has rows in, each after those that it points at."""
NEWCOMERS = "newcomers"
"""What the journal calls a chunk of new colleagues, where else a table is named."""
_QUIET = "UPDATE open_step SET journaling = FALSE, marking = FALSE"
_AGAIN = "UPDATE open_step SET journaling = TRUE, marking = TRUE"
_JOURNAL = (
    f"INSERT INTO change (step_id, table_name, row_key) SELECT step_id, '{NEWCOMERS}', json_array(:first, :last)"
    " FROM open_step"
)


def insert_all(connection: sqlite3.Connection, news: Iterable[NewColleague]) -> list[int]:
    """Insert everybody, inside the open step; the new ids, one after the other."""
    first = int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM colleague").fetchone()[0])
    following = first
    rest: Iterator[NewColleague] = iter(news)
    connection.execute(_QUIET)
    while batch := list(islice(rest, CHUNK)):
        if len(batch) < MANY:
            _insert(connection, following, batch)
        else:
            with triggers.taken_off(connection, "insert", TABLES):
                _insert(connection, following, batch)
        index_newcomers(connection, [new_card(number, new) for number, new in enumerate(batch, start=following)])
        connection.execute(_JOURNAL, {"first": following, "last": following + len(batch) - 1})
        following += len(batch)
    connection.execute(_AGAIN)
    return list(range(first, following))


@contextmanager
def indexed_later(connection: sqlite3.Connection) -> Iterator[None]:
    """Let many colleagues be put in without the indexes beside the tables, which are made when all are there.

    To sort a whole column at once costs a fifth of putting each entry into its place, and takes less room.
    """
    made = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        f" AND tbl_name IN ({', '.join('?' * len(TABLES))})",
        TABLES,
    ).fetchall()
    for name, _ in made:
        connection.execute(f"DROP INDEX {name}")
    yield  # after an exception the whole step is taken back, and the indexes are there
    for _, sql in made:
        connection.execute(sql)


def take_out(connection: sqlite3.Connection, row_key: str) -> str:
    """Take a chunk of colleagues out as the journal names it; their rows as JSON, for `put_back`."""
    first, last = json.loads(row_key)
    images: dict[str, list[list[object]]] = {}
    for table in reversed(TABLES):
        within = f"FROM {table} WHERE {'id' if table == 'colleague' else 'colleague_id'} BETWEEN ? AND ?"
        cursor = connection.execute(f"SELECT * {within}", (first, last))
        images[table] = [[column[0] for column in cursor.description], *map(list, cursor)]
        connection.execute(f"DELETE {within}", (first, last))
    return json.dumps(images, ensure_ascii=False, separators=(",", ":"))


def put_back(connection: sqlite3.Connection, images: str) -> None:
    """Put in again what `take_out` took out."""
    rows_of = json.loads(images)
    for table in TABLES:
        columns, *rows = rows_of[table]
        named, places = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", rows)


def _insert(connection: sqlite3.Connection, first: int, batch: list[NewColleague]) -> None:
    numbered = list(enumerate(batch, start=first))
    connection.executemany(
        INSERT_COLLEAGUE,
        ((number, *map(new.columns.get, COLUMNS)) for number, new in numbered),
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
        _put_in(connection, INSERT_ENTRY[field], entries)
    _put_in(connection, INSERT_LISTING, listed)
    _put_in(connection, INSERT_FACT, facts)


def _put_in(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Put rows in, many with each statement, and the rest one by one."""
    if not rows:
        return
    one = f"({', '.join('?' * len(rows[0]))})"
    whole = len(rows) - len(rows) % _AT_ONCE
    many = statement + ", ".join([one] * _AT_ONCE)
    for start in range(0, whole, _AT_ONCE):
        connection.execute(many, list(chain.from_iterable(rows[start : start + _AT_ONCE])))
    connection.executemany(statement + one, rows[whole:])
