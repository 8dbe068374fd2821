"""Tables of numbers in little room answer as dictionaries would."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.book.number_tables import NumbersById, PlacesByMark

# Marks that fall into one slot, and any others of 64 bits.
MARK = st.sampled_from((1, 1025, 2049, 4097, -1, -1025)) | st.integers(-(2**63), 2**63 - 1).filter(bool)


@given(st.lists(MARK, max_size=30), st.booleans())
def test_places_are_found_by_their_mark_in_their_order(marks: list[int], many: bool) -> None:
    table, expected = PlacesByMark(), dict[int, dict[int, None]]()
    put = [*marks, *(range(7, 3_000) if many else ()), *marks[:2]]
    for at, mark in enumerate(put):
        place = at if at % 5 else at // 2  # one place may be put under a mark twice
        table.put(mark, place)
        places = expected.setdefault(mark, {})
        places.setdefault(place)
    assert all(table.of(mark) == list(expected[mark]) for mark in {*marks, *put[-3:]})
    unused = next(mark for mark in count(3) if mark not in put)
    assert table.of(0) == table.of(unused) == []


@given(st.dictionaries(st.integers(1, 3_000) | st.integers(2**30, 2**62), st.integers(0, 2**40), max_size=20))
def test_a_number_is_found_by_its_id(numbers: dict[int, int]) -> None:
    table = NumbersById()
    for number_id, number in numbers.items():
        table[number_id] = 0
        table[number_id] = number
    for number_id in (*numbers, 0, -1, 3_001, 2**29):
        assert table.get(number_id) == numbers.get(number_id)
        assert (number_id in table) == (number_id in numbers)
