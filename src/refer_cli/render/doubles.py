"""Pairs of colleagues who may be one person, as a list and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.render.card import office, titled
from refer_cli.render.screen import Screen

if TYPE_CHECKING:
    from refer_cli.fields.card import Card

_SHOWN = 30


def draw_doubles(screen: Screen, pairs: Sequence[tuple[Card, Card, str]], command: str) -> None:
    """Each pair with what speaks for it, and what can be done."""
    if not pairs:
        screen.paragraph("Nobody stands in your book twice, as far as can be told.")
        return
    people = "1 pair" if len(pairs) == 1 else f"{len(pairs):,} pairs"
    screen.heading(f"Perhaps the same person: {people}")
    for first, second, why in pairs[:_SHOWN]:
        screen.blank()
        for card in (first, second):
            where = f", {office(card)}" if office(card) else ""
            screen.paragraph(f"{card.id}  {titled(card)}{where}", hanging=6)
        screen.paragraph(why, indent=4, style="dim")
    if len(pairs) > _SHOWN:
        screen.blank()
        screen.paragraph(f"and {len(pairs) - _SHOWN:,} more; --json lists them all")
    first, second, _ = pairs[0]
    screen.blank()
    screen.commands(
        [
            ("one person", f"{command} merge {first.id} {second.id}"),
            ("two people", f"{command} doubles --not {first.id} {second.id}"),
        ]
    )


def doubles_json(pairs: Sequence[tuple[Card, Card, str]]) -> dict[str, Any]:
    """The pairs as `refer.doubles/1`."""
    return {
        "doubles": [
            {
                "first": {"id": first.id, "name": first.name},
                "second": {"id": second.id, "name": second.name},
                "why": why,
            }
            for first, second, why in pairs
        ]
    }
