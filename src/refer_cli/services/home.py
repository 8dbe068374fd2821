"""`refer` alone: where the book and the month stand, what is due, and what to type next."""

from __future__ import annotations

from refer_cli.book import due_reading, goal_reading
from refer_cli.book.copies import copies_of
from refer_cli.book.reading import Book
from refer_cli.network.due import LATER, OVERDUE, SOON, TODAY, due_lines
from refer_cli.network.goals import KNOWN, GoalProgress, goal_history, goal_row, month_of_day
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.home import draw_home, draw_open_folder, draw_place
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment

STATES = (OVERDUE, TODAY, SOON, LATER)
DEAR = frozenset({"diversify"})
"""Goals that need the cards of everybody known: `refer goals` counts them, a greeting does not."""


def home(environment: Environment) -> Reply:
    """This month's goals, what is due, and three commands to try."""
    book = environment.read()
    with book.snapshot():
        colleagues = book.count()
        rows = _goals(environment, book)
        lines = due_lines(due_reading.due_sources(book, environment.today), environment.today)
    newest = None if environment.demo else next(iter(copies_of(environment.book_path)), None)

    def draw(screen: Screen) -> None:
        draw_home(screen, environment.today, colleagues, rows, lines, environment.command, locked=environment.locked)
        if colleagues and not environment.demo:
            draw_place(screen, environment.book_path.absolute(), newest.made_at if newest else None)
            if environment.open_folder is not None:
                draw_open_folder(screen, environment.command)

    return Reply(
        "home",
        lambda: {
            "book": None if environment.demo else str(environment.book_path),
            "locked": environment.locked,
            "newest_copy": newest.made_at if newest else None,
            "colleagues": colleagues,
            "month": month_of_day(environment.today),
            "goals": [as_json(row, "name target done left on_track") for row in rows],
            "due": {state: sum(line.state == state for line in lines) for state in STATES},
        },
        draw,
    )


def _goals(environment: Environment, book: Book) -> list[GoalProgress]:
    """The goals in force this month, in the order of their list."""
    month = month_of_day(environment.today)
    targets = dict(book.goals(month))
    wanted = [name for name in KNOWN if name in targets and name not in DEAR]
    done = goal_reading.happened(book, wanted, f"{month}-01")
    ever = goal_reading.targets(book)
    return [
        goal_row(name, targets[name], goal_history(name, ever, done, environment.today)[-1].done, environment.today)
        for name in wanted
    ]
