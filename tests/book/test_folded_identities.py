"""Who is who across spellings, also for what a book remembers from before its folding changed."""

from __future__ import annotations

import pytest

from refer_cli.book.deduplication import Identities, described


@pytest.mark.parametrize(
    ("name", "other"),
    [("Mary St. John", "Mary Saint John"), ("Kari Østby", "Kari Ostby"), ("Łukasz Oak", "Lukasz Oak")],
)
def test_spellings_of_one_name_are_one_person(name: str, other: str) -> None:
    known = Identities()
    known.add(7, described("csv", None, {"name": name, "phone": "303-555-0101"}))
    (same,) = known.same(described("other.csv", None, {"name": other, "phone": "(303) 555-0101"}))
    assert same == (7, True)


@pytest.mark.parametrize(
    ("values", "remembered"),
    [
        (
            {"name": "Kari Østby", "city": "Tromsø", "state": "AK", "practice": "Łódź Rooms"},
            "came as cbbac8dbaca5985a18766d17",
        ),
        ({"name": "Mary St. John", "city": "Denver", "state": "CO"}, "came as ce60a36a07652966eecfda49"),
        ({"name": "José Núñez", "city": "Cañon City", "state": "CO"}, "came as dbb2b17be5796031ce6beab7"),
        ({"name": "Ada Birch", "city": "Denver", "state": "CO"}, "came as 0dcdb3967fa190cddf667953"),
    ],
)
def test_a_row_that_came_before_the_folding_changed_is_known_again(values: dict[str, str], remembered: str) -> None:
    """The digests are those that the code of schema 2 wrote when a card that the row had made was merged."""
    row = described("csv", None, values)
    assert remembered in row.came_as("csv", None)
    assert len(set(row.came_as("csv", None))) == len(row.came_as("csv", None))
    known = Identities(came_before={remembered: 7})
    known.add(7, described("me", None, {"name": "Somebody Else"}))
    assert [colleague.id for colleague in known.same(row, "csv", None)] == [7]
