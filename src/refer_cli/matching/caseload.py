"""A whole caseload held against the book: whom each client is given, who cannot be placed, why, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from refer_cli.fields.age import FADED_DAYS, days_since
from refer_cli.fields.phrases import listed
from refer_cli.matching.assignment import UNPLACED, Candidacy, Openings, given, has_room, place, second_choices
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.gaps import (
    AskedPart,
    Gap,
    Rank,
    nearest,
    nobody_fits,
    nobody_known,
    parts_of,
    summary,
    unheard_of,
)
from refer_cli.matching.near_miss import NearMiss, near_misses
from refer_cli.matching.options import COLUMNS, TypedRequest
from refer_cli.matching.rank import Assessment, Ranking, assess, weights
from refer_cli.matching.request import Request
from refer_cli.matching.shortlist import WITHIN_FIRST
from refer_cli.matching.worth_a_call import questions
from refer_cli.records import NamedTuple

USUAL_OPENINGS = 3
"""How many clients a colleague is given where nobody has said how many there is room for."""
_CALLS_NAMED = 3

Progress = Callable[[int], None]


class Client(NamedTuple):
    """One client of the caseload: the label, the options as `suggest` would be given them, and what they mean."""

    label: str
    typed: TypedRequest
    request: Request


class ScoredColleague(NamedTuple):
    """A colleague with a score, in ten-thousandths, and the waitlist in words where there is one."""

    id: int
    name: str
    points: int
    waitlist: str | None = None


class Placed(NamedTuple):
    """A client and the two choices. `passed_over` fit better and have no opening left.

    `second_is_full`: the second choice has none left either, and there is no other. `second_is_shared`: it is the
    second choice of more clients than have room there, because there is no other.
    """

    client: Client
    first: Assessment
    second: Assessment | None
    second_is_full: bool
    second_is_shared: bool
    passed_over: tuple[ScoredColleague, ...]

    @property
    def offered(self) -> list[Candidate]:
        """Whom the client is told of: the first choice, and the second if there is an opening left."""
        second = [] if self.second is None or self.second_is_full else [self.second.candidate]
        return [self.first.candidate, *second]


class Unplaced(NamedTuple):
    """A client for whom nobody is left: why, in words, who would fit but for one thing, and what is missing."""

    client: Client
    why: str
    near_miss: NearMiss | None
    gap: Gap | None
    calls: tuple[Assessment, ...]


class Load(NamedTuple):
    """What one colleague is given: the labels of the clients, and the openings that were reckoned with.

    `sliding` of them pay by the sliding scale; `places` are the sliding places that the book knows of, or None.
    """

    colleague: Candidate
    labels: tuple[str, ...]
    openings: int
    sliding: int
    places: int | None


class Plan(NamedTuple):
    """The whole caseload, clients in the order of the file. `total` is the sum of first choices' points.

    `waitlisted` fit somebody and have a waitlist.
    """

    considered: int
    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    loads: tuple[Load, ...]
    total: int
    waitlisted: tuple[ScoredColleague, ...] = ()

    @property
    def clients(self) -> list[Client]:
        """Everybody, the placed first."""
        return [*(one.client for one in self.placed), *(one.client for one in self.unplaced)]


class Missing(NamedTuple):
    """One kind of gap, added up over clients: what is missing, for whom, and what else they asked, most often first."""

    kind: str
    name: str
    labels: tuple[str, ...]
    asked: tuple[tuple[str, int], ...]


def added_up(unplaced: Sequence[Unplaced]) -> list[Missing]:
    """The gaps of all who could not be placed, the largest first.

    Openings and calls are added up by the need, since one colleague more would help all who share it.
    """
    found: dict[tuple[str, str], list[str]] = {}
    others: dict[tuple[str, str], Counter[str]] = {}
    for one in unplaced:
        if one.gap is None:
            continue
        name, asked = one.gap.name, []
        if one.gap.kind in ("openings", "call"):
            name, *asked = [part.name for part in parts_of(one.client.request)] or [name]
        key = one.gap.kind, name
        found.setdefault(key, []).append(one.client.label)
        others.setdefault(key, Counter()).update(asked)
    missing = [
        Missing(kind, name, tuple(labels), tuple(others[kind, name].most_common()))
        for (kind, name), labels in found.items()
    ]
    return sorted(missing, key=lambda gap: -len(gap.labels))


def typed_in(cells: Mapping[str, str], leaving: str) -> TypedRequest:
    """What `suggest` would be given for a row: the panel that is left, unless the row says otherwise.

    A row with an insurance of its own changes to that (with its largest fee beside, if it has one); a row with
    a largest fee alone cannot afford more.
    """
    asked = {option.name: _cell(cells.get(option.name, ""), option.repeatable) for option in COLUMNS}
    reason = (
        "insurance-change" if asked["insurance"] else "cannot-afford" if asked["max_fee"] else "self-pay-transition"
    )
    return TypedRequest.of(**asked, reason=reason, leaving=leaving if reason == "self-pay-transition" else None)


def _cell(text: str, several: bool) -> str | tuple[str, ...] | None:
    """What a cell says; the values of one that takes several are parted by a semicolon."""
    return tuple(part.strip() for part in text.split(";") if part.strip()) if several else text or None


def openings_of(candidate: Candidate, at_most: int | None, today: date) -> Openings:
    """How many clients a colleague is given at most: what the therapist said, else what the card knows.

    A card knows only the open places on the sliding scale, and for 540 days; for the rest the usual number stands.
    A waitlist is no opening.
    """
    if at_most is not None:
        return Openings(at_most)
    if waitlist(candidate) is not None:
        return Openings(0)
    places = sliding_places(candidate, today)
    return Openings(max(USUAL_OPENINGS, places or 0), places)


def waitlist(candidate: Candidate) -> str | None:
    """The colleague's waitlist in words, or None where they have none."""
    accepting = candidate.accepting
    if accepting is None or accepting.status != "waitlist":
        return None
    return f"waitlist until {accepting.until}" if accepting.until else "waitlist"


