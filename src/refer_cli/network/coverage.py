"""What the colleagues whom I know can do between them, what is lacking, and how often it was asked for (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from refer_cli.folding import fold
from refer_cli.network.fee_bands import lower_edge, upper_edge
from refer_cli.network.person import AGE_GROUPS, FORMATS, Person, Term
from refer_cli.network.records import PastRequest
from refer_cli.records import NamedTuple

KINDS = ("need", "panel", "place", "fee", "age_group", "format", "language")
"""What is covered, in the order in which it is shown."""
FEE_LEVELS = ("50-74", "75-99", "100-124", "125-149")
"""Fee bands that are always looked at: the ones in which sliding scales lie."""
ENOUGH = 2
"""So many colleagues for one thing are two names to offer: it is covered."""


class CoverageRow(NamedTuple):
    """How far one thing is covered.

    `known`: colleagues whom I know, who offer it and may have room. `full`: others whom I know who offer it but
    take nobody now, or are full in that panel. `listed`: people in the book whom I have not met who offer it.
    `asked`: how many remembered requests that asked for it found nobody ready.
    """

    kind: str
    name: str
    known: int
    full: int
    listed: int
    asked: int


class Coverage(NamedTuple):
    """Gaps (fewer than two known; most asked for in vain first, then fewest known) and what is covered."""

    gaps: tuple[CoverageRow, ...]
    covered: tuple[CoverageRow, ...]


def coverage(
    people: Iterable[Person],
    requests: Iterable[PastRequest],
    names: Mapping[str, Iterable[str]],
) -> Coverage:
    """What is covered and what is not.

    `people` are neither archived nor barred. `names` gives, by kind, the spelling of every term to look at: those
    in the book and those of my own practice; what was asked for in vain, the fixed populations and fee levels
    come in by themselves.
    """
    asked = asked_in_vain(requests)
    looked_at = _looked_at(names, asked)
    known: Counter[Term] = Counter()
    full: Counter[Term] = Counter()
    listed: Counter[Term] = Counter()
    levels = [(term, upper_edge(term[1])) for term in looked_at if term[0] == "fee"]
    for person in people:
        lowest = person.lowest_fee
        offered = person.terms
        if lowest is not None:
            offered = offered.union(term for term, dollars in levels if lowest <= dollars)
        if not person.known:
            listed.update(offered)
        else:
            known.update(offered - person.full if person.has_room else ())
            full.update(person.full if person.has_room else offered)
    rows = [
        CoverageRow(term[0], name, known[term], full[term], listed[term], len(asked.get(term, ())))
        for term, name in looked_at.items()
    ]
    gaps = sorted((row for row in rows if row.known < ENOUGH), key=_gap_order)
    covered = sorted((row for row in rows if row.known >= ENOUGH), key=_cover_order)
    return Coverage(tuple(gaps), tuple(covered))


def asked_in_vain(requests: Iterable[PastRequest]) -> dict[Term, list[PastRequest]]:
    """For each thing, the remembered requests that asked for it and found nobody ready."""
    found: dict[Term, list[PastRequest]] = {}
    for request in requests:
        if not request.found:
            for term in dict.fromkeys(term for term, _ in asked_terms(request)):
                found.setdefault(term, []).append(request)
    return found


def asked_terms(request: PastRequest) -> list[tuple[Term, str]]:
    """What one request asked for: each term with its spelling. Several panels or languages are alternatives."""
    return [
        *_split("need", request.need),
        *_split("panel", request.panel),
        *_split("place", request.state),
        *_split("fee", request.fee_band),
        *_split("age_group", request.age_group),
        *_split("language", request.language),
    ]


def offers(person: Person, term: Term) -> bool:
    """Whether a colleague offers a thing with room for it, as far as is known."""
    if not person.has_room or term in person.full:
        return False
    if term[0] == "fee":
        return person.lowest_fee is not None and person.lowest_fee <= upper_edge(term[1])
    return term in person.terms


def _looked_at(names: Mapping[str, Iterable[str]], asked: Mapping[Term, Sequence[PastRequest]]) -> dict[Term, str]:
    """Every term to look at with its spelling, the first that was met."""
    spelled: dict[Term, str] = {}
    fixed = {"age_group": AGE_GROUPS, "format": FORMATS, "fee": FEE_LEVELS}
    for kind in KINDS:
        for name in (*fixed.get(kind, ()), *names.get(kind, ())):
            spelled.setdefault((kind, fold(name)), name)
    for requests in asked.values():
        for request in requests:
            for term, name in asked_terms(request):
                spelled.setdefault(term, name)
    return spelled


def _split(kind: str, text: str) -> list[tuple[Term, str]]:
    return [((kind, fold(name)), name) for name in (part.strip() for part in text.split(";")) if name]


def _gap_order(row: CoverageRow) -> tuple[int, int, int, int, str]:
    return -row.asked, row.known, KINDS.index(row.kind), _place(row), row.name.casefold()


def _cover_order(row: CoverageRow) -> tuple[int, int, int, str]:
    return KINDS.index(row.kind), -row.known, _place(row), row.name.casefold()


def _place(row: CoverageRow) -> int:
    """Where a thing stands among its kind, where that has an order of its own: fees rise, people grow older."""
    if row.kind == "fee":
        return lower_edge(row.name)
    order = (*AGE_GROUPS, *FORMATS)
    return order.index(row.name) if row.name in order else 0
