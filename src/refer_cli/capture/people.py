"""One text in the parts of several clinicians, each with the name it is about; nobody's words go to another."""

from __future__ import annotations

import re
from typing import NamedTuple

from refer_cli.capture.cues import heading
from refer_cli.capture.naming import (
    NAME,
    Named,
    looks_like_name,
    names_with_letters,
    tidy_name,
)
from refer_cli.vocabulary.normaliser import key

_BULLET = r"^[ \t]*(?:[-*•·]|\d{1,2}[.)])?[ \t]*"
_LISTED = re.compile(rf"{_BULLET}(?P<name>{NAME.pattern})[ \t]*(?:,|:|\(|[-–—]+[ \t]|\|)[ \t]*(?=\S)", re.M)
_LOWER = re.compile(
    r"^\s*([a-z][a-z'’-]+(?: [a-z]\.?)? [a-z][a-z'’-]+),?\s+(?=(?:lcsw|lpc|lmft"
    r"|lmhc|psyd|phd|licsw|lpcc|md|lmsw|mft|lcpc|lisw|lac|pmhnp)\b)"
)
_SAID = re.compile(
    rf"\b(?:[Ii]'?’?m|I am|[Mm]y name is|[Tt]his is|[Nn]amed|[Nn]ame is|w/|with|[Mm]et"
    rf"|[Rr]ecommend|[Kk]now|[Cc]alled|[Ff]rom|[Ss]aw|[Aa]bout|[Ff]or)\s+(?:Dr\.?\s+)?({NAME.pattern})"
)
_DOCTOR = re.compile(rf"\bDr\.?\s+({NAME.pattern})")
_SUBJECT = re.compile(
    rf"^\s*(?:Dr\.?\s+)?({NAME.pattern})(?=\s*(?:$|[,(:|–—$-]|\S+@|\s(?:is|takes|has|does|works|specializes|sees|can|accepts|offers|no|now|just|said|told|at|in|and|who|treats|uses|practices|here)\b))",
    re.M,
)
_SIGN_OFF = re.compile(
    r"^\s*(?:best|warmly|warm regards|thanks|thank you|regards|sincerely|take care"
    r"|cheers|kind regards|all the best|be well|best wishes|gratefully|in gratitude"
    r"|--|—|with gratitude|many thanks|best regards)[\s,.!-]*$",
    re.I | re.M,
)
_GREETING = re.compile(r"\b(?:hi|hello|dear|hey|thanks|thank you|cc)\b[\s,]*$", re.I)


class Part(NamedTuple):
    """The stretch of text about one clinician, and where in it the name stands (None: no name)."""

    text: str
    name: str | None
    named: Named | None


def split_people(text: str) -> tuple[list[Part], str]:
    """The people of a text in order, and the words in front that belong to none of several."""
    anchors = _distinct(names_with_letters(text))
    listed = _listed(text, anchors)
    starts = sorted({*(anchor.start for anchor in anchors), *listed}) if len(listed) > 1 or len(anchors) > 1 else []
    if len(starts) < 2:
        return [_single(text, anchors[0] if anchors else None)], ""
    edges = [_line_start(text, start) for start in starts]
    parts = []
    for number, edge in enumerate(edges):
        stop = edges[number + 1] if number + 1 < len(edges) else len(text)
        piece = text[edge:stop].rstrip()
        piece = re.sub(r"(?:\s*(?:\band\b|\bor\b|&|,|;|\balso\b))+\s*$", "", piece)
        inside = _distinct(names_with_letters(piece))
        own = next((one for one in inside), None)
        parts.append(Part(piece, own.name if own else _name_of(piece), own))
    return [part for part in parts if part.name], text[: edges[0]].strip()


def _distinct(found: list[Named]) -> list[Named]:
    """One anchor a person: the same name again (a signature) is the same person."""
    seen: set[str] = set()
    kept = []
    for one in found:
        words = key(one.name).split()
        mark = f"{words[0]} {words[-1]}"
        if mark not in seen:
            seen.add(mark)
            kept.append(one)
    return kept


def _listed(text: str, anchors: list[Named]) -> set[int]:
    """Where lines of a list begin with a name and go on with what the person does."""
    starts = set()
    seen = {key(anchor.name) for anchor in anchors}
    for match in _LISTED.finditer(text):
        name = tidy_name(match["name"])
        if name is None or heading(match["name"]) is not None:
            continue
        rest = text[match.end() : text.find("\n", match.end()) if "\n" in text[match.end() :] else len(text)]
        if len(rest.split()) < 2 or key(name) in seen:
            continue
        # "Boulder, CO 80302" on a line of its own is a place, not a person.
        if re.match(r"[A-Z]{2}\b(?:\s+\d{5})?\s*$", rest.strip()):
            continue
        seen.add(key(name))
        starts.add(match.start("name"))
    if not anchors and len(starts) < 2:
        return set()
    if anchors and not starts:
        return set()
    on_lines = {
        anchor.start
        for anchor in anchors
        if not text[_line_start(text, anchor.start) : anchor.start].strip(" -*•·0123456789.)\t")
    }
    return starts | on_lines if on_lines or len(starts) > 1 else set()


def _line_start(text: str, position: int) -> int:
    """The beginning of the line, where only a bullet or a number stands before the name."""
    line = text.rfind("\n", 0, position) + 1
    return line if not text[line:position].strip(" -*•·0123456789.)\t") else position


def _single(text: str, anchor: Named | None) -> Part:
    if anchor is not None:
        return Part(text, anchor.name, anchor)
    return Part(text, _name_of(text), None)


def _name_of(text: str) -> str | None:
    """The name of the one clinician a text is about, where no letters follow it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines:
        opened = re.match(r"(?:name|therapist|clinician|provider|full name)\s*:\s*(.+)", line, re.I)
        if opened and (name := looks_like_name(opened[1]) or looks_like_name(re.split(r"[,(|]", opened[1])[0])):
            return name
    signed = list(_SIGN_OFF.finditer(text))
    if signed:
        rest = [line for line in text[signed[-1].end() :].split("\n") if line.strip()]
        for line in rest[:2]:
            if name := looks_like_name(line):
                return name
    lower = _LOWER.match(text)
    if lower:
        return " ".join(word.capitalize() for word in lower[1].split())
    for line in lines[:4]:
        if name := looks_like_name(line):
            return name
    for pattern in (_SUBJECT, _SAID, _DOCTOR):
        for match in pattern.finditer(text):
            if _GREETING.search(text[max(0, match.start() - 12) : match.start()]):
                continue
            if (
                re.search(r"[A-Z]{2}\s*$", text[match.end() : match.end() + 5].strip(", "))
                and pattern is _SUBJECT
                and match.start() > 0
            ):
                continue
            name = tidy_name(_shortened(match[1]))
            if name is not None:
                return name
    return None


def _shortened(name: str) -> str:
    """Without the capitalised words behind a name that are none ("Jane Roe PsyD", "Jane Roe OCD")."""
    words = name.split()
    while len(words) > 2 and (tidy_name(" ".join(words)) is None or (words[-1].isupper() and len(words[-1]) > 1)):
        words.pop()
    return " ".join(words)
