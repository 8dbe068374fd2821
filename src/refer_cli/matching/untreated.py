"""Where nobody who could see the client is known to treat the main need: whether anybody does, and what keeps them."""

from __future__ import annotations

from refer_cli.fields.phrases import listed
from refer_cli.matching.criteria.need import treated_by
from refer_cli.matching.rank import Assessment, Ranking
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple

MOST_NAMED = 2
_LOOKED_AT = 6
_UNTOLD = "identity"
"""Of somebody's identity nothing is told or guessed: whom it keeps from the client is not named."""
_IN_GENERAL = {"tie": "tied to whom to avoid"}
"""What is said in general words: of whom to avoid, only how many were named is ever told."""


class Barred(NamedTuple):
    """Somebody who is known to treat the need and cannot see this client, and in words what is in the way."""

    assessment: Assessment
    why: tuple[str, ...]


class Untreated(NamedTuple):
    """A need that nobody who could see the client is known to treat; `by_others`: somebody else in the book does.

    `named` are at most two of these. `languages`: what is in the way is that somebody is not known to speak any.
    """

    need: str
    by_others: bool
    languages: tuple[str, ...]
    named: tuple[Barred, ...]


def untreated(ranking: Ranking, request: Request) -> Untreated | None:
    """The main need, where there is somebody to ask and nobody who is known to treat it; None else."""
    if not request.needs or not ranking.eligible or "need" in ranking.known:
        return None
    barred = ranking.treating(_LOOKED_AT)
    languages = request.languages if any(not other.failures for other in barred) else ()
    told = [other for other in barred if all(failure.fails != _UNTOLD for failure in other.failures)]
    named = tuple(Barred(other, _in_the_way(other, request)) for other in told[:MOST_NAMED])
    return Untreated(request.needs[0].name, bool(barred), languages, named)


def untreated_words(lacking: Untreated, most: int = MOST_NAMED) -> str:
    """A sentence or two: `Nobody who could see this client is known to treat grief. Pat Elm does (not in Aetna).`"""
    if not lacking.by_others:
        return f"Nobody you know is known to treat {lacking.need}."
    who = f"known to speak {' or '.join(lacking.languages)}" if lacking.languages else "who could see this client"
    first = f"Nobody {who} is known to treat {lacking.need}."
    people = [(barred.assessment.candidate.name, ", ".join(barred.why)) for barred in lacking.named[:most]]
    if len(people) == 1:
        ((name, why),) = people
        return f"{first} {name} does ({why})."
    return f"{first} {listed([f'{name} ({why})' for name, why in people])} do." if people else first


def _in_the_way(assessment: Assessment, request: Request) -> tuple[str, ...]:
    """What keeps somebody from this client; before it the broader need, where the card names no more than that."""
    how_treated = treated_by(assessment.candidate, request.needs[0])
    partly = how_treated is not None and how_treated.status == "partial"
    why = [_IN_GENERAL.get(failure.fails or "", failure.evidence) for failure in assessment.failures]
    if not why:
        why = [f"{' or '.join(request.languages)}: not known"]
    return (how_treated.evidence, *why) if how_treated is not None and partly else tuple(why)
