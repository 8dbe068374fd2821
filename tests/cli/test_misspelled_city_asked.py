"""A misspelled city in the questions of a card: the one that was meant is proposed, and no option is named."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("city", "then", "place"),
    [
        ("Mosselle, MS", [""], ("Moselle", "MS")),
        ("Mosselle, MS", ["y"], ("Moselle", "MS")),
        ("Mosselle, MS", ["n", "Denver, CO"], ("Denver", "CO")),
        ("Mosselle, MS", ["Denver, CO"], ("Denver", "CO")),
    ],
)
def test_the_city_that_was_meant_is_proposed_and_taken(
    refer: Any, city: str, then: list[str], place: tuple[str, str]
) -> None:
    answer = refer.ok("add-colleague", typed=["Kim Larch", "LPC", "", city, *then, *[""] * 30])
    assert "Did you mean Moselle, MS? [Y/n]" in " ".join(answer.out.split())
    assert "--city" not in answer.out and "--state" not in answer.out
    kim = refer.colleague("Kim Larch")
    assert (kim["city"], kim["state"]) == place
