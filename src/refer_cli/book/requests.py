"""Remembering what was asked for: one plain INSERT outside undo, never in the way of an answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.errors import ReferError

SWITCH = "remember"
"""The setting that turns remembering off (`no`)."""
PATIENCE_SECONDS = 0.25
INSERT = f"""
INSERT OR IGNORE INTO request (day, state, need, panel, fee_band, age_group, language, found)
SELECT :day, :state, :need, :panel, :fee_band, :age_group, :language, :found
WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = '{SWITCH}' AND value = 'no')
"""


FORGET = "DELETE FROM request"


def remember(  # noqa: PLR0913 (what a request is remembered by, each part left out where it was not asked)
    path: Path,
    *,
    day: str,
    found: bool,
    state: str = "",
    need: str = "",
    panel: str = "",
    fee_band: str = "",
    age_group: str = "",
    language: str = "",
    through: opener.Handle | None = None,
) -> bool:
    """Remember a request (no label, no name); whether it was new today. An empty text is what was not asked.

    Equal ones of a day count once. A book that cannot be written, is busy or is missing is left alone.
    `through` is an open connection for reading, which then needs no second one beside it.
    """
    row = {
        "day": day,
        "state": state,
        "need": need,
        "panel": panel,
        "fee_band": fee_band,
        "age_group": age_group,
        "language": language,
        "found": found,
    }
    try:
        if through is not None:
            return _insert_through(through, row)
        if not path.exists():
            return False
        with closing(opener.connect(path, writing=True, patience=PATIENCE_SECONDS)) as connection:
            return connection.execute(INSERT, row).rowcount == 1
    except (ReferError, sqlite3.Error):
        return False


def forget(path: Path) -> int:
    """Forget every remembered request, for good; how many there were. Raises BookProblem."""
    if not path.exists():
        return 0
    with closing(opener.connect(path, writing=True)) as connection, opener.explained(path):
        return int(connection.execute(FORGET).rowcount)


def _insert_through(connection: opener.Handle, row: dict[str, object]) -> bool:
    """The one write that a connection opened for reading makes: it is let write for this statement alone."""
    connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE_SECONDS * 1000)}")
    connection.execute("PRAGMA query_only = OFF")
    try:
        return connection.execute(INSERT, row).rowcount == 1
    finally:
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA busy_timeout = {int(connection.patience * 1000)}")
