"""A table in a text: finds its encoding and delimiter, and streams its rows, strictly or as well as can be."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from refer_cli.errors import Refused
from refer_cli.exchange.cell_guard import row_from_file
from refer_cli.exchange.grid import is_blank

DELIMITERS = (",", ";", "\t", "|")
TOP = 40
"""So many rows are looked at to find out what a table is."""
_CHUNK = 1 << 20
# Bytes to which Windows-1252 gives no letter; a text that has them is read as Latin-1.
_NOT_WINDOWS = b"\x81\x8d\x8f\x90\x9d"
# Accented small letters of MacRoman where Windows-1252 has signs, within a word; and its letters, which are then rare.
_MAC_LETTER = re.compile(rb"[A-Za-z][\x87-\x91\x96-\x9a\x9c-\x9f][a-z]|\b[A-Z]\x8e|[a-z]\x8e\b")
_WINDOWS_LETTER = re.compile(rb"[A-Za-z][\xdf-\xff](?![\xc0-\xff])|\b[\xc0-\xdc][a-z]|[a-z]\x92[a-z]")
# A quotation mark that closes later than this was never meant to open anything.
_LONGEST_ROW, _MOST_LINES = 1 << 17, 400


class TextGrid:
    """A text parted by `delimiter`.

    `strict` refuses a row that is no row (a quote that never closes); else such a row is read as it stands, and its
    number is added to `damaged`.
    """

    sheet: str | None = None

    def __init__(
        self, path: Path, encoding: str, delimiter: str, note: str | None, skip_rows: int = 0, strict: bool = False
    ) -> None:
        self.path = path
        self.delimiter = delimiter
        self.note = note
        self.size = path.stat().st_size
        self.damaged: dict[int, str] = {}
        self._encoding = encoding
        self._skip_rows = skip_rows
        self._strict = strict
        self._raw: IO[bytes] | None = None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank, with its number as a spreadsheet counts.

        Raises Refused, naming the row, where the text stops being a table and the grid is strict.
        """
        with self.path.open("rb") as self._raw:
            text = io.TextIOWrapper(
                self._raw, encoding=self._encoding, errors="strict" if self._strict else "replace", newline=""
            )
            lines = _Lines(text)
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            number = 0
            while True:
                number += 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    if self._strict:
                        raise _damaged_row(number, _in_words(error)) from None
                    self.damaged[number] = _in_words(error)
                    cells = lines.first_alone(self.delimiter)
                    reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                except UnicodeError:
                    raise Refused(
                        f"row {number}: the text is damaged there.", "save the file again as CSV (UTF-8)"
                    ) from None
                lines.row_is_read()
                if number > self._skip_rows and not is_blank(cells):
                    yield number, row_from_file(cells)

    def position(self) -> int:
        """Bytes read so far, of `size`."""
        return self._raw.tell() if self._raw is not None and not self._raw.closed else self.size

    def top(self) -> list[tuple[int, list[str]]]:
        """The first rows."""
        return list(islice(self.rows(), TOP))


