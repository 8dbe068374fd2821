"""Takes off what spreadsheets put around a value (`="02139"`, U+200B, full-width digits), and knows empty words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from refer_cli.fields.signs import plain_signs

_NO_WORD = re.compile(r"[\s?!.,;:_/\\|\u2010-\u2015\u00bf#~=()\[\]{}<>-]*")
_FORMULA_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_LINK = re.compile(r'=HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)', re.IGNORECASE)


@cache
def cell_words() -> Mapping[str, Any]:
    """The words of cells, read once."""
    words: dict[str, Any] = json.loads((Path(__file__).parent / "cell_words.json").read_text(encoding="utf-8"))
    return words


@cache
def word_set(name: str, inner: str | None = None) -> frozenset[str]:
    """One list of the words of cells, as a set."""
    words = cell_words()[name]
    return frozenset(words[inner] if inner else words)


def unmarked(text: str) -> str:
    """The value without what a spreadsheet or a copy put around it; a value without marks comes back as it is."""
    if not text.isascii():
        from unicodedata import normalize  # only for text with accents or other scripts

        text = normalize("NFKC", text)
    text = plain_signs(text).strip()
    if text[:1] in ("=", "'"):
        text = _without_formula(text)
    if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        text = text[1:-1].strip()
    return text


def one_line(text: str) -> str:
    """The text with single spaces and no line breaks."""
    return " ".join(text.split())


def is_empty_word(text: str) -> bool:
    """Whether a cell says that nothing is known: "n/a", "?", "TBD", or nothing but signs that say nothing."""
    return text.casefold() in word_set("empty") or _NO_WORD.fullmatch(text) is not None


def _without_formula(text: str) -> str:
    if written := _FORMULA_TEXT.fullmatch(text):
        return written[1].replace('""', '"').strip()
    if link := _LINK.fullmatch(text):
        return (link[1] or link[2] or "").replace('""', '"').strip()
    # What export writes before a sign that a spreadsheet would run.
    if re.match(r"'[=+\-@\d]", text):
        return text[1:]
    return text
