"""Of which day a list is, and what of it is of another."""

from __future__ import annotations

from datetime import date

import pytest

from refer_cli.fields.card import Card, Dated
from refer_cli.fields.list_days import ListDays, list_days
from refer_cli.fields.shared_facts import shared_facts
from refer_cli.fields.values import Item, Listing

OLD, NEW = "2026-02-03", "2026-11-24"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([], ListDays(OLD)),
        ([None, None], ListDays(OLD)),
        ([NEW, NEW], ListDays(NEW)),  # as books say that were written entry by entry
        ([None, NEW], ListDays(OLD, ((NEW, ("b",)),))),
        ([None, NEW, NEW], ListDays(NEW, ((OLD, ("a",)),))),
        ([None, None, NEW, "2026-05-05", NEW], ListDays(OLD, (("2026-05-05", ("d",)), (NEW, ("c", "e"))))),
    ],
)
def test_a_list_is_of_the_day_that_most_entries_share(days: list[str | None], told: ListDays) -> None:
    items = tuple(Item(name, None, day) for name, day in zip("abcde", days, strict=False))
    assert list_days(Listing(items), OLD) == told


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((NEW, NEW), "Aetna, Moda (full)"),
        ((None, None), "Aetna, Moda (full) (as of February 2026)"),
        ((None, "2026-02-20"), "Aetna, Moda (full) (as of February 2026)"),
        ((None, NEW), "Aetna (as of February 2026), Moda (full)"),
        ((NEW, None), "Aetna; Moda (full, as of February 2026)"),
        (("2026-03-03", None), "Aetna (as of March 2026); Moda (full, as of February 2026)"),
    ],
)
def test_what_is_shared_of_panels_says_what_is_old(days: tuple[str | None, str | None], words: str) -> None:
    listing = Listing((Item("Aetna", None, days[0]), Item("Moda", "full", days[1])))
    card = Card(1, {"name": "Ada Birch", "panels": listing}, NEW, "me", {"panels": Dated(OLD, "me")})
    assert [fact.text for fact in shared_facts(card, ("panels",), date(2026, 11, 24))] == [words]
