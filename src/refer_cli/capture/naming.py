"""Names of clinicians with the letters after them: credentials are peeled first, then the name is parsed."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from refer_cli.folding import fold
from refer_cli.places.states import STATES
from refer_cli.vocabulary.normaliser import vocabulary

_WORD = r"(?:St\. ?[A-Z][\w'’-]+|[A-ZÀ-ÖØ-Þ](?:[\w'’-]+(?:\.\w+)*|\.)|d'[A-Z]\w+)"
_PARTICLE = r"(?:de|la|del|van|von|der|den|da|di|dos|el|al|bin|le|y|ter|ten)\b"
NAME = re.compile(
    rf"(?<!\w)(?<!\w-)(?:(?:Dr|DR|Rev|Fr|Rabbi|Pastor|Chaplain|Mr|Mrs|Ms|Mx|Prof)\.?[ \t]+)?{_WORD}"
    rf"(?:[ \t]+(?:{_WORD}|{_PARTICLE}"
    rf"|[\"“][A-Z][\w.-]+[\"”]|\((?![A-Z][A-Za-z]*[A-Z])[A-Z][\w.-]+\))){{1,4}}"
)
_LETTERS = re.compile(
    r"[A-Za-z][A-Za-z.]*"
    r"(?:(?:(?<!\.) |[-/])(?:[A-Z]{2,4}|[A-HJ-Z]|I{1,3}(?!['’])|Associate|Intern|Candidate|Supervisor)\b)?\.?"
)
_PRACTICE = re.compile(
    r"\b(?:Counsell?ing|Therapy|Therapists|Psychotherapy|Psychological|\w*[Pp]sychology|Psychiatry|Assessment|Consulting"
    r"|Cent(?:er|re)|Wellness|Associates|LLC|PLLC|PC|P\.C\.|Inc|Group|Collective|Institute|Clinic|Services|Practice|Health"
    r"|Healing|Behavioral|Partners|Studio|House|Foundation|Family|Network)\b"
)
_DEGREES = frozenset({"MA", "MS", "MD"})
"""Letters that are a state's, and behind a name a degree's."""
_TITLE = re.compile(
    r"\b(?:Licensed|Registered|Certified|Board[- ]Certified|Nationally Certified"
    r"|National Certified|Psychiatric|Provisional(?:ly)?|Associate|Limited)\b[A-Za-z &-]{4,60}",
    re.I,
)


@cache
def _not_names(kind: str = "words") -> frozenset[str]:
    """Words that are no part of a name, folded: those with a capital, or those that stand in none in small letters."""
    data = json.loads((Path(__file__).parent / "not_names.json").read_text(encoding="utf-8"))
    return frozenset(data[kind])


@cache
def given_names() -> frozenset[str]:
    """Given names, folded: their source stands in the file. None of them is needed to be taken for a name."""
    lines = (Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_no_name(word: str, kind: str = "words") -> bool:
    """Whether a word is known to be no part of a personal name ("Insurance", "Monday"); `small`: in small letters."""
    return fold(word) in _not_names(kind)


class NameWithLetters(NamedTuple):
    """A name with its letters where it stands; `credentials` are terms of the vocabulary."""

    name: str
    credentials: tuple[str, ...]
    start: int
    end: int
    name_end: int


def names_with_letters(text: str, state: str | None = None) -> list[NameWithLetters]:
    """Every "Name, LETTERS" in the text, whoever that is."""
    named: list[NameWithLetters] = []
    for match in NAME.finditer(text):
        person = _reading(text, match, state)
        if person is not None and (not named or person.start >= named[-1].end):
            named.append(person)
    return named


def _reading(text: str, match: re.Match[str], state: str | None) -> NameWithLetters | None:
    """The name in a run of capitalised words: the letters begin inside the run ("Jane Roe PsyD") or after it."""
    words = [(word[0], match.start() + word.start(), match.start() + word.end()) for word in _WORDS.finditer(match[0])]
    begin = next((place for place, word in enumerate(words) if not is_no_name(word[0])), len(words))
    for cut in range(begin + 1, len(words) + 1):
        inside = cut < len(words)
        letters_at = words[cut][1] if inside else words[-1][2]
        credentials, end = letters_from(text, letters_at, state, inside)
        place = text[letters_at:end].strip(" ,(") in STATES and _IN.search(text[: words[begin][1]][-8:])
        if credentials and cut - begin >= 2 and not place:
            name = tidy_name(" ".join(word for word, *_ in words[begin:cut]), has_letters=True)
            return (
                NameWithLetters(name, credentials, words[begin][1], end, words[cut - 1][2])
                if name is not None
                else None
            )
    return None


_UNFINISHED = re.compile(
    r"(?i:\s+(?:candidate|student|program|in progress|expected)\b)|\.\s+(?:candidate|student|program)\b"
)
"""Behind letters: a degree not earned yet. A capital behind a full stop begins a sentence ("LCSW. Student health")."""
_ANY_BLANK = re.compile(r"\s*")
_WORDS = re.compile(r"\S+")
_BEFORE_LETTERS = re.compile(
    r"\s*(?:\((?:she|he|they|ze)[^)\n]{0,24}\))?\s*(?:,|\(|-|–|—|\||:)?\s*"
    r"(?:(?:clinical |child |licensed )?(?:psychiatrist|psychologist|therapist|counselor|psychotherapist|social worker)"
    r",?\s+\(?)?",
    re.I,
)
_BETWEEN_LETTERS = re.compile(r"[ \t]*(?:,|/|&|\band\b|\|)?[ \t]*")
_RANK = re.compile(r"-(?:Intern|Associate|Candidate)$")
_NUMBER_BEHIND = re.compile(r"\s+\d{5}|\s*#\s?[A-Z]*\d{3}")
_TITLED = re.compile(r"^(?:Dr|DR|Rev|Fr|Rabbi|Pastor|Chaplain|Mr|Mrs|Ms|Mx|Prof)\.?\s+")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*|[\"“(][^\W\d_][\w.-]+[\"”)]")
_LAST_FIRST = re.compile(r"([^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+)?),\s*([^\W\d_][\w'’.-]+(?:\s[A-Z]\.?)?)")
_MC = re.compile(r"MC[A-Z]{3,}")
_INNER_SIGN = re.compile(r"([-'’])")
_MOST_LETTERS = 20
"""Behind one name; a longer run is a list of letters, and each of them is asked what follows it."""
_IN = re.compile(r"\b(?:in|near|at|from|to|of)\s+$", re.I)
"""What leads to a town: "in Silver Spring, MD" is nobody with a degree."""


def letters_from(text: str, position: int, state: str | None, inside: bool = False) -> tuple[tuple[str, ...], int]:
    """The run of credentials that begins at `position`, behind a comma or in parentheses; where it ends."""
    words = vocabulary("credential")
    found: list[str] = []
    end = position
    separator = _ANY_BLANK if inside else _BEFORE_LETTERS
    for _ in range(_MOST_LETTERS):
        gap = separator.match(text, end)
        at = gap.end() if gap else end
        separator = _BETWEEN_LETTERS
        match = _LETTERS.match(text, at)
        if match is None or "\n" in text[end:at]:
            break
        taken = None
        for candidate in _spellings(match[0]):
            term = words.find(candidate, state) if _looks_like_letters(candidate) else None
            if term is not None:
                taken = (candidate, term)
                break
        if taken is None:
            title = _title_at(text, at)
            if title is None:
                break
            taken = title
        candidate, term = taken
        if _UNFINISHED.match(text, at + len(candidate)):
            break
        if _is_place(text, at, candidate, end):
            break
        if term not in found:
            found.append(term)
        end = at + len(candidate)
    if end < len(text) and found and text[end] == ")" and "(" in text[position:end]:
        end += 1
    return tuple(found), end


def _spellings(letters: str) -> tuple[str, ...]:
    """A run of letters as it may be meant: whole or its first word; a full stop behind it ends a sentence."""
    whole, first = letters, letters.split(" ")[0]
    if "/" in letters:
        return whole, *(part for part in letters.split("/") if part)
    if _RANK.search(first):
        return whole, first, first.replace("-", " "), first.rsplit("-", 1)[0]
    if letters.count(".") == 1:
        return whole.rstrip("."), first.rstrip("."), whole, first
    return whole, first, whole.rstrip("."), first.rstrip(".")


def _looks_like_letters(candidate: str) -> bool:
    plain = candidate.replace(".", "").replace("-", "").replace("/", "").replace(" ", "")
    return (
        2 <= len(plain) <= (14 if "-" in candidate or " " in candidate else 9)
        and sum(letter.isupper() for letter in plain) >= 2
    )


def _title_at(text: str, at: int) -> tuple[str, str] | None:
    """A title in full words ("Licensed Clinical Social Worker") that begins here."""
    match = _TITLE.match(text, at)
    if match is None:
        return None
    words = match[0].split()
    for count in range(len(words), 1, -1):
        phrase = " ".join(words[:count])
        term = vocabulary("credential").find(phrase)
        if term is not None and text.startswith(phrase, at):
            return phrase, term
    return None


def titles_in(text: str) -> list[tuple[str, str, int]]:
    """Every licence title in full words: (words, term, position)."""
    found = []
    position = 0
    while (match := _TITLE.search(text, position)) is not None:
        title = _title_at(text, match.start())
        if title:
            found.append((*title, match.start()))
            position = match.start() + len(title[0])
        else:
            position = match.start() + 4
    return found


def _is_place(text: str, at: int, candidate: str, end: int) -> bool:
    """Whether two letters are a state's here: a ZIP follows, or a city stands before, as in "Boston, MA"."""
    if candidate not in STATES:
        return False
    after = text[at + len(candidate) :]
    return bool(_NUMBER_BEHIND.match(after)) or candidate not in _DEGREES


