"""`refer due`: the one list of what is due, as a screen, as JSON, and as a file for a phone's calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import Json
from refer_cli.errors import Refused, WrongUsage
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from refer_cli.book.reading import Book
    from refer_cli.network.due import Line


DEMO = "demo"
"""The name in a calendar of a book that is not the therapist's own."""


def due(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO]",
            help="Only what concerns one colleague: part of a name, or an id.",
            autocompletion=completing.who,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is due later than a week from now.")] = False,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Write the list as a calendar file (.ics) for a phone."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --ics write over a file that is not such a list.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what is due: what you promised, facts to confirm, colleagues to write to, outcomes to hear.

    Facts of colleagues you know are to be confirmed when they are 180 days old. How often you want to be in
    touch is set by `refer cadence`. A line's number stays the same until it is done.

    Example: refer due
    """
    from refer_cli.book import due_reading
    from refer_cli.network.due import about
    from refer_cli.network.due import due as all_due

    environment: Environment = ctx.obj
    environment.json = json
    if ics is not None and who:
        raise WrongUsage("A calendar file takes the whole list.", "leave the name out")
    if force and ics is None:
        raise WrongUsage("--force belongs to --ics.", "refer due --ics due.ics --force")
    book = environment.read()
    colleague_id = book.resolve(" ".join(who)) if who else None
    lines = all_due(due_reading.kept(book, environment.today), environment.today)
    if colleague_id is not None:
        lines = about(lines, colleague_id)
    if ics is not None:
        _export(environment, book, lines, ics, force)
        return
    if json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": "refer.due/1", "due": [_as_json(line) for line in lines]})
        return
    from refer_cli.render.dues import draw_due
    from refer_cli.render.listing import draw_empty_book

    screen = environment.screen()
    if not lines and not book.count(archived=None):
        screen.blank()
        draw_empty_book(screen, environment.command)
        return
    named = book.card(colleague_id).name if colleague_id is not None else None
    reasons = book.reasons() if any(line.asks == "again" for line in lines) else None

    def verify(line: Line) -> str:
        from refer_cli.render.confirming import verify_command

        return verify_command(environment.command, book.card(line.colleague or 0), line.facts, environment.today)

    draw_due(
        screen,
        lines,
        environment.today,
        environment.command,
        everything=everything,
        verify=verify,
        who=named,
        reasons=reasons,
    )


def _as_json(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "colleague": line.colleague,
        "name": line.name,
        "what": line.what,
        "on": line.on,
        "state": line.state,
        "detail": line.detail,
        "facts": list(line.facts),
        "since": line.since,
        "every": line.every,
        "referral": line.referral,
        "label": line.label,
        "asks": line.asks,
    }


def _export(environment: Environment, book: Book, lines: Sequence[Line], file: Path, force: bool) -> None:
    """Write the list as a calendar; what was in the file before and is no longer due is cancelled in it."""
    from datetime import UTC, datetime

    from refer_cli.exchange import calendar_file
    from refer_cli.network.due import OUTCOME, TASK
    from refer_cli.render.dues import short_words

    if file.suffix.casefold() not in (".ics", ".ical"):
        raise Refused(
            f"{file} is no name for a calendar file.", f"for example refer due --ics {file.stem or 'due'}.ics"
        )
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.", "make it first, or choose another")
    if file.is_dir():
        raise Refused(f"{file} is a folder.", "name a file in it, for example due.ics")
    before = calendar_file.read(file) if file.exists() else []
    if before is None or not calendar_file.is_of(before, _known_id(environment, book)):
        if not force:
            raise Refused(
                f"{file} is there already and is not a list that refer wrote from this book.",
                "choose another name, or add --force to write over it",
            )
        before = []
    entries = [
        calendar_file.Entry(
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
    due_now = sum(not one.cancelled for one in written)
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.due-ics/1",
                "file": str(file) if written else None,
                "events": due_now,
                "cancelled": len(written) - due_now,
            }
        )
        return
    from refer_cli.render.dues import draw_exported

    draw_exported(environment.screen(), str(file), due_now, len(written) - due_now)


def _calendar_id(environment: Environment, book: Book) -> AbstractContextManager[str]:
    """What tells this book's events from another's, the same in every export; kept with the first that is written."""
    from contextlib import nullcontext

    from refer_cli.book import calendar_name

    known = _known_id(environment, book)
    return calendar_name.made(environment.book_path) if known == calendar_name.READ_ONLY else nullcontext(known)


def _known_id(environment: Environment, book: Book) -> str:
    """The same before anything is written: a book without one yet has that of a book that cannot be written."""
    from refer_cli.book import calendar_name

    if environment.demo or not book.exists:
        return DEMO
    return book.setting(calendar_name.SETTING) or calendar_name.READ_ONLY
