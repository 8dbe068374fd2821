"""Looks a book over, and saves what is still whole of a damaged one into a new book.

SQLite's own `.recover` is part of its shell and not of the library that Python brings, so rows are read here around
the broken pages: a range that cannot be read is halved until only the unreadable rows are left out. What a page
took with it is looked for once more in the journal, which holds a copy of every row that was written.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import index_refresh, location, migrate, triggers
from refer_cli.errors import BookProblem, WrongUsage
from refer_cli.files import to_disk
from refer_cli.records import NamedTuple

SAVED = (*triggers.JOURNALED, "request")
"""The tables that hold what the therapist wrote; the rest is made again. The journal itself begins anew."""
MOST_PROBES = 20_000
"""How often a range of one table is halved before the rest of it is given up."""
OPEN = "INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, FALSE, FALSE)"
KEPT_IMAGES = """
SELECT change.table_name, change.row_key, change.after FROM change NOT INDEXED JOIN step ON step.id = change.step_id
WHERE NOT step.undone ORDER BY change.sequence
"""

Row = tuple[object, ...]


class TableShape(NamedTuple):
    """One table as SQLite knows it: its columns, those of its key, and the tables that its rows point at."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    parents: frozenset[str]
    has_rowid: bool


class Saved(NamedTuple):
    """What became of one table: rows saved, those among them from the journal, and whether some were unreadable."""

    table: str
    rows: int
    from_journal: int
    damaged: bool


class Health(NamedTuple):
    """What a look at the whole file found: SQLite's complaints (none: it is sound), and rows that point at nothing."""

    complaints: tuple[str, ...]
    loose_rows: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.complaints and not self.loose_rows


def examine(path: Path) -> Health:
    """Look at every page and every reference of the book. Raises BookProblem where it cannot be opened at all."""
    with closing(_open(path)) as source:
        try:
            complaints = tuple(row[0] for row in source.execute("PRAGMA integrity_check(20)") if row[0] != "ok")
            loose_rows = len(source.execute("PRAGMA foreign_key_check").fetchall())
        except sqlite3.DatabaseError as problem:
            return Health((str(problem),), 0)
    return Health(complaints, loose_rows)


def rescue(path: Path, target: Path) -> list[Saved]:
    """Write what is whole of the book at `path` into a new book at `target`, and leave the old one as it is.

    The new book bears its name once it is complete and sound. Raises BookProblem where nothing can be read, and
    WrongUsage where there is a file at `target`.
    """
    if target.exists():
        raise _taken(target)
    # The process's own number: two rescues at once do not write into one another.
    unfinished = Path(f"{target}.{os.getpid()}{location.UNFINISHED}")
    try:
        with closing(_open(path)) as source, closing(opener.connect(unfinished, writing=True, like=source)) as book:
            migrate.create_book(book)
            with opener.transaction(book):
                saved = _fill(source, book)
                index_refresh.rebuild_indexes(book)
        if not any(each.rows for each in saved if each.table == "colleague"):
            raise BookProblem(f"Nothing in {path} can be read any more.", "put back a copy of it")
        location.name_new(unfinished, target)
        to_disk(target.absolute().parent)
    except FileExistsError:
        raise _taken(target) from None
    finally:
        opener.remove_file(unfinished)
    return saved


def _taken(target: Path) -> WrongUsage:
    return WrongUsage(f"{target} is there already.", "name a file that is not there, for example rescued.db")


def _open(path: Path) -> opener.Handle:
    """The damaged book, to read and never to write; text that is no longer text is read as far as it goes."""
    if not opener.is_there(path):
        raise opener.no_book(path)
    for mode in ("mode=ro", "immutable=1"):
        source = opener.at(path, mode, opener.PATIENCE_SECONDS)
        source.text_factory = lambda content: content.decode(errors="replace")
        try:
            # Lets SQLite go on where the file is shorter than it should be, or a page of the schema is broken.
            source.execute("PRAGMA writable_schema = ON")
            source.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError as problem:
            source.close()
            refusal = opener.explain(path, problem)
            continue
        if not any(_there(source, name) for name in SAVED):
            source.close()
            raise opener.not_a_book(path)
        return source
    raise refusal


def _fill(source: sqlite3.Connection, book: sqlite3.Connection) -> list[Saved]:
    tables = _in_order([_table(book, name) for name in SAVED])
    book.execute(OPEN)
    saved = []
    images: dict[str, list[Row]] | None = None
    for table in tables:
        there = _there(source, table.name)
        columns = [name for name in table.columns if name in there]
        reader = _Reader(source, table, columns)
        rows = _put(book, table, columns, reader.rows()) if columns else 0
        from_journal = 0
        reader.damaged |= not columns
        if reader.damaged:
            if images is None:
                images = _images(source, tables)
            from_journal = _put(book, table, table.columns, images.get(table.name, []))
        saved.append(Saved(table.name, rows + from_journal, from_journal, reader.damaged))
    book.execute("DELETE FROM open_step")
    return saved


