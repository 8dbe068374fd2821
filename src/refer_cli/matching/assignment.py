"""Places a caseload: whom each client is given, so that the sum of fit is the largest possible. Scores in, people out.

The largest sum is found by SciPy's solver of the assignment problem, which is exact for whole numbers of this size
(below 2**53). Where several assignments reach it, the one is taken that is best for the first client, then for the
second, and so on: the answer depends on neither the solver's version nor the order of the book.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from refer_cli.records import NamedTuple

UNPLACED = -1
"""No option of the client's: in an answer, that nobody has an opening left."""
_FORBIDDEN = -1
"""Worth less to the solver than placing nobody (0), so it is never chosen."""


class Candidacy(NamedTuple):
    """A colleague whom a client could be given. `points` are ten-thousandths of fit, as in every score.

    `sliding`: the client would need one of the colleague's sliding-scale places.
    """

    colleague: int
    points: int
    sliding: bool = False


class Openings(NamedTuple):
    """How many clients a colleague can take, and how many of these on the sliding scale (None: as many)."""

    all: int
    sliding: int | None = None


Wishes = Sequence[Sequence[Candidacy]]
"""Of each client in order the options, the one that `suggest` puts first in front. No colleague stands twice."""


def place(wishes: Wishes, openings: Mapping[int, Openings]) -> list[int]:
    """Of each client the position of the option that is given, or UNPLACED.

    No colleague gets more clients than openings. The sum of points is the largest possible, and among equal sums
    each client in order has the foremost option that is possible.
    """
    contended = _contended(wishes, openings)
    if not any(contended):
        return [UNPLACED] * len(wishes)
    rooms = _rooms(contended, openings)
    choices = _choices(contended, rooms)
    worth = [_worth(options, possible) for options, possible in zip(contended, choices, strict=True)]
    assignment = _Assignment(rooms, worth, _largest_sum(worth, rooms))
    assignment.settle()
    return [possible[room] for possible, room in zip(choices, assignment.held, strict=True)]


def second_choices(wishes: Wishes, openings: Mapping[int, Openings], firsts: Sequence[int]) -> list[int]:
    """Of each client the position of a second option beside the one given, or UNPLACED where there is no other.

    A second choice takes no opening, but an opening that is left is promised to one client only while that is
    possible: among such choices the sum of points is the largest. Whom that leaves without one is named the best
    with an opening all the same, and somebody who has none left only where nobody else could be.
    """
    taken = given(wishes, firsts)
    left = {colleague: _less(room, taken.get(colleague, Openings(0, 0))) for colleague, room in openings.items()}
    others = [
        [] if first == UNPLACED else [number for number in range(len(options)) if number != first]
        for options, first in zip(wishes, firsts, strict=True)
    ]
    promised = place([[options[one] for one in rest] for options, rest in zip(wishes, others, strict=True)], left)
    seconds: list[int] = []
    for options, rest, position in zip(wishes, others, promised, strict=True):
        free = (number for number in rest if has_room(options[number], openings, taken))
        second = next(free, rest[0] if rest else UNPLACED)
        seconds.append(second if position == UNPLACED else rest[position])
    return seconds


def _less(room: Openings, used: Openings) -> Openings:
    return Openings(room.all - used.all, None if room.sliding is None else room.sliding - (used.sliding or 0))


def given(wishes: Wishes, firsts: Sequence[int]) -> Mapping[int, Openings]:
    """How many clients each colleague was given, and how many of them on the sliding scale."""
    counted: dict[int, Openings] = {}
    for options, first in zip(wishes, firsts, strict=True):
        if first != UNPLACED:
            option = options[first]
            before = counted.get(option.colleague, Openings(0, 0))
            counted[option.colleague] = Openings(before.all + 1, (before.sliding or 0) + option.sliding)
    return counted


def has_room(option: Candidacy, openings: Mapping[int, Openings], taken: Mapping[int, Openings]) -> bool:
    """Whether the colleague could take one client more, on the sliding scale where the option needs that."""
    room, used = openings[option.colleague], taken.get(option.colleague, Openings(0, 0))
    if used.all >= room.all:
        return False
    return not option.sliding or room.sliding is None or (used.sliding or 0) < room.sliding


