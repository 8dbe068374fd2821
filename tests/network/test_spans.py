"""Spans: what is typed, what is said, and the day so much later."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.errors import BadValue
from refer_cli.network.spans import MOST, Span, add_span, parse_span, shortest


@pytest.mark.parametrize(
    ("typed", "span", "words"),
    [
        ("3d", "3d", "3 days"),
        ("6 W", "6w", "6 weeks"),
        ("3m", "3m", "3 months"),
        ("1 year", "1y", "1 year"),
        ("a month", "1m", "1 month"),
        ("every 6 weeks", "6w", "6 weeks"),
    ],
)
def test_a_span_as_typed_kept_and_said(typed: str, span: str, words: str) -> None:
    assert (str(parse_span(typed)), parse_span(typed).words) == (span, words)


@pytest.mark.parametrize("typed", ["", "3", "0d", "3x", "-1m", "11y", "1.5m", "9999d", "soon"])
def test_what_is_no_span_is_refused(typed: str) -> None:
    with pytest.raises(BadValue) as refusal:
        parse_span(typed)
    assert "3m" in refusal.value.hint


@pytest.mark.parametrize(
    ("day", "span", "later"),
    [
        ("2026-01-31", "1m", "2026-02-28"),
        ("2028-01-31", "1m", "2028-02-29"),
        ("2026-01-31", "2m", "2026-03-31"),
        ("2028-02-29", "1y", "2029-02-28"),
        ("2028-02-29", "4y", "2032-02-29"),
        ("2026-12-31", "2m", "2027-02-28"),
        ("2026-11-24", "6w", "2027-01-05"),
        ("2028-02-28", "1d", "2028-02-29"),
        ("9999-12-01", "1y", "9999-12-31"),
        ("9999-12-01", "90d", "9999-12-31"),
    ],
)
def test_a_day_so_much_later(day: str, span: str, later: str) -> None:
    assert add_span(day, parse_span(span)) == later


SPANS = st.sampled_from("dwmy").flatmap(lambda unit: st.integers(1, MOST[unit]).map(lambda n: Span(n, unit)))


@given(SPANS)
def test_a_span_is_read_as_it_is_written(span: Span) -> None:
    assert parse_span(str(span)) == parse_span(span.words) == span


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.lists(SPANS, min_size=1))
def test_it_is_later_and_the_shortest_ends_first(day: date, spans: list[Span]) -> None:
    found = shortest(spans, day.isoformat())
    assert found is not None
    assert day.isoformat() < add_span(day.isoformat(), found) == min(add_span(day.isoformat(), span) for span in spans)


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.dates(date(1900, 1, 1), date(2900, 1, 1)), SPANS)
def test_a_later_day_stays_no_earlier(one: date, other: date, span: Span) -> None:
    first, second = sorted((one.isoformat(), other.isoformat()))
    assert add_span(first, span) <= add_span(second, span)
