"""Writes the packaged schema of a new book as the migrations leave it: python tools/schema.py [--check]"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book.migrate import BETWEEN_STATEMENTS, SCHEMA, upgrade_book

SHADOWS = ("data", "idx", "content", "docsize", "config")
"""The tables that SQLite makes by itself for a full-text index."""


def schema_of_migrations() -> str:
    """Every statement that makes a new book, in the order in which the migrations made its parts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        with closing(opener.connect(path, writing=True)) as connection:
            upgrade_book(path, connection)
            return BETWEEN_STATEMENTS.join([*_makers(connection), *_seeds(connection)]) + "\n"


def _makers(connection: sqlite3.Connection) -> list[str]:
    indexes = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")]
    shadows = {f"{index}_{shadow}" for index in indexes for shadow in SHADOWS}
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    return [sql for name, sql in rows if name not in shadows and not name.startswith("sqlite_")]


def _seeds(connection: sqlite3.Connection) -> list[str]:
    """What the migrations put into the tables. The triggers ask for an open step, under which nothing is kept."""
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        if not name.startswith(("search", "sqlite_"))
    ]
    rows = [
        f"INSERT INTO {table} VALUES ({', '.join(_literal(connection, value) for value in row)})"
        for table in tables
        for row in connection.execute(f"SELECT * FROM {table}")
    ]
    opening = "INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, FALSE, FALSE)"
    return [opening, *rows, "DELETE FROM open_step"]


def _literal(connection: sqlite3.Connection, value: object) -> str:
    return str(connection.execute("SELECT quote(?)", (value,)).fetchone()[0])


def main() -> int:
    """Write the file, or with --check say whether it is as the migrations leave it (exit 1 where not)."""
    wanted = schema_of_migrations()
    if "--check" not in sys.argv:
        SCHEMA.write_text(wanted, encoding="utf-8")
        return 0
    if SCHEMA.exists() and SCHEMA.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{SCHEMA.name} is not what the migrations leave: run python tools/schema.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
