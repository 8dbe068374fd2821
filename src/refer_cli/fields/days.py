"""Days as people type them ("yesterday", "11/12", "3 days ago") and as they are said ("Fri 27 Nov", "November")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from refer_cli.errors import BadValue
from refer_cli.fields.plain import unmarked

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
PAST_HINT = "write it as 2026-11-12, 11/12, today, yesterday, friday, 3 days ago or last week"
COMING_HINT = "write it as 2026-12-01, 12/1, tomorrow, friday, in 3 days or next week"
CONFIRMED = "the facts were confirmed"
"""What is asked for where a day is to come and the day of facts was wanted."""
EARLIEST = date(1900, 1, 1)
LATEST = date(2999, 12, 31)

_CLOCK = re.compile(r"(?<=\d)(?:t|,? )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?z| ?[+-]\d{2}:?\d{2})?$")
_ROUGHLY = re.compile(
    r"^(?:~|c\.|ca\.?|circa|approx\.?|approximately|about|around|since|sometime in|in|early|mid|late|est\.?)[ -]*"
)
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
"""The month in which a season begins."""
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "a couple": 2, "a couple of": 2, "couple of": 2,
}  # fmt: skip
_COUNT = rf"\d{{1,4}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))}"
UNIT = r"d|days?|w|wks?|weeks?|m|mos?|months?|y|yrs?|years?"
_LASTING = re.compile(rf"({_COUNT}) ?({UNIT})")
_COMING = re.compile(r"^(?:until|till?|'til|by|for|to|this)\s+(?=\S)")


def parse_day(
    text: str, today: date, field: str | None = None, event: str = "it happened", *, elsewhere: bool = False
) -> str:
    """The ISO day of something that happened, by today at the latest.

    A weekday is its last one, today included ("last friday" is before today); a day without a year is the last
    such day; a month or a year is its first day. What was written `elsewhere` may be of tomorrow: it can be that day
    there already. Raises BadValue, about `field`, for what is no day, and for a day to come; `event` is what is asked
    for instead.
    """
    day = find_day(text, today)
    if day is None:
        raise BadValue(f'"{_shown(text)}" is not a day.', PAST_HINT, field=field, value=text)
    if day > today and not (elsewhere and day == _moved(today, 1) and re.match(r"\s*[\d=\"']", text)):
        raise BadValue(f"{day.isoformat()} is in the future.", f"write the day {event}", field=field, value=text)
    return day.isoformat()


def day_or_today(text: str | None, today: date, field: str | None = None, event: str = "it happened") -> str:
    """The ISO day that was typed (`parse_day`), else today's. Raises BadValue."""
    return today.isoformat() if text is None else parse_day(text, today, field, event)


def parse_coming_day(text: str, today: date) -> str:
    """The ISO day of something to come, today or later.

    A weekday is the next one after today; a day without a year is the next such day. Raises BadValue for what
    is no day, and for a day that has been.
    """
    day = find_day(text, today, past=False)
    if day is None:
        raise BadValue(f'"{_shown(text)}" is not a day.', COMING_HINT)
    if day < today:
        raise BadValue(f"{day.isoformat()} has been already.", "write a day from today on")
    return day.isoformat()


def find_day(text: str, today: date | None, *, past: bool = True) -> date | None:
    """The day that is meant, or None for what is no day. Without `today` only a day with its year is one.

    What could be two days is the last of them in the `past`, else the next. In the past a month or a year alone is a
    rough day: its first.
    """
    words = " ".join(unmarked(text).casefold().split()).removeprefix("on ")
    if not past:
        words = _COMING.sub("", words).removeprefix("on ")
    words = re.sub(rf"^(?:{'|'.join(name[:3] for name in WEEKDAYS)})[a-z]*\.?,? (?=.*\d)", "", words)
    words = _CLOCK.sub("", words)
    day = _fixed(words, today, past) or (_rough(words, today) if past else None)
    if day is None and today is not None:
        day = _weekday(words, today, past) or _distance(words, today, past)
    return day if day is not None and EARLIEST <= day <= LATEST else None


def counted_span(words: str) -> tuple[int, str] | None:
    """A number of days, weeks, months or years in small letters, as (3, "w"): "3w", "three weeks"."""
    parts = _LASTING.fullmatch(words)
    return (_COUNTS.get(parts[1]) or int(parts[1]), parts[2][0]) if parts is not None else None


def split_coming_day(words: Sequence[str], today: date) -> tuple[list[str], str]:
    """Of words such as `12 15 next week`: those before the day, and the day as typed.

    Without a day that is understood it is all behind the first words that are numbers.
    """
    for start in range(len(words)):
        text = " ".join(words[start:])
        if find_day(text, today, past=False) is not None:
            return list(words[:start]), text
    numbers = next((at for at, word in enumerate(words) if not word.removeprefix("#").isdigit()), len(words))
    return list(words[:numbers]), " ".join(words[numbers:])


def month_number(word: str) -> int | None:
    """The month whose English name begins so, in at least three letters."""
    return next((number for number, name in enumerate(MONTHS, 1) if len(word) > 2 and name.startswith(word)), None)


