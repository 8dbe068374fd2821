"""What a client may read of a colleague: one closed list of facts, taken from a card for one request.

A sheet, a letter and the client's part of any JSON are made from `Option` alone. Trust, notes, ties, groups, tags,
how you know a colleague, do_not_refer and the ledger have no place in it, so they cannot get out; gender, faith
and identity appear only as the words that the client asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from refer_cli.fields.age import CALL_FIRST_DAYS, days_since
from refer_cli.fields.card import Card
from refer_cli.fields.signs import plain_signs
from refer_cli.fields.values import Item, Listing
from refer_cli.matching.candidate import Candidate, candidate_from
from refer_cli.matching.criteria import availability, identity, insurance, location
from refer_cli.matching.criteria.need import DEPTH_LEVELS, treated
from refer_cli.matching.membership import KNOWN, fold, membership
from refer_cli.matching.request import Need, Request, Wish
from refer_cli.records import NamedTuple

MOST_NEEDS = 4
MOST_PANELS = 6
MOST_APPROACHES = 3
SPECIAL_TRAINING = ("certified", "trained")


class Office(NamedTuple):
    """Where clients are seen in person. `sure`: it is known that they are; else the sheet says to ask."""

    street: str | None
    city: str | None
    state: str | None
    zip: str | None
    sure: bool


class Option(NamedTuple):
    """One colleague as the client may read of them; words are vocabulary terms, money is whole dollars.

    `opening` is "yes", "waitlist" or None where it is not known; `wait_until` an ISO month or day. `video` is
    "yes", "ask" where nobody said where the client will be, else None. `licence_for` is the client's state (USPS)
    where seeing them by video rests on a compact, or on a licence that nobody has noted. `panels_in_part` are asked
    panels of which the plan or state must be asked; `panels_full` asked ones with no room now; `panels_not` asked
    ones that are known not to be taken. `pays_in` is the client's state where the office is in another: panels are
    held state by state. `contact_by`, `hours` and `access` (of the office, where the client would go there) are the
    words of the card.
    """

    name: str
    credentials: tuple[str, ...] = ()
    practice: str | None = None
    trained_in: tuple[str, ...] = ()
    works_with: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    as_asked: tuple[str, ...] = ()
    opening: str | None = None
    wait_until: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    office: Office | None = None
    video: str | None = None
    licence_for: str | None = None
    panels: tuple[str, ...] = ()
    panels_in_part: tuple[str, ...] = ()
    panels_full: tuple[str, ...] = ()
    panels_not: tuple[str, ...] = ()
    pays_in: str | None = None
    more_panels: bool = False
    takes_no_insurance: bool = False
    fee: int | None = None
    lowest_fee: int | None = None
    some_free: bool = False
    contact_by: str | None = None
    hours: str | None = None
    access: tuple[str, ...] = ()

    @property
    def reachable(self) -> bool:
        """Whether a client can read how to make contact."""
        return bool(self.phone or self.email or self.website)


class Sheet(NamedTuple):
    """An options sheet before it is put into words. `danger`: the need may mean danger today."""

    options: tuple[Option, ...]
    danger: bool = False


def sheet_for(cards: Iterable[Card], request: Request, today: date) -> Sheet:
    """The options sheet for these colleagues, in their order."""
    return Sheet(
        tuple(option_of(card, request, today) for card in cards),
        danger=any(need.danger for need in request.needs),
    )


def option_of(card: Card, request: Request, today: date) -> Option:
    """What a client with this request may read of the colleague."""
    candidate = candidate_from(card)
    trained_in, works_with = _needs(candidate, request)
    panels = _panels(candidate, request, today)
    opening, wait_until = _opening(candidate, request, today)
    fee, lowest = _fees(candidate, today)
    office = _office(candidate, request, today)
    return Option(
        name=_line(candidate.name) or "",
        credentials=tuple(_line(credential) or "" for credential in candidate.credentials),
        practice=_line(candidate.practice),
        trained_in=trained_in,
        works_with=works_with,
        approaches=_liked(candidate.approaches, request.approaches, request.refused_approaches),
        styles=_liked(candidate.styles, request.styles, request.refused_styles),
        languages=_shared(candidate.languages, request.languages),
        sees=_shared(candidate.populations, (request.age_group, request.format)),
        as_asked=_as_asked(candidate, request, today),
        opening=opening,
        wait_until=wait_until,
        phone=_line(candidate.phone),
        email=_line(candidate.email),
        website=_line(card.text("website")),
        office=office,
        video=_video(candidate, request, today),
        licence_for=_licence_for(candidate, request, today),
        panels=panels.taken[:MOST_PANELS],
        panels_in_part=panels.in_part,
        panels_full=panels.full,
        panels_not=panels.refused,
        pays_in=_pays_in(candidate, request),
        more_panels=len(panels.taken) > MOST_PANELS,
        takes_no_insurance=_takes_none(candidate),
        fee=fee,
        lowest_fee=lowest,
        some_free=candidate.pro_bono is True and request.max_fee is not None,
        contact_by=_line(card.text("contact_by")),
        hours=_line(card.text("hours")),
        access=_access(card, office),
    )


def _line(text: str | None) -> str | None:
    """A text on one line, without signs that steer a printer or a mail header."""
    if text is None:
        return None
    return " ".join(plain_signs(text).split()) or None


def _lines(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for word in words if (line := _line(word))))


def _needs(candidate: Candidate, request: Request) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The asked needs in which the colleague is trained, and those that they work with.

    A broader term goes under its own name: whoever works with trauma is not said to treat PTSD. The asked need is
    named wherever it is on the card, also beside a broader one in which the training is deeper. Where no need was
    asked for, the deepest few that the colleague treats.
    """
    listing = candidate.specialties
    if listing is None:
        return (), ()
    if request.needs:
        found = [item for need in request.needs for item in _as_treated(listing, need)]
    else:
        found = sorted(listing.affirmed, key=lambda item: -DEPTH_LEVELS[item.mark])[:MOST_NEEDS]
    trained = _lines(item.name for item in found if item.mark in SPECIAL_TRAINING)
    works = _lines(item.name for item in found if item.mark not in SPECIAL_TRAINING)
    return trained, tuple(name for name in works if name not in trained)


