"""Days as people jot them: "11/12", "last March", "until spring" (a small grammar; no guess at a bare word)."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})|(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>\d{4}|\d{2}))?(?![\d/]))", re.I
)
NAMED_DAY = re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<year>\d{{4}}))?", re.I)
# The first month of a season, as people mean it in a diary: a way of speaking, rounded to the month.
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
UNTIL = re.compile(
    r"\b(?:until|till|til|through|thru|before|w/?l to|wait ?list,?(?: is)? (?:about|around|into|to)|booking into|booked into|(?:re-?)?opens?(?: (?:back )?up)?(?: again)?(?: in| on)?)\s+(?:at least\s+|about\s+|around\s+"
    r"|after\s+|the\s+|end of\s+|(?P<part>early|mid|late)[\s-]+)*"
    rf"(?:(?P<iso>\d{{4}}-\d{{2}}(?:-\d{{2}})?)|(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?:/(?P<y>\d{{4}}|\d{{2}}))?|{_MONTH}"
    r"(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d]))?(?:,?\s+(?P<year>\d{4}))?|(?P<season>spring|summer|fall|autumn|winter)"
    r"(?:\s+(?:of\s+)?(?P<syear>\d{4}))?|(?P<newyear>new year|holidays))",
    re.I,
)


def past_day(text: str, today: date) -> tuple[str, str] | None:
    """The first whole day in `text` that has been, as (ISO day, its words); without a year the latest such day."""
    for found in DAY.finditer(text):
        if found["iso"]:
            day = _made(*(int(part) for part in found["iso"].split("-")))
        else:
            day = _latest(int(found["m"]), int(found["d"]), _year(found["y"]), today)
        if day is not None and day <= today:
            return day.isoformat(), found[0]
    for found in NAMED_DAY.finditer(text):
        year = int(found["year"]) if found["year"] else None
        day = _latest(_month(found["month"]), int(found["day"]), year, today)
        if day is not None and day <= today:
            return day.isoformat(), found[0]
    return None


def until(text: str, today: date) -> tuple[str, str] | None:
    """The end of "until …" in `text` as (ISO day or month, its words), the next one where no year is said."""
    found = UNTIL.search(text)
    if found is None:
        return None
    if found["iso"]:
        return found["iso"], found[0]
    if found["m"]:
        year = _year(found["y"])
        day = _next(int(found["m"]), int(found["d"]), year, today)
        return (day.isoformat(), found[0]) if day else None
    if found["month"]:
        month = _month(found["month"])
        year = int(found["year"]) if found["year"] else None
        if found["day"]:
            day = _next(month, int(found["day"]), year, today)
            return (day.isoformat(), found[0]) if day else None
        return _next_month(month, year, today), found[0]
    if found["season"]:
        year = int(found["syear"]) if found["syear"] else None
        return _next_month(_SEASONS[found["season"].lower()], year, today), found[0]
    return f"{today.year + 1}-01", found[0]


_WAIT = re.compile(
    r"(?:(?P<low>\d{1,2})\+?\s*(?:-|–|to)\s*)?(?P<count>\d{1,2}|one|two|three|four|six)\+?[\s-]*(?P<unit>weeks?|wks?|months?|mos?)\b\.?",
    re.I,
)
_SPELLED = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6}


def wait_ends(text: str, today: date) -> tuple[str, str] | None:
    """When "a 4 month wait" is over as (ISO month, its words): of "2-3 months" the longer."""
    found = _WAIT.search(text)
    if found is None:
        return None
    count = _SPELLED.get(found["count"].lower()) or int(found["count"])
    if found["unit"].lower().startswith("w"):
        end = today + timedelta(weeks=count)
        return f"{end.year:04}-{end.month:02}", found[0]
    month = today.year * 12 + today.month - 1 + count
    return f"{month // 12:04}-{month % 12 + 1:02}", found[0]


def _month(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower()[:3]))


def _next_month(month: int, year: int | None, today: date) -> str:
    year = year or today.year + (month <= today.month)
    return f"{year:04}-{month:02}"


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _latest(month: int, day: int, year: int | None, today: date) -> date | None:
    if year is not None:
        return _made(year, month, day)
    found = _made(today.year, month, day)
    return found if found is None or found <= today else _made(today.year - 1, month, day)


def _next(month: int, day: int, year: int | None, today: date) -> date | None:
    if year is not None:
        return _made(year, month, day)
    found = _made(today.year, month, day)
    return found if found is None or found >= today else _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SINCE = re.compile(
    r"\b(?:as of|effective|since|starting|beginning)\s+(?:(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>\d{2,4}))?"
    r"|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(?P<year>\d{4}))?)\b",
    re.I,
)


def since_blanked(text: str, today: date) -> str:
    """The text with "as of October 1" blanked where that has been: what has begun is so, what is to come is not yet."""

    def blanked(found: re.Match[str]) -> str:
        month = int(found["m"]) if found["m"] else _month(found["month"])
        day = int(found["d"] or found["day"] or 1)
        year = _year(found["y"]) if found["y"] else int(found["year"]) if found["year"] else None
        years = [year] if year else [today.year - 1, today.year, today.year + 1]
        days = [made for one in years if (made := _made(one, month, day)) is not None]
        nearest = min(days, key=lambda one: abs((one - today).days), default=None)
        return " " * len(found[0]) if nearest is not None and nearest <= today else found[0]

    return _SINCE.sub(blanked, text)
