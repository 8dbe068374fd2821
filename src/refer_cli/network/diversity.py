"""Who brought into the network what it lacked: the people that the goal `diversify` counts (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from refer_cli.folding import fold
from refer_cli.network.person import UNSAID, Entry, Term, terms_of
from refer_cli.network.wishes import WishedColleague
from refer_cli.records import NamedTuple

RARE = 1
"""What at most so many people known before had is lacking."""
KINDS = ("need", "panel", "age_group", "language")
"""The kinds of term that are looked at; place, fee and format make nobody another kind of colleague."""


class Newcomer(NamedTuple):
    """Somebody whom I know, with what they offer. `first_met` None: known by other ways, always before.

    Somebody archived counts as known only until that day.
    """

    id: int
    first_met: str | None
    archived_on: str | None
    terms: frozenset[Term]


def diversifying(people: Iterable[Newcomer]) -> list[tuple[int, str]]:
    """Colleague and day of each first meeting with somebody who brought what was lacking, by day.

    Of two met on one day the one who came into the book first counts as met first. The terms are those that
    the card holds now: a fact learnt later counts for the day of the meeting.
    """
    everybody = list(people)
    joining, leaving = 1, 0
    events = [(newcomer.first_met or "", joining, newcomer.id, newcomer) for newcomer in everybody]
    events += [
        (newcomer.archived_on or "", leaving, newcomer.id, newcomer)
        for newcomer in everybody
        if _leaves_later(newcomer)
    ]
    had: Counter[Term] = Counter()
    found = []
    for day, direction, _, newcomer in sorted(events, key=lambda event: event[:3]):
        terms = [term for term in newcomer.terms if term[0] in KINDS]
        if direction == leaving:
            had.subtract(terms)
            continue
        if newcomer.first_met is not None and any(had[term] <= RARE for term in terms):
            found.append((newcomer.id, day))
        if newcomer.archived_on is None or _leaves_later(newcomer):
            had.update(terms)
    return found


def bringing(entries: Iterable[Entry], had: frozenset[Term]) -> WishedColleague | None:
    """The first thing of what somebody offers that nobody known has (`had`), needs before panels; None: nothing."""
    offered = [
        (term, name)
        for field, name, mark in entries
        if mark not in ("no", "full") and name != UNSAID
        for term in terms_of([(field, name, mark)])[0]
        if term[0] in KINDS and term[1] == fold(name) and term not in had
    ]
    first = min(offered, key=lambda part: (KINDS.index(part[0][0]), part[1].casefold()), default=None)
    return WishedColleague((first,), 0, "") if first is not None else None


def _leaves_later(newcomer: Newcomer) -> bool:
    return newcomer.archived_on is not None and newcomer.archived_on > (newcomer.first_met or "")
