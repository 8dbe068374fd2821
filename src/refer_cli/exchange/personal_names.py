"""The name of a person as a registry has it, in parts and capitals, as one would write it by hand."""

from __future__ import annotations

from refer_cli.fields.names import proper_case

_SUFFIXES = {"JR": "Jr.", "SR": "Sr.", "II": "II", "III": "III", "IV": "IV"}


def full_name(first: str, middle: str, last: str, suffix: str) -> str:
    """First and last name with a suffix; the middle name only where the first is a bare initial."""
    given = proper_case(first)
    if len(given.rstrip(".")) == 1 and len(middle.strip(" .,")) > 1:
        given = f"{given} {proper_case(middle.strip(' .,'))}"
    ending = suffix.strip(" .,").upper()
    parts = (given, proper_case(last), _SUFFIXES.get(ending, proper_case(suffix)))
    return " ".join(part for part in parts if part)
