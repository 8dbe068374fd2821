"""Refuses by its content what is no text about a colleague: a binary file, a spreadsheet, an export of contacts."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from refer_cli.capture.reading import decoded
from refer_cli.capture.vcards import is_vcard
from refer_cli.errors import Refused
from refer_cli.exchange.other_files import BINARY_FILES
from refer_cli.render.screen import shell_file, shell_word

_START = 8192
_SHEET = re.compile(rb"PK\x03\x04.{0,8000}(xl/|mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet)", re.S)
_COLUMN = re.compile(
    r"^(?:(?:full|first|given|last|family|sur|display|contact|company|work|home|office|main) ?)?"
    r"(?:name|phone|cell|mobile|tel|e-?mail|city|town|state|zip|postal code|address|street|insurances?|panels?|plans?"
    r"|licen[sc]es?|credentials?|specialt(?:y|ies)|practice|agency|organi[sz]ation|company|title|clinician|therapist"
    r"|provider|notes?|fees?|rates?|accepting|openings?|web ?site|url|modalit(?:y|ies)|approach(?:es)?|ages?"
    r"|populations?|languages?|birthday|labels?)\b",
    re.I,
)
_SIGNS = bytes(sign for sign in range(256) if sign >= 32 or sign in b"\t\n\r\f\x1b")
"""What stands in a text of any encoding of single bytes; the rest are controls."""
_SURELY_NAMED = 8
_FEWEST_COLUMNS, _LONGEST_HEADING = 3, 60
_PASTE = "copy the words that tell of somebody and paste them: refer add-colleague"


def refuse_no_text(data: bytes | str, path: Path | None) -> None:
    """Raise Refused, with the command that is right, for what is not words about somebody.

    `path` is the file that `data` was read from, None for standard input.
    """
    name = path.name if path is not None else "Standard input"
    brought_in = f"refer import {shell_file(path)}" if path is not None else "save it as a file: refer import FILE"
    if isinstance(data, bytes):
        if is_vcard(data):
            return
        _refuse_binary(data, name, brought_in)
    text = decoded(data[:200_000]) if isinstance(data, bytes) else data[:200_000]
    # A few rows pasted out of a spreadsheet, with tabs between the cells, are read one by one.
    if _is_table(text, (",", ";") if path is None else (",", ";", "\t")):
        raise Refused(f"{name} is a table of people, one a row.", brought_in)


def _refuse_binary(data: bytes, name: str, brought_in: str) -> None:
    start = data[:_START]
    for other in BINARY_FILES:
        if other.pattern.match(start):
            sheet = _SHEET.match(data[:100_000]) or other.kind in ("an old Excel or Word file", "an Access database")
            kind = "a spreadsheet" if _SHEET.match(data[:100_000]) else other.kind
            keeps_own = other.kind in ("a database", "a packed file", "an Outlook data file")
            hint = brought_in if sheet else other.hint if keeps_own else _PASTE
            raise Refused(f"{name} is {kind}, no text.", hint.replace("FILE", shell_word(name)) if keeps_own else hint)
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and len(start.translate(None, _SIGNS)) > len(start) // 50:
        raise Refused(f"{name} is no text.", _PASTE)


def _is_table(text: str, delimiters: Sequence[str]) -> bool:
    """Whether the first line names columns of people and the lines below fill them: a spreadsheet saved as CSV."""
    lines = [line for line in text.splitlines()[:12] if line.strip(" ,;\t")]
    for delimiter in delimiters:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
        except csv.Error:
            continue
        if any(_is_header(head, rows[number + 1 :]) for number, head in enumerate(rows)):
            return True
    return False


def _is_header(head: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    cells = [cell.strip() for cell in head if cell.strip()]
    if len(cells) < _FEWEST_COLUMNS or not below or any(len(cell) > _LONGEST_HEADING for cell in cells):
        return False
    named = sum(_COLUMN.match(cell) is not None for cell in cells)
    filled = any(2 * len(row) >= len(head) for row in below)
    return named >= _SURELY_NAMED or (named >= _FEWEST_COLUMNS - 1 and filled)
