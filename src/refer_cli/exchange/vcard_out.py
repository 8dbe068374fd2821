"""Writes colleagues as contacts: vCard 3.0 (RFC 2426), which every telephone and mail program takes.

4.0 is younger: Outlook and older phones read it in part or not at all. What no property of a contact holds stands in
the note for people, and in `X-REFER-` properties for refer, which takes it back from them exactly.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from refer_cli.capture.contacts import OWN_PROPERTIES
from refer_cli.exchange.colleagues_out import shared_header, shared_row
from refer_cli.exchange.column_words import ROW_DATE
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS
from refer_cli.fields.family_names import name_parts
from refer_cli.fields.shared_facts import NOTE_DAY, shared_facts
from refer_cli.fields.signs import plain_signs
from refer_cli.folding import fold

_OF_A_CONTACT = frozenset({"practice", "email", "phone", "website", "street", "city", "state", "zip"})
"""Fields that a contact has properties for: whoever changes them on a telephone means it."""
_LONGEST_LINE = 75
"""In octets (RFC 2426, 2.6)."""
_PEOPLE = uuid.UUID("5b0c2f5e-6c0e-4d5c-9a55-0d6f0f4f6d1a")


def vcards(cards: Iterable[Card], fields: Collection[str], label: str, today: date) -> bytes:
    """The cards as contacts with these fields, all under one label."""
    lines = (line for card in cards for line in _contact(card, fields, label, today))
    return b"".join(_folded(line) for line in lines)


def _contact(card: Card, fields: Collection[str], label: str, today: date) -> Iterator[str]:
    def told(name: str) -> str:
        return _escaped(card.text(name) or "") if name in fields else ""

    parts, titles = name_parts(card.name), card.letters if "credentials" in fields else ""
    suffix = ", ".join(filter(None, (parts.suffix, titles)))
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//refer//refer//EN"
    yield f"N:{_escaped(parts.family)};{_escaped(parts.given)};;;{_escaped(suffix)}"
    yield f"FN:{_escaped(', '.join(filter(None, (card.name, titles))))}"
    for line, text in (
        ("ORG:", told("practice")),
        ("TEL;TYPE=WORK,VOICE:", told("phone").replace("\\, ext ", "\\;ext=")),
        ("EMAIL;TYPE=INTERNET,WORK:", told("email")),
        ("URL:", told("website")),
    ):
        if text:
            yield line + text
    office = [told(name) for name in ("street", "city", "state", "zip")]
    if any(office):
        yield f"ADR;TYPE=WORK:;;{';'.join(office)};USA"
    note = [f"{fact.label}: {fact.text}" for fact in shared_facts(card, fields, today)]
    if note:
        yield f"NOTE:{_escaped(chr(10).join([*note, NOTE_DAY + card.as_of]))}"
    yield f"CATEGORIES:{_escaped(label)}"
    yield f"REV:{card.as_of}T00:00:00Z"
    marks = [card.text(name) or "" for name in ("email", "phone", "npi") if name in fields]
    if any(marks):  # by its name alone nobody is the same person
        yield f"UID:{uuid.uuid5(_PEOPLE, '|'.join([fold(card.name), *marks]))}"
    yield f"{OWN_PROPERTIES}LABEL:{_escaped(label)}"
    yield from _own_properties(card, fields)
    yield "END:VCARD"


def _own_properties(card: Card, fields: Collection[str]) -> Iterator[str]:
    ours = [field.name for field in FIELDS if field.name in fields]
    dated = frozenset(ours)
    for column, cell in zip(shared_header(ours, dated), shared_row(card, ours, dated), strict=True):
        if cell and column != ROW_DATE and column not in _OF_A_CONTACT:
            yield f"{OWN_PROPERTIES}{column.replace('_', '-').upper()}:{_escaped(cell)}"


def _escaped(text: str) -> str:
    """A text as a value: backslash, comma and semicolon marked, lines in one (RFC 2426, 4)."""
    lines = "\n".join(plain_signs(text).splitlines())
    for sign in "\\,;":
        lines = lines.replace(sign, f"\\{sign}")
    return lines.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no sign parted."""
    pieces: list[bytes] = []
    piece = b""
    for sign in line:
        encoded = sign.encode("utf-8", "replace")
        if len(piece) + len(encoded) > _LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
