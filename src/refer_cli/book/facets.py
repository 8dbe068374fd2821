"""Keeps the index in step with the cards: one row a facet and chunk of people, and each card as matching reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from refer_cli.book import row_mapping, statements
from refer_cli.book.packing import facets_in, press
from refer_cli.fields.card import Card
from refer_cli.matching.candidate import candidate_from
from refer_cli.matching.criteria import FACETS_VERSION as VERSION
from refer_cli.matching.criteria import facets_of
from refer_cli.matching.facets import mentionable, office_name

CHUNK = 8_192
"""How many ids one row of `facet` covers: a kilobyte of bits."""
STAMP = "!version"
PACKED = "!card"
"""The name under which `chunk` is a colleague's id, and `bits` the pressed card."""

_Marks = dict[tuple[str, int], tuple[set[int], set[int]]]


def current(connection: sqlite3.Connection) -> bool:
    """Whether the index can be trusted: of this version, and nobody waiting to be indexed."""
    return _version(connection) == VERSION and connection.execute("SELECT 1 FROM dirty LIMIT 1").fetchone() is None


def rebuild_facets(connection: sqlite3.Connection) -> None:
    """Make the whole index again from the cards. Runs inside a transaction of the writing side."""
    for table in ("facet", "card_facets", "place"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO facet (name, chunk, bits) VALUES (?, 0, ?)", (STAMP, VERSION.to_bytes(2, "little")))
    refresh_facets(connection, [row[0] for row in connection.execute("SELECT id FROM colleague ORDER BY id")])


def refresh_facets(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Index these colleagues again, or take them out where they are archived or gone."""
    if _version(connection) != VERSION:
        rebuild_facets(connection)
        return
    marks: _Marks = {}
    for batch in statements.chunks(list(ids)):
        _refresh_some(connection, batch, marks)
    _apply(connection, marks)


def _version(connection: sqlite3.Connection) -> int | None:
    row = connection.execute("SELECT bits FROM facet WHERE name = ? AND chunk = 0", (STAMP,)).fetchone()
    return None if row is None else int.from_bytes(row[0], "little")


def _refresh_some(connection: sqlite3.Connection, ids: Sequence[int], marks: _Marks) -> None:
    before = {row[0]: facets_in(row[1]) for row in _rows(connection, statements.PRESSED_CARDS, ids)}
    after: dict[int, frozenset[str]] = {}
    texts: list[tuple[int, str]] = []
    packed: list[tuple[str, int, bytes]] = []
    for card in _cards(connection, ids):
        if card.archived:
            continue
        candidate = candidate_from(card)
        after[card.id] = facets_of(candidate)
        packed.append((PACKED, card.id, press(candidate, after[card.id])))
        texts.append((card.id, mentionable(candidate)))
        if candidate.point is not None and office_name(candidate.point) not in before.get(card.id, ()):
            connection.execute("INSERT OR IGNORE INTO place (lat, lon) VALUES (?, ?)", candidate.point)
    for colleague_id in ids:
        old, new = before.get(colleague_id, frozenset()), after.get(colleague_id, frozenset())
        chunk, bit = divmod(colleague_id, CHUNK)
        for name in new - old:
            marks.setdefault((name, chunk), (set(), set()))[0].add(bit)
        for name in old - new:
            marks.setdefault((name, chunk), (set(), set()))[1].add(bit)
    gone = [(colleague_id,) for colleague_id in ids if colleague_id not in after]
    connection.executemany("DELETE FROM card_facets WHERE colleague_id = ?", gone)
    connection.executemany(f"DELETE FROM facet WHERE name = '{PACKED}' AND chunk = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO facet (name, chunk, bits) VALUES (?, ?, ?)", packed)
    connection.executemany("INSERT OR REPLACE INTO card_facets (colleague_id, names) VALUES (?, ?)", texts)


def _apply(connection: sqlite3.Connection, marks: Mapping[tuple[str, int], tuple[set[int], set[int]]]) -> None:
    for (name, chunk), (added, removed) in marks.items():
        row = connection.execute("SELECT bits FROM facet WHERE name = ? AND chunk = ?", (name, chunk)).fetchone()
        people = people_in(row[0], 0) if row else 0
        for bit in added:
            people |= 1 << bit
        for bit in removed:
            people &= ~(1 << bit)
        if people:
            connection.execute(
                "INSERT OR REPLACE INTO facet (name, chunk, bits) VALUES (?, ?, ?)", (name, chunk, _stored(people))
            )
        else:
            connection.execute("DELETE FROM facet WHERE name = ? AND chunk = ?", (name, chunk))


def people_in(bits: bytes, chunk: int) -> int:
    """The set of people (an integer, as in `matching.bitsets`) that one row of `facet` holds."""
    empty_bytes = int.from_bytes(bits[:2], "little")
    return int.from_bytes(bits[2:], "little") << (8 * empty_bytes + chunk * CHUNK)


def _stored(people: int) -> bytes:
    """The ids of one chunk as bytes, without empty ones at either end: most facets of a place hold one person."""
    empty_bytes = ((people & -people).bit_length() - 1) // 8
    rest = people >> 8 * empty_bytes
    return empty_bytes.to_bytes(2, "little") + rest.to_bytes((rest.bit_length() + 7) // 8, "little")


def _cards(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Card]:
    return row_mapping.cards(
        _rows(connection, statements.COLLEAGUES, ids),
        _rows(connection, statements.ENTRIES, ids),
        _rows(connection, statements.FACTS, ids),
        _rows(connection, statements.LAST_OFFERED, ids),
    )


def _rows(connection: sqlite3.Connection, statement: str, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    sql, parameters = statements.with_ids(statement, ids)
    yield from connection.execute(sql, parameters)
