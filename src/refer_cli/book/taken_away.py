"""What stood on a card once and does no more, by the journal: so that an import does not bring it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from refer_cli.fields.catalogue import BY_NAME
from refer_cli.folding import fold

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.fields.card import Card

_LISTS = {"specialty": "specialties", "panel": "panels", "tie": "ties"}


def taken_away(book: Book, card: Card) -> tuple[dict[str, set[str]], dict[str, set[str | int]], set[str]]:
    """Entries of lists (folded) and single values by their fields, and lines of the notes (folded), now gone."""
    entries: dict[str, set[str]] = {}
    values: dict[str, set[str | int]] = {}
    lines: set[str] = set()
    for table, text in book.once_there(card.id):
        row: dict[str, Any] = json.loads(text)
        if table == "colleague":
            lines.update(map(fold, str(row.get("notes") or "").splitlines()))
            for field, value in row.items():
                if field in BY_NAME and field not in card.values and isinstance(value, (str, int)):
                    values.setdefault(field, set()).add(value)
        elif table in _LISTS or table == "listing":
            entries.setdefault(_LISTS.get(table) or str(row["field"]), set()).add(fold(str(row["name"])))
    for field in entries:
        listing = card.listing(field)
        entries[field] -= {fold(name) for name in listing.names()} if listing is not None else set()
    return entries, values, lines - set(map(fold, (card.text("notes") or "").splitlines()))
