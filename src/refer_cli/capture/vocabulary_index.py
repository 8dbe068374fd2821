"""Where the words of every vocabulary stand in a text, and phrases beside them: video, office, states."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from refer_cli.capture.triggers import Turns
from refer_cli.folding import fold
from refer_cli.places.states import STATES
from refer_cli.vocabulary.normaliser import vocabulary

FIELD = {
    "need": "specialties",
    "approach": "approaches",
    "insurer": "panels",
    "population": "populations",
    "language": "languages",
    "style": "styles",
    "credential": "credentials",
}
WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*\.?|&")
_PLURAL_LETTERS = re.compile(r"^([A-Z]{3,6})s$")
_GAP = re.compile(r"[ \t/\-–+]*")
# Codes of states that are words too: "BCBS ok" is no plan in Oklahoma.
_WORDS_TOO = frozenset({"ok", "in", "or", "me", "hi", "oh", "pa", "ma", "la", "id", "de", "co", "al"})
_PRACTISED = frozenset({"art", "drama", "music", "narrative", "play", "sand", "schema", "sex", "somatic", "dance"})
_LONGEST = 8
# How therapists shorten words of the vocabularies when they jot.
_SHORTENED = {
    "evals": "evaluation",
    "eval": "evaluation",
    "evaluations": "evaluation",
    "assessments": "assessment",
    "tx": "treatment",
    "grp": "group",
    "grps": "groups",
}


STATE = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, STATES.values()), key=len, reverse=True))}|D\.C\."
    rf"|(?-i:{'|'.join(STATES)}))\b",
    re.I,
)
LICENCE = re.compile(r"\bli(?:sc|c)en[sc](?:e|es|ed|ure|ing)\b|\blic\.|\bregistered in\b", re.I)
_PHRASES = {
    "telehealth": "telehealth",
    "in_person": "in_person",
    "hybrid": "hybrid",
    "pro_bono": "pro_bono",
    "sliding": "sliding",
    "any_insurance": "any_insurance",
    "PSYPACT APIT": "authority",
    "PSYPACT": "authority",
    "wheelchair accessible": "access",
    "step-free": "access",
    "elevator": "access",
}
"""The kind of each category of phrases; the category is the value of one that is an entry of a list."""


class Mention(NamedTuple):
    """Words that stand in a vocabulary: their place, and every (kind, term) that they may mean."""

    start: int
    end: int
    terms: tuple[tuple[str, str], ...]

    def kinds(self) -> frozenset[str]:
        """The vocabularies it may belong to."""
        return frozenset(kind for kind, _ in self.terms)


@cache
def weak_words() -> Mapping[str, frozenset[str]]:
    """Everyday words by vocabulary, folded: what they need beside them is decided where a word is claimed.

    `filler` are patterns of words that only go along in an entry of a list, and are not folded.
    """
    data = json.loads((Path(__file__).parent / "weak_words.json").read_text(encoding="utf-8"))
    lists = {name: words for name, words in data.items() if isinstance(words, list)}
    return {
        name: frozenset(words if name == "filler" else (fold(word) for word in words)) for name, words in lists.items()
    }


@lru_cache(maxsize=64)
def _index(state: str | None) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    spelled: dict[tuple[str, ...], dict[str, str]] = {}
    for kind in FIELD:
        if kind == "credential":
            continue  # Letters are told apart beside the name, and titles in full words.
        for spelling, name in vocabulary(kind).all_spellings(state).items():
            spelled.setdefault(tuple(spelling.split()), {})[kind] = name
            practised, _, last = spelling.rpartition(" ")
            if kind in ("approach", "need") and last == "therapy" and practised in _PRACTISED:
                # "A play therapist" does play therapy.
                spelled.setdefault((practised, "therapist"), {})[kind] = name
    if state is None:
        _add_local_names(spelled)
    spelled[("psychiatrist",)] = {"need": "medication evaluation"}
    for phrase in ("little ones", "littles", "kiddos"):
        spelled[tuple(phrase.split())] = {"population": "child"}
    spelled[("couples", "work")] = {"population": "couple"}  # A format first, whatever else is treated in it.
    manner, dropped = weak_words()["style"], weak_words()["dropped"]
    for words in list(spelled):
        spelling = " ".join(words)
        # "Accepting" and "open" are words of a manner in the vocabulary, and of everything else in a text.
        if spelling not in manner:
            spelled[words].pop("style", None)
        if spelling in dropped:
            spelled[words].pop("need", None)
        if not spelled[words]:
            del spelled[words]
    return {words: tuple(sorted(kinds.items())) for words, kinds in spelled.items() if len(words) <= _LONGEST}


def _add_local_names(spelled: dict[tuple[str, ...], dict[str, str]]) -> None:
    """Names that an insurer has in one state only mean it wherever they are read ("SoonerCare")."""
    where: dict[str, set[tuple[str, str]]] = {}
    for term in vocabulary("insurer").terms:
        for code, names in term.details.get("states", {}).items():
            for name in names:
                where.setdefault(fold(name), set()).add((code, term.name))
    for name, places in where.items():
        words = tuple(name.split())
        if len(places) == 1 and len(name) > 2 and name not in weak_words()["capitals_only"] and words not in spelled:
            spelled[words] = {"insurer": next(iter(places))[1]}


@lru_cache(maxsize=64)
def _first_words(state: str | None) -> frozenset[str]:
    return frozenset(words[0] for words in _index(state) if words)


def find_mentions(text: str, state: str | None) -> list[Mention]:
    """Every vocabulary word in `text`, left to right and not overlapping. `state` is the person's own."""
    index, first = _index(state), _first_words(state)
    words = [
        (_SHORTENED.get(part, part), match.start(), match.end(), match[0])
        for match in WORD.finditer(text)
        if (part := fold(_PLURAL_LETTERS.sub(r"\1", match[0])))
    ]
    found: list[Mention] = []
    position = 0
    while position < len(words):
        if words[position][0].split(" ")[0] not in first:
            position += 1
            continue
        reach = position + 1
        while (
            reach < len(words)
            and reach - position < _LONGEST
            and _GAP.fullmatch(text, words[reach - 1][2], words[reach][1])
            and not words[reach - 1][3].endswith(".")
        ):
            reach += 1
        taken = 0
        for end in range(reach, position, -1):
            spelling = tuple(" ".join(word[0] for word in words[position:end]).split())
            terms = index.get(spelling)
            if terms is not None and "".join(spelling).isdigit():
                terms = None  # "65+" folds to the number 65, which may be anything.
            if (
                terms is not None
                and spelling == ("medical",)
                and "C" not in text[words[position][1] : words[position][2]]
            ):
                terms = None  # "MediCal" folds to an everyday word.
            if (
                terms is not None
                and len(spelling) > 1
                and spelling[-1] in _WORDS_TOO
                and not words[end - 1][3].isupper()
            ):
                terms = None
            start, stop = words[position][1], words[end - 1][2]
            if terms is None or (
                len(spelling) == 1 and spelling[0] in weak_words()["capitals_only"] and not _capitals(text[start:stop])
            ):
                continue
            if text[stop - 1] == "." and "." not in text[start : stop - 1]:
                stop -= 1
            found.append(Mention(start, stop, terms))
            taken = end - position
            break
        position += taken or 1
    return found


def _capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= max(2, len(letters) - 1)


def find_phrases(masked: str, taken: Sequence[Mention]) -> list[Mention]:
    """The phrases in `masked` that no vocabulary holds and that lie outside the words found already."""
    found: list[Mention] = []
    busy = bytearray(len(masked))
    for mention in taken:
        busy[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    cue = Turns(masked)
    for category, kind in _PHRASES.items():
        for match in cue(category).finditer(masked):
            if busy.find(1, *match.span()) < 0:
                found.append(Mention(*match.span(), ((kind, category),)))
                busy[match.start() : match.end()] = b"\x01" * len(match[0])
    return found
