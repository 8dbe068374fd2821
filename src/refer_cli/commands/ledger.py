"""`refer ledger`: what was offered, given, received and is open, by colleague; or the history with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import Json
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from refer_cli.book.reading import Book
    from refer_cli.network.ledger import Balance, Event, Standing, Totals
    from refer_cli.network.records import Referral


def ledger(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHO]", help="The history with one colleague.", autocompletion=completing.who),
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only the referrals that wait for something.")] = False,
    json: Json = False,
) -> None:
    """Show what was given, received and is open, by colleague.

    It is for you alone, and never changes whom `refer suggest` names.

    Example: refer ledger "Ada Birch"
    """
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.book import due_reading, network_reading
    from refer_cli.network import ledger as counting

    book = environment.read()
    with book.snapshot():
        one = book.resolve(" ".join(who)) if who else None
        referrals = network_reading.referrals(book)
        events = counting.history(one, referrals, network_reading.meetings(book)) if one is not None else None
        if one is not None:
            referrals = [each for each in referrals if _is_about(each, one)]
        still = counting.open_referrals(referrals)
        found = counting.balances(referrals)
        if one is not None:
            found = [each for each in found if each.colleague_id == one] or [counting.Balance(one, 0, 0, 0, 0)]
        offered = (offer.colleague_id for each, _ in still for offer in each.offers)
        people = due_reading.contacts(book, [*(each.colleague_id for each in found), *offered])
    names = {number: person.name for number, person in people.items()}
    archived = {number for number, person in people.items() if person.archived}
    rows = sorted(found, key=lambda each: (-each.offered - each.received, names[each.colleague_id].casefold()))
    if json:
        _answer_json(rows, counting.totals(referrals), still, names, archived, only_open, events)
        return
    _draw(environment, book, rows, counting.totals(referrals), still, names, archived, only_open, one, events)


def _is_about(referral: Referral, colleague_id: int) -> bool:
    return referral.colleague_id == colleague_id or any(one.colleague_id == colleague_id for one in referral.offers)


def _answer_json(
    rows: Sequence[Balance],
    totals: Totals,
    still: Sequence[tuple[Referral, Standing]],
    names: Mapping[int, str],
    archived: Collection[int],
    only_open: bool,
    events: Sequence[Event] | None,
) -> None:
    from refer_cli.network.ledger import chosen, waiting
    from refer_cli.render.answer import emit_json

    answer: dict[str, Any] = {
        "schema": "refer.ledger/1",
        "colleagues": [
            {
                "id": one.colleague_id,
                "name": names[one.colleague_id],
                "archived": one.colleague_id in archived,
                "offered": one.offered,
                "given": one.given,
                "received": one.received,
                "open": one.open,
                "balance": one.given - one.received,
            }
            for one in rows
            if one.open or not only_open
        ],
        "totals": totals._asdict(),
        "open": [
            {
                "id": referral.id,
                "label": referral.label,
                "reason": referral.reason,
                "on": referral.given_on,
                "consent": referral.consent_on,
                "asks": stands.asks,
                "ask_on": stands.on_day,
                "chosen": went.colleague_id if (went := chosen(referral)) is not None else None,
                "waiting": list(waiting(referral)),
            }
            for referral, stands in still
        ],
    }
    if events is not None:
        answer["history"] = [
            {
                "on": event.on_day,
                "what": event.what,
                "word": event.word,
                "referral": event.referral_id,
                "label": event.label,
                "reason": event.reason,
            }
            for event in events
        ]
    emit_json(answer)


def _draw(
    environment: Environment,
    book: Book,
    rows: Sequence[Balance],
    totals: Totals,
    still: Sequence[tuple[Referral, Standing]],
    names: Mapping[int, str],
    archived: Collection[int],
    only_open: bool,
    one: int | None,
    events: Sequence[Event] | None,
) -> None:
    from refer_cli.render import ledger as render

    screen = environment.screen()
    if one is not None and events is not None:
        gone = one in archived
        render.draw_history(
            screen, names[one], rows[0], events, still, names, environment.today, environment.command, archived=gone
        )
    elif only_open:
        render.draw_open(screen, still, names, environment.today, environment.command)
    elif not (totals.offered or totals.received):
        render.draw_nothing(screen, environment.command, empty=not book.count(archived=None))
    else:
        render.draw_ledger(
            screen, rows, totals, still, names, environment.today, environment.command, archived=archived
        )