class _Reader:
    """Reads the rows of one table around what cannot be read; `damaged` tells afterwards whether there was any."""

    def __init__(self, source: sqlite3.Connection, table: TableShape, columns: Sequence[str]) -> None:
        self._source = source
        self._table = table
        self._select = f"SELECT {', '.join(map(_quoted, columns))} FROM {table.name} NOT INDEXED"
        self._probes = 0
        self.damaged = False

    def rows(self) -> Iterator[Row]:
        """Every row that can be read; one may come twice."""
        try:
            yield from self._source.execute(self._select).fetchall()
            return
        except sqlite3.DatabaseError:
            self.damaged = True
        if self._table.has_rowid:
            yield from self._between(*self._rowids())
            return
        key = ", ".join(map(_quoted, self._table.key))
        backwards = ", ".join(f"{_quoted(name)} DESC" for name in self._table.key)
        yield from self._until_broken(f"{self._select} ORDER BY {key}")
        yield from self._until_broken(f"{self._select} ORDER BY {backwards}")
        if self._table.key[0] == "colleague_id":
            lowest, highest = self._rowids("colleague")
            for number in range(lowest, min(highest, lowest + MOST_PROBES) + 1):
                yield from self._until_broken(f"{self._select} WHERE colleague_id = {number}")

    def _rowids(self, table: str = "") -> tuple[int, int]:
        name = table or self._table.name
        ends = []
        for end in ("min", "max"):
            try:
                ends.append(self._source.execute(f"SELECT {end}(rowid) FROM {name}").fetchone()[0])
            except sqlite3.DatabaseError:
                ends.append(None)
        return ends[0] or 1, ends[1] or MOST_PROBES

    def _between(self, lowest: int, highest: int) -> Iterator[Row]:
        self._probes += 1
        if lowest > highest or self._probes > MOST_PROBES:
            return
        try:
            rows = self._source.execute(f"{self._select} WHERE rowid BETWEEN {lowest} AND {highest}").fetchall()
        except sqlite3.DatabaseError:
            if lowest < highest:
                middle = (lowest + highest) // 2
                yield from self._between(lowest, middle)
                yield from self._between(middle + 1, highest)
            return
        yield from rows

    def _until_broken(self, statement: str) -> Iterator[Row]:
        try:
            yield from self._source.execute(statement)
        except sqlite3.DatabaseError:
            return


def _put(book: sqlite3.Connection, table: TableShape, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert the rows that keep the book's rules and are not there yet; how many."""
    names, places = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
    statement = f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({places})"
    count = 0
    for row in rows:
        try:
            count += book.execute(statement, row).rowcount
        except sqlite3.IntegrityError:
            continue  # it points at somebody who is lost, or holds what no refer wrote
    return count


def _images(source: sqlite3.Connection, tables: Sequence[TableShape]) -> dict[str, list[Row]]:
    """The last image that the journal can still tell of each row that should be there, by table."""
    by_name = {table.name: table for table in tables}
    newest: dict[tuple[str, str], str | None] = {}
    try:
        for name, key, after in source.execute(KEPT_IMAGES):
            newest[name, key] = after
    except sqlite3.DatabaseError:
        pass  # what was read until here is more than nothing
    images: dict[str, list[Row]] = {}
    for (name, _), after in newest.items():
        if after is not None and name in by_name:
            image = json.loads(after)
            images.setdefault(name, []).append(tuple(image.get(column) for column in by_name[name].columns))
    return images


def _table(book: sqlite3.Connection, name: str) -> TableShape:
    columns = triggers.columns(book, name)
    parents = {row[2] for row in book.execute(f"PRAGMA foreign_key_list({name})")} - {name}
    (sql,) = book.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return TableShape(name, columns.names, columns.key, frozenset(parents), "WITHOUT ROWID" not in sql)


def _there(source: sqlite3.Connection, table: str) -> frozenset[str]:
    """The columns that an older or damaged book has of the table; none where its definition is lost."""
    try:
        return frozenset(triggers.columns(source, table).names)
    except sqlite3.DatabaseError:
        return frozenset()


def _in_order(tables: Sequence[TableShape]) -> list[TableShape]:
    """Those that are pointed at before those that point at them."""
    ordered: list[TableShape] = []
    waiting = list(tables)
    while waiting:
        done = {table.name for table in ordered}
        ready = [table for table in waiting if not table.parents - done]
        ordered.extend(ready)
        waiting = [table for table in waiting if table not in ready]
    return ordered


def _quoted(name: str) -> str:
    return f'"{name}"'
