"""A city without a state, in a text: taken in the therapist's own state, as an assumption that a yes stores."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(("typed", "city"), [("Susan Park PsyD, portland, anxiety", "Portland"),
                                             ("Susan Park PsyD, Salem, anxiety", "Salem")])  # fmt: skip
def test_a_city_is_taken_in_ones_own_state_on_a_yes(refer: Any, typed: str, city: str) -> None:
    refer.ok("init", "--name", "Sam Roe", "--city", "Portland", "--state", "OR")
    answer = refer.ok("add-colleague", typed, typed=["", "", ""])
    assert "state OR (assumed" in answer.out
    susan = refer.colleague("Susan Park")
    assert (susan["city"], susan["state"], susan["license_states"]) == (city, "OR", ["OR"])


def test_no_state_is_stored_unasked(refer: Any) -> None:
    refer.ok("init", "--name", "Sam Roe", "--city", "Portland", "--state", "OR")
    answer = refer.ok("add-colleague", "Susan Park PsyD, portland, anxiety", "--yes")
    assert "Not stored (assumed): state OR" in answer.out
    susan = refer.colleague("Susan Park")
    assert (susan["city"], susan["state"], susan["license_states"]) == ("Portland", None, None)
