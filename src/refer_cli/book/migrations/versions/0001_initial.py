"""The first schema: colleagues with their facts, my profile, reasons, goals, referrals, journal and index."""

from __future__ import annotations

from refer_cli.book.migrations.statements import run_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, and seed the canonical reasons."""
    run_statements("0001_initial.sql")
