"""${message}."""

from __future__ import annotations

from refer_cli.book.migrations.statements import run

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say what it does."""
    run("${up_revision}_name.sql")
