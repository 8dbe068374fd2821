"""What giving, receiving and outcomes share: days and reasons as they are typed, and a referral found by its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.world import World
from refer_cli.errors import Refused, WrongUsage

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.network.records import Referral

On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day it happened (else today).")]
ReasonOption = Annotated[
    str | None,
    typer.Option("--reason", metavar="REASON", help="Why; refer reasons lists them.", autocompletion=completing.reason),
]

THANK_DAYS = 2
"""A thank-you belongs within two days."""


def reason_of(book: Book, text: str | None) -> tuple[str | None, list[str]]:
    """The slug of a typed reason, the therapist's own among them, and what was assumed. Raises UnknownWord."""
    if text is None or not text.strip():
        return None, []
    from refer_cli.matching.reasons import find_reason

    reason, assumption = find_reason(text, book.reasons())
    return reason.slug, [assumption] if assumption else []


def thank_by(world: World, on_day: str) -> str:
    """The day by which to thank for what happened on a day: two days later, today at the earliest."""
    from refer_cli.network import spans

    return max(spans.add(on_day, spans.Span(THANK_DAYS, "d")), world.today.isoformat())


def find_referral(book: Book, typed: str, command: str) -> Referral:
    """The referral meant: by its number, else the newest with that client label, an open one first.

    Raises Refused, or WrongUsage where a label of an older book is another referral's number.
    """
    from refer_cli.book import network_reading
    from refer_cli.network.labels import same_label
    from refer_cli.network.ledger import is_open

    referrals = network_reading.referrals(book)
    number = typed.strip().removeprefix("#")
    numbered = [one for one in referrals if number.isascii() and number.isdigit() and one.id == int(number)]
    labelled = [one for one in referrals if one.direction == "given" and same_label(one.label, typed.strip())]
    if numbered and labelled and numbered[0] not in labelled:
        # Labels of digits alone are refused now, but a book may hold some.
        newest = max(labelled, key=lambda one: (is_open(one), one.given_on, one.id))
        raise WrongUsage(
            f"{number} is the number of one referral and the client label of another.",
            f'"#{number}" means the number; the label\'s is referral {newest.id}: {command} outcome "#{newest.id}"',
        )
    if numbered:
        return numbered[0]
    if labelled:
        return max(labelled, key=lambda one: (is_open(one), one.given_on, one.id))
    raise Refused("There is no such referral.", f"{command} ledger --open shows the open ones with their numbers")


def referral(book: Book, number: int) -> Referral:
    """A referral that is known to be there, as it stands in the book now."""
    from refer_cli.book import network_reading

    return next(one for one in network_reading.referrals(book) if one.id == number)


def names_of(book: Book, ids: Sequence[int]) -> Mapping[int, str]:
    """The names of these colleagues, archived or not."""
    from refer_cli.book import due_reading

    return {one: contact.name for one, contact in due_reading.contacts(book, ids).items()}
