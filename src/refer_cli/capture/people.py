"""One text in the parts of several clinicians, each with the name it is about; nobody's words go to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from refer_cli.capture.cast import SPEAKER, Named, cast, described, leads_line, signed_from, without_suggestions
from refer_cli.capture.offices import Cities
from refer_cli.capture.triggers import heading

_BULLET = r"^[ \t]*(?:[-*•·]|\d{1,2}[.)])?[ \t]*"
_OFFICE_OF_ALL = re.compile(
    r"\n[ \t]*\n(?=[ \t]*(?:main|our|the) (?:office|location|practice)\b|[ \t]*(?:contact us|call us|office:|location:|address:|to schedule))",
    re.I,
)
"""Where a page goes on, behind its people, with the office of them all."""
_BROUGHT_IN = re.compile(
    r"\s*\b(?:(?:or|and|also|plus|&)\s+(?:maybe |try )?)?(?:her|his|their|my)\s+(?:business |consult |practice )?(?:(?:office|suite)[- ]?mate|colleague|partner"
    r"|wife|husband|spouse|associate),?\s*$",
    re.I,
)
"""What brings in the next person at the end of a stretch: no words about the one before."""


class Part(NamedTuple):
    """The stretch of text about one clinician, and where in it the name stands (None: no name)."""

    text: str
    name: str | None
    named: Named | None


def split_people(text: str, gazetteer: Cities) -> tuple[list[Part], str]:
    """The people of a text in order, and the words in front that belong to none of several."""
    text = without_suggestions(text)
    rows = _table(text, gazetteer)
    if rows:
        return rows, ""
    found = cast(text, gazetteer)
    people = described(found, text)
    if len(people) < 2:
        return [_single(text, found, people[0] if people else None)], ""
    text = _without_signature(text, found, people)
    starts = [one.start for one in people]
    own = dict(zip((_beginning(text, one, people) for one in people), people, strict=True))
    edges = sorted({*own, *_entries(text, starts, gazetteer)})
    own_end = _OFFICE_OF_ALL.search(text, edges[-1])
    text = text[: own_end.start()] if own_end else text
    parts = []
    for number, edge in enumerate(edges):
        stop = edges[number + 1] if number + 1 < len(edges) else len(text)
        piece = _BROUGHT_IN.sub("", text[edge:stop].rstrip())
        piece = re.sub(r"(?:\s*(?:\band\b|\bor\b|&|,|;|\balso\b))+\s*$", "", piece)
        one = own.get(edge) or next(iter(described(cast(piece, gazetteer), piece)), None)
        if one is not None:
            back = edge if edge in own else 0
            moved = one._replace(start=one.start - back, end=one.end - back, name_end=one.name_end - back)
            parts.append(Part(piece, one.name, moved))
    return _to_the_writer(_sentences_to_their_own(parts)), text[: edges[0]].strip()


def _table(text: str, gazetteer: Cities) -> list[Part]:
    """The rows of a roster ("Name | Cred | Insurance"), each as lines under the headings of its columns."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        heads = [cell.strip() for cell in line.strip(" |").split("|")]
        fields = [heading(head) for head in heads]
        if len(heads) < 3 or "name" not in fields or sum(field is not None for field in fields) < 2:
            continue
        parts = []
        for row in lines[number + 1 :]:
            cells = [cell.strip() for cell in row.strip(" |").split("|")]
            if len(cells) != len(heads) or not cells[fields.index("name")]:
                continue
            if all(re.fullmatch(r"[-: ]*", cell) for cell in cells):
                continue
            piece = "".join(
                f"{head}: {cell}\n" if field else f"{cell}\n"
                for head, cell, field in zip(heads, cells, fields, strict=True)
                if cell
            )
            named = next(iter(described(cast(piece, gazetteer), piece)), None)
            if named is not None:
                parts.append(Part(piece, named.name, named))
        if len(parts) > 1:
            return parts
    return []


def _entries(text: str, starts: list[int], gazetteer: Cities) -> set[int]:
    """The other entries of a numbered or dotted list in which two begin with a name ("3. Somebody said Tracy Wirth")."""
    bullets = {
        match.start(): match[1][-1:].replace(")", ".")
        for match in re.finditer(r"^[ \t]*([-*•·]|\d{1,2}[.)])[ \t]+", text, re.M)
    }
    own = [bullets[line] for start in starts if (line := text.rfind("\n", 0, start) + 1) in bullets]
    if len(own) < 2:
        return set()
    found = set()
    for line, bullet in bullets.items():
        end = text.find("\n", line)
        entry = text[line : end if end >= 0 else len(text)]
        if bullet != own[0] or any(line <= start < line + len(entry) for start in starts):
            continue
        if described(cast(entry, gazetteer), entry):
            found.add(line)
    return found


