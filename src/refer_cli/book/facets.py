"""Keeps the index in step with the cards: one row a facet and chunk of people, and each card as matching reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from refer_cli.book import row_mapping, statements
from refer_cli.book.packing import (
    CHUNK,
    STAMP,
    card_of,
    index_version,
    of_this_version,
    people_in,
    press,
    stored,
)
from refer_cli.fields.card import Card
from refer_cli.matching.candidate import candidate_from
from refer_cli.matching.criteria import FACETS_VERSION, facets_of
from refer_cli.matching.facets import mentionable, office_name

PRESSED = "!card"
"""The name under which `chunk` is a colleague's id, and `bits` the pressed card."""
_APPLIED_AT_ONCE = 4_000
"""For how many colleagues the marks are gathered before they are written: memory stays flat."""


def rebuild_facets(connection: sqlite3.Connection) -> None:
    """Make the whole index again from the cards. Runs inside a transaction of the writing side."""
    for table in ("facet", "card_facets", "place"):
        connection.execute(f"DELETE FROM {table}")
    _stamp(connection)
    refresh_facets(connection, [row[0] for row in connection.execute("SELECT id FROM colleague ORDER BY id")])


def refresh_facets(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Index these colleagues again, or take them out where they are archived or gone."""
    if not of_this_version(connection):
        rebuild_facets(connection)
        return
    for group in statements.chunks(list(ids), _APPLIED_AT_ONCE):
        marks = _Marks()
        for batch in statements.chunks(group):
            _refresh_some(connection, batch, marks)
        marks.apply(connection)


def index_newcomers(connection: sqlite3.Connection, cards: Iterable[Card]) -> None:
    """Index colleagues of whom the index holds nothing yet."""
    marks = _Marks()
    _index(connection, cards, {}, marks)
    marks.apply(connection)


def begin(connection: sqlite3.Connection, newcomers: int) -> None:
    """Begin the index of a book that holds nobody but these newcomers."""
    if index_version(connection) is None:
        (people,) = connection.execute("SELECT count(*) FROM colleague").fetchone()
        if people == newcomers:
            _stamp(connection)


def _stamp(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO facet (name, chunk, bits) VALUES (?, 0, ?)", (STAMP, FACETS_VERSION.to_bytes(2, "little"))
    )


def _refresh_some(connection: sqlite3.Connection, ids: Sequence[int], marks: _Marks) -> None:
    before = {row[0]: facets_of(card_of(row[1])) for row in _rows(connection, statements.PRESSED_CARDS, ids)}
    indexed = _index(connection, _cards(connection, ids), before, marks)
    gone = [colleague_id for colleague_id in ids if colleague_id not in indexed]
    for colleague_id in gone:
        marks.turn(colleague_id, before.get(colleague_id, frozenset()), frozenset())
    connection.executemany("DELETE FROM card_facets WHERE colleague_id = ?", ((number,) for number in gone))
    connection.executemany(f"DELETE FROM facet WHERE name = '{PRESSED}' AND chunk = ?", ((number,) for number in gone))


def _index(
    connection: sqlite3.Connection, cards: Iterable[Card], before: Mapping[int, frozenset[str]], marks: _Marks
) -> set[int]:
    """Index these cards, as far as they are not archived; whose they are. `before` names what they were under."""
    indexed: set[int] = set()
    texts: list[tuple[int, str]] = []
    pressed: list[tuple[str, int, bytes]] = []
    points: list[tuple[float, float]] = []
    for card in cards:
        if card.archived:
            continue
        candidate = candidate_from(card)
        facets, known = facets_of(candidate), before.get(card.id, frozenset())
        indexed.add(card.id)
        pressed.append((PRESSED, card.id, press(candidate)))
        texts.append((card.id, mentionable(candidate)))
        if candidate.point is not None and office_name(candidate.point) not in known:
            points.append(candidate.point)
        marks.turn(card.id, known, facets)
    connection.executemany("INSERT OR IGNORE INTO place (lat, lon) VALUES (?, ?)", points)
    connection.executemany("INSERT OR REPLACE INTO facet (name, chunk, bits) VALUES (?, ?, ?)", pressed)
    connection.executemany("INSERT OR REPLACE INTO card_facets (colleague_id, names) VALUES (?, ?)", texts)
    return indexed


class _Marks:
    """Who comes under a facet, and who no longer does, gathered for many cards before it is written."""

    def __init__(self) -> None:
        self._added: dict[tuple[str, int], int] = {}
        self._removed: dict[tuple[str, int], int] = {}

    def turn(self, colleague_id: int, before: frozenset[str], after: frozenset[str]) -> None:
        """Note what changes for one colleague."""
        chunk, bit = divmod(colleague_id, CHUNK)
        mark = 1 << bit
        for name in after - before:
            self._added[name, chunk] = self._added.get((name, chunk), 0) | mark
        for name in before - after:
            self._removed[name, chunk] = self._removed.get((name, chunk), 0) | mark

    def apply(self, connection: sqlite3.Connection) -> None:
        """Write all that was noted."""
        for name, chunk in sorted(self._added.keys() | self._removed.keys()):
            row = connection.execute("SELECT bits FROM facet WHERE name = ? AND chunk = ?", (name, chunk)).fetchone()
            people = people_in(row[0], 0) if row else 0
            people = (people | self._added.get((name, chunk), 0)) & ~self._removed.get((name, chunk), 0)
            if people:
                connection.execute(
                    "INSERT OR REPLACE INTO facet (name, chunk, bits) VALUES (?, ?, ?)", (name, chunk, stored(people))
                )
            else:
                connection.execute("DELETE FROM facet WHERE name = ? AND chunk = ?", (name, chunk))


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
