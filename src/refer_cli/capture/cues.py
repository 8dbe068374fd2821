"""The turns of phrase and headings of `cues.json` and `headings.json`, each compiled where a text may hold it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.folding import fold

_NEVER = re.compile(r"(?!)")
_LEADS = re.compile(r"(?:\\b|\^|\(\?<[!=][^()]*\)|\(\?:)*")
_LITERAL = re.compile(r"[a-z' ]+")
_FEWEST = 5
"""Alternatives in one bracket: so many or more are told apart."""


class Turn(NamedTuple):
    """One way of saying something: a regular expression, and letters that a text must hold for it to match."""

    letters: str
    pattern: str


def cue(name: str, text: str) -> re.Pattern[str]:
    """One group of turns of phrase as one pattern: those whose letters `text` holds.

    To compile all of them takes longer than to read a jotted line.
    """
    lowered = text.replace("’", "'").lower()
    return _compiled(name, tuple(place for place, turn in enumerate(_turns(name)) if turn.letters in lowered))


@lru_cache(maxsize=1024)
def _compiled(name: str, kept: Sequence[int]) -> re.Pattern[str]:
    turns = _turns(name)
    return re.compile("|".join(f"(?:{turns[place].pattern})" for place in kept), re.I) if kept else _NEVER


@cache
def _turns(name: str) -> tuple[Turn, ...]:
    parts = (one for part in _data("cues.json")[name] for one in _told_apart(part))
    return tuple(Turn(_letters(part), part) for part in parts)


def _told_apart(pattern: str) -> list[str]:
    r"""A pattern cut at its outermost "|", and "\b(?:a|b|…)\b" into "\b(?:a)\b", "\b(?:b)\b" and so on."""
    found = []
    for part in _alternatives(pattern):
        lead = r"\b" if part.startswith(r"\b(?:") else ""
        end = _closing(part, len(lead) + 3) if part.startswith(f"{lead}(?:") else 0
        inside = _alternatives(part[len(lead) + 3 : end]) if end else []
        if len(inside) < _FEWEST:
            found.append(part)
        else:
            found.extend(f"{lead}(?:{one}{part[end:]}" for one in inside)
    return found


def _alternatives(pattern: str) -> list[str]:
    """A pattern cut at each "|" that no bracket holds."""
    bars = [place for place, sign, depth in _signs(pattern) if sign == "|" and not depth]
    return [pattern[first + 1 : last] for first, last in pairwise([-1, *bars, len(pattern)])]


def _closing(pattern: str, position: int) -> int:
    """Where the bracket closes inside which a place stands."""
    return next(position + place for place, sign, depth in _signs(pattern[position:]) if sign == ")" and depth < 0)


def _signs(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Each sign of a pattern that is not escaped and in no class, with its place and how deep in brackets it leaves one."""
    position = depth = 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "[":
            position = pattern.index("]", position + 2)
        depth += (sign == "(") - (sign == ")")
        yield position, sign, depth
        position += 2 if sign == "\\" else 1


def _letters(pattern: str) -> str:
    """The letters with which a pattern must begin; none where that is open."""
    if len(_alternatives(pattern)) > 1:
        return ""
    start = _LEADS.match(pattern)
    found = _LITERAL.match(pattern, start.end() if start else 0)
    if found is None:
        return ""
    behind = pattern[found.end() : found.end() + 1]
    letters = found[0][:-1] if behind in ("?", "*", "{") else found[0]
    inside = pattern[start.end() - 3 : start.end()] if start else ""
    if inside == "(?:" and len(_alternatives(pattern[start.end() : _closing(pattern, start.end())])) > 1:  # type: ignore[union-attr]
        return ""
    return letters


@cache
def governing(kind: str) -> re.Pattern[str] | None:
    """The words after which the terms of one vocabulary are meant as facts, or None where there are none."""
    parts = _data("cues.json")["governing"].get(kind)
    # "Works w veterans": with is often written short.
    return re.compile("|".join(parts).replace(" with", " (?:with|w/?)"), re.I) if parts else None


@cache
def _headings() -> dict[str, str]:
    groups = _data("headings.json")["headings"]
    return {fold(words): field for field, group in groups.items() for words in group}


def heading(text: str) -> str | None:
    """The field that a heading opens ("-panels" where what follows is denied), or None."""
    return _headings().get(fold(text))


@cache
def _data(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
