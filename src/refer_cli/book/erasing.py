"""Erases somebody, or a client's label, from one file of the book: rows, journal, search, facets. No undo.

What vanishes is a row with all that the journal ever kept of it, so each row's own history stays whole or is gone,
and what is left can still be taken back. An empty place stays where a card was (see book/leaving.py), so that offers
and outcomes that the journal puts back have something to point at.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from refer_cli.book import connection as opener
from refer_cli.book import index_refresh, leaving, statements
from refer_cli.book.bulk_rows import NEWCOMERS
from refer_cli.book.mentions import Mentions
from refer_cli.book.triggers import columns
from refer_cli.book.whereabouts import Life
from refer_cli.matching.facets import office_name
from refer_cli.network.labels import same_label

UNFINISHED = "erasing is unfinished"
"""The setting of a book in which something was erased, and whose file is not swept yet."""
_OPEN = "INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, FALSE, TRUE)"
_TEXTS = {
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
_NAMED_ONCE = {"tie": "name", "listing": "name", "peer_group": "name", "tag_cadence": "tag"}
"""Of these, the texts by which a row is told from others."""

Image = dict[str, Any]


class Wanted(NamedTuple):
    """What is to be erased from one file: somebody by their numbers there, or a client by a label.

    `mentions` finds them in words about others; `blank` says whether those are blanked. What was asked for on one of
    `request_days` goes too. Up to the step `over` nothing can be taken back (see `Whereabouts`).
    """

    lives: dict[int, Life]
    label: str | None
    mentions: Mentions
    blank: bool
    request_days: frozenset[str] = frozenset()
    over: int = 0


class Erased(NamedTuple):
    """How much went from one file: cards, other rows, images in the journal, whole steps, mentions blanked."""

    cards: int
    rows: int
    images: int
    steps: int
    mentions: int


class Mention(NamedTuple):
    """A place where a name stands in words about something else: the table, whose row, the field, and the text."""

    table: str
    colleague_id: int | None
    field: str
    text: str


def mentions_in(connection: sqlite3.Connection, wanted: Wanted) -> list[Mention]:
    """Where they are named in rows that stay."""
    found = []
    doomed = _Doomed(connection, wanted)
    for table, row in _texts(connection):
        if not doomed.live(table, row):
            number = row.get("id") if table == "colleague" else row.get("colleague_id")
            found += [
                Mention(table, number, field, row[field])
                for field in _TEXTS[table]
                if isinstance(row.get(field), str) and wanted.mentions.spans(row[field])
            ]
    return found


def erase_rows(connection: opener.Handle, wanted: Wanted, today: str, *, mark: bool) -> Erased:
    """Erase within an open transaction. Steps that were taken back go too: they cannot be done again.

    `mark` leaves a mark in the book that its file is to be swept (`sweep`, `finished`).
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute(_OPEN)
    undone = connection.execute("DELETE FROM step WHERE undone").rowcount
    undone += connection.execute("DELETE FROM step WHERE id <= ?", (wanted.over,)).rowcount
    doomed = _Doomed(connection, wanted)
    renamed = _Renamed(connection, wanted)
    points = [row for number in wanted.lives for row in connection.execute(_POINT, (number,)) if row[0] is not None]
    images = _erase_images(connection, doomed, renamed)
    steps = connection.execute(
        "DELETE FROM step WHERE NOT EXISTS (SELECT 1 FROM change WHERE change.step_id = step.id)"
    ).rowcount
    _reword_steps(connection, wanted)
    cards, rows = _erase_live(connection, doomed, today)
    mentions = _blank_live(connection, renamed) if wanted.blank else 0
    rows += _delete(connection, "request", "day", wanted.request_days)
    _refresh(connection, points)
    if mark:
        connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (UNFINISHED, today))
    connection.execute("DELETE FROM open_step")
    return Erased(cards, rows, images, steps + undone, mentions)


_POINT = "SELECT lat, lon FROM colleague WHERE id = ?"


def _living(connection: sqlite3.Connection) -> set[int]:
    return {row[0] for row in connection.execute("SELECT id FROM colleague")}


