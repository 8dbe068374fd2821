"""Writes a book anew, locked, plain or under another key: whole and checked, or not at all.

The new files of the book and its copies are written beside the old ones while nobody else has the book open, compared
with them row by row and opened once with the new key alone. Only when all of them are whole does each take its place
in one move. A process that is killed leaves each file old or new, and perhaps unfinished ones, which the next run takes
away.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import copies, location, seal
from refer_cli.errors import BookProblem, Refused
from refer_cli.files import to_disk
from refer_cli.records import NamedTuple

PLAIN = b"SQLite format 3\x00"
PATIENCE_SECONDS = 5.0
"""How long other processes that have the book open are waited for."""
COMPARED = "SELECT type, name, tbl_name, sql FROM {schema}.sqlite_master ORDER BY type, name"


class Copies(NamedTuple):
    """The copies of a book: those that anybody can read, those that are locked, and what is left of unfinished ones."""

    plain: tuple[Path, ...]
    sealed: tuple[Path, ...]
    unfinished: tuple[Path, ...]


class _Whole(NamedTuple):
    """A file written anew that waits to take the place of the one at `path`, and the times that it shall have."""

    path: Path
    unfinished: Path
    times: tuple[int, int] | None


def copies_of(path: Path) -> Copies:
    """Every copy beside the book and in its folder of copies, by what its first bytes say."""
    plain, sealed = [], []
    for file in [file for name in location.names_of(path) for file in (*location.copies(name), *_in_folder(name))]:
        beginning = _beginning(file)
        if beginning == PLAIN:
            plain.append(file)
        elif beginning.startswith(seal.MARK):
            sealed.append(file)
    return Copies(tuple(plain), tuple(sealed), tuple(_unfinished(path)))


def rewrite_all(
    path: Path, old: seal.Key | None, new: seal.Key | None, others: Callable[[], Iterable[tuple[Path, seal.Key | None]]]
) -> None:
    """Write the book anew under another key (None: plain), and the copies that `others` names with the key of each.

    No file takes its place before all are whole. Of a book that is locked the book is the first, so that no copy is
    ever under a key that the book is not. Raises Refused, BookProblem where another process has it open, where it or a
    copy is damaged, or where the disk is full; then every file is as it was.
    """
    whole: list[_Whole] = []
    try:
        with opener.explained(path), _alone(path, old) as connection:
            for copy, key in others():
                whole.append(_whole_copy(copy, key, new))
            book = _Whole(path.resolve(), _written(connection, path.resolve(), new), None)
            whole.insert(0 if old is None else len(whole), book)
            if os.name == "nt":
                connection.close()  # Windows moves nothing over an open file
            for each in whole:
                _take_place(each)
    finally:
        for each in whole:
            opener.remove_file(each.unfinished)


def rewrite_copies(some: Iterable[tuple[Path, seal.Key | None]], new: seal.Key | None) -> None:
    """Write copies anew, each with its key, under another; all of them or none. Raises Refused, as of a damaged one."""
    whole: list[_Whole] = []
    try:
        for copy, key in some:
            whole.append(_whole_copy(copy, key, new))
        for each in whole:
            _take_place(each)
    finally:
        for each in whole:
            opener.remove_file(each.unfinished)


def _whole_copy(path: Path, old: seal.Key | None, new: seal.Key | None) -> _Whole:
    """A copy written anew, which waits to take its place, and keeps its day. Raises Refused where that cannot be."""
    made = path.stat()
    try:
        with opener.explained(path), _alone(path, old) as connection:
            unfinished = _written(connection, path, new)
    except BookProblem as problem:
        raise Refused(
            f"{path.name}, a copy of the book, cannot be written anew: {problem.sentence} Nothing was changed.",
            f"move or delete it, then run the same command again; it lies in {path.absolute().parent}",
        ) from problem
    return _Whole(path, unfinished, (made.st_atime_ns, made.st_mtime_ns))


def _take_place(whole: _Whole) -> None:
    try:
        os.replace(whole.unfinished, whole.path)
    except OSError as problem:
        raise Refused(
            f"{whole.path} cannot be replaced: {(problem.strerror or str(problem)).lower()}.",
            "close what has it open, then run the same command again with the same key: it finishes the rest",
        ) from problem
    if whole.times is not None:
        os.utime(whole.path, ns=whole.times)
    to_disk(whole.path.absolute().parent)


def sweep(path: Path) -> None:
    """Take away what processes that were killed left unfinished beside the book and among its copies."""
    for file in _unfinished(path):
        opener.remove_file(file)


@contextmanager
def _alone(path: Path, key: seal.Key | None) -> Iterator[opener.Handle]:
    """The file, with all of it in the file itself and nobody else in it, until the end of the block."""
    address = opener.address_of(path, "mode=rw")
    connection: opener.Handle = seal.driver().opened(address, key.literal if key else None, PATIENCE_SECONDS)
    with closing(connection):
        # Of a write-ahead log nobody may be left who reads it: SQLite refuses the switch as long as anybody is.
        try:
            opener.patiently(connection, "PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            opener.patiently(connection, "BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as problem:
            if not opener.is_busy(problem):
                raise
            raise BookProblem(
                "Another refer has the book open, perhaps at a question in another window.",
                "end it there, then run the same command again",
            ) from problem
        yield connection


def _written(connection: opener.Handle, path: Path, new: seal.Key | None) -> Path:
    """The unfinished file beside `path` with all that the connection has open: whole, and checked."""
    unfinished = Path(f"{path}.key{location.UNFINISHED}")
    opener.remove_file(unfinished)
    location.prepare_file(unfinished)
    try:
        literal = f'"{new.literal}"' if new else "''"
        connection.execute(f"ATTACH ? AS written KEY {literal}", (opener.address_of(unfinished, "mode=rw"),))
        connection.execute("SELECT sqlcipher_export('written')").fetchall()
        for stamp in ("user_version", "application_id"):
            (number,) = connection.execute(f"PRAGMA main.{stamp}").fetchone()
            connection.execute(f"PRAGMA written.{stamp} = {number}")
        connection.execute("COMMIT")
        if not _equal(connection):
            raise opener.damaged(path)
        connection.execute("DETACH written")
        _check(path, unfinished, new)
        to_disk(unfinished)
    except BaseException:
        opener.remove_file(unfinished)
        raise
    return unfinished


def _equal(connection: opener.Handle) -> bool:
    """Whether both databases hold the same tables with the same rows in the same order."""
    schemas = [connection.execute(COMPARED.format(schema=schema)).fetchall() for schema in ("main", "written")]
    if schemas[0] != schemas[1]:
        return False
    tables = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    ).fetchall()
    return all(_same_rows(connection, name) for (name,) in tables)


def _same_rows(connection: opener.Handle, table: str) -> bool:
    both = [connection.execute(f'SELECT * FROM {schema}."{table}" NOT INDEXED') for schema in ("main", "written")]
    return all(first == second for first, second in zip_longest(*both))


def _check(path: Path, written: Path, key: seal.Key | None) -> None:
    """Raise BookProblem unless the new file, opened alone with its key, is whole."""
    address = opener.address_of(written, "mode=ro")
    with closing(seal.driver().opened(address, key.literal if key else None, 0)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not sound or (key and connection.execute("PRAGMA cipher_integrity_check").fetchall()):
            raise opener.damaged(path)


def _in_folder(path: Path) -> list[Path]:
    return sorted(file for file in _files(copies.folder_beside(path)) if not _passing(file))


def _unfinished(path: Path) -> Iterator[Path]:
    for name in location.names_of(path):
        for file in _files(name.parent):
            if file.name.startswith(f"{name.name}.") and file.name.endswith(location.UNFINISHED):
                yield file
        for file in _files(copies.folder_beside(name)):
            if file.name.endswith((location.UNFINISHED, copies.STAGED)):
                yield file


def _files(folder: Path) -> Sequence[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []


def _passing(file: Path) -> bool:
    return file.name.endswith((location.UNFINISHED, copies.STAGED, "-wal", "-shm", "-journal"))


def _beginning(file: Path) -> bytes:
    """The first bytes of a copy, which nobody has open."""
    with file.open("rb") as opened:
        return opened.read(len(PLAIN))
