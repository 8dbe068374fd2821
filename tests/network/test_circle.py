"""How alike the network is to oneself, and who stands between groups."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.card import Card
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.network.circle import Alike, alike, bridges


def card(number: int, **values: Value | tuple[str, ...]) -> Card:
    made: dict[str, Value] = {"name": f"P{number}"}
    for name, value in values.items():
        made[name] = Listing(tuple(map(Item, value))) if isinstance(value, tuple) else value
    return Card(number, made, "2026-11-01", "me")


def test_likeness_counts_only_those_of_whom_it_is_known() -> None:
    me = card(0, credentials=("LPC",), approaches=("CBT", "ACT"), city="Denver", state="CO")
    known = [
        card(1, credentials=("LPC",), approaches=("EMDR", "act"), city="Denver", state="CO", practice="Birch"),
        card(2, credentials=("LCSW",), city="Denver", state="NC"),
        card(3),
    ]
    assert alike(me, known) == [
        Alike("credentials", ("LPC",), 1, 2),
        Alike("approaches", ("CBT", "ACT"), 1, 1),
        Alike("city", ("Denver, CO",), 1, 2),
    ]
    assert alike(None, known) == []


def test_what_people_are_is_never_compared() -> None:
    me = card(0, gender="woman", faith="Quaker", identities=("queer",))
    assert alike(me, [card(1, gender="woman", faith="Quaker", identities=("queer",))]) == []


def test_who_alone_joins_two_groups() -> None:
    people = [
        card(1, groups=("Tuesday", "Front Range")),
        card(2, groups=("Tuesday", "Front Range")),
        card(3, groups=("front range", "Spanish speakers")),
        card(4, groups=("Spanish speakers",)),
        card(5, groups=("Left",)),
    ]
    found = {one.id: one for one in bridges(people)}
    assert set(found) == {1, 2, 3}
    assert found[1].alone == found[2].alone == ()
    assert found[3].alone == (("front range", "Spanish speakers"),)
    assert bridges(people)[0].id == 3


def test_groups_that_a_third_one_joins_are_not_apart() -> None:
    people = [card(1, groups=("A", "B")), card(2, groups=("B", "C")), card(3, groups=("A", "C"))]
    assert all(one.alone == () for one in bridges(people))


@given(st.lists(st.sets(st.sampled_from("ABCDE")), max_size=7))
def test_alone_means_that_without_them_the_groups_are_apart(drawn: list[set[str]]) -> None:
    people = [card(number, groups=tuple(sorted(groups))) for number, groups in enumerate(drawn, start=1)]

    def joined(one: str, other: str, without: int) -> bool:
        reached = {one}
        for _ in drawn:
            for number, groups in enumerate(drawn, start=1):
                if number != without and groups & reached:
                    reached |= groups
        return other in reached

    found = {one.id: one for one in bridges(people)}
    for number, groups in enumerate(drawn, start=1):
        assert (number in found) is (len(groups) > 1)
        if number in found:
            expected = [pair for pair in combinations(sorted(groups), 2) if not joined(*pair, number)]
            assert list(found[number].alone) == expected
