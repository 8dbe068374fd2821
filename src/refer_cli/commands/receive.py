"""`refer receive`: note a client whom a colleague sent, and put the thank-you on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked
from refer_cli.commands.arguments import Json, On, ReasonOption
from refer_cli.commands.asked import WhoAsked
from refer_cli.errors import Refused
from refer_cli.fields.days import day_or_today
from refer_cli.network.meeting import thank_by
from refer_cli.render.screen import shell_word
from refer_cli.services import ledger_service
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.book.writing import Step
    from refer_cli.fields.card import Card
    from refer_cli.network.records import Referral


def receive(
    ctx: typer.Context,
    who: WhoAsked = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="LABEL", help="Your own code for the client, never a name.")
    ] = None,
    reason: ReasonOption = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Note a client whom a colleague sent you.

    The thank-you is put on your list, due in two days.

    Example: refer receive "Ada Birch" --label B12 --reason caseload-full --on yesterday
    """
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.network.labels import check_ledger_label, same_label

    code = check_ledger_label(label) if label is not None else None
    day = day_or_today(on, environment.today, "--on")
    reading = environment.read()
    names = asked.words(environment, who, "Who sent you the client", "WHO", 'refer receive "Ada Birch"')
    card = reading.card(reading.resolve(" ".join(names)))
    if card.archived:
        raise Refused(
            f"{card.name} is archived.", f"{environment.command} unarchive {shell_word(card.name)} brings them back"
        )
    slug, assumptions = ledger_service.reason_of(reading, reason)
    thank = thank_by(day, environment.today)
    noted = _noted_that_day(reading, card.id, day)
    if code is not None and (same := next((one for one in noted if same_label(one.label, code)), None)):
        _answer_again(environment, same, card)
        return
    from refer_cli.book import network_writing
    from refer_cli.network.due import TASK, line_id

    book = environment.write()
    with book.step(f"receive {code or 'a client'} from {card.name}") as step:
        number = network_writing.receive(step, card.id, day, label=code, reason=slug)
        task = network_writing.add_follow_up(step, card.id, "thank", thank, referral_id=number)
        in_touch = _note_contact(step, card, day)
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.receive/1",
                "id": number,
                "new": True,
                "colleague": card.id,
                "label": code,
                "reason": slug,
                "on": day,
                "follow_ups": [line_id(TASK, task)],
                "last_contact": day if in_touch else card.text("last_contact"),
                "assumptions": assumptions,
            }
        )
        return
    from refer_cli.render.referrals import draw_received

    draw_received(
        environment.screen(),
        number,
        card.name,
        code,
        slug,
        (line_id(TASK, task), thank),
        environment.today,
        environment.command,
        day=day,
        assumptions=assumptions,
        others=len(noted),
    )


def _noted_that_day(book: Book, colleague_id: int, day: str) -> list[Referral]:
    """What this colleague sent on that day, as far as it is noted."""
    from refer_cli.book import network_reading

    return [
        one
        for one in network_reading.referrals(book)
        if one.direction == "received" and (one.colleague_id, one.given_on) == (colleague_id, day)
    ]


def _answer_again(environment: Environment, same: Referral, card: Card) -> None:
    """This client, of this colleague and day, is in the ledger: nothing was written."""
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.receive/1",
                "id": same.id,
                "new": False,
                "colleague": card.id,
                "label": same.label,
                "reason": same.reason,
                "on": same.given_on,
                "follow_ups": [],
                "last_contact": card.text("last_contact"),
                "assumptions": [],
            }
        )
        return
    from refer_cli.render.referrals import draw_received_before

    draw_received_before(environment.screen(), same, card.name, environment.today, environment.command)


def _note_contact(step: Step, card: Card, day: str) -> bool:
    """Who sends somebody was in touch that day; False where a later day is known, or the first meeting is later."""
    from refer_cli.book import writing
    from refer_cli.fields.card import Facts

    if any(day < known for name in ("first_met", "last_contact") if (known := card.text(name)) is not None):
        return False
    return bool(writing.change(step, card.id, Facts({"last_contact": day}, day)))
