"""Every sentence with which a place is taken, said or refused."""

from __future__ import annotations

import pytest

from refer_cli.errors import UnknownPlace
from refer_cli.places.gazetteer import Gazetteer, Place
from refer_cli.places.resolve import Resolved, resolve


def _refusal(gazetteer: Gazetteer, *asked: str | None) -> tuple[str, str]:
    with pytest.raises(UnknownPlace) as refused:
        resolve(gazetteer, *asked)  # type: ignore[arg-type]
    assert refused.value.exit_code == 2
    return refused.value.sentence, refused.value.hint


def test_a_zip_fixes_the_point(gazetteer: Gazetteer) -> None:
    there = Place("Portland", "OR", "97214", 45.5142, -122.6364)
    assert resolve(gazetteer, None, None, "97214-1234", "WA") == Resolved(there, ())
    assert resolve(gazetteer, "portland", "Oregon", "97214", None) == Resolved(there, ())
    assert resolve(gazetteer, "Portland, OR", None, "97214", None) == Resolved(there, ())


def test_a_zip_in_another_city_is_said(gazetteer: Gazetteer) -> None:
    resolved = resolve(gazetteer, "Gresham", "OR", "97214", None)
    assert resolved.place.city == "Portland"
    assert resolved.assumptions == ("ZIP 97214 is in Portland, OR, not in Gresham; the ZIP counts",)


def test_another_name_that_the_post_takes_does_not_differ(gazetteer: Gazetteer) -> None:
    assert "West Hollywood" in gazetteer.zip_names("90046")
    assert resolve(gazetteer, "W Hollywood", None, "90046", None).assumptions == ()


def test_a_zip_in_another_state_is_refused(gazetteer: Gazetteer) -> None:
    assert _refusal(gazetteer, "Vancouver", "WA", "97214", None) == (
        "ZIP 97214 is in OR, not in WA.",
        "leave one out: --zip 97214, or --city Vancouver --state WA",
    )


def test_a_zip_that_is_not_known(gazetteer: Gazetteer) -> None:
    sentence, hint = _refusal(gazetteer, None, None, "00000", None)
    assert sentence == 'I know no ZIP "00000".'
    assert "--city" in hint


def test_a_lost_zero_is_proposed_and_not_put_back(gazetteer: Gazetteer) -> None:
    assert _refusal(gazetteer, None, None, "1905", None) == (
        '"1905" is not a ZIP of five digits.',
        "did you mean 01905 (Lynn, MA)? --zip 01905",
    )
    sentence, hint = _refusal(gazetteer, None, None, "97x", None)
    assert sentence == '"97x" is not a ZIP of five digits.'
    assert hint == "give five digits, or five and four: --zip 97214"


@pytest.mark.parametrize(
    ("city", "state"),
    [("Denver", "CO"), ("Portland", "OR"), ("Vancouver", "WA"), ("Boston", "MA"), ("Cambridge", "MA")],
)
def test_a_city_is_taken_where_it_is_five_times_as_large(gazetteer: Gazetteer, city: str, state: str) -> None:
    resolved = resolve(gazetteer, city, None, None, None)
    assert (resolved.place.city, resolved.place.state) == (city, state)
    assert resolved.assumptions == (f"{city} is taken as {city}, {state}",)


@pytest.mark.parametrize(
    ("city", "first"), [("Springfield", "IL, MA, MO"), ("Aurora", "CO, IL"), ("Columbus", "OH, GA, MS")]
)
def test_otherwise_it_is_refused_with_the_list(gazetteer: Gazetteer, city: str, first: str) -> None:
    sentence, hint = _refusal(gazetteer, city, None, None, None)
    assert sentence == f"{city} could be in {len(gazetteer.cities(city))} states."
    assert hint.startswith(f"say which, largest first: --state {first}, ")


def test_exactly_five_times_is_enough(monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer) -> None:
    east, west = Place("Alder", "ME", None, 44.0, -70.0), Place("Alder", "OR", None, 45.0, -122.0)

    def sized(large: int) -> None:
        monkeypatch.setattr(gazetteer, "cities", lambda name: ((west, large), (east, 2)))

    sized(10)
    assert resolve(gazetteer, "Alder", None, None, None).place == west
    sized(9)
    assert _refusal(gazetteer, "Alder", None, None, None)[1] == "say which, largest first: --state OR, ME"


def test_my_own_state_comes_first(gazetteer: Gazetteer) -> None:
    assert resolve(gazetteer, "Springfield", None, None, "OR").place.state == "OR"
    maine = resolve(gazetteer, "Portland", None, None, "ME")
    assert maine.place.state == "ME"
    assert maine.assumptions == ("Portland is taken as Portland, ME",)


