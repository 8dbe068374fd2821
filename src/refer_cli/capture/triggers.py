"""The turns of phrase by which words stand as they do, and the headings: two tables, compiled as a text needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.folding import fold

_NEVER = re.compile(r"(?!)")
_LEAD = re.compile(r"(?:\\b|\^|\\W\*|\(\?<?[!=][^()]*\))*")
_BRACKET = re.compile(r"\(\?:([^()]*)\)(?![?*{])")
_LITERAL = re.compile(r"[a-z' -]+")


class Trigger(NamedTuple):
    """One turn of phrase.

    `words` is a regular expression without a bar outside brackets (two turns are two rows), matched without regard to
    case. `example` is a sentence about Jane Roe that needs this row, `gives` what is understood of it: field, value and
    sureness. `touches` are the kinds of words of which alone it says anything; none where it says it of all.
    """

    words: str
    example: str
    gives: str
    touches: str = ""

    def may_touch(self, kinds: frozenset[str]) -> bool:
        """Whether it says anything of words of these kinds."""
        return not self.touches or not kinds.isdisjoint(self.touches.split())

    def may_stand_in(self, lowered: str) -> bool:
        """Whether a text in small letters holds the letters with which these words must begin."""
        return any(letters in lowered for letters in _letters(self.words))


class Category(NamedTuple):
    """The turns of phrase that say one thing; `begins` and `ends` are patterns between which each of them stands."""

    rows: tuple[Trigger, ...]
    begins: str = ""
    ends: str = ""


@cache
def table() -> Mapping[str, Category]:
    """Every category by its name."""
    return {
        name: Category(tuple(Trigger(*row) for row in group["rows"]), group.get("begins", ""), group.get("ends", ""))
        for name, group in _data("triggers.json")["categories"].items()
    }


class Turns:
    """The turns of phrase that one text may hold: of a category, one pattern, compiled when it is asked for.

    Only those whose letters the text holds are in it: to compile all takes longer than to read a jotted line.
    """

    def __init__(self, text: str) -> None:
        self._lowered = text.replace("’", "'").lower()
        self._patterns: dict[tuple[str, frozenset[str]], re.Pattern[str]] = {}

    def __call__(self, category: str, kinds: frozenset[str] = frozenset()) -> re.Pattern[str]:
        """The turns of phrase of a category that touch one of `kinds` or everything, as one pattern."""
        found = self._patterns.get((category, kinds))
        if found is None:
            rows, begins, ends = table()[category]
            kept = (row.words for row in rows if row.may_touch(kinds) and row.may_stand_in(self._lowered))
            found = self._patterns[category, kinds] = _compiled(tuple(kept), begins, ends)
        return found


@lru_cache(maxsize=2048)
def _compiled(kept: tuple[str, ...], begins: str, ends: str) -> re.Pattern[str]:
    if not kept:
        return _NEVER
    return re.compile(f"{begins}(?:{'|'.join(kept)}){ends}" if len(kept) > 1 or begins or ends else kept[0], re.I)


@cache
def _letters(words: str) -> tuple[str, ...]:
    """With which letters a pattern must begin, or the plain bracket that it begins with; none where that is open."""
    start = _LEAD.match(words)
    begin = start.end() if start else 0
    bracket = _BRACKET.match(words, begin)
    ways = bracket[1].split("|") if bracket else [words[begin:]]
    return tuple(_literal(way) for way in ways)


def _literal(words: str) -> str:
    found = _LITERAL.match(words)
    if found is None:
        return ""
    return found[0][:-1] if words[found.end() : found.end() + 1] in ("?", "*", "{") else found[0]


@cache
def _headings() -> dict[str, str]:
    groups = _data("headings.json")["headings"]
    return {fold(words): field for field, group in groups.items() for words in group}


def heading(text: str) -> str | None:
    """The field that a heading opens ("-panels" where what follows is denied), or None."""
    return _headings().get(fold(text))


def _data(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
