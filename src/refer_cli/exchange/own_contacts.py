"""A contact that `refer export` wrote comes back as the same card: exactly, but for what was changed on a telephone."""

from __future__ import annotations

from datetime import date

from refer_cli.capture.contacts import Contact
from refer_cli.errors import ReferError
from refer_cli.exchange.column_words import DATE_ENDING
from refer_cli.exchange.field_days import field_day
from refer_cli.exchange.incoming import Incoming, Unread
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.family_names import name_parts
from refer_cli.fields.shared_facts import NOTE_DAY, SHARED_LABELS
from refer_cli.fields.spelling import parse_value
from refer_cli.fields.values import Value
from refer_cli.folding import fold

_FOR_PEOPLE = tuple(f"{label}: " for label in SHARED_LABELS)


def without_own(contact: Contact) -> Contact:
    """The contact without what was written for people alone: the lines of the note, the label, the letters."""
    own = dict(contact.own)
    note = [line for line in contact.note.splitlines() if not line.startswith((*_FOR_PEOPLE, NOTE_DAY))]
    labels = tuple(label for label in contact.labels if label not in _labels(own.get("label", "")))
    same_name = _same_name(contact, own.get("name", ""))
    return contact._replace(
        note="\n".join(note),
        labels=labels,
        suffix="" if same_name else contact.suffix,
        shown="" if contact.first and contact.last else contact.shown,
    )


def with_own(row: Incoming, contact: Contact, today: date) -> Incoming:
    """The row with the facts that `refer export` wrote for itself; a private one is not taken from anybody's file."""
    own = dict(contact.own)
    values: dict[str, Value | None] = dict(row.facts.values)
    unread = list(row.unread)
    taken: set[str] = set()
    for name, text in own.items():
        field = BY_NAME.get(name)
        if field is None or field.private or (name == "name" and not _same_name(contact, text)):
            continue
        try:
            # Without a state: a term stands there already, and is not to become what it would mean in that state.
            value = parse_value(name, text, None, True).value
        except ReferError:
            unread.append(Unread(name, text))
            continue
        if value is not None:
            values[name] = value
            taken.add(name)
    dated: dict[str, str] = {}
    for name in taken | set(row.facts.values):
        cell = own.get(name + DATE_ENDING)
        if cell is None or name not in values:
            continue
        try:
            dated[name] = field_day(cell, name, values, row.facts.as_of, today)
        except ReferError:
            unread.append(Unread(name + DATE_ENDING, cell))
    facts = row.facts._replace(
        values=values, dated={name: day for name, day in dated.items() if day != row.facts.as_of}
    )
    return row._replace(facts=facts, file_dated=row.file_dated | taken, unread=tuple(unread))


def _same_name(contact: Contact, name: str) -> bool:
    parts = name_parts(name)
    return bool(name) and (fold(parts.given), fold(parts.family)) == (fold(contact.first), fold(contact.last))


def _labels(text: str) -> list[str]:
    return [text, *(part.strip() for part in text.replace(";", ",").split(","))]
