"""Migrating: a copy first, one transaction, children kept, triggers made again; a failure changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from refer_cli.book import connection as opener
from refer_cli.book import journal, migrate, triggers, writing
from refer_cli.book.copies import copies_of
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.errors import BookProblem
from refer_cli.fields.card import Facts
from refer_cli.fields.values import Item, Listing

TODAY = "2026-11-24"
NEXT = '''"""A fourth migration, that rebuilds the table of the colleagues."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None
def upgrade() -> None:
    with op.batch_alter_table("colleague", recreate="always") as batch:
        batch.add_column(sa.Column("favourite_tree", sa.String()))
    op.execute("UPDATE colleague SET favourite_tree = 'oak'")
'''


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations with one more, and a refer that wants it."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0004_tree.py").write_text(NEXT)
    monkeypatch.setattr(opener, "SCHEMA_VERSION", 4)
    return folder


@pytest.fixture
def old(path: Path) -> Path:
    book = WritableBook.open_writing(path, TODAY)
    with book.step("add Ada Birch") as step:
        facts = Facts({"name": "Ada Birch", "panels": Listing((Item("Aetna"),)), "ties": Listing()}, TODAY)
        writing.insert_colleague(step, facts, None)
    book.close()
    return path


def content(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if "search_" not in line]
    connection.close()
    return lines


def test_a_new_book_is_stamped(path: Path) -> None:
    connection = sqlite3.connect(path)
    stamps = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")]
    assert stamps == [opener.SCHEMA_VERSION, opener.APPLICATION_ID]
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]
    assert copies_of(path) == []


def test_an_older_book_is_brought_up_with_everybody_in_it(old: Path, scripts: Path) -> None:
    before = content(old)
    migrate.bring_up(old, scripts)
    book = WritableBook.open_writing(old, TODAY)
    (card,) = book.cards()
    assert (card.listing("panels"), card.listing("ties")) == (Listing((Item("Aetna"),)), Listing())
    assert book.rows("SELECT favourite_tree FROM colleague") == [("oak",)]
    assert book.rows("SELECT version_num FROM alembic_version") == [("0004",)]
    assert "favourite_tree" in triggers.statement(book.writable(), "colleague", "update")
    assert book.rows("PRAGMA foreign_keys") == [(1,)]
    assert book.search("aetna") == [1]
    with pytest.raises(sqlite3.IntegrityError, match="no open step"):
        book.writable().execute("UPDATE colleague SET favourite_tree = 'elm'")
    journal.undo(book)  # a step of the old schema can still be taken back
    assert book.count() == 0
    book.close()
    (copy,) = (copy.path for copy in copies_of(old))
    assert copy.name.endswith("-migration.db")
    assert content(copy) == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_reading_brings_an_older_book_up_too(old: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate.bring_up, "__defaults__", (scripts, None))
    with Book.open(old) as book:
        assert [card.name for card in book.cards()] == ["Ada Birch"]
        assert book.rows("PRAGMA user_version") == [(4,)]


@pytest.mark.parametrize(
    "fails",
    [
        "    raise RuntimeError('power cut')",
        "    op.execute('INSERT INTO nothing VALUES (1)')",
        "    op.execute(\"INSERT INTO panel (colleague_id, name, position) VALUES (99, 'Aetna', 0)\")",
    ],
)
def test_a_migration_that_fails_changes_nothing(old: Path, scripts: Path, fails: str) -> None:
    before = content(old)
    (scripts / "versions" / "0004_tree.py").write_text(NEXT + fails + "\n")
    with pytest.raises((RuntimeError, BookProblem)):
        migrate.bring_up(old, scripts)
    assert content(old) == before
    assert [content(copy.path) for copy in copies_of(old)] == [before]
    (scripts / "versions" / "0004_tree.py").write_text(NEXT)
    migrate.bring_up(old, scripts)
    assert [content(copy.path) for copy in copies_of(old)] == [before, before]  # none was written over another
    assert list(old.parent.rglob("*.unfinished")) == []


def test_a_book_that_is_up_to_date_is_not_copied(old: Path) -> None:
    before = old.read_bytes()
    migrate.bring_up(old)
    assert old.read_bytes() == before
    assert copies_of(old) == []
