"""State codes from whatever a person types."""

from __future__ import annotations

import pytest

from refer_cli.places.states import STATES, state_code


def test_fifty_states_the_district_and_five_territories() -> None:
    assert len(STATES) == 56
    assert {"DC", "PR", "VI", "GU", "AS", "MP"} <= set(STATES)
    assert not {"AE", "AP", "AA", "FM"} & set(STATES)


@pytest.mark.parametrize("code", STATES)
def test_every_code_and_name_leads_to_its_code(code: str) -> None:
    for text in (code, code.lower(), STATES[code], STATES[code].upper(), f"  {STATES[code]} "):
        assert state_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("D.C.", "DC"),
        ("Washington, D.C.", "DC"),
        ("N.Y.", "NY"),
        ("U.S. Virgin Islands", "VI"),
        ("CNMI", "MP"),
    ],
)
def test_other_spellings(text: str, code: str) -> None:
    assert state_code(text) == code


@pytest.mark.parametrize("text", ["", " ", "AE", "XX", "Cascadia", "Color"])
def test_what_is_no_state(text: str) -> None:
    assert state_code(text) is None
