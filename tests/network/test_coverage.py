"""What the network covers, what it lacks, and whom to look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.card import Card, Dated
from refer_cli.fields.values import Accepting, Item, Listing
from refer_cli.matching.candidate import candidate_from
from refer_cli.network.coverage import FEE_LEVELS, KINDS, CoverageRow, asked_terms, coverage, offers
from refer_cli.network.fee_bands import band_of, band_words, lower_edge, upper_edge
from refer_cli.network.person import Person, known_fee, person_from, terms_of
from refer_cli.network.records import PastRequest
from refer_cli.network.wishes import suits, wishes


@dataclass
class Said:
    """What is written of somebody, for short."""

    needs: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    how: str = "met"
    accepting: str | None = None
    fee: int | None = None


def person(number: int, said: Said) -> Person:
    entries: list[tuple[str, str, str | None]] = [("specialties", name, "trained") for name in said.needs]
    for panel in said.panels:
        name, _, mark = panel.partition("!")
        entries.append(("panels", name, mark or None))
    entries += [("populations", name, None) for name in said.ages]
    terms, full = terms_of(entries, "CO", "Denver", narrower=True)
    return Person(number, f"P{number}", said.how != "listed", said.accepting != "no", terms, full, said.fee)


def asked(
    need: str = "",
    panel: str = "",
    *,
    age: str = "",
    found: bool = False,
    day: str = "2026-11-01",
    fee: str = "",
    state: str = "",
    language: str = "",
) -> PastRequest:
    return PastRequest(day, state, need, panel, fee, age, language, found)


def row(found: tuple[CoverageRow, ...], name: str) -> CoverageRow:
    (one,) = [row for row in found if row.name == name]
    return one


def test_two_are_enough_and_gaps_stand_by_how_often_they_were_asked_for_in_vain() -> None:
    people = [
        person(1, Said(("OCD", "anxiety"), ("Aetna",))),
        person(2, Said(("anxiety",), ("Aetna!full", "Medicaid"))),
        person(3, Said(("anxiety",), accepting="no")),
        person(4, Said(("OCD", "tics"), ("Medicaid",), how="listed")),
    ]
    requests = [
        asked("OCD", "Medicaid"),
        asked("OCD; tics", "Medicaid; Tricare"),
        asked("anxiety", "Medicaid"),
        asked("anxiety", "Tricare", found=True),
    ]
    names = {"need": ["anxiety", "OCD", "tics"], "panel": ["Aetna", "Medicaid"], "place": ["CO"]}
    found = coverage(people, requests, names)
    assert found.gaps[:4] == (
        CoverageRow("panel", "Medicaid", 1, 0, 1, 3),
        CoverageRow("need", "OCD", 1, 0, 1, 2),
        CoverageRow("need", "tics", 0, 0, 1, 1),
        CoverageRow("panel", "Tricare", 0, 0, 0, 1),
    )
    assert row(found.gaps, "Aetna") == CoverageRow("panel", "Aetna", 1, 1, 0, 0)
    assert row(found.covered, "anxiety") == CoverageRow("need", "anxiety", 2, 1, 0, 1)
    assert row(found.covered, "CO") == CoverageRow("place", "CO", 2, 1, 1, 0)


def test_who_treats_the_narrower_need_covers_the_broader_and_the_reverse_but_no_sibling() -> None:
    people = [person(1, Said(("PTSD",))), person(2, Said(("trauma",)))]
    found = coverage(people, [asked("PTSD"), asked("trauma"), asked("complex trauma")], {})
    assert row(found.covered, "trauma").known == 2
    assert row(found.covered, "PTSD").known == 2
    assert row(found.gaps, "complex trauma").known == 1


def test_a_fee_level_is_covered_by_who_goes_down_into_it() -> None:
    people = [person(1, Said(fee=75)), person(2, Said(fee=74)), person(3, Said(fee=20)), person(4, Said())]
    found = coverage(people, [asked(fee="0-24"), asked(fee="25-49")], {})
    assert row(found.covered, "50-74").known == 2
    assert row(found.covered, "75-99").known == 3
    assert row(found.gaps, "0-24") == CoverageRow("fee", "0-24", 1, 0, 0, 1)
    assert [(wish.names("fee"), wish.known) for wish in wishes(people, [asked(fee="0-24")])] == [(["0-24"], 1)]


@given(st.integers(0, 500))
def test_a_band_holds_its_sum_and_is_named_above_it(dollars: int) -> None:
    band = band_of(dollars)
    assert lower_edge(band) <= dollars <= upper_edge(band)
    assert int(band_words(band).removeprefix("under $")) > dollars


TODAY = date(2026, 11, 24)
LATELY, LONG_AGO = "2026-11-01", "2025-01-01"


@pytest.mark.parametrize(
    ("fees", "slots_as_of", "pro_bono", "lowest"),
    [
        ((150, 90, 1), LATELY, False, 90),
        ((150, 90, None), LATELY, False, 90),
        ((150, 90, 0), LATELY, False, 150),
        ((150, 90, 0), LONG_AGO, False, 90),  # a count of places is not known any more after 540 days
        ((None, 90, 0), LATELY, False, None),
        ((None, 90, 0), LONG_AGO, False, 90),
        ((150, None, 0), LONG_AGO, False, 150),
        ((150, None, None), LATELY, True, 0),
        ((None, None, None), LATELY, False, None),
    ],
)
def test_the_lowest_fee_that_can_be_had(
    fees: tuple[int | None, int | None, int | None], slots_as_of: str, pro_bono: bool, lowest: int | None
) -> None:
    assert known_fee(*fees, slots_as_of, TODAY, pro_bono=pro_bono) == lowest


def test_the_network_and_the_ranking_count_the_same_lowest_fee() -> None:
    facts = {"name": "Ada Birch", "fee": 150, "fee_floor": 90, "sliding_slots": 0}
    for day, lowest in ((LATELY, 150), (LONG_AGO, 90)):
        card = Card(7, facts, "2026-11-01", "me", {"sliding_slots": Dated(day, "me")})
        assert person_from(card, TODAY).lowest_fee == candidate_from(card).lowest_fee(TODAY) == lowest


def test_a_card_becomes_a_person_and_what_they_are_is_not_looked_at() -> None:
    card = Card(
        7,
        {
            "name": "Ada Birch",
            "how_known": "introduced",
            "accepting": Accepting("no"),
            "state": "CO",
            "city": "Denver",
            "license_states": Listing((Item("WY"),)),
            "populations": Listing((Item("teen"), Item("family"), Item("college students"))),
            "languages": Listing((Item("Spanish"), Item("French", "no"))),
            "gender": "woman",
            "faith": "Quaker",
            "identities": Listing((Item("queer"),)),
            "fee": 120,
        },
        "2026-11-01",
        "me",
    )
    assert person_from(card, TODAY) == Person(
        7,
        "Ada Birch",
        True,
        False,
        frozenset(
            {
                ("place", "co"),
                ("place", "wy"),
                ("place", "denver co"),
                ("age_group", "teen"),
                ("format", "family"),
                ("language", "spanish"),
            }
        ),
        frozenset(),
        120,
    )


def test_each_request_is_looked_for_as_a_whole() -> None:
    people = [person(1, Said(("anxiety", "OCD"), ("Aetna",), ("teen",)))]
    requests = [
        asked("OCD", "Medicaid", age="teen", day="2026-08-01"),
        asked("OCD", "Medicaid", day="2026-10-05"),
        asked("tics", "Medicaid"),
    ]
    found = [([name for _, name in wish.parts], wish.asked, wish.newest) for wish in wishes(people, requests)]
    assert found == [
        (["OCD", "Medicaid"], 2, "2026-10-05"),
        (["tics", "Medicaid"], 1, "2026-11-01"),
        (["OCD", "Medicaid", "teen"], 1, "2026-08-01"),
    ]


def test_where_each_thing_is_there_but_nobody_has_all_the_whole_is_looked_for() -> None:
    apart = [
        person(1, Said(("trauma",), ("Aetna",))),
        person(2, Said(("tics",), ("Kaiser",))),
        person(3, Said(("PTSD",), ("Kaiser!full",))),
        person(4, Said(("PTSD",), ("Kaiser",), how="listed")),
    ]
    (wish,) = wishes(apart, [asked("PTSD", "Kaiser", state="CO")])
    assert [name for _, name in wish.parts] == ["PTSD", "Kaiser", "CO"]
    assert (wish.known, wish.full, wish.listed) == (0, 1, 1)
    one = person(5, Said(("trauma",), ("Kaiser",)))
    assert [wish.known for wish in wishes([*apart, one], [asked("PTSD", "Kaiser", state="CO")])] == [1]
    assert wishes([*apart, one, one], [asked("PTSD", "Kaiser", state="CO")]) == []


def test_alternatives_are_lacking_only_when_nobody_offers_any_of_them() -> None:
    people = [person(number, Said(("OCD",), ("Aetna",))) for number in (1, 2)]
    assert wishes(people, [asked("OCD", "Aetna; Medicaid")]) == []
    (wish,) = wishes(people, [asked("OCD", "Tricare; Medicaid")])
    assert wish.names("panel") == ["Tricare", "Medicaid"] and wish.names("need") == ["OCD"]


said = st.builds(
    Said,
    st.sets(st.sampled_from(["OCD", "tics", "PTSD", "trauma"])).map(tuple),
    st.sets(st.sampled_from(["Aetna", "Medicaid", "Medicaid!full", "Tricare"])).map(tuple),
    st.sets(st.sampled_from(["teen", "adult"])).map(tuple),
    st.sampled_from(["met", "introduced", "listed"]),
    st.sampled_from([None, "yes", "no"]),
    st.none() | st.integers(0, 200),
)
vain = st.builds(
    lambda need, panel, age, fee, found: asked(need, panel, age=age, fee=fee, found=found),
    st.sampled_from(["", "OCD", "OCD; tics", "trauma"]),
    st.sampled_from(["", "Medicaid", "Aetna; Tricare"]),
    st.sampled_from(["", "teen"]),
    st.sampled_from(["", "50-74", "25-49"]),
    st.booleans(),
)


@given(st.lists(said, max_size=6), st.lists(vain, max_size=6))
def test_every_row_is_what_counting_one_by_one_finds(drawn: list[Said], requests: list[PastRequest]) -> None:
    people = [person(number, one) for number, one in enumerate(drawn, start=1)]
    found = coverage(people, requests, {})
    rows = [*found.gaps, *found.covered]
    assert len({(row.kind, row.name) for row in rows}) == len(rows)
    assert {row.name for row in rows} >= set(FEE_LEVELS)
    for row in rows:
        term = (row.kind, row.name.casefold().replace("-", " "))
        assert row.known == sum(one.known and offers(one, term) for one in people)
        assert row.asked == sum(not one.found and term in dict(asked_terms(one)) for one in requests)
        assert (row in found.gaps) is (row.known < 2)
    keys = [(-row.asked, row.known, KINDS.index(row.kind)) for row in found.gaps]
    assert keys == sorted(keys)


@given(st.lists(said, max_size=6), st.lists(vain, max_size=6))
def test_of_every_request_in_vain_two_are_known_or_it_is_looked_for(
    drawn: list[Said], requests: list[PastRequest]
) -> None:
    people = [person(number, one) for number, one in enumerate(drawn, start=1)]
    found = {frozenset(term for term, _ in wish.parts): wish for wish in wishes(people, requests)}
    for terms, wish in found.items():
        assert wish.known == sum(one.known and suits(one, terms) for one in people) < 2
        assert 1 <= wish.asked <= len(requests)
    for request in requests:
        terms = frozenset(dict(asked_terms(request)))
        met = sum(one.known and suits(one, terms) for one in people)
        assert request.found or not terms or (met >= 2) is (terms not in found)
