"""`refer give`: note that a client was offered some colleagues; who was chosen is heard later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked
from refer_cli.commands.arguments import Json, On, ReasonOption
from refer_cli.commands.asked import WhoAsked
from refer_cli.fields.days import day_or_today, parse_day
from refer_cli.services import ledger_service
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refer_cli.network.records import Referral


def give(
    ctx: typer.Context,
    label: Annotated[
        str | None, typer.Argument(metavar="LABEL", help="Your own code for the client, never a name.")
    ] = None,
    who: WhoAsked = None,
    reason: ReasonOption = None,
    on: On = None,
    consent: Annotated[
        str | None,
        typer.Option("--consent", metavar="DAY", help="The day the client agreed that you speak with them."),
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Offer also whom you marked as do-not-refer.")] = False,
    json: Json = False,
) -> None:
    """Note whom you offered to a client.

    Name everybody you offered, each in quotes. Who was chosen, and what came of it, is heard later with
    `refer outcome`. A second call for a client whose referral is still open adds to it.

    Example: refer give A7 "Ada Birch" "Flo Gum" --reason moving --consent today
    """
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.network.labels import check_ledger_label

    example = 'refer give A7 "Ada Birch" --reason moving'
    code = check_ledger_label(
        asked.one(environment, label, "Your own code for the client, never a name", "LABEL", example)
    )
    day = day_or_today(on, environment.today, "--on")
    agreed = parse_day(consent, environment.today, "--consent") if consent is not None else None
    reading = environment.read()
    names = asked.several(environment, who, "Whom did you offer (commas between names)", "WHO", example)
    ids = list(dict.fromkeys(reading.resolve(one) for one in names))
    cards = reading.cards(ids, archived=None)
    ledger_service.refuse_whom_nobody_offers(environment, cards, anyway)
    before = ledger_service.open_referral(reading, code)
    slug, assumptions = ledger_service.reason_of(reading, _reason_typed(environment, reason, before))
    book, number = ledger_service.note_given(environment, before, code, cards, day, slug, agreed)
    given = ledger_service.as_given(book, before, number, cards, agreed)
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(_as_json(given, assumptions))
        return
    ledger_service.draw(environment, book, given, cards, assumptions, slug)


def _reason_typed(environment: Environment, reason: str | None, before: Referral | None) -> str | None:
    """The reason, asked for on a terminal where it is not known yet; Enter leaves it out."""
    if reason is not None or not environment.interactive or (before is not None and before.reason is not None):
        return reason
    from refer_cli.render.asking import ask

    return ask("Why do you refer (a word of refer reasons; Enter leaves it out)") or None


def _as_json(given: ledger_service.Given, assumptions: Sequence[str]) -> dict[str, object]:
    from refer_cli.network.ledger import standing

    after = given.after
    stands = standing(after)
    return {
        "schema": "refer.give/1",
        "id": after.id,
        "new": given.before is None,
        "label": after.label,
        "reason": after.reason,
        "on": after.given_on,
        "consent": after.consent_on,
        "without_consent": list(given.unagreed),
        "offered": [offer.colleague_id for offer in after.offers],
        "added": given.added,
        "asks": stands.asks,
        "ask_on": stands.on_day,
        "tell_client": [{"id": one, "why": why} for one, why in given.close.items()],
        "assumptions": list(assumptions),
    }
