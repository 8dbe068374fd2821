"""Whether words speak of danger today, whatever else they mean: then 988 and 911 are said before anything."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary


def speaks_of_danger(text: str) -> bool:
    """Whether a text has a phrase of danger.json in it, or is a need that the vocabulary calls dangerous.

    A need that it does not call so ("suicide loss") speaks of danger only in a few words ("not safe at home").
    """
    needs = vocabulary("need")
    name = needs.find(text)
    if name is None:
        return _has(text, "phrases")
    return bool(needs.mark(name, "danger")) or _has(text, "even_within_a_term")


def _has(text: str, which: str) -> bool:
    """Whether one of these phrases stands in the text, an apostrophe ("OD'd", "isn't") read in both ways."""
    return any(
        all(_same(word, asked) for word, asked in zip(words[start:], phrase, strict=False))
        for words in (fold(text).split(), fold(_APOSTROPHES.sub(" ", text)).split())
        for phrase in _phrases(which)
        for start in range(len(words) - len(phrase) + 1)
    )


_APOSTROPHES = re.compile(r"['\u2019\u2018`]")


def _same(word: str, asked: str) -> bool:
    """A word that ends in a star is the beginning of many."""
    return word.startswith(asked[:-1]) if asked.endswith("*") else word == asked


@cache
def _phrases(which: str) -> Sequence[Sequence[str]]:
    data = json.loads((Path(__file__).parent / "danger.json").read_text(encoding="utf-8"))
    return tuple(tuple(phrase.split()) for phrase in data[which])
