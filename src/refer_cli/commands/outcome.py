"""`refer outcome`: what became of a colleague who was offered, and the next step where it came to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.arguments import Json, On
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.days import day_or_today
from refer_cli.network.meeting import thank_by
from refer_cli.network.words import HELD, OUTCOMES
from refer_cli.services import ledger_service
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.book.writing import Step
    from refer_cli.fields.card import Card
    from refer_cli.network.records import Referral

OF_ALL = ("declined", "unknown")
"""Said without a name, these are true of everybody still waited for."""


FOR_TAKING = "for taking your client"


class Said(NamedTuple):
    """What was typed: whom it is about (empty: left out), the outcome, and what was assumed."""

    who: str
    status: str
    assumptions: list[str]


class Openings(NamedTuple):
    """What `no-capacity` did to a card's openings: `changed`, or the later word that stays."""

    changed: bool
    stays: str | None
    stays_as_of: str | None


def outcome(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="N", help="The referral's number, or its client label.")
    ] = None,
    said: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO] STATUS",
            help=f"Whom it is about, where several were offered; then one of {', '.join(OUTCOMES)}.",
            autocompletion=completing.among(*OUTCOMES),
        ),
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Note what came of a referral.

    no-capacity marks that colleague's openings as full; first-session-held completes the referral.

    Example: refer outcome 31 "Ada Birch" no-capacity
    """
    environment: Environment = ctx.obj
    environment.json = json
    day = day_or_today(on, environment.today, "--on")
    reading = environment.read()
    question = "Which referral (refer ledger --open shows the numbers)"
    number = asked.one(environment, number, question, "N", 'refer outcome 31 "Ada Birch" no-capacity')
    referral = ledger_service.find_referral(reading, number, environment.command)
    if referral.direction != "given":
        raise Refused(
            f"Referral {referral.id} was sent to you; outcomes are of those you give.",
            f"{environment.command} ledger --open shows the open ones with their numbers",
        )
    cards = {card.id: card for card in reading.cards([one.colleague_id for one in referral.offers], archived=None)}
    heard = _understood(environment, said or [])
    ids = _whom(environment, reading, referral, cards, heard)
    for offer in referral.offers:
        if offer.colleague_id in ids and day < offer.offered_on:
            raise BadValue(
                f"{day} is before the offer of {offer.offered_on}.", "write the day you heard it", field="--on"
            )
    book = environment.write()
    who = " and ".join(cards[one].name for one in ids)
    openings: dict[int, Openings] = {}
    dropped: dict[int, int] = {}
    with book.step(f"note {heard.status} of {who} in referral {referral.id}") as step:
        thanks = _write(environment, step, referral, [cards[one] for one in ids], heard.status, day, openings)
        dropped = _drop_thanks(step, referral.id)
    after = ledger_service.referral(book, referral.id)
    _answer(environment, book, after, cards, ids, heard, day, openings, thanks, dropped)


def _understood(environment: Environment, words: Sequence[str]) -> Said:
    """Whom and what: the last words are the outcome, as many of them as make one."""
    from refer_cli.network.outcome_words import split_outcome

    if not words:
        if not environment.interactive:
            raise WrongUsage("The outcome is missing.", f"one of {', '.join(OUTCOMES)}")
        from refer_cli.render.asking import ask, tell

        tell(f"One of {', '.join(list(OUTCOMES)[:4])},")
        tell(f"{', '.join(list(OUTCOMES)[4:])}.")
        words = [ask("What came of it")]
    who, status, assumption = split_outcome(" ".join(words).split())
    return Said(who, status, [assumption] if assumption else [])


def _whom(environment: Environment, book: Book, referral: Referral, cards: dict[int, Card], heard: Said) -> list[int]:
    """The colleagues it is about: the one named, the only one possible, or all still waited for."""
    from refer_cli.network.ledger import chosen, contacted, to_reach, waiting
    from refer_cli.render.screen import shell_word

    if heard.who:
        return [_named(environment, book, referral, cards, heard.who)]
    still = list(waiting(referral))
    everybody = list(cards)
    if heard.status in OF_ALL and still:
        return still
    if heard.status == "declined" and everybody and chosen(referral) is None:
        # Everybody fell out already: the client wants nobody else.
        return everybody
    if heard.status == "not-reached" and len(tried := to_reach(referral)) == 1:
        return list(tried)
    went = chosen(referral)
    several = [offer.colleague_id for offer in contacted(referral)]
    if len(several) > 1:
        still, everybody, went = several, several, None
    for possible in (still,) if still else ([went.colleague_id] if went else [], everybody):
        if len(possible) == 1:
            return possible
    if not everybody:
        raise Refused(
            f"Nobody is noted as offered in referral {referral.id}.", f"{environment.command} give offers somebody"
        )
    choice = [cards[one].name for one in still or everybody]
    if environment.interactive:
        from refer_cli.render.asking import ask

        return [_named(environment, book, referral, cards, ask(f"Which of {', '.join(choice)}"))]
    raise WrongUsage(
        f"Several colleagues were offered in referral {referral.id}: {', '.join(choice)}.",
        f"{environment.command} outcome {referral.id} {shell_word(choice[0])} {heard.status}",
    )


def _named(environment: Environment, book: Book, referral: Referral, cards: dict[int, Card], who: str) -> int:
    """The colleague meant, looked for among those offered first."""
    from refer_cli.book.names import Named, matches
    from refer_cli.fields.placeholders import LABEL
    from refer_cli.render.screen import shell_word

    found = matches([Named(card.id, card.name, None, card.archived) for card in cards.values()], who)
    if len(found) == 1:
        return found[0].id
    colleague_id = book.resolve(who)
    if colleague_id in cards:
        return colleague_id
    name = book.card(colleague_id).name
    offer = shell_word(referral.label or LABEL)
    raise Refused(
        f"{name} was not offered in referral {referral.id}.",
        f"{environment.command} give {offer} {shell_word(name)} offers them as well",
    )


def _write(
    environment: Environment,
    step: Step,
    referral: Referral,
    cards: Sequence[Card],
    status: str,
    day: str,
    openings: dict[int, Openings],
) -> dict[int, tuple[int, str]]:
    """Write the outcome of each; the thanks put on the list: colleague, line of `due` and day."""
    from refer_cli.book import network_reading, network_writing
    from refer_cli.network.due import TASK, line_id

    thanks: dict[int, tuple[int, str]] = {}
    for card in cards:
        network_writing.add_outcome(step, referral.id, card.id, status, day)
        if status == "no-capacity":
            openings[card.id] = _mark_full(step, card, day)
        elif status == HELD:
            noted = network_reading.follow_ups(step.book, open_only=False)
            if not any(one.referral_id == referral.id and one.colleague_id == card.id for one in noted):
                due = thank_by(day, environment.today)
                task = network_writing.add_follow_up(
                    step, card.id, "thank", due, detail=FOR_TAKING, referral_id=referral.id
                )
                thanks[card.id] = (line_id(TASK, task), due)
    return thanks


def _drop_thanks(step: Step, number: int) -> dict[int, int]:
    """Take away the open thanks to whom the session was not with after all: colleague and line of `due`."""
    from refer_cli.book import network_reading, network_writing
    from refer_cli.network.due import TASK, line_id
    from refer_cli.network.ledger import chosen

    went = chosen(ledger_service.referral(step.book, number))
    held = went.colleague_id if went is not None and went.status == HELD else None
    gone = {}
    for task in network_reading.follow_ups(step.book):
        if task.referral_id == number and task.what == "thank" and task.colleague_id != held:
            network_writing.drop_follow_up(step, task.id)
            gone[task.colleague_id] = line_id(TASK, task.id)
    return gone


def _mark_full(step: Step, card: Card, day: str) -> Openings:
    """Openings are `no` as of that day, unless the card has a later word about them."""
    from refer_cli.book import writing
    from refer_cli.fields.card import Facts
    from refer_cli.fields.spelling import write
    from refer_cli.fields.values import Accepting

    known = card.accepting()
    if known is not None and card.dating("accepting").as_of > day:
        return Openings(False, write("accepting", known), card.dating("accepting").as_of)
    facts = Facts({"accepting": Accepting("no")}, day, "outcome")
    return Openings(bool(writing.change(step, card.id, facts, redate=("accepting",))), None, None)


def _answer(
    environment: Environment,
    book: Book,
    after: Referral,
    cards: dict[int, Card],
    ids: Sequence[int],
    heard: Said,
    day: str,
    openings: dict[int, Openings],
    thanks: dict[int, tuple[int, str]],
    dropped: dict[int, int],
) -> None:
    from refer_cli.network.ledger import chosen, contacted, standing, waiting

    stands, went = standing(after), chosen(after)
    left = waiting(after)
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.outcome/1",
                "id": after.id,
                "colleagues": list(ids),
                "status": heard.status,
                "on": day,
                "open": stands.asks is not None,
                "asks": stands.asks,
                "ask_on": stands.on_day,
                "left": list(left),
                "openings_changed": [one for one, done in openings.items() if done.changed],
                "follow_ups": [line for line, _ in thanks.values()],
                "follow_ups_dropped": list(dropped.values()),
                "assumptions": heard.assumptions,
            }
        )
        return
    from refer_cli.render.finding_others import suggest_command
    from refer_cli.render.referrals import Heard, draw_outcome

    draw_outcome(
        environment.screen(),
        after,
        stands,
        Heard(
            heard.status,
            day,
            [cards[one] for one in ids],
            [cards[one] for one in left if one not in ids],
            {one: (done.stays, done.stays_as_of) for one, done in openings.items() if done.stays},
            thanks,
            [cards[one].name for one in dropped],
            [cards[one.colleague_id].name for one in contacted(after)],
            cards[went.colleague_id].name if went is not None and went.status == HELD else None,
            suggest_command(environment.command, after.reason, book.reasons()),
        ),
        environment.today,
        environment.command,
        heard.assumptions,
    )
