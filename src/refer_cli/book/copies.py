"""The copies that the book keeps of itself: where they lie, when each was made and why, and which ones stay.

They lie in a folder beside the book and are for its owner only. A copy bears its name once it is whole, checked by
SQLite and counted against the book, so whatever is listed here was good when it was made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import location
from refer_cli.records import NamedTuple

DAILY = "daily"
BACKUP = "backup"
MIGRATION = "migration"
DAYS, WEEKS, OTHERS = 7, 8, 5
"""What stays: the newest daily copies, before them the newest of each week, and of every other kind the newest."""
KEPT_FOR_GOOD = frozenset({BACKUP})
"""What somebody asked for is not taken away again."""
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)-([a-z-]+)\.db")
STAGED = ".restoring"
"""What a copy is called while it is put back."""
_PASSING = (location.UNFINISHED, STAGED, "-wal", "-shm", "-journal")


class Copy(NamedTuple):
    """A copy of the book: its file, when it was made (ISO day and time, local), and before what or for whom."""

    path: Path
    made_at: str
    why: str

    @property
    def day(self) -> str:
        """The day on which it was made (ISO)."""
        return self.made_at[:10]


def folder(path: Path) -> Path:
    """The folder in which the copies of the book at `path` lie: beside the book itself, also where a link names it."""
    return folder_beside(location.names_of(path)[-1])


def folder_beside(path: Path) -> Path:
    """The folder of copies beside this very name, which may be a link."""
    whole = path.absolute()
    return whole.parent / f"{whole.name}.copies"


def copies_of(path: Path) -> list[Copy]:
    """Every copy of the book, the newest first, as their names tell; no copy is opened.

    Copies that an older refer left beside the book, and files that somebody put into the folder, have the time of
    their file. Those that lie beside a link to the book count, where the book is named by it.
    """
    files: list[Path] = []
    for name in location.names_of(path):
        files += _files(folder_beside(name))
        files += [file for file in location.copies(name) if location.DAMAGED not in file.name]
    return sorted(map(_copy, files), key=lambda copy: (copy.made_at, copy.path.name), reverse=True)


def keep(path: Path, why: str, day: str | None = None) -> Copy:
    """Keep a copy of the book as it stands, checked, and let go of those that are too many.

    The caller holds the book's write lock, so that one process copies at a time and nothing changes meanwhile; what is
    copied is read through a connection of its own. `day` (ISO) is today where it is not given. Raises BookProblem,
    sqlite3.Error or OSError; then no copy was kept, and none was taken away.
    """
    place = folder(path)
    location.prepare_folder(place / "copy")
    with suppress(OSError):
        place.chmod(location.OWNER_ONLY_FOLDER)
    for left in place.glob(f"*{location.UNFINISHED}"):  # of a process that was killed: nobody else is copying
        opener.remove_file(left)
    copy = _new(place, why, day)
    opener.copy_to(path, copy.path)
    for old in too_many(map(_copy, _files(place))):
        if old != copy:
            with suppress(OSError):
                opener.remove_file(old.path)
    return copy


def kept_today(path: Path, day: str) -> bool:
    """Whether there is a copy of that day (ISO) already; it looks at names alone."""
    try:
        return any(name.startswith(f"{day}T") and name.endswith(".db") for name in os.listdir(folder(path)))
    except OSError:
        return False


def too_many(copies: Iterable[Copy]) -> list[Copy]:
    """Those that need not be kept: see DAYS, WEEKS and OTHERS. What was asked for, or is of no known kind, stays."""
    by_why: dict[str, list[Copy]] = {}
    for copy in sorted(copies, key=lambda copy: (copy.made_at, copy.path.name), reverse=True):
        by_why.setdefault(copy.why, []).append(copy)
    old: list[Copy] = []
    for why, newest_first in by_why.items():
        if why == DAILY:
            old += _old_days(newest_first)
        elif why and why not in KEPT_FOR_GOOD:
            old += newest_first[OTHERS:]
    return old


def _old_days(newest_first: Sequence[Copy]) -> list[Copy]:
    days = sorted({copy.day for copy in newest_first}, reverse=True)[:DAYS]
    weeks: dict[tuple[int, int], Copy] = {}
    old = []
    seen: set[str] = set()
    for copy in newest_first:
        if copy.day in days:
            if copy.day in seen:
                old.append(copy)
            seen.add(copy.day)
            continue
        week = date.fromisoformat(copy.day).isocalendar()[:2]
        if week in weeks or len(weeks) == WEEKS:
            old.append(copy)
        else:
            weeks[week] = copy
    return old


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return [file for file in place.iterdir() if not file.name.endswith(_PASSING) and file.is_file()]


def _copy(file: Path) -> Copy:
    named = _NAME.fullmatch(file.name)
    if named is not None:
        day, hour, minute, second, why = named.groups()
        with suppress(ValueError):
            date.fromisoformat(day)
            return Copy(file, f"{day}T{hour}:{minute}:{second}", why)
    made = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC).astimezone()
    return Copy(file, f"{made:%Y-%m-%dT%H:%M:%S}", MIGRATION if ".before-" in file.name else "")


def _new(place: Path, why: str, day: str | None) -> Copy:
    """A copy by a name that is free: a second later where this second has one."""
    now = datetime.now().astimezone()
    moment = datetime.combine(date.fromisoformat(day) if day else now.date(), now.time())
    while True:
        file = place / f"{moment:%Y-%m-%dT%H%M%S}-{why}.db"
        if not file.exists():
            return Copy(file, f"{moment:%Y-%m-%dT%H:%M:%S}", why)
        moment += timedelta(seconds=1)
