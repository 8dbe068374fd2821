"""A card as a set of short names, so that millions can be held against a request as sets of people.

The names are an index, not a second truth: `sieve` reads them only to leave out whom a request surely
excludes and to bound a score from above; who is shown is always assessed from the card itself.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.gates import AGES, FORMATS, population_part
from refer_cli.matching.membership import key
from refer_cli.matching.reach import basis_of, office_is_lawful

VERSION = 3
"""Raised when a name changes its meaning: an older index is then built again."""


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
    return "|".join(f" {key(text)} " for text in texts if text)


def facets_of(candidate: Candidate) -> frozenset[str]:
    """Every facet of one card."""
    parts = (_reach, _openings, _money, _work, _person)
    return frozenset((EVERYONE, *(name for part in parts for name in part(candidate))))


def basis_in(signature: str, state: str, today: date) -> str | None:
    """The kind of authority that an `authority:` facet gives in a state today (see `reach.basis_of`)."""
    credentials, licences, is_open, authorities, office = json.loads(signature)
    listing = None if licences is None else Listing(tuple(Item(name, mark) for name, mark in licences), is_open)
    basis = basis_of(listing, tuple(authorities), tuple(credentials), office, state, today)
    return basis.kind if basis else None


def _month(day: str) -> str:
    return day[:7]


def _reach(candidate: Candidate) -> Iterator[str]:
    if candidate.point is not None:
        yield office_name(candidate.point)
    yield f"state:{candidate.state or 'none'}"
    if candidate.in_person is False:
        yield "room:no"
    if not office_is_lawful(candidate):
        yield "room:barred"
    if candidate.telehealth is not None:
        yield "video:yes" if candidate.telehealth else "video:no"
    licences = candidate.license_states
    if licences is not None:
        if licences.complete:
            yield "license:complete"
        for item in licences.items:
            yield f"license:{item.name}:no" if item.denied else f"license:{item.name}"
    if candidate.authorities is not None and candidate.authorities.affirmed:
        signature = json.dumps(
            [
                sorted(candidate.credentials),
                None if licences is None else sorted([item.name, item.mark] for item in licences.items),
                bool(licences and licences.open),
                sorted(candidate.authorities.names()),
                candidate.state,
            ]
        )
        yield f"authority:{signature}"


def _openings(candidate: Candidate) -> Iterator[str]:
    if candidate.do_not_refer:
        yield "barred"
    accepting = candidate.accepting
    if accepting is not None:
        if accepting.status == "no" and accepting.until:
            yield "accepting:no-until"
        else:
            yield f"accepting:{accepting.status}@{_month(candidate.day('accepting'))}"
    if candidate.panels is not None:
        if candidate.panels.complete:
            yield "panels:complete"
        for item in candidate.panels.items:
            carrier, _, plan = item.name.partition("/")
            mark = item.mark if item.mark in ("full", "no") else "open"
            yield f"panel:{key(carrier)}|{key(plan)}:{mark}@{_month(item.as_of or candidate.day('panels'))}"


def _money(candidate: Candidate) -> Iterator[str]:
    if candidate.fee is not None:
        yield f"fee:{candidate.fee}"
        yield f"fee@{_month(candidate.day('fee'))}"
    if candidate.fee_floor is not None:
        yield f"floor:{candidate.fee_floor}"
        yield f"floor@{_month(candidate.day('fee_floor'))}"
    if candidate.sliding_slots is not None:
        kind = "open" if candidate.sliding_slots else "none"
        yield f"slots:{kind}@{_month(candidate.day('sliding_slots'))}"
    if candidate.pro_bono is True:
        yield "probono"


def _work(candidate: Candidate) -> Iterator[str]:
    if candidate.specialties is not None:
        if candidate.specialties.complete:
            yield "needs:complete"
        for item in candidate.specialties.items:
            yield f"need:{key(item.name)}:{item.mark or 'unsaid'}"
    for kind, listing in (("approach", candidate.approaches), ("style", candidate.styles)):
        if listing is None:
            continue
        if listing.complete:
            yield f"{kind}:!complete"
        if listing.open:
            yield f"{kind}:!open"
        for item in listing.items:
            yield f"{kind}:{key(item.name)}" + (":no" if item.denied else "")


def _person(candidate: Candidate) -> Iterator[str]:
    for kind, names in (("ages", AGES), ("formats", FORMATS)):
        part = population_part(candidate.populations, names)
        if part is not None and part.complete:
            yield f"{kind}:complete"
    if candidate.languages is not None and candidate.languages.complete:
        yield "languages:complete"
    for prefix, listing in (
        ("population", candidate.populations),
        ("language", candidate.languages),
        ("identity", candidate.identities),
    ):
        for item in listing.items if listing else ():
            yield f"{prefix}:{key(item.name)}" + (":no" if item.denied else "")
    if candidate.gender:
        yield f"gender:{key(candidate.gender)}"
    if candidate.faith:
        yield f"faith:{key(candidate.faith)}"
    yield f"known:{candidate.how_known or 'listed'}:{candidate.trust or 3}"
