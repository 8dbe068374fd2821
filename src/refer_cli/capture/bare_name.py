"""Whether words are a name and nothing else, or say something of somebody and are a text."""

from __future__ import annotations

import re

from refer_cli.capture.naming import given_names
from refer_cli.capture.offices import Cities
from refer_cli.capture.vocabulary_index import find_mentions, weak_words
from refer_cli.folding import fold
from refer_cli.places.states import STATES
from refer_cli.vocabulary.normaliser import vocabulary

_MOST_WORDS = 5
_SIGN = re.compile(r"[,;:@\n$|(/+&!?=%*]|\d|(?:^|\s)[-–—]+(?:\s|$)|[–—]")
_PARTICLES = frozenset(
    ["de", "la", "del", "van", "von", "der", "den", "da", "di", "dos", "el", "al", "bin", "le", "y", "ter", "ten", "st"]
)
_NO_NAME = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "at",
        "in",
        "on",
        "of",
        "for",
        "from",
        "with",
        "to",
        "by",
        "near",
        "no",
        "not",
        "is",
        "are",
        "was",
        "has",
        "have",
        "her",
        "his",
        "my",
        "who",
        "that",
        "this",
        "takes",
        "take",
        "sees",
        "see",
        "does",
        "do",
        "works",
        "work",
        "treats",
        "accepts",
        "offers",
        "charges",
        "likes",
        "knows",
        "speaks",
        "specializes",
        "full",
        "open",
        "met",
        "great",
        "good",
        "lovely",
        "only",
        "new",
    ]
)
"""Words that stand in no name typed in small letters."""
_SAYING = ("need", "approach", "insurer", "population")


def is_bare_name(typed: str, gazetteer: Cities | None) -> bool:
    """Whether `typed` is a personal name alone ("Ada Birch", "Mary Ann O'Neil"), without letters, city or a word more.

    With no `gazetteer` the facts stand in options: a city behind the name is not looked for, and "the Third" and "of
    Ashby" may belong to it.
    """
    words = typed.split()
    if not words or len(words) > _MOST_WORDS or _SIGN.search(typed):
        return False
    particles = _PARTICLES if gazetteer is not None else _PARTICLES | {"the", "of"}
    said = [word for word in words if word not in particles]
    small = [word for word in said if word[:1].islower()]
    if small and (len(small) < len(said) or _NO_NAME & set(said)):
        return False
    if any(_is_letters(word) for word in words[1:]) or (len(words) > 2 and words[-1] in STATES):
        return False
    for mention in find_mentions(typed, None):
        spelled = fold(typed[mention.start : mention.end])
        given = mention.start == 0 and spelled in given_names()
        meant = [kind for kind in _SAYING if kind in mention.kinds() and spelled not in weak_words().get(kind, ())]
        if meant and not given:
            return False
    return gazetteer is None or not _ends_in_a_city(words, gazetteer)


def _is_letters(word: str) -> bool:
    """Whether a word is a credential as it is written, or typed in small letters ("lpc")."""
    plain = word.replace(".", "")
    if plain.islower():
        return len(plain) > 2 and vocabulary("credential").find(plain.upper()) is not None
    return sum(sign.isupper() for sign in plain) > 1 and vocabulary("credential").find(word) is not None


def _ends_in_a_city(words: list[str], gazetteer: Cities) -> bool:
    """Whether a city stands behind a first and a last name ("Kim Vo Tigard"); "Mary Ann Jackson" is a name."""
    return any(
        bool(list(gazetteer.cities(" ".join(words[first:])))) and fold(words[first - 1]) not in given_names()  # type: ignore[call-overload]
        for first in range(2, len(words))
    )
