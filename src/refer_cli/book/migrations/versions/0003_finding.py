"""The search index folds every spelling alike and knows telephone numbers and e-mail addresses: it is made anew."""

from __future__ import annotations

from refer_cli.book.migrations.statements import run_statements

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let go of the former index; every index is made again once the schema stands."""
    run_statements("0003_finding.sql")
