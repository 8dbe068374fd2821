"""Makes a new book from the packaged schema, and brings an older one up to date: a copy first, then all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from refer_cli.book import connection as opener
from refer_cli.book import copies, index_refresh, search, triggers
from refer_cli.errors import BookProblem

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

MIGRATIONS = Path(__file__).parent / "migrations"
SCHEMA = Path(__file__).parent / "schema.sql"
"""The present schema as the migrations leave it; written by tools/schema.py, and held equal to them by a test."""
BETWEEN_STATEMENTS = ";\n\n"


def bring_up(path: Path, scripts: Path = MIGRATIONS, on_wait: Callable[[], None] | None = None) -> None:
    """Migrate the book at `path`, or fill one that is empty. Raises BookProblem; then nothing was changed."""
    connection = opener.connect(path, writing=True)
    try:
        with opener.explained(path):
            migrate(path, connection, scripts, on_wait)
    finally:
        connection.close()


def migrate(
    path: Path,
    connection: opener.Handle,
    scripts: Path = MIGRATIONS,
    on_wait: Callable[[], None] | None = None,
    *,
    keeps: bool = True,
) -> None:
    """Fill an open, writable book that is empty, or migrate an older one, of which it `keeps` a copy.

    One process does it, holding the book's own write lock; the others wait for that lock and find it done.
    """
    if opener.schema_version(connection) >= opener.SCHEMA_VERSION:
        return
    if is_empty(connection):
        create_book(connection, on_wait)
    else:
        upgrade_book(path, connection, scripts, on_wait, keeps=keeps)


def create_book(connection: opener.Handle, on_wait: Callable[[], None] | None = None) -> None:
    """Fill an empty book from the packaged schema; nothing where another process was quicker."""
    makers = statements(SCHEMA)
    with opener.transaction(connection, on_wait):
        if is_empty(connection):
            for statement in makers:
                connection.execute(statement)
            _stamp(connection)


def statements(file: Path) -> list[str]:
    """The SQL of a file; each statement ends with a semicolon and an empty line, so that it may hold others."""
    return file.read_text(encoding="utf-8").split(BETWEEN_STATEMENTS)


def upgrade_book(
    path: Path,
    connection: opener.Handle,
    scripts: Path = MIGRATIONS,
    on_wait: Callable[[], None] | None = None,
    *,
    keeps: bool = True,
) -> None:
    """Run the migrations that the book lacks, with a copy of one that holds anything kept beside it before."""
    # Loaded before the lock is taken: nobody else should wait for an import.
    from alembic import command
    from alembic.config import Config

    from refer_cli.book import tables  # noqa: F401 (read by the migrations)

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    # Alembic rebuilds tables by dropping them, which would delete the children of a row by foreign key.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with (
            engine(connection).connect() as alchemy,
            opener.transaction(connection, on_wait),
            alchemy.begin(),
        ):
            version = opener.schema_version(connection)
            if version >= opener.SCHEMA_VERSION:
                return  # another process was quicker
            if version and keeps:
                copies.keep(path, copies.MIGRATION)
            triggers.drop_triggers(connection)
            config.attributes["connection"] = alchemy
            command.upgrade(config, "head")
            _check_references(path, connection)
            triggers.regenerate(connection)
            search.create_search(connection)
            if version:
                index_refresh.rebuild_indexes(connection)
            _stamp(connection)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def engine(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy over the one open connection. It ends no transaction (see `connection.Handle`)."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether the file holds no table yet."""
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _check_references(path: Path, connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise BookProblem(
            f"The book {path} cannot be brought up to date: {len(broken)} of its rows point at nothing.",
            "nothing was changed; please report this",
        )


def _stamp(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA user_version = {opener.SCHEMA_VERSION}")
    connection.execute(f"PRAGMA application_id = {opener.APPLICATION_ID}")
