"""Whether a colleague can see the client at all: in a room, or lawfully by video."""

from __future__ import annotations

from datetime import date

from refer_cli.fields.values import Listing
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, NOTE, Check
from refer_cli.matching.judgement import FULL, Judgement
from refer_cli.matching.request import Request, Spot
from refer_cli.places.compacts import Basis, video_basis
from refer_cli.places.distance import miles

ACROSS_THE_LINE = 30
NEAR_MISS_MILES = 100
OFFICE_AT_THE_RADIUS = 70
_ADDRESS = "the office's address"


def location(candidate: Candidate, request: Request, today: date) -> Judgement:
    """The best way in which the candidate can see a client at the asked place (`request.spot` is given).

    Telehealth counts as given where the client is, so video needs a licence or another authority there
    (Center for Connected Health Policy, 2024-03-18).
    """
    spot = request.spot
    assert spot is not None
    distance = office_distance(candidate, spot)
    ways = [
        way
        for way in (_office(candidate, request, spot, distance), _video(candidate, request, spot, today))
        if way is not None
    ]
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
    entry = licences.find(state) if licences else None
    closed = licences is not None and (licences.complete or (entry is not None and entry.denied))
    if closed or state in held:
        return video_basis(held, authorities, credentials, office_state, state, today)
    by_authority = video_basis(held, authorities, credentials, office_state, state, today) if authorities else None
    return by_authority or video_basis(None, (), credentials, office_state, state, today)


def can_video(candidate: Candidate, request: Request) -> bool:
    """Whether video is asked for and not ruled out. With a stated radius an unknown one is no reach."""
    if request.room_only or candidate.telehealth is False:
        return False
    return candidate.telehealth is True or not request.radius_stated or request.telehealth


def office_level(distance: float, radius: int) -> int:
    """Hundredths for an office in the client's state: 1 next door, falling to .7 at the radius."""
    share = min(1.0, distance / radius) if radius else 0.0
    return FULL - int((FULL - OFFICE_AT_THE_RADIUS) * share + 0.5)


def video_level(request: Request, kind: str) -> int:
    """Hundredths for video, by what allows it (`license`, `presumed` or `compact`) and by what was asked."""
    by_compact = kind == "compact"
    if request.either_welcome:
        return FULL
    if request.video_only:
        return 80 if by_compact else FULL
    if request.radius_stated:
        return 10
    if request.is_child:
        return 40
    return 50 if by_compact else 70


def _office(candidate: Candidate, request: Request, spot: Spot, distance: float | None) -> Judgement | None:
    if not room_counts(candidate, request):
        return None
    if spot.point is None:
        if candidate.state != spot.state:
            return None
        level, where = FULL, f"office in {_office_label(candidate)}"
    else:
        if distance is None or distance > request.radius:
            return None
        level, where = (
            office_level(distance, request.radius),
            f"{_office_label(candidate)}, {_miles(distance)}",
        )
    status = "match"
    checks: list[Check] = []
    if candidate.in_person is None:
        checks.append(
            Check(
                ASK,
                "are clients seen in the office",
                "not known",
                "seeing clients in the office",
                "in_person",
                "yes",
            )
        )
    licences = candidate.license_states
    if candidate.state and (licences is None or licences.find(candidate.state) is None):
        checks.append(
            Check(
                ASK,
                f"licensed in {candidate.state}",
                "taken from the office, not known",
                f"licensed in {candidate.state}",
            )
        )
    if candidate.state is not None and candidate.state != spot.state:
        where += f", in {candidate.state}: office visits only"
        level, status = ACROSS_THE_LINE, "partial"
    return Judgement(level, status, where, candidate.day("city"), checks=tuple(checks), subject=_ADDRESS)


def _video(candidate: Candidate, request: Request, spot: Spot, today: date) -> Judgement | None:
    if not can_video(candidate, request):
        return None
    basis = licence_basis(candidate, spot.state, today)
    if basis is None:
        return None
    level = video_level(request, basis.kind)
    checks: list[Check] = []
    if candidate.telehealth is None:
        checks.append(
            Check(
                ASK,
                "are clients seen by video",
                "not known",
                "seeing clients by video",
                "telehealth",
                "yes",
                blocks=True,
            )
        )
    as_of = candidate.day("license_states")
    if basis.kind == "license":
        evidence = f"video, licensed in {spot.state}"
    elif basis.kind == "compact":
        evidence = f"video into {spot.state} through a compact"
        as_of = candidate.day("authorities")
        checks.append(
            Check(
                NOTE if basis.note else ASK,
                basis.note or f"may {spot.state} be served by video",
                "verify with the board",
                f"allowed to see clients in {spot.state} by video",
            )
        )
    else:
        evidence = f"video, licence in {spot.state} taken from the office"
        checks.append(
            Check(
                ASK,
                f"licensed in {spot.state}",
                "taken from the office, not known",
                f"licensed in {spot.state}",
                "license_states",
                spot.state,
                blocks=True,
            )
        )
    asked = request.telehealth
    status = "match" if asked or (basis.kind == "license" and not request.radius_stated) else "partial"
    if basis.kind == "presumed":
        status = "unknown"
    return Judgement(level, status, evidence, as_of, checks=tuple(checks), subject="the licence")


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
        return f"{_office_label(candidate)}, {_miles(distance)} away"
    return f"{_office_label(candidate)}, out of reach" if candidate.city or candidate.state else "no place known"


def _office_label(candidate: Candidate) -> str:
    if candidate.city:
        return f"{candidate.city}, {candidate.state}" if candidate.state else candidate.city
    return candidate.state or "office"


def _miles(distance: float) -> str:
    return "under 1 mi" if distance < 1 else f"{distance:.0f} mi"
