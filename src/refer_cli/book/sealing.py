"""Writes a book anew, locked, plain or under another key: whole and checked, or not at all.

The new file is written beside the old one while nobody else has the book open, compared with it row by row, opened
once with the new key alone, and then takes its place in one move. A process that is killed leaves the old file or the
new one, and perhaps an unfinished one, which the next run takes away.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
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


def copies_of(path: Path) -> Copies:
    """Every copy beside the book and in its folder of copies, by what its first bytes say."""
    plain, sealed = [], []
    for file in [file for name in _names(path) for file in (*location.copies(name), *_in_folder(name))]:
        beginning = _beginning(file)
        if beginning == PLAIN:
            plain.append(file)
        elif beginning.startswith(seal.MARK):
            sealed.append(file)
    return Copies(tuple(plain), tuple(sealed), tuple(_unfinished(path)))


def _names(path: Path) -> list[Path]:
    """The book as it is named and as it lies: copies are beside a link to it, or beside the book itself."""
    return list(dict.fromkeys((path.absolute(), path.resolve())))


def rewrite_book(path: Path, old: seal.Key | None, new: seal.Key | None, others: Callable[[], None]) -> None:
    """Write the book anew under another key (None: plain), and before it what `others` does, with nobody else in it.

    Raises BookProblem where another process has it open, where it is damaged, or where the disk is full; then the
    book is as it was.
    """
    with opener.explained(path), _alone(path, old) as connection:
        others()
        _rewrite(connection, path.resolve(), new)


def rewrite_copy(path: Path, old: seal.Key | None, new: seal.Key | None) -> None:
    """Write a copy anew under another key (None: plain); it keeps its name and its day.

    Raises Refused where that cannot be done, for example because it is damaged.
    """
    made = path.stat()
    try:
        with opener.explained(path), _alone(path, old) as connection:
            _rewrite(connection, path, new)
    except BookProblem as problem:
        raise Refused(
            f"{path.name}, a copy of the book, cannot be written anew: {problem.sentence}",
            f"move or delete it, then run the same command again; it lies in {path.absolute().parent}",
        ) from problem
    os.utime(path, ns=(made.st_atime_ns, made.st_mtime_ns))


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


def _rewrite(connection: opener.Handle, path: Path, new: seal.Key | None) -> None:
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
        if os.name == "nt":
            connection.close()  # Windows moves nothing over an open file
        os.replace(unfinished, path)
        to_disk(path.absolute().parent)
    except BaseException:
        opener.remove_file(unfinished)
        raise


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
    return sorted(file for file in _files(_folder(path)) if not _passing(file))


def _folder(path: Path) -> Path:
    return path.absolute().parent / f"{path.name}.copies"


def _unfinished(path: Path) -> Iterator[Path]:
    for name in _names(path):
        for file in _files(name.parent):
            if file.name.startswith(f"{name.name}.") and file.name.endswith(location.UNFINISHED):
                yield file
        for file in _files(_folder(name)):
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
