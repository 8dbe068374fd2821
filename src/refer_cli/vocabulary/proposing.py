"""What a word that is no term may have meant: terms that share a word with it, then terms a few letters away."""

from __future__ import annotations

import operator

from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary

MOST = 3
_ANY_BLUE = "BCBS"
_SHORTEST_SHARED = 4
"""A shorter word ("of", "and", "mi") tells nothing of what is meant."""
_MOST_WORDS_A_SHARED_ONE = 3
"""Of a long text one word in common tells nothing."""
_TELLING_NOTHING = frozenset(
    {
        "with", "from", "that", "this", "have", "issue", "issues", "disorder", "disorders", "therapy", "therapist",
        "treatment", "counseling", "counselling", "counselor", "problem", "problems", "support", "work", "plan",
        "plans", "health", "care", "insurance", "group", "client", "clients", "people",
    }
)  # fmt: skip


def proposals(kind: str, text: str, state: str | None = None) -> tuple[str, ...]:
    """The terms of a vocabulary that a text may have meant, the likeliest first; at most three."""
    terms = vocabulary(kind)
    near = terms.understand(text, state).proposals
    whole = _sharing_a_word(kind, text, state, whole=True)
    brand = _blue_of_the_state(text, state) if kind == "insurer" else ()
    return tuple(dict.fromkeys((*brand, *whole, *near, *_sharing_a_word(kind, text, state))))[:MOST]


def _blue_of_the_state(text: str, state: str | None) -> tuple[str, ...]:
    """The Blue plan of the client's state, whose many brands begin so ("Blue Choice PPO", "NEtwork BLUE")."""
    is_brand = any(word.startswith("blue") for word in fold(text).split())
    name = vocabulary("insurer").find(_ANY_BLUE, state) if is_brand and state is not None else None
    return () if name in (None, "Blue Cross Blue Shield") else (str(name),)


def _sharing_a_word(kind: str, text: str, state: str | None, whole: bool = False) -> list[str]:
    """Terms of which a spelling has a word, or unless `whole` the stem of one, in common: the most of it first.

    The last word of an English phrase says what it is about: a dementia caregiver is a caregiver.
    """
    wanted = _telling(text)
    same = operator.eq if whole else _alike
    best: dict[str, tuple[float, int]] = {}
    for spelling, name in vocabulary(kind).all_spellings(state).items():
        words = _telling(spelling)
        shared = [place for place, word in enumerate(wanted) if any(same(word, other) for other in words)]
        if len(shared) * _MOST_WORDS_A_SHARED_ONE < len(wanted) or not shared:
            continue
        weight = len(shared) + (0.5 if len(wanted) - 1 in shared else 0)
        rank = (-weight / (len(wanted) + len(words)), len(spelling))
        best[name] = min(rank, best.get(name, rank))
    return sorted(best, key=lambda name: (*best[name], name))


def _telling(text: str) -> list[str]:
    return [word for word in fold(text).split() if len(word) >= _SHORTEST_SHARED and word not in _TELLING_NOTHING]


def _alike(one: str, other: str) -> bool:
    """Whether two words are one, or begin alike for more than half of the longer ("anxious" and "anxiety")."""
    if one == other:
        return True
    common = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        common += 1
    return common >= _SHORTEST_SHARED and 2 * common > max(len(one), len(other))
