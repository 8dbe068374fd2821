"""What `add-colleague` says when it is done."""

from __future__ import annotations

from datetime import date

from refer_cli.fields.card import Card
from refer_cli.render.card import draw_card
from refer_cli.render.changes import draw_assumptions
from refer_cli.render.done import undo_words
from refer_cli.render.screen import Screen, shell_word


def draw_added(
    screen: Screen, card: Card, today: date, assumptions: tuple[str, ...], command: str, whole: bool
) -> None:
    """The new card (unless it was shown before), what was assumed, and what can be done next."""
    if whole:
        draw_card(screen, card, today, saved=False)
    draw_assumptions(screen, assumptions)
    screen.line((f"Added {card.name} (id {card.id}).", "bold"))
    if not card.listing("license_states"):
        state = card.text("state")
        screen.paragraph("It is not known where they are licensed, so in which states they may see clients by video.")
        screen.command(f"{command} edit {shell_word(card.name)} --license-state {state or 'STATE'}")
    screen.line((undo_words(screen, command), "dim"))
