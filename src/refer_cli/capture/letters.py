"""The letters of one person: behind the name, as an entry of their own, and titles in full words."""

from __future__ import annotations

import re

from refer_cli.capture.assertions import Reader
from refer_cli.capture.found import WRITTEN, Fact
from refer_cli.capture.naming import letters_from, names_with_letters, titles_in
from refer_cli.capture.offices import Cities
from refer_cli.capture.people import Part
from refer_cli.capture.vocabulary_index import STATE
from refer_cli.folding import fold
from refer_cli.places.states import STATES


def letters(text: str, masked: str, part: Part, gazetteer: Cities) -> tuple[list[Fact], str]:
    """The credentials behind the name, on its line and on the next; name and letters are masked."""
    facts: list[Fact] = []
    anchors = []
    for person in names_with_letters(text):
        code = text[person.name_end : person.end].strip(" ,()")
        if code in STATES and any(place.state == code for place, _ in gazetteer.cities(person.name)):
            continue  # "Silver Spring MD"
        if part.name and _same(person.name, part.name):
            anchors.append(person)
            words = text[person.name_end : person.end].strip(" ,()|-–—")
            facts.extend(Fact("credentials", term, words, WRITTEN) for term in person.credentials)
            masked = blanked(masked, person.start, person.end)
        else:
            masked = blanked(masked, person.name_end, person.end)  # A supervisor's letters are the supervisor's.
    if not anchors and part.name:
        found = re.search(re.escape(part.name), text, re.I)
        if found:
            credentials, end = _letters_any_case(text, found.end())
            words = text[found.end() : end].strip(" ,()|-–—")
            facts.extend(Fact("credentials", term, words, WRITTEN) for term in credentials)
            masked = blanked(masked, found.start(), end)
            line_end = text.find("\n", end)
            if not credentials and line_end >= 0 and not text[end:line_end].strip(" ,"):
                credentials, end = letters_from(text, line_end + 1, None, True)
                facts.extend(Fact("credentials", term, text[line_end + 1 : end], WRITTEN) for term in credentials)
                masked = blanked(masked, line_end + 1, end)
    return facts, masked


def _letters_any_case(text: str, position: int) -> tuple[tuple[str, ...], int]:
    credentials, end = letters_from(text, position, None)
    if credentials or not text[:position].islower():
        return credentials, end
    upper, end = letters_from(text[:position] + text[position : position + 30].upper(), position, None)
    return upper, end


def _same(one: str, other: str) -> bool:
    first, second = fold(one).split(), fold(other).split()
    return (first[0], first[-1]) == (second[0], second[-1])


_SAYS_LETTERS = re.compile(
    r"(?:(?:\b(?:is|am|as|and)|'m|’m|'s|’s|,|–|—|-|&) an?"
    r"|\b(?:has|have|holds?|earned|got) (?:her|his|their|my|an?|the)) "
    r"([A-Z][A-Za-z]*[A-Z](?:-[A-Z])?)\b"
)
_LINE_OF_LETTERS = re.compile(
    r"^[ \t]*(?:(?i:licen[sc]e|credential|title|degree)s?(?: type)?:[ \t]*"
    r"|[A-Z][a-z]+(?:[ &/]+[A-Z]?[a-z]+){0,4},[ \t]*)?(?=[A-Z][A-Za-z]*[A-Z])",
    re.M,
)
_CALLING = re.compile(r"(?:ist|or|er|ian|rse)s?,\s*$")
_DENIED = re.compile(r"\bnot\b|n't")
_ENTRY = re.compile(r"(?:(?<=[,;./|:•()!?\x00\n+-])|^)[ \t]*(?=[A-Z][A-Za-z.-]*[A-Z])", re.M)
_LICENSED_THERE = re.compile(rf"\s+(?:in|for)\s+(?:{STATE.pattern}|(?-i:[A-Z]))", re.I)
_NAMED_BEFORE = re.compile(r"[A-Z][a-z]+[ \t]*\($")


def blanked(text: str, start: int, end: int) -> str:
    """The text with a stretch blanked out, lines kept, so that its words claim nothing."""
    return text[:start] + "".join("\n" if sign == "\n" else "\x00" for sign in text[start:end]) + text[end:]


def titles(text: str, masked: str, reader: Reader) -> list[Fact]:
    """Licence titles in full words, and letters said in a sentence ("she is an LCSW")."""
    facts = []
    places = [(words, term, at) for words, term, at in titles_in(masked)]
    for match in _SAYS_LETTERS.finditer(masked):
        credentials, _ = letters_from(masked, match.start(1), None, True)
        places.extend((match[1], term, match.start(1)) for term in credentials[:1])
    for match in _LINE_OF_LETTERS.finditer(masked):
        credentials, end = letters_from(masked, match.end(), None, True)
        line_end = masked.find("\n", end)
        at_place = masked[match.end() : end].strip() in STATES and match[0].rstrip(" \t").endswith(",")
        at_place = at_place and not _CALLING.search(match[0])
        if (
            credentials
            and not at_place  # "Quincy, MA"
            and not masked[end : line_end if line_end >= 0 else len(masked)].strip(" ,|\x00")
        ):
            places.extend((masked[match.end() : end], term, match.end()) for term in credentials)
    for part in reader.clauses:
        body = masked[part.start : part.end]
        lead = len(body) - len(body.lstrip(" ,.\x00"))
        credentials, end = letters_from(masked, part.start + lead, None, True)
        if credentials and not masked[end : part.end].strip(" ,.;\x00"):
            places.extend((masked[part.start + lead : end], term, part.start + lead) for term in credentials)
    places.extend(_letters_as_entries(reader.text))
    for words, term, at in places:
        number = reader.clause_at(at)
        if number is None:
            continue
        part = reader.clauses[number]
        if part.field == "skip" or reader.reached("skip", number, at - part.start):
            continue
        if reader.reached("unsure", number, at - part.start) or _DENIED.search(reader.text[part.start : at]):
            continue
        facts.append(Fact("credentials", term, words, WRITTEN))
    return facts


def _letters_as_entries(masked: str) -> list[tuple[str, str, int]]:
    """Letters that are an entry by themselves ("PhD, Flagstaff", "- LICSW, RPT, she does"), three of them or more."""
    found: list[tuple[str, str, int]] = []
    for match in _ENTRY.finditer(masked):
        credentials, end = letters_from(masked, match.end(), None, True)
        words = masked[match.end() : end]
        if not credentials or sum(sign.isalpha() for sign in words) < 3:
            continue
        behind = masked[end : end + 2]
        named = _NAMED_BEFORE.search(masked[: match.end()][-40:])
        licensed_there = _LICENSED_THERE.match(masked[end : end + 30])
        if named or (behind.strip(" ") and behind.lstrip(" ")[:1] not in ",;./|:•()\x00\n+–—-" and not licensed_there):
            continue
        found.extend((words, term, match.end()) for term in credentials)
    return found
