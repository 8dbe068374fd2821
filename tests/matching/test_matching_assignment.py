"""The assignment of a caseload is the largest, whatever the scores: held against trying everything."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.matching.assignment import UNPLACED, Candidacy, Openings, place, second_choices
from refer_cli.matching.assignment import given as given_out

Caseload = tuple[list[list[Candidacy]], dict[int, Openings]]


@st.composite
def caseloads(draw: st.DrawFn) -> Caseload:
    """Up to five clients and four colleagues; few different scores, so that there are many ties."""
    levels = draw(st.sampled_from(((0, 1), (1,), (0, 5, 10), tuple(range(0, 10_001, 700)))))
    colleagues = list(range(draw(st.integers(1, 4))))
    openings = {
        colleague: Openings(draw(st.integers(0, 3)), draw(st.sampled_from((None, None, 0, 1, 2))))
        for colleague in colleagues
    }
    wishes = []
    for _ in range(draw(st.integers(1, 5))):
        wanted = draw(st.lists(st.sampled_from(colleagues), unique=True))
        options = [Candidacy(one, draw(st.sampled_from(levels)), draw(st.booleans())) for one in wanted]
        wishes.append(sorted(options, key=lambda option: (-option.points, option.colleague)))
    return wishes, openings


def fits(wishes: list[list[Candidacy]], openings: dict[int, Openings], picks: list[int]) -> bool:
    """Whether nobody has more than openings, on the sliding scale or in all."""
    return all(
        used.all <= openings[colleague].all
        and (openings[colleague].sliding is None or (used.sliding or 0) <= (openings[colleague].sliding or 0))
        for colleague, used in given_out(wishes, picks).items()
    )


def total(wishes: list[list[Candidacy]], picks: list[int]) -> int:
    return sum(options[pick].points for options, pick in zip(wishes, picks, strict=True) if pick != UNPLACED)


def by_trying_everything(wishes: list[list[Candidacy]], openings: dict[int, Openings]) -> list[int]:
    """The largest sum; among equal ones the foremost option for each client in order."""
    every = itertools.product(*([*range(len(options)), UNPLACED] for options in wishes))
    allowed = (list(picks) for picks in every if fits(wishes, openings, list(picks)))
    return min(
        allowed,
        key=lambda picks: (
            -total(wishes, picks),
            [len(options) if pick == UNPLACED else pick for options, pick in zip(wishes, picks, strict=True)],
        ),
    )


@given(caseloads())
def test_the_sum_is_the_largest_and_ties_go_by_client_then_rank(caseload: Caseload) -> None:
    wishes, openings = caseload
    assert place(wishes, openings) == by_trying_everything(wishes, openings)


@given(caseloads())
def test_a_second_choice_is_another_one_with_an_opening(caseload: Caseload) -> None:
    wishes, openings = caseload
    firsts = place(wishes, openings)
    for client, second in enumerate(second_choices(wishes, openings, firsts)):
        others = [number for number in range(len(wishes[client])) if number != firsts[client]]
        if firsts[client] == UNPLACED or not others:
            assert second == UNPLACED
            continue
        free = []
        for number in others:
            picks = [*firsts, number]
            if fits([*wishes, wishes[client]], openings, picks):
                free.append(number)
        assert second in (free or others)


def test_the_sum_counts_for_more_than_one_clients_best() -> None:
    wishes = [[Candidacy(1, 90), Candidacy(2, 80)], [Candidacy(1, 89), Candidacy(2, 10)]]
    assert place(wishes, {1: Openings(1), 2: Openings(1)}) == [1, 0]


def test_sliding_places_bound_only_those_who_need_one() -> None:
    wishes = [
        [Candidacy(1, 50, sliding=True)],
        [Candidacy(1, 60, sliding=True)],
        [Candidacy(1, 40)],
        [Candidacy(1, 30)],
    ]
    assert place(wishes, {1: Openings(3, 1)}) == [UNPLACED, 0, 0, 0]
    assert place(wishes, {1: Openings(2, 1)}) == [UNPLACED, 0, 0, UNPLACED]
    assert place(wishes, {1: Openings(2, None)}) == [0, 0, UNPLACED, UNPLACED]


def test_a_score_of_nothing_is_still_better_than_nobody() -> None:
    assert place([[Candidacy(1, 0)]], {1: Openings(1)}) == [0]


def test_nobody_to_place_and_nobody_to_place_with() -> None:
    assert place([], {}) == []
    assert place([[], []], {}) == [UNPLACED, UNPLACED]
    assert place([[Candidacy(1, 5)]], {1: Openings(0)}) == [UNPLACED]


def test_a_large_caseload_of_equals_goes_by_its_order() -> None:
    wishes = [[Candidacy(one, 5_000) for one in range(60)] for _ in range(100)]
    expected = [number if number < 60 else UNPLACED for number in range(100)]
    assert place(wishes, {one: Openings(1) for one in range(60)}) == expected
