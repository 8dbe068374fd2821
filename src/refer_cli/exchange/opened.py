"""A file that is being looked into, so that a format can be recognised by its content."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path

from refer_cli.errors import Refused
from refer_cli.exchange.table import Table, first_bytes, open_table, text_encoding

_START = 8192
_FIRST_ROW = "the first row names the columns: name, city, state ..."


class Opened:
    """A file on disk: its first bytes, and, read only when asked for, its text and its table.

    Raises Refused where there is no such file, or where it is empty or a folder.
    """

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.name
        self.size, self.start = first_bytes(path, _START, _FIRST_ROW)

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
    def header(self) -> tuple[str, ...]:
        """The first row of the table that is not blank; nothing where the file is no table."""
        with suppress(Refused):
            return self.table.header
        return ()

    @cached_property
    def table(self) -> Table:
        """The file as a table. Raises Refused where it is none."""
        return open_table(self.path, _known_columns)


def _known_columns(header: tuple[str, ...]) -> int:
    from refer_cli.exchange import colleagues_csv, nppes

    return max(colleagues_csv.known_columns(header), nppes.known_columns(header))
