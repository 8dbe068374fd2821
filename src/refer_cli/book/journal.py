"""Taking a step back and doing it again, from the images that the triggers kept. Loads no ORM."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from refer_cli.book import bulk_rows, index_refresh, statements, triggers
from refer_cli.book.reading import Book
from refer_cli.book.writing import OPEN, WritableBook
from refer_cli.errors import BookProblem, Refused
from refer_cli.records import NamedTuple

NEXT_BACK = "SELECT id, what, at FROM step WHERE NOT undone ORDER BY id DESC LIMIT 1"
NEXT_AGAIN = "SELECT id, what, at FROM step WHERE undone ORDER BY id LIMIT 1"


class PastStep(NamedTuple):
    """One step of the history: its id, day, what it did, and whether it was taken back."""

    id: int
    at: str
    what: str
    undone: bool


def last_step(book: Book) -> PastStep | None:
    """The step that `undo` would take back, or None."""
    row = next(iter(book.rows(NEXT_BACK)), None)
    return None if row is None else PastStep(row[0], row[2], row[1], False)


def undo(book: WritableBook, meant: PastStep | None = None) -> str:
    """Take the newest step back; what it had done. Raises Refused where there is none, or it is not the one meant."""
    done = _replay(book, NEXT_BACK, back=True, meant=meant)
    if done is None:
        raise Refused("There is nothing to take back.", "refer undo takes back what a command wrote")
    return done


def redo(book: WritableBook) -> str:
    """Do the step again that was taken back last; what it does. Raises Refused where there is none."""
    done = _replay(book, NEXT_AGAIN, back=False)
    if done is None:
        raise Refused("There is nothing to do again.", "refer redo follows refer undo, before anything else is written")
    return done


def past_steps(book: Book, limit: int = 20) -> list[PastStep]:
    """The newest steps first, those taken back among them."""
    return [PastStep(row[0], row[1], row[2], bool(row[3])) for row in book.rows(statements.HISTORY, {"limit": limit})]


def _replay(book: WritableBook, which: str, back: bool, meant: PastStep | None = None) -> str | None:
    with book.transaction() as connection:
        book.keep_copy()
        step = connection.execute(which).fetchone()
        if step is None:
            return None
        number, what, _ = step
        if meant is not None and number != meant.id:
            raise Refused(f"Another refer wrote something at the same moment: {what}.", "refer undo takes that back")
        # Children may come before their parent among the images: the whole is looked at when it is done.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute(OPEN, {"step": None, "journaling": False, "marking": True})
        # One at a time: the journal of a large import does not fit into the memory.
        changes = [row[0] for row in connection.execute(statements.CHANGES, {"step": number})]
        for sequence in reversed(changes) if back else changes:
            table, row_key, before, after = connection.execute(statements.CHANGE, {"sequence": sequence}).fetchone()
            if table == bulk_rows.NEWCOMERS:
                _put_newcomers(connection, sequence, row_key, after, back)
            else:
                _put(connection, table, _image(after if back else before), _image(before if back else after))
        connection.execute("UPDATE step SET undone = ? WHERE id = ?", (back, number))
        index_refresh.refresh_marked(connection)
        connection.execute("DELETE FROM open_step")
    return str(what)


def _put_newcomers(connection: sqlite3.Connection, sequence: int, row_key: str, images: str | None, back: bool) -> None:
    """Take a chunk of colleagues out, their rows kept by the journal, or put them in again."""
    if back == (images is not None):
        raise BookProblem("The journal does not fit the book.", "nothing was changed; put back a copy of the book")
    if images is None:
        images = bulk_rows.take_out(connection, row_key)
    else:
        bulk_rows.put_back(connection, images)
    connection.execute("UPDATE change SET after = ? WHERE sequence = ?", (images if back else None, sequence))


def _image(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    image: dict[str, Any] = json.loads(text)
    return image


def _put(
    connection: sqlite3.Connection, table: str, present: dict[str, Any] | None, wanted: dict[str, Any] | None
) -> None:
    """Make one row as wanted: insert it, remove it, or set all its columns."""
    if table not in triggers.JOURNALED:
        raise BookProblem(f'The journal names a table "{table}".', "the book is damaged; put back a copy of it")
    columns = triggers.columns(connection, table)
    if present is None and wanted is not None:
        names = [name for name in columns.names if name in wanted]
        sql = f"INSERT INTO {table} ({', '.join(map(_quoted, names))}) VALUES ({', '.join('?' * len(names))})"
        done = connection.execute(sql, [wanted[name] for name in names]).rowcount
    elif present is not None:
        where = " AND ".join(f"{_quoted(name)} = ?" for name in columns.key)
        keyed = [present[name] for name in columns.key]
        if wanted is None:
            done = connection.execute(f"DELETE FROM {table} WHERE {where}", keyed).rowcount
        else:
            names = [name for name in columns.names if name in wanted]
            settings = ", ".join(f"{_quoted(name)} = ?" for name in names)
            sql = f"UPDATE {table} SET {settings} WHERE {where}"
            done = connection.execute(sql, [*(wanted[name] for name in names), *keyed]).rowcount
    else:
        done = 0
    if done != 1:
        raise BookProblem("The journal does not fit the book.", "nothing was changed; put back a copy of the book")


def _quoted(name: str) -> str:
    return f'"{name}"'
