"""What a card said of openings before outcomes marked them full, by the journal: for a wrong one to be taken back."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from refer_cli.book import statements
from refer_cli.book.reading import Book
from refer_cli.fields.card import Card, Dated
from refer_cli.fields.values import Accepting
from refer_cli.records import NamedTuple

OUTCOME = "outcome"
"""The source of openings that an outcome marked full."""


class OpeningsBefore(NamedTuple):
    """The last word on openings that is no outcome's, with its day and source; `later`: the outcomes noted after it.

    None of each where nothing was known, or where the journal does not reach back so far.
    """

    value: Accepting | None
    dated: Dated | None
    later: frozenset[int]


def openings_before(book: Book, card: Card) -> OpeningsBefore:
    """What this card would say of openings if no outcome had marked them full since somebody else's word on them."""
    value, dated = card.accepting(), card.dating("accepting")
    row = Dated(card.as_of, card.source)
    own: Dated | None = dated if dated != row else None
    later: set[int] = set()
    rows = book.rows(statements.OPENINGS_PAST, {"id": card.id})
    for _, changes in groupby(rows, key=lambda change: change[0]):
        if value is None or dated.source != OUTCOME:
            break
        for _, table, before_text, after_text in changes:
            before: dict[str, Any] = json.loads(before_text or "{}")
            after: dict[str, Any] = json.loads(after_text or "{}")
            if table == "outcome":
                later.update([int(after["id"])] if after else [])
            elif table == "colleague" and before:
                value = Accepting(before["accepting"], before["accepting_until"]) if before["accepting"] else None
                row = Dated(before["as_of"], before["source"])
            elif table == "fact" and (before or after)["field"] == "accepting":
                own = Dated(before["as_of"], before["source"]) if before else None
        dated = own or row
    if value is None or dated.source == OUTCOME:
        return OpeningsBefore(None, None, frozenset(later))
    return OpeningsBefore(value, dated, frozenset(later))
