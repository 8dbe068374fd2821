"""Monthly goals: what was aimed at, what was done, and whether that is on pace (pure)."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.network.records import FollowUp, Meeting

KNOWN = {
    "meet": "meet someone new",
    "coffee": "have coffee",
    "lunch": "have lunch",
    "follow-up": "follow up",
    "group": "go to a group",
    "verify": "confirm facts",
    "diversify": "widen the network",
    "give": "referrals offered",
}
"""What is counted, and how it is called.

`meet`: colleagues first met in the month. `coffee`, `lunch`: meetings of that kind. `follow-up`: follow-ups
done. `group`: group meetings attended. `verify`: colleagues of whom something was confirmed. `diversify`: people
first met in the month who bring what at most one person known before them had (`network.diversity`). `give`:
referrals given, whomever the client chose then.
"""
COUNTED_ONLY = ("give",)
"""Counted, but never aimed at: nothing may urge sending anybody a client (fit before favours)."""
AIMED_AT = tuple(name for name in KNOWN if name not in COUNTED_ONLY)


class GoalProgress(NamedTuple):
    """One goal in one month. `on_track`: done >= floor(target x day / days in the month)."""

    name: str
    target: int
    done: int
    left: int
    on_track: bool


class Month(NamedTuple):
    """A month that is over or running: its name (YYYY-MM), target (None: no goal then) and what was done."""

    month: str
    target: int | None
    done: int


class Target(NamedTuple):
    """A target that holds from a month (YYYY-MM) on, until a later one of the same name; None ends the goal."""

    name: str
    from_month: str
    target: int | None


class Happened(NamedTuple):
    """What goals count. `first_met`, `verified` and `diversifying`: colleague and day; `given`: days."""

    first_met: Sequence[tuple[int, str]] = ()
    meetings: Sequence[Meeting] = ()
    follow_ups: Sequence[FollowUp] = ()
    given: Sequence[str] = ()
    verified: Sequence[tuple[int, str]] = ()
    diversifying: Sequence[tuple[int, str]] = ()


def month_of_day(day: date) -> str:
    """The month of a day as YYYY-MM."""
    return f"{day.year:04}-{day.month:02}"


def days_left(today: date) -> int:
    """Whole days after today until the month ends; 0 on its last day."""
    return monthrange(today.year, today.month)[1] - today.day


def goal_row(name: str, target: int, done: int, today: date) -> GoalProgress:
    """Where a goal stands today. A target that was changed within the month counts for the whole of it."""
    days = monthrange(today.year, today.month)[1]
    return GoalProgress(name, target, done, max(0, target - done), done >= target * today.day // days)


def last_months(today: date, count: int = 12) -> list[str]:
    """The names of so many months, the oldest first, the running one last."""
    number = today.year * 12 + today.month - 1
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(number - count + 1, number + 1)]


def done_by_month(name: str, happened: Happened) -> Mapping[str, int]:
    """How much of what a goal counts was done in each month (YYYY-MM); 0 for any other month.

    Everything counts in the month in which it happened, whenever it was entered.
    """
    if name == "meet":
        return _by_month(day for _, day in happened.first_met)
    if name in ("coffee", "lunch"):
        return _by_month(meeting.on_day for meeting in happened.meetings if meeting.kind == name)
    if name == "group":
        # An evening that was entered twice is one evening; of a group without a name each entry is.
        evenings = {
            (meeting.on_day, meeting.group_id or -meeting.id)
            for meeting in happened.meetings
            if is_group_meeting(meeting)
        }
        return _by_month(day for day, _ in evenings)
    if name == "follow-up":
        return _by_month(task.done_on for task in happened.follow_ups if task.done_on is not None)
    if name == "verify":
        return Counter(month for _, month in {(who, day[:7]) for who, day in happened.verified})
    if name == "diversify":
        return _by_month(day for _, day in happened.diversifying)
    return _by_month(happened.given)


def is_group_meeting(meeting: Meeting) -> bool:
    """Whether a meeting was one of a group."""
    return meeting.kind == "group" or meeting.group_id is not None


def target_in(targets: Iterable[Target], name: str, month: str) -> int | None:
    """The target of a goal that is in force in a month (YYYY-MM), or None."""
    so_far = [target for target in targets if target.name == name and target.from_month <= month]
    return max(so_far, key=lambda target: target.from_month).target if so_far else None


def goal_history(name: str, targets: Sequence[Target], happened: Happened, today: date, count: int = 12) -> list[Month]:
    """What a goal aimed at and what was done in each of the last months, the running one last."""
    done = done_by_month(name, happened)
    return [Month(month, target_in(targets, name, month), done.get(month, 0)) for month in last_months(today, count)]


def months_running(months: Sequence[Month]) -> int:
    """How many months in a row met their goal, up to the last that is over, and the running one if it did."""
    running, *earlier = reversed(months)
    streak = int(is_met(running))
    for month in earlier:
        if not is_met(month):
            break
        streak += 1
    return streak


def is_met(month: Month) -> bool:
    """Whether the month had a goal and reached it."""
    return month.target is not None and month.done >= month.target


def _by_month(days: Iterable[str]) -> Counter[str]:
    return Counter(day[:7] for day in days)
