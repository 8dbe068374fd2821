"""Writes a table of colleagues as a workbook (.xlsx) for people: headings that stay, widths, numbers, no formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from refer_cli.errors import Refused
from refer_cli.exchange.cell_guard import guarded, unguarded
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.numbers import whole_number
from refer_cli.fields.signs import plain_signs

_LONGEST_CELL = 32_767
"""What a cell can hold (Excel's specifications and limits)."""
_NARROWEST, _WIDEST = 8, 42
_NUMBERS = frozenset({"money", "count", "trust"})


def workbook(columns: Sequence[str], rows: Iterable[Sequence[str]], sheet: str) -> bytes:
    """A workbook of one sheet. A telephone number or ZIP is text, money a number.

    A cell that a spreadsheet would run is text by its type, and stays so when it is edited. Raises Refused where a cell
    is longer than a workbook holds.
    """
    content = BytesIO()
    # In memory: nothing of the book goes through a temporary file.
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    table = book.add_worksheet(sheet)
    heads = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    plain = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
    quoted = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@", "quote_prefix": True})
    kinds = [BY_NAME[column].kind if column in BY_NAME else "" for column in columns]
    number = {
        kind: book.add_format({"valign": "top", "num_format": "$#,##0" if kind == "money" else "0"})
        for kind in _NUMBERS
    }
    widths = [len(column) + 2 for column in columns]
    table.write_row(0, 0, columns, heads)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for place, (cell, kind) in enumerate(zip(map(plain_signs, cells), kinds, strict=True)):
            if not cell:
                continue
            # One that begins as if it had a mark gets one, since a mark is taken off when it comes back.
            text = cell if unguarded(cell) == cell else guarded(cell)
            widths[place] = max(widths[place], *(len(line) + 1 for line in text.splitlines()), 0)
            if kind in _NUMBERS and (amount := whole_number(text)) is not None:
                table.write_number(last, place, amount, number[kind])
                continue
            if len(text) > _LONGEST_CELL:
                raise Refused(f"Row {last} has a cell that is too long for a workbook.", "write a .csv file instead")
            table.write_string(last, place, text, plain if guarded(text) == text else quoted)
    for place, width in enumerate(widths):
        table.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
    table.freeze_panes(1, 1)
    table.autofilter(0, 0, max(last, 1), len(columns) - 1)
    table.set_landscape()
    table.fit_to_pages(1, 0)
    table.repeat_rows(0)
    table.set_footer("&L&A&RPage &P of &N")
    book.close()
    return content.getvalue()