def _as_treated(listing: Listing, need: Need) -> Iterator[Item]:
    """The entry for the need itself, where there is one, and the one that counts."""
    how_treated = treated(listing, need)
    if how_treated is None:
        return
    how, item = membership(listing, frozenset({fold(need.name)}))
    if how == KNOWN and item is not None:
        yield item
    yield how_treated[2]


def _liked(listing: Listing | None, wanted: tuple[Wish, ...], refused: tuple[Wish, ...]) -> tuple[str, ...]:
    """What the client wants and the colleague has; else what the colleague has beside what did not help."""
    if listing is None:
        return ()
    if wanted:
        items = (membership(listing, wish.keys) for wish in wanted)
        return _lines(item.name for how, item in items if how == KNOWN and item is not None)
    if not refused:
        return ()
    unwelcome = frozenset().union(*(wish.keys for wish in refused))
    return _lines(item.name for item in listing.affirmed if fold(item.name) not in unwelcome)[:MOST_APPROACHES]


def _shared(listing: Listing | None, asked: Iterable[str | None]) -> tuple[str, ...]:
    """The asked words that the list holds."""
    words = (word for word in asked if word)
    return tuple(word for word in words if membership(listing, frozenset({fold(word)}))[0] == KNOWN)


def _as_asked(candidate: Candidate, request: Request, today: date) -> tuple[str, ...]:
    """Gender, faith and identity in the client's own words, where the colleague's description meets them."""
    asked = (
        (request.gender, request._replace(faith=None, identities=())),
        (request.faith, request._replace(gender=None, identities=())),
        *((word, request._replace(gender=None, faith=None, identities=(word,))) for word in request.identities),
    )
    return _lines(word for word, alone in asked if word and not identity.judge(candidate, alone, today).fails)


