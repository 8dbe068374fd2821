"""Address books in a table (CSV): how each program's is recognised, and which column holds what, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

from refer_cli.errors import Refused
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Source
from refer_cli.exchange.opened import Opened
from refer_cli.folding import fold

_MOST_ROWS_ABOVE = 12


def format_of(kind: str) -> Format:
    """The format of one program's contacts."""
    title = str(_programs()[kind]["title"])

    def recognises(opened: Opened) -> bool:
        return _header_row(kind, opened) is not None

    def open_rows(opened: Opened, settings: Settings) -> Source:
        # An address book is understood with much that no other file needs.
        from refer_cli.exchange.address_books import AddressBook, Setting
        from refer_cli.exchange.contact_rows import contacts

        setting = Setting(kind, settings.today, settings.as_of, settings.gazetteer)
        note = opened.table.note
        return AddressBook(title, opened.size, partial(contacts, kind, opened.table), setting, (note,) if note else ())

    return Format(kind, title, recognises, open_rows, frozenset({"as_of"}))


def _header_row(kind: str, opened: Opened) -> int | None:
    """The row in which the program's headings stand; lines above them are the program's own words."""
    with suppress(Refused):
        table = opened.table
        if is_header(kind, table.header):
            return table.header_row
        if opened.first_text.count("\n") and _may_stand_below(kind, opened.first_text):
            for number, cells in table.rows():
                if is_header(kind, cells):
                    return number
                if number > _MOST_ROWS_ABOVE:
                    break
    return None


def _may_stand_below(kind: str, text: str) -> bool:
    lines = text.splitlines()[: 2 * _MOST_ROWS_ABOVE]
    return any(all(sign in line for sign in signs) for signs in _programs()[kind]["signs"] for line in lines)


def is_header(kind: str, cells: Sequence[str]) -> bool:
    """Whether these are the headings of the program's contacts."""
    names = {plain(cell) for cell in cells}
    return any(all(plain(sign) in names for sign in signs) for signs in _programs()[kind]["signs"])


@cache
def _programs() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((Path(__file__).parent / "address_books.json").read_text(encoding="utf-8"))
    return data


@cache
def columns(kind: str) -> Mapping[str, str]:
    """What each column of the program holds, by its plain heading."""
    return {plain(heading): part for heading, part in _programs()[kind]["columns"].items()}


def plain(heading: str) -> str:
    """A heading as headings are compared."""
    return fold(heading.strip("\ufeff\u200b \t")) or heading.strip()
