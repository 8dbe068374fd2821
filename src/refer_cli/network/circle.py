"""How alike the people I know are to myself, and who stands between groups (pure).

Likeness is told by work alone: credential, approaches, city, practice. How anybody describes themself (gender,
faith, identities) is never looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from refer_cli.fields.card import Card
from refer_cli.folding import fold
from refer_cli.records import NamedTuple

ASPECTS = ("credentials", "approaches", "city", "practice")
"""What likeness is told by, each a field of the card."""


class Alike(NamedTuple):
    """One aspect: mine, how many of those whom I know share it, and of how many it is known."""

    aspect: str
    mine: tuple[str, ...]
    same: int
    known: int


class Bridge(NamedTuple):
    """Somebody in several groups; `alone` are the pairs of groups that without them nobody would join."""

    id: int
    name: str
    groups: tuple[str, ...]
    alone: tuple[tuple[str, str], ...]


def alike(mine: Card | None, known: Iterable[Card]) -> list[Alike]:
    """How many of those whom I know are like me, aspect by aspect; only where my own is known."""
    if mine is None:
        return []
    people = list(known)
    found = []
    for aspect in ASPECTS:
        own = _words(mine, aspect)
        if own:
            theirs = [words for words in (_words(card, aspect) for card in people) if words]
            same = sum(any(word in own for word in words) for words in theirs)
            found.append(Alike(aspect, tuple(own.values()), same, len(theirs)))
    return found


def bridges(people: Iterable[Card]) -> list[Bridge]:
    """Everybody who is in two or more groups, those first without whom groups would be apart."""
    members: dict[int, tuple[str, dict[str, str]]] = {}
    for card in people:
        groups = _words(card, "groups")
        if len(groups) > 1:
            members[card.id] = (card.name, groups)
    together = Counter(frozenset(groups) for _, groups in members.values())
    apart = {some: _apart(some, together) for some in together}
    found = []
    for who, (name, groups) in members.items():
        alone = tuple((groups[first], groups[other]) for first, other in apart[frozenset(groups)])
        found.append(Bridge(who, name, tuple(groups.values()), alone))
    return sorted(found, key=lambda bridge: (-len(bridge.alone), -len(bridge.groups), bridge.name, bridge.id))


def _apart(mine: frozenset[str], together: Mapping[frozenset[str], int]) -> list[tuple[str, str]]:
    """The pairs of somebody's groups that nobody else joins, by themselves or through further groups."""
    if together[mine] > 1:
        return []
    others = [groups for groups in together if groups != mine]
    return [(first, other) for first, other in combinations(sorted(mine), 2) if other not in _reached(first, others)]


def _reached(start: str, joining: Sequence[frozenset[str]]) -> set[str]:
    reached = {start}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for groups in joining:
            if here in groups:
                new = groups - reached
                reached |= new
                waiting.extend(new)
    return reached


def _words(card: Card, field: str) -> dict[str, str]:
    """The folded words of a field with their spelling."""
    value = card.listing(field)
    names = value.names() if value else tuple(filter(None, [card.text(field)]))
    if field == "city" and names:
        names = tuple(filter(None, [", ".join(filter(None, (card.text("city"), card.text("state"))))]))
    return {fold(name): name for name in names}