def _opening(candidate: Candidate, request: Request, today: date) -> tuple[str | None, str | None]:
    judged = availability.judge(candidate, request, today)
    accepting = candidate.accepting
    if accepting is None or judged.as_of is None or judged.status not in ("match", "partial"):
        return None, None
    if days_since(judged.as_of, today) > CALL_FIRST_DAYS:
        return None, None
    if judged.status == "match":
        return "yes", None
    until = accepting.until
    return "waitlist", until if until and until[:7] >= today.isoformat()[:7] else None


def _office(candidate: Candidate, request: Request, today: date) -> Office | None:
    """The office, where the client would go there: within reach of the client's place, and lawful."""
    if request.video_only or candidate.in_person is False or not (candidate.city or candidate.street):
        return None
    in_a_room = request._replace(in_person=True, telehealth=False)
    if request.spot is not None and location.judge(candidate, in_a_room, today).fails:
        return None
    return Office(
        _line(candidate.street),
        _line(candidate.city),
        _line(candidate.state),
        _line(candidate.zip),
        sure=candidate.in_person is True,
    )


def _access(card: Card, office: Office | None) -> tuple[str, ...]:
    """How the office can be reached and entered, where the client would go there."""
    listing = card.listing("accessibility")
    return _lines(item.name for item in listing.affirmed) if listing is not None and office is not None else ()


def _video(candidate: Candidate, request: Request, today: date) -> str | None:
    """Whether the client could be seen by video: only where the colleague may lawfully see clients."""
    if request.room_only or candidate.telehealth is not True:
        return None
    if request.spot is None:
        return "ask"
    by_video = request._replace(in_person=False, telehealth=True)
    return None if location.judge(candidate, by_video, today).fails else "yes"


def _licence_for(candidate: Candidate, request: Request, today: date) -> str | None:
    """The client's state, where it has to be asked whether the colleague may see them there by video."""
    if request.spot is None or _video(candidate, request, today) is None:
        return None
    basis = location.licence_basis(candidate, request.spot.state, today)
    return None if basis is not None and basis.kind == "license" else request.spot.state


def _pays_in(candidate: Candidate, request: Request) -> str | None:
    """The client's state, where the colleague's office is in another one."""
    if request.spot is None or candidate.state is None or candidate.state == request.spot.state:
        return None
    return request.spot.state


class _Panels(NamedTuple):
    """Panels by what is to be said of them."""

    taken: tuple[str, ...] = ()
    in_part: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def _panels(candidate: Candidate, request: Request, today: date) -> _Panels:
    """The panels asked for: taken, in part taken, full, and known not to be taken; else all that have room."""
    listing = candidate.panels
    if not request.insurance:
        return _Panels(_lines(item.name for item in listing.affirmed if item.mark != "full") if listing else ())
    found: dict[str, list[str]] = {"match": [], "partial": [], "full": [], "mismatch": []}
    for panel in request.insurance:
        judged = insurance.judge(candidate, request._replace(insurance=(panel,)), today)
        how = judged.status
        if how == "mismatch" and insurance.is_full(candidate, panel):
            how = "full"
        found.setdefault(how, []).append(f"{panel.name}/{panel.plan}" if panel.plan else panel.name)
    return _Panels(*(_lines(found[how]) for how in ("match", "partial", "full", "mismatch")))


def _takes_none(candidate: Candidate) -> bool:
    listing = candidate.panels
    return listing is not None and listing.complete and not listing.affirmed


def _fees(candidate: Candidate, today: date) -> tuple[int | None, int | None]:
    """The full fee, and the lowest one where it is lower and not known to be out of reach."""
    lowest = candidate.lowest_fee(today)
    if lowest is not None and (candidate.fee is None or lowest < candidate.fee):
        return candidate.fee, lowest
    return candidate.fee, None
