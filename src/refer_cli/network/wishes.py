"""Whom to look for: the requests that found nobody, each as a whole, and who of those I know could do today (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refer_cli.network.coverage import ENOUGH, asked_terms, offers
from refer_cli.network.person import Person, Term
from refer_cli.network.records import PastRequest
from refer_cli.records import NamedTuple

ALTERNATIVES = ("panel", "language")
"""Kinds of which any one suffices; of every other kind all count."""


class WishedColleague(NamedTuple):
    """Somebody to look for: everything that such a person would offer, with its spelling.

    `asked` requests looked for all of that in vain, the last of them on `newest`. `known`: of those whom I know,
    how many offer all of it today and may have room; `full`: others who have none; `listed`: in the book, not met.
    """

    parts: tuple[tuple[Term, str], ...]
    asked: int
    newest: str
    known: int = 0
    full: int = 0
    listed: int = 0

    def names(self, kind: str) -> list[str]:
        """The spellings of one kind among the parts."""
        return [name for term, name in self.parts if term[0] == kind]


def wishes(people: Sequence[Person], requests: Iterable[PastRequest]) -> list[WishedColleague]:
    """The kinds of colleague to look for, most asked for first: fewer than two whom I know are that.

    A request is looked at as a whole: who treats the need and who takes the panel are no answer where nobody
    does both.
    """
    asked = [(dict(asked_terms(request)), request.day) for request in requests if not request.found]
    wholes: dict[frozenset[Term], dict[Term, str]] = {}
    for terms, _ in asked:
        if terms:
            wholes.setdefault(frozenset(terms), terms)
    with_room = [(person, person._replace(has_room=True, full=frozenset())) for person in people] if wholes else []
    found = []
    for together, parts in wholes.items():
        days = [day for terms, day in asked if together <= terms.keys()]
        wish = WishedColleague(tuple(parts.items()), len(days), max(days), *_counted(with_room, together))
        if wish.known < ENOUGH:
            found.append(wish)
    return sorted(found, key=lambda wish: (-wish.asked, wish.known, len(wish.parts), [name for _, name in wish.parts]))


def suits(person: Person, terms: Iterable[Term]) -> bool:
    """Whether a colleague offers all of it: one of the panels and languages, everything else whole."""
    wanted = list(terms)
    for kind in ALTERNATIVES:
        some = [term for term in wanted if term[0] == kind]
        if some and not any(offers(person, term) for term in some):
            return False
    return all(offers(person, term) for term in wanted if term[0] not in ALTERNATIVES)


def _counted(people: Iterable[tuple[Person, Person]], terms: frozenset[Term]) -> tuple[int, int, int]:
    """How many suit: known with room, known without, and not met. Each as they are, and as if they had room."""
    known = full = listed = 0
    for person, with_room in people:
        if not suits(with_room, terms):
            continue
        if not person.known:
            listed += 1
        elif suits(person, terms):
            known += 1
        else:
            full += 1
    return known, full, listed
