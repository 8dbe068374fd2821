"""Colleagues of the book: a list by any field, and a search for words."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS
from refer_cli.render.answer import Reply
from refer_cli.render.colleague_json import colleague_json
from refer_cli.render.listing import draw_empty_book, draw_found, draw_list
from refer_cli.render.screen import Screen
from refer_cli.services.chosen_cards import Choice, choose
from refer_cli.services.environment import Environment
from refer_cli.services.list_filters import Condition
from refer_cli.vocabulary.normaliser import fold

SEARCHED = (
    "name", "practice", "street", "city", "state", "zip", "notes", "specialties", "panels", "ties",
    "approaches", "populations", "languages", "styles", "credentials", "groups", "tags", "follows",
    "accessibility", "license_states", "authorities",
)  # fmt: skip
AROUND = 24
SHOWN_BESIDE = ("accepting", "how_known")
"""What a list shows where fewer than two fields were asked for."""


def list_colleagues(environment: Environment, asked: Choice) -> Reply:
    """Those of whom all filters hold, by a field. Raises BadValue, UnknownWord and WrongUsage."""
    chosen = choose(environment, asked)
    return Reply(
        "list",
        lambda: {"colleagues": [colleague_json(card) for card in chosen.cards]},
        lambda screen: draw_list(
            screen, chosen.cards, chosen.columns or _columns(chosen.asked, chosen.sorting), chosen.entries,
            chosen.total, chosen.assumptions, environment.command,
        ),
    )  # fmt: skip


def _columns(asked: Sequence[Condition], sorting: str) -> list[str]:
    """The place, and the fields that were asked for; two more where those are few."""
    wanted = {sorting, *(condition.field for condition in asked)} - {"name", "credentials", "city", "state"}
    shown = [field.name for field in FIELDS if field.name in wanted]
    beside = [name for name in SHOWN_BESIDE if name not in shown] if len(shown) < 2 else []
    return ["place", *shown, *beside]


def find(environment: Environment, asked: str, everybody: bool, limit: int) -> Reply:
    """Those whose names, practice, notes or lists hold every word, at most `limit`; `everybody`: the archived too."""
    book = environment.read()
    ids = book.search(asked, limit + 1, archived=None if everybody else False)
    more = len(ids) > limit
    matching = [(card, hits(card, asked)) for card in book.cards(ids[:limit], archived=None)]

    def draw(screen: Screen) -> None:
        if not matching and not book.count(archived=None):
            draw_empty_book(screen, environment.command)
        else:
            draw_found(screen, matching, asked, environment.command, more)

    return Reply(
        "find",
        lambda: {
            "text": asked,
            "more": more,
            "colleagues": [
                {"id": card.id, "name": card.name, "found_in": [name for name, _ in where]} for card, where in matching
            ],
        },
        draw,
    )


def hits(card: Card, asked: str) -> list[tuple[str, str]]:
    """The fields that hold a word of the search, and the words around the first of them."""
    words = fold(asked).split()
    where = []
    for name in SEARCHED:
        listing = card.listing(name)
        texts = listing.names() if listing else (card.text(name) or "",)
        for text in texts:
            if any(part.startswith(word) for part in fold(text).split() for word in words):
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
