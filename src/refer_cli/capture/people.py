"""One text in the parts of several clinicians, each with the name it is about; nobody's words go to another."""

from __future__ import annotations

import re
from typing import NamedTuple

from refer_cli.capture.cues import heading
from refer_cli.capture.naming import (
    NAME,
    Named,
    names_with_letters,
    tidy_name,
)
from refer_cli.vocabulary.normaliser import key

_BULLET = r"^[ \t]*(?:[-*•·]|\d{1,2}[.)])?[ \t]*"
_LISTED = re.compile(rf"{_BULLET}(?P<name>{NAME.pattern})[ \t]*(?:,|:|\(|[-–—]+[ \t]|\|)[ \t]*(?=\S)", re.M)


class Part(NamedTuple):
    """The stretch of text about one clinician, and where in it the name stands (None: no name)."""

    text: str
    name: str | None
    named: Named | None


def split_people(text: str) -> tuple[list[Part], str]:
    """The people of a text in order, and the words in front that belong to none of several."""
    rows = _table(text)
    if rows:
        return rows, ""
    anchors = _distinct(names_with_letters(text))
    listed = _listed(text, anchors)
    starts = sorted({*(anchor.start for anchor in anchors), *listed}) if len(listed) > 1 or len(anchors) > 1 else []
    if len(starts) < 2:
        return [_single(text, anchors[0] if anchors else None)], ""
    edges = sorted({*(_line_start(text, start) for start in starts), *_entries(text, starts)})
    tail = re.compile(
        r"\n[ \t]*\n(?=[ \t]*(?:main|our|the) (?:office|location|practice)\b|[ \t]*(?:contact us|call us|office:|location:|address:|to schedule))",
        re.I,
    )
    own_end = tail.search(text, edges[-1])
    text = text[: own_end.start()] if own_end else text
    parts = []
    for number, edge in enumerate(edges):
        stop = edges[number + 1] if number + 1 < len(edges) else len(text)
        piece = text[edge:stop].rstrip()
        piece = re.sub(
            r"\s*\b(?:or|and|also|plus|&)\s+(?:maybe |try )?(?:her|his|their|my)\s+(?:(?:office|suite)[- ]?mate|colleague|partner|wife|husband),?\s*$",
            "",
            piece,
        )
        piece = re.sub(r"(?:\s*(?:\band\b|\bor\b|&|,|;|\balso\b))+\s*$", "", piece)
        inside = _distinct(names_with_letters(piece))
        own = next((one for one in inside), None)
        parts.append(Part(piece, own.name if own else _name_of(piece), own))
    return _sentences_to_their_own([part for part in parts if part.name]), text[: edges[0]].strip()


def _table(text: str) -> list[Part]:
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
            named = next(iter(names_with_letters(piece)), None)
            name = named.name if named else best_name(piece)
            if name:
                parts.append(Part(piece, name, named))
        if len(parts) > 1:
            return parts
    return []


def _entries(text: str, starts: list[int]) -> set[int]:
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
        if bullet == own[0] and not any(line <= start < line + len(entry) for start in starts) and best_name(entry):
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
    known = {anchor.start for anchor in anchors}
    for match in _LISTED.finditer(text):
        if match.start("name") in known:
            continue
        name = tidy_name(match["name"])
        if name is None or heading(match["name"]) is not None:
            continue
        rest = text[match.end() : text.find("\n", match.end()) if "\n" in text[match.end() :] else len(text)]
        if len(rest.split()) < 2 or key(name) in seen or is_speaker(match["name"], text[match.end("name") :][:400]):
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


def best_name(text: str) -> str | None:
    """See `subject.best_name`, which is loaded only where no letters tell whom a text is about."""
    from refer_cli.capture import subject

    return subject.best_name(text)


def is_speaker(name: str, behind: str) -> bool:
    """See `subject.is_speaker`."""
    from refer_cli.capture import subject

    return subject.is_speaker(name, behind)


def _name_of(text: str) -> str | None:
    """The name of the one clinician a text is about, where no letters follow it: the best supported one."""
    return best_name(text)
