"""What undo knows of the time before a day, forgotten for good."""

from __future__ import annotations

from refer_cli.book import connection as opener
from refer_cli.book import pruning
from refer_cli.errors import WrongUsage
from refer_cli.fields.days import day_or_today
from refer_cli.render.answer import Reply, emit_reading
from refer_cli.render.asking import confirm, tell
from refer_cli.render.done import told
from refer_cli.services.environment import Environment


def forget_undo_before(environment: Environment, typed: str, *, yes: bool) -> Reply | None:
    """Forget every change before the day as something to take back; None where it was not done after all.

    Raises BadValue for what is no day, WrongUsage where nobody can be asked, BookProblem where there is no book.
    """
    day = day_or_today(typed, environment.today)
    reading = environment.read()
    if reading.connection is None:
        raise opener.no_book(environment.book_path)
    steps = pruning.steps_before(reading.connection, day)
    if steps and not yes:
        if not environment.interactive:
            raise WrongUsage(
                "What undo forgets is gone for good.", f"{environment.command} doctor --forget-undo-before {day} --yes"
            )
        tell(f"{steps} {'change' if steps == 1 else 'changes'} before {day} could not be taken back any more.")
        if not confirm("Forget them as something to take back? The cards stay as they are.", default=False):
            tell("Nothing was changed.")
            return None
    reading.close()
    swept = True
    if steps:
        book = environment.write()
        with opener.explained(book.path):
            steps, swept = pruning.forget_before(book.writable(), day, emit_reading)
    words = f"{steps} {'change' if steps == 1 else 'changes'} before {day} cannot be taken back any more"
    lines = [f"{words}; everything in the book is as it was." if steps else f"Undo knows of nothing before {day}."]
    if not swept:
        lines.append("Another refer is reading the book: its log is emptied when that ends.")
    return told("doctor-forget", {"before": day, "steps": steps}, lines, environment.command, undoable=False)
