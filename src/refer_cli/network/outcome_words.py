"""What a typed word says of an outcome: the word itself, its beginning, an everyday word, or a near miss (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.errors import UnknownWord
from refer_cli.network.words import OUTCOMES

EVERYDAY = {
    "asked": "waiting",
    "pending": "waiting",
    "waiting for client": "waiting",
    "in touch": "contacted",
    "appointment": "contacted",
    "booked": "contacted",
    "scheduled": "contacted",
    "held": "first-session-held",
    "session held": "first-session-held",
    "seen": "first-session-held",
    "started": "first-session-held",
    "full": "no-capacity",
    "no room": "no-capacity",
    "no openings": "no-capacity",
    "no fit": "not-a-fit",
    "wrong fit": "not-a-fit",
    "could not reach": "not-reached",
    "no answer": "not-reached",
    "no reply": "not-reached",
    "unreachable": "not-reached",
    "client declined": "declined",
    "refused": "declined",
    "not known": "unknown",
    "no idea": "unknown",
}
"""Everyday words for an outcome."""
_WORDS = {word.replace("-", " "): word for word in OUTCOMES}
LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in (*EVERYDAY, *_WORDS))
"""How many words an outcome can be written in."""
_SHORTEST_NEAR = 4
_SHORTEST_BEGINNING = 2


def split_outcome(words: Sequence[str]) -> tuple[str, str, str | None]:
    """Of words such as `Ada Birch no capacity`: who, the outcome, and what was assumed. Raises UnknownWord.

    The last words are the outcome, as many of them as make one; a slip of the finger is thought of only where
    none of them is one as it stands.
    """
    most = min(LONGEST_PHRASE, len(words))
    if not most:
        raise _unknown("", [])
    for count in range(most, 0, -1):
        phrase = " ".join(words[-count:])
        if is_outcome(phrase):
            return " ".join(words[:-count]), *find_outcome(phrase)
    refusal: UnknownWord | None = None
    for count in range(1, most + 1):
        try:
            return " ".join(words[:-count]), *find_outcome(" ".join(words[-count:]))
        except UnknownWord as unknown:
            refusal = refusal or unknown
    assert refusal is not None
    raise refusal


def is_outcome(text: str) -> bool:
    """Whether a phrase is an outcome as it stands: the word, its beginning or an everyday word."""
    typed = _typed(text)
    return typed in _WORDS or bool(_everyday(typed)) or len(_beginning(typed)) == 1


def find_outcome(text: str) -> tuple[str, str | None]:
    """The outcome a word means, and the assumption where it was taken for another word. Raises UnknownWord."""
    typed = _typed(text)
    if typed in _WORDS:
        return _WORDS[typed], None
    for possible in (_everyday(typed), _beginning(typed), _near(typed)):
        if len(possible) == 1:
            word = possible.pop()
            return word, f"{text.strip()} is taken as {word}"
        if possible:
            raise _unknown(text, sorted(possible, key=list(OUTCOMES).index))
    raise _unknown(text, [])


def _typed(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _everyday(typed: str) -> set[str]:
    return {EVERYDAY[typed]} if typed in EVERYDAY else set()


def _beginning(typed: str) -> set[str]:
    if len(typed) < _SHORTEST_BEGINNING:
        return set()
    return {word for spelled, word in _WORDS.items() if spelled.startswith(typed)}


def _near(typed: str) -> set[str]:
    """The words a slip or two of the finger away (a swap of neighbours is one)."""
    if len(typed) < _SHORTEST_NEAR:
        return set()
    from rapidfuzz.distance import OSA  # only a word that is not known pays for it

    spellings = _WORDS | EVERYDAY
    for reach in (1, 2):
        if reach == 2 and len(typed) < 2 * _SHORTEST_NEAR:
            break
        found = {
            word
            for spelled, word in spellings.items()
            if len(spelled) >= _SHORTEST_NEAR and OSA.distance(typed, spelled, score_cutoff=reach) <= reach
        }
        if found:
            return found
    return set()


def _unknown(text: str, meant: list[str]) -> UnknownWord:
    shown = " ".join(text.split())[:40]
    if meant:
        return UnknownWord(f'"{shown}" may mean several outcomes.', f"did you mean {' or '.join(meant)}?")
    return UnknownWord(f'I know no outcome "{shown}".', f"one of {', '.join(OUTCOMES)}")