def _contended(wishes: Wishes, openings: Mapping[int, Openings]) -> list[Sequence[Candidacy]]:
    """The options without those that nobody can ever need.

    A colleague with room for everybody who could be given them is never full, so no client needs an option that
    stands behind such a one. What is cut may leave the next colleague with room enough: so until nothing changes.
    """
    kept = [[option for option in options if openings[option.colleague].all > 0] for options in wishes]
    while True:
        demand: dict[int, Openings] = {}
        for options in kept:
            for option in options:
                before = demand.get(option.colleague, Openings(0, 0))
                demand[option.colleague] = Openings(before.all + 1, (before.sliding or 0) + option.sliding)
        never_full = {colleague for colleague, asked in demand.items() if _is_enough(openings[colleague], asked)}
        cut = [_up_to(options, never_full) for options in kept]
        if cut == kept:
            break
        kept = cut
    # The positions must stay those of the wishes: only the end may be cut off, and who has no opening is forbidden.
    ends = [options[-1].colleague if options else None for options in kept]
    return [_before(options, end) for options, end in zip(wishes, ends, strict=True)]


def _is_enough(room: Openings, asked: Openings) -> bool:
    return room.all >= asked.all and (room.sliding is None or room.sliding >= (asked.sliding or 0))


def _up_to(options: Sequence[Candidacy], never_full: set[int]) -> list[Candidacy]:
    for number, option in enumerate(options, start=1):
        if option.colleague in never_full:
            return list(options[:number])
    return list(options)


def _before(options: Sequence[Candidacy], end: int | None) -> Sequence[Candidacy]:
    """The options up to and with this colleague; none where there is no end."""
    if end is None:
        return []
    return options[: 1 + next(number for number, option in enumerate(options) if option.colleague == end)]


class _Room(NamedTuple):
    """Openings of one colleague that are alike: those of any kind, or those that pay the full fee."""

    colleague: int | None
    size: int
    full_fee_only: bool = False


def _rooms(wishes: Wishes, openings: Mapping[int, Openings]) -> list[_Room]:
    """The rooms of everybody wished for, none larger than can be filled; last of all nobody's, for the unplaced."""
    asked: dict[int, int] = {}
    for options in wishes:
        for option in options:
            asked[option.colleague] = asked.get(option.colleague, 0) + 1
    rooms: list[_Room] = []
    for colleague, number in asked.items():
        every, sliding = openings[colleague]
        size = min(every, number)
        of_any_kind = size if sliding is None else min(size, sliding)
        rooms.append(_Room(colleague, of_any_kind))
        rooms.append(_Room(colleague, size - of_any_kind, full_fee_only=True))
    return [*(room for room in rooms if room.size), _Room(None, len(wishes))]


def _choices(wishes: Wishes, rooms: Sequence[_Room]) -> list[dict[int, int]]:
    """Of each client the rooms that are possible, in the order of the wishes, each with the option's position.

    Nobody's room is the last choice of all.
    """
    by_colleague: dict[int | None, list[int]] = {}
    for number, room in enumerate(rooms):
        by_colleague.setdefault(room.colleague, []).append(number)
    return [
        {
            room: position
            for position, option in enumerate(options)
            for room in by_colleague.get(option.colleague, ())
            if not (option.sliding and rooms[room].full_fee_only)
        }
        | {len(rooms) - 1: UNPLACED}
        for options in wishes
    ]


def _worth(options: Sequence[Candidacy], choices: Mapping[int, int]) -> dict[int, int]:
    """The points of each room for one client; nobody's is worth nothing."""
    return {room: 0 if position == UNPLACED else options[position].points for room, position in choices.items()}


