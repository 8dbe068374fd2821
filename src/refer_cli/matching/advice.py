"""What to do with the answer, in words: how to offer, and what else to say to the client."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.fields.phrases import listed
from refer_cli.matching.checks import TELL, is_old, short_question
from refer_cli.matching.criteria import WEIGHED
from refer_cli.matching.criteria.relationship import not_met_in_person
from refer_cli.matching.rank import Assessment, Ranking
from refer_cli.matching.request import Request
from refer_cli.matching.shortlist import MOST_SHOWN

DANGER = "Danger today? Call or text 988, or call 911: not a referral."
"""988 Suicide & Crisis Lifeline: call or text, free, 24/7 (UTHealth Houston, 2024-09-17)."""


def how_to_offer(
    ranking: Ranking,
    options: Sequence[Assessment],
    waiting: Sequence[Assessment],
    request: Request,
    leads: bool,
) -> str:
    """How to offer: all, the one that stands out and why, or the only one. Only ready ones are offered."""
    if not options:
        if ranking.eligible:
            return f"Nobody who could see this client is known to speak {' or '.join(request.languages)}."
        return "Nobody in your book fits this client yet."
    return _offering(ranking, options, waiting, leads)


def _offering(ranking: Ranking, options: Sequence[Assessment], waiting: Sequence[Assessment], leads: bool) -> str:
    ready = [assessment for assessment in options if assessment.ready]
    if not ready:
        who = _names(options)
        others = [assessment for assessment in waiting if assessment.ready]
        if others:
            less = "fits" if len(others) == 1 else "fit"
            return f"Call before offering {who}; {_names(others[:2])} could be offered now, and {less} less well."
        return _whom_to_call(options)
    if len(ready) == 1:
        name = ready[0].candidate.name
        if ranking.eligible == 1:
            return f"Only {name} fits; say so openly, and what the client can do if it does not work out."
        if leads:
            return _leading(ranking, options[0])
        rest = [assessment for assessment in options if not assessment.ready]
        return f"Offer {name}; call before you offer {_names(rest)}." if rest else f"Offer {name}."
    if leads:
        return f"{_leading(ranking, options[0])} Name the others too, so that the client can choose."
    if len(ready) > MOST_SHOWN:
        first = f"Offer two or three, not all {len(ready)}: {_names(ready[:MOST_SHOWN])} come first"
        return f"{first}; none is clearly the closest fit."
    all_of = "both" if len(ready) == 2 else "all three"
    neither = "neither" if len(ready) == 2 else "none"
    if len(ready) < len(options):
        return f"Offer {_names(ready)}; {neither} is clearly the closest fit. {_calls_first(options)}"
    return f"Offer {all_of}; {neither} is clearly the closest fit."


def _whom_to_call(options: Sequence[Assessment]) -> str:
    """Whom to call before anybody can be offered, and what to ask: `Call Pete Old first: still taking clients?`."""
    first, *others = options
    asked = [short_question(check) for check in first.checks if check.blocks or is_old(check)]
    question = " ".join(dict.fromkeys(question for question in asked if question))
    then = f" Then {_names(others)}." if others else ""
    return f"Call {first.candidate.name} first{': ' + question if question else '.'}{then}"


def _calls_first(options: Sequence[Assessment]) -> str:
    waiting = [assessment for assessment in options if not assessment.ready]
    return f"{_names(waiting)} needs a call first." if len(waiting) == 1 else f"{_names(waiting)} need a call first."


def _leading(ranking: Ranking, first: Assessment) -> str:
    second = next(other for other in ranking.in_order() if other.candidate.id != first.candidate.id)
    gains = sorted(against(first, second), key=lambda pair: -pair[1])
    why = " and ".join(WEIGHED[name].words for name, gain in gains[:2] if gain > 0)
    return f"{first.candidate.name} is clearly the closest fit, by {why}."


def against(assessment: Assessment, other: Assessment) -> list[tuple[str, int]]:
    """The rows that differ between two candidates, in ten-thousandths for the first, largest difference first."""
    theirs = {row.name: row.points for row in other.rows}
    differing = [(row.name, row.points - theirs[row.name]) for row in assessment.rows if row.points != theirs[row.name]]
    return sorted(differing, key=lambda pair: -abs(pair[1]))


def care(request: Request, options: Sequence[Assessment]) -> list[str]:
    """What to say and do beside choosing, for this reason and these people."""
    lines: list[str] = []
    if request.reason.rules == "insurance-change":
        lines.append("Other ways, where the plan allows them: self-pay with you, or out of network with a superbill.")
    strangers = [assessment for assessment in options if not_met_in_person(assessment.candidate, request)]
    if request.reason.rules == "self-pay-transition" and strangers:
        lines.append(f"Meet first, before you offer: {_names(strangers)}.")
    if request.reason.personal:
        lines.append("You refer for what the client needs, never for your own values (ACA A.11.b).")
    bonds = [
        check.bond.of(assessment.candidate.name)
        for assessment in options
        for check in assessment.checks
        if check.kind == TELL and check.bond is not None
    ]
    if bonds:
        lines.append(f"Tell the client openly: {'; '.join(bonds)}.")
    return lines


def _names(people: Sequence[Assessment]) -> str:
    return listed([person.candidate.name for person in people])
