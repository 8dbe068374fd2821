"""Puts a copy back in the book's place: staged and checked first, into the open book under its own lock.

The copy is read into a file of its own, brought up to date and looked at there. A sound book then takes over its pages
through SQLite's online backup, in one transaction: other processes that have it open read the old book until it is
done and the new one afterwards, and one that is killed leaves the old one. A damaged book is set aside under another
name, never deleted.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from refer_cli.book import connection as opener
from refer_cli.book import copies, location, migrate, statements, triggers
from refer_cli.book.copies import Copy
from refer_cli.errors import BookProblem, DamagedBook, NotABook, Refused
from refer_cli.files import to_disk
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.book import seal

WHY = "restore"
STAGE_SECONDS = 3_600
"""A staged copy that is older was left by a process that was killed."""
PAGES = 8
"""How many pages a turn copies; fewer than any book has, so that the first turn can still be taken back."""
TRIES = 3
OF_A_CARD = ("specialty", "panel", "tie", "listing", "fact")
"""What makes a colleague's card, beside the row of the colleague."""
COUNTED = (
    "referral",
    "outcome",
    "meeting",
    "follow_up",
    "goal",
    "peer_group",
    "profile",
    "reason",
    "reason_weight",
    "cadence",
    "setting",
    "request",
    "step",
)
"""The other tables of which a person is told how many rows there are."""
_REST = sorted({*triggers.JOURNALED} - {"colleague", *OF_A_CARD, *COUNTED})


class Person(NamedTuple):
    """Somebody in a book."""

    id: int
    name: str


class Rows(NamedTuple):
    """One table in both: how many rows here (the book) and there (the copy), and whether all of them are the same."""

    table: str
    here: int
    there: int
    same: bool


