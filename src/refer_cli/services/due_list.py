"""The one list of what is due, of everybody or of one colleague."""

from __future__ import annotations

from refer_cli.book import due_reading
from refer_cli.network.due import Line, about
from refer_cli.network.due import due_lines as all_due
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.confirming import verify_command
from refer_cli.render.dues import DueList, draw_due
from refer_cli.render.empty_book import draw_empty_book
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment


def due(environment: Environment, who: str | None, everything: bool) -> Reply:
    """What is due; with `everything` what is due later than a week from now, too. Raises NoSuchColleague."""
    today, command = environment.today, environment.command
    book = environment.read()
    person = book.resolve(who) if who is not None else None
    lines = all_due(due_reading.due_sources(book, today), today)
    if person is not None:
        lines = about(lines, person)

    def verify(line: Line) -> str:
        return verify_command(command, book.card(line.colleague or 0), line.facts, today)

    def draw(screen: Screen) -> None:
        if not lines and not book.count(archived=None):
            screen.blank()
            draw_empty_book(screen, command)
            return
        named = book.card(person).name if person is not None else None
        reasons = book.reasons() if any(line.asks == "again" for line in lines) else None
        draw_due(screen, DueList(lines, everything, named, reasons), today, command, verify)

    return Reply("due", lambda: {"due": [line_json(line) for line in lines]}, draw)


def line_json(line: Line) -> dict[str, object]:
    """One line for --json."""
    return as_json(line, "id colleague name what on state detail facts since every referral label asks")
