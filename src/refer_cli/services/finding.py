"""A search for words over the whole book, and why each colleague was found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refer_cli.book.reading import Book
from refer_cli.errors import WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.search_words import Wanted, wanted, words_of
from refer_cli.folding import unaccented
from refer_cli.render.answer import Reply
from refer_cli.render.empty_book import draw_empty_book
from refer_cli.render.found import Found, Hit, Missed, draw_found, draw_missed
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment

SEARCHED = (
    "name", "practice", "phone", "email", "street", "city", "state", "zip", "notes", "specialties", "panels", "ties",
    "approaches", "populations", "languages", "styles", "credentials", "groups", "tags", "follows",
    "accessibility", "license_states", "authorities",
)  # fmt: skip
PLAIN_TO_SEE = frozenset({"name", "practice", "phone", "city", "state"})
"""What a line shows of everybody: where a word stands there, it needs no other reason."""


def find(environment: Environment, asked: str, everybody: bool, limit: int) -> Reply:
    """Those whose card holds all that is asked for, at most `limit`; `everybody`: the archived too.

    Raises WrongUsage where nothing is asked for.
    """
    if not any(map(str.isalnum, asked)):
        raise WrongUsage("There is nothing to look for.", f"for example {environment.command} find teens denver aetna")
    book = environment.read()
    archived = None if everybody else False
    ids = book.search(asked, limit + 1, archived=archived)
    more = len(ids) > limit
    things = wanted(asked, terms=True)
    matching = [found(card, things) for card in book.cards(ids[:limit], archived=None)]
    missed = _missed(book, asked, things, archived) if not matching else None

    def draw(screen: Screen) -> None:
        if missed is None:
            draw_found(screen, matching, environment.command, more)
        elif book.following_id() == 1:
            draw_empty_book(screen, environment.command)
        else:
            draw_missed(screen, missed, environment.command)

    return Reply(
        "find",
        lambda: {
            "text": asked,
            "more": more,
            "colleagues": [
                {
                    "id": one.card.id,
                    "name": one.card.name,
                    **{field: one.card.text(field) for field in ("phone", "email", "city", "state")},
                    "found_in": [hit.field for hit in one.hits],
                }
                for one in matching
            ],
            "alone": [{"text": text, "colleagues": count} for text, count in missed.alone] if missed else [],
            "near": list(missed.near) if missed else [],
        },
        draw,
    )


def found(card: Card, things: Sequence[Wanted]) -> Found:
    """A card with the fields that hold something of what was asked for, and where it stands there."""
    hits: list[Hit] = []
    seen = {
        thing for thing in things for field in PLAIN_TO_SEE if thing.stands_in(words_of(field, card.text(field) or ""))
    }
    reasons: list[str] = []
    for field in SEARCHED:
        for text in _texts(card, field):
            words = words_of(field, text)
            there = [thing for thing in things if thing.stands_in(words)]
            if there:
                flat = " ".join(text.split())
                hits.append(Hit(field, flat, _places(flat, there)))
                if field not in PLAIN_TO_SEE and not seen.issuperset(there):
                    reasons.append(field)
                break
    return Found(card, tuple(hits), frozenset(reasons))


def _texts(card: Card, field: str) -> list[str]:
    """What a search finds in one field: of a list, what is so."""
    listing = card.listing(field)
    if listing is not None:
        return [item.name for item in listing.items if not item.denied]
    text = card.text(field)
    return [text] if text else []


def _missed(book: Book, asked: str, things: Sequence[Wanted], archived: bool | None) -> Missed:
    """What can be said where nobody has all that was asked for: who has each part of it, and names nearly so."""
    alone = [(thing.typed, book.count_found([thing], archived=archived)) for thing in things] if len(things) > 1 else []
    return Missed(asked, tuple(alone), tuple(book.near_names(asked)))


def _places(flat: str, things: Sequence[Wanted]) -> tuple[tuple[int, int], ...]:
    """Where a text has the first word of each thing that was asked for, in order: begin and end.

    What is spelled otherwise there is left out.
    """
    plain = unaccented(flat)
    places = set()
    for thing in things:
        firsts = {phrase.words[0] for way in thing.ways for phrase in way}
        having = [word for first in firsts if (word := re.search(rf"(?<!\w){re.escape(first)}\w*", plain)) is not None]
        if having:
            places.add(min(word.span() for word in having))
    return tuple(sorted(places))
