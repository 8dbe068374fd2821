"""What was offered, given, received and is open: of everybody, and the history with one colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from refer_cli.book import due_reading, network_reading, statements
from refer_cli.book.reading import Book
from refer_cli.errors import NoSuchColleague
from refer_cli.fields.numbers import whole_number
from refer_cli.network import ledger as counting
from refer_cli.network.records import Referral
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.ledger import LedgerPage, draw_history, draw_ledger, draw_nothing, draw_open
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment


def ledger(environment: Environment, only_open: bool) -> Reply:
    """The balance by colleague and what is open; with `only_open` the referrals alone that wait for something."""
    today, command = environment.today, environment.command
    book = environment.read()
    with book.snapshot():
        referrals = network_reading.referrals(book)
        page = _page(book, referrals, counting.balances(referrals))

    def draw(screen: Screen) -> None:
        if only_open:
            draw_open(screen, page, today, command)
        elif not (page.totals.offered or page.totals.received):
            draw_nothing(screen, command, empty=not book.count(archived=None))
        else:
            draw_ledger(screen, page, today, command)

    return Reply("ledger", lambda: _json(page, only_open), draw)


def history(environment: Environment, who: str) -> Reply:
    """Everything between one colleague and me. Raises NoSuchColleague."""
    book = environment.read()
    with book.snapshot():
        person = _whose(book, who)
        every = network_reading.referrals(book)
        events = counting.colleague_history(person, every, network_reading.meetings(book))
        referrals = [
            referral
            for referral in every
            if person in (referral.colleague_id, *(offer.colleague_id for offer in referral.offers))
        ]
        balances = [balance for balance in counting.balances(referrals) if balance.colleague_id == person]
        page = _page(book, referrals, balances or [counting.Balance(person, 0, 0, 0, 0)])
    return Reply(
        "ledger",
        lambda: {
            **_json(page, only_open=False),
            "history": [as_json(event, "on=on_day what word referral=referral_id label reason") for event in events],
        },
        lambda screen: draw_history(screen, page, events, environment.today, environment.command),
    )


def _whose(book: Book, who: str) -> int:
    """Whose history is meant; an empty place too, by its words in the ledger or its number. Raises NoSuchColleague."""
    try:
        return book.resolve(who)
    except NoSuchColleague:
        number = whole_number(who.strip().removeprefix("#"))
        numbers = (
            [number]
            if number is not None
            else [row[0] for row in book.rows(statements.EMPTY_PLACE, {"name": who.strip()})]
        )
        if gone := network_reading.gone(book, numbers):
            return min(gone)
        raise


def _page(book: Book, referrals: Sequence[Referral], balances: Sequence[counting.Balance]) -> LedgerPage:
    still = counting.open_referrals(referrals)
    offered = (offer.colleague_id for referral, _ in still for offer in referral.offers)
    people = due_reading.contacts(book, [*(balance.colleague_id for balance in balances), *offered])
    names = {number: person.name for number, person in people.items()}
    rows = sorted(balances, key=lambda row: (-row.offered - row.received, names[row.colleague_id].casefold()))
    archived = {number for number, person in people.items() if person.archived}
    gone = network_reading.gone(book, archived)
    return LedgerPage(rows, counting.totals(referrals), still, names, archived - gone, gone)


def _json(page: LedgerPage, only_open: bool) -> dict[str, Any]:
    return {
        "colleagues": [
            {
                "id": row.colleague_id,
                "name": page.names[row.colleague_id],
                "archived": row.colleague_id in page.archived,
                "gone": row.colleague_id in page.gone,
                **as_json(row, "offered given received open"),
                "balance": row.given - row.received,
            }
            for row in page.rows
            if row.open or not only_open
        ],
        "totals": page.totals._asdict(),
        "open": [
            {
                **as_json(referral, "id label reason on=given_on consent=consent_on"),
                **as_json(stands, "asks ask_on=on_day"),
                "chosen": went.colleague_id if (went := counting.chosen(referral)) is not None else None,
                "waiting": counting.waiting(referral),
            }
            for referral, stands in page.still
        ],
    }
