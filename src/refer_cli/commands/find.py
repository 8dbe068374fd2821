"""`refer find`: full text over names, practices, notes and needs."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands.arguments import Json
from refer_cli.fields.card import Card
from refer_cli.services.environment import Environment

LIMIT = 50
SEARCHED = (
    "name", "practice", "street", "city", "state", "zip", "notes", "specialties", "panels", "ties",
    "approaches", "populations", "languages", "styles", "credentials", "groups", "tags", "follows",
    "accessibility", "license_states", "authorities",
)  # fmt: skip
AROUND = 24


def find(
    ctx: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Words, or their beginnings: all must be there.")
    ],
    everybody: Annotated[bool, typer.Option("--all", help="The archived too.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="NUMBER", help="At most so many.")] = LIMIT,
    json: Json = False,
) -> None:
    """Search names, practices, notes and needs.

    Example: refer find school refusal
    """
    environment: Environment = ctx.obj
    environment.json = json
    asked = " ".join(text)
    book = environment.read()
    ids = book.search(asked, limit + 1, archived=None if everybody else False)
    more = len(ids) > limit
    ids = ids[:limit]
    found = [(card, hits(card, asked)) for card in book.cards(ids, archived=None)]
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.find/1",
                "text": asked,
                "more": more,
                "colleagues": [
                    {"id": card.id, "name": card.name, "found_in": [name for name, _ in where]} for card, where in found
                ],
            }
        )
        return
    from refer_cli.render.listing import draw_empty_book, draw_found

    if not found and not book.count(archived=None):
        draw_empty_book(environment.screen(), environment.command)
        return
    draw_found(environment.screen(), found, asked, environment.command, more)


def hits(card: Card, asked: str) -> list[tuple[str, str]]:
    """The fields that hold a word of the search, and the words around the first of them."""
    from refer_cli.vocabulary.normaliser import key

    words = key(asked).split()
    where = []
    for name in SEARCHED:
        listing = card.listing(name)
        texts = listing.names() if listing else (card.text(name) or "",)
        for text in texts:
            if any(part.startswith(word) for part in key(text).split() for word in words):
                where.append((name, _around(text, words)))
                break
    return where


def _around(text: str, words: list[str]) -> str:
    """A long text cut to where the first word stands."""
    flat = " ".join(text.split())
    if len(flat) <= 3 * AROUND:
        return flat
    at = min((place for word in words if (place := flat.casefold().find(word)) >= 0), default=0)
    start = max(0, at - AROUND)
    start = flat.rfind(" ", 0, start) + 1 if start else 0
    cut = flat[start : start + 3 * AROUND]
    return ("…" if start else "") + cut.strip() + "…"
