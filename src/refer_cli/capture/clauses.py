"""A text in sentences and clauses, each with the heading it stands under, its cues and its reach."""

from __future__ import annotations

import re
from typing import NamedTuple

from refer_cli.capture.triggers import heading
from refer_cli.folding import fold

LONGEST_SENTENCE = 800
"""Characters. What goes on longer without a full stop is no sentence that a "not" governs."""

_BULLET = re.compile(r"^\s*(?:[-*•·▪◦●‣✓✔]|\d{1,2}[.)])\s+")
_INLINE_HEADING = re.compile(
    r"(?:(?<=^)|(?<=[.;,|•!?]\s)|(?<=[.;|])|(?<=\s\s))\s*([A-Za-z][A-Za-z &/'’-]{1,38}?)\s*(?:[:=]|\?(?=\s*\S))\s*(?!//)"
)
_SENTENCE = re.compile(r"(?<=[^\s.])[.!?]+[\"')\]]*(?=\s|$)|;|\||•|·|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Ste|Mt|Ft|Ave|Blvd|Rd|vs|etc|approx|incl|esp|Lic|No|Jr|Sr|e\.g|i\.e|Ph|Psy|Ed)|(?<![\w-])[A-Z](?:\.[A-Z])*)$"
)
_DENIED_LIST_ENDS = re.compile(
    r"[^\s.][.!?](?=\s+(?:I|She|He|They|We|My|Her|His|Our|[A-Z]\w+ (?:is|am|are|takes?|sees?|does|has))\b)"
)
"""Where a list behind "Plans not accepted:" ends on its line: what goes on with a person denies nothing."""
_OF_ONE_CELL = frozenset({"contact", "name", "practice", "credentials", "place"})
_OF_A_HEADER = frozenset({"re", "from", "to"})
_SUBJECT = r"(?:(?:i|she|he|they|we)\b|(?:my|her|his|their|our)\s+(?:caseload|practice|fee|rate|office|schedule|wait ?list|books?)\b)"
_VERB = (
    r"(?:do|does|don't|doesn't|is|isn't|am|are|aren't|has|have|can|can't|cannot|will|won't|not|never|only|accepts?|"
    r"takes?|sees?|works?|treats?|offers?|charges?|slides?|speciali[sz]\w+|also|provides?|speaks?|uses?|runs?|knows?|"
    r"currently|no longer|dropped|left|stopped|refers?|likes?|loves?|stays?|waitlist)\b"
)
_BREAK = re.compile(
    rf"(?P<paren>[()\[\]])|(?P<except>\b(?:all|every(?:thing|one|body|where)?|any(?:thing|one|body)?)(?:\s+[\w-]+){{0,2}}?\s+but\s+(?!(?:she|he|they|i|we|it|not|also|takes?|accepts?|does|do|is|are|has|have|will|can|no)\b)|,?\s*\b(?:except(?:ing|ion)?(?:\s+(?:for|is|are))?|excluding|other\s+than|apart\s+from|aside\s+from|besides|minus|save\s+for)\b)"
    r"|(?P<but>,?\s*\b(?:but(?!\s+not\s+limited)|however|though|although|whereas|yet|unfortunately|instead|while)\b,?)"
    r"|(?P<dash>\s+[-–—/]+\s+|—)"
    r"|(?P<plus>,?\s+(?:plus|as well as|and also|in addition to)\s+|,\s*including\s+)"
    rf"|(?P<and>,?\s+(?:and|&|so|or)\s+(?={_SUBJECT}|{_VERB}|no\s))"
    rf"|(?P<comma>,\s*(?={_SUBJECT}|(?:which|who|where|whom|neither\s+of|none\s+of)\b|(?:no|not|doesn't|don't|isn't|never|won't|can't|cannot|without|does\s+not|do\s+not)\b|{_VERB}))"
    rf"|(?P<then>\.\.\.|…|,\s*(?=then\b))",
    re.I,
)


class Clause(NamedTuple):
    """A stretch of text over which one cue reaches.

    `opened` says how it began: start, paren, except, plus, but, dash, and, or, comma, then. `field` is the heading it stands
    under, with "-" in front where the heading denies; `parent` the clause it hangs on, by its place in the
    list, or None at the beginning of a sentence.
    """

    start: int
    end: int
    opened: str
    field: str | None
    parent: int | None
    sentence: tuple[int, int]
    after_paren: bool = False


