"""Runs a migration that is written as SQL."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from refer_cli.book.migrate import statements


def run_statements(name: str) -> None:
    """Execute the file of that name beside the migrations, inside the migration's transaction."""
    bind = op.get_bind()
    for statement in statements(Path(__file__).parent / "versions" / name):
        bind.exec_driver_sql(statement)