def months_later(day: date, months: int) -> date:
    """The same day so many months on (or back); in a shorter month its last day. 31 January + 1: 28 or 29 February.

    Before year 1 and after 9999 it stops at the calendar's own ends.
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return next(later for number in range(day.day, 0, -1) if (later := _made(year, month, number)))


def days_later(day: str, days: int) -> str:
    """The ISO day so many days after one. It stops at 9999-12-31."""
    start = date.fromisoformat(day)
    return (start + timedelta(days=min(days, (date.max - start).days))).isoformat()


def month_name(day: str) -> str:
    """The month of an ISO day (or of a month such as 2026-11): "November"."""
    return MONTHS[int(day[5:7]) - 1].capitalize()


def month_words(day: str, today: date) -> str:
    """The month of an ISO day, with its year unless it is this one: "September", "September 2025"."""
    return month_name(day) if day[:4] == f"{today.year:04}" else f"{month_name(day)} {day[:4]}"


def day_words(day: str, today: date) -> str:
    """An ISO day as one says it: "Fri 27 Nov", with its year where that is another."""
    then = date.fromisoformat(day)
    year = "" if then.year == today.year else f" {then.year}"
    return f"{WEEKDAYS[then.weekday()][:3].capitalize()} {then.day} {month_name(day)[:3]}{year}"


def _fixed(words: str, today: date | None, past: bool) -> date | None:
    """A day of the calendar, with or without its year."""
    if parts := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", words) or re.fullmatch(
        r"(\d{4})()(\d{2})(\d{2})", words
    ):
        return _made(int(parts[1]), int(parts[3]), int(parts[4]))
    if parts := re.fullmatch(r"(\d{1,2})([-.])(\d{1,2})\2(\d{4}|\d{2})", words):
        # With full stops a first number above 12 can only be the day.
        month, day = (parts[3], parts[1]) if parts[2] == "." and int(parts[1]) > 12 else (parts[1], parts[3])
        return _made(int(parts[4]) if len(parts[4]) == 4 else 2000 + int(parts[4]), int(month), int(day))
    if parts := re.fullmatch(r"(\d{1,2})[- ]([a-z]{3,9})[- ](\d{4}|\d{2})", words):
        named = month_number(parts[2])
        year_number = int(parts[3]) if len(parts[3]) == 4 else 2000 + int(parts[3])
        return _made(year_number, named, int(parts[1])) if named else None
    if parts := re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?", words):
        year = parts[3] and (int(parts[3]) if len(parts[3]) == 4 else 2000 + int(parts[3]))
        return _nearest(int(parts[1]), int(parts[2]), year or None, today, past)
    if parts := re.fullmatch(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", words):
        month, day, year_typed = month_number(parts[1]), parts[2], parts[3]
    elif parts := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?:,? (\d{4}))?", words):
        month, day, year_typed = month_number(parts[2]), parts[1], parts[3]
    else:
        return None
    return _nearest(month, int(day), int(year_typed) if year_typed else None, today, past) if month else None


def _rough(words: str, today: date | None) -> date | None:
    """The first day of a month, a season or a year that is written without a day."""
    words = _ROUGHLY.sub("", words)
    if quarter := re.fullmatch(r"q([1-4])[ /-]?((?:19|20)\d{2})", words):
        return _made(int(quarter[2]), int(quarter[1]) * 3 - 2, 1)
    if re.fullmatch(r"(?:19|20)\d{2}", words):
        return _made(int(words), 1, 1)
    parts = re.fullmatch(r"(\d{4})[-/](\d{1,2})", words)
    if parts:
        return _made(int(parts[1]), int(parts[2]), 1)
    parts = re.fullmatch(r"(\d{1,2})[-/]((?:19|20)\d{2})", words)
    if parts:
        return _made(int(parts[2]), int(parts[1]), 1)
    parts = re.fullmatch(r"([a-z]{3,9})\.?,?(?: of)?[ -]?((?:19|20)\d{2}|['\u2019]\d{2})", words)
    if parts is None:
        month = SEASONS.get(words) or month_number(words)
        return _nearest(month, 1, None, today, past=True) if month and today is not None else None
    year = int(parts[2]) if parts[2].isdigit() else 2000 + int(parts[2][1:])
    month = SEASONS.get(parts[1]) or month_number(parts[1])
    return _made(year, month, 1) if month else None


def _weekday(words: str, today: date, past: bool) -> date | None:
    name = words.removeprefix("last " if past else "next ")
    number = next((at for at, full in enumerate(WEEKDAYS) if len(name) >= 3 and full.startswith(name)), None)
    if number is None:
        return None
    if past:
        back = (today.weekday() - number) % 7
        return _moved(today, -(back or (7 if words.startswith("last ") else 0)))
    return _moved(today, (number - today.weekday()) % 7 or 7)


def _distance(words: str, today: date, past: bool) -> date | None:
    """A day so far from today: in the direction that is meant, or said."""
    if words == "today":
        return today
    if words in ("yesterday", "tomorrow"):
        return _moved(today, -1 if words == "yesterday" else 1)
    if words == "day before yesterday":
        return _moved(today, -2)
    for unit in ("week", "month", "year"):
        if words in (f"last {unit}", f"next {unit}"):
            return _counted(f"1 {unit}", today, -1 if words.startswith("last") else 1)
    if words.endswith(" ago"):
        return _counted(words.removesuffix(" ago"), today, -1)
    if words.startswith("in "):
        return _counted(words.removeprefix("in "), today, 1)
    return None if past else _counted(words, today, 1)


def _counted(words: str, today: date, sign: int) -> date | None:
    lasting = counted_span(words)
    if lasting is None:
        return None
    count, unit = sign * lasting[0], lasting[1]
    if unit == "d" or unit == "w":
        return _moved(today, count * (7 if unit == "w" else 1))
    return months_later(today, count * (12 if unit == "y" else 1))


def _nearest(month: int, day: int, year: int | None, today: date | None, past: bool) -> date | None:
    """That day of that year, or without one the last (or next) such day: 29 February goes to a leap year."""
    if year is not None:
        return _made(year, month, day)
    if today is None:
        return None
    for away in range(9):
        candidate = _made(today.year - away if past else today.year + away, month, day)
        if candidate is not None and (candidate <= today if past else candidate >= today):
            return candidate
    return None


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shown(text: str) -> str:
    """What was typed, short enough for one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
