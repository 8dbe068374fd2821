"""What each goal counts, in which month, and against which target."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.network.goals import (
    AIMED_AT,
    KNOWN,
    Happened,
    Month,
    Target,
    done_by_month,
    goal_history,
    months_running,
    target_in,
)
from refer_cli.network.records import FollowUp, Meeting

TODAY = date(2026, 11, 24)


def meeting(number: int, day: str, kind: str, *who: int, group: int | None = None) -> Meeting:
    return Meeting(number, day, kind, None, group, who)


def task(number: int, done_on: str | None) -> FollowUp:
    return FollowUp(number, 1, "thank", None, "2026-11-01", None, None, "2026-10-30", done_on)


HAPPENED = Happened(
    # Ada (1) was met first in October and once more in November: one new colleague, two meetings.
    first_met=[(1, "2026-10-31"), (2, "2026-11-01"), (3, "2026-11-30"), (4, "2026-12-01")],
    meetings=[
        meeting(1, "2026-10-31", "coffee", 1),
        meeting(2, "2026-11-01", "coffee", 1, 2),
        meeting(3, "2026-11-12", "lunch", 1),
        meeting(4, "2026-11-20", "group", 3, group=1),
        meeting(5, "2026-11-21", "group", group=1),
        meeting(6, "2026-11-22", "mixer", 3),
        meeting(7, "2026-11-23", "coffee", 3, group=1),
    ],
    follow_ups=[task(1, None), task(2, "2026-10-31"), task(3, "2026-11-02"), task(4, "2026-11-02")],
    given=["2026-11-03", "2026-11-04", "2026-10-31"],
    # Ada's facts were confirmed on two days of the month: she is one colleague.
    verified=[(1, "2026-11-02"), (1, "2026-11-20"), (2, "2026-11-20"), (1, "2026-10-20")],
    diversifying=[(3, "2026-11-30")],
)


@pytest.mark.parametrize(
    ("goal", "october", "november"),
    [
        ("meet", 1, 2),
        ("coffee", 1, 2),
        ("lunch", 0, 1),
        ("follow-up", 1, 2),
        ("group", 0, 3),
        ("verify", 1, 2),
        ("diversify", 0, 1),
        ("give", 1, 2),
    ],
)
def test_what_each_goal_counts(goal: str, october: int, november: int) -> None:
    done = done_by_month(goal, HAPPENED)
    assert (done.get("2026-10", 0), done.get("2026-11", 0)) == (october, november)


def test_every_goal_that_is_known_counts_something_here() -> None:
    assert all(done_by_month(name, HAPPENED) for name in KNOWN)
    assert "give" not in AIMED_AT and set(AIMED_AT) < set(KNOWN)


def test_a_target_holds_until_the_next_and_none_ends_it() -> None:
    targets = [Target("meet", "2026-09", None), Target("meet", "2026-06", 2), Target("meet", "2026-11", 4)]
    assert [target_in(targets, "meet", f"2026-{month:02}") for month in (5, 6, 8, 9, 10, 11, 12)] == [
        None, 2, 2, None, None, 4, 4,
    ]  # fmt: skip
    assert target_in(targets, "coffee", "2026-11") is None


def test_a_goal_changed_within_the_month_counts_for_the_whole_of_it_and_not_for_those_before() -> None:
    targets = [Target("meet", "2026-09", 1), Target("meet", "2026-11", 3)]
    assert goal_history("meet", targets, HAPPENED, TODAY, 3) == [
        Month("2026-09", 1, 0),
        Month("2026-10", 1, 1),
        Month("2026-11", 3, 2),
    ]
    assert months_running(goal_history("meet", targets, HAPPENED, TODAY)) == 1


def test_a_meeting_entered_late_counts_in_its_own_month() -> None:
    late = HAPPENED._replace(first_met=[*HAPPENED.first_met, (9, "2026-09-30")])
    assert goal_history("meet", [Target("meet", "2026-09", 1)], late, TODAY, 3)[0] == Month("2026-09", 1, 1)


@given(st.lists(st.dates(date(2025, 1, 1), date(2026, 11, 24)), max_size=60), st.dates(date(2025, 12, 1), TODAY))
def test_every_day_counts_once_in_exactly_one_month(days: list[date], today: date) -> None:
    happened = Happened(given=[day.isoformat() for day in days])
    done = done_by_month("give", happened)
    assert sum(done.values()) == len(days)
    for day in days:
        assert done[day.isoformat()[:7]] >= 1
    shown = goal_history("give", [], happened, today)
    assert len(shown) == 12 and shown[-1].month == today.isoformat()[:7]
    first = date.fromisoformat(f"{shown[0].month}-01")
    after = (date(today.year, today.month, 28) + timedelta(days=4)).replace(day=1)
    assert sum(month.done for month in shown) == sum(first <= day < after for day in days)