class _Doomed:
    """Which rows go, with their whole history."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted) -> None:
        self.lives = wanted.lives
        self.ids = set(wanted.lives)
        self._connection = connection
        self.referrals = self._referrals(wanted.label) if wanted.label is not None else set()
        self.follow_ups = self._of("follow_up", "referral_id", self.referrals) if self.referrals else set()
        self.meetings = self._meetings() if self.ids else set()

    def live(self, table: str, row: Image) -> bool:
        """Whether this row of the book goes."""
        return self._goes(table, row, ALWAYS_NOW)

    def image(self, table: str, step: int, *images: Image | None) -> bool:
        """Whether what the journal kept of a row in a step goes."""
        return any(self._goes(table, image, step) for image in images if image is not None)

    def _goes(self, table: str, row: Image, step: int) -> bool:
        if table == "setting":
            return leaving.is_about(str(row["name"]), str(row["value"]), self.ids)
        if table == "meeting":
            return row["id"] in self.meetings
        if table == "meeting_colleague" and row["meeting_id"] in self.meetings:
            return True
        if table == "follow_up" and row["id"] in self.follow_ups:
            return True
        if table == "referral":
            return row["id"] in self.referrals
        if table in ("referral_option", "outcome", "snooze") and row["referral_id"] in self.referrals:
            return True
        number = row.get("id") if table == "colleague" else row.get("colleague_id")
        if number not in self.ids or table in leaving.REFERRED:
            return False
        life: Life = self.lives[number]
        return life.holds(step)

    def _referrals(self, label: str) -> set[int]:
        return {row["id"] for row in self._every("referral") if same_label(row.get("label"), label)}

    def _of(self, table: str, column: str, numbers: set[int]) -> set[int]:
        return {row["id"] for row in self._every(table) if row.get(column) in numbers}

    def _meetings(self) -> set[int]:
        """Meetings with nobody else, neither now nor as far as the journal goes back, and with no group."""
        theirs: set[int] = set()
        others: set[int] = set()
        for row in self._every("meeting_colleague"):
            (theirs if row["colleague_id"] in self.ids else others).add(row["meeting_id"])
        others |= {row["id"] for row in self._every("meeting") if row.get("group_id") is not None}
        return theirs - others

    def _every(self, table: str) -> Iterator[Image]:
        """Every row of a table that there is, and every one that the journal kept."""
        if _there(self._connection, table):
            yield from _rows(self._connection, table)
        for images in self._connection.execute("SELECT before, after FROM change WHERE table_name = ?", (table,)):
            yield from (json.loads(image) for image in images if image is not None)


ALWAYS_NOW = 2**62


class _Renamed:
    """Texts that name them, and what stands there afterwards; a text that tells rows apart stays the only one."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted) -> None:
        self.blank = wanted.blank
        self._mentions = wanted.mentions
        self._names: dict[str, dict[str, str]] = {}
        if wanted.blank:
            for table, column in _NAMED_ONCE.items():
                self._names[table] = self._only_ones(connection, table, column)

    def image(self, table: str, image: Image | None) -> Image | None:
        """The image without the mentions; the same one where there are none."""
        if image is None or table not in _TEXTS or not self.blank:
            return image
        changed = {field: new for field in _TEXTS[table] if (new := self.text(table, field, image.get(field)))}
        return {**image, **changed} if changed else image

    def text(self, table: str, field: str, text: object) -> str | None:
        """What stands in place of a text that names them; None where it does not."""
        if not isinstance(text, str) or not self._mentions.spans(text):
            return None
        if _NAMED_ONCE.get(table) == field:
            return self._names[table].get(text)
        return self._mentions.blanked(text)

    def _only_ones(self, connection: sqlite3.Connection, table: str, column: str) -> dict[str, str]:
        texts: set[str] = set()
        if _there(connection, table):
            texts.update(row[0] for row in connection.execute(f'SELECT DISTINCT "{column}" FROM {table}'))
        for images in connection.execute("SELECT before, after FROM change WHERE table_name = ?", (table,)):
            texts.update(str(json.loads(image)[column]) for image in images if image is not None)
        named = sorted(text for text in texts if self._mentions.spans(text))
        taken = texts - set(named)
        new: dict[str, str] = {}
        for text in named:
            blanked = self._mentions.blanked(text)
            other, number = blanked, 1
            while other in taken:
                number += 1
                other = f"{blanked} {number}"
            taken.add(other)
            new[text] = other
        return new


def _erase_images(connection: sqlite3.Connection, doomed: _Doomed, renamed: _Renamed) -> int:
    """Take out of the journal what goes, and the mentions out of what stays; how many images went."""
    gone: list[tuple[int]] = []
    changed: list[tuple[str, str | None, str | None, int]] = []
    rows = connection.execute("SELECT sequence, step_id, table_name, row_key, before, after FROM change")
    for sequence, step, table, _, before_text, after_text in rows:
        if table == NEWCOMERS:
            continue
        before, after = (None if text is None else json.loads(text) for text in (before_text, after_text))
        if doomed.image(table, step, before, after):
            gone.append((sequence,))
            continue
        new_before, new_after = (_unpointed(doomed, table, renamed.image(table, image)) for image in (before, after))
        if new_before != before or new_after != after:
            kept = new_after if new_after is not None else new_before or {}
            key = json.dumps([kept[name] for name in columns(connection, table).key], ensure_ascii=False)
            changed.append((key, _dumped(new_before), _dumped(new_after), sequence))
    connection.executemany("DELETE FROM change WHERE sequence = ?", gone)
    connection.executemany("UPDATE change SET row_key = ?, before = ?, after = ? WHERE sequence = ?", changed)
    return len(gone)