class Preview(NamedTuple):
    """What putting the copy back would change: people in the book alone, in the copy alone, changed; other rows.

    `rest_same`: every table of which nobody is told has the same rows in both.
    """

    only_here: tuple[Person, ...]
    only_there: tuple[Person, ...]
    changed: tuple[Person, ...]
    rows: tuple[Rows, ...]
    rest_same: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the book is as the copy has it."""
        people = self.only_here or self.only_there or self.changed
        return not people and self.rest_same and all(row.same for row in self.rows)


class Restored(NamedTuple):
    """What became of the book that was there: the copy of it that was kept, or where a damaged one was set aside."""

    kept: Copy | None
    aside: Path | None


class _WrittenMeanwhileError(Exception):
    """Another process wrote after the copy of the present book was kept."""


@contextmanager
def staged(copy: Path, path: Path) -> Iterator[Path]:
    """The copy as a file of its own among the book's copies: whole, checked and brought up to date.

    It is removed at the end. Raises BookProblem for a file that is damaged, foreign, newer or not there.
    """
    if not opener.is_there(copy):
        raise BookProblem(f"There is no file {copy}.", "refer restore lists the copies of the book")
    if opener.is_the_book(copy, path):
        raise Refused(f"{copy} is the book itself.", "refer restore lists the copies of the book")
    place = copies.folder(path)
    location.prepare_folder(place / "copy")
    _remove_left(place)
    stage = place / f"{os.getpid()}{copies.STAGED}"
    try:
        _stage(copy, stage)
        yield stage
    finally:
        opener.remove_file(stage)
        with suppress(OSError):
            place.rmdir()  # only where nothing else is in it


def _stage(copy: Path, stage: Path) -> None:
    with opener.explained(copy), closing(opener.connect(copy, writing=False)) as source:
        if not opener.schema_version(source):
            raise opener.not_a_book(copy)
        opener.copy_from(source, copy, stage, Path(f"{stage}{location.UNFINISHED}"), os.replace)
        # What is wrong from here on is nothing of a process that may hold the book.
    with opener.explained(copy), closing(opener.connect(stage, writing=True)) as connection:
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BookProblem(f"{copy} is damaged: some of its rows point at nothing.", "put back another copy")
        migrate.migrate(stage, connection, keeps=False)


def _remove_left(place: Path) -> None:
    for left in place.glob(f"*{copies.STAGED}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > STAGE_SECONDS:
                opener.remove_file(left)


def keep_lock(stage: Path, path: Path, *, sound: bool | None) -> bool:
    """Lock a plain staged copy with the key of the book, where that is locked, or was before it was damaged or lost.

    Whether that was needed. Raises Refused where the key cannot be told: a locked book never becomes a plain one here.
    """
    from refer_cli.book import seal

    with opener.explained(stage), closing(opener.at(stage, "mode=ro", 0)) as connection:
        if connection.sealed:
            return False
    if sound:
        with closing(opener.connect(path, writing=False)) as book:
            key = seal.key_of_handle(book)
    else:
        key = _key_before(path)
    if key is None:
        return False
    from refer_cli.book import sealing

    seal.learned(key)
    sealing.rewrite_copies([(stage, None)], key)
    return True


def _key_before(path: Path) -> seal.Key | None:
    """The key of a book that cannot be read any more, by its copies or its first page; None where it was plain."""
    from refer_cli.book import seal

    copied = [copy.path for copy in copies.copies_of(path)]
    locked = [file for file in (*copied, path) if seal.salt_of(file) is not None]
    for file in locked:
        with suppress(BookProblem), closing(opener.at(file, "mode=ro", 0)) as connection:
            if (key := seal.key_of_handle(connection)) is not None:
                return key
    if locked:
        raise Refused(
            "The book was locked, the copy is not, and the key is not at hand: put back so, it would lie open.",
            f"type the key on a terminal, or let {seal.KEY_FILE} name its file; refer --book NEW.db restore FILE makes"
            " a plain book of it elsewhere",
        )
    return None


def is_sound(path: Path) -> bool | None:
    """Whether the book at the path can be read whole; None where there is none, or nothing in it.

    Raises BookProblem for a file that is no book, unless the book's copies lie beside it; and for one that cannot be
    opened for another reason.
    """
    if not opener.is_there(path) or not path.stat().st_size:
        return None
    try:
        with opener.explained(path), closing(opener.connect(path, writing=False)) as connection:
            if not opener.schema_version(connection):
                return None
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except BookProblem as problem:
        if isinstance(problem, DamagedBook):
            return False
        if isinstance(problem, NotABook) and copies.copies_of(path):
            return False
        raise


def preview(path: Path | None, stage: Path) -> Preview:
    """What would change in the book at `path` (None: there is none that can be read). Raises BookProblem."""
    with opener.explained(stage), closing(opener.connect(stage, writing=False)) as there:
        if path is None:
            people = tuple(sorted(_people(there).values(), key=lambda person: person.id))
            rows = tuple(_counted(table, [], _rows(there, table)) for table in COUNTED)
            return Preview((), people, (), rows)
        with opener.explained(path), closing(opener.connect(path, writing=False)) as here:
            return _compared(here, there)


def _compared(here: opener.Handle, there: opener.Handle) -> Preview:
    before, after = _people(here), _people(there)
    cards, new_cards = _cards(here), _cards(there)
    both = before.keys() & after.keys()
    return Preview(
        tuple(sorted(before[key] for key in before.keys() - both)),
        tuple(sorted(after[key] for key in after.keys() - both)),
        tuple(sorted(before[key] for key in both if cards[key[0]] != new_cards[key[0]])),
        tuple(_counted(table, _rows(here, table), _rows(there, table)) for table in COUNTED),
        all(_rows(here, table) == _rows(there, table) for table in _REST),
    )


def _counted(table: str, here: list[str], there: list[str]) -> Rows:
    return Rows(table, len(here), len(there), same=here == there)


def _rows(connection: opener.Handle, table: str) -> list[str]:
    names = triggers.columns(connection, table).names
    if not names:
        return []  # an older book, which has no such thing
    own = " WHERE NOT canonical" if table == "reason" else ""
    rows = connection.execute(f"SELECT {', '.join(sorted(names))} FROM {table}{own}")
    return sorted(repr(tuple(row)) for row in rows)


def _people(connection: opener.Handle) -> dict[tuple[int, str], Person]:
    """Everybody who has a card, by their number and the day on which it was made: a number may be given again."""
    rows = connection.execute(f"SELECT id, name, created_on FROM colleague WHERE {statements.IN_THE_BOOK}")
    return {(row[0], row[2]): Person(row[0], row[1]) for row in rows}


def _cards(connection: opener.Handle) -> dict[int, list[str]]:
    cards: dict[int, list[str]] = {}
    for table, key in (("colleague", "id"), *((table, "colleague_id") for table in OF_A_CARD)):
        names = sorted(triggers.columns(connection, table).names)
        for number, *values in connection.execute(f"SELECT {key}, {', '.join(names)} FROM {table}"):
            cards.setdefault(number, []).append(f"{table} {values!r}")
    return {number: sorted(rows) for number, rows in cards.items()}


def put_back(
    stage: Path, path: Path, day: str, *, sound: bool | None, on_wait: Callable[[], None] | None = None
) -> Restored:
    """Put the staged copy in the book's place; `sound` is what `is_sound` said. Raises BookProblem, Refused.

    A copy of a sound book is kept before; without that nothing is put back.
    """
    if sound and opener.is_there(path):
        return Restored(_into_open_book(stage, path, day, on_wait), None)
    location.prepare_folder(path)
    aside = None
    try:
        aside = _set_aside(path, day)
        location.name_new(stage, path)
        to_disk(path.absolute().parent)
    except FileExistsError:
        raise opener.gone(path) from None
    except OSError as problem:
        raise BookProblem(
            f"The book {path} cannot be put back: {(problem.strerror or str(problem)).lower()}.",
            "close every other refer, and look at the permissions of the folder",
        ) from problem
    return Restored(None, aside)


def _set_aside(path: Path, day: str) -> Path | None:
    """Give what is left of a book another name, with its log: the name, or None where nothing was there."""
    now = datetime.now().astimezone()
    aside = path.absolute().parent / f"{path.name}{location.DAMAGED}{day}T{now:%H%M%S}"
    empty = path.exists() and not path.stat().st_size
    for ending in ("", "-wal", "-shm", "-journal"):
        left = Path(f"{path}{ending}")
        if left.exists():
            os.replace(left, f"{aside}{ending}")
    if empty:
        aside.unlink()
    return aside if aside.exists() else None


def _into_open_book(stage: Path, path: Path, day: str, on_wait: Callable[[], None] | None) -> Copy:
    with (
        opener.explained(path),
        closing(opener.connect(path, writing=True)) as book,
        closing(opener.connect(path, writing=False)) as watch,
        closing(opener.connect(stage, writing=False)) as source,
    ):
        if book.sealed != source.sealed:
            raise Refused(
                "The copy is locked and the book is not.", "refer lock locks the book; put the copy back then"
            )
        opener.write_ahead(book)
        for _ in range(TRIES):
            with opener.transaction(book, on_wait):
                version = _data_version(watch)
                kept = copies.keep(path, WHY, day)
            try:
                _take_over(source, book, watch, version)
            except _WrittenMeanwhileError:
                continue
            opener.still_there(path, book)
            if opener.row_counts(book) != opener.row_counts(source):
                raise opener.damaged(path)
            return kept
    raise BookProblem("Other refers go on writing the book.", "nothing was changed; close them, then try again")


def _take_over(source: opener.Handle, book: opener.Handle, watch: opener.Handle, version: int | None) -> None:
    """Copy every page, in one transaction of the book. Raises where somebody wrote since `version`."""
    began = time.monotonic()
    held = False

    def turn(status: int, _left: int, _all: int) -> None:
        nonlocal held
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() - began > opener.PATIENCE_SECONDS:
                raise BookProblem("The book is being written by another refer.", "wait for it to end, then try again")
        elif not held:
            held = True  # the book is ours now until the end
            if _data_version(watch) != version:
                raise _WrittenMeanwhileError

    source.backup(book, pages=PAGES, progress=turn, sleep=opener.RETRY_SECONDS)


def _data_version(connection: opener.Handle) -> int | None:
    """What changes with every write of another connection; None where the book is held by ourselves alone."""
    try:
        return int(connection.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.OperationalError as problem:
        if opener.is_busy(problem):
            return None
        raise
