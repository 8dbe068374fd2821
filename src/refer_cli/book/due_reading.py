"""What the list of due things needs from the book: stale facts and contacts, read without whole cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from refer_cli.book import network_reading, statements
from refer_cli.book.reading import Book
from refer_cli.fields.age import FRESH_DAYS
from refer_cli.network.due import Contact, DueSources, Stale
from refer_cli.network.ledger import standing

KNOWN = (
    "colleague.archived_on IS NULL AND colleague.do_not_refer IS NULL"
    " AND colleague.how_known IN ('worked-with', 'met', 'introduced')"
)
_DAY = "coalesce(fact.as_of, colleague.as_of)"
_SCALAR = (
    "SELECT colleague.id, '{field}', " + _DAY + " FROM colleague"
    " LEFT JOIN fact ON fact.colleague_id = colleague.id AND fact.field = '{field}'"
    " WHERE colleague.{field} IS NOT NULL AND " + KNOWN + " AND " + _DAY + " <= :before"
)
_ENTRY_DAY = "min(coalesce(panel.as_of, fact.as_of, colleague.as_of))"
_PANELS = (
    "SELECT colleague.id, 'panels', " + _ENTRY_DAY + " FROM panel"
    " JOIN colleague ON colleague.id = panel.colleague_id"
    " LEFT JOIN fact ON fact.colleague_id = colleague.id AND fact.field = 'panels'"
    " WHERE " + KNOWN + " GROUP BY colleague.id HAVING " + _ENTRY_DAY + " <= :before"
)
_NO_PANELS = (
    "SELECT colleague.id, 'panels', fact.as_of FROM fact JOIN colleague ON colleague.id = fact.colleague_id"
    " WHERE fact.field = 'panels' AND fact.extent = 'none' AND " + KNOWN + " AND fact.as_of <= :before"
)
STALE = (
    " UNION ALL ".join(
        [*(_SCALAR.format(field=field) for field in ("accepting", "fee", "fee_floor", "sliding_slots")), _PANELS]
    )
    + f" UNION ALL {_NO_PANELS} ORDER BY 1, 2"
)
"""Facts of those known personally that were last confirmed by `before`; a list by its oldest entry."""
CONTACTS = (
    "SELECT id, name, first_met, last_contact, archived_on IS NOT NULL FROM colleague WHERE id IN ({ids}) ORDER BY id"
)


def stale(book: Book, today: date) -> list[Stale]:
    """The facts that are old enough to be confirmed anew."""
    before = (today - timedelta(days=FRESH_DAYS)).isoformat()
    return [Stale(*row) for row in book.rows(STALE, {"before": before})]


def contacts(book: Book, ids: Iterable[int]) -> dict[int, Contact]:
    """Name and days of these colleagues, archived or not."""
    return {
        row[0]: Contact(row[0], row[1], row[2], row[3], bool(row[4]))
        for batch in statements.chunks(sorted(set(ids)))
        for row in book.rows(*statements.with_ids(CONTACTS, batch))
    }


def due_sources(book: Book, today: date) -> DueSources:
    """Everything that the list is made of, as it stood at one moment."""
    with book.snapshot():
        tasks = network_reading.follow_ups(book)
        old = stale(book, today)
        cadences = network_reading.cadences(book)
        tags = network_reading.tagged(book) if cadences.tags else {}
        by_tag = {tag.casefold() for tag in cadences.tags}
        tags = {
            colleague_id: names
            for colleague_id, names in tags.items()
            if any(name.casefold() in by_tag for name in names)
        }
        open_referrals = [
            referral for referral in network_reading.referrals(book) if standing(referral).asks is not None
        ]
        offered = (offer.colleague_id for referral in open_referrals for offer in referral.offers)
        named = [
            *(task.colleague_id for task in tasks),
            *(fact.colleague_id for fact in old),
            *cadences.colleagues,
            *tags,
            *offered,
        ]
        return DueSources(
            contacts(book, named), tasks, old, cadences, tags, open_referrals, network_reading.snoozes(book)
        )
