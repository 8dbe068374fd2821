"""The pace of a goal, month edges, and months in a row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.network.goals import GoalProgress, Month, days_left, goal_row, last_months, month_of_day, months_running


@pytest.mark.parametrize(
    ("today", "target", "done", "on_track"),
    [
        (date(2026, 11, 24), 3, 2, True),
        (date(2026, 11, 24), 3, 1, False),
        (date(2026, 11, 1), 3, 0, True),
        (date(2026, 11, 10), 3, 0, False),
        (date(2026, 11, 9), 3, 0, True),
        (date(2026, 11, 30), 3, 2, False),
        (date(2028, 2, 29), 1, 1, True),
        (date(2027, 2, 28), 1, 0, False),
    ],
)
def test_on_track_at_the_floor_of_the_share_of_days(today: date, target: int, done: int, on_track: bool) -> None:
    assert goal_row("meet", target, done, today).on_track is on_track


def test_a_row_of_the_month_that_the_design_shows() -> None:
    assert goal_row("meet", 3, 2, date(2026, 11, 24)) == GoalProgress("meet", 3, 2, 1, True)


def test_days_left_and_months_over_the_turn_of_the_year() -> None:
    assert days_left(date(2026, 12, 31)) == 0
    assert days_left(date(2027, 1, 1)) == 30
    assert last_months(date(2027, 1, 15), 3) == ["2026-11", "2026-12", "2027-01"]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 1000), st.integers(0, 2000))
def test_what_is_left_is_never_negative_and_nothing_left_is_on_track(day: date, target: int, done: int) -> None:
    row = goal_row("meet", target, done, day)
    assert row.left == max(0, target - done)
    assert row.on_track or row.left > 0
    assert month_of_day(day + timedelta(days_left(day))) == month_of_day(day)
    assert month_of_day(day + timedelta(days_left(day) + 1)) != month_of_day(day)
    assert last_months(day)[-1] == month_of_day(day)


@pytest.mark.parametrize(
    ("months", "running"),
    [
        ([(3, 3), (3, 3), (3, 1)], 2),
        ([(3, 3), (3, 3), (3, 3)], 3),
        ([(3, 3), (3, 2), (3, 3)], 1),
        ([(3, 3), (None, 5), (3, 3)], 1),
        ([(3, 0)], 0),
    ],
)
def test_months_running(months: list[tuple[int | None, int]], running: int) -> None:
    assert months_running([Month(f"2026-{9 + n:02}", *one) for n, one in enumerate(months)]) == running
