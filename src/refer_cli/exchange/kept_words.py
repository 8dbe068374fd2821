"""Words of a row that no field holds: lines `Column: words` of the notes, appended and never replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refer_cli.fields.card import LARGEST_TEXT

if TYPE_CHECKING:
    from refer_cli.exchange.incoming import Incoming


def noted(row: Incoming) -> Incoming:
    """The row with its unread words among its notes."""
    if not row.unread:
        return row
    before = row.facts.values.get("notes")
    lines = dict.fromkeys(f"{unread.column}: {' '.join(unread.words.split())}" for unread in row.unread)
    notes = "\n".join([*([before] if isinstance(before, str) else []), *lines])
    return row._replace(facts=row.facts._replace(values={**row.facts.values, "notes": notes[:LARGEST_TEXT]}))
