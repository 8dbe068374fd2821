"""Brings a book to the present schema: a copy first, then every step and its stamp in one transaction."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from refer_cli.book import connection as opener
from refer_cli.book import derived, location, search, triggers
from refer_cli.errors import BookProblem

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up(path: Path, scripts: Path = MIGRATIONS) -> None:
    """Migrate the book at `path`, or fill one that is empty. Raises BookProblem; then nothing was changed."""
    connection = opener.connect(path, writing=True)
    try:
        with opener.explained(path):
            migrate(path, connection, scripts)
    finally:
        connection.close()


def migrate(path: Path, connection: sqlite3.Connection, scripts: Path = MIGRATIONS) -> None:
    """Migrate an open, writable book. A copy of one that holds anything is kept beside it before."""
    if opener.schema_version(connection) >= opener.SCHEMA_VERSION:
        return
    if is_empty(connection):
        _write_ahead(connection)
    else:
        keep_copy(path, connection)
    # Alembic rebuilds tables by dropping them, which would delete the children of a row by foreign key.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with engine(connection).connect() as alchemy:
            _upgrade(path, connection, alchemy, scripts)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let people read while somebody writes; the file keeps it.

    SQLite does not wait for this switch as it waits for a lock, so two that start a book at once try again.
    """
    deadline = time.monotonic() + opener.PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def engine(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy over the one open connection. It ends no transaction (see `connection.Handle`)."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether the file holds no table yet."""
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def keep_copy(path: Path, connection: sqlite3.Connection) -> Path:
    """Copy the book beside itself, for its owner only, as `<book>.before-<version>`, never over another."""
    target = Path(f"{path}.before-{opener.SCHEMA_VERSION}")
    number = 1
    while target.exists():
        number += 1
        target = Path(f"{path}.before-{opener.SCHEMA_VERSION}.{number}")
    unfinished = Path(f"{target}.unfinished")
    unfinished.unlink(missing_ok=True)
    location.prepare_file(unfinished)
    try:
        copy = sqlite3.connect(unfinished)
        try:
            connection.backup(copy)
        finally:
            copy.close()
        os.replace(unfinished, target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return target


def _upgrade(path: Path, connection: sqlite3.Connection, alchemy: Connection, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = alchemy
    with opener.transaction(connection), alchemy.begin():
        version = opener.schema_version(connection)
        if version >= opener.SCHEMA_VERSION:
            return  # another process was quicker
        triggers.drop(connection)
        command.upgrade(config, "head")
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise BookProblem(
                f"The book {path} cannot be brought up to date: {len(broken)} of its rows point at nothing.",
                "nothing was changed; please report this",
            )
        triggers.regenerate(connection)
        search.create(connection)
        if version:
            derived.rebuild(connection)
        connection.execute(f"PRAGMA user_version = {opener.SCHEMA_VERSION}")
        connection.execute(f"PRAGMA application_id = {opener.APPLICATION_ID}")
