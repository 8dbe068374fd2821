"""Formats in and out: one module each, rows in and rows out, knowing neither the book nor a terminal."""
