"""What became of colleagues who were offered: noted, with what follows for their openings and thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from refer_cli.book import network_reading, writing
from refer_cli.book.names import ColleagueName, matches
from refer_cli.book.reading import Book
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.days import day_or_today
from refer_cli.fields.placeholders import LABEL
from refer_cli.network.due import OUTCOME, TASK, line_id
from refer_cli.network.ledger import chosen, contacted, is_open, standing, to_reach, waiting
from refer_cli.network.meeting import thank_by
from refer_cli.network.records import Outcome, Referral
from refer_cli.network.words import HELD
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.asking import ask, tell, until_understood
from refer_cli.render.finding_others import suggest_command
from refer_cli.render.referrals import Heard, draw_choices, draw_outcome
from refer_cli.render.screen import Screen, shell_word
from refer_cli.services import ledger_service
from refer_cli.services.environment import Environment
from refer_cli.services.heard import Said, understood
from refer_cli.services.openings_marked import OpeningsMarked, mark_full, mistaken, restore, stays_full

OF_ALL = ("declined", "unknown")
"""Said without a name, these are true of everybody still waited for."""


FOR_TAKING = "for taking your client"


class Noted(NamedTuple):
    """What an outcome changed besides: openings by colleague, and the thanks put on the list (line of `due`, day).

    `restored`: those whose openings are as they were before an outcome that was a mistake.
    """

    openings: dict[int, OpeningsMarked]
    thanks: dict[int, tuple[int, str]]
    restored: list[int]


def note(environment: Environment, number: str | None, words: Sequence[str], on: str | None) -> Reply:
    """Note what came of a referral, found by its number or label; `words` say whom it is about and what.

    `on` is the day as it was typed. What is left out is asked for on a terminal. Raises Refused, WrongUsage, and
    BadValue for a day before the offer.
    """
    reading = environment.read()
    referral = _referral(environment, reading, number)
    if referral.direction != "given":
        raise Refused(
            f"Referral {referral.id} was sent to you; outcomes are of those you give.",
            f"{environment.command} ledger --open shows the open ones with their numbers",
        )
    cards = {card.id: card for card in reading.cards([offer.colleague_id for offer in referral.offers], archived=None)}
    heard = understood(environment, reading, list(cards.values()), words)
    day = day_or_today(on, environment.today, "--on") if on is not None or heard.day is None else heard.day
    ids = _whom(environment, reading, referral, cards, heard)
    for offer in referral.offers:
        if offer.colleague_id in ids and day < offer.offered_on:
            raise BadValue(
                f"{day} is before the offer of {offer.offered_on}.", "write the day you heard it", field="--on"
            )
    new = Outcome(heard.status, day)
    wrong = {
        person: mistaken(environment, referral, cards[person], new, named=bool(heard.who) or len(ids) < len(cards))
        for person in ids
    }
    book = environment.write()
    who = " and ".join(cards[person].name for person in ids)
    with book.step(f"note {heard.status} of {who} in referral {referral.id}") as step:
        noted = _write(environment, step, referral, [cards[person] for person in ids], new)
        noted.restored.extend(person for person in ids if restore(step, cards[person], wrong[person]))
        dropped = _drop_thanks(step, referral.id)
        asked_on = _ask_after_session(step, referral.id, heard.session)
    after = ledger_service.referral(book, referral.id)
    stands, went, left = standing(after), chosen(after), waiting(after)

    def body() -> dict[str, Any]:
        return {
            "id": after.id,
            "colleagues": ids,
            "status": heard.status,
            "on": day,
            "open": stands.asks is not None,
            **as_json(stands._replace(on_day=asked_on or stands.on_day), "asks ask_on=on_day"),
            "first_session_on": heard.session,
            "left": left,
            "openings_changed": [person for person, done in noted.openings.items() if done.changed],
            "openings_restored": noted.restored,
            "follow_ups": [line for line, _ in noted.thanks.values()],
            "follow_ups_dropped": list(dropped.values()),
            "assumptions": heard.assumptions,
        }

    def draw(screen: Screen) -> None:
        shown = Heard(
            heard.status,
            day,
            [cards[person] for person in ids],
            [cards[person] for person in left if person not in ids],
            {person: (done.stays, done.stays_as_of) for person, done in noted.openings.items() if done.stays},
            noted.thanks,
            [cards[person].name for person in dropped],
            [cards[offer.colleague_id].name for offer in contacted(after)],
            cards[went.colleague_id].name if went is not None and went.status == HELD else None,
            suggest_command(environment.command, after.reason, book.reasons()),
            [book.card(person) for person in noted.restored],
            [card for card in (book.card(person) for person in wrong) if stays_full(card, after, heard.status)],
            heard.session,
            network_reading.gone(book, ids),
        )
        waits = stands._replace(on_day=asked_on or stands.on_day)
        draw_outcome(screen, after, waits, shown, environment.today, environment.command, heard.assumptions)

    return Reply("outcome", body, draw)


def _referral(environment: Environment, book: Book, number: str | None) -> Referral:
    """The referral of that number or label; without one it is chosen from the open ones on a terminal."""
    if number is not None and number.strip():
        return ledger_service.find_referral(book, number, environment.command)
    if not environment.interactive:
        raise WrongUsage("N is missing.", 'for example refer outcome 31 "Ada Birch" no-capacity')
    still = [referral for referral in network_reading.referrals(book) if is_open(referral)]
    if not still:
        tell("No referral is open.")
    people = [offer.colleague_id for referral in still for offer in referral.offers]
    draw_choices(environment.screen(), still, ledger_service.names_of(book, people), environment.today)
    only = str(still[0].id) if len(still) == 1 else ""
    return until_understood(
        lambda: ask("Which referral (its number or its label)", only),
        lambda typed: ledger_service.find_referral(book, typed, environment.command),
    )


def _whom(
    environment: Environment, book: Book, referral: Referral, cards: Mapping[int, Card], heard: Said
) -> list[int]:
    """The colleagues it is about: the one named, the only one possible, or all still waited for."""
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
    choice = [cards[person].name for person in still or everybody]
    if environment.interactive:
        return [
            until_understood(
                lambda: ask(f"Which of {', '.join(choice)}"),
                lambda typed: _named(environment, book, referral, cards, typed),
            )
        ]
    raise WrongUsage(
        f"Several colleagues were offered in referral {referral.id}: {', '.join(choice)}.",
        f"{environment.command} outcome {referral.id} {shell_word(choice[0])} {heard.status}",
    )


def _named(environment: Environment, book: Book, referral: Referral, cards: Mapping[int, Card], who: str) -> int:
    """The colleague meant, looked for among those offered first."""
    named = matches([ColleagueName(card.id, card.name, None, card.archived) for card in cards.values()], who)
    if len(named) == 1:
        return named[0].id
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
    environment: Environment, step: writing.Step, referral: Referral, cards: Sequence[Card], new: Outcome
) -> Noted:
    """Write the outcome of each of these colleagues."""
    from refer_cli.book import network_writing

    noted = Noted({}, {}, [])
    status, day = new.status, new.on_day
    gone = network_reading.gone(step.book, [card.id for card in cards])
    for card in cards:
        network_writing.add_outcome(step, referral.id, card.id, status, day)
        if card.id in gone:  # of an empty place nothing is kept but what was referred
            continue
        if status == "no-capacity":
            noted.openings[card.id] = mark_full(step, card, day)
        elif status == HELD:
            tasks = network_reading.follow_ups(step.book, open_only=False)
            if not any((task.referral_id, task.colleague_id) == (referral.id, card.id) for task in tasks):
                due = thank_by(day, environment.today)
                task = network_writing.add_follow_up(
                    step, card.id, "thank", due, detail=FOR_TAKING, referral_id=referral.id
                )
                noted.thanks[card.id] = (line_id(TASK, task), due)
    return noted


def _ask_after_session(step: writing.Step, number: int, session: str | None) -> str | None:
    """Put off the question whether the first session was held until its day, where that is later; the day."""
    from refer_cli.book import network_writing

    stands = standing(ledger_service.referral(step.book, number))
    if session is None or stands.asks != "session" or stands.on_day is None or session <= stands.on_day:
        return None
    network_writing.add_snooze(step, OUTCOME, session, referral_id=number)
    return session


def _drop_thanks(step: writing.Step, number: int) -> dict[int, int]:
    """Take away the open thanks to whom the session was not with after all: colleague and line of `due`."""
    from refer_cli.book import network_writing

    went = chosen(ledger_service.referral(step.book, number))
    held = went.colleague_id if went is not None and went.status == HELD else None
    gone = {}
    for task in network_reading.follow_ups(step.book):
        if task.referral_id == number and task.what == "thank" and task.colleague_id != held:
            network_writing.drop_follow_up(step, task.id)
            gone[task.colleague_id] = line_id(TASK, task.id)
    return gone