def sliding_places(candidate: Candidate, today: date) -> int | None:
    """The open places on the sliding scale, or None where they are not known (any more)."""
    if days_since(candidate.day("sliding_slots"), today) > FADED_DAYS:
        return None
    return candidate.sliding_slots


def needs_sliding_place(candidate: Candidate, request: Request) -> bool:
    """Whether this client can pay this colleague only by the sliding scale."""
    limit, full, floor = request.max_fee, candidate.fee, candidate.fee_floor
    if limit is None or (full is not None and full <= limit):
        return False
    return floor is not None and floor <= limit


def plan(
    clients: Sequence[Client],
    rank: Rank,
    today: date,
    at_most: int | None = None,
    progress: Progress = lambda done: None,
) -> Plan:
    """Place every client with somebody who could be offered without a call first, for the largest sum of scores.

    `progress` is told how many clients have been held against the book.
    """
    book = _Book(rank, today, at_most)
    options: list[Sequence[Candidacy]] = []
    for number, client in enumerate(clients, start=1):
        options.append(book.options(client, open_for=2 * len(clients)))
        progress(number)
    firsts = place(options, book.openings)
    seconds = second_choices(options, book.openings, firsts)
    taken = given(options, firsts)
    named_second = Counter(
        wished[second].colleague for wished, second in zip(options, seconds, strict=True) if second != UNPLACED
    )
    placed: list[Placed] = []
    unplaced: list[Unplaced] = []
    for client, wished, first, second in zip(clients, options, firsts, seconds, strict=True):
        if first == UNPLACED:
            unplaced.append(book.unplaced(client, wished))
            continue
        other = None if second == UNPLACED else wished[second]
        full = other is not None and not has_room(other, book.openings, taken)
        placed.append(
            Placed(
                client,
                book.assessed(client, wished[first]),
                None if other is None else book.assessed(client, other),
                full,
                other is not None and not full and book.left(other, taken) < named_second[other.colleague],
                tuple(book.named(option) for option in wished[:first]),
            )
        )
    return Plan(
        book.considered,
        tuple(placed),
        tuple(unplaced),
        tuple(book.loads(placed, taken)),
        sum(one.first.points for one in placed),
        book.waitlisted(),
    )


