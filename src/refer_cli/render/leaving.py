"""What goes with a colleague who is deleted, and what stays of them without their name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refer_cli.render.done import undo_words
from refer_cli.render.screen import Screen

if TYPE_CHECKING:
    from refer_cli.book.leaving import Leaving
    from refer_cli.fields.card import Card

People = Sequence[tuple["Card", "Leaving"]]


def draw_would_go(screen: Screen, people: People, called: Sequence[str], command: str) -> None:
    """What would go and what would stay, before the question. `called`: by what a command names each of them."""
    screen.blank()
    for card, held in people:
        screen.line((f"{card.name}, id {card.id}", "bold"))
        screen.pairs([("goes", goes(card, held)), *_stays(held)])
        screen.blank()
    named = called[0] if len(called) == 1 else "WHO"
    screen.paragraph(
        f"{command} archive {named} only sets aside: nothing goes, and they are suggested no more.", style="dim"
    )
    screen.paragraph(f"Undo brings them back; {command} erase {named} leaves nothing of them anywhere.", style="dim")


def draw_deleted(screen: Screen, people: People, command: str, *, shown: bool) -> None:
    """Who is out of the book now, and what was left of them."""
    for card, held in people:
        screen.paragraph(f"{card.name} is out of your book.")
        if not shown:
            screen.pairs([("gone", goes(card, held)), *_stays(held)])
    screen.line((undo_words(screen, command), "dim"))
    if screen.lasting:
        screen.paragraph(
            f"Undo and the copies of the book keep all of it until you erase them: {command} erase WHO", style="dim"
        )


def goes(card: Card, held: Leaving) -> str:
    """Everything that goes, in words."""
    parts = ["the card with its notes" if card.text("notes") else "the card"]
    if held.meetings:
        alone = "" if held.met_alone == held.meetings else f" ({held.meetings - held.met_alone} with others stays)"
        parts.append(counted(held.meetings, "meeting") + alone)
    if held.follow_ups:
        due = f" ({held.open_follow_ups} due)" if held.open_follow_ups else ""
        parts.append(counted(held.follow_ups, "follow-up") + due)
    if held.groups:
        parts.append(f"their place in {counted(held.groups, 'group')}")
    if held.ties:
        parts.append(counted(held.ties, "tie"))
    return ", ".join(parts)


def counted(number: int, word: str, plural: str = "") -> str:
    """A number with its word: "1 meeting", "2 meetings"."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def _stays(held: Leaving) -> list[tuple[str, str]]:
    if not held.referred:
        return []
    parts = []
    if held.offers:
        parts.append(counted(held.offers, "offer"))
    if held.outcomes:
        parts.append(counted(held.outcomes, "outcome"))
    if held.received:
        parts.append(f"{counted(held.received, 'client')} they sent you")
    return [("stays", f'{", ".join(parts)}, in the ledger as of "one gone from your book"')]