def tidy_name(text: str, has_letters: bool = False) -> str | None:
    """A personal name as it is to be stored, or None for words that are none.

    With letters behind it, a given name and an everyday word that many are called by are one ("Ray Sun, LCSW").
    """
    text = text.strip(" ,.:;-–—|•*\t")
    text = _TITLED.sub("", text)
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or any(sign.isdigit() for sign in text):
        return None
    first, *others = words
    # "Faith Roe": an everyday word may be a given name, and nothing but the first.
    wordy = fold(first) in _not_names() and fold(first) not in given_names()
    called = has_letters and len(words) == 2 and fold(first) in given_names() and is_no_name(words[1], "surnames")
    if _PRACTICE.search(text) or wordy or (any(is_no_name(word) for word in others) and not called):
        return None
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    return _parsed(text)


_PLAIN = re.compile(
    r"(?=.*[a-zà-ÿ])(?:(?!(?:Dr|Mr|Mrs|Ms|Mx|Prof|Rev|Jr|Sr|II|III|IV)\b)"
    r"(?:Mc|Mac|O['’])?[A-Z][A-Za-zà-ÿ]+(?:-[A-Z][A-Za-zà-ÿ]+)?(?: (?=[A-Z])|$)){2,3}"
)


@cache
def _parsed(text: str) -> str | None:
    if _PLAIN.fullmatch(text):
        return text  # A first and a last name: there is nothing to parse.
    from nameparser import HumanName

    human = HumanName(text)
    parts = [human.first, human.middle, human.last, human.suffix]
    if not human.first or not human.last:
        return None
    name = " ".join(part for part in parts if part)
    return " ".join(_cased(word) for word in name.split()) if name.isupper() else name


