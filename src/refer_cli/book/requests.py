"""Remembering what was asked for: one plain INSERT outside undo, never in the way of an answer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.errors import ReferError

SWITCH = "remember"
"""The setting that turns remembering off (`no`)."""
PATIENCE_SECONDS = 0.25
INSERT = """
INSERT OR IGNORE INTO request (day, state, need, panel, fee_band, age_group, language, found)
SELECT :day, :state, :need, :panel, :fee_band, :age_group, :language, :found
WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = 'remember' AND value = 'no')
"""


def remember(
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
) -> bool:
    """Remember a request (no label, no name); whether it was new today. An empty text is what was not asked.

    Equal ones of a day count once. A book that cannot be written, is busy or is missing is left alone.
    """
    asked = {
        "day": day,
        "state": state,
        "need": need,
        "panel": panel,
        "fee_band": fee_band,
        "age_group": age_group,
        "language": language,
        "found": found,
    }
    if not path.exists():
        return False
    try:
        connection = opener.connect(path, writing=True, patience=PATIENCE_SECONDS)
    except (ReferError, sqlite3.Error):
        return False
    try:
        return connection.execute(INSERT, asked).rowcount == 1
    except sqlite3.Error:
        return False
    finally:
        connection.close()
