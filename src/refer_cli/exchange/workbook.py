"""The visible sheets of a workbook (.xlsx, .xls, .xlsb, .ods), with their cells as people see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.errors import Refused
from refer_cli.exchange.cell_guard import row_from_file
from refer_cli.exchange.grid import is_blank

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# A zip with the parts of a workbook, or an old one in a compound file (Microsoft's MS-CFB).
_WORKBOOK = re.compile(
    rb"PK\x03\x04.{0,8000}?(xl/|\[Content_Types\]\.xml|_rels/|docProps/|mimetypeapplication/vnd\.oasis\.opendocument\.spr)"
    rb"|\xd0\xcf\x11\xe0",
    re.DOTALL,
)
_NOT_A_WORKBOOK = re.compile(rb"PK\x03\x04.{0,8000}?(word/|ppt/)", re.DOTALL)


class SheetGrid:
    """One sheet. It is read whole: a workbook holds no more rows than memory does."""

    note: str | None = None

    def __init__(self, sheet: CalamineSheet) -> None:
        self.sheet: str | None = sheet.name
        self._sheet = sheet
        self.size = max(1, sheet.total_height)
        self._read = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank, with its number in the sheet."""
        for number, values in enumerate(self._sheet.to_python(skip_empty_area=False), start=1):
            self._read = number
            cells = [as_seen(value) for value in values]
            if not is_blank(cells):
                yield number, row_from_file(cells)

    def position(self) -> int:
        """Rows read so far, of `size`."""
        return self._read


def is_workbook(start: bytes) -> bool:
    """Whether a file with this beginning may be a workbook."""
    return bool(_WORKBOOK.match(start)) and not _NOT_A_WORKBOOK.match(start)


def open_workbook(path: Path, name: str) -> list[SheetGrid]:
    """The visible sheets that hold anything, in their order. Raises Refused where it is no workbook, or locked."""
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(str(path))
        shown = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        sheets = [SheetGrid(workbook.get_sheet_by_name(sheet)) for sheet in shown]
    except python_calamine.PasswordError:
        raise Refused(f"{name} is locked with a password.", "save it without one, and import that") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused(
            f"{name} is no workbook that can be read.", "open it and save the table as .xlsx or as CSV (UTF-8)"
        ) from None
    filled = [sheet for sheet in sheets if next(sheet.rows(), None) is not None]
    if not filled:
        raise Refused(f"{name} holds no rows.", "the first row of a sheet names the columns: name, city, state ...")
    return filled


def as_seen(value: Any) -> str:
    """A cell as a person sees it: 3035550101.0 is a telephone number, midnight is no time of day."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)