def clauses(text: str) -> list[Clause]:
    """Every clause of `text` in order."""
    found: list[Clause] = []
    under: str | None = None
    for start, end in _lines(text):
        line = text[start:end]
        bullet = _BULLET.match(line)
        begin = start + (bullet.end() if bullet else 0)
        body = text[begin:end].strip()
        if not body:
            if not text[start:end].strip("\n"):
                under = under if _keeps(text, end) else None
            continue
        # Behind "Phone:" stands what was found and blanked already: no heading of the next line.
        alone = heading(body.rstrip(":").strip()) if len(body) < 45 and "\x00" not in body else None
        if alone is not None and (body.endswith(":") or _headed(body)):
            under = alone
            continue
        if body.endswith(":") and len(body) < 60 and alone is None:
            under = None
        for first, last, field in _headed_parts(text, begin, end, under):
            for begin_at, end_at in _sentences(text, first, last):
                _cut(text, (begin_at, min(end_at, begin_at + LONGEST_SENTENCE)), field, found)
                for at in range(begin_at + LONGEST_SENTENCE, end_at, LONGEST_SENTENCE):
                    # Whose "no" may reach so far nobody can tell: only a heading still counts.
                    _cut(text, (at, min(end_at, at + LONGEST_SENTENCE)), field or "skip", found)
        if not bullet and _opens_line(body):
            under = None
    return found


def _keeps(text: str, position: int) -> bool:
    """Whether the heading still counts after an empty line: it does where a list goes on."""
    rest = text[position:].lstrip("\n")
    return bool(_BULLET.match(rest[:40]))


def _headed(body: str) -> bool:
    return body[:1].isupper() and heading(body) not in (
        "skip",
        "contact",
        "name",
        "practice",
        "contact_by",
        "openings",
        None,
    )


def _opens_line(body: str) -> bool:
    match = _INLINE_HEADING.match(body)
    return bool(match and heading(match[1]) is not None)


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _headed_parts(text: str, start: int, end: int, under: str | None) -> list[tuple[int, int, str | None]]:
    """A line cut at the headings within it ("Fees: $150. Insurance: Aetna")."""
    parts: list[tuple[int, int, str | None]] = []
    begin, field = start, under
    for match in _INLINE_HEADING.finditer(text[start:end]):
        named = heading(match[1])
        if named is None:
            continue
        if named == "skip" and re.match(r"\s*(?:yes|no|not|none)\b", text[start + match.end() : end], re.I):
            continue  # "Groups: no" answers a question.
        if named == "skip" and fold(match[1]) in _OF_A_HEADER and end - start - match.end() > 70:
            continue  # "Re: Jane Roe. She told me that …" is a note, no header of a mail.
        if text[begin : start + match.start()].strip(" .,;|"):
            parts.append((begin, start + match.start(), field))
        begin, field = start + match.end(), named
    if field is not None and field.startswith("-") and begin > start:
        stop = _DENIED_LIST_ENDS.search(text, begin, end)
        if stop is not None:
            parts.append((begin, stop.end(), field))
            begin, field = stop.end(), under
    bar = text.find("|", begin, end) if field in _OF_ONE_CELL and begin > start else -1
    if bar < 0 and field in ("practice", "name") and begin > start:
        stop = re.compile(r"[a-z)]\.(?=\s+[A-Z])").search(text, begin, end)
        bar = stop.end() - 1 if stop else -1
    if bar >= 0:
        parts.append((begin, bar, field))
        begin, field = bar + 1, under
    if text[begin:end].strip(" .,;|"):
        parts.append((begin, end, field))
    return parts


_LONGEST_WORD = 40
"""Characters in front of a full stop, to see whether an abbreviation ends there."""


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, begin = [], start
    for match in _SENTENCE.finditer(text, start, end):
        before = text[max(begin, match.start() - _LONGEST_WORD) : match.start()]
        answers = before.strip().lower() == "no" and not text[match.end() : match.end() + 3].strip()[:1].isdigit()
        if match[0][0] == "." and not answers and _ABBREVIATION.search(before):
            continue
        # The mark itself belongs to the sentence: a question is told by it.
        if text[begin : match.end()].strip(" .;|\n"):
            found.append((begin, match.end()))
        begin = match.end()
    if text[begin:end].strip(" .;|\n"):
        found.append((begin, end))
    return found


def _cut(text: str, sentence: tuple[int, int], field: str | None, found: list[Clause]) -> None:
    start, end = sentence
    begin, opened = start, "start"
    parent: int | None = None
    outside: list[int | None] = []
    after_paren = False

    def close(stop: int) -> None:
        nonlocal parent
        if text[begin:stop].strip(" ,.;:\n"):
            found.append(Clause(begin, stop, opened, field, parent, sentence, after_paren))
            parent = len(found) - 1

    for match in _BREAK.finditer(text, start, end):
        kind = match.lastgroup or "start"
        if kind == "plus":
            if opened == "except":
                # "All but Medicaid, plus Aetna": what is added is no exception.
                close(match.start())
                begin, opened, parent, after_paren = match.end(), "plus", None, False
            continue
        sign = match[0]
        close(match.start())
        if kind == "paren":
            if sign in "([":
                outside.append(parent)
                begin, opened, after_paren = match.end(), "paren", False
            else:
                if outside:
                    back = outside.pop()
                    parent = back if back is not None else parent
                begin, opened, after_paren = match.end(), "and", True
            continue
        joined = "or" if kind == "and" and sign.strip(" ,").lower().startswith("or") else kind
        begin, opened, after_paren = match.end(), joined, False
    close(end)
