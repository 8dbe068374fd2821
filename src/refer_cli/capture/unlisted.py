"""Insurers that no vocabulary knows, by the company they keep: "in network with Aetna, Quartz and Dean Health"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from refer_cli.capture.clauses import Clause
from refer_cli.capture.entries import entries
from refer_cli.capture.naming import given_names, is_no_name
from refer_cli.capture.offices import Cities
from refer_cli.capture.vocabulary_index import Mention
from refer_cli.folding import fold
from refer_cli.places.states import STATES

_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:(?:of|for|the|&) )?[A-Z][\w'’.-]*){0,4}")
_BEHIND = re.compile(r"\s+(?:ppo|hmo|epo|pos|only|panels?)$|[.!]+$", re.I)
_OWN_PANEL = re.compile(r"\b(?:my|her|his|their|our) ((?:[A-Z][\w'&]* ?){1,4}) panels?\b")
_LEAD = re.compile(
    r"\s*(?:(?:also|still|now|currently|she|he|i|we|they)\s+)*(?:takes?|accepts?|on|with|bills?|in[- ]network(?: with)?|paneled with)\s+",
    re.I,
)
_NO_INSURER = re.compile(
    r"\b(?:out|in|network|self|private|pay|cash|check|venmo|zelle|paypal|visa|mastercard|master|discover|american express|amex|"
    r"credit|debit|cards?|hsa|fsa|superbills?|sliding|scale|fees?|rates?|session|benefits?|verify|show|more|less|all|most|many|"
    r"other|others|any|some|contact|e-?mail|phone|call|text|website|yes|no|none|full|open|closed|new|now|soon|pending|also|only|"
    r"i|we|she|he|they|my|our|dr|eaps?|ppos?|hmos?|epo|pos|(?:^plans?$)|therapy|therapist|counseling|telehealth|office|evenings?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"etc|tbd|n/a|please|ask|specialties|clients?|patients?|accepting|taking|currently|commercial|major|licensed|virtual|online|"
    r"adults?|teens?|kids|child(?:ren)?|couples?|famil(?:y|ies)|groups?)\b",
    re.I,
)


def find_unlisted(
    text: str,
    parts: Sequence[Clause],
    known: Sequence[Mention],
    name: str | None,
    gazetteer: Cities | None = None,
    state: str | None = None,
) -> list[Mention]:
    """Each capitalised entry of a list of insurers that is none of the words known, as an insurer of that name.

    Only right beside an insurer that is known, in its list or in the line before or after under one heading. `known`
    are the mentions of the text in order, `name` is whose card it is. What `gazetteer` knows for a city of
    several ZIPs, or for one in `state`, is none.
    """
    own = set(fold(name or "").split())
    starts = [one.start for one in known]
    inside = [known[bisect_left(starts, part.start) : bisect_left(starts, part.end)] for part in parts]
    insurers = [[one for one in mentions if one.kinds() == {"insurer"}] for mentions in inside]
    found: list[Mention] = []
    for number, part in enumerate(parts):
        listed = part.field == "panels" and any(
            parts[place].field == "panels" and insurers[place] and text.count("\n", *_between(parts, number, place)) < 2
            for place in (number - 1, number + 1)
            if 0 <= place < len(parts)
        )
        if part.field not in (None, "panels", "money") or not (
            listed or insurers[number] or "panel" in text[part.start : part.end]
        ):
            continue
        if part.opened == "paren" and number and text[_end(inside[number - 1], part) : part.start].strip(" (") == "":
            continue  # "Medicaid (Turquoise Care/Centennial)" names plans of the same insurer.
        for match in _OWN_PANEL.finditer(text, part.start, part.end):
            place = _unknown(text, *match.span(1), own)
            if place is not None and not any(
                one.start < match.end(1) and match.start(1) < one.end for one in inside[number]
            ):
                found.append(Mention(*place, (("insurer", text[slice(*place)]),)))
        for start, end in _without_words(text, part, inside[number]):
            place = _unknown(text, start, end, own)
            if place is None or _is_city(text[slice(*place)], gazetteer, state):
                continue
            if listed or _beside(text, place, inside[number]):
                found.append(Mention(*place, (("insurer", text[slice(*place)]),)))
    return found


def _is_city(words: str, gazetteer: Cities | None, state: str | None) -> bool:
    cities: Any = gazetteer.cities(words) if gazetteer is not None else ()
    return any(zips > 1 or place.state == state for place, zips in cities)


def _end(mentions: Sequence[Mention], before: Clause) -> int:
    """Where the last of the mentions ends; the beginning of the text where there is none."""
    return mentions[-1].end if mentions else max(before.start - 400, 0)


def _between(parts: Sequence[Clause], one: int, other: int) -> tuple[int, int]:
    first, last = sorted((one, other))
    return parts[first].end, max(parts[first].end, parts[last].start)


def _without_words(text: str, part: Clause, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """The entries that hold no word of a vocabulary."""
    return [
        (start, end)
        for start, end in entries(text, part.start, part.end)
        if not any(one.start < end and start < one.end for one in mentions)
    ]


def _unknown(text: str, start: int, end: int, own: set[str]) -> tuple[int, int] | None:
    """Where in an entry a name stands that could be an insurer's, or None."""
    body = text[start:end].rstrip()
    while (shorter := _BEHIND.sub("", body)) != body:
        body = shorter
    led = _LEAD.match(body)
    body = " " * led.end() + body[led.end() :] if led else body
    first = start + len(body) - len(body.lstrip())
    name = body.strip()
    if not 3 <= len(name) <= 40 or not _NAME.fullmatch(name) or _NO_INSURER.search(name):
        return None
    words = fold(name).split()
    if own & set(words) or words[0] in given_names() or all(is_no_name(word) for word in words):
        return None
    if name.casefold() in {state.casefold() for state in STATES.values()}:
        return None
    return first, first + len(name)


def _beside(text: str, place: tuple[int, int], mentions: Sequence[Mention]) -> bool:
    """Whether the entry before or behind is an insurer that is known."""
    start, end = place
    before = [one for one in mentions if one.end <= start][-1:]
    behind = [one for one in mentions if one.start >= end][:1]
    insurers = [one for one in (*before, *behind) if one.kinds() == {"insurer"}]
    gaps = (text[one.end : start] if one.end <= start else text[end : one.start] for one in insurers)
    return any(len(gap) < 12 and not re.search(r"[:;]|\bfor\b|\bin\b|[.!?]\s", gap) for gap in gaps)
