"""Worth a call: the single confirmation that would most change the answer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from refer_cli.fields.catalogue import LISTS
from refer_cli.fields.spelling import parse_item
from refer_cli.fields.values import Accepting, Item, added
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import CONFIRM, Check
from refer_cli.matching.rank import Assessment, assess
from refer_cli.matching.request import Request
from refer_cli.matching.shortlist import shown

MOST_CALLS = 2


class Call(NamedTuple):
    """One question to one colleague, and the rank a yes would give. `field` and `value` say what to record.

    `known`: the book says so already, and a yes would only make it fresh.
    """

    candidate: Candidate
    ask: str
    phrase: str
    field: str
    value: str
    rank: int
    known: bool


def worth_a_call(ranked: Sequence[Assessment], request: Request, today: date, weighed: Mapping[str, int]) -> list[Call]:
    """At most two calls, each of which would put somebody among the options, or first; the best first."""
    options = shown(ranked, request)
    ids = [assessment.candidate.id for assessment in options]
    calls: list[tuple[tuple[int, int, int], Call]] = []
    for assessment in ranked:
        is_shown = assessment.candidate.id in ids
        is_first = is_shown and assessment.candidate.id == ids[0]
        if is_first and assessment.ready:
            continue
        best: tuple[tuple[int, int, int], Call] | None = None
        for check in assessment.checks:
            if check.field is None or check.value is None:
                continue
            after = assess(confirmed(assessment.candidate, check, today), request, today, weighed)
            if after.failures or (after.order >= assessment.order and not (after.ready and not assessment.ready)):
                continue
            rank = _rank_after(ranked, assessment, after, request)
            if rank is None or (is_shown and rank != 1) or (is_first and not after.ready):
                continue
            named = check.field in ("panels", "specialties", "languages", "approaches")
            ask = parse_item(check.field, check.value)[0].name if named else check.phrase
            known = check.kind == CONFIRM
            call = Call(assessment.candidate, ask, check.phrase, check.field, check.value, rank, known)
            found = ((rank, -after.points, assessment.candidate.id), call)
            best = min(best, found, key=lambda entry: entry[0]) if best else found
        if best:
            calls.append(best)
    return [call for _, call in sorted(calls, key=lambda entry: entry[0])[:MOST_CALLS]]


def _rank_after(
    ranked: Sequence[Assessment], assessment: Assessment, after: Assessment, request: Request
) -> int | None:
    others = [other for other in ranked if other.candidate.id != assessment.candidate.id]
    again = shown(sorted([*others, after], key=lambda entry: entry.order), request)
    ids = [entry.candidate.id for entry in again]
    return ids.index(assessment.candidate.id) + 1 if assessment.candidate.id in ids else None


def confirmed(candidate: Candidate, check: Check, today: date) -> Candidate:
    """The candidate as it would stand if the call were made today and the answer were yes."""
    assert check.field is not None and check.value is not None
    day = today.isoformat()
    value = check.value
    if check.field in LISTS:
        listing = getattr(candidate, check.field)
        asked = parse_item(check.field, value)[0]
        old = listing.find(asked.name) if listing else None
        mark = asked.mark or (old.mark if old and old.mark != "no" else None)
        changed: dict[str, Any] = {check.field: added(listing, (Item(asked.name, mark, day),))}
        return candidate._replace(**changed)
    yes_or_no = value == "yes" if value in ("yes", "no") else None
    new = Accepting(value) if check.field == "accepting" else int(value) if yes_or_no is None else yes_or_no
    changed = {check.field: new, "dated": {**candidate.dated, check.field: day}}
    return candidate._replace(**changed)


def questions(assessment: Assessment, *kinds: str) -> Iterator[str]:
    """The phrases that complete "Is she ...?" for what must be answered before this person is offered."""
    blocking = (check for check in assessment.checks if check.blocks and check.phrase)
    return (check.phrase for check in blocking if not kinds or check.kind in kinds)
