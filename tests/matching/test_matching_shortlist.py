"""Who of the ranked is shown and who stands out, at the very edges of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from refer_cli.fields.values import Item, Listing
from refer_cli.matching import shortlist
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.judgement import CriterionScore
from refer_cli.matching.rank import Assessment, FullRanking, Ranking
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.request import Need, Request

ANY = Request(REASONS["other"])


def person(
    number: int,
    points: int,
    *,
    ready: bool = True,
    practice: str | None = None,
    depth: str | None = None,
    style: str | None = None,
) -> Assessment:
    """One of the ranked, with nothing but what the choice looks at."""
    listed = None if depth is None else Listing((Item("anxiety", depth),))
    candidate = Candidate(number, f"Pat {number}", "2026-11-01", practice=practice, specialties=listed)
    rows = () if style is None else (CriterionScore("style", 35, 0, style, "", None),)
    return Assessment(candidate, rows, points, (), (), ready)


def shown(ranked: Sequence[Assessment], request: Request) -> list[Assessment]:
    """The choice among these, who are all eligible."""
    return shortlist.shown(ranking(ranked, request), request)


def stands_out(ranked: Sequence[Assessment]) -> bool:
    """Whether the first of these, who are all eligible, stands out."""
    return shortlist.stands_out(ranking(ranked, ANY), ranked[:1])


def ranking(ranked: Sequence[Assessment], request: Request) -> Ranking:
    """These, as a book gives them."""
    given = FullRanking((), request, date(2026, 11, 24))
    given.__dict__.update(_fitting=list(ranked), _contenders=list(ranked), eligible=len(ranked), known=True)
    return given


def ids(chosen: Sequence[Assessment]) -> list[int]:
    return [one.candidate.id for one in chosen]


@pytest.mark.parametrize(("points", "expected"), [(6500, [1, 2, 5]), (6499, [1, 2, 3])])
def test_three_who_need_a_call_crowd_out_nobody_ready_who_is_near_enough(points: int, expected: list[int]) -> None:
    to_call = [person(number, 9000 - number, ready=False) for number in range(2, 5)]
    first = person(1, 9000, ready=False)
    assert ids(shown([first, *to_call, person(5, points)], ANY)) == expected


@pytest.mark.parametrize(("points", "expected"), [(6500, [1, 2]), (6499, [1])])
def test_within_a_quarter_of_the_first(points: int, expected: list[int]) -> None:
    assert ids(shown([person(1, 9000), person(2, points)], ANY)) == expected


def test_three_at_most_and_everybody_with_a_limit() -> None:
    ranked = [person(number, 9000 - number) for number in range(1, 7)]
    assert ids(shown(ranked, ANY)) == [1, 2, 3]
    assert ids(shown(ranked, ANY._replace(limit=5))) == [1, 2, 3, 4, 5]
    far = [person(1, 9000), person(2, 100, ready=False)]
    assert ids(shown(far, ANY._replace(limit=5))) == [1, 2]


def test_who_is_not_ready_only_while_fewer_than_two_ready_are_shown() -> None:
    assert ids(shown([person(1, 9000), person(2, 8900), person(3, 8800, ready=False)], ANY)) == [1, 2]
    assert ids(shown([person(1, 9000), person(2, 8900, ready=False), person(3, 8800)], ANY)) == [1, 2, 3]
    assert ids(shown([person(1, 9000), person(2, 8900, ready=False), person(3, 8800, ready=False)], ANY)) == [1, 2, 3]


def test_who_only_takes_the_need_not_behind_two_trained() -> None:
    asked = ANY._replace(needs=(Need("anxiety"),))
    two = [person(1, 9000, depth="certified"), person(2, 8900, depth="trained")]
    assert ids(shown([*two, person(3, 8800, depth="takes")], asked)) == [1, 2]
    assert ids(shown([*two, person(3, 8800, depth="trained")], asked)) == [1, 2, 3]
    assert ids(shown([two[0], person(3, 8800, depth="takes")], asked)) == [1, 3]


def test_where_life_may_be_at_stake_one_trained_is_enough_not_to_name_who_only_takes_the_need() -> None:
    danger = ANY._replace(needs=(Need("anxiety", danger=True),))
    assert ids(shown([person(1, 9000, depth="trained"), person(2, 8900, depth="takes")], danger)) == [1]


def test_whose_style_is_the_reason_is_not_shown_behind_somebody_who_has_what_is_wanted() -> None:
    clash = Request(REASONS["personality-clash"])
    other = person(2, 8900, style="mismatch")
    assert ids(shown([person(1, 9000, style="match"), other], clash)) == [1]
    assert ids(shown([other, person(3, 8800, style="mismatch")], clash)) == [2, 3]
    assert ids(shown([person(1, 9000, style="match"), other], ANY)) == [1, 2]


def test_nobody_is_forgotten_behind_a_first_dozen() -> None:
    """A thirteenth who is ready, or of another practice, counts like a fourth."""
    waiting = [person(number, 8900 - number, ready=False) for number in range(3, 40)]
    first = [person(1, 9000), person(2, 8950)]
    assert ids(shown([*first, *waiting, person(99, 8000)], ANY)) == [1, 2, 99]
    many = [person(number, 9000 - number, practice="Big Clinic") for number in range(1, 60)]
    assert ids(shown([*many, person(99, 8900, practice="Other")], ANY)) == [1, 2, 99]


@pytest.mark.parametrize(("points", "expected"), [(8400, [1, 2, 4]), (8399, [1, 2, 3])])
def test_another_practice_within_five_hundredths(points: int, expected: list[int]) -> None:
    ranked = [
        person(1, 9000, practice="Birch"), person(2, 8950, practice="Elm"), person(3, 8900, practice="Birch"),
        person(4, points, practice="Fir"),
    ]  # fmt: skip
    assert ids(shown(ranked, ANY)) == expected


@pytest.mark.parametrize(("lead", "ready", "expected"), [(2000, True, True), (1999, True, False), (5000, False, False)])
def test_one_stands_out_by_a_fifth_of_the_score_and_when_ready(lead: int, ready: bool, expected: bool) -> None:
    assert stands_out([person(1, 9000, ready=ready), person(2, 9000 - lead)]) is expected


def test_nobody_stands_out_alone_and_whoever_is_second_counts_ready_or_not() -> None:
    assert stands_out([]) is False and stands_out([person(1, 9000)]) is False
    assert stands_out([person(1, 9000), person(2, 8900, ready=False), person(3, 2000)]) is False
