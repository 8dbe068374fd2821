"""A file that is being looked into, so that a format can be recognised by its content."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from refer_cli.errors import Refused
from refer_cli.exchange.column_words import known_words
from refer_cli.exchange.grid import Grid
from refer_cli.exchange.table import Table, first_bytes
from refer_cli.exchange.text_grid import open_text, text_encoding
from refer_cli.exchange.workbook import is_workbook, open_workbook

_START = 8192
FIRST_ROW = "the first row names the columns: name, city, state ..."


class Opened:
    """A file on disk: its first bytes, and, read only when asked for, its text and its tables.

    `name` is what the file is called aloud. Raises Refused where there is no such file, or where it is empty or a
    folder.
    """

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.name
        self.size, self.start = first_bytes(path, _START, FIRST_ROW)

    @property
    def is_workbook(self) -> bool:
        """Whether the file is a workbook with sheets."""
        return is_workbook(self.start)

    @cached_property
    def encoding(self) -> str | None:
        """The encoding of the text; None where the file is no text."""
        with suppress(Refused):
            return text_encoding(self.path)[0]
        return None

    @cached_property
    def first_text(self) -> str:
        """The beginning of the text, without a mark of its byte order; empty where the file is no text."""
        if self.encoding is None:
            return ""
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            return file.read(_START).lstrip("\ufeff")

    def text(self) -> str:
        """The whole text. Raises Refused where the file is no text."""
        with self.path.open(encoding=text_encoding(self.path)[0], errors="replace", newline="") as file:
            return file.read().lstrip("\ufeff")

    @cached_property
    def grids(self) -> Sequence[Grid]:
        """The table of a text, or the visible sheets of a workbook. Raises Refused where there is none."""
        if self.is_workbook:
            return open_workbook(self.path, self.name)
        return [open_text(self.path, known_words)]

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The first row of the first table that is not blank; nothing where the file is no table."""
        with suppress(Refused):
            return self.table.header
        return ()

    @cached_property
    def table(self) -> Table:
        """The first table, its first row as the header. Raises Refused where the file is none."""
        return Table(self.path, self.grids[0])
