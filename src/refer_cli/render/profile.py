"""My own practice, as `refer init` shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS
from refer_cli.render.card import office, titled
from refer_cli.render.changes import draw_assumptions
from refer_cli.render.done import undo_words
from refer_cli.render.screen import Screen
from refer_cli.render.wording import label, spoken

_ABOVE = frozenset({"name", "credentials", "practice", "street", "city", "state", "zip"})


def draw_profile(screen: Screen, mine: Card, changed: Sequence[str], assumptions: Iterable[str], command: str) -> None:
    """The whole profile; with what was just changed, how to take it back."""
    draw_assumptions(screen, assumptions)
    screen.blank()
    screen.heading(titled(mine), "your practice")
    screen.blank()
    if office(mine):
        screen.pair("office", office(mine))
    for field in FIELDS:
        if field.name in mine.values and field.name not in _ABOVE:
            screen.pair(label(field.name), spoken(field.name, mine.values[field.name]))
    screen.blank()
    if changed:
        screen.paragraph(f"Saved: {', '.join(label(name) for name in changed)}.")
        screen.line((undo_words(screen, command), "dim"))
    else:
        screen.line((f"{command} init --panel Aetna changes it", "dim"))
