"""How the people are to be offered, why so, and what else counts for the reason: of one voice about how many."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.fields.phrases import listed
from refer_cli.handout import guide
from refer_cli.matching.answer import Answer
from refer_cli.matching.rank import Assessment
from refer_cli.records import NamedTuple


class Offering(NamedTuple):
    """Three sentences for the therapist: how to offer, why so many, and what else to heed for this reason."""

    advice: str
    why: str
    heed: str


def named_offering(people: Sequence[Assessment], for_this_reason: guide.OfferGuide) -> Offering:
    """The offering of people whom the therapist named."""
    names = [person.candidate.name for person in people]
    how = guide.ONE_NAMED if len(names) == 1 else guide.SEVERAL
    return Offering(f"You named {listed(names)}.", guide.why_offer(how), for_this_reason.said(how))


def offering(answer: Answer, people: Sequence[Assessment], for_this_reason: guide.OfferGuide) -> Offering:
    """The offering of those who are ready among the options of an answer."""
    how = _how(answer, len(people))
    following = f"{answer.waiting[0].candidate.name} {answer.waiting[0].points / 10_000:.2f}" if answer.waiting else ""
    return Offering(answer.advice, guide.why_offer(how, following), for_this_reason.said(how))


def _how(answer: Answer, number: int) -> str:
    if number > 1:
        return guide.STANDS_OUT if answer.stand_out else guide.SEVERAL
    if answer.eligible == 1:
        return guide.ONLY_ONE
    if any(not option.ready for option in answer.options):
        return guide.ONE_FOR_NOW
    if answer.request.limit == 1 or not answer.waiting:
        return guide.ONE_ASKED
    return guide.ONE_AHEAD


def earlier_first(shown: Sequence[Assessment], earlier: Sequence[Assessment]) -> list[Assessment]:
    """Those shown, with those whom the client has heard of before in place of others with the very same score.

    What breaks ties in a search is who was offered least recently; a client keeps the names they were given.
    """
    people = list(shown)
    heard_of = {one.candidate.id for one in earlier}
    for one in earlier:
        there = {other.candidate.id for other in people}
        if one.candidate.id in there or one.failures or not one.ready:
            continue
        equals = [other for other in people if other.points == one.points and other.candidate.id not in heard_of]
        if equals:
            people[people.index(equals[-1])] = one
    return sorted(people, key=lambda one: (-one.points, one.candidate.id not in heard_of, one.order))
