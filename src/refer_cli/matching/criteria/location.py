"""Location: whether and how well a colleague can see the client at all, in a room or lawfully by video."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.bitsets import Levels, partition, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, NOTE, Check, call_first
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets, office_name
from refer_cli.matching.judgement import FULL, PASSES, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.request import Request, Spot
from refer_cli.places.compacts import Basis, video_basis
from refer_cli.places.distance import miles

ACROSS_THE_LINE = 10
"""By how much an office across the state line counts less than one on this side (hundredths)."""
NEAR_MISS_MILES = 100
AROUND_THE_WORLD = 12_800
"""Miles: no two places are further apart (half of the globe's girth)."""
OFFICE_AT_THE_RADIUS = 70
BY_VIDEO, BY_COMPACT = 70, 50
BY_VIDEO_ASKED, BY_COMPACT_ASKED = FULL, 80
BY_VIDEO_FOR_A_CHILD = 40
BY_VIDEO_BEYOND_THE_RADIUS = 10
_ADDRESS = "the office's address"


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """The best way in which the candidate can see a client at the asked place (`request.spot` is given).

    Telehealth counts as given where the client is, so video needs a licence or another authority there
    (Center for Connected Health Policy, 2024-03-18).
    """
    spot = request.spot
    assert spot is not None
    distance = office_distance(candidate, spot)
    video = _video(candidate, request, spot, today)
    ways = [way for way in (_office(candidate, request, distance, today, video), video) if way is not None]
    if ways:
        return max(ways, key=lambda way: way.level)
    cause = "license" if can_video(candidate, request) else "location"
    away = None if distance is None else int(distance) + (distance > int(distance))
    if cause == "location" and not room_counts(candidate, request):
        # Nobody comes nearer to an office that sees no clients: the miles are not what is missing.
        away = None
    return Judgement(0, "mismatch", _why_not(candidate, request, cause, distance), fails=cause, amount=away)


def room_counts(candidate: Candidate, request: Request) -> bool:
    """Whether the candidate's office may count at all, were it near enough."""
    return not request.video_only and candidate.in_person is not False and office_is_lawful(candidate)


def office_distance(candidate: Candidate, spot: Spot) -> float | None:
    """Miles from the client to the office; None where either has no point."""
    if candidate.point is None or spot.point is None:
        return None
    return miles(*spot.point, *candidate.point)


def office_is_lawful(candidate: Candidate) -> bool:
    """The office's own state governs it: a known licence list that lacks that state is no office."""
    licences = candidate.license_states
    if licences is None or candidate.state is None:
        return True
    entry = licences.find(candidate.state)
    if entry is not None:
        return not entry.denied
    return not licences.complete


def licence_basis(candidate: Candidate, state: str, today: date) -> Basis | None:
    """What lets the candidate see a client in this state by video: a licence, a compact, a presumption."""
    authorities = candidate.authorities.names() if candidate.authorities else ()
    return basis_of(candidate.license_states, authorities, candidate.credentials, candidate.state, state, today)


def basis_of(
    licences: Listing | None,
    authorities: tuple[str, ...],
    credentials: tuple[str, ...],
    office_state: str | None,
    state: str,
    today: date,
) -> Basis | None:
    """What lets somebody with these licences and authorities see a client in `state` by video."""
    held = frozenset(licences.names()) if licences else frozenset()
    if state in held or (licences is not None and (licences.complete or _denies(licences, state))):
        return video_basis(held, authorities, credentials, office_state, state, today)
    # Not all licences are known: the one for the office's own state is presumed, also as the home of a compact.
    home = frozenset() if office_state is None or _denies(licences, office_state) else frozenset({office_state})
    by_authority = video_basis((held | home) - {state}, authorities, credentials, office_state, state, today)
    return by_authority or (Basis("presumed", None) if state in home else None)


def _denies(licences: Listing | None, state: str) -> bool:
    entry = licences.find(state) if licences else None
    return entry is not None and entry.denied


def across_the_line_counts(request: Request) -> bool:
    """Whether an office in another state is what the client asks for: an office, or any within a stated distance."""
    return request.in_person or (request.radius_stated and not request.video_only)


def _is_across(candidate: Candidate, spot: Spot) -> bool:
    return candidate.state is not None and candidate.state != spot.state


def can_video(candidate: Candidate, request: Request) -> bool:
    """Whether video is asked for and not ruled out. With a stated radius an unknown one is no reach."""
    if request.room_only or candidate.telehealth is False:
        return False
    return candidate.telehealth is True or not request.radius_stated or request.telehealth


def office_level(distance: float, radius: int, across: bool) -> int:
    """Hundredths for an office: 1 next door, falling to .7 at the radius; across the state line a little lower."""
    share = min(1.0, distance / radius) if radius else 0.0
    return FULL - int((FULL - OFFICE_AT_THE_RADIUS) * share + 0.5) - (ACROSS_THE_LINE if across else 0)


def video_level(request: Request, kind: str) -> int:
    """Hundredths for video, by what allows it (`license`, `presumed` or `compact`) and by what was asked."""
    by_compact = kind == "compact"
    if request.either_welcome:
        level = FULL
    elif request.video_only:
        level = BY_COMPACT_ASKED if by_compact else BY_VIDEO_ASKED
    elif request.radius_stated:
        level = BY_VIDEO_BEYOND_THE_RADIUS
    elif request.is_child:
        level = BY_VIDEO_FOR_A_CHILD
    else:
        level = BY_COMPACT if by_compact else BY_VIDEO
    # A licence that is only presumed is not known: it stands behind every one that is.
    return min(UNKNOWN_REQUIRED, level // 2) if kind == "presumed" else level


def _office(
    candidate: Candidate, request: Request, distance: float | None, today: date, video: Judgement | None
) -> Judgement | None:
    """The office as a way, beside video where that is one.

    Across the state line it is one for whom asks for an office or says how far they travel. For anybody else it would
    be office visits only, unless the colleague is known to see the client lawfully by video as well.
    """
    spot = request.spot
    if spot is None or not room_counts(candidate, request):
        return None
    across = _is_across(candidate, spot)
    both = across and video is not None and candidate.telehealth is True
    if spot.point is None:
        if candidate.state != spot.state:
            return None
        level, where = FULL, f"office in {_office_label(candidate)}"
    else:
        if distance is None or distance > request.radius or (across and not (both or across_the_line_counts(request))):
            return None
        level, where = (
            office_level(distance, request.radius, across),
            f"{_office_label(candidate)}, {_miles(distance)}",
        )
    checks: list[Check] = []
    if candidate.in_person is None:
        # Where an office is all that is asked for, whether clients are seen there is what is required.
        what, seen = "are clients seen in the office", "seeing clients in the office"
        checks.append(Check(ASK, what, "not known", seen, "in_person", "yes", blocks=request.room_only))
    licences = candidate.license_states
    if candidate.state and (licences is None or licences.find(candidate.state) is None):
        phrase = f"licensed in {candidate.state}"
        checks.append(Check(ASK, phrase, "taken from the office, not known", phrase))
    if both and video is not None:
        where += f", in {candidate.state}, or {video.evidence}"
        checks.extend(check for check in video.checks if check.kind == NOTE)
    elif across:
        where += f", in {candidate.state}: office visits only"
    day = candidate.address_day
    field = "zip" if candidate.zip else "city" if candidate.city else "state"
    value = getattr(candidate, field)
    if value:
        checks.extend(call_first(field, value, f"at the same office, {_office_label(candidate)}", day, today, _ADDRESS))
    return Judgement(level, "partial" if across else "match", where, day, checks=tuple(checks), subject=_ADDRESS)


def _video(candidate: Candidate, request: Request, spot: Spot, today: date) -> Judgement | None:
    if not can_video(candidate, request):
        return None
    basis = licence_basis(candidate, spot.state, today)
    if basis is None:
        return None
    checks: list[Check] = []
    if candidate.telehealth is None:
        what, seen = "are clients seen by video", "seeing clients by video"
        checks.append(Check(ASK, what, "not known", seen, "telehealth", "yes", blocks=True))
    level = video_level(request, basis.kind)
    if basis.kind == "presumed":
        evidence = f"video, licence in {spot.state} taken from the office"
        return Judgement(level, "unknown", evidence, checks=(*checks, _presumed(spot.state)))
    licences, phrase = candidate.license_states, f"licensed in {spot.state}"
    if basis.kind == "license":
        evidence = f"video, {phrase}"
        as_of = candidate.day_of("license_states", licences.find(spot.state) if licences else None)
        checks.extend(call_first("license_states", spot.state, phrase, as_of, today, "the licence"))
    else:
        evidence = f"video into {spot.state} through a compact"
        held = candidate.authorities.affirmed if candidate.authorities else ()
        as_of = candidate.day_of("authorities", *held)
        may = f"allowed to see clients in {spot.state} by video"
        if basis.note:
            checks.append(Check(NOTE, basis.note, "verify with the board", may))
        else:
            checks.append(Check(ASK, f"may {spot.state} be served by video", "verify with the board", may))
        if candidate.state and not (licences and licences.affirmed):
            checks.append(_presumed(candidate.state))
    asked = request.telehealth
    status = "match" if asked or (basis.kind == "license" and not request.radius_stated) else "partial"
    return Judgement(level, status, evidence, as_of, checks=tuple(checks), subject="the licence")


def _presumed(state: str) -> Check:
    """That the licence for the office's own state is taken for granted, and must be asked about."""
    phrase = f"licensed in {state}"
    return Check(ASK, phrase, "taken from the office, not known", phrase, "license_states", state, blocks=True)


def _why_not(candidate: Candidate, request: Request, cause: str, distance: float | None) -> str:
    assert request.spot is not None
    if cause == "license":
        return f"no licence known for {request.spot.state}"
    if request.video_only:
        return "not seen by video"
    if candidate.in_person is False:
        return "no office visits"
    if not office_is_lawful(candidate):
        return f"no licence for the office's own state, {candidate.state}"
    if distance is not None:
        across = distance <= request.radius and _is_across(candidate, request.spot)
        end = f", in {candidate.state}: office visits only" if across else " away"
        return f"{_office_label(candidate)}, {_miles(distance)}{end}"
    return f"{_office_label(candidate)}, out of reach" if candidate.city or candidate.state else "no place known"


def _office_label(candidate: Candidate) -> str:
    if candidate.city:
        return f"{candidate.city}, {candidate.state}" if candidate.state else candidate.city
    return candidate.state or "office"


def _miles(distance: float) -> str:
    return "under 1 mi" if distance < 1 else f"{distance:.0f} mi"


def judge_way(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Where no place is given: still in an office, or by video, when only that is asked for."""
    known = candidate.in_person if request.room_only else candidate.telehealth
    seen = "in the office" if request.room_only else "by video"
    if known is False:
        return Judgement(0, "mismatch", f"not seen {seen}", fails="location")
    if known is None:
        field = "in_person" if request.room_only else "telehealth"
        check = Check(ASK, f"are clients seen {seen}", "not known", f"seeing clients {seen}", field, "yes", blocks=True)
        return Judgement(100, "unknown", "", checks=(check,))
    return PASSES


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.point is not None:
        yield office_name(candidate.point)
    yield f"state:{candidate.state or 'none'}"
    if candidate.in_person is False:
        yield "room:no"
    if not office_is_lawful(candidate):
        yield "room:barred"
    if candidate.telehealth is not None:
        yield "video:yes" if candidate.telehealth else "video:no"
    licences = candidate.license_states
    if licences is not None:
        if licences.complete:
            yield "license:complete"
        for item in licences.items:
            yield f"license:{item.name}:no" if item.denied else f"license:{item.name}"
    if candidate.authorities is not None and candidate.authorities.affirmed:
        signature = json.dumps(
            [
                sorted(candidate.credentials),
                None if licences is None else sorted([item.name, item.mark] for item in licences.items),
                bool(licences and licences.open),
                sorted(candidate.authorities.names()),
                candidate.state,
            ]
        )
        yield f"authority:{signature}"


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    spot = request.spot
    assert spot is not None
    lawful = _lawful_by_video(facets, spot.state, today)
    offices = tuple(offices_within(facets, spot, max(request.radius, NEAR_MISS_MILES)))
    room, video = _may_room(facets, request), _may_video(facets, request)
    # Whoever sees the client lawfully by video has an office across the line beside it.
    both = facets.bits("video:yes") & video & (lawful["license"] | lawful["compact"])
    if spot.point is None:
        near = facets.bits(f"state:{spot.state}")
    else:
        near = union(bits for distance, bits in offices if distance <= request.radius)
    if not across_the_line_counts(request):
        near &= facets.bits(f"state:{spot.state}") | facets.bits("state:none") | both
    unreached = facets.everyone & ~(near & room) & ~(video & union(lawful.values()))
    by_miles = _by_miles(offices)

    def bound() -> Levels:
        here = facets.bits(f"state:{spot.state}")
        known_state = facets.everyone & ~facets.bits("state:none")
        levels: Levels = [(FULL, room & here)] if spot.point is None else []
        for distance, bits in offices:
            if distance <= request.radius:
                across = bits & known_state & ~here
                levels.append((office_level(distance, request.radius, across=False), bits & room & ~across))
                counting = across if across_the_line_counts(request) else across & both
                levels.append((office_level(distance, request.radius, across=True), counting & room))
        levels.extend((video_level(request, kind), bits & video) for kind, bits in lawful.items())
        return partition(levels, facets.everyone, 0)

    return Sets(
        {"location": unreached & ~video, "license": unreached & video},
        changes={"location": [(away, bits & room) for away, bits in by_miles], "license": by_miles},
        bound=bound,
    )


def offices_within(facets: Facets, spot: Spot, radius: float) -> Iterator[tuple[float, int]]:
    """Miles to each place with offices within the radius, and the people who have one there."""
    if spot.point is None:
        return
    for place in facets.offices(*spot.point, radius):
        distance = miles(*spot.point, place.lat, place.lon)
        if distance <= radius:
            yield distance, place.bits


def _lawful_by_video(facets: Facets, state: str, today: date) -> Mapping[str, int]:
    """Who may see a client in this state by video, by what allows it: license, presumed or compact."""
    licensed = facets.bits(f"license:{state}")
    closed = facets.bits("license:complete") | facets.bits(f"license:{state}:no") | licensed
    lawful = {"license": licensed, "presumed": facets.bits(f"state:{state}") & ~closed, "compact": 0}
    # A licence of the state's own needs no compact.
    others = [(signature, bits) for signature, bits in facets.family("authority:").items() if not bits & licensed]
    held = json.loads(f"[{','.join(signature for signature, _ in others)}]")
    for signature, (_, bits) in zip(held, others, strict=True):
        kind = _basis_in(signature, state, today)
        for name in lawful:
            lawful[name] = lawful[name] | bits if name == kind else lawful[name] & ~bits
    return lawful


def _basis_in(signature: Sequence[Any], state: str, today: date) -> str | None:
    """The kind of authority that an `authority:` facet, read, gives in a state today (see `basis_of`)."""
    credentials, licences, is_open, authorities, office = signature
    listing = None if licences is None else Listing(tuple(Item(name, mark) for name, mark in licences), is_open)
    basis = basis_of(listing, tuple(authorities), tuple(credentials), office, state, today)
    return basis.kind if basis else None


def _may_video(facets: Facets, request: Request) -> int:
    """Who may be asked for video at all (see `can_video`)."""
    if request.room_only:
        return 0
    if request.radius_stated and not request.telehealth:
        return facets.bits("video:yes")
    return facets.everyone & ~facets.bits("video:no")


def _may_room(facets: Facets, request: Request) -> int:
    """Whose office may count at all."""
    if request.video_only:
        return 0
    return facets.everyone & ~facets.bits("room:no") & ~facets.bits("room:barred")


def _by_miles(offices: tuple[tuple[float, int], ...]) -> list[tuple[int, int]]:
    """The offices of possible near misses, by whole miles rounded up."""
    grouped: dict[int, int] = {}
    for distance, bits in offices:
        if distance <= NEAR_MISS_MILES:
            away = int(distance) + (distance > int(distance))
            grouped[away] = grouped.get(away, 0) | bits
    return sorted(grouped.items())


def _way_sets(facets: Facets, request: Request, today: date) -> Sets:
    failing = facets.bits("room:no" if request.room_only else "video:no")
    return Sets({"location": failing}, changes={"location": []})


def _relax(candidate: Candidate, request: Request, today: date) -> tuple[Request, str] | None:
    distance = office_distance(candidate, request.spot) if request.spot is not None else None
    if distance is None:
        return None
    spot = request.spot
    assert spot is not None
    if distance <= request.radius and _is_across(candidate, spot) and not across_the_line_counts(request):
        return request._replace(in_person=True), "--in-person"
    radius = int(distance) + 1
    return request._replace(radius=radius, radius_stated=True), f"--radius {radius}"


def _after_a_yes(level: int, request: Request) -> int:
    """Only a licence that is presumed gives more once it is confirmed."""
    return video_level(request, "license") if level <= UNKNOWN_REQUIRED else level


def _said_of_license(request: Request, count: int) -> str | None:
    return f"with no licence known for {request.spot.state}" if request.spot else None


BY_DISTANCE = Cause("location", "elsewhere", measured=True, most=NEAR_MISS_MILES, relax=_relax)
CRITERION = Criterion(
    "location",
    judge,
    asked=lambda request: request.spot is not None,
    causes=(
        BY_DISTANCE,
        BY_DISTANCE._replace(name="license", words="with no licence known there", said=_said_of_license),
    ),
    facets=_facets,
    sets=_sets,
    after_a_yes=_after_a_yes,
    weight=10,
    # A stated radius is the client's own limit.
    weighs=lambda weight, request: 2 * weight if request.radius_stated else weight,
    words="location",
    levels=(
        ("office next door", FULL),
        ("office at the edge of the radius (evenly between)", OFFICE_AT_THE_RADIUS),
        ("office across the state line, where an office or a distance is asked for: less by", ACROSS_THE_LINE),
        ("video, licensed where the client is", BY_VIDEO),
        ("video through a compact", BY_COMPACT),
        ("video, licensed, asked for with `--telehealth`", BY_VIDEO_ASKED),
        ("video through a compact, asked for", BY_COMPACT_ASKED),
        ("video, for a child", BY_VIDEO_FOR_A_CHILD),
        ("video, where `--radius` was stated", BY_VIDEO_BEYOND_THE_RADIUS),
        ("video on a licence that is only presumed, at most", UNKNOWN_REQUIRED),
    ),
)
WAY = Criterion(
    "way",
    judge_way,
    asked=lambda request: request.spot is None and (request.room_only or request.video_only),
    causes=(BY_DISTANCE,),
    sets=_way_sets,
)
