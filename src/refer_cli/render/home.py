"""What `refer` alone says, and its version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from refer_cli.fields.days import month_name
from refer_cli.network.due import Line
from refer_cli.network.goals import GoalProgress
from refer_cli.render.dues import draw_line, due_counts, first_lines
from refer_cli.render.empty_book import draw_empty_book
from refer_cli.render.goals import draw_goal
from refer_cli.render.printing import say
from refer_cli.render.screen import Screen, cells

DUE_LINES = 2


def show_version() -> None:
    """Print the program's name and version."""
    from refer_cli import __version__

    say(f"refer {__version__}\n")


def draw_home(
    screen: Screen,
    today: date,
    colleagues: int,
    rows: Sequence[GoalProgress],
    lines: Sequence[Line],
    command: str,
    *,
    locked: bool,
) -> None:
    """How many colleagues there are, this month's goals, what is due, and three commands to try."""
    screen.blank()
    if colleagues == 0:
        draw_empty_book(screen, command)
        return
    people = "1 colleague" if colleagues == 1 else f"{colleagues} colleagues"
    screen.heading(
        f"{people} in your{' locked' if locked else ''} book", f"{month_name(today.isoformat())} {today.year}"
    )
    screen.blank()
    for row in rows:
        draw_goal(screen, row)
    if rows:
        screen.blank()
    first = first_lines(lines, DUE_LINES)
    if first:
        screen.pair("due", due_counts(lines), label_width=5)
        width = max(cells(str(line.id)) for line in first)
        for line in first:
            draw_line(screen, line, today, width)
        screen.blank()
    tries = [
        ("Refer a client on", f"{command} suggest --reason caseload-full --need anxiety"),
        ("Put somebody in", f"{command} add-colleague"),
        ("See who is there", f"{command} list --sort last_contact"),
    ]
    if first:
        tries[1] = ("See what is due", f"{command} due")
    if not rows:
        tries[2] = ("Set a monthly goal", f"{command} goals set meet 3")
    screen.commands(tries)
    screen.line((f"{command} --help lists every command", "dim"))


def draw_place(screen: Screen, path: Path, copied_at: str | None) -> None:
    """Where the book lies, and when the newest copy of it was made."""
    screen.paragraph(str(path), style="dim")
    made = f"its newest copy is of {copied_at[:10]} {copied_at[11:16]}" if copied_at else "no copy of it yet"
    screen.line((made, "dim"))


def draw_open_folder(screen: Screen, command: str) -> None:
    """That others may put another book in the place of this one."""
    screen.paragraph(f"Others may write to its folder: {command} doctor", style="yellow")
