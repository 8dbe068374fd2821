"""The turns of phrase and headings of `cues.json` and `headings.json`, compiled once when first asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from refer_cli.vocabulary.normaliser import key


@cache
def cue(name: str) -> re.Pattern[str]:
    """One group of turns of phrase as one pattern."""
    return re.compile("|".join(f"(?:{part})" for part in _data("cues.json")[name]), re.I)


@cache
def governing() -> Mapping[str, re.Pattern[str]]:
    """By vocabulary, the words after which its terms are meant as facts."""
    groups = _data("cues.json")["governing"]
    # "Works w veterans": with is often written short.
    return {kind: re.compile("|".join(parts).replace(" with", " (?:with|w/?)"), re.I) for kind, parts in groups.items()}


@cache
def _headings() -> Mapping[str, str]:
    groups = _data("headings.json")["headings"]
    return {key(words): field for field, group in groups.items() for words in group}


def heading(text: str) -> str | None:
    """The field that a heading opens ("-panels" where what follows is denied), or None."""
    return _headings().get(key(text))


def _data(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
