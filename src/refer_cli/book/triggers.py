"""The triggers that keep the journal, made from the tables as they stand in the book.

For every journaled table and each kind of write: refuse it when no step is open, keep the images of the row
before and after under the open step, and mark the colleague for the derived rows (search, facets).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from refer_cli.records import NamedTuple

JOURNALED = (
    "colleague",
    "specialty",
    "panel",
    "tie",
    "listing",
    "fact",
    "profile",
    "reason",
    "reason_weight",
    "goal",
    "setting",
    "referral",
    "referral_option",
    "outcome",
    "peer_group",
    "meeting",
    "meeting_colleague",
    "follow_up",
    "cadence",
    "tag_cadence",
    "snooze",
    "verification",
)
MARKING = frozenset({"colleague", "specialty", "panel", "tie", "listing", "fact", "referral_option"})
"""Tables whose writes change what is derived about a colleague."""
PREFIX = "journal_"
REFUSAL = "a write with no open step"
_IMAGES = {"insert": (False, True), "update": (True, True), "delete": (True, False)}


class Columns(NamedTuple):
    """All columns of a table, and those of its primary key."""

    names: tuple[str, ...]
    key: tuple[str, ...]


def columns(connection: sqlite3.Connection, table: str) -> Columns:
    """The columns of a table of the book, in the order of the table and of the key."""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    keyed = sorted((row for row in rows if row[5]), key=lambda row: int(row[5]))
    return Columns(tuple(row[1] for row in rows), tuple(row[1] for row in keyed))


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Remove the triggers: before a migration, whose own writes are no steps."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        if name.startswith(PREFIX):
            connection.execute(f"DROP TRIGGER {name}")


@contextmanager
def taken_off(connection: sqlite3.Connection, event: str, tables: Sequence[str]) -> Iterator[None]:
    """Let rows be written that a step's journal knows of in another way, without running a trigger for each of them.

    Within a transaction: nobody else sees the book without its triggers, and where it is taken back they are there.
    """
    names = [f"{PREFIX}{table}_{event}" for table in tables]
    made = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN ({', '.join('?' * len(names))})", names
    ).fetchall()
    for name, _ in made:
        connection.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        if connection.in_transaction:  # SQLite itself may have rolled back, for example on a full disk
            for _, sql in made:
                connection.execute(sql)


def regenerate(connection: sqlite3.Connection) -> None:
    """Make every trigger again from the tables as they are now. Run inside a transaction."""
    drop_triggers(connection)
    for table in JOURNALED:
        for event in _IMAGES:
            connection.execute(statement(connection, table, event))


def statement(connection: sqlite3.Connection, table: str, event: str) -> str:
    """The CREATE TRIGGER of one table and one kind of write (insert, update, delete)."""
    table_columns = columns(connection, table)
    before, after = _IMAGES[event]
    row = "NEW" if after else "OLD"
    owner = _owner(table, table_columns)
    about = f"{row}.{owner}" if owner else "NULL"
    lines = [
        f"CREATE TRIGGER {PREFIX}{table}_{event} AFTER {event.upper()} ON {table} BEGIN",
        f"SELECT RAISE(ABORT, '{REFUSAL}') WHERE NOT EXISTS (SELECT 1 FROM open_step);",
        "INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)",
        f"SELECT step_id, '{table}', json_array({_listed(row, table_columns.key)}), {about},",
        f"{_image('OLD', table_columns) if before else 'NULL'}, {_image('NEW', table_columns) if after else 'NULL'}",
        "FROM open_step WHERE journaling;",
    ]
    if table in MARKING:
        sides = {"insert": ("NEW",), "delete": ("OLD",), "update": ("OLD", "NEW")}[event]
        # NOT EXISTS, not OR IGNORE: the conflict rule of the statement outside would override the latter.
        lines += [
            f"INSERT INTO dirty (colleague_id) SELECT {side}.{owner} FROM open_step WHERE marking"
            f" AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = {side}.{owner});"
            for side in sides
        ]
    return "\n".join([*lines, "END"])


def _owner(table: str, table_columns: Columns) -> str | None:
    if table == "colleague":
        return "id"
    return "colleague_id" if "colleague_id" in table_columns.names else None


def _listed(row: str, names: tuple[str, ...]) -> str:
    return ", ".join(f'{row}."{name}"' for name in names)


def _image(row: str, table_columns: Columns) -> str:
    return "json_object(" + ", ".join(f"'{name}', {row}.\"{name}\"" for name in table_columns.names) + ")"