def _sentences_to_their_own(parts: list[Part]) -> list[Part]:
    """Sentences that begin with the first name of another person of the text are handed to that person."""
    firsts = [part.name.split()[0] if part.name else "" for part in parts]
    if len(parts) < 2 or len({first.casefold() for first in firsts}) < len(firsts):
        return parts
    names = "|".join(re.escape(first) for first in firsts if len(first) > 2)
    if not names:
        return parts
    pattern = re.compile(
        rf"(?:(?<=[.!?;,\n])|^)[ \t]*(?:(?:and|but|so|while|whereas)\s+)?(?P<first>{names})\b(?:['’]s)?(?=:?[ \t]+[a-z'])"
        rf"[^.!?;\n]*?(?=,\s*(?:(?:and|but|while|whereas)\s+)?(?:{names})\b|[.!?;\n]|$)[.!?]?",
        re.I,
    )
    texts = [part.text for part in parts]
    given: list[list[str]] = [[] for _ in parts]
    for number, part in enumerate(parts):
        for match in pattern.finditer(part.text):
            owner = next(place for place, first in enumerate(firsts) if first.casefold() == match["first"].casefold())
            if owner == number:
                continue
            given[owner].append(match[0].strip(" ,"))
            texts[number] = texts[number][: match.start()] + " " * len(match[0]) + texts[number][match.end() :]
    return [
        part._replace(text="\n".join([texts[number], *given[number]]))
        if given[number] or texts[number] != part.text
        else part
        for number, part in enumerate(parts)
    ]


_ME = re.compile(r"\((?:me|myself|that's me|that’s me)\)", re.I)
_I_SAY = re.compile(r"(?:(?<=[.!?;]\s)|(?<=\n)|^)(?:I|I['’]m|I['’]ve|My)\b[^.!?;\n]*[.!?]?", re.M)


def _to_the_writer(parts: list[Part]) -> list[Part]:
    """Where one of the people is marked as "(me)", sentences that begin with "I" are that person's."""
    own = next((number for number, part in enumerate(parts) if _ME.search(part.text)), None)
    if own is None:
        return parts
    said: list[str] = []
    kept = []
    for number, part in enumerate(parts):
        if number == own:
            kept.append(part)
            continue
        said.extend(match[0] for match in _I_SAY.finditer(part.text))
        kept.append(part._replace(text=_I_SAY.sub(lambda match: " " * len(match[0]), part.text)))
    kept[own] = kept[own]._replace(text="\n".join([kept[own].text, *said]))
    return kept


_LEADS_IN = re.compile(
    r"(?:(?<=[.!?;]\s)|(?<=\n)|^)(?!\W*(?:she|he|they|her|his|their|it|this|that)\b)[^.!?;\n]{0,60}\Z", re.I
)


def _beginning(text: str, one: Named, people: Sequence[Named]) -> int:
    """Where the words about a person begin: at the name, or at the sentence that leads to it ("For couples try …")."""
    start = _line_start(text, one.start)
    if start != one.start:
        return start
    led = _LEADS_IN.search(text[:start])
    if led is None or not led[0].strip():
        return start
    firsts = {word for other in people if other is not one for word in other.name.split()}
    held = any(led.start() < other.end and other.start < start for other in people if other is not one)
    return start if held or firsts & set(re.findall(r"[\w'’-]+", led[0])) else led.start()


def _line_start(text: str, position: int) -> int:
    """The beginning of the line, where only a bullet or a number stands before the name."""
    line = text.rfind("\n", 0, position) + 1
    return line if not text[line:position].strip(" -*•·0123456789.)\t") else position


def _single(text: str, found: Sequence[Named], one: Named | None) -> Part:
    """The one person's part: without the posts of others before it and the signature of somebody else behind it."""
    if one is None:
        return Part(text, None, None)
    text = _without_signature(text, found, [one])
    begin = 0
    if leads_line(text, one.start):
        posts = [other.start for other in found if other.role == SPEAKER and other.name != one.name]
        if any(post < one.start for post in posts):
            begin = text.rfind("\n", 0, one.start) + 1
        behind = min((post for post in posts if post > one.end and leads_line(text, post)), default=len(text))
        text = text[: text.rfind("\n", 0, behind) + 1] if behind < len(text) else text
    return Part(
        text[begin:],
        one.name,
        one._replace(start=one.start - begin, end=one.end - begin, name_end=one.name_end - begin),
    )


def _without_signature(text: str, found: Sequence[Named], people: Sequence[Named]) -> str:
    """The text up to the signature of somebody who describes others and is not described."""
    names = {one.name for one in people}
    for other in found:
        at = signed_from(text, other)
        if at is not None and other.name not in names and at > max(one.end for one in people):
            return text[:at]
    return text
