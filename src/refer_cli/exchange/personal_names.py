"""Names of people and streets out of capitals: MCDONALD becomes McDonald, as a person would write it."""

from __future__ import annotations

import re

_KEPT_CAPITALS = frozenset({"II", "III", "IV", "PO", "NE", "NW", "SE", "SW", "VA", "USA", "US", "UCONN", "UMASS"})
_SUFFIXES = {"JR": "Jr.", "SR": "Sr.", "II": "II", "III": "III", "IV": "IV"}


def proper_case(text: str) -> str:
    """`text` in capitals as written by hand; text that is not all capitals is somebody's choice and stays."""
    text = " ".join(text.split())
    if text != text.upper():
        return text
    return " ".join(_word(word) for word in text.split(" "))


def full_name(first: str, middle: str, last: str, suffix: str) -> str:
    """First and last name with a suffix; the middle name only where the first is a bare initial."""
    given = proper_case(first)
    if len(given.rstrip(".")) == 1 and len(middle.strip(" .,")) > 1:
        given = f"{given} {proper_case(middle.strip(' .,'))}"
    ending = suffix.strip(" .,").upper()
    parts = (given, proper_case(last), _SUFFIXES.get(ending, proper_case(suffix)))
    return " ".join(part for part in parts if part)


def _word(word: str) -> str:
    if word.strip(".,") in _KEPT_CAPITALS:
        return word
    # A digit's ending stays small (2ND -> 2nd), a unit's letter stays large (4A).
    if word[:1].isdigit():
        return word.lower() if re.fullmatch(r"\d+(?:ST|ND|RD|TH)", word) else word
    return (
        "".join(_part(part) for part in re.split(r"([-/'’])", word)) if not _is_possessive(word) else word.capitalize()
    )


def _is_possessive(word: str) -> bool:
    return word.endswith(("'S", "’S"))


def _part(part: str) -> str:
    # McDonald, but not Mcs or Mack; MacDonald cannot be told from Mackey without knowing the family.
    if re.fullmatch(r"MC[A-Z]{3,}", part):
        return "Mc" + part[2:].capitalize()
    return part.capitalize()
