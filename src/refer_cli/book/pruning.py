"""How far undo reaches back: the journal's size, what each step drops of it, and what is forgotten when asked to.

A step is kept for as long as it is among the newest KEPT_STEPS or younger than KEPT_DAYS, so that neither a busy day
nor a year of rest takes away what somebody may still want back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

from refer_cli.book import connection as opener
from refer_cli.book import sweeping
from refer_cli.records import NamedTuple

KEPT_STEPS = 2_000
KEPT_DAYS = 400
_AT_ONCE = 50
"""So many old steps does one new step drop at most: nobody waits for the past."""
_OLDEST = "SELECT id, at FROM step ORDER BY id LIMIT 1"
_DROP = "DELETE FROM step WHERE id IN (SELECT id FROM step WHERE id <= ? ORDER BY id LIMIT ?) AND at < ?"
_SIZE = (
    "SELECT (SELECT count(*) FROM step WHERE NOT undone), (SELECT at FROM step WHERE NOT undone ORDER BY id LIMIT 1),"
    " (SELECT coalesce(sum(length(row_key) + coalesce(length(before), 0) + coalesce(length(after), 0)), 0) FROM change)"
)
_BEFORE = "FROM step WHERE NOT undone AND id < coalesce((SELECT min(id) FROM step WHERE at >= :day OR undone), 1 << 62)"


class Journal(NamedTuple):
    """How many steps undo can take back, the day (ISO) of the oldest, and how much room they take (characters)."""

    steps: int
    since: str | None
    size: int


def journal(connection: sqlite3.Connection) -> Journal:
    """How far undo reaches back, and the room it takes."""
    return Journal(*connection.execute(_SIZE).fetchone())


def drop_old(connection: sqlite3.Connection, newest: int, today: str) -> None:
    """Within the transaction of a step (number `newest`), drop some of what is too old for undo."""
    oldest = connection.execute(_OLDEST).fetchone()
    last = newest - KEPT_STEPS
    day = (date.fromisoformat(today) - timedelta(days=KEPT_DAYS)).isoformat()
    if oldest is not None and oldest[0] <= last and oldest[1] < day:
        connection.execute(_DROP, (last, _AT_ONCE, day))


def steps_before(connection: sqlite3.Connection, day: str) -> int:
    """How many steps were done before that day (ISO), and could be forgotten."""
    return int(connection.execute(f"SELECT count(*) {_BEFORE}", {"day": day}).fetchone()[0])


def forget_before(connection: opener.Handle, day: str, on_wait: Callable[[], None] | None = None) -> tuple[int, bool]:
    """Forget what undo knows of the time before a day (ISO): how many steps, and whether the file could be swept.

    `on_wait` is called once where a reader is waited for longer than a moment.
    """
    with opener.transaction(connection):
        steps = connection.execute(f"DELETE FROM step WHERE id IN (SELECT id {_BEFORE})", {"day": day}).rowcount
    return steps, sweeping.sweep(connection, on_wait)
