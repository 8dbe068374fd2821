"""Lists ticked and crossed: ✓ and ✗, [x] and [ ], a column of yes and no; each mark and the words it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

YES, NO, OPEN = "yes", "no", "open"
_TOKEN = re.compile(
    r"\[[ \t]*[xX✓✔✗✘]?[ \t]*\](?!\()|\([ \t]*[xX✓✔✗✘][ \t]*\)|(?<![\w)])\([ \t]\)|[✓✔✅☑✗✘❌✖☒☐□◻⬜🚫⛔]\ufe0f?"
)
_CROSSED = frozenset("✗✘❌✖🚫⛔")
_EMPTY = frozenset("☐□◻⬜")
_CELL = re.compile(r"[ \t]*(?:\||\.{3,}|…|\t)[ \t]*|[ ]{3,}")
_ANSWER = re.compile(
    r"\W*(?:(?P<yes>yes|y|in[- ]network|accepted|x)|(?P<no>no|n|nope|none|out[- ]of[- ]network|oon|not accepted))\W*$",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?][ \t]+(?=[A-Z])")
_BULLET = re.compile(r"^[ \t]*(?:[-*•·▪◦●‣]|\d{1,2}[.)])?[ \t]*$")


class Mark(NamedTuple):
    """A stretch of text and what its mark says of it: yes, no, or open where a box is empty: a form left blank says nothing."""

    start: int
    end: int
    verdict: str


def find_marks(text: str) -> tuple[list[Mark], str]:
    """Every marked stretch, and the text with each mark turned into a bullet (same length)."""
    found: list[Mark] = []
    tokens = list(_TOKEN.finditer(text))
    boxes = "box" if any(match[0][0] in _EMPTY for match in tokens) else ""
    starts = [match.start() for match in tokens]
    start = 0
    for line in text.split("\n"):
        stop = start + len(line)
        first = bisect_left(starts, start)
        own = tokens[first : bisect_left(starts, stop, first)]
        found.extend(_marked(text, start, stop, own, boxes) if own else _columns(text, start, stop))
        start = stop + 1
    return found, _TOKEN.sub(lambda match: "•" + " " * (len(match[0]) - 1), text)


def _marked(text: str, start: int, stop: int, tokens: list[re.Match[str]], boxes: str) -> list[Mark]:
    """Marks in front of their words, or behind them where the line begins with words."""
    ahead = text[start : tokens[0].start()]
    leading = bool(_BULLET.match(ahead) or re.search(r"[:;,.–—-][ \t]*$", ahead))
    found = []
    for number, token in enumerate(tokens):
        verdict = _verdict(token[0], boxes)
        if leading:
            end = tokens[number + 1].start() if number + 1 < len(tokens) else stop
            sentence = _SENTENCE_END.search(text, token.end(), end)
            end = sentence.start() if sentence else end
            found.append(Mark(token.end(), end, verdict))
        else:
            begin = tokens[number - 1].end() if number else start
            begin = max([begin, *(one.end() for one in _SENTENCE_END.finditer(text, begin, token.start()))])
            found.append(Mark(begin, token.start(), verdict))
    return found


def _verdict(token: str, boxes: str) -> str:
    sign = token.strip("[]()\ufe0f \t")
    if sign in ("x", "X"):
        return YES
    if not sign or sign in _EMPTY:
        return OPEN
    if sign == "☒":
        return YES if boxes else NO
    return NO if sign in _CROSSED else YES


def _columns(text: str, start: int, stop: int) -> list[Mark]:
    """ "Aetna | yes | Cigna | no": a cell that is a yes or a no is about the cell before it."""
    found = []
    begin = start
    about: tuple[int, int] | None = None
    edges = [*((match.start(), match.end()) for match in _CELL.finditer(text, start, stop)), (stop, stop)]
    if len(edges) < 2:
        return []
    for end, following in edges:
        cell = text[begin:end]
        answer = _ANSWER.match(cell)
        if answer and about is not None:
            found.append(Mark(*about, YES if answer["yes"] else NO))
            about = None
        elif cell.strip():
            about = (begin, end)
        begin = following
    return found
