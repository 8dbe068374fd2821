"""Whom a text without letters behind a name is about: every name in it with what speaks for it, and the best."""

from __future__ import annotations

import re
from typing import NamedTuple

from refer_cli.capture.naming import NAME, looks_like_name, stands_with_another, tidy_name
from refer_cli.capture.shapes import EMAIL
from refer_cli.capture.vocabulary_index import find_mentions, weak_words
from refer_cli.places.states import STATES
from refer_cli.vocabulary.normaliser import key

_LOWER = re.compile(
    r"^\s*([a-z][a-z'’-]+(?: [a-z]\.?)? [a-z][a-z'’-]+),?\s+(?=(?:lcsw|lpc|lmft"
    r"|lmhc|psyd|phd|licsw|lpcc|md|lmsw|mft|lcpc|lisw|lac|pmhnp)\b)"
)
_LABEL = re.compile(r"^\W*(?:name|therapist|clinician|provider|full name)\s*:\s*(.+)", re.I)
_SAID = re.compile(
    rf"\b(?:[Ii]'?’?m|I am|[Ii]t'?’?s|[Mm]entioned|[Nn]ominated?|[Vv]ouch for|[Mm]y name is|[Tt]his is|[Nn]amed|[Nn]ame is|w/|with|[Mm]et(?: with)?|[Tt]ry|[Cc]ontact"
    rf"|[Rr]ecommend(?:ing)?|[Kk]now|[Cc]all(?:ed|ing)?|[Ee]mail(?:ed|ing)?|[Tt]ext(?:ed|ing)?|[Ff]rom|[Ss]aw|[Aa]bout|[Ff]or|[Kk]now (?:if|whether|that)|[Hh]eard(?: that)?|[Tt]old me(?: that)?|[Ss]ays(?: that)?|[Ss]aid(?: that)?|[Ww]onder(?:ing)? if|[Ss]uggest|[Rr]efer(?:red)? to|[Aa]sk"
    rf"|[Cc]heck out|[Rr]each out to|[Ss]poke (?:to|with)|[Tt]alked (?:to|with)|[Hh]eard from|[Ii]ntroduc(?:e|ing)|[Mm]eet|[Ll]ove"
    rf"|[Ss]econd|[Uu]pdate on|[Nn]ews on|[Rr]e)[:,]?[ \t]+(?:my (?:colleague|friend)[ ,]+)?(?:Dr\.?[ \t]+)?({NAME.pattern})"
)
_DOCTOR = re.compile(rf"\bD[Rr]\.?\s+({NAME.pattern})")
_SUBJECT = re.compile(
    rf"^\s*(?:(?:[Uu]pdate|[Nn]ote|FYI|[Ss]o|[Yy]es|[Aa]lso|[Oo]h|[Oo]k|[Ss]econding|\+1(?: for)?)[:,]?\s+)?(?:D[Rr]\.?\s+)?({NAME.pattern})(?![\w-])"
    r"(?=\s*(?:$|[,(:|$=]|[–—]|\s-+\s|-+\s|\S+@|\s(?:is|takes|has|does|works|specializes|sees|can|accepts|offers|no|now|just|said|told|at|in|and|who|treats|uses|practices|here|moved|emailed|called|texted|wrote|left|joined|opened|isn't|doesn't|won't|will|still)\b))",
    re.M,
)
_ASKED = re.compile(rf"\b(?:[Dd]oes|[Ii]s|[Hh]as|[Dd]id)\s+({NAME.pattern})")
_SIGN_OFF = re.compile(
    r"^\s*(?:best|warmly|warm regards|thanks(?: (?:so much|all|everyone|again))?|thank you|regards|sincerely|take care"
    r"|cheers|kind regards|all the best|be well|best wishes|gratefully|in gratitude|talk soon|hope that helps|xo"
    r"|--|—|with gratitude|many thanks|best regards)[\s,.!-]*$",
    re.I | re.M,
)
_DASHED = re.compile(rf"(?:^|[.!?)]|\n)\s*(?:-+|–|—|~)\s*(?:D[Rr]\.?\s+)?({NAME.pattern})\s*$", re.M)
_AT_THE_END = re.compile(rf"[.!?)]\s+(?:D[Rr]\.?\s+)?({NAME.pattern})(?:,[ \t]*[A-Z][\w .]{{2,25}})?[ \t]*[.!]?\s*\Z")
_GREETING = re.compile(r"\b(?:hi|hello|dear|hey|thanks|thank you|cc|to)\b[\s,:]*$", re.I)
_POSTER = re.compile(
    r"\b(?:rising|top|group|all-star|new) (?:contributor|expert|member)\b|\b(?:admin|moderator|author)\b\s*$|\breply\b\s*·|·\s*\d+\s*[hdmw]\b",
    re.I,
)
_OWN_WORDS = re.compile(
    r"\b(?:I have|I've got|I take|I accept|I'm (?:in|on|full|open|taking|accepting|a\b|an\b)|I am (?:in|on|full|open|taking|accepting|a\b|an\b)|I see\b|I do\b|I work|I special|I offer|my (?:fee|rate|practice|office|caseload))",
    re.I,
)


