"""How an asked word is held against a list that may be unknown, open or complete."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from refer_cli.fields.values import Item, Listing
from refer_cli.vocabulary.normaliser import fold as _key

KNOWN, DENIED, ABSENT, UNKNOWN = "known", "denied", "absent", "unknown"

fold = lru_cache(maxsize=16_384)(_key)
"""The folded form of a word, remembered: the same few hundred words are compared again and again."""


def membership(listing: Listing | None, keys: frozenset[str]) -> tuple[str, Item | None]:
    """Whether any of these folded names is in the list: known, denied, absent or unknown, and its entry."""
    if listing is None:
        return UNKNOWN, None
    denied: Item | None = None
    for item in listing.items:
        if fold(item.name) in keys:
            if item.mark != "no":
                return KNOWN, item
            denied = item
    if denied is not None:
        return DENIED, denied
    return (ABSENT if listing.complete else UNKNOWN), None


def folded(listing: Listing | None) -> frozenset[str]:
    """The folded names that are so."""
    return frozenset(fold(item.name) for item in listing.affirmed) if listing else frozenset()


def mean(levels: Iterable[int]) -> int:
    """The mean of hundredths, a half rounded up."""
    numbers = tuple(levels)
    return (2 * sum(numbers) + len(numbers)) // (2 * len(numbers))
