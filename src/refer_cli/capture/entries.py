"""A mention in its entry of a list: what stands beside it, and the words to quote it by."""

from __future__ import annotations

import re
from functools import cache

from refer_cli.capture.assertions import Reader
from refer_cli.capture.vocabulary_index import Mention, weak_words

SEPARATOR = re.compile(r",|;|\+|/|&|\band\b|\bor\b|\n|\x00|\(|\)|:|\bplus\b|\bas well as\b|\bw/", re.I)
_NO = re.compile(r"\bno\b", re.I)


@cache
def _filler() -> re.Pattern[str]:
    longest_first = sorted(weak_words()["filler"], key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b|[^\w]", re.I)


def without_filler(words: str) -> str:
    """What is left of an entry without the words that only go along ("works with", "clients", "new")."""
    return _filler().sub("", words)


def same_sentence(reader: Reader, sentence: tuple[int, int]) -> list[Mention]:
    """Every mention of one sentence."""
    return reader.together.get(sentence, [])


def entries(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a clause between commas, "and" and the like in which anything stands."""
    edges = [match.span() for match in SEPARATOR.finditer(text, start, end)]
    begins, ends = [start, *(stop for _, stop in edges)], [*(first for first, _ in edges), end]
    return [(first, last) for first, last in zip(begins, ends, strict=True) if text[first:last].strip()]


def item_around(text: str, start: int, end: int, mention: Mention) -> str:
    """The entry of a list in which a mention stands, between commas, "and" and the like."""
    first, last = item_bounds(text, start, end, mention)
    return text[first:last]


def item_bounds(text: str, start: int, end: int, mention: Mention) -> tuple[int, int]:
    """Where the entry of a list begins and ends in which a mention stands."""
    first = start
    for match in SEPARATOR.finditer(text, start, mention.start):
        first = match.end()
    following = SEPARATOR.search(text, mention.end, end)
    return first, following.start() if following else end


def stands_alone(reader: Reader, number: int, mention: Mention) -> bool:
    """Whether an entry holds nothing but words of the vocabularies ("Adults with binge eating")."""
    part = reader.clauses[number]
    first, last = item_bounds(reader.text, part.start, part.end, mention)
    rest = reader.text[first:last]
    for one in reader.inside[number]:
        if first <= one.start and one.end <= last:
            rest = rest[: one.start - first] + " " * (one.end - one.start) + rest[one.end - first :]
    if "insurer" in mention.kinds():
        rest = re.sub(r"\bha(?:s|ve)\b", " ", rest, flags=re.I)
    return not without_filler(rest)


def quoted(reader: Reader, number: int, mention: Mention) -> str:
    """The words that a fact came from: from its cue to its mark, as they stand in the text."""
    text, part = reader.text, reader.clauses[number]
    mark = reader.mark_at(mention.start)
    if mark is not None and mark.words:
        return mark.words
    start, stop = mention.start, mention.end
    earliest = max(part.start, mention.start - 60)
    for pattern in (
        reader.cue("unsure"),
        reader.cue("denies"),
        _NO,
        reader.cue("takes insurers"),
        reader.cue("surely treats"),
    ):
        for match in pattern.finditer(text, earliest, mention.start):
            start = min(start, match.start())
    while part.start < start and text[start - 1].isalpha():
        start -= 1  # "n't" is part of a word.
    marked = re.match(r"\s*\([^()\n]{1,20}\)|\s*[:-]?\s*(?:no|full|yes)\b", text[mention.end : part.sentence[1] + 22])
    if marked:
        stop += marked.end()
    tail = text[stop : min(part.end, stop + 60)]
    trailing = reader.cue("denied behind").search(tail)
    if trailing:
        stop += trailing.end()
    return " ".join(text[start:stop].split()).strip(" ,;")
