"""Whether words speak of danger today, whatever else they mean: then 988 and 911 are said before anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary


def speaks_of_danger(text: str) -> bool:
    """Whether a text has a phrase of danger.json in it, or is a need that the vocabulary calls dangerous."""
    needs = vocabulary("need")
    name = needs.find(text)
    if name is not None:
        return bool(needs.mark(name, "danger"))
    words = fold(text).split()
    return any(
        all(_same(word, asked) for word, asked in zip(words[start:], phrase, strict=False))
        for phrase in _phrases()
        for start in range(len(words) - len(phrase) + 1)
    )


def _same(word: str, asked: str) -> bool:
    """A word that ends in a star is the beginning of many."""
    return word.startswith(asked[:-1]) if asked.endswith("*") else word == asked


@cache
def _phrases() -> Sequence[Sequence[str]]:
    data = json.loads((Path(__file__).parent / "danger.json").read_text(encoding="utf-8"))
    return tuple(tuple(phrase.split()) for phrase in data["phrases"])