class _Book:
    """The book during one run: whoever may be given somebody, met once and kept; equal requests ranked once."""

    def __init__(self, rank: Rank, today: date, at_most: int | None) -> None:
        self._rank = rank
        self._today = today
        self._at_most = at_most
        self._people: dict[int, Candidate] = {}
        self._options: dict[TypedRequest, list[Candidacy]] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._nobody_known: dict[tuple[str, str], bool] = {}
        self.openings: dict[int, Openings] = {}
        self.considered = 0

    def options(self, client: Client, open_for: int) -> Sequence[Candidacy]:
        """Whoever is ready to be offered, in the order of `suggest`, up to the given number with an opening.

        Twice as many as there are clients are always enough: first and second choices cannot fill more than that.
        """
        found = self._options.get(client.typed)
        if found is None:
            ranking = self._rank(client.request)
            self.considered = ranking.considered
            found = self._options[client.typed] = []
            for one in _ready(ranking):
                option = self._option(one, client.request)
                found.append(option)
                open_for -= has_room(option, self.openings, {})
                if not open_for:
                    break
        return found

    def _option(self, one: Assessment, request: Request) -> Candidacy:
        candidate = one.candidate
        self._people[candidate.id] = candidate
        if candidate.id not in self.openings:
            self.openings[candidate.id] = openings_of(candidate, self._at_most, self._today)
        return Candidacy(candidate.id, one.points, needs_sliding_place(candidate, request))

    def assessed(self, client: Client, option: Candidacy) -> Assessment:
        """The whole reckoning behind an option."""
        return assess(self._people[option.colleague], client.request, self._today, weights(client.request))

    def named(self, option: Candidacy) -> ScoredColleague:
        """An option with its name."""
        candidate = self._people[option.colleague]
        return ScoredColleague(option.colleague, candidate.name, option.points, waitlist(candidate))

    def left(self, option: Candidacy, taken: Mapping[int, Openings]) -> int:
        """How many openings the colleague has left."""
        used = taken.get(option.colleague)
        return self.openings[option.colleague].all - (used.all if used else 0)

    def waitlisted(self) -> tuple[ScoredColleague, ...]:
        """Whoever fits somebody and has a waitlist, by name."""
        found = [ScoredColleague(one.id, one.name, 0, waitlist(one)) for one in self._people.values()]
        return tuple(sorted((one for one in found if one.waitlist), key=lambda one: (one.name, one.id)))

    def loads(self, placed: Sequence[Placed], taken: Mapping[int, Openings]) -> Iterator[Load]:
        """Whoever is given somebody, most clients first, then by name."""
        labels: dict[int, list[str]] = {}
        for one in placed:
            labels.setdefault(one.first.candidate.id, []).append(one.client.label)
        for colleague in sorted(labels, key=lambda one: (-len(labels[one]), self._people[one].name, one)):
            candidate = self._people[colleague]
            yield Load(
                candidate,
                tuple(labels[colleague]),
                self.openings[colleague].all,
                taken[colleague].sliding or 0,
                sliding_places(candidate, self._today),
            )

    def unplaced(self, client: Client, options: Sequence[Candidacy]) -> Unplaced:
        """Why nobody is left for this client, and what would help."""
        request = client.request
        ranking = self._rank(request)
        calls = tuple(one for one in ranking.first(_CALLS_NAMED + len(options)) if not one.ready)[:_CALLS_NAMED]
        near = near_misses(ranking, request, self._today, weights(request))
        asking = "; ".join(f"{one.candidate.name} ({_asked(one)})" for one in calls)
        if options:
            why = self._all_full(options) + (f"; or call first: {asking}" if calls else "")
            why += self._less_well(ranking, options)
            gap: Gap | None = Gap("openings", summary(request), len(options))
        elif calls and (part := self._unheard_of(request)) is not None:
            gap = Gap(part.kind, part.name, 0)
            why = f"{unheard_of(part)}; call first: {asking}"
        elif calls:
            why = f"nobody can be offered without a call first: {asking}"
            why += self._less_well(ranking, options)
            gap = Gap("call", summary(request), ranking.eligible)
        else:
            gap, without = self._missing(request) if ranking.considered else (None, 0)
            why = nobody_fits(gap, without, ranking.considered)
        return Unplaced(client, why, nearest(near), gap, calls)

    def _all_full(self, options: Sequence[Candidacy]) -> str:
        """That nobody of those who fit has an opening, in words: who is full, and who has a waitlist."""
        people = [self.named(option) for option in options]
        full = [one.name for one in people if self.openings[one.id].all]
        waiting = [f"{one.name} ({one.waitlist})" for one in people if not self.openings[one.id].all]
        parts = [f"whoever fits has no opening left: {listed(full, most=3)}"] if full else []
        parts += [f"{'and' if full else 'whoever fits has'} a waitlist: {listed(waiting, most=3)}"] if waiting else []
        return ", ".join(parts)

    def _less_well(self, ranking: Ranking, options: Sequence[Candidacy]) -> str:
        """Who could be offered and is too far behind the best to be an option for this client, in words."""
        close = {option.colleague for option in options}
        found = ranking.first(len(options) + 2 * _CALLS_NAMED)
        behind = [one for one in found if one.ready and one.candidate.id not in close]
        named = [f"{one.candidate.name} {one.points / 10_000:.2f}" for one in behind]
        return f"; fits less well: {listed(named, most=3)}" if named else ""

    def _unheard_of(self, request: Request) -> AskedPart | None:
        """The first thing asked of which it is known of nobody that they have it."""
        for part in parts_of(request):
            key = part.kind, part.name
            if key not in self._nobody_known:
                self._nobody_known[key] = nobody_known(self._rank, part)
            if self._nobody_known[key]:
                return part
        return None

    def _missing(self, request: Request) -> tuple[Gap | None, int]:
        """What stands most in the way: without it the most could see the client, and how many that would be.

        Where nobody could even so, the rarest thing of all.
        """
        gaps: list[tuple[Gap, int]] = []
        for part in parts_of(request):
            if (part.kind, part.name) not in self._known:
                self._known[part.kind, part.name] = self._rank(part.alone).eligible
            gap = Gap(part.kind, part.name, self._known[part.kind, part.name])
            gaps.append((gap, self._rank(part.without).eligible))
        return min(gaps, key=lambda found: (-found[1], found[0].known), default=(None, 0))


def _ready(ranking: Ranking) -> Iterator[Assessment]:
    """Whoever could be offered without a call, best first, as far behind the best as `suggest` shows anybody.

    Within 0.25 of the best, and known to treat the need where anybody is: whoever else could see the client is no
    option (the rule of options).
    """
    best: Assessment | None = None
    for one in ranking.contenders():
        best = best or one
        if best.points - one.points > WITHIN_FIRST:
            return
        if one.ready:
            yield one


def _asked(one: Assessment) -> str:
    return " ".join(f"{phrase}?" for phrase in dict.fromkeys(questions(one))) or "is it all still right?"
