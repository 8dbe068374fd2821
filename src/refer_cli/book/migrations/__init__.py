"""Alembic's folder: one module a migration, in versions/."""
