"""Whom to look for: what past requests looked for in vain and nobody whom I know could do today (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from refer_cli.network.coverage import asked_terms, offers
from refer_cli.network.person import Person, Term
from refer_cli.network.records import PastRequest

ALTERNATIVES = ("panel", "language")
"""Kinds of which any one suffices; of every other kind all count."""


class Wish(NamedTuple):
    """Somebody to look for: the things such a person would offer, with their spelling.

    `asked` requests looked for all of that in vain, the last of them on `newest`.
    """

    parts: tuple[tuple[Term, str], ...]
    asked: int
    newest: str

    def names(self, kind: str) -> list[str]:
        """The spellings of one kind among the parts."""
        return [name for term, name in self.parts if term[0] == kind]


def wishes(people: Sequence[Person], requests: Iterable[PastRequest]) -> list[Wish]:
    """The kinds of colleague to look for, most asked for first.

    Of a request that found nobody, what counts is what nobody whom I know offers; where each thing by itself is
    offered by somebody, it is the whole, unless one of them offers all of it by now.
    """
    known = [person for person in people if person.known]
    in_vain = [request for request in requests if not request.found]
    asked = [(dict(asked_terms(request)), request.day) for request in in_vain]
    lacking: dict[frozenset[Term], dict[Term, str]] = {}
    for terms, _ in asked:
        parts = _lacking(terms, known)
        if parts:
            lacking.setdefault(frozenset(parts), parts)
    found = []
    for together, parts in lacking.items():
        days = [day for terms, day in asked if together <= terms.keys()]
        found.append(Wish(tuple(parts.items()), len(days), max(days)))
    return sorted(found, key=lambda wish: (-wish.asked, len(wish.parts), [name for _, name in wish.parts]))


def suits(person: Person, terms: Iterable[Term]) -> bool:
    """Whether a colleague offers all of it: one of the panels and languages, everything else whole."""
    wanted = list(terms)
    for kind in ALTERNATIVES:
        some = [term for term in wanted if term[0] == kind]
        if some and not any(offers(person, term) for term in some):
            return False
    return all(offers(person, term) for term in wanted if term[0] not in ALTERNATIVES)


def _lacking(terms: dict[Term, str], known: Sequence[Person]) -> dict[Term, str]:
    """The part of a request that nobody whom I know offers; empty where somebody offers all of it."""
    missing = {}
    for term, name in terms.items():
        group = [other for other in terms if other[0] == term[0]] if term[0] in ALTERNATIVES else [term]
        if not any(offers(person, other) for person in known for other in group):
            missing[term] = name
    if missing:
        return missing
    return {} if any(suits(person, terms) for person in known) else terms