def _unpointed(doomed: _Doomed, table: str, image: Image | None) -> Image | None:
    """The image of a task of somebody else, which no longer points at a meeting that goes."""
    if table == "follow_up" and image is not None and image.get("meeting_id") in doomed.meetings:
        return {**image, "meeting_id": None}
    return image


def _dumped(image: Image | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def _reword_steps(connection: sqlite3.Connection, wanted: Wanted) -> None:
    """What a step did is told without the name, also where mentions stay: these words are the program's own."""
    for number, what in connection.execute("SELECT id, what FROM step").fetchall():
        if (new := wanted.mentions.blanked(what)) != what:
            connection.execute("UPDATE step SET what = ? WHERE id = ?", (new, number))


def _erase_live(connection: opener.Handle, doomed: _Doomed, today: str) -> tuple[int, int]:
    """Take out the rows that go; how many cards, and other rows. An empty place stays for each number."""
    cards = rows = 0
    living = _living(connection)
    for number in doomed.lives:
        if number not in living:
            connection.execute(
                "INSERT INTO colleague (id, name, as_of, source, created_on, archived_on) VALUES (?, ?, ?, 'me', ?, ?)",
                (number, leaving.empty_place(number), today, today, statements.GONE),
            )
        else:
            for table in filter(lambda table: _there(connection, table), leaving.OF_THE_PERSON):
                rows += _delete(connection, table, "colleague_id", {number})
            cards += connection.execute(
                "SELECT count(*) FROM colleague WHERE id = ? AND archived_on IS NOT ?", (number, statements.GONE)
            ).fetchone()[0]
            leaving.empty(connection, number, today)
    rows += _delete(connection, "meeting", "id", doomed.meetings)
    rows += _delete(connection, "follow_up", "id", doomed.follow_ups)
    for table in ("outcome", "referral_option", "snooze"):
        rows += _delete(connection, table, "referral_id", doomed.referrals)
    rows += _delete(connection, "referral", "id", doomed.referrals)
    rows += _delete(connection, "setting", "name", leaving.settings_about(connection, doomed.ids))
    return cards, rows


def _delete(connection: sqlite3.Connection, table: str, column: str, values: Iterable[object]) -> int:
    return sum(
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (value,)).rowcount for value in list(values)
    )


def _blank_live(connection: sqlite3.Connection, renamed: _Renamed) -> int:
    """Blank the mentions in the rows that stay; in how many texts."""
    blanked = 0
    for table, row in list(_texts(connection)):
        new = {field: text for field in _TEXTS[table] if (text := renamed.text(table, field, row.get(field)))}
        if not new:
            continue
        key = columns(connection, table).key
        settings = ", ".join(f'"{field}" = ?' for field in new)
        where = " AND ".join(f'"{name}" = ?' for name in key)
        keyed = [row[name] for name in key]
        connection.execute(f"UPDATE {table} SET {settings} WHERE {where}", [*new.values(), *keyed])
        blanked += len(new)
    return blanked


def _refresh(connection: sqlite3.Connection, points: Iterable[tuple[float, float]]) -> None:
    """Make what is derived again; of an older book nothing, because bringing it up makes all of it."""
    if opener.schema_version(connection) == opener.SCHEMA_VERSION:
        index_refresh.refresh_marked(connection)
        for lat, lon in points:
            if not connection.execute("SELECT 1 FROM facet WHERE name = ?", (office_name((lat, lon)),)).fetchone():
                connection.execute("DELETE FROM place WHERE lat = ? AND lon = ?", (lat, lon))
    else:
        for table in filter(lambda table: _there(connection, table), ("search", "facet", "card_facets", "place")):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM dirty")
    if _there(connection, "search"):
        # A deleted text leaves its words in the index until this is done.
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")


def is_unfinished(connection: sqlite3.Connection) -> bool:
    """Whether an erasing was cut short after its rows were gone and before the file was swept."""
    return bool(connection.execute(statements.SETTING, {"name": UNFINISHED}).fetchone())


def finished(connection: opener.Handle) -> None:
    """Take the mark away, once the file is swept."""
    with opener.transaction(connection):
        connection.execute(_OPEN)
        connection.execute("DELETE FROM setting WHERE name = ?", (UNFINISHED,))
        connection.execute("DELETE FROM open_step")


def _texts(connection: sqlite3.Connection) -> Iterator[tuple[str, Image]]:
    for table in _TEXTS:
        if _there(connection, table):
            yield from ((table, row) for row in _rows(connection, table))


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[Image]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _there(connection: sqlite3.Connection, table: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone())
