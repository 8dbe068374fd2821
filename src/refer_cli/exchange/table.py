"""A table: a grid with a row of column names, and the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from refer_cli.errors import Refused
from refer_cli.exchange.grid import Grid
from refer_cli.exchange.text_grid import DELIMITERS, TextGrid, not_text, separator_line, text_encoding

__all__ = ["DELIMITERS", "Table", "first_bytes", "open_table", "text_encoding"]


class Table:
    """The rows of a grid below its header: the row `header_row`, or the first that is not blank."""

    def __init__(self, path: Path, grid: Grid, header_row: int | None = None) -> None:
        self.path = path
        self.grid = grid
        self.note = grid.note
        self.size = grid.size
        self.header_row, self.header = self._header(header_row)

    def _header(self, wanted: int | None) -> tuple[int, tuple[str, ...]]:
        for number, cells in self.grid.rows():
            if wanted is None or number == wanted:
                return number, tuple(cell.strip().lstrip("\ufeff") for cell in cells)
        return 1, ()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the header with its number, as a spreadsheet counts; blank rows are passed over.

        Raises Refused, naming the row, where a strict grid stops being a table (a quote that never closes).
        """
        for number, cells in self.grid.rows():
            if number > self.header_row:
                yield number, cells

    def position(self) -> int:
        """How far it has been read, of `size`."""
        return self.grid.position()


def open_table(
    path: Path,
    known_columns: Callable[[tuple[str, ...]], int],
    columns: str = "name, city, state ...",
    example: str = "colleagues.csv",
) -> Table:
    """Open `path` as a table whose first row is the header, with the delimiter under which `known_columns` knows most.

    `columns` and `example` are what a refusal names: the first columns of such a file, and the name of one. A row that
    is no row refuses the file.

    Raises Refused for a file that is missing, empty, a folder, or no text.
    """
    first_row = f"the first row names the columns: {columns}"
    first_bytes(path, 1, first_row, example)
    encoding, note = text_encoding(path)
    marked, skip_rows = separator_line(path, encoding)
    choices: list[Table] = []
    refusal: Refused | None = None
    for sign in [marked] if marked else DELIMITERS:
        try:
            choices.append(Table(path, TextGrid(path, encoding, sign, note, skip_rows, strict=True)))
        except Refused as error:  # quotation marks may make sense under another delimiter only
            refusal = refusal or error
    if refusal is not None and not choices:
        raise refusal
    table = max(choices, key=lambda choice: (known_columns(choice.header), len(choice.header)))
    if not table.header:
        raise Refused(f"{path.name} holds no rows.", first_row)
    if any(ord(sign) < 32 and sign not in "\n\r\t" for cell in table.header for sign in cell):
        raise not_text(path)
    return table


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
