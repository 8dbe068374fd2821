"""A whole caseload held against the book: whom each client is given, who cannot be placed, why, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from refer_cli.matching.age import FADED_DAYS, days_since
from refer_cli.matching.calls import questions
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.near_miss import NearMiss, near_misses
from refer_cli.matching.placing import UNPLACED, Openings, Option, given, has_room, place, second_choices
from refer_cli.matching.rank import Assessment, Ranking, assess, weights
from refer_cli.matching.request import Request
from refer_cli.matching.understand import Asked

USUAL_OPENINGS = 3
"""How many clients a colleague is given where nobody has said how many there is room for."""
_CALLS_NAMED = 3
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{name}{number}" for name in ("COM", "LPT") for number in range(10))}
)
"""What Windows takes for a device, whatever ending follows."""

Rank = Callable[[Request], Ranking]
Progress = Callable[[int], None]


class Client(NamedTuple):
    """One client of the caseload: the label, the options as `suggest` would be given them, and what they mean."""

    label: str
    asked: Asked
    request: Request


class Named(NamedTuple):
    """A colleague with a score, in ten-thousandths."""

    id: int
    name: str
    points: int


class Placed(NamedTuple):
    """A client and the two choices. `passed_over` fit better and have no opening left.

    `second_is_full`: the second choice has none left either, and there is no other.
    """

    client: Client
    first: Assessment
    second: Assessment | None
    second_is_full: bool
    passed_over: tuple[Named, ...]

    @property
    def offered(self) -> list[Candidate]:
        """Whom the client is told of: the first choice, and the second if there is an opening left."""
        second = [] if self.second is None or self.second_is_full else [self.second.candidate]
        return [self.first.candidate, *second]


class Gap(NamedTuple):
    """What the network lacks: the one thing asked that stands most in the way, and how many could be asked for it.

    `kind` is need, panel, place, fee, age_group or language; openings where enough people fit and all are full;
    call where somebody would fit after a call.
    """

    kind: str
    name: str
    known: int


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
    """The whole caseload, clients in the order of the file. `total` is the sum of first choices' points."""

    considered: int
    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    loads: tuple[Load, ...]
    total: int

    @property
    def clients(self) -> list[Client]:
        """Everybody, the placed first."""
        return [*(one.client for one in self.placed), *(one.client for one in self.unplaced)]


def asked_from(cells: Mapping[str, str], leaving: str) -> Asked:
    """The options that `suggest` would be given for a row: the panel that is left, unless the row says otherwise.

    A row with an insurance of its own changes to that (with its largest fee beside, if it has one); a row with
    a largest fee alone cannot afford more.
    """

    def many(column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cells.get(column, "").split(";") if part.strip())

    insurance, max_fee = many("insurance"), cells.get("max_fee")
    reason = "insurance-change" if insurance else "cannot-afford" if max_fee else "self-pay-transition"
    return Asked(
        reason=reason,
        needs=many("need"),
        insurance=insurance,
        leaving=leaving if reason == "self-pay-transition" else None,
        max_fee=max_fee,
        languages=many("language"),
        city=cells.get("city"),
        state=cells.get("state"),
        zip=cells.get("zip"),
        age_group=cells.get("age_group"),
    )


def openings_of(candidate: Candidate, at_most: int | None, today: date) -> Openings:
    """How many clients a colleague is given at most: what the therapist said, else what the card knows.

    A card knows only the open places on the sliding scale, and for 540 days; for the rest the usual number stands.
    """
    if at_most is not None:
        return Openings(at_most)
    places = sliding_places(candidate, today)
    return Openings(max(USUAL_OPENINGS, places or 0), places)


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
    options: list[Sequence[Option]] = []
    for number, client in enumerate(clients, start=1):
        options.append(book.options(client, most=len(clients) + 1))
        progress(number)
    firsts = place(options, book.openings)
    seconds = second_choices(options, book.openings, firsts)
    taken = given(options, firsts)
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
                tuple(book.named(option) for option in wished[:first]),
            )
        )
    return Plan(
        book.considered,
        tuple(placed),
        tuple(unplaced),
        tuple(book.loads(placed, taken)),
        sum(one.first.points for one in placed),
    )