class _Lines:
    """The lines of a text, of which those of an unfinished row can be read again."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._again: list[str] = []
        self._row: list[str] = []
        self._length = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._text)
        self._row.append(line)
        self._length += len(line)
        if len(self._row) > _MOST_LINES or self._length > _LONGEST_ROW:
            raise csv.Error("unexpected end of data")
        return line

    def row_is_read(self) -> None:
        """Forget the lines of a row that was read."""
        self._row.clear()
        self._length = 0

    def first_alone(self, delimiter: str) -> list[str]:
        """The cells of the first line of the unfinished row, as well as they can be read; the others come again."""
        first, *others = self._row
        self._again.extend(reversed(others))
        first = first.rstrip("\r\n")
        if len(first) > _LONGEST_ROW:
            return first.split(delimiter)
        return next(csv.reader([first], delimiter=delimiter), [])


def open_text(path: Path, words: Callable[[list[str]], int], strict: bool = False) -> TextGrid:
    """The table in a text, with the delimiter under which most of its rows are equally long.

    `words` counts the cells of a row that are known as column names. Raises Refused where the file is no text.
    """
    encoding, note = text_encoding(path)
    marked, skip_rows = separator_line(path, encoding)
    choices = [TextGrid(path, encoding, sign, note, skip_rows, strict) for sign in ([marked] if marked else DELIMITERS)]
    return choices[0] if len(choices) == 1 else max(choices, key=lambda grid: _likeness(grid, words))


def _likeness(grid: TextGrid, words: Callable[[list[str]], int]) -> tuple[int, float, int]:
    """How much a text looks like a table under a delimiter: names of columns, rows of one length, cells."""
    try:
        top = [cells for _, cells in grid.top()]
    except Refused:
        return 0, 0.0, 0
    finally:
        grid.damaged.clear()
    lengths = [len(cells) for cells in top]
    usual = max(set(lengths), key=lambda length: (lengths.count(length), length), default=0)
    if usual < 2:
        return 0, 0.0, 0
    return max(map(words, top)), lengths.count(usual) / len(lengths), usual


def separator_line(path: Path, encoding: str) -> tuple[str | None, int]:
    """The delimiter that a spreadsheet wrote into a first line `sep=;`, and the number of such lines."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(64).strip().strip('"')
    if first[:4].casefold() == "sep=" and len(first) == 5 and first[4] in DELIMITERS:
        return first[4], 1
    return None, 0


def text_encoding(path: Path) -> tuple[str, str | None]:
    """The encoding of the whole file, and a sentence when it is not UTF-8. One pass, a block at a time.

    Raises Refused where the file is no text.
    """
    with path.open("rb") as file:
        start = file.read(4096)
        file.seek(0)
        wide = _wide(start)
        decoder = codecs.getincrementaldecoder(wide or "utf-8-sig")()
        reads, windows = True, True
        mac_letters = windows_letters = 0
        while True:
            block = file.read(_CHUNK)
            if reads:
                try:
                    if "\0" in decoder.decode(block, final=not block):
                        raise not_text(path)
                except UnicodeDecodeError:
                    reads = False
            if (not wide and b"\0" in block) or (wide and not reads):
                raise not_text(path)
            if not reads:
                mac_letters += len(_MAC_LETTER.findall(block))
                windows_letters += len(_WINDOWS_LETTER.findall(block))
            windows = windows and not any(byte in block for byte in _NOT_WINDOWS)
            if not block:
                break
    if wide:
        return wide, "read as UTF-16"
    if reads:
        return "utf-8-sig", None
    if mac_letters and not windows_letters:
        return "mac-roman", "the file is not UTF-8: read as MacRoman; look at names with accents"
    name = "Windows-1252" if windows else "Latin-1"
    return name.lower(), f"the file is not UTF-8: read as {name}; look at names with accents"


def _wide(start: bytes) -> str | None:
    """Two bytes a letter: by the mark of the byte order, or since nearly every other byte of a text is zero."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    half = len(start) // 2
    if half >= 4:
        if start[1::2].count(0) > half * 0.7 and start[0::2].count(0) == 0:
            return "utf-16-le"
        if start[0::2].count(0) > half * 0.7 and start[1::2].count(0) == 0:
            return "utf-16-be"
    return None


def not_text(path: Path) -> Refused:
    """The refusal of a file of bytes that are no text."""
    return Refused(f"{path.name} is not a text file.", "save the table as .xlsx or as CSV (UTF-8)")


def _damaged_row(number: int, reason: str) -> Refused:
    return Refused(f"row {number}: {reason}.", "mend that row in a spreadsheet and save it again")


def _in_words(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end" in said or "field limit" in said or "field larger" in said:
        return "a quotation mark is opened and never closed"
    if "expected after" in said:
        return "text follows a closing quotation mark"
    return "the row cannot be read"
