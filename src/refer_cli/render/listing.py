"""Colleagues in aligned columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.values import Item, Listing
from refer_cli.render.changes import draw_assumptions
from refer_cli.render.colleague_name import named
from refer_cli.render.empty_book import draw_empty_book
from refer_cli.render.screen import Screen, fit
from refer_cli.render.wording import label, spoken
from refer_cli.render.wrapped_table import Column, draw_table

OFFICE = "place"
_RIGHT = frozenset({"money", "count", "trust"})
_WHOLE = frozenset({"phone", "email", "npi", "zip", "date", "money", "count", "trust"})
"""What is dialled, written to or copied: never broken."""
_LONGEST_NOTE = 160

Entries = Mapping[str, Callable[[Card, Item], bool]]


def draw_list(
    screen: Screen,
    cards: Sequence[Card],
    columns: Sequence[str],
    entries: Entries,
    total: int,
    assumptions: Sequence[str],
    command: str,
) -> None:
    """A table in which nothing is cut, the name first. Of a list that was filtered by, only what answers is shown."""
    draw_assumptions(screen, assumptions)
    if not cards:
        if total:
            screen.line(f"Nobody of {total} fits all of that.")
            screen.line((f"{command} list shows everybody", "dim"))
        else:
            draw_empty_book(screen, command)
        return
    shown = [Column("name", [named(card) for card in cards])]
    columns = [name for name in columns if name != "name"]
    for name in columns:
        kind = "" if name == OFFICE else BY_NAME[name].kind
        in_cells = [_cell(card, name, entries) for card in cards]
        shown.append(Column(label(name), in_cells, right=kind in _RIGHT, whole=kind in _WHOLE))
    draw_table(screen, shown, beside=columns.index("phone") + 1 if "phone" in columns else None)
    screen.blank()
    count = f"{len(cards)} of {total}" if len(cards) != total else str(total)
    people = "colleague" if total == 1 else "colleagues"
    screen.line((f"{count} {people} · {command} show NAME", "dim"))


def _cell(card: Card, name: str, entries: Entries) -> str:
    if name == OFFICE:
        return ", ".join(part for part in (card.text("city"), card.text("state")) if part) or "?"
    value = card.values.get(name)
    if value is None:
        return "?"
    answers = entries.get(name)
    if isinstance(value, Listing) and answers is not None:
        chosen = tuple(item for item in value.items if answers(card, item))
        if chosen:
            value = Listing(chosen)
    return fit(spoken(name, value).partition("\n")[0], _LONGEST_NOTE) if name == "notes" else spoken(name, value)
