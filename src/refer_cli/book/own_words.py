"""Every text of the book in which somebody may be named in words of one's own, and what kind of text it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from refer_cli.book.mentions import words_of
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.vocabulary.normaliser import vocabulary

Image = dict[str, Any]
TEXTS = {
    "colleague": ("notes", "introduced_by", "do_not_refer", "hours", "contact_by"),
    "tie": ("name", "source"),
    "listing": ("name", "source"),
    "fact": ("source",),
    "meeting": ("note",),
    "follow_up": ("detail",),
    "peer_group": ("name", "place", "link", "note"),
    "reason": ("title",),
    "profile": ("value",),
    "tag_cadence": ("tag",),
}
"""Where anybody may be named in words of one's own."""
FACTS = {
    "colleague": ("practice", "street", "website", "email", "gender", "faith"),
    "specialty": ("name",),
    "panel": ("name",),
}
"""Facts of somebody else that may hold a name all the same ("Birch & Elm Counseling"). None of it is certain."""
EMPTIED = frozenset({*FACTS["colleague"], "hours", "contact_by"})
"""Of these fields of a card nothing stays where a name is taken out: others read them in what is shared, and what would
be left is an address that leads nowhere, or a practice that nobody has."""
EMPTIED_WHERE_ALONE = frozenset({"introduced_by"})
"""Of these nothing stays where the name was all that they held."""
SELF_DESCRIBED = frozenset(
    (
        "christian", "protestant", "catholic", "orthodox", "evangelical", "baptist", "methodist", "lutheran",
        "quaker", "mormon", "jewish", "muslim", "islam", "buddhist", "hindu", "sikh", "jain", "bahai", "pagan",
        "atheist", "agnostic", "spiritual", "man", "woman", "male", "female", "trans", "nonbinary",
    )
)  # fmt: skip
"""Words of gender and faith that are names of people as well (Christian, Jain, Male): there they name nobody."""
NAMED_ONCE = {
    "tie": "name",
    "listing": "name",
    "peer_group": "name",
    "tag_cadence": "tag",
    "specialty": "name",
    "panel": "name",
}
"""The texts by which a row is told from others."""
_KINDS = {
    ("tie", "name"): "ties",
    ("peer_group", "name"): "groups",
    ("peer_group", "note"): "note on a group",
    ("peer_group", "place"): "place of a group",
    ("peer_group", "link"): "page of a group",
    ("tag_cadence", "tag"): "tags",
    ("specialty", "name"): "specialties",
    ("panel", "name"): "panels",
    ("meeting", "note"): "meeting",
    ("follow_up", "detail"): "what is due",
    ("reason", "title"): "reason of your own",
    ("profile", "value"): "your own practice",
}


def fields_of(table: str) -> tuple[str, ...]:
    """The columns of a table in which somebody may be named."""
    return (*TEXTS.get(table, ()), *FACTS.get(table, ()))


def kind_of(table: str, row: Image, field: str) -> str:
    """What kind of text it is, in words: a group's name is of one kind on a card and among the groups."""
    if table == "listing" and field == "name":
        return str(row.get("field"))
    return _KINDS.get((table, field), field.replace("_", " "))


def is_certain(table: str, field: str) -> bool:
    """Whether a whole name there means whoever bears it."""
    return field in TEXTS.get(table, ())


def may_name(table: str, row: Image, field: str) -> bool:
    """Whether a part of a name there may mean somebody: not in a word of the vocabularies, nor in my own name."""
    if field == "source":
        return False
    if field in ("gender", "faith"):
        return SELF_DESCRIBED.isdisjoint(words_of(row[field]))
    if table == "profile":
        return row.get("field") not in ("name", "city")
    kind = {"specialty": "specialties", "panel": "panels"}.get(table) or (
        row.get("field") if table == "listing" else None
    )
    words = BY_NAME[kind].vocabulary if kind in BY_NAME else None
    text = str(row[field])
    return words is None or all(vocabulary(words).find(known) is None for known in (text, text.partition("/")[0]))


def live_texts(connection: sqlite3.Connection) -> Iterator[tuple[str, Image]]:
    """Every row of the book that has such a text."""
    for table in dict.fromkeys((*TEXTS, *FACTS)):
        if is_there(connection, table):
            yield from ((table, row) for row in rows_of(connection, table))


def rows_of(connection: sqlite3.Connection, table: str) -> Iterator[Image]:
    """The rows of a table, each by its columns."""
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def is_there(connection: sqlite3.Connection, table: str) -> bool:
    """Whether the file has this table: one of an older schema may not."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone())
