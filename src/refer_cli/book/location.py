"""Where the book lies, and that only its owner can read it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from refer_cli.errors import BookProblem

OWNER_ONLY_FOLDER = 0o700
OWNER_ONLY_FILE = 0o600
BOOK_FILE = "book.db"
UNFINISHED = ".unfinished"
"""What a copy is called until it is whole."""
DAMAGED = ".damaged-"
"""What stands behind the name of a damaged book that was set aside, before the moment of that."""


def book_path(option: Path | None, environ: Mapping[str, str]) -> Path:
    """The path of the book: the `--book` option, else REFER_BOOK, else the platform's user data folder."""
    named = option or environ.get("REFER_BOOK")
    if named:
        return _at_home(Path(named))
    from platformdirs import user_data_path  # only where nobody named a book

    return user_data_path("refer", appauthor=False) / BOOK_FILE


def cache_folder(environ: Mapping[str, str]) -> Path:
    """The folder for files that can be made again (REFER_CACHE, else the platform's cache folder)."""
    named = environ.get("REFER_CACHE")
    if named:
        return _at_home(Path(named))
    from platformdirs import user_cache_path

    return user_cache_path("refer", appauthor=False)


def own_cache(environ: Mapping[str, str]) -> Path:
    """The cache folder; the platform's own one, which an older refer made for all to read, is its owner's again."""
    folder = cache_folder(environ)
    if not environ.get("REFER_CACHE"):
        close_to_others(folder, OWNER_ONLY_FOLDER)
    return folder


def _at_home(path: Path) -> Path:
    """The path, with the home folder that a `~` stands for. Raises BookProblem where nobody has that one."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise BookProblem(f"{path}: there is no such home folder.", "write the whole path, from / on") from None


def prepare_folder(path: Path) -> None:
    """Make the folder that `path` lies in. Every folder made here is for its owner only.

    A folder that was there before keeps its permissions: it is not ours. Raises BookProblem.
    """
    missing = []
    folder = path.absolute().parent
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    try:
        for folder in reversed(missing):
            folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    except OSError as problem:
        raise _cannot_create(path, problem) from problem


def prepare_file(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite gives -wal and -shm the same permissions.

    A file that is there stays as it is. Raises BookProblem.
    """
    prepare_folder(path)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY_FILE)
    except FileExistsError:
        return
    except OSError as problem:
        raise _cannot_create(path, problem) from problem
    os.close(descriptor)


def for_owner_only(path: Path) -> bool:
    """Whether nobody but its owner may read or write the file, as far as the file system keeps that."""
    return not stat.S_IMODE(path.stat().st_mode) & 0o077


def tighten(path: Path) -> None:
    """Take away what others may do with a book of ours, for example one that was copied from elsewhere."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        try:
            if not for_owner_only(name):
                name.chmod(OWNER_ONLY_FILE)
        except OSError:
            # Not there, not ours, or a file system without permissions: reading and writing will tell.
            continue


def close_to_others(path: Path, mode: int) -> bool:
    """Keep of a file's or folder's permissions those of `mode`, where others have more; whether they have none now."""
    try:
        there = stat.S_IMODE(path.stat().st_mode)
        if there & ~mode & 0o777:
            path.chmod(there & mode)
            return not stat.S_IMODE(path.stat().st_mode) & ~mode & 0o777
    except OSError:  # not there, not ours, or a file system without permissions
        return not path.exists()
    return True


def others_may_write(folder: Path) -> bool:
    """Whether another login may make, delete or rename what is in a folder; of Windows it is not known, and not said.

    The group counts as others unless it is the owner's own, which many systems give every login.
    """
    if os.name != "posix":
        return False
    there = folder.stat()
    others = stat.S_IWOTH if _is_own_group(there) else stat.S_IWOTH | stat.S_IWGRP
    return bool(there.st_mode & others)


def _is_own_group(there: os.stat_result) -> bool:
    import grp
    import pwd

    try:
        owner, group = pwd.getpwuid(there.st_uid), grp.getgrgid(there.st_gid)
    except KeyError:
        return False
    return (group.gr_name, group.gr_gid) == (owner.pw_name, owner.pw_gid) and not set(group.gr_mem) - {owner.pw_name}


def names_of(path: Path) -> list[Path]:
    """The book as it lies, and before it a link by which it was named: an older refer kept copies beside the link."""
    whole = path.absolute()
    return [whole, whole.resolve()] if whole.is_symlink() else [whole]


def copies(path: Path) -> list[Path]:
    """The copies that migrations of an older refer left beside the book, and damaged books set aside; oldest first."""
    beside = path.absolute().parent.iterdir() if path.absolute().parent.is_dir() else ()
    begins = (f"{path.name}.before-", f"{path.name}{DAMAGED}")
    there = [file for file in beside if file.name.startswith(begins) and _is_copy(file)]
    return sorted(there, key=lambda copy: copy.stat().st_mtime)


def _is_copy(file: Path) -> bool:
    return not file.name.endswith((UNFINISHED, "-wal", "-shm", "-journal"))


def name_new(unfinished: Path, target: Path) -> None:
    """Give a whole file its name, and never take one that is there. Raises FileExistsError."""
    try:
        os.link(unfinished, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        unfinished.rename(target)


def _cannot_create(path: Path, problem: OSError) -> BookProblem:
    return BookProblem(
        f"The book {path} cannot be created: {(problem.strerror or str(problem)).lower()}.",
        "name a place that you can write to with --book or REFER_BOOK",
    )