class _Book:
    """The book during one run: whoever may be given somebody, met once and kept; equal requests ranked once."""

    def __init__(self, rank: Rank, today: date, at_most: int | None) -> None:
        self._rank = rank
        self._today = today
        self._at_most = at_most
        self._people: dict[int, Candidate] = {}
        self._options: dict[Asked, Sequence[Option]] = {}
        self._known: dict[tuple[str, str], int] = {}
        self.openings: dict[int, Openings] = {}
        self.considered = 0

    def options(self, client: Client, most: int) -> Sequence[Option]:
        """The first so many who are ready to be offered, in the order of `suggest`.

        More than there are clients are never needed: so many others cannot fill so many colleagues.
        """
        found = self._options.get(client.asked)
        if found is None:
            ranking = self._rank(client.request)
            self.considered = ranking.considered
            found = self._options[client.asked] = [self._option(one, client.request) for one in _ready(ranking, most)]
        return found

    def _option(self, one: Assessment, request: Request) -> Option:
        candidate = one.candidate
        self._people[candidate.id] = candidate
        if candidate.id not in self.openings:
            self.openings[candidate.id] = openings_of(candidate, self._at_most, self._today)
        return Option(candidate.id, one.points, needs_sliding_place(candidate, request))

    def assessed(self, client: Client, option: Option) -> Assessment:
        """The whole reckoning behind an option."""
        return assess(self._people[option.colleague], client.request, self._today, weights(client.request))

    def named(self, option: Option) -> Named:
        """An option with its name."""
        return Named(option.colleague, self._people[option.colleague].name, option.points)

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

    def unplaced(self, client: Client, options: Sequence[Option]) -> Unplaced:
        """Why nobody is left for this client, and what would help."""
        request = client.request
        ranking = self._rank(request)
        calls = tuple(one for one in ranking.first(_CALLS_NAMED + len(options)) if not one.ready)[:_CALLS_NAMED]
        near = near_misses(ranking, request, self._today, weights(request))
        asking = "; ".join(f"{one.candidate.name} ({_asked(one)})" for one in calls)
        if options:
            names = [self._people[option.colleague].name for option in options]
            why = f"whoever fits has no opening left: {listed(names)}" + (f"; or call first: {asking}" if calls else "")
            gap: Gap | None = Gap("openings", summary(request), len(options))
        elif calls:
            why = f"nobody can be offered without a call first: {asking}"
            gap = Gap("call", summary(request), ranking.eligible)
        else:
            gap, without = self._missing(request) if ranking.considered else (None, 0)
            why = _nobody_fits(gap, without, ranking.considered)
        return Unplaced(client, why, near[0] if near else None, gap, calls)

    def _missing(self, request: Request) -> tuple[Gap | None, int]:
        """What stands most in the way: without it the most could see the client, and how many that would be.

        Where nobody could even so, the rarest thing of all.
        """
        gaps: list[tuple[Gap, int]] = []
        for part in _parts(request):
            if (part.kind, part.name) not in self._known:
                self._known[part.kind, part.name] = self._rank(part.alone).eligible
            gap = Gap(part.kind, part.name, self._known[part.kind, part.name])
            gaps.append((gap, self._rank(part.without).eligible))
        return min(gaps, key=lambda found: (-found[1], found[0].known), default=(None, 0))


def _ready(ranking: Ranking, most: int) -> Sequence[Assessment]:
    """The first so many who could be offered without a call."""
    ready: list[Assessment] = []
    read = 0
    while len(ready) < most:
        found = ranking.first(2 * read or most)
        if len(found) == read:
            break
        ready.extend(one for one in found[read:] if one.ready)
        read = len(found)
    return ready[:most]


class _Part(NamedTuple):
    """One thing that was asked: as a request of its own, and the request without it."""

    kind: str
    name: str
    alone: Request
    without: Request


def _parts(request: Request) -> Iterator[_Part]:
    nothing = request._replace(needs=(), insurance=(), spot=None, max_fee=None, age_group=None, languages=())

    def part(kind: str, name: str, field: str, value: object, rest: object) -> _Part:
        changed: dict[str, Any] = {field: value}
        left: dict[str, Any] = {field: rest}
        return _Part(kind, name, nothing._replace(**changed), request._replace(**left))

    for need in request.needs:
        yield part("need", need.name, "needs", (need,), tuple(other for other in request.needs if other != need))
    if request.insurance:
        yield part("panel", _panels(request), "insurance", request.insurance, ())
    if request.spot is not None:
        yield part("place", request.spot.label, "spot", request.spot, None)
    if request.max_fee is not None:
        yield part("fee", f"${request.max_fee}", "max_fee", request.max_fee, None)
    if request.age_group is not None:
        yield part("age_group", request.age_group, "age_group", request.age_group, None)
    if request.languages:
        yield part("language", " or ".join(request.languages), "languages", request.languages, ())


def _panels(request: Request) -> str:
    return " or ".join(panel.name + (f"/{panel.plan}" if panel.plan else "") for panel in request.insurance)


def summary(request: Request) -> str:
    """What was asked, without the reason: `anxiety · Aetna · Denver, CO`."""
    return " · ".join(part.name for part in _parts(request))


def _asked(one: Assessment) -> str:
    return " ".join(f"{phrase}?" for phrase in dict.fromkeys(questions(one))) or "is it all still right?"


def _nobody_fits(gap: Gap | None, without: int, considered: int) -> str:
    if not considered:
        return "your book is empty"
    if gap is None:
        return "nobody in your book can take a client"
    if without:
        return f"nobody fits: without {gap.name}, {without} could see this client"
    rare = f"{gap.known} of {considered}" if gap.known else "nobody"
    return f"nobody fits, even with one thing less; rarest is {gap.name}: {rare} could be asked"


def listed(names: Sequence[str], most: int = 3) -> str:
    """A few names, and how many more."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def file_stems(labels: Sequence[str]) -> list[str]:
    """For each label the name of a file, without its ending: one that every system takes, and no name twice."""
    stems: list[str] = []
    taken: set[str] = set()
    for label in labels:
        stem = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in label)
        stem = stem.strip(".") or "_"
        if stem.partition(".")[0].upper() in _DEVICES:
            stem += "_"
        number = 1
        unique = stem
        while unique.casefold() in taken:
            number += 1
            unique = f"{stem}_{number}"
        taken.add(unique.casefold())
        stems.append(unique)
    return stems
