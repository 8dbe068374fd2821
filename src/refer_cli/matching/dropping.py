"""What helps most where nobody fits: the one wish that would let somebody in if it were left out."""

from collections.abc import Callable, Iterator
from typing import Any

from refer_cli.matching.rank import Ranking
from refer_cli.matching.request import DEFAULT_RADIUS, Request
from refer_cli.records import NamedTuple

Rank = Callable[[Request], Ranking]


class Drop(NamedTuple):
    """Wishes left out: the options that say them, and how many could see the client without them."""

    options: tuple[str, ...]
    eligible: int


_WISHES: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("insurance", "leaving"), {"insurance": ()}),
    (("max_fee",), {"max_fee": None}),
    (("radius",), {"radius": DEFAULT_RADIUS, "radius_stated": False}),
    (("in_person", "telehealth"), {"in_person": False, "telehealth": False}),
    (("language",), {"languages": ()}),
    (("for",), {"format": None}),
    (("approach", "style", "unlike"), {"approaches": (), "styles": (), "unlike": ()}),
)
"""The wishes that may be left out: the options that say one, and the request without it.

The main need, the age group, where the client lives and whom to keep clear of are no wishes: never given up.
"""
_IDENTITY: tuple[tuple[str, ...], dict[str, Any]] = (
    ("gender", "faith", "identity"),
    {"gender": None, "faith": None, "identities": ()},
)


def helps_most(rank: Rank, request: Request) -> Drop | None:
    """The one wish without which most could see the client; None where no single one lets anybody in."""
    drops = [Drop(options, rank(without).eligible) for options, without in _each(request)]
    best = max(drops, key=lambda drop: drop.eligible, default=None)
    return best if best is not None and best.eligible else None


def without_identity(rank: Rank, request: Request) -> Drop | None:
    """How many could see the client without the wishes for who the clinician is; None where there are none."""
    options, changes = _IDENTITY
    without = request._replace(**changes)
    return None if without == request else Drop(options, rank(without).eligible)


def _each(request: Request) -> Iterator[tuple[tuple[str, ...], Request]]:
    """Each wish that was asked, and the request without it; none that the reason must be given."""
    for options, changes in _WISHES:
        without = request._replace(**changes)
        is_must = any(set(must) <= set(options) for must in request.reason.must)
        if without != request and not is_must:
            yield options, without