def _largest_sum(worth: Sequence[Mapping[int, int]], rooms: Sequence[_Room]) -> list[int]:
    """Of each client the room in an assignment of the largest sum."""
    # SciPy takes half a second to load and is needed here alone.
    from scipy.optimize import linear_sum_assignment

    first_place: list[int] = []
    owner: list[int] = []
    for number, room in enumerate(rooms):
        first_place.append(len(owner))
        owner.extend([number] * room.size)
    matrix: list[list[int]] = []
    for points_of in worth:
        row = [_FORBIDDEN] * len(owner)
        for number, points in points_of.items():
            start, size = first_place[number], rooms[number].size
            row[start : start + size] = [points] * size
        matrix.append(row)
    clients, places = linear_sum_assignment(matrix, maximize=True)
    found = dict(zip(clients.tolist(), places.tolist(), strict=True))
    return [owner[found[client]] for client in range(len(worth))]


class _Assignment:
    """An assignment of the largest sum, and the ways to another one of the same sum.

    A room's price is what one more opening in it would add to the sum. Every assignment of the largest sum gives
    each client a room whose points less its price are the most for this client, and fills every room that has a
    price: so the others are found by moving clients along rooms that are equally good for them.
    """

    def __init__(self, rooms: Sequence[_Room], worth: Sequence[Mapping[int, int]], held: Sequence[int]) -> None:
        self.held = list(held)
        self._rooms = rooms
        self._within: list[set[int]] = [set() for _ in rooms]
        for client, room in enumerate(held):
            self._within[room].add(client)
        self._prices = self._fair_prices(worth)
        self._equal = [
            [
                room
                for room, points in worth[client].items()
                if points - self._prices[room] == worth[client][own] - self._prices[own]
            ]
            for client, own in enumerate(held)
        ]
        self._settled: set[int] = set()

    def settle(self) -> None:
        """Give each client in order the foremost room that is possible at no loss."""
        for client, equal in enumerate(self._equal):
            for room in equal:
                if self._same(self.held[client], room) or self._moved(client, room):
                    break
            self._settled.add(client)

    def _same(self, one: int, other: int) -> bool:
        return self._rooms[one].colleague == self._rooms[other].colleague

    def _has_opening(self, room: int) -> bool:
        return len(self._within[room]) < self._rooms[room].size

    def _fair_prices(self, worth: Sequence[Mapping[int, int]]) -> list[int]:
        """What one more opening would add: the most that somebody gains by moving there, and somebody into the
        opening that this frees, and so on.
        """
        prices = [0] * len(self._rooms)
        before = [-1]
        while prices != before:
            before = list(prices)
            for client, own in enumerate(self.held):
                loss = worth[client][own] - prices[own]
                for room, points in worth[client].items():
                    prices[room] = max(prices[room], points - loss)
            # A price on an idle opening would be a larger sum that the solver missed.
            assert not any(price and self._has_opening(room) for room, price in enumerate(prices)), "not the largest"
        return prices

    def _moved(self, mover: int, wanted: int) -> bool:
        """Whether the client could be given that room at no loss; others who are not settled yet move on."""
        leaving = self.held[mover]
        came_from: dict[int, tuple[int | None, int]] = {}
        waiting = deque([wanted])
        while waiting:
            room = waiting.popleft()
            if room == leaving:
                while room != wanted:
                    client, before = came_from[room]
                    if client is not None:
                        self._give(client, room)
                    room = before
                self._give(mover, wanted)
                return True
            for client, following in self._steps(room, mover):
                if following != wanted and following not in came_from:
                    came_from[following] = (client, room)
                    waiting.append(following)
        return False

    def _steps(self, room: int, mover: int) -> Iterator[tuple[int | None, int]]:
        """Who can make room for one more, and where they then want room; nobody where there is an opening.

        Then somebody has to leave another room instead, and any may be left that is worth nothing.
        """
        if self._has_opening(room):
            yield from ((None, other) for other, price in enumerate(self._prices) if price == 0)
        for client in sorted(self._within[room] - {mover}):
            yield from ((client, following) for following in self._ways(client))

    def _ways(self, client: int) -> Iterator[int]:
        """Where a client may move at no loss; one who is settled only to another room of the same colleague."""
        for room in self._equal[client]:
            if client not in self._settled or self._same(room, self.held[client]):
                yield room

    def _give(self, client: int, room: int) -> None:
        self._within[self.held[client]].discard(client)
        self._within[room].add(client)
        self.held[client] = room
