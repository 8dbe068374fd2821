"""What was not understood, for the person to look at: whole stretches, and entries between understood ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refer_cli.capture.entries import SEPARATOR, entries
from refer_cli.capture.found import Fact
from refer_cli.capture.polarity import Reader
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.vocabulary.normaliser import fold


def left_over(text: str, reader: Reader, facts: Sequence[Fact], name: str | None) -> list[str]:
    """The stretches in which nothing was understood, for the person to look at.

    Of a stretch in which something was, the entries that hold a name, a sum or a word of a vocabulary all the same.
    """
    used = [fact.words.casefold() for fact in facts if fact.words]
    # "In network with Aetna, Foobar and Cigna" quotes Foobar for Cigna, and says nothing of it.
    ends = [
        SEPARATOR.split(words)[-1].strip() if BY_NAME[fact.field].kind == "list" else words
        for fact in facts
        if (words := fact.words.casefold())
    ]
    own = set(fold(name or "").split())
    left = []
    for number, part in enumerate(reader.clauses):
        if part.field == "skip":
            continue
        body = _plain(reader.text[part.start : part.end])
        if len(re.findall(r"[^\W\d_]{2,}", body)) < 1 or len(body) < 4:
            continue
        whole = " ".join(text[part.start : part.end].split()).casefold()
        if any(words in whole or body.casefold() in words for words in used):
            left.extend(_entries_left(reader, number, ends, own))
        else:
            left.append(body[:100])
    return left


def _entries_left(reader: Reader, number: int, used: Sequence[str], own: set[str]) -> list[str]:
    """The entries of a clause that say something of which no fact was made."""
    part = reader.clauses[number]
    found = []
    for start, end in entries(reader.text, part.start, part.end):
        entry = reader.text[start:end]
        words = _plain(entry)
        if "\x00" in entry or len(words) < 3 or any(one in words.casefold() or words.casefold() in one for one in used):
            continue
        named = re.search(
            r"(?:(?<=\s)|^)(?:[A-Z][a-z]{2,}|[A-Z]{2,5})\b", entry.strip() if start > part.start else entry.strip()[1:]
        )
        mentioned = any(start <= one.start < end for one in reader.inside[number])
        if not (mentioned or named or "@" in words or re.search(r"\d{2}", words)) or own & set(fold(words).split()):
            continue
        found.append(words[:100])
    return found


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split()).strip(" ,.;:-–—()|")


def shortened(text: str) -> list[str]:
    """Words about nobody, a line each."""
    return [" ".join(line.split())[:100] for line in text.split("\n") if line.strip()]
