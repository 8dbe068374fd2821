"""Cells that a spreadsheet would run: an apostrophe in front keeps them text, and is taken off when they come back."""

from __future__ import annotations

import re

from refer_cli.fields.signs import plain_signs

_MARK = "'"
# What a spreadsheet takes for a formula, as OWASP lists it ("CSV Injection", owasp.org, read 2026-11): = + - @, their
# full-width forms, a tab or a line end; also behind spaces. Apostrophes before it count as part of it, so that one
# that somebody wrote is told from the mark: it gets a mark of its own, and every cell comes back as it was.
_RUN = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")


def guarded(text: str) -> str:
    """The cell as it is written into a file that a spreadsheet may open: one that would be run has a mark in front."""
    return _MARK + text if _RUN.match(text) else text


def unguarded(text: str) -> str:
    """The cell of a file without the mark; `unguarded(guarded(text))` is `text`, whatever it holds."""
    return text[1:] if text[:1] == _MARK and _RUN.match(text, 1) else text


def row_from_file(cells: list[str]) -> list[str]:
    """A row of a file as it is read: of plain signs, and without the marks of its cells."""
    whole = "".join(cells)
    if _MARK not in whole and whole.isascii() and whole.isprintable():
        return cells  # as nearly every row is
    return [unguarded(plain_signs(cell)) if cell[:1] == _MARK else plain_signs(cell) for cell in cells]
