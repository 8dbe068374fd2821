"""The name under which this book's events stand in a calendar: made once, kept for good, outside undo."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.errors import ReadOnlyBook

SETTING = "calendar_id"
READ_ONLY = "book"
"""The name of a book that cannot be written."""
# Not journaled: it is no change of the therapist's, and taking it back would double every event.
OPEN = "INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, FALSE, FALSE)"
INSERT = (
    "INSERT INTO setting (name, value) SELECT :name, :value WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = :name)"
)
FOUND = "SELECT value FROM setting WHERE name = :name"


def make(path: Path) -> str:
    """Give the book its name, unless it has one; the name. A book that cannot be written has a plain one."""
    from secrets import token_hex

    try:
        with (
            closing(opener.connect(path, writing=True)) as connection,
            opener.explained(path),
            opener.transaction(connection),
        ):
            connection.execute(OPEN)
            connection.execute(INSERT, {"name": SETTING, "value": token_hex(8)})
            connection.execute("DELETE FROM open_step")
            return str(connection.execute(FOUND, {"name": SETTING}).fetchone()[0])
    except ReadOnlyBook:
        return READ_ONLY
