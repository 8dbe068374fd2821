"""Second choices and near misses of a caseload: an opening is promised once, and what an option admits comes first."""

from __future__ import annotations

from refer_cli.matching.assignment import Candidacy, Openings, place, second_choices
from refer_cli.matching.gaps import nearest
from refer_cli.matching.near_miss import NearMiss


def test_an_opening_is_promised_to_one_second_choice_only() -> None:
    wishes = [[Candidacy(1, 90, False), *(Candidacy(number, 80, False) for number in (2, 3, 4))]] * 2
    openings = {number: Openings(1) for number in (1, 2, 3, 4)}
    firsts = place(wishes, openings)
    seconds = second_choices(wishes, openings, firsts)
    named = [options[at].colleague for options, at in zip(wishes, seconds, strict=True)]
    assert len(set(named)) == 2
    assert not set(named) & {options[at].colleague for options, at in zip(wishes, firsts, strict=True)}


def test_who_has_none_left_is_second_only_where_nobody_else_could_be() -> None:
    wishes = [[Candidacy(1, 90, False), Candidacy(2, 80, False)]] * 2
    openings = {1: Openings(1), 2: Openings(1)}
    firsts = place(wishes, openings)
    assert sorted(firsts) == [0, 1]
    assert second_choices(wishes, openings, firsts) == [1 - at for at in firsts]


def test_the_near_miss_is_one_that_an_option_can_admit() -> None:
    missed = NearMiss._make([None] * len(NearMiss._fields))
    other, fee = missed._replace(relax=None), missed._replace(relax="--max-fee 120")
    assert nearest([other, fee]) == fee
    assert nearest([other]) == other
    assert nearest([]) is None
