"""Spellings of a city that must meet, and some that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.places.names import city_key, display_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("ft collins", "Fort Collins"),
        ("Mt. Vernon", "Mount Vernon"),
        ("N. Hollywood", "North Hollywood"),
        ("McLean", "Mc Lean"),
        ("O'Fallon", "O Fallon"),
        ("O\u2019Fallon", "OFallon"),
        ("Winston-Salem", "Winston Salem"),
        ("Cañon City", "Canon City"),
        ("MAYAGÜEZ", "Mayaguez"),
        ("St.Paul", "Saint Paul"),
        ("Colorado Spgs", "Colorado Springs"),
    ],
)
def test_these_are_one_city(one: str, other: str) -> None:
    assert city_key(one) == city_key(other)


@pytest.mark.parametrize(("one", "other"), [("Salem", "West Salem"), ("Dover", "Denver"), ("St. Paul", "Paul")])
def test_these_are_two(one: str, other: str) -> None:
    assert city_key(one) != city_key(other)


@pytest.mark.parametrize("name", ["", "  ", "...", "\t\n", "'"])
def test_nothing_has_no_key(name: str) -> None:
    assert city_key(name) == ""


@given(st.text())
def test_a_key_holds_no_space_tab_or_end_of_line(name: str) -> None:
    key = city_key(name)
    assert key == "".join(key.split())


@pytest.mark.parametrize(
    ("postal", "written"),
    [("Winston-salem", "Winston-Salem"), ("Denver", "Denver"), ("Mc Lean", "McLean"), ("D LO", "D LO")],
)
def test_display_names(postal: str, written: str) -> None:
    assert display_name(postal) == written
