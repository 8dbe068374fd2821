"""Cells into which a program wrote JSON: a list becomes `one; two`, an object the pairs of its names and values."""

from __future__ import annotations

import json
import re
from typing import Any

from refer_cli.exchange.column_words import header_fold


def plain(text: str) -> str:
    """A cell with the signs of a JSON list taken off, even where one of its quotation marks is missing."""
    if not (text.startswith("[") and text.endswith("]")):
        return text
    data = _read(text)
    if isinstance(data, list):
        return "; ".join(_words(entry) for entry in data if entry not in (None, ""))
    if '"' not in text:
        return text
    parts = re.split(r'"\s*,\s*"', text.strip('[]"'))
    return "; ".join(part.strip(' "') for part in parts if part.strip(' "'))


def pairs(text: str) -> list[tuple[str, str]]:
    """The names and values of a JSON object; a yes is its name alone, and nothing is left out but what is empty."""
    if not (text.startswith("{") and text.endswith("}")):
        return []
    data = _read(text)
    if not isinstance(data, dict):
        return []
    return [
        (name, header_fold(name) if value is True else _words(value))
        for name, value in data.items()
        if value is False or value not in (None, "", [], {})
    ]


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_words(entry) for entry in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(entry)}" for name, entry in value.items())
    return str(value)
