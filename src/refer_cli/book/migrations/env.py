"""Runs the migrations on the connection that `refer_cli.book.migrate` hands in, inside its transaction."""

from __future__ import annotations

from alembic import context

from refer_cli.book.tables import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema(),
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
