"""Who brought what was lacking."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.network.diversity import KINDS, Newcomer, diversifying
from refer_cli.network.person import Term, terms_of

NOVEMBER = "2026-11-10"


def somebody(number: int, met: str | None, *needs: str, archived: str | None = None) -> Newcomer:
    return Newcomer(number, met, archived, frozenset(("need", need) for need in needs))


def test_the_first_two_of_a_kind_count_and_the_third_does_not() -> None:
    people = [somebody(1, "2026-09-01", "ocd"), somebody(2, "2026-10-01", "ocd"), somebody(3, NOVEMBER, "ocd")]
    assert diversifying(people) == [(1, "2026-09-01"), (2, "2026-10-01")]


def test_of_those_met_on_one_day_the_lower_number_was_first() -> None:
    people = [somebody(number, NOVEMBER, "ocd") for number in (5, 3, 4)]
    assert diversifying(people) == [(3, NOVEMBER), (4, NOVEMBER)]


def test_those_known_without_a_day_were_known_before() -> None:
    known = [somebody(1, None, "ocd"), somebody(2, None, "ocd")]
    assert diversifying([*known, somebody(3, NOVEMBER, "ocd")]) == []
    assert diversifying([*known, somebody(3, NOVEMBER, "ocd", "tics")]) == [(3, NOVEMBER)]


def test_who_left_the_network_before_leaves_a_gap_behind() -> None:
    gone = [somebody(1, "2025-01-01", "ocd", archived="2026-10-31"), somebody(2, "2025-01-02", "ocd")]
    assert (3, NOVEMBER) in diversifying([*gone, somebody(3, NOVEMBER, "ocd")])
    later = [gone[0]._replace(archived_on="2026-11-11"), gone[1]]
    assert (3, NOVEMBER) not in diversifying([*later, somebody(3, NOVEMBER, "ocd")])


def test_somebody_of_whom_nothing_is_known_brings_nothing_yet() -> None:
    assert diversifying([somebody(1, NOVEMBER)]) == []


def test_a_panel_age_group_or_language_counts_as_a_need_does_and_a_place_does_not() -> None:
    terms, _ = terms_of(
        [("panels", "Medicaid", None), ("populations", "teen", None), ("languages", "Spanish", None)], "CO", "Denver"
    )
    for term in terms:
        expected = [(1, NOVEMBER)] if term[0] in KINDS else []
        assert diversifying([Newcomer(1, NOVEMBER, None, frozenset({term}))]) == expected
    assert {term[0] for term in terms} == {"panel", "age_group", "language", "place"}


def test_a_need_stands_for_its_broader_ones_and_a_plan_for_its_carrier() -> None:
    terms, full = terms_of([("specialties", "PTSD", "trained"), ("panels", "Kaiser/Added Choice", "full")])
    assert {("need", "ptsd"), ("need", "trauma"), ("panel", "kaiser")} < terms
    assert full == {("panel", "kaiser"), ("panel", "kaiser added choice")}
    assert terms_of([("panels", "Medicaid", "no")]) == (frozenset(), frozenset())


days = st.sampled_from(["2026-09-01", "2026-10-01", "2026-10-02", NOVEMBER])
newcomers = st.builds(
    lambda met, gone, needs: (met, gone, frozenset(("need", need) for need in needs)),
    st.none() | days,
    st.none() | days,
    st.sets(st.sampled_from("abc")),
)


@given(st.lists(newcomers, max_size=8))
def test_it_is_what_counting_by_hand_finds(drawn: list[tuple[str | None, str | None, frozenset[Term]]]) -> None:
    people = [Newcomer(number, *one) for number, one in enumerate(drawn, start=1)]

    def had_before(term: Term, new: Newcomer) -> int:
        return sum(
            term in one.terms
            and (one.first_met or "", one.id) < (new.first_met or "", new.id)
            and (one.archived_on is None or one.archived_on > max(new.first_met or "", one.first_met or ""))
            for one in people
        )

    expected = {
        (one.id, one.first_met)
        for one in people
        if one.first_met and any(had_before(term, one) <= 1 for term in one.terms)
    }
    assert set(diversifying(people)) == expected
