"""Spans of time as one types them: 3d, 6w, 3m, 1y, and a day so much later (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from refer_cli.errors import BadValue
from refer_cli.fields.days import counted_span, days_later, months_later
from refer_cli.records import NamedTuple

UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
MOST = {"d": 3650, "w": 520, "m": 120, "y": 10}
"""Ten years, in each unit."""
_SAID = {
    "day": "1d", "daily": "1d", "week": "1w", "weekly": "1w", "other week": "2w", "biweekly": "2w", "fortnight": "2w",
    "month": "1m", "monthly": "1m", "other month": "2m", "quarter": "3m", "quarterly": "3m", "half year": "6m",
    "twice a year": "6m", "year": "1y", "yearly": "1y", "once a year": "1y", "annually": "1y",
}  # fmt: skip
"""Spans that are said in a word."""


class Span(NamedTuple):
    """A number of days, weeks, months or years. As text it is what `parse` reads and the book keeps: `3m`."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    @property
    def words(self) -> str:
        """As it is said: "3 months", "1 week"."""
        return f"{self.number} {UNITS[self.unit]}{'' if self.number == 1 else 's'}"


def parse_span(text: str) -> Span:
    """A span from 1 day to 10 years: `3d`, `6w`, `3m`, `1y`, also `3 months`, `every other week`. Raises BadValue."""
    typed = " ".join(text.casefold().split()).removeprefix("every ")
    counted = counted_span(_SAID.get(typed, typed))
    if counted is None:
        raise BadValue(f'"{text[:40]}" is not a span of time.', "write it as 3d, 6w, 3m, 1y or every 2 weeks")
    span = Span(*counted)
    if not 1 <= span.number <= MOST[span.unit]:
        raise BadValue(f'"{text[:40]}" is not between a day and ten years.', "write it as 3d, 6w, 3m or 1y")
    return span


def split_span(words: Sequence[str]) -> tuple[list[str], str]:
    """Of words such as `Ada Birch every 2 weeks`: those before the span, and the span as typed; else the last word."""
    for start in range(len(words)):
        typed = " ".join(words[start:])
        try:
            parse_span(typed)
        except BadValue:
            continue
        return list(words[:start]), typed
    # A number with a word behind it is one span all the same, if one that nobody can keep: 0 days.
    length = 2 if len(words) > 1 and words[-2].isdigit() else 1
    return list(words[:-length]), " ".join(words[-length:])


def add_span(day: str, span: Span) -> str:
    """The ISO day so much later. 31 January plus a month is the last day of February; weeks are 7 days.

    Months are counted from the day itself, so that 31 January plus 2m is 31 March. It stops at 9999-12-31.
    """
    if span.unit in "my":
        return months_later(date.fromisoformat(day), span.number * (12 if span.unit == "y" else 1)).isoformat()
    return days_later(day, span.number * (7 if span.unit == "w" else 1))


def shortest(spans: list[Span], day: str) -> Span | None:
    """The span that ends first when counted from a day; None of none."""
    return min(spans, key=lambda span: (add_span(day, span), str(span)), default=None)
