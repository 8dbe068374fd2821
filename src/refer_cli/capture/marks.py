"""Lists ticked, crossed and answered: ✓ and ✗, [x] and [ ], "Aetna - yes"; each mark and the words it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

YES, NO, OPEN, FULL = "yes", "no", "open", "full"
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
_STATUS = re.compile(
    r"(?:(?<=^)|(?<=[,;:.(|]))[ \t]*(?P<about>[^\n,;:.()|]{2,40}?)(?P<said>(?:[ \t]*(?:[-–—=]+|:)[ \t]*|[ \t]+)"
    r"(?:(?P<yes>yes|y|yep|in)|(?P<no>no|n|nope|out)|(?P<full>full|closed)|(?P<open>pending|soon|maybe|applied|tbd|\?)))"
    r"(?=[ \t]*(?:[,;.)|]|$))",
    re.I | re.M,
)
_ANSWERED_ELSEWHERE = re.compile(r"\b(?:accept|open|wait|tak|slid|fee|avail|new|call|text|e-?mail|pro bono)", re.I)
"""What is no entry of such a list: whether clients are taken, and how, is read from its own words."""
_SENTENCE_END = re.compile(r"[.!?][ \t]+(?=[A-Z])")
_BULLET = re.compile(r"^[ \t]*(?:[-*•·▪◦●‣]|\d{1,2}[.)])?[ \t]*$")


class Mark(NamedTuple):
    """A stretch of text and what its mark says of it: yes, no, full, or open.

    Open where a box is empty (a form left blank says nothing) or an answer is still to come. `words` are the whole
    of an answer that is blanked ("Aetna - yes"), to be quoted.
    """

    start: int
    end: int
    verdict: str
    words: str = ""


def find_marks(text: str) -> tuple[list[Mark], str]:
    """Every marked stretch, and the text with each mark turned into a bullet or into blanks (same length)."""
    found, text = _statuses(text)
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


def _statuses(text: str) -> tuple[list[Mark], str]:
    """ "Aetna - yes, Cigna - no, BCBS: full": two answers or more beside one another, each about its own words."""
    found: list[Mark] = []
    matches = [one for one in _STATUS.finditer(text) if not _ANSWERED_ELSEWHERE.search(one["about"])]
    for number, match in enumerate(matches):
        beside = matches[max(number - 1, 0) : number] + matches[number + 1 : number + 2]
        if not any(0 <= max(one.start(), match.start()) - min(one.end(), match.end()) <= 2 for one in beside):
            continue
        verdict = YES if match["yes"] else NO if match["no"] else FULL if match["full"] else OPEN
        found.append(Mark(*match.span("about"), verdict, f"{match['about']}{match['said']}"))
        start, end = match.span("said")
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return found, text


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
