"""Worth a call: the single confirmation that would most change the answer."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from refer_cli.fields.catalogue import ADDRESS, BY_NAME, LISTS
from refer_cli.fields.values import Accepting, Item, added
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import CONFIRM, Check
from refer_cli.matching.criteria import SURELY
from refer_cli.matching.rank import Assessment, Order, Ranking, assess
from refer_cli.matching.request import Request
from refer_cli.matching.shortlist import MOST_SHOWN, WITHIN_FIRST, chosen_of, shown
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import vocabulary

MOST_CALLS = 2


class Call(NamedTuple):
    """One question to one colleague, and the rank a yes would give. `field` and `value` say what to record.

    `known`: the book says so already, and a yes would only make it fresh. `level_with`: of the options then, who has
    the same score and comes right behind for the tie-break alone.
    """

    candidate: Candidate
    ask: str
    phrase: str
    field: str
    value: str
    rank: int
    known: bool
    level_with: str | None = None


def worth_a_call(ranking: Ranking, request: Request, today: date, weighed: Mapping[str, int]) -> list[Call]:
    """At most two calls, each of which would put somebody among the options, or first; the best first.

    Everybody who could see the client is considered, in the order of what one fact might give them at best: once two
    calls are found, whoever can no longer come before them is not looked at.
    """
    options = shown(ranking, request)
    full = len(options) >= (request.limit or MOST_SHOWN)
    to_beat = options[-1].order if full else None
    # Whoever is known to treat the need comes before all others, wherever they stand: then nobody is too far behind.
    asked = {criterion.name for criterion, _ in SURELY if criterion.asked(request)}
    settled = bool(options) and ranking.known == asked
    lowest = options[0].points - WITHIN_FIRST if settled and request.limit is None else 0
    calls: list[tuple[Order, Call]] = []
    for promised, assessment in ranking.promising():
        if len(calls) == MOST_CALLS and promised > calls[-1][0]:
            break
        if settled and ((to_beat is not None and promised > to_beat) or -promised[0] < lowest):
            break
        best = _best_call(assessment, options, ranking, request, today, weighed)
        if best is not None and not (settled and to_beat is not None and best[0] > to_beat):
            calls = sorted([*calls, best], key=lambda entry: entry[0])[:MOST_CALLS]
    return [call for _, call in calls]


def _best_call(
    assessment: Assessment,
    options: Sequence[Assessment],
    ranking: Ranking,
    request: Request,
    today: date,
    weighed: Mapping[str, int],
) -> tuple[Order, Call] | None:
    """The one question whose yes would put this person highest among the options, and the place it would give."""
    ids = [option.candidate.id for option in options]
    is_shown = assessment.candidate.id in ids
    is_first = is_shown and assessment.candidate.id == ids[0]
    if is_first and assessment.ready:
        return None
    best: tuple[Order, Call] | None = None
    for check in assessment.checks:
        if check.field is None or check.value is None or _is_no_question(assessment.candidate, check):
            continue
        after = assess(confirmed(assessment.candidate, check, today), request, today, weighed)
        is_better = after.order < assessment.order or (after.ready and not assessment.ready)
        if after.failures or not is_better or (best is not None and after.order >= best[0]):
            continue
        stands = _standing_after(ranking, after, request)
        rank = stands.index(after) + 1 if after in stands else None
        if rank is None or (is_shown and rank != 1) or (is_first and not after.ready):
            continue
        named = check.field in ("panels", "specialties", "languages", "approaches")
        ask = _asked_item(check).name if named else check.phrase
        known = check.kind == CONFIRM
        level = next((other.candidate.name for other in stands[rank:] if other.points == after.points), None)
        best = after.order, Call(assessment.candidate, ask, check.phrase, check.field, check.value, rank, known, level)
    return best


def _is_no_question(candidate: Candidate, check: Check) -> bool:
    """Whether the letters behind the name answer it: a counselor is not asked to prescribe."""
    needed = vocabulary("need").mark(check.value or "", "by") if check.field == "specialties" else None
    if needed is None:
        return False
    professions = {vocabulary("credential").mark(letters, "profession") for letters in candidate.credentials}
    return bool(professions) and not professions & {needed, "other", None}


def _standing_after(ranking: Ranking, after: Assessment, request: Request) -> list[Assessment]:
    """The options as they would be with somebody who stands as assessed, all others as they are."""
    others = ranking.in_order() if request.limit is not None else ranking.contenders()
    for criterion, surely in SURELY if request.limit is None else ():
        if criterion.asked(request):
            is_sure, others_are = surely.card(after.candidate, request), criterion.name in ranking.known
            if not is_sure and ((others and others_are) or surely.or_nobody):
                return []
            if is_sure and not others_are:
                others = ()
    without = (other for other in others if other.candidate.id != after.candidate.id)
    together = heapq.merge([after], without, key=lambda assessment: assessment.order)
    return list(islice(together, request.limit)) if request.limit is not None else chosen_of(together, request)


def confirmed(candidate: Candidate, check: Check, today: date) -> Candidate:
    """The candidate as it would stand if the call were made today and the answer were yes."""
    assert check.field is not None and check.value is not None
    day = today.isoformat()
    value = check.value
    if check.field in LISTS:
        listing = getattr(candidate, check.field)
        asked = _asked_item(check)
        old = listing.find(asked.name) if listing else None
        mark = asked.mark or (old.mark if old and old.mark != "no" else None)
        changed: dict[str, Any] = {check.field: added(listing, (Item(asked.name, mark, day),))}
        return candidate._replace(**changed)
    yes_or_no = value == "yes" if value in ("yes", "no") else None
    if check.field in ADDRESS:
        new: Any = value
    else:
        new = Accepting(value) if check.field == "accepting" else int(value) if yes_or_no is None else yes_or_no
    changed = {check.field: new, "dated": {**candidate.dated, check.field: day}}
    return candidate._replace(**changed)


def _asked_item(check: Check) -> Item:
    """The entry of a list that a yes confirms: its name as the card or the vocabulary has it, and its mark."""
    name, bracket, mark = (check.value or "").rpartition(" (")
    is_marked = bracket and mark.endswith(")") and mark[:-1] in BY_NAME[check.field or ""].marks
    return Item(name, mark[:-1], None) if is_marked else Item(check.value or "", None, None)


def questions(assessment: Assessment, *kinds: str) -> Iterator[str]:
    """The phrases that complete "Is she ...?" for what must be answered before this person is offered."""
    blocking = (check for check in assessment.checks if check.blocks and check.phrase)
    return (check.phrase for check in blocking if not kinds or check.kind in kinds)
