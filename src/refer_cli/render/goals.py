"""This month's goals as bars, and the twelve months behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from refer_cli.network.goals import KNOWN, GoalRow, Month, days_left, months_running
from refer_cli.render.screen import Screen, bar, pad

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
LEVELS = "▁▂▃▄▅▆▇█"
LABEL = 20
BAR = 21


def draw_goals(screen: Screen, today: date, rows: Sequence[GoalRow], months: Sequence[Month], command: str) -> None:
    """The whole screen of `refer goals`."""
    screen.blank()
    left = days_left(today)
    remark = "last day" if left == 0 else f"{left} day{'' if left == 1 else 's'} left"
    screen.heading(f"{MONTHS[today.month - 1]} {today.year}", remark)
    screen.blank()
    if not rows:
        screen.line("No goal is set.")
        screen.commands([("Meet three new colleagues a month:", f"{command} goals set meet 3")])
    for row in rows:
        draw_goal(screen, row)
    if any(month.done for month in months):
        screen.line(pad("twelve months", LABEL), _spark(months), f"{' ' * (BAR - len(months) + 3)}{_streak(months)}")


def draw_goal(screen: Screen, row: GoalRow) -> None:
    """One goal: its bar, what is done, what is left, and the pace in words."""
    if row.left == 0:
        rest, style = "done", "green"
    elif row.on_track:
        rest, style = f"{row.left} to go", ""
    else:
        rest, style = f"{row.left} to go, behind", "yellow"
    count = f"{row.done} of {row.target}"
    drawn = bar(min(1.0, row.done / row.target), BAR)
    screen.line(pad(KNOWN[row.name], LABEL), (drawn, "green"), f"   {pad(count, 10)}", (rest, style))


def _spark(months: Sequence[Month]) -> str:
    most = max(1, *(month.done for month in months))
    return "".join(LEVELS[round(month.done / most * (len(LEVELS) - 1))] for month in months)


def _streak(months: Sequence[Month]) -> str:
    running = months_running(months)
    if running < 2:
        return f"{sum(month.done for month in months)} met in all"
    return f"met the goal {running} months running"
