"""Files that are no list of colleagues: what each is, and what to do with it instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from refer_cli.errors import Refused
from refer_cli.exchange.opened import Opened

_COPY = "copy the table into a spreadsheet, save it, and import that"
_OPEN_AND_SAVE = "open it and save the table as .xlsx or as CSV (UTF-8)"
_ONE_PERSON = "if it tells of a colleague: refer add-colleague --from FILE"


class OtherFile(NamedTuple):
    """A kind of file: how its first bytes are recognised, what it is called, what to do instead."""

    pattern: re.Pattern[bytes]
    kind: str
    hint: str


def _kind(pattern: bytes, kind: str, hint: str) -> OtherFile:
    return OtherFile(re.compile(pattern, re.DOTALL | re.IGNORECASE), kind, hint)


# From the formats' own descriptions of their first bytes; the first that fits is said.
BINARY_FILES = (
    _kind(rb"PK\x03\x04.{0,400}(word/|mimetypeapplication/vnd\.oasis\.opendocument\.text)", "a text document", _COPY),
    _kind(rb"PK\x03\x04", "a spreadsheet or zip file", _OPEN_AND_SAVE),
    _kind(rb"\xd0\xcf\x11\xe0", "an old Excel or Word file", _OPEN_AND_SAVE),
    _kind(rb"%PDF", "a PDF", _COPY),
    _kind(rb"\{\\rtf", "a text document", _COPY),
    _kind(rb"SQLite format 3", "a database", "to use it as your book: refer --book FILE list"),
    _kind(rb"\x00\x01\x00\x00Standard (Jet|ACE) DB", "an Access database", _OPEN_AND_SAVE),
    _kind(rb"(\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM.{4}\x00{4}|.{4}ftyp(heic|mif1))", "an image", _COPY),
    _kind(rb"(\x1f\x8b|7z\xbc\xaf|Rar!|BZh)", "a packed file", "unpack it first"),
    _kind(rb"!BDN", "an Outlook data file", "in Outlook: File, Open & Export, Import/Export, export contacts as CSV"),
)
TEXT_FILES = (
    _kind(rb"\s*BEGIN:VCARD", "a vCard file", _ONE_PERSON),
    _kind(rb"\s*BEGIN:VCALENDAR", "a calendar file", "export the contacts instead"),
    _kind(rb"\s*<(!doctype html|html|head|body)", "a web page", _ONE_PERSON),
    _kind(rb"\s*<\?xml", "an XML file", _OPEN_AND_SAVE),
    _kind(rb"\s*(\+\+\+|---|#{1,6} )", "a page of text", _ONE_PERSON),
    _kind(
        rb"((return-path|received|delivered-to|from|message-id|mime-version): [^\r\n]*\r?\n)", "an e-mail", _ONE_PERSON
    ),
    _kind(rb"\s*(\{|\[\s*[\[{\"])", "a JSON file", "its form is none that I know; save the people as CSV"),
)
_NO_TEXT = _kind(rb"(?!)", "not a text file", "save the table as .xlsx or as CSV (UTF-8)")


def other_file(opened: Opened) -> OtherFile | None:
    """The other kind of file that this one plainly is, or None."""
    for other in BINARY_FILES:
        if other.pattern.match(opened.start):
            return other
    if opened.encoding is None:
        return _NO_TEXT
    beginning = opened.first_text.encode("utf-8")
    return next((other for other in TEXT_FILES if other.pattern.match(beginning)), None)


def refused_file(opened: Opened) -> Refused:
    """The refusal of a file that no format reads: what it is, and which command is right."""
    from shlex import quote

    other = other_file(opened) or _NO_TEXT
    return Refused(f"{opened.name} is {other.kind}.", other.hint.replace("FILE", quote(str(opened.path))))