def test_my_own_state_is_not_said_where_no_other_has_the_city(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.cities("Beaverton")) > 1
    assert len(gazetteer.cities("Lake Oswego")) == 1
    assert resolve(gazetteer, "Lake Oswego", None, None, "OR").assumptions == ()
    assert resolve(gazetteer, "Lake Oswego", None, None, "WA").assumptions == (
        "Lake Oswego is taken as Lake Oswego, OR",
    )


def test_a_state_that_is_given_decides_and_nothing_is_assumed(gazetteer: Gazetteer) -> None:
    resolved = resolve(gazetteer, "St. Louis", "missouri", None, "IL")
    assert (resolved.place.city, resolved.place.state) == ("Saint Louis", "MO")
    assert resolved.assumptions == ()


@pytest.mark.parametrize("typed", ["Denver, CO", "Denver, Colorado", "Denver CO", "denver,co", "denver colorado"])
def test_a_state_may_be_typed_behind_the_city(gazetteer: Gazetteer, typed: str) -> None:
    resolved = resolve(gazetteer, typed, None, None, "NC")
    assert (resolved.place.city, resolved.place.state, resolved.assumptions) == ("Denver", "CO", ())


def test_a_city_named_like_a_city_and_a_state_is_the_city(gazetteer: Gazetteer) -> None:
    assert resolve(gazetteer, "Fort Washington", "PA", None, None).place.city == "Fort Washington"
    assert resolve(gazetteer, "Fort Washington", None, None, "MD").place[:2] == ("Fort Washington", "MD")
    assert resolve(gazetteer, "Charleston West Virginia", None, None, None).place.state == "WV"


def test_washington_dc(gazetteer: Gazetteer) -> None:
    assert resolve(gazetteer, "Washington DC", None, None, None).place.state == "DC"
    assert resolve(gazetteer, "Washington D.C.", None, None, None).place.state == "DC"
    assert resolve(gazetteer, "Washington, D.C.", None, None, None).place.state == "DC"


def test_an_unknown_city_is_only_proposed(gazetteer: Gazetteer) -> None:
    assert _refusal(gazetteer, "Dnver", None, None, "OR") == (
        'I know no city "Dnver".',
        "did you mean Denver, CO? --city Denver --state CO",
    )
    assert _refusal(gazetteer, "Saint Luis", "MO", None, None) == (
        'I know no city "Saint Luis" in MO.',
        'did you mean Saint Louis, MO? --city "Saint Louis" --state MO',
    )
    assert _refusal(gazetteer, "xqzwvjk", None, None, None) == (
        'I know no city "xqzwvjk".',
        "check the spelling, or give the ZIP: --zip 97214",
    )


def test_a_city_that_lies_in_another_state(gazetteer: Gazetteer) -> None:
    assert _refusal(gazetteer, "Denver", "OR", None, None) == (
        'I know no city "Denver" in OR.',
        "did you mean Denver, CO? --city Denver --state CO",
    )


def test_a_state_alone_is_its_rough_centre(gazetteer: Gazetteer) -> None:
    place, assumptions = resolve(gazetteer, None, "co", None, "OR")
    assert place[:3] == (None, "CO", None)
    assert 37 < place.lat < 41
    assert -109 < place.lon < -102
    assert assumptions == ()


def test_an_unknown_state(gazetteer: Gazetteer) -> None:
    assert _refusal(gazetteer, None, "Orgeon", None, None) == (
        'I know no state "Orgeon".',
        "did you mean Oregon? --state OR",
    )
    assert _refusal(gazetteer, "Denver", "ZZ", None, None) == (
        'I know no state "ZZ".',
        "give a state's name or its two letters: --state OR",
    )


def test_no_place_at_all(gazetteer: Gazetteer) -> None:
    for nothing in (None, "", "  "):
        sentence, _ = _refusal(gazetteer, nothing, nothing, nothing, "OR")
        assert sentence == "No place was given."


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        (("Denver", None, "00000", None), "zip", "00000"),
        (("Denver", "XY", None, None), "state", "XY"),
        (("Dnver", "CO", None, None), "city", "Dnver"),
    ],
)
def test_a_refusal_carries_what_it_is_about(
    gazetteer: Gazetteer, asked: tuple[str | None, ...], field: str, value: str
) -> None:
    with pytest.raises(UnknownPlace) as refused:
        resolve(gazetteer, *asked)  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.value) == (field, value)
