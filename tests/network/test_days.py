"""Days as people type them, and the refusal of what has not happened yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.errors import BadValue
from refer_cli.fields.days import months_later, parse_coming_day, parse_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-12", "2026-11-12"),
        ("2026-1-2", "2026-01-02"),
        ("today", "2026-11-24"),
        (" Yesterday ", "2026-11-23"),
        ("tuesday", "2026-11-24"),
        ("last tuesday", "2026-11-17"),
        ("Wed", "2026-11-18"),
        ("on monday", "2026-11-23"),
        ("11/12", "2026-11-12"),
        ("11/24", "2026-11-24"),
        ("11/25", "2025-11-25"),
        ("2/29", "2024-02-29"),
        ("11/12/25", "2025-11-12"),
        ("11/12/2025", "2025-11-12"),
        ("Nov 12", "2026-11-12"),
        ("12 November", "2026-11-12"),
        ("Sept 3rd, 2025", "2025-09-03"),
        ("3 days ago", "2026-11-21"),
        ("1 day ago", "2026-11-23"),
        ("a week ago", "2026-11-17"),
        ("2w ago", "2026-11-10"),
        ("a month ago", "2026-10-24"),
        ("last week", "2026-11-17"),
        ("last month", "2026-10-24"),
    ],
)
def test_a_day_that_has_been(typed: str, day: str) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "2026-02-30",
        "13/1",
        "11/31",
        "next week",
        "3 days",
        "0000-01-01",
        "9999 years ago",
        "m 3",
        "1899-01-01",
    ],
)
def test_what_is_no_day_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(BadValue) as refusal:
        parse_day(typed, TODAY)
    assert refusal.value.hint


@pytest.mark.parametrize("typed", ["tomorrow", "2026-11-25", "11/25/26", "in 3 days"])
def test_a_day_to_come_is_refused_for_what_happened(typed: str) -> None:
    with pytest.raises(BadValue, match="in the future"):
        parse_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-24"),
        ("tomorrow", "2026-11-25"),
        ("tuesday", "2026-12-01"),
        ("next friday", "2026-11-27"),
        ("12/1", "2026-12-01"),
        ("11/23", "2027-11-23"),
        ("1 Dec", "2026-12-01"),
        ("in 3 days", "2026-11-27"),
        ("3d", "2026-11-27"),
        ("2 weeks", "2026-12-08"),
        ("next month", "2026-12-24"),
    ],
)
def test_a_day_to_come(typed: str, day: str) -> None:
    assert parse_coming_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["yesterday", "2026-11-23", "last week", "3 days ago"])
def test_a_day_that_has_been_is_refused_for_what_is_to_come(typed: str) -> None:
    with pytest.raises(BadValue, match="has been"):
        parse_coming_day(typed, TODAY)


DAYS = st.dates(date(1901, 1, 1), date(2998, 12, 31))


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_the_last_seven_days_and_the_next(today: date, number: int) -> None:
    name = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[number]
    last, coming = date.fromisoformat(parse_day(name, today)), date.fromisoformat(parse_coming_day(name, today))
    assert last.weekday() == coming.weekday() == number
    assert today - timedelta(days=7) < last <= today < coming <= today + timedelta(days=7)


@given(DAYS, st.integers(0, 1200))
def test_months_keep_the_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months or later == date.max
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(st.text(max_size=30), DAYS)
def test_any_text_is_a_day_or_refused(text: str, today: date) -> None:
    try:
        day = parse_day(text, today)
    except BadValue:
        return
    assert day <= today.isoformat()
