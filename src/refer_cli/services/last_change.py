"""The last change taken back, and done again."""

from __future__ import annotations

from refer_cli.book import journal
from refer_cli.book.writing import WritableBook
from refer_cli.errors import Refused
from refer_cli.fields.days import day_words
from refer_cli.render.answer import Reply
from refer_cli.render.asking import confirm
from refer_cli.render.done import draw_replayed
from refer_cli.services.environment import Environment


def undo(environment: Environment) -> Reply:
    """Take back the last step; on a terminal one of another day only after a yes. Raises Refused."""
    book = _book(environment, "take back")
    last = journal.last_step(book)
    when = "" if last is None or last.at == book.today else f", {day_words(last.at, environment.today)}"
    if last is not None and when and environment.interactive and not confirm(f"Take back: {last.what}{when}?"):
        raise Refused("Nothing was taken back.", f"{environment.command} undo asks again")
    what = journal.undo(book, last)
    return Reply(
        "undo",
        lambda: {"what": what},
        lambda screen: draw_replayed(screen, f"Taken back: {what}{when}.", f"{environment.command} redo does it again"),
    )


def redo(environment: Environment) -> Reply:
    """Do again the step that was taken back last. Raises Refused where there is none."""
    what = journal.redo(_book(environment, "do again"))
    return Reply(
        "redo",
        lambda: {"what": what},
        lambda screen: draw_replayed(screen, f"Done again: {what}.", f"{environment.command} undo takes it back"),
    )


def _book(environment: Environment, wish: str) -> WritableBook:
    """The book for writing; looking for something to take back must not make one."""
    if not environment.book_path.exists():
        raise Refused(f"There is nothing to {wish}.", "the book is still empty")
    return environment.write()