class _Candidate(NamedTuple):
    score: int
    position: int
    name: str


def best_name(text: str) -> str | None:
    """The name that the text supports best as the one it is about; of equals the first. None: nobody is named."""
    lower = _LOWER.match(text)
    if lower:
        return " ".join(word.capitalize() for word in lower[1].split())
    found = [*_on_lines(text), *_in_sentences(text)]
    if not found:
        return None
    addresses = key(" ".join(match[0].split("@")[0] for match in EMAIL.finditer(text))).replace(" ", "")
    sums: dict[str, tuple[int, int, str]] = {}
    for one in found:
        words = key(one.name).split()
        mark = f"{words[0]} {words[-1]}"
        score = one.score + (4 if len(words[-1]) > 3 and words[-1].replace(" ", "") in addresses else 0)
        before = sums.get(mark)
        sums[mark] = (
            (max(before[0], score), min(before[1], one.position), before[2])
            if before
            else (
                score,
                one.position,
                one.name,
            )
        )
    score, _, name = max(sums.values(), key=lambda one: (one[0], -one[1]))
    return name if score > 0 else None


def is_speaker(name: str, behind: str) -> bool:
    """Whether "Kim T.: …" only says who is speaking, and not whom the words are about."""
    if not behind.lstrip(" ").startswith(":"):
        return False
    said = behind.lstrip(" :").split("\n")[0]
    if _OWN_WORDS.search(said):
        return False
    return bool(re.search(r"\s[A-Z]\.?$", name.strip()) or re.search(r"\?|\bI\b|\b(?:he|she|they)\b", said))


def _on_lines(text: str) -> list[_Candidate]:
    """Names that stand alone on a line: first of all, behind a label, under the greeting at the end."""
    found = []
    position = 0
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    signed = [match.end() for match in _SIGN_OFF.finditer(text)]
    for number, line in enumerate(lines):
        start, position = position, position + len(line) + 1
        if number not in filled[:6] + filled[-8:] and len(filled) > 14 and ":" not in line:
            continue
        labelled = _LABEL.match(line)
        words = labelled[1] if labelled else line
        first = re.split(
            r"\s{2,}|\s*[|·•✔✓☑★⭐(]\s*|\s+(?=(?:she|he|they|ze)/)|\s+Verified\b|:$", words.strip(" -*•·|")
        )[0]
        name = looks_like_name(first) or (looks_like_name(re.split(r"[,(|]", words)[0]) if labelled else None)
        if name is None or not _may_be_name(name):
            continue
        rank = filled.index(number)
        if labelled:
            score = 9
        elif _POSTER.search(line):
            score = 1
        elif any(0 <= start - end <= 3 for end in signed) or rank == 0:
            score = 8
        elif rank < 4:
            score = 6
        else:
            score = 4 if rank >= len(filled) - 6 else 2
        found.append(_Candidate(score, start, name))
    return found


def _in_sentences(text: str) -> list[_Candidate]:
    found = []
    for pattern, score in ((_SAID, 5), (_DOCTOR, 5), (_DASHED, 7), (_AT_THE_END, 4), (_SUBJECT, 5), (_ASKED, 4)):
        for match in pattern.finditer(text):
            at = match.start(1)
            if _GREETING.search(text[max(0, at - 12) : at]) and pattern is not _DOCTOR:
                continue
            if stands_with_another(text, at):
                continue
            words = _shortened(match[1])
            name = tidy_name(words)
            if name is None or not _may_be_name(name):
                continue
            end = at + len(match[1])
            # "Denver, CO" is a place.
            if re.match(r",\s*(?:" + "|".join(STATES) + r")\b(?!\s*-)", text[end : end + 6]) and at != 0:
                continue
            line = text[text.rfind("\n", 0, at) + 1 :].split("\n")[0]
            spoken = is_speaker(match[1], text[end : end + 400])
            found.append(_Candidate(1 if spoken or _POSTER.search(line) else score, at, name))
    return found


def _may_be_name(name: str) -> bool:
    """Whether no word of it belongs to a vocabulary ("Grief Counseling", "Blue Cross")."""
    for mention in find_mentions(name, None):
        words = key(name[mention.start : mention.end])
        if any(
            kind in ("need", "approach", "insurer", "population") and words not in weak_words().get(kind, frozenset())
            for kind, _ in mention.terms
        ):
            return False
    return True


def _shortened(name: str) -> str:
    """Without the capitalised words around a name that are none ("Try Jane Roe", "Jane Roe PsyD", "Jane Roe OCD")."""
    words = name.split()
    while len(words) > 2 and tidy_name(" ".join(words[:2])) is None:
        words.pop(0)
    while len(words) > 2 and (tidy_name(" ".join(words)) is None or (words[-1].isupper() and len(words[-1]) > 1)):
        words.pop()
    return " ".join(words)
