"""`refer give`: note that a client was offered some colleagues; who was chosen is heard later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import handing
from refer_cli.commands.arguments import Json, Who
from refer_cli.commands.handing import On, ReasonOption
from refer_cli.commands.world import World
from refer_cli.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refer_cli.book.reading import Book
    from refer_cli.book.writing import Step
    from refer_cli.fields.card import Card
    from refer_cli.network.records import Referral


def give(
    ctx: typer.Context,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="Your own code for the client, never a name.")],
    who: Who,
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
    from refer_cli.network.labels import check_label

    code = check_label(label)
    day = handing.day_of(world, on)
    agreed = handing.day_of(world, consent, "--consent") if consent is not None else None
    reading = world.read()
    ids = list(dict.fromkeys(reading.resolve(one) for one in who))
    cards = reading.cards(ids, archived=None)
    _refuse_whom_nobody_offers(world, cards, anyway)
    before = _open_referral(reading, code)
    slug, assumptions = handing.reason_of(reading, _reason_typed(world, reason, before))
    book = world.write()
    names = " and ".join(card.name for card in cards)
    with book.step(f"give {code} {names}" if before is None else f"offer {names} to {code} as well") as step:
        number = _write(step, before, code, ids, day, slug, agreed)
    after = handing.referral(book, number)
    _answer(world, book, before, after, cards, assumptions, slug)


def _refuse_whom_nobody_offers(world: World, cards: Sequence[Card], anyway: bool) -> None:
    from refer_cli.render.screen import shell_word

    for card in cards:
        named = shell_word(card.name)
        if card.archived:
            raise Refused(f"{card.name} is archived.", f"{world.command} unarchive {named} brings them back")
        if card.text("do_not_refer") is not None and not anyway:
            # The reason is private, and a refusal may be read by somebody else.
            raise Refused(
                f"You marked {card.name} as somebody not to refer to.",
                f"{world.command} show {named} has your private reason; --anyway offers them all the same",
            )


def _open_referral(book: Book, label: str) -> Referral | None:
    """The newest referral under this label that is still open."""
    from refer_cli.book import network_reading
    from refer_cli.network.labels import same_label
    from refer_cli.network.ledger import is_open

    found = [one for one in network_reading.referrals(book) if same_label(one.label, label) and is_open(one)]
    return max(found, key=lambda one: (one.given_on, one.id), default=None)


def _reason_typed(world: World, reason: str | None, before: Referral | None) -> str | None:
    """The reason, asked for on a terminal where it is not known yet; Enter leaves it out."""
    if reason is not None or not world.interactive or (before is not None and before.reason is not None):
        return reason
    from refer_cli.render.asking import ask

    return ask("Why do you refer (a word of refer reasons; Enter leaves it out)") or None


def _write(
    step: Step,
    before: Referral | None,
    label: str,
    ids: Sequence[int],
    day: str,
    reason: str | None,
    agreed: str | None,
) -> int:
    """The referral's number, after everybody is noted as offered in it."""
    from refer_cli.book import network_writing
    from refer_cli.network.words import FAILED

    if before is None:
        return network_writing.give(step, label, ids, day, reason=reason, consent_on=agreed)
    network_writing.offer(step, before.id, ids, day)
    network_writing.complete_referral(step, before.id, reason=reason, consent_on=agreed)
    for offer in before.offers:
        # Offered again after they had fallen out: they may be the one after all.
        if offer.colleague_id in ids and offer.status in FAILED:
            network_writing.add_outcome(step, before.id, offer.colleague_id, "waiting", day)
    return before.id


def _answer(
    world: World,
    book: Book,
    before: Referral | None,
    after: Referral,
    cards: Sequence[Card],
    assumptions: Sequence[str],
    reason: str | None,
) -> None:
    from refer_cli.network.ledger import standing, waiting

    stands = standing(after)
    had = set(waiting(before)) if before is not None else set()
    added = [card.id for card in cards if card.id not in had]
    close = _close_to_me(book, cards)
    if world.json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.give/1",
                "id": after.id,
                "new": before is None,
                "label": after.label,
                "reason": after.reason,
                "on": after.given_on,
                "consent": after.consent_on,
                "offered": [offer.colleague_id for offer in after.offers],
                "added": added,
                "asks": stands.asks,
                "ask_on": stands.on_day,
                "tell_client": [{"id": one, "why": why} for one, why in close.items()],
                "assumptions": list(assumptions),
            }
        )
        return
    from refer_cli.render.referrals import draw_given

    names = {card.id: card.name for card in cards}
    draw_given(
        world.screen(),
        after,
        stands,
        [names[one] for one in added],
        world.today,
        world.command,
        new=before is None,
        first_name=cards[0].name,
        close=list(close.values()),
        assumptions=assumptions,
        kept_reason=after.reason if reason is not None and after.reason != reason else None,
        going_to=_name_of(book, stands.colleague_id),
        undoable=before != after,
    )


def _name_of(book: Book, colleague_id: int | None) -> str | None:
    return handing.names_of(book, [colleague_id])[colleague_id] if colleague_id is not None else None


def _close_to_me(book: Book, cards: Sequence[Card]) -> dict[int, str]:
    """Of those close to me, what to tell the client: my practice, my suite, my supervision, a tie."""
    from refer_cli.matching.candidate import candidate_from
    from refer_cli.matching.fit import my_circle
    from refer_cli.matching.understand import me_from

    me = me_from(book.profile())
    found = {card.id: (card.name, my_circle(candidate_from(card), me)) for card in cards}
    return {one: bond.replace("this colleague", name) for one, (name, bond) in found.items() if bond}
