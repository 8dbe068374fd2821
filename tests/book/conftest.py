"""Real books in temporary folders, and how two of them are compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from refer_cli.book.triggers import JOURNALED
from refer_cli.book.writing import WritableBook

TODAY = "2026-11-24"


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a freshly migrated book: made once, copied for each test."""
    path = tmp_path_factory.mktemp("fresh") / "book.db"
    WritableBook.open_writing(path, TODAY).close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, empty_book: bytes) -> Path:
    place = tmp_path / "book.db"
    place.write_bytes(empty_book)
    return place


@pytest.fixture
def book(path: Path) -> Iterator[WritableBook]:
    opened = WritableBook.open_writing(path, TODAY)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def dump() -> Callable[[sqlite3.Connection], dict[str, list[Any]]]:
    """Every row of every journaled table, and of the search index, in a fixed order."""

    def of(connection: sqlite3.Connection) -> dict[str, list[Any]]:
        found = {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in JOURNALED
        }
        found["search"] = connection.execute("SELECT rowid, * FROM search ORDER BY rowid").fetchall()
        return found

    return of
