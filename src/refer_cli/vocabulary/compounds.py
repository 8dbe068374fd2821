"""A need together with whom it concerns: "child anxiety", "trans teens", "depression in older adults", "couples"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from refer_cli.vocabulary.normaliser import Understood, fold, vocabulary

# Longer texts are sentences: a compound is a few words.
_MOST_WORDS = 6


class Compound(NamedTuple):
    """Whom a need concerns (an age group or format), and the need; None where the words name no need ("kids")."""

    population: Understood
    need: Understood | None


def part_compound(text: str, state: str | None = None) -> Compound | None:
    """The population and the need that the words name together, or None where they do not name both.

    What is a need as a whole is none ("child behavior", "childhood trauma", "adult ADHD" mean just that). A format
    alone brings the need that it stands for in directories ("couples": couples conflict), an age alone none. The
    two sides may stand in either order, with a joining word between ("anxiety in children").
    """
    needs, populations = vocabulary("need"), vocabulary("population")
    words = fold(text).split()
    if not words or len(words) > _MOST_WORDS:
        return None
    alone = _alone().get(populations.find(text) or "")
    if alone is not None:
        population = populations.understand(text)
        return Compound(population, needs.understand(alone))
    if needs.find(text, state) is not None:
        return None
    if populations.find(text) is not None:
        return Compound(populations.understand(text), None)
    for at in range(len(words) - 1, 0, -1):
        for who, what in ((words[:at], words[at:]), (words[at:], words[:at])):
            population_name = _whom(" ".join(who))
            need = _need(what, state) if population_name else None
            if population_name is not None and need is not None:
                return Compound(Understood(population_name, True, None, ()), need)
    return None


def _need(words: list[str], state: str | None) -> Understood | None:
    """The need that words name, without a joining word beside them or a last one that says nothing ("counseling")."""
    needs, between = vocabulary("need"), _words("between")
    while words and words[-1] in between:
        words = words[:-1]
    while words and words[0] in between:
        words = words[1:]
    while words:
        name = needs.find(" ".join(words), state)
        if name is not None:
            return Understood(name, True, None, ())
        if words[-1] not in _words("last"):
            return None
        words = words[:-1]
    return None


def _whom(folded: str) -> str | None:
    """The age group or format of the words that stand beside a need ("pediatric", "late life", "teens")."""
    return _beside().get(folded) or vocabulary("population").find(folded)


@cache
def _beside() -> dict[str, str]:
    beside: dict[str, list[str]] = vocabulary("population").words["before_need"]
    return {fold(word): name for name, words in beside.items() for word in words}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(vocabulary("population").words[name])


@cache
def _alone() -> dict[str, str]:
    alone: dict[str, str] = vocabulary("population").words["alone"]
    return alone
