"""Ages as people write whom they see: "13+", "Kids 6-12", "ages 5-18", "under 12"."""

from __future__ import annotations

import re

from refer_cli.records import NamedTuple

CHILD, TEEN, ADULT, OLDER_ADULT = "child", "teen", "adult", "older adult"
ALL_AGES = frozenset(
    {
        "all",
        "everyone",
        "anyone",
        "all ages",
        "any age",
        "any ages",
        "every age",
        "all age groups",
        "lifespan",
        "across the lifespan",
        "ages all",
        "all ages welcome",
    }
)
_YEARS = r"(?:\s*-?\s*(?:years?|yrs?|yo|y/o|y\.o\.)(?:[\s-]*olds?)?)?"
_BEFORE = r"(?:\bages?\b|\baged\b|\bfrom\b)?\s*:?\s*"
_SPAN = re.compile(
    rf"{_BEFORE}(?<![\d$])(\d{{1,2}}){_YEARS}\s*(?:-|\u2010|\u2011|\u2012|\u2013|"
    rf"\u2014|\bto\b|\bthrough\b|\bthru\b)\s*(?:ages?\s*)?(\d{{1,3}})(?![\d%]){_YEARS}",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"{_BEFORE}(?<![\d$])(\d{{1,2}}){_YEARS}\s*(?:\+|(?:&|and|or|-)?\s*(?:up|older|"
    rf"over|above|beyond)\b|and\s+up\b)(?:\s*only)?|\b(?:over|above|starting at|min(?:imum)?(?: age)?)\s"
    rf"*:?\s*(?:age\s*)?(\d{{1,2}}){_YEARS}(?!\d)",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    rf"\b(?:under|below|up to|younger than|birth to|birth through|birth-)\s*(?:age\s*)?(\d{{1,2}}){_YEARS}"
    rf"|{_BEFORE}(?<![\d$])(\d{{1,2}}){_YEARS}\s*(?:&|and|or)\s*(?:under|younger|"
    rf"below)\b",
    re.IGNORECASE,
)
_OLDEST = 120
_LAST_BEFORE_OLDER = 65


class Ages(NamedTuple):
    """The age groups of a span of years, and whether one of them is only seen in part.

    `beyond` are those that a span ends before: "18-64" is no older adults, of whom "adults" alone says nothing.
    """

    groups: tuple[str, ...]
    partly: bool
    rest: str
    beyond: tuple[str, ...] = ()


def spelled_ages(text: str) -> str:
    """The text with "18 & older" as "18+" and "teens and up" as the groups that it means, so that it can be parted."""
    if not any(map(str.isdigit, text)) and _AND_UP.search(text) is None:
        return text
    text = re.sub(rf"(\d{{1,2}}){_YEARS}\s*(?:&|and|or)\s*(?:up|older|over|above)\b", r"\1+", text, flags=re.IGNORECASE)
    text = re.sub(
        rf"(\d{{1,2}}){_YEARS}\s*(?:&|and|or)\s*(?:under|younger|below)\b", r"under \1", text, flags=re.IGNORECASE
    )
    return _AND_UP.sub(lambda found: _LATER[found[1][0].casefold()], text)


_AND_UP = re.compile(r"\b(teens?|adolescents?|adults?)\s*(?:&|and|-)\s*(?:up|older|over)\b", re.IGNORECASE)
_LATER = {"t": "teens, adults, older adults", "a": "adults, older adults"}


def read_ages(text: str) -> Ages | None:
    """The first span of ages in `text`, as groups, and the text without it; None where there is none."""
    for pattern, both in ((_SPAN, True), (_FROM, False), (_UP_TO, False)):
        found = pattern.search(text)
        if found is None:
            continue
        numbers = [int(number) for number in found.groups() if number]
        low, high = (numbers[0], numbers[1]) if both else (numbers[0], _OLDEST) if pattern is _FROM else (0, numbers[0])
        if high < low or low > 99:
            continue
        groups, partly = _groups(low, high)
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        beyond = (OLDER_ADULT,) if ADULT in groups and high <= _LAST_BEFORE_OLDER else ()
        return Ages(groups, partly, re.sub(r"\(\s*\)", " ", rest).strip(" ,:-()"), beyond)
    return None


def _groups(low: int, high: int) -> tuple[tuple[str, ...], bool]:
    """Child to 12, teen 13 to 17, adult from 18, older adult from 65; a group that is only touched is unknown."""
    seen = (
        (CHILD, low <= 6, low <= 12),
        (TEEN, low <= 14 and high >= 16, low <= 17 and high >= 13),
        (ADULT, low <= 40 and high >= 24, low <= 64 and high >= 19),
        (OLDER_ADULT, high >= 70, high > 65),
    )
    groups = tuple(name for name, whole, _ in seen if whole)
    return groups, any(touched and not whole for _, whole, touched in seen)
