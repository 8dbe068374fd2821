"""How an asked word is held against a list that may be unknown, open or complete."""

from collections.abc import Iterable
from functools import lru_cache

from refer_cli.fields.values import Item, Listing
from refer_cli.folding import fold as _key
from refer_cli.matching.request import Wish
from refer_cli.records import NamedTuple

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


class Standing(NamedTuple):
    """How a list stands to a word: known, denied, absent or unknown; the entry that says so; the word."""

    how: str
    item: Item | None
    name: str


def any_membership(listing: Listing | None, as_of: str, asked: Iterable[Wish]) -> Standing:
    """How a list of that day stands to words of which any one suffices: the best that is so of one of them.

    Of several that are known the one confirmed last stands: neither the order of the words nor one more of them takes
    anything away.
    """
    found = [Standing(*_membership_of_one(listing, wish), wish.name) for wish in asked]
    known = [standing for standing in found if standing.how == KNOWN]
    if known:
        return max(known, key=lambda standing: (standing.item.as_of or as_of if standing.item else "", standing.name))
    unknown = [standing for standing in found if standing.how == UNKNOWN]
    return min(unknown or found, key=lambda standing: standing.name)


def _membership_of_one(listing: Listing | None, wish: Wish) -> tuple[str, Item | None]:
    """As `membership`, but that something narrower is denied says nothing about the word itself.

    A word that is not known anywhere is not known to be absent either.
    """
    how, item = membership(listing, wish.keys)
    if how == DENIED and item is not None and fold(item.name) != fold(wish.name):
        how, item = membership(listing, frozenset({fold(wish.name)}))
    return (UNKNOWN, None) if wish.on_no_card and how == ABSENT else (how, item)


def folded(listing: Listing | None) -> frozenset[str]:
    """The folded names that are so."""
    return frozenset(fold(item.name) for item in listing.affirmed) if listing else frozenset()


def mean(levels: Iterable[int]) -> int:
    """The mean of hundredths, a half rounded up."""
    numbers = tuple(levels)
    return (2 * sum(numbers) + len(numbers)) // (2 * len(numbers))
