"""An age as somebody says it ("15", "8 year old", "in her 70s") and the age group that it falls into."""

from __future__ import annotations

import re

_BOUNDS = ((12, "child"), (17, "teen"), (64, "adult"), (120, "older adult"))
"""The oldest of each group, in years."""
_AGE = (
    r"(?:ages?|aged|turning|turns|now)?\s*(?P<years>\d{1,3})"
    r"(?:\s*-?\s*(?P<unit>months?|mos?|years?|yrs?|y/?o|y\.o\.?)(?:\s*-?\s*old)?)?"
)
_DECADE = r"(?:in\s+(?:her|his|their|the)\s+)?(?:early |mid-? ?|late )?(?P<years>[1-9]0)'?s"


def age_group_of(text: str) -> str | None:
    """The group of an age: child up to 12, teen up to 17, adult up to 64, then older adult. None of what is no age."""
    if not any(map(str.isdigit, text)):  # nearly every word of a request: no pattern is compiled for it
        return None
    decade = re.fullmatch(_DECADE, text.strip(), re.IGNORECASE)
    if decade is not None:
        return _group(int(decade["years"])) if decade["years"] != "10" else None
    age = re.fullmatch(_AGE, text.strip(), re.IGNORECASE)
    if age is None:
        return None
    if age["unit"] and age["unit"].casefold().startswith("mo"):
        return _BOUNDS[0][1]
    return _group(int(age["years"]))


def _group(years: int) -> str | None:
    return next((group for oldest, group in _BOUNDS if years <= oldest), None)