def _cased(word: str) -> str:
    """A word of a name typed in capitals as it is written by hand."""
    if word.strip(".") in ("II", "III", "IV"):
        return word
    parts = _INNER_SIGN.split(word)
    return "".join("Mc" + part[2:].capitalize() if _MC.fullmatch(part) else part.capitalize() for part in parts)


def looks_like_name(text: str) -> str | None:
    """A line or a header that is a name and nothing else; "Roe, Jane" is turned round."""
    text = " ".join(text.split()).strip(" ,.|•*-–—")
    turned = _LAST_FIRST.fullmatch(text)
    if turned and not _looks_like_letters(turned[2]):
        text = f"{turned[2]} {turned[1]}"
    if not NAME.fullmatch(text):
        return None
    return tidy_name(text)


def looks_like_practice(text: str) -> bool:
    """Whether a line is the name of a practice ("Birch Counseling, LLC")."""
    text = text.strip(" ,.|•*-–—")
    text = text.title() if text.isupper() else text
    words = text.split()
    if (
        not 2 <= len(words) <= 7
        or any(sign.isdigit() for sign in text)
        or text.endswith(":")
        or len(text) > 60
        or " in " in text
    ):
        return False
    capitals = [word for word in words if word[:1].isupper() or word.lower() in ("of", "and", "&", "for", "the", "in")]
    return (
        len(capitals) == len(words)
        and bool(_PRACTICE.search(text))
        and any(not is_no_name(word, "practice") for word in words if fold(word).isalnum())
    )
