"""The name under which this book's events stand in a calendar: made once, kept for good, outside undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
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


@contextmanager
def made(path: Path) -> Iterator[str]:
    """Give the book its name, unless it has one, and keep it once what is done within has succeeded.

    A book that cannot be written has a plain one.
    """
    with ExitStack() as stack:
        stack.enter_context(opener.explained(path))
        try:
            name = _name(stack, path)
        except ReadOnlyBook:
            name = READ_ONLY
        yield name


def _name(stack: ExitStack, path: Path) -> str:
    from secrets import token_hex

    with opener.explained(path):
        connection = stack.enter_context(closing(opener.connect(path, writing=True)))
        stack.enter_context(opener.transaction(connection))
        connection.execute(OPEN)
        connection.execute(INSERT, {"name": SETTING, "value": token_hex(8)})
        connection.execute("DELETE FROM open_step")
        return str(connection.execute(FOUND, {"name": SETTING}).fetchone()[0])
