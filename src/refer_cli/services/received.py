"""A client whom a colleague sent: noted once, with the thank-you put on the list."""

from __future__ import annotations

from refer_cli.book import network_reading, writing
from refer_cli.book.reading import Book
from refer_cli.errors import Refused
from refer_cli.fields.card import Card, Facts
from refer_cli.network.due import TASK, line_id
from refer_cli.network.labels import same_label
from refer_cli.network.meeting import thank_by
from refer_cli.network.records import Referral
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.referrals import Received, draw_received, draw_received_before
from refer_cli.render.screen import shell_word
from refer_cli.services.environment import Environment
from refer_cli.services.ledger_service import reason_of
from refer_cli.services.newcomers import people_meant, put_in


def receive(environment: Environment, who: str, label: str | None, reason: str | None, day: str, *, new: bool) -> Reply:
    """Note a client of a day, sent by a colleague; with `new` one who is put in the book with it.

    Raises NoSuchColleague, UnknownWord, Refused for the archived.
    """
    today, command = environment.today, environment.command
    reading = environment.read()
    known, newcomers = people_meant(environment, reading, [who], day, new=new)
    card = reading.card(known[0]) if known else newcomers[0]
    if card.archived:
        raise Refused(f"{card.name} is archived.", f"{command} unarchive {shell_word(card.name)} brings them back")
    slug, assumptions = reason_of(reading, reason)
    thank = thank_by(day, today)
    noted = _noted_that_day(reading, card.id, day)
    if label is not None and (same := next((known for known in noted if same_label(known.label, label)), None)):
        return _noted_before(environment, same, card)
    from refer_cli.book import network_writing

    with environment.write().step(f"receive {label or 'a client'} from {card.name}") as step:
        if newcomers:
            card = card._replace(id=put_in(step, card))
        number = network_writing.add_received_referral(step, card.id, day, label=label, reason=slug)
        line = line_id(TASK, network_writing.add_follow_up(step, card.id, "thank", thank, referral_id=number))
        in_touch = _note_contact(step, card, day)
    sent = Received(number, card.name, label, slug, day, (line, thank), len(noted), assumptions, bool(newcomers))
    return Reply(
        "receive",
        lambda: {
            "id": number,
            "new": True,
            "colleague": card.id,
            "added": bool(newcomers),
            **as_json(sent, "label reason on=day"),
            "follow_ups": [line],
            "last_contact": day if in_touch else card.text("last_contact"),
            "assumptions": assumptions,
        },
        lambda screen: draw_received(screen, sent, today, command),
    )


def _noted_before(environment: Environment, same: Referral, card: Card) -> Reply:
    """This client, of this colleague and day, is in the ledger: nothing is written."""
    return Reply(
        "receive",
        lambda: {
            "id": same.id,
            "new": False,
            "colleague": card.id,
            "added": False,
            **as_json(same, "label reason on=given_on"),
            "follow_ups": [],
            "last_contact": card.text("last_contact"),
            "assumptions": [],
        },
        lambda screen: draw_received_before(screen, same, card.name, environment.today, environment.command),
    )


def _noted_that_day(book: Book, colleague_id: int, day: str) -> list[Referral]:
    """What this colleague sent on that day, as far as it is noted."""
    return [
        referral
        for referral in network_reading.referrals(book)
        if referral.direction == "received" and (referral.colleague_id, referral.given_on) == (colleague_id, day)
    ]


def _note_contact(step: writing.Step, card: Card, day: str) -> bool:
    """Who sends somebody was in touch that day; False where a later day is known, or the first meeting is later."""
    card = step.book.card(card.id)
    if any(day < known for name in ("first_met", "last_contact") if (known := card.text(name)) is not None):
        return False
    return bool(writing.change_card(step, card.id, Facts({"last_contact": day}, day)))
