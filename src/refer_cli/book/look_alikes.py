"""Files beside a book that are no copies of refer's, and may hold what the book held: named, and never touched."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import copies, location

_BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal")
_ENDINGS = frozenset({".db", ".sqlite", ".sqlite3", ".bak", ".backup", ".old", ".orig", ".tmp", ".swp"})
"""Of a file with one of these the first bytes are looked at."""
_STAMP = opener.APPLICATION_ID.to_bytes(4, "big")
_STAMPED_AT = 68
"""Where SQLite keeps the number of the program that a file is of (sqlite.org, "Database File Format", 1.3)."""


def leads_elsewhere(file: Path) -> bool:
    """Whether a file among the copies is a link: what it leads to is not refer's copy, whatever lies there."""
    return file.is_symlink()


def set_aside(path: Path) -> list[Path]:
    """Damaged books that `restore` set aside: they cannot be opened, and hold what the book held."""
    return [file for name in location.names_of(path) for file in location.copies(name) if location.DAMAGED in file.name]


def versions_beside(path: Path, known: Collection[Path]) -> list[Path]:
    """Files in the folder of the book, and links among its copies, that look like versions of it; without `known`."""
    seen = {file.absolute() for file in known}
    own = {Path(f"{file}{ending}") for file in (*location.names_of(path), *seen) for ending in _BESIDE_A_DATABASE}
    found: dict[Path, None] = {}
    for name in location.names_of(path):
        for file in _files(name.parent):
            if file not in own and not _is_the_book(file, path) and (_named_alike(file, name) or _is_a_book(file)):
                found[file] = None
        for file in _files(copies.folder_beside(name)):
            if file not in own and not file.name.endswith(
                (location.UNFINISHED, copies.STAGED, *_BESIDE_A_DATABASE[1:])
            ):
                found[file] = None
    return list(found)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.is_symlink() or file.is_file())
    except OSError:
        return []


def _named_alike(file: Path, book: Path) -> bool:
    """Whether it bears the book's name with something before its ending or behind it: "book (conflicted copy).db"."""
    name, stem = file.name.lstrip(".~$#").casefold(), book.stem.lstrip(".").casefold()
    if not stem or not name.startswith(stem) or name[len(stem) : len(stem) + 1].isalnum():
        return False
    behind = name[len(stem) :]
    return (
        (bool(book.suffix) and book.suffix.casefold() in behind) or Path(name).suffix in _ENDINGS or name.endswith("~")
    )


def _is_a_book(file: Path) -> bool:
    """Whether it is a book of refer's; its first bytes are read, which is safe of what this process has not open."""
    if file.suffix.casefold() not in _ENDINGS:
        return False
    try:
        with file.open("rb") as opened:
            beginning = opened.read(_STAMPED_AT + len(_STAMP))
    except OSError:
        return False
    return beginning[_STAMPED_AT:] == _STAMP


def _is_the_book(file: Path, path: Path) -> bool:
    """Whether it is the book by another name (a link): its bytes are never looked at, see book/connection.py."""
    mark = opener.file_mark(file)
    return mark is not None and mark == opener.file_mark(path)
