"""The book looked over, and what is whole of a damaged one saved."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import location, pruning, rescue
from refer_cli.book.reading import Book
from refer_cli.errors import BookProblem
from refer_cli.render.answer import Reply
from refer_cli.render.book_health import Copy, SoundBook, draw_looked_over, draw_saved
from refer_cli.services.environment import Environment


def looked_over(environment: Environment) -> Reply:
    """Where the book lies, and that it is sound. Raises BookProblem where there is none or it is damaged."""
    path = environment.book_path.absolute()
    health = rescue.examine(path)
    open_to_others = not location.for_owner_only(path)
    if not health.sound:
        found = "; ".join(health.complaints[:1]) or f"{health.loose_rows} rows point at nothing"
        refusal = opener.damaged(path)
        raise BookProblem(f"{refusal.sentence.removesuffix('.')} ({' '.join(found.split())[:120]}).", refusal.hint)
    book = environment.read()
    if not book.exists:
        raise BookProblem(f"{path} holds nothing yet.", "refer add-colleague puts the first one in")
    copies = tuple(Copy(copy, _day(copy)) for copy in location.copies(path))
    people = book.count(archived=None)
    undo = pruning.journal(book.connection) if book.connection is not None else pruning.Journal(0, None, 0)
    looked = SoundBook(
        path, path.stat().st_size, location.for_owner_only(path), open_to_others, people, copies, undo, _locked(book)
    )
    return Reply(
        "doctor",
        lambda: {
            "book": str(looked.book),
            "bytes": looked.size,
            "sound": True,
            "for_owner_only": looked.for_owner_only,
            "colleagues": looked.colleagues,
            "copies": [str(copy.file) for copy in looked.copies],
            "undo": looked.undo._asdict(),
            "locked": looked.locked is not None,
        },
        lambda screen: draw_looked_over(screen, looked),
    )


def _locked(book: Book) -> int | None:
    """How many copies of a locked book are not locked as it is; None where the book is not."""
    if book.connection is None or not book.connection.sealed:
        return None
    from refer_cli.book import sealing  # for a locked book alone

    return len(sealing.copies_of(book.path).plain)


def saved(environment: Environment, target: Path) -> Reply:
    """Write what is whole of the book to `target`. Raises BookProblem, WrongUsage."""
    path = environment.book_path.absolute()
    sound = rescue.examine(path).sound
    tables = rescue.rescue(path, target)
    return Reply(
        "doctor-rescue",
        lambda: {
            "book": str(path),
            "rescued": str(target.absolute()),
            "tables": [
                {
                    "table": each.table,
                    "rows": each.rows,
                    "from_journal": each.from_journal,
                    "unreadable_pages": each.damaged,
                }
                for each in tables
            ],
        },
        lambda screen: draw_saved(screen, path, target, tables, sound=sound),
    )


def _day(file: Path) -> str:
    """The day on which the file was written, as the person's own calendar has it."""
    return f"{datetime.fromtimestamp(file.stat().st_mtime, tz=UTC).astimezone():%Y-%m-%d}"
