"""The network: meetings, follow-ups, groups, outcomes, cadences, confirmations; referrals may be received."""

from __future__ import annotations

from refer_cli.book.migrations.statements import run_statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables, and the table of referrals anew with what it now holds of its rows."""
    run_statements("0002_network.sql")
