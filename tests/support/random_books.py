"""Random colleagues and requests for the properties of ranking, and an index held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from refer_cli.errors import WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.values import Accepting, Item, Listing, Value
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria import facets_of
from refer_cli.matching.facets import Sorting, Spotted, mentionable
from refer_cli.matching.options import TypedRequest
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.request import Need, Office, Panel, Request, Wish
from refer_cli.matching.understand import understand
from refer_cli.places.gazetteer import Place
from refer_cli.places.resolve import Resolved

TODAY = date(2026, 11, 24)

PLACES: Mapping[str, tuple[str, float, float]] = {
    "Portland": ("OR", 45.52, -122.68),
    "Beaverton": ("OR", 45.49, -122.80),
    "Vancouver": ("WA", 45.64, -122.66),
    "Salem": ("OR", 44.94, -123.03),
    "Seattle": ("WA", 47.61, -122.33),
    "Denver": ("CO", 39.74, -104.99),
    "Phoenix": ("AZ", 33.45, -112.07),
}

NEEDS = ("anxiety", "panic disorder", "depression", "OCD", "trauma", "PTSD", "self-harm", "couples conflict")
PANELS = (
    "Aetna",
    "Cigna",
    "Medicaid",
    "Medicaid/Washington",
    "CareOregon",
    "Molina",
    "Apple Health",
    "Regence BCBS",
    "Kaiser",
    "Kaiser/Added Choice",
    "Kaiser/HMO",
    "Blue Cross Blue Shield",
)
APPROACHES = ("CBT", "ACT", "EMDR", "DBT", "ERP", "exposure therapy")
STYLES = ("warm", "direct", "structured", "quiet")
LANGUAGES = ("English", "Spanish", "ASL")
AGES = ("child", "teen", "adult", "older adult")
FORMATS = ("individual", "couple", "family", "group")
TIES = ("Larkspur School", "Jane Roe", "Birch Counseling")
OFFICES = (
    (),
    (Office("Birch Counselling, LLC", "12 Oak Street, Suite 4", "Portland", "OR"),),
    (Office("Counseling Center", None, "Salem", "OR"), Office(None, "12 Oak St")),
)
GROUPS = ("Tuesday consult group", "EMDR circle", "Elm peer group")

days = st.integers(0, 800).map(lambda ago: (TODAY - timedelta(days=ago)).isoformat())


def lists(
    names: Sequence[str], marks: Sequence[str | None] = (None,), own_days: bool = False
) -> st.SearchStrategy[Listing]:
    """Listings of these names, in every state of knowledge but unknown."""
    item = st.builds(
        Item,
        st.sampled_from(names),
        st.sampled_from((*marks, "no")),
        st.none() | days if own_days else st.none(),
    )
    return st.builds(Listing, st.lists(item, max_size=4, unique_by=lambda entry: entry.name).map(tuple), st.booleans())


def _optional(strategy: st.SearchStrategy[Value]) -> st.SearchStrategy[Value | None]:
    return st.none() | strategy


def _dollars(most: int) -> st.SearchStrategy[int | None]:
    """A fee in tens of dollars up to ten times this, or none known."""
    return st.none() | st.integers(0, most).map(lambda tens: tens * 10)


# Hypothesis needs far longer to make a strategy than to draw from it, so every one of them is made once, here.
_MOST_TENS = 30
_cities = st.none() | st.sampled_from(list(PLACES))
_states = st.none() | st.sampled_from(("OR", "WA"))
_fees = _dollars(_MOST_TENS)
_floors_up_to = [_dollars(most) for most in range(_MOST_TENS + 1)]
_facts: Mapping[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(("Ada Birch", "Flo Gum", "Pat Quince", "Dev Elm", "Jane Roe")),
    "as_of": days,
    "credentials": st.sampled_from(((), ("LCSW",), ("PhD",), ("PsyD",))),
    "practice": st.none() | st.sampled_from(("The Birch Couns", "Gum Collective", "Larkspur School", "Counseling Ctr")),
    "street": st.none() | st.sampled_from(("12 Oak St Ste 4", "12 Oak Street #9", "4 Elm Ave")),
    "license_states": _optional(lists(("OR", "WA", "CO", "AZ"), own_days=True)),
    "authorities": _optional(lists(("PSYPACT APIT", "Counseling Compact: AZ"), own_days=True)),
    "telehealth": st.none() | st.booleans(),
    "in_person": st.none() | st.booleans(),
    "accepting": st.none()
    | st.builds(
        Accepting,
        st.sampled_from(("yes", "yes", "waitlist", "no")),
        st.none() | st.sampled_from(("2026-10", "2026-12", "2027-06-01")),
    ),
    "specialties": _optional(lists(NEEDS, (None, "takes", "trained", "certified"), own_days=True)),
    "approaches": _optional(lists(APPROACHES, own_days=True)),
    "populations": _optional(lists(AGES + FORMATS, own_days=True)),
    "languages": _optional(lists(LANGUAGES, own_days=True)),
    "styles": _optional(lists(STYLES, own_days=True)),
    "panels": _optional(lists(PANELS, (None, "open", "full"), own_days=True)),
    "sliding_slots": st.none() | st.integers(0, 3),
    "pro_bono": st.none() | st.booleans(),
    "how_known": st.none() | st.sampled_from(("worked-with", "met", "introduced", "listed")),
    "trust": st.none() | st.integers(1, 5),
    "groups": _optional(lists(GROUPS)),
    "ties": _optional(lists(TIES)),
    "tags": _optional(lists(("supervisee", "low fee"))),
    "do_not_refer": st.sampled_from((None, None, None, None, "slow to answer")),
    "gender": st.none() | st.sampled_from(("woman", "man")),
    "faith": st.none() | st.just("Quaker"),
    "identities": _optional(lists(("Deaf", "Black", "Quaker"))),
    "dated": st.dictionaries(
        st.sampled_from(
            (
                "accepting",
                "panels",
                "fee",
                "fee_floor",
                "sliding_slots",
                "specialties",
                "languages",
                "populations",
                "license_states",
                "city",
                "how_known",
                "trust",
            )
        ),
        days,
        max_size=4,
    ),
    "last_offered": st.none() | days,
}


@st.composite
def candidates(draw: st.DrawFn, colleague_id: int = 1) -> Candidate:
    """One colleague about whom anything may be known or unknown."""
    city = draw(_cities)
    state, lat, lon = PLACES[city] if city else (draw(_states), 0.0, 0.0)
    fee = draw(_fees)
    return Candidate(
        id=colleague_id,
        city=city,
        state=state,
        point=(lat, lon) if city else None,
        fee=fee,
        fee_floor=draw(_floors_up_to[_MOST_TENS if fee is None else fee // 10]),
        **{name: draw(values) for name, values in _facts.items()},
    )


@st.composite
def books(draw: st.DrawFn, most: int = 14) -> list[Candidate]:
    """A book of colleagues with different ids."""
    ids = draw(st.lists(st.integers(1, 300), min_size=draw(st.sampled_from((0, 1, 5, 9))), max_size=most, unique=True))
    return [draw(candidates(colleague_id)) for colleague_id in ids]


@st.composite
def large_books(draw: st.DrawFn) -> list[Candidate]:
    """A book of 40 to 400, whose people have the facts of a few drawn ones, mixed anew.

    To draw each fact of each of them would take longer than the test; a book of so many has people of equal score,
    whole practices, and more than can be read at once.
    """
    drawn = [draw(candidates(number)) for number in range(1, 9)]
    mixing = Random(draw(st.integers(0, 2**32)))
    people: list[Candidate] = []
    for colleague_id in sorted(mixing.sample(range(1, 1_000), draw(st.sampled_from((40, 90, 400))))):
        place, money = mixing.choice(drawn), mixing.choice(drawn)
        facts = {name: getattr(mixing.choice(drawn), name) for name in _facts}
        people.append(
            Candidate(
                id=colleague_id,
                city=place.city,
                state=place.state,
                point=place.point,
                fee=money.fee,
                fee_floor=money.fee_floor,
                **facts,
            )
        )
    return people


@st.composite
def asked(draw: st.DrawFn) -> TypedRequest:
    """Any options of suggest, whatever the reason; most are left out, or nobody would ever fit."""

    def given() -> bool:
        return draw(st.integers(0, 9)) < 3

    def some(names: Sequence[str], most: int = 2) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True))) if given() else ()

    place = draw(st.sampled_from(("city", "city", "state", "none", "none")))
    reason = draw(st.sampled_from(list(REASONS)))
    return TypedRequest.of(
        reason=reason,
        need=some(NEEDS) or (some(NEEDS) if reason != "outside-scope" else ("anxiety",)),
        insurance=some(PANELS, 3) or (("Aetna",) if reason == "insurance-change" else ()),
        leaving=draw(st.sampled_from(PANELS)) if reason == "self-pay-transition" else None,
        approach=some(APPROACHES) or (("EMDR",) if reason == "treatment-disagreement" else ()),
        style=some(STYLES),
        unlike=some(STYLES if reason == "personality-clash" else APPROACHES),
        tried=some(APPROACHES),
        avoid=some((*TIES, "Portland", "Dr. Jane Roe", "Larkspur"), 1)
        or (("Jane Roe",) if reason == "impartiality" else ()),
        language=some(LANGUAGES),
        max_fee=draw(st.integers(0, 250).map(str)) if given() or reason == "cannot-afford" else None,
        city=draw(st.sampled_from(list(PLACES))) if place == "city" else None,
        state=draw(st.sampled_from(("OR", "WA", "CO"))) if place == "state" else None,
        radius=draw(st.sampled_from(("5", "15", "60", "400"))) if given() else None,
        anywhere=place == "none" and reason != "moving",
        in_person=given(),
        telehealth=given(),
        soon=draw(st.booleans()),
        age_group=draw(st.sampled_from(AGES)) if given() else None,
        for_=draw(st.sampled_from(FORMATS)) if given() else None,
        gender="woman" if given() and given() else None,
        faith="Quaker" if given() and given() else None,
        identity=("Deaf",) if given() and given() else (),
        limit=draw(st.none() | st.sampled_from(("1", "2", "10"))),
    )


MY_PROFILE = Card(
    0,
    {
        "name": "Rosa Linden",
        "practice": "Birch Counseling",
        "city": "Portland",
        "state": "OR",
        "groups": Listing((Item("Tuesday consult group"),)),
        "approaches": Listing((Item("CBT"),)),
    },
    TODAY.isoformat(),
    "me",
)


def place(city: str | None, state: str | None, zip_code: str | None, home: str | None) -> Resolved:
    """Looks a place up in the few that these tests know."""
    if city is None:
        return Resolved(Place(None, state or "OR", None, 45.0, -122.0), ())
    own_state, lat, lon = PLACES[city]
    return Resolved(Place(city, own_state, None, lat, lon), ())


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """A request that suggest would accept."""
    options = draw(whole_options())
    request = understand(options, MY_PROFILE, REASONS, place).request
    request = request._replace(**draw(_words_on_no_card(request)))
    if not request.avoid:
        return (
            request._replace(met_from_afar=draw(_some_ids))
            if request.reason.rules == "self-pay-transition"
            else request
        )
    return request._replace(
        avoided_ties=draw(st.sampled_from(((), ("Supervises Ada Birch",), ("Married to F. Gum", "Larkspur School")))),
        avoided_teams=frozenset(draw(st.sampled_from(((), ("elm peer group",))))),
        avoided_people=draw(st.sampled_from(((), ("Ada Birch",), ("F. Gum", "Jane Roe")))),
        avoided_offices=draw(st.sampled_from(OFFICES)),
        noted=draw(_some_ids),
        perhaps_noted=draw(_some_ids),
    )


def _words_on_no_card(request: Request) -> st.SearchStrategy[dict[str, Any]]:
    """One word of a request, if any, in place of what was asked: no term, and on no card."""
    word, keys = "Glorp", frozenset({"glorp"})
    changes: list[dict[str, Any]] = [{}] * 5
    if request.needs:
        changes.append({"needs": (Need(word, on_no_card=True), *request.needs[1:])})
        changes.append({"needs": (*request.needs, Need(word, on_no_card=True))})
    if request.insurance:
        changes.append({"insurance": (*request.insurance[1:], Panel(word, keys, on_no_card=True))})
    if request.languages:
        languages = (*request.languages[1:], word)
        changes.append({"languages": languages, "languages_on_no_card": frozenset({word})})
    changes.extend(
        {field: (*getattr(request, field)[1:], Wish(word, keys, on_no_card=True))}
        for field in ("approaches", "styles", "unlike")
        if getattr(request, field)
    )
    return st.sampled_from(changes)


_some_ids = st.frozensets(st.integers(1, 300), max_size=4)


def whole_options() -> st.SearchStrategy[TypedRequest]:
    """Options that suggest would accept."""
    return asked().filter(_is_whole)


def _is_whole(options: TypedRequest) -> bool:
    try:
        understand(options, MY_PROFILE, REASONS, place)
    except WrongUsage:
        return False
    return True


class IndexInMemory:
    """The facets of a list of candidates, kept in dictionaries."""

    def __init__(self, people: Sequence[Candidate]) -> None:
        self._people = {one.id: one for one in people}
        self._sets: dict[str, int] = {}
        for one in people:
            for name in facets_of(one):
                self._sets[name] = self._sets.get(name, 0) | 1 << one.id
        self.everyone = sum(1 << one.id for one in people)

    def bits(self, name: str) -> int:
        return self._sets.get(name, 0)

    def family(self, prefix: str) -> Mapping[str, int]:
        return {name[len(prefix) :]: bits for name, bits in self._sets.items() if name.startswith(prefix)}

    def offices(self, lat: float, lon: float, radius: float) -> list[Spotted]:
        found = []
        for name, bits in self.family("at:").items():
            at_lat, at_lon = (float(part) for part in name.split(","))
            found.append(Spotted(at_lat, at_lon, bits))
        return found

    def mentioning(self, word: str) -> int:
        return sum(1 << one.id for one in self._people.values() if word in mentionable(one))

    def candidates(self, ids: Sequence[int]) -> list[Candidate]:
        return [self._people[one] for one in ids]

    def sorting(self, ids: Sequence[int]) -> list[Sorting]:
        return [Sorting(one, self._people[one].name, self._people[one].last_offered) for one in ids]
