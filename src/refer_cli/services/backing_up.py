"""The whole book written to one checked file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import copies, location
from refer_cli.errors import BookProblem, DamagedBook, Refused
from refer_cli.render.answer import Reply
from refer_cli.render.copies import Backup, draw_backup
from refer_cli.services.environment import Environment
from refer_cli.services.writing_files import check_target


def backup(environment: Environment, target: Path | None, *, force: bool) -> Reply:
    """Write a checked copy of the book to `target`, or among its own copies. Raises BookProblem, Refused."""
    path = environment.book_path.absolute()
    book = environment.read()
    if book.connection is None:
        raise opener.no_book(path)
    file = _kept(environment) if target is None else _written(environment, book.connection, target.expanduser(), force)
    made = Backup(path, file, file.stat().st_size, book.count(archived=None), book.connection.sealed)
    return Reply(
        "backup",
        lambda: {
            "book": str(made.book),
            "backup": str(made.file),
            "bytes": made.size,
            "colleagues": made.colleagues,
            "locked": made.locked,
        },
        lambda screen: draw_backup(screen, made, environment.command),
    )


def _kept(environment: Environment) -> Path:
    book = environment.write()
    with book.transaction(), _said_of_disk(copies.folder(book.path)):
        return copies.keep(book.path, copies.BACKUP, book.today).path


def _written(environment: Environment, source: opener.Handle, target: Path, force: bool) -> Path:
    environment.refuse_the_book(target)
    if target.is_dir():
        target = target / f"refer-{environment.today.isoformat()}.db"
    check_target(target, force=force, example=str(target / "practice.db"))
    path = environment.book_path
    unfinished = Path(f"{target.absolute()}.{os.getpid()}{location.UNFINISHED}")
    try:
        with opener.explained(target), _said_of_disk(target):
            opener.copy_from(source, path, target, unfinished, os.replace if force else location.name_new)
    except DamagedBook:
        raise opener.damaged(path) from None  # what is read, not the file that is written
    except FileExistsError:
        raise Refused(f"{target} is there already.", "choose another name, or add --force to write over it") from None
    with closing(opener.connect(target, writing=False)) as written:  # as a restore will open it
        opener.schema_version(written)
    return target.absolute()


@contextmanager
def _said_of_disk(place: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise
    except OSError as problem:
        raise BookProblem(
            f"No copy can be written to {place}: {(problem.strerror or str(problem)).lower()}.",
            "name another place, for example a file in your home folder",
        ) from problem
