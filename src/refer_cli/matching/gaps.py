"""What a book lacks for a client: the one thing asked that stands most in the way, or that nobody is known to have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from refer_cli.matching.near_miss import NearMiss
from refer_cli.matching.rank import Ranking
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple

Rank = Callable[[Request], Ranking]
_FIRST_LOOKED_AT = 16
_ROWS = {"panel": "insurance", "need": "need"}
"""The things asked of which nothing may be known of anybody: their criterion."""
_KNOWN = {"panel": "to be in", "need": "to treat"}


class Gap(NamedTuple):
    """What the network lacks: the one thing asked that stands most in the way, and how many could be asked for it.

    `kind` is need, panel, place, fee, age_group or language; openings where enough people fit and all are full;
    call where somebody would fit after a call.
    """

    kind: str
    name: str
    known: int


class AskedPart(NamedTuple):
    """One thing that was asked: as a request of its own, and the request without it."""

    kind: str
    name: str
    alone: Request
    without: Request


def parts_of(request: Request) -> Iterator[AskedPart]:
    """The things that were asked, one by one."""
    nothing = request._replace(needs=(), insurance=(), spot=None, max_fee=None, age_group=None, languages=())

    def part(kind: str, name: str, field: str, value: object, rest: object) -> AskedPart:
        changed: dict[str, Any] = {field: value}
        left: dict[str, Any] = {field: rest}
        return AskedPart(kind, name, nothing._replace(**changed), request._replace(**left))

    for need in request.needs:
        yield part("need", need.name, "needs", (need,), tuple(other for other in request.needs if other != need))
    if request.insurance:
        yield part("panel", panels_of(request), "insurance", request.insurance, ())
    if request.spot is not None:
        yield part("place", request.spot.label, "spot", request.spot, None)
    if request.max_fee is not None:
        yield part("fee", f"${request.max_fee}", "max_fee", request.max_fee, None)
    if request.age_group is not None:
        yield part("age_group", request.age_group, "age_group", request.age_group, None)
    if request.languages:
        yield part("language", " or ".join(request.languages), "languages", request.languages, ())


def panels_of(request: Request) -> str:
    """The panels asked for, in words."""
    return " or ".join(panel.name + (f"/{panel.plan}" if panel.plan else "") for panel in request.insurance)


def summary(request: Request) -> str:
    """What was asked, without the reason: `anxiety · Aetna · Denver, CO`."""
    return " · ".join(part.name for part in parts_of(request))


def nobody_fits(gap: Gap | None, without: int, considered: int) -> str:
    """Why nobody fits, in words: what stands most in the way, and how many could see the client without it."""
    if not considered:
        return "your book is empty"
    if gap is None:
        return "nobody in your book can take a client"
    if without:
        return f"nobody fits: without {gap.name}, {without} could see this client"
    rare = f"{gap.known} of {considered}" if gap.known else "nobody"
    return f"nobody fits, even with one thing less; rarest is {gap.name}: {rare} could be asked"


def unheard_of(part: AskedPart) -> str:
    """That nobody is known to have this, in words."""
    return f"nobody whom you could offer is known {_KNOWN[part.kind]} {part.name}"


def nobody_known(rank: Rank, part: AskedPart) -> bool:
    """Whether of nobody in the book it is known that they have this: a card on which nothing stands tells nothing."""
    criterion = _ROWS.get(part.kind)
    if criterion is None:
        return False
    ranking = rank(part.alone)
    for count in (_FIRST_LOOKED_AT, ranking.eligible):
        rows = (one.row(criterion) for one in ranking.first(count))
        if any(row is not None and row.status in ("match", "partial") for row in rows):
            return False
    return True


def nearest(found: list[NearMiss]) -> NearMiss | None:
    """The near miss to name: the smallest change that an option can make, else the first of `suggest`'s."""
    return next((miss for miss in found if miss.relax is not None), found[0] if found else None)
