"""Erases somebody, or a client's label, from one file of the book: rows, journal, search, facets. No undo.

What vanishes is a row with all that the journal ever kept of it, so each row's own history stays whole or is gone,
and what is left can still be taken back. An empty place stays where a card was (see book/leaving.py), so that offers
and outcomes that the journal puts back have something to point at.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from refer_cli.book import client_steps, index_refresh, leaving, statements
from refer_cli.book import connection as opener
from refer_cli.book.bulk_rows import NEWCOMERS
from refer_cli.book.client_steps import Touched
from refer_cli.book.mentions import ERASED, Mentions, Span, blanked
from refer_cli.book.own_words import (
    EMPTIED,
    EMPTIED_WHERE_ALONE,
    NAMED_ONCE,
    TEXTS,
    Image,
    fields_of,
    is_certain,
    is_there,
    kind_of,
    live_texts,
    may_name,
    rows_of,
)
from refer_cli.book.perhaps_named import Cluster, Perhaps, Place, clusters
from refer_cli.book.triggers import columns
from refer_cli.book.whereabouts import Life
from refer_cli.matching.facets import office_name
from refer_cli.network.labels import same_label
from refer_cli.records import NamedTuple

UNFINISHED = "erasing is unfinished"
"""The setting of a book in which something was erased, and whose file is not swept yet."""
_OPEN = "INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, FALSE, TRUE)"


class Wanted(NamedTuple):
    """What is to be erased from one file: somebody by their numbers there, or a client by a label, or words alone.

    `mentions` finds them in words about others; `blank` says whether those are blanked. `perhaps` finds where they may
    be named, of which the places `agreed` are blanked, all of them where it is None. What was asked for on one of
    `request_days` goes too. Up to the step `over` nothing can be taken back (see `Whereabouts`).
    """

    lives: dict[int, Life]
    label: str | None
    mentions: Mentions
    blank: bool
    perhaps: Perhaps = Perhaps()
    agreed: frozenset[Place] | None = frozenset()
    request_days: frozenset[str] = frozenset()
    over: int = 0

    def agrees(self, place: Place) -> bool:
        """Whether what is at this place goes."""
        return self.agreed is None or place in self.agreed


class Erased(NamedTuple):
    """How much went from one file: cards, other rows, images in the journal, whole steps, mentions blanked; and of the
    places that may be about whom it was, how many were blanked and how many are left, in rows and in the journal."""

    cards: int
    rows: int
    images: int
    steps: int
    mentions: int
    unsure_blanked: int
    unsure_left: int


class Mention(NamedTuple):
    """A place where a name stands in words about something else: the table, whose row, its kind in words, the text."""

    table: str
    colleague_id: int | None
    kind: str
    text: str


class Unsure(NamedTuple):
    """What stands at a place that may be about somebody: whose row it is (or the day of a meeting), the text there and
    the mentions in it; and in how many texts of rows it stands, 0 where the journal alone has it."""

    place: Place
    whose: int | str | None
    text: str
    cluster: Cluster
    rows: int

    @property
    def times(self) -> int:
        """How often it counts: once for each row that has it, and once where none has."""
        return max(1, self.rows)


def mentions_in(connection: sqlite3.Connection, wanted: Wanted) -> list[Mention]:
    """Where they are named in rows that stay."""
    found = []
    doomed = _Doomed(connection, wanted)
    for table, row in live_texts(connection):
        if not doomed.live(table, row):
            found += [
                Mention(table, _number(table, row), kind_of(table, row, field), row[field])
                for field in TEXTS.get(table, ())
                if isinstance(row.get(field), str) and wanted.mentions.spans(row[field])
            ]
    return found


def unsure_in(connection: sqlite3.Connection, wanted: Wanted) -> list[Unsure]:
    """Every place of rows and journal that may be about them, each once; rows come first.

    What was taken back goes with the erasing, and is left out.
    """
    doomed = _Doomed(connection, wanted)
    places: dict[Place, Unsure] = {}
    for table, row in live_texts(connection):
        if not doomed.live(table, row):
            for unsure in _unsure(wanted, table, row):
                known = places.setdefault(unsure.place, unsure)
                places[unsure.place] = known._replace(rows=known.rows + 1)
    for step, table, *texts in connection.execute(_KEPT_IMAGES, (wanted.over,)):
        images = [json.loads(text) for text in texts if text is not None]
        if table == NEWCOMERS or doomed.image(table, step, *images):
            continue
        for image in images:
            for unsure in _unsure(wanted, table, image):
                places.setdefault(unsure.place, unsure)
    return list(places.values())


_KEPT_IMAGES = (
    "SELECT step_id, table_name, before, after FROM change"
    " WHERE step_id IN (SELECT id FROM step WHERE NOT undone AND id > ?) ORDER BY sequence DESC"
)


def _unsure(wanted: Wanted, table: str, row: Image) -> Iterator[Unsure]:
    for field in fields_of(table):
        text = row.get(field)
        if isinstance(text, str):
            for cluster in _unsure_clusters(wanted, table, row, field):
                place = Place(kind_of(table, row, field), cluster.words)
                whose = row.get("on_day") if table == "meeting" else _number(table, row)
                yield Unsure(place, whose, text, cluster, 0)


def times(unsure: Iterable[Unsure], agreed: frozenset[Place] | None) -> tuple[int, int]:
    """How often what may be about somebody stands at places that were agreed on (None: all), and at others."""
    gone = left = 0
    for each in unsure:
        if agreed is None or each.place in agreed:
            gone += each.times
        else:
            left += each.times
    return gone, left


def _unsure_clusters(wanted: Wanted, table: str, row: Image, field: str) -> list[Cluster]:
    """Where a text may be about them; what is certain is not among it, but for the facts of somebody else."""
    text = row[field]
    certain = wanted.mentions.spans(text)
    if is_certain(table, field):
        found = wanted.perhaps.clusters(text, certain)
    else:
        found = clusters(text, sorted([*certain, *wanted.perhaps.spans(text, certain)]))
    return found if found and may_name(table, row, field) else []


def _number(table: str, row: Image) -> int | None:
    number: int | None = row.get("id") if table == "colleague" else row.get("colleague_id")
    return number


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
    unsure = unsure_in(connection, wanted)
    unsure_gone, unsure_left = times(unsure, wanted.agreed)
    points = [row for number in wanted.lives for row in connection.execute(_POINT, (number,)) if row[0] is not None]
    touched = client_steps.steps_of_client(connection, doomed.image) if doomed.referrals else []
    images = client_steps.settle(connection, touched) + _erase_images(connection, doomed, renamed)
    steps = connection.execute(
        "DELETE FROM step WHERE NOT EXISTS (SELECT 1 FROM change WHERE change.step_id = step.id)"
    ).rowcount
    _reword_steps(connection, wanted)
    _reword_steps_of_client(connection, touched, doomed.referrals)
    heard_of = {
        row["colleague_id"] for row in _every_row(connection, "outcome") if row["referral_id"] in doomed.referrals
    }
    cards, rows = _erase_live(connection, doomed, today)
    client_steps.forget_outcome_behind(connection, heard_of.union(*(each.colleagues for each in touched)))
    mentions = _blank_live(connection, renamed)
    rows += _delete(connection, "request", "day", wanted.request_days)
    _refresh(connection, points)
    if mark:
        connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (UNFINISHED, today))
    connection.execute("DELETE FROM open_step")
    return Erased(cards, rows, images, steps + undone, mentions, unsure_gone, unsure_left)


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
        return {row["id"] for row in _every_row(self._connection, "referral") if same_label(row.get("label"), label)}

    def _of(self, table: str, column: str, numbers: set[int]) -> set[int]:
        return {row["id"] for row in _every_row(self._connection, table) if row.get(column) in numbers}

    def _meetings(self) -> set[int]:
        """Meetings with nobody else, neither now nor as far as the journal goes back, and with no group."""
        theirs: set[int] = set()
        others: set[int] = set()
        for row in _every_row(self._connection, "meeting_colleague"):
            (theirs if row["colleague_id"] in self.ids else others).add(row["meeting_id"])
        others |= {row["id"] for row in _every_row(self._connection, "meeting") if row.get("group_id") is not None}
        return theirs - others


ALWAYS_NOW = 2**62


class _Renamed:
    """Texts that name them, and what stands there afterwards; a text that tells rows apart stays the only one."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted) -> None:
        self._wanted = wanted
        self._names = self._only_ones(connection)

    def image(self, table: str, image: Image | None) -> Image | None:
        """The image without the mentions; the same one where there are none."""
        if image is None:
            return None
        return {**image, **self.changes(table, image)}

    def changes(self, table: str, row: Image) -> dict[str, str | None]:
        """What stands in place of the texts of a row that name them."""
        new: dict[str, str | None] = {}
        for field in fields_of(table):
            text = row.get(field)
            if not isinstance(text, str) or not (spans := self._spans(table, row, field)):
                continue
            if NAMED_ONCE.get(table) == field:
                new[field] = self._names[kind_of(table, row, field)][text]
            else:
                new[field] = _without(table, field, text, spans)
        return new

    def _spans(self, table: str, row: Image, field: str) -> list[Span]:
        """What goes out of a text."""
        kind = kind_of(table, row, field)
        certain = self._wanted.mentions.spans(row[field]) if self._wanted.blank and is_certain(table, field) else []
        agreed = [
            span
            for cluster in _unsure_clusters(self._wanted, table, row, field)
            if self._wanted.agrees(Place(kind, cluster.words))
            for span in cluster.spans
        ]
        return sorted([*certain, *agreed])

    def _only_ones(self, connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
        """By the kind of text, what stands for each text that tells a row from others."""
        named: dict[str, dict[str, list[Span]]] = {}
        texts: dict[str, set[str]] = {}
        for table, field in NAMED_ONCE.items():
            for row in _every_row(connection, table):
                if isinstance(row.get(field), str):
                    kind = kind_of(table, row, field)
                    texts.setdefault(kind, set()).add(row[field])
                    if spans := self._spans(table, row, field):
                        named.setdefault(kind, {})[row[field]] = spans
        new: dict[str, dict[str, str]] = {}
        for kind, theirs in named.items():
            taken = texts[kind] - theirs.keys()
            new[kind] = {}
            for text, spans in sorted(theirs.items()):
                other = whole = blanked(text, spans)
                number = 1
                while other in taken:
                    number += 1
                    other = f"{whole} {number}"
                taken.add(other)
                new[kind][text] = other
        return new


def _without(table: str, field: str, text: str, spans: list[Span]) -> str | None:
    """What stands in a field afterwards; None is not known."""
    left = blanked(text, spans)
    is_emptied = field in EMPTIED or (field in EMPTIED_WHERE_ALONE and left == ERASED)
    return None if table == "colleague" and is_emptied else left


def _every_row(connection: sqlite3.Connection, table: str) -> Iterator[Image]:
    """Every row of a table that there is, and every one that the journal kept."""
    if is_there(connection, table):
        yield from rows_of(connection, table)
    for images in connection.execute("SELECT before, after FROM change WHERE table_name = ?", (table,)):
        yield from (json.loads(image) for image in images if image is not None)


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
        certain = wanted.mentions.spans(what)
        if (new := blanked(what, sorted([*certain, *wanted.perhaps.spans(what, certain)]))) != what:
            connection.execute("UPDATE step SET what = ? WHERE id = ?", (new, number))


def _reword_steps_of_client(connection: sqlite3.Connection, touched: Iterable[Touched], referrals: set[int]) -> None:
    """What is left of a step that wrote of the client is told without the client."""
    number = re.compile(rf"\breferral (?:{'|'.join(map(str, sorted(referrals)))})\b") if referrals else None
    for each in touched:
        for (what,) in connection.execute("SELECT what FROM step WHERE id = ?", (each.step,)).fetchall():
            new = f"add {' and '.join(each.born)}" if each.born else ERASED
            if not each.alone and number is not None:
                new = number.sub(ERASED, what)
            connection.execute("UPDATE step SET what = ? WHERE id = ?", (new, each.step))


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
            for table in filter(lambda table: is_there(connection, table), leaving.OF_THE_PERSON):
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
    changed = 0
    for table, row in list(live_texts(connection)):
        new = renamed.changes(table, row)
        if not new:
            continue
        key = columns(connection, table).key
        settings = ", ".join(f'"{field}" = ?' for field in new)
        where = " AND ".join(f'"{name}" = ?' for name in key)
        keyed = [row[name] for name in key]
        connection.execute(f"UPDATE {table} SET {settings} WHERE {where}", [*new.values(), *keyed])
        changed += len(new)
    return changed


def _refresh(connection: sqlite3.Connection, points: Iterable[tuple[float, float]]) -> None:
    """Make what is derived again; of an older book nothing, because bringing it up makes all of it."""
    if opener.schema_version(connection) == opener.SCHEMA_VERSION:
        index_refresh.refresh_marked(connection)
        for lat, lon in points:
            if not connection.execute("SELECT 1 FROM facet WHERE name = ?", (office_name((lat, lon)),)).fetchone():
                connection.execute("DELETE FROM place WHERE lat = ? AND lon = ?", (lat, lon))
    else:
        for table in filter(lambda table: is_there(connection, table), ("search", "facet", "card_facets", "place")):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM dirty")
    if is_there(connection, "search"):
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
