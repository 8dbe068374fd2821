"""`refer give`: note that a client was offered some colleagues; who was chosen is heard later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked, giving, handing
from refer_cli.commands.arguments import Json
from refer_cli.commands.asked import WhoAsked
from refer_cli.commands.handing import On, ReasonOption
from refer_cli.commands.world import World
from refer_cli.fields.days import day_or_today, parse_day

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
    world: World = ctx.obj
    world.json = json
    from refer_cli.network.labels import check_ledger_label

    example = 'refer give A7 "Ada Birch" --reason moving'
    code = check_ledger_label(asked.one(world, label, "Your own code for the client, never a name", "LABEL", example))
    day = day_or_today(on, world.today, "--on")
    agreed = parse_day(consent, world.today, "--consent") if consent is not None else None
    reading = world.read()
    names = asked.several(world, who, "Whom did you offer (commas between names)", "WHO", example)
    ids = list(dict.fromkeys(reading.resolve(one) for one in names))
    cards = reading.cards(ids, archived=None)
    giving.refuse_whom_nobody_offers(world, cards, anyway)
    before = giving.open_referral(reading, code)
    slug, assumptions = handing.reason_of(reading, _reason_typed(world, reason, before))
    book, number = giving.note_given(world, before, code, cards, day, slug, agreed)
    given = giving.as_given(book, before, number, cards, agreed)
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(_as_json(given, assumptions))
        return
    giving.draw(world, book, given, cards, assumptions, slug)


def _reason_typed(world: World, reason: str | None, before: Referral | None) -> str | None:
    """The reason, asked for on a terminal where it is not known yet; Enter leaves it out."""
    if reason is not None or not world.interactive or (before is not None and before.reason is not None):
        return reason
    from refer_cli.render.asking import ask

    return ask("Why do you refer (a word of refer reasons; Enter leaves it out)") or None


def _as_json(given: giving.Given, assumptions: Sequence[str]) -> dict[str, object]:
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
