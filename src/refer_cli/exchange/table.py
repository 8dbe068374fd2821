"""Opens a table of text: finds its encoding, delimiter and header, and streams its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from refer_cli.errors import Refused

DELIMITERS = (",", ";", "\t")
_CHUNK = 1 << 20
# Bytes to which Windows-1252 gives no letter; a text that has them is read as Latin-1.
_NOT_WINDOWS = b"\x81\x8d\x8f\x90\x9d"


class Table:
    """A table of text on disk. `header` is its first row that is not blank."""

    def __init__(self, path: Path, encoding: str, delimiter: str, note: str | None, skip_rows: int = 0) -> None:
        self.path = path
        self.delimiter = delimiter
        self.note = note
        self.size = path.stat().st_size
        self._encoding = encoding
        self._skip_rows = skip_rows
        self._raw: IO[bytes] | None = None
        self.header_row, self.header = self._first_row()

    def _first_row(self) -> tuple[int, tuple[str, ...]]:
        for number, cells in self._read():
            return number, tuple(cell.strip() for cell in cells)
        return 1, ()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the header with its number, as a spreadsheet counts; blank rows are passed over.

        Raises Refused, naming the row, where the text stops being a table (a quote that never closes).
        """
        for number, cells in self._read():
            if number > self.header_row:
                yield number, cells

    def position(self) -> int:
        """Bytes read so far, of `size`."""
        return self._raw.tell() if self._raw is not None and not self._raw.closed else self.size

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        with self.path.open("rb") as self._raw:
            text = io.TextIOWrapper(self._raw, encoding=self._encoding, newline="")
            reader = csv.reader(text, delimiter=self.delimiter, strict=True)
            while True:
                number += 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise Refused(
                        f"row {number}: {_in_words(error)}.",
                        "mend that row in a spreadsheet and save it again",
                    ) from None
                except UnicodeError:
                    raise Refused(
                        f"row {number}: the text is damaged there.", "save the file again as CSV (UTF-8)"
                    ) from None
                if number > self._skip_rows and any(cell and not cell.isspace() for cell in cells):
                    yield number, cells


def open_table(
    path: Path,
    known_columns: Callable[[tuple[str, ...]], int],
    columns: str = "name, city, state ...",
    example: str = "colleagues.csv",
) -> Table:
    """Open `path` as a table, with the delimiter under which `known_columns` knows most of the header.

    `columns` and `example` are what a refusal names: the first columns of such a file, and the name of one.

    Raises Refused for a file that is missing, empty, a folder, or no text.
    """
    first_row = f"the first row names the columns: {columns}"
    with _said_plainly(path, example):
        first_bytes(path, 1, first_row)
        encoding, note = text_encoding(path)
        marked, skip_rows = _separator_line(path, encoding)
        choices: list[Table] = []
        refusal: Refused | None = None
        for sign in [marked] if marked else DELIMITERS:
            try:
                choices.append(Table(path, encoding, sign, note, skip_rows))
            except Refused as error:  # quotation marks may make sense under another delimiter only
                refusal = refusal or error
        if refusal is not None and not choices:
            raise refusal
    table = max(choices, key=lambda choice: (known_columns(choice.header), len(choice.header)))
    if not table.header:
        raise Refused(f"{path.name} holds no rows.", first_row)
    if any(ord(sign) < 32 and sign not in "\n\r\t" for cell in table.header for sign in cell):
        raise _not_text(path)
    return table


def _in_words(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end" in said or "field limit" in said:
        return "a quotation mark is opened and never closed"
    if "expected after" in said:
        return "text follows a closing quotation mark"
    return "the row cannot be read"


@contextmanager
def _said_plainly(path: Path, example: str) -> Iterator[None]:
    """Turns what the file system says into one sentence and one hint."""
    try:
        yield
    except FileNotFoundError:
        raise Refused(
            f"there is no file {path}.", "check the name; the file is looked for from the current folder"
        ) from None
    except IsADirectoryError:
        raise Refused(f"{path} is a folder.", f"name one file in it, for example {example}") from None
    except PermissionError:
        raise Refused(f"{path} may not be read.", "check the file's permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"{path} cannot be read: {reason}.", "check the name of the file") from None


def first_bytes(path: Path, count: int, first_row: str, example: str = "colleagues.csv") -> tuple[int, bytes]:
    """How large a file is, and how it begins. `first_row` is the hint for one that is empty.

    Raises Refused where there is no such file, or where it is empty, a folder, or may not be read.
    """
    with _said_plainly(path, example):
        if path.is_dir():
            raise IsADirectoryError
        if path.exists() and not path.is_file():
            raise Refused(f"{path} is not a file.", "save the table in a file first")
        with path.open("rb") as file:
            start = file.read(count)
        if not start:
            raise Refused(f"{path.name} is empty.", first_row)
        return path.stat().st_size, start


def _not_text(path: Path) -> Refused:
    return Refused(f"{path.name} is not a text file.", "save the table as CSV (UTF-8)")


def text_encoding(path: Path) -> tuple[str, str | None]:
    """The encoding of the whole file, and a sentence when it is not UTF-8. One pass, a block at a time.

    Raises Refused where the file is no text.
    """
    import codecs

    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
        decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")()
        reads, windows = True, True
        while True:
            block = file.read(_CHUNK)
            if reads:
                try:
                    if "\0" in decoder.decode(block, final=not block):
                        raise _not_text(path)
                except UnicodeDecodeError:
                    reads = False
            if (not wide and b"\0" in block) or (wide and not reads):
                raise _not_text(path)
            windows = windows and not any(byte in block for byte in _NOT_WINDOWS)
            if not block:
                break
    if wide:
        return "utf-16", "read as UTF-16"
    if reads:
        return "utf-8-sig", None
    name = "Windows-1252" if windows else "Latin-1"
    return name.lower(), f"the file is not UTF-8: read as {name}; look at names with accents"


def _separator_line(path: Path, encoding: str) -> tuple[str | None, int]:
    """The delimiter that a spreadsheet wrote into a first line `sep=;`, and the number of such lines."""
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(64).strip()
    if first[:4].casefold() == "sep=" and len(first) == 5 and first[4] in DELIMITERS:
        return first[4], 1
    return None, 0
