"""A new book is made from the packaged schema: it must be the one that the migrations leave."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book.migrate import SCHEMA, create_book, upgrade_book
from schema import schema_of_migrations


def content(connection: sqlite3.Connection) -> dict[str, list[object]]:
    """Every table, index and trigger by its SQL, every row, and the stamps."""
    parts = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
    tables = [name for kind, name, _, _ in parts if kind == "table"]
    stamps = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
    return {
        "parts": parts,
        "stamps": stamps,
        **{name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables},
    }


def test_the_packaged_schema_is_what_the_migrations_leave() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_of_migrations()


def test_a_new_book_is_the_book_that_the_migrations_make(tmp_path: Path) -> None:
    with (
        closing(opener.connect(tmp_path / "migrated.db", writing=True)) as migrated,
        closing(opener.connect(tmp_path / "packaged.db", writing=True)) as packaged,
    ):
        upgrade_book(tmp_path / "migrated.db", migrated)
        create_book(packaged)
        assert content(packaged) == content(migrated)


def test_a_book_that_another_process_has_just_made_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with closing(opener.connect(path, writing=True)) as first, closing(opener.connect(path, writing=True)) as second:
        create_book(first)
        before = content(first)
        create_book(second)
        assert content(second) == before
