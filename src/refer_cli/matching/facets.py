"""A card as a set of short names, so that millions can be held against a request as sets of people.

The names are an index, not a second truth: `indexed_ranking` reads them only to leave out whom a request surely
excludes and to bound a score from above; who is shown is always assessed from the card itself. Each criterion names
its own facets.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from refer_cli.fields.values import Listing
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.membership import fold
from refer_cli.records import NamedTuple

EVERYONE = "everyone"
"""The facet that each card in the index has."""


class Spotted(NamedTuple):
    """A place with offices, and the people who have one there (as bits)."""

    lat: float
    lon: float
    bits: int


class Sorting(NamedTuple):
    """What orders equal scores, without the rest of the card."""

    id: int
    name: str
    last_offered: str | None


class Facets(Protocol):
    """An indexed book. Sets of people are integers: bit n stands for the colleague with id n."""

    @property
    def everyone(self) -> int:
        """All who are not archived."""
        ...

    def bits(self, name: str) -> int:
        """The people who have this facet."""
        ...

    def family(self, prefix: str) -> Mapping[str, int]:
        """Every facet that begins so: the rest of its name, and its people."""
        ...

    def offices(self, lat: float, lon: float, radius: float) -> Sequence[Spotted]:
        """The places with offices in a box around the circle (miles), perhaps some beyond."""
        ...

    def mentioning(self, word: str) -> int:
        """The people whose name, practice, street, city or ties hold this folded text, perhaps more."""
        ...

    def candidates(self, ids: Sequence[int]) -> Sequence[Candidate]:
        """The cards of these people, in any order."""
        ...

    def sorting(self, ids: Sequence[int]) -> Sequence[Sorting]:
        """What orders these people among equals."""
        ...


def office_name(point: tuple[float, float]) -> str:
    """The facet of an office at this point, to the last digit, so that a distance is the card's own."""
    return f"at:{point[0]!r},{point[1]!r}"


def mentionable(candidate: Candidate) -> str:
    """The folded text that `--avoid` is compared with."""
    ties = candidate.ties.names() if candidate.ties else ()
    place = f"{candidate.city or ''} {candidate.state or ''} {candidate.zip or ''}"
    texts = (candidate.name, candidate.practice, candidate.street, place, *ties)
    return "|".join(f" {fold(text)} " for text in texts if text)


def named_facets(kind: str, listing: Listing | None) -> Iterator[str]:
    """The facets of the names in a list: what is so, and what is known not to be."""
    for item in listing.items if listing else ():
        yield f"{kind}:{fold(item.name)}" + (":no" if item.denied else "")


def lacking(facets: Facets, kind: str, asked: Iterable[str], complete: str) -> int:
    """Who is known to have none of the asked names, where the facet `complete` says that a list lacks what it lacks."""
    without = facets.everyone
    for name in map(fold, asked):
        without &= (facets.bits(f"{kind}:{name}:no") | facets.bits(complete)) & ~facets.bits(f"{kind}:{name}")
    return without
