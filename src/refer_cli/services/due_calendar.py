"""The list of what is due as a file for a phone's calendar."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from refer_cli.book import calendar_name, due_reading
from refer_cli.book.reading import Book
from refer_cli.errors import Refused
from refer_cli.exchange import calendar_file
from refer_cli.network.due import OUTCOME, TASK, due_lines
from refer_cli.render.answer import Reply
from refer_cli.render.dues import draw_exported, short_words
from refer_cli.services.environment import Environment
from refer_cli.services.writing_files import check_place

DEMO = "demo"
"""The name in a calendar of a book that is not the therapist's own."""


def export(environment: Environment, file: Path, force: bool) -> Reply:
    """Write the list as a calendar; what was in the file before and is no longer due is cancelled in it.

    Raises Refused where the file is no place for it, or holds something else and not `force`.
    """
    book = environment.read()
    lines = due_lines(due_reading.due_sources(book, environment.today), environment.today)
    check_place(file, (".ics", ".ical"), "a calendar file", "refer due --ics", "due.ics")
    before = calendar_file.read(file) if file.exists() else []
    if before is None or not calendar_file.is_of(before, _known_id(environment, book)):
        if not force:
            raise Refused(
                f"{file} is there already and is not a list that refer wrote from this book.",
                "choose another name, or add --force to write over it",
            )
        before = []
    entries = [
        calendar_file.CalendarEntry(
            f"{line.kind}-{line.id}",
            short_words(line),
            max(line.on, environment.today.isoformat()),
            line.kind in (TASK, OUTCOME),
            f"Line {line.id} of refer due",
        )
        for line in lines
    ]
    clock = datetime.now(UTC).astimezone()
    # The instant of writing; where today was fixed, that time of day on it.
    stamp = (clock + (environment.today - clock.date())).astimezone(UTC)
    with _calendar_id(environment, book) as book_id:
        written = calendar_file.events(entries, before, book_id, stamp)
        if written:
            calendar_file.write(file, written, stamp)
    due_now = sum(not event.cancelled for event in written)
    cancelled = len(written) - due_now
    return Reply(
        "due-ics",
        lambda: {"file": str(file) if written else None, "events": due_now, "cancelled": cancelled},
        lambda screen: draw_exported(screen, str(file), due_now, cancelled),
    )


def _calendar_id(environment: Environment, book: Book) -> AbstractContextManager[str]:
    """What tells this book's events from another's, the same in every export; kept with the first that is written."""
    known = _known_id(environment, book)
    return calendar_name.made(environment.book_path) if known == calendar_name.READ_ONLY else nullcontext(known)


def _known_id(environment: Environment, book: Book) -> str:
    """The same before anything is written: a book without one yet has that of a book that cannot be written."""
    if environment.demo or not book.exists:
        return DEMO
    return book.setting(calendar_name.SETTING) or calendar_name.READ_ONLY
