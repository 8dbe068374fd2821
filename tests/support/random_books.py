"""Random colleagues and requests for the properties of ranking, and an index held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from refer_cli.errors import WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.values import Accepting, Item, Listing, Value
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.facets import Sorting, Spotted, facets_of, mentionable
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.request import Request
from refer_cli.matching.understand import Asked, understand
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

NEEDS = ("anxiety", "panic disorder", "depression", "OCD", "trauma", "PTSD", "self-harm")
PANELS = (
    "Aetna",
    "Cigna",
    "Medicaid",
    "Regence BCBS",
    "Kaiser",
    "Kaiser/Added Choice",
    "Blue Cross Blue Shield",
)
APPROACHES = ("CBT", "ACT", "EMDR", "DBT", "ERP", "exposure therapy")
STYLES = ("warm", "direct", "structured", "quiet")
LANGUAGES = ("English", "Spanish", "ASL")
AGES = ("child", "teen", "adult", "older adult")
FORMATS = ("individual", "couple", "family", "group")
TIES = ("Larkspur School", "Jane Roe", "Birch Counseling")
GROUPS = ("Tuesday consult group", "EMDR circle")

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


@st.composite
def candidates(draw: st.DrawFn, colleague_id: int = 1) -> Candidate:
    """One colleague about whom anything may be known or unknown."""
    city = draw(st.none() | st.sampled_from(list(PLACES)))
    state, lat, lon = PLACES[city] if city else (draw(st.none() | st.sampled_from(("OR", "WA"))), 0.0, 0.0)
    fee = draw(st.none() | st.integers(0, 30).map(lambda tens: tens * 10))
    floor = draw(st.none() | st.integers(0, 30 if fee is None else fee // 10).map(lambda tens: tens * 10))
    return Candidate(
        id=colleague_id,
        name=draw(st.sampled_from(("Ada Birch", "Flo Gum", "Pat Quince", "Dev Elm", "Jane Roe"))),
        as_of=draw(days),
        credentials=draw(st.sampled_from(((), ("LCSW",), ("PhD",), ("PsyD",)))),
        practice=draw(st.none() | st.sampled_from(("Birch Counseling", "Gum Collective", "Larkspur School"))),
        city=city,
        state=state,
        point=(lat, lon) if city else None,
        license_states=draw(_optional(lists(("OR", "WA", "CO", "AZ")))),
        authorities=draw(_optional(lists(("PSYPACT APIT", "Counseling Compact: AZ")))),
        telehealth=draw(st.none() | st.booleans()),
        in_person=draw(st.none() | st.booleans()),
        accepting=draw(
            st.none()
            | st.builds(
                Accepting,
                st.sampled_from(("yes", "yes", "waitlist", "no")),
                st.none() | st.sampled_from(("2026-10", "2026-12", "2027-06-01")),
            )
        ),
        specialties=draw(_optional(lists(NEEDS, (None, "takes", "trained", "certified"), own_days=True))),
        approaches=draw(_optional(lists(APPROACHES))),
        populations=draw(_optional(lists(AGES + FORMATS))),
        languages=draw(_optional(lists(LANGUAGES))),
        styles=draw(_optional(lists(STYLES))),
        panels=draw(_optional(lists(PANELS, (None, "open", "full"), own_days=True))),
        fee=fee,
        fee_floor=floor,
        sliding_slots=draw(st.none() | st.integers(0, 3)),
        pro_bono=draw(st.none() | st.booleans()),
        how_known=draw(st.none() | st.sampled_from(("worked-with", "met", "introduced", "listed"))),
        trust=draw(st.none() | st.integers(1, 5)),
        groups=draw(_optional(lists(GROUPS))),
        ties=draw(_optional(lists(TIES))),
        tags=draw(_optional(lists(("supervisee", "low fee")))),
        do_not_refer=draw(st.sampled_from((None, None, None, None, "slow to answer"))),
        gender=draw(st.none() | st.sampled_from(("woman", "man"))),
        identities=draw(_optional(lists(("Deaf", "Black")))),
        dated=draw(
            st.dictionaries(
                st.sampled_from(("accepting", "panels", "fee", "fee_floor", "sliding_slots", "specialties")),
                days,
                max_size=3,
            )
        ),
        last_offered=draw(st.none() | days),
    )


@st.composite
def books(draw: st.DrawFn, most: int = 14) -> list[Candidate]:
    """A book of colleagues with different ids."""
    ids = draw(st.lists(st.integers(1, 300), min_size=draw(st.sampled_from((0, 1, 5, 9))), max_size=most, unique=True))
    return [draw(candidates(colleague_id)) for colleague_id in ids]


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """Any options of suggest, whatever the reason; most are left out, or nobody would ever fit."""

    def given() -> bool:
        return draw(st.integers(0, 9)) < 3

    def some(names: Sequence[str], most: int = 2) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True))) if given() else ()

    place = draw(st.sampled_from(("city", "city", "state", "none", "none")))
    reason = draw(st.sampled_from(list(REASONS)))
    return Asked(
        reason=reason,
        needs=some(NEEDS) or (some(NEEDS) if reason != "outside-scope" else ("anxiety",)),
        insurance=some(PANELS) or (("Aetna",) if reason == "insurance-change" else ()),
        leaving=draw(st.sampled_from(PANELS)) if reason == "self-pay-transition" else None,
        approaches=some(APPROACHES, 1) or (("EMDR",) if reason == "treatment-disagreement" else ()),
        styles=some(STYLES, 1),
        unlike=some(STYLES if reason == "personality-clash" else APPROACHES, 1),
        tried=some(APPROACHES),
        avoid=some((*TIES, "Portland", "Dr. Jane Roe", "Larkspur"), 1)
        or (("Jane Roe",) if reason == "impartiality" else ()),
        languages=some(LANGUAGES, 1),
        max_fee=draw(st.integers(0, 250).map(str)) if given() or reason == "cannot-afford" else None,
        city=draw(st.sampled_from(list(PLACES))) if place == "city" else None,
        state=draw(st.sampled_from(("OR", "WA", "CO"))) if place == "state" else None,
        radius=draw(st.sampled_from(("5", "15", "60", "400"))) if given() else None,
        anywhere=place == "none" and reason != "moving",
        in_person=given(),
        telehealth=given(),
        soon=draw(st.booleans()),
        age_group=draw(st.sampled_from(AGES)) if given() else None,
        format=draw(st.sampled_from(FORMATS)) if given() else None,
        gender="woman" if given() and given() else None,
        identities=("Deaf",) if given() and given() else (),
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
    options = draw(asked().filter(_is_whole))
    return understand(options, MY_PROFILE, REASONS, place).request


def _is_whole(options: Asked) -> bool:
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
