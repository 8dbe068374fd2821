"""Monthly goals: what was aimed at, what was done, and whether that is on pace (pure)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

KNOWN = {"meet": "meet someone new"}
"""The goals that are really counted, and what each is called. `meet`: colleagues first met in the month."""


class GoalRow(NamedTuple):
    """One goal in one month. `on_track`: done >= floor(target x day / days in the month)."""

    name: str
    target: int
    done: int
    left: int
    on_track: bool
    due_by_now: int


class Month(NamedTuple):
    """A month that is over or running: its name (YYYY-MM), target (None: no goal then) and what was done."""

    month: str
    target: int | None
    done: int


def month_of(day: date) -> str:
    """The month of a day as YYYY-MM."""
    return f"{day.year:04}-{day.month:02}"


def days_left(today: date) -> int:
    """Whole days after today until the month ends; 0 on its last day."""
    return monthrange(today.year, today.month)[1] - today.day


def goal_row(name: str, target: int, done: int, today: date) -> GoalRow:
    """Where a goal stands today. A target that was changed within the month counts for the whole of it."""
    days = monthrange(today.year, today.month)[1]
    due = target * today.day // days
    return GoalRow(name, target, done, max(0, target - done), done >= due, due)


def last_months(today: date, count: int = 12) -> list[str]:
    """The names of so many months, the oldest first, the running one last."""
    number = today.year * 12 + today.month - 1
    return [f"{one // 12:04}-{one % 12 + 1:02}" for one in range(number - count + 1, number + 1)]


def months_running(months: Sequence[Month]) -> int:
    """How many months in a row met their goal, up to the last that is over, and the running one if it did."""
    running, *earlier = reversed(months)
    streak = int(_met(running))
    for month in earlier:
        if not _met(month):
            break
        streak += 1
    return streak


def _met(month: Month) -> bool:
    return month.target is not None and month.done >= month.target
