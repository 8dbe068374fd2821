"""The ledger's writes and look-ups: who was offered to a client, and reasons and referrals as they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from refer_cli.book import due_reading, network_reading
from refer_cli.book.reading import Book
from refer_cli.book.writing import Step
from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.numbers import whole_number
from refer_cli.matching.candidate import candidate_from
from refer_cli.matching.criteria.circle import my_circle
from refer_cli.matching.reasons import find_reason
from refer_cli.matching.understand import me_from
from refer_cli.network.labels import check_ledger_label, same_label
from refer_cli.network.ledger import is_open, standing, waiting, without_consent
from refer_cli.network.records import Referral
from refer_cli.network.words import FAILED
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.asking import complain, without_options
from refer_cli.render.referrals import GivenShown, draw_given
from refer_cli.render.screen import shell_word
from refer_cli.services.environment import Environment
from refer_cli.services.reason_question import asked_reason


def reason_of(book: Book, text: str | None) -> tuple[str | None, list[str]]:
    """The slug of a typed reason, the therapist's own among them, and what was assumed. Raises UnknownWord."""
    if text is None or not text.strip():
        return None, []

    reason, assumption = find_reason(text, book.reasons())
    return reason.slug, [assumption] if assumption else []


def find_referral(book: Book, typed: str, command: str) -> Referral:
    """The referral meant: by its number, else the newest with that client label, an open one first.

    Raises Refused, or WrongUsage where a label of an older book is another referral's number.
    """
    referrals = network_reading.referrals(book)
    number = typed.strip().removeprefix("#")
    numbered = [referral for referral in referrals if referral.id == whole_number(number)]
    labelled = [
        referral
        for referral in referrals
        if referral.direction == "given" and same_label(referral.label, typed.strip())
    ]
    if numbered and labelled and numbered[0] not in labelled:
        # Labels of digits alone are refused now, but a book may hold some.
        newest = max(labelled, key=_newest_open)
        raise WrongUsage(
            f"{number} is the number of one referral and the client label of another.",
            f'"#{number}" means the number; the label\'s is referral {newest.id}: {command} outcome "#{newest.id}"',
        )
    if numbered:
        return numbered[0]
    if labelled:
        return max(labelled, key=_newest_open)
    raise Refused("There is no such referral.", f"{command} ledger --open shows the open ones with their numbers")


def _newest_open(referral: Referral) -> tuple[bool, str, int]:
    """Referrals by this: the open ones last, and of those the newest."""
    return is_open(referral), referral.given_on, referral.id


def referral(book: Book, number: int) -> Referral:
    """A referral that is known to be there, as it stands in the book now."""
    return next(known for known in network_reading.referrals(book) if known.id == number)


def names_of(book: Book, ids: Sequence[int]) -> Mapping[int, str]:
    """The names of these colleagues, archived or not."""
    return {person: contact.name for person, contact in due_reading.contacts(book, ids).items()}


def give(
    environment: Environment,
    label: str,
    who: Iterable[str],
    reason: str | None,
    *,
    days: tuple[str, str | None],
    anyway: bool,
) -> Reply:
    """Note that a client was offered these colleagues. `days`: when, and when the client agreed that they be asked.

    Raises NoSuchColleague, UnknownWord, and Refused for those whom nobody offers.
    """
    day, agreed = days
    reading = environment.read()
    ids = list(dict.fromkeys(reading.resolve(name) for name in who))
    cards = reading.cards(ids, archived=None)
    refuse_whom_nobody_offers(environment, cards, anyway)
    before = open_referral(reading, label)
    slug, assumptions = reason_of(reading, _reason_typed(environment, reading, reason, before))
    book, number = note_given(environment, before, label, cards, day, slug, agreed)
    given = as_given(book, before, number, cards, agreed)

    def body() -> dict[str, Any]:
        after = given.after
        return {
            "id": after.id,
            "new": given.before is None,
            **as_json(after, "label reason on=given_on consent=consent_on"),
            "without_consent": given.unagreed,
            "offered": [offer.colleague_id for offer in after.offers],
            "added": given.added,
            **as_json(standing(after), "asks ask_on=on_day"),
            "tell_client": [{"id": person, "why": why} for person, why in given.close.items()],
            "assumptions": assumptions,
        }

    return Reply(
        "give",
        body,
        lambda screen: draw_given(
            screen, shown(book, given, cards, assumptions, slug), environment.today, environment.command
        ),
    )


def _reason_typed(environment: Environment, book: Book, reason: str | None, before: Referral | None) -> str | None:
    """The reason, asked for on a terminal where it is not known yet, or is none; Enter leaves it out."""
    if not environment.interactive or (reason is None and before is not None and before.reason is not None):
        return reason
    if reason is not None:
        try:
            find_reason(reason, book.reasons())
        except WrongUsage as unknown:
            complain(f"{unknown.sentence} {without_options(unknown)}")
        else:
            return reason
    return asked_reason(environment, book.reasons())


def refuse_whom_nobody_offers(environment: Environment, cards: Sequence[Card], anyway: bool) -> None:
    """Raises Refused for somebody archived, and for somebody marked do-not-refer unless `anyway`."""
    for card in cards:
        named = shell_word(card.name)
        if card.archived:
            raise Refused(f"{card.name} is archived.", f"{environment.command} unarchive {named} brings them back")
        if card.text("do_not_refer") is not None and not anyway:
            # The reason is private, and a refusal may be read by somebody else.
            raise Refused(
                f"You marked {card.name} as somebody not to refer to.",
                f"{environment.command} show {named} has your private reason; "
                "refer give --anyway offers them all the same",
            )


def open_referral(book: Book, label: str) -> Referral | None:
    """The newest referral under this label that is still open."""
    still = [known for known in network_reading.referrals(book) if same_label(known.label, label) and is_open(known)]
    return max(still, key=_newest_open, default=None)


def note_given(
    environment: Environment,
    before: Referral | None,
    label: str,
    cards: Sequence[Card],
    day: str,
    reason: str | None,
    agreed: str | None,
) -> tuple[Book, int]:
    """Note everybody as offered, in one step; the book as it stands after, and the referral's number.

    Raises BadValue for a label of digits alone, Refused where the referral is no longer as `before`.
    """
    check_ledger_label(label)
    ids = [card.id for card in cards]
    names = " and ".join(card.name for card in cards)
    book = environment.write()
    with book.step(f"give {label} {names}" if before is None else f"offer {names} to {label} as well") as step:
        if open_referral(book, label) != before:
            raise Refused(
                f"Another refer noted something of {label} at the same moment.",
                f"{environment.command} ledger --open shows it; give it again where it is not there",
            )
        return book, _write(step, before, label, ids, day, reason, agreed)


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

    if before is None:
        return network_writing.add_given_referral(step, label, ids, day, reason=reason, consent_on=agreed)
    network_writing.add_offers(step, before.id, ids, day)
    network_writing.complete_referral(step, before.id, reason=reason, consent_on=agreed)
    for offer in before.offers:
        # Offered again after they had fallen out: they may be the one after all.
        if offer.colleague_id in ids and offer.status in FAILED:
            network_writing.add_outcome(step, before.id, offer.colleague_id, "waiting", day)
    return before.id


class Given(NamedTuple):
    """What was noted: the referral before (None: a new one) and after, who was added, and what to tell the client.

    `unagreed`: those offered of whom no consent is noted.
    """

    before: Referral | None
    after: Referral
    added: list[int]
    close: dict[int, str]
    unagreed: tuple[int, ...]


def as_given(
    book: Book, before: Referral | None, number: int, cards: Sequence[Card], agreed: str | None = None
) -> Given:
    """What a `note_given` made of the book. `agreed`: the day of the consent that was noted with it."""
    had = set(waiting(before)) if before is not None else set()
    known = {offer.colleague_id for offer in before.offers} if before is not None else set()
    after = referral(book, number)
    # A consent covers whom the client was offered when it was given, so nobody who is new now.
    uncovered = {card.id for card in cards if card.id not in known} if before is not None else set()
    if agreed is not None:
        unagreed: tuple[int, ...] = ()
    elif after.consent_on is None:
        unagreed = without_consent(after)
    else:
        unagreed = tuple(dict.fromkeys((*without_consent(after), *sorted(uncovered))))
    return Given(
        before,
        after,
        [card.id for card in cards if card.id not in had],
        _close_to_me(book, cards),
        unagreed,
    )


def shown(
    book: Book, given: Given, cards: Sequence[Card], assumptions: Sequence[str], reason: str | None
) -> GivenShown:
    """What a screen says of it: who was noted, what to heed, and when to ask again. `reason`: as it was typed."""
    before, after = given.before, given.after
    stands = standing(after)
    names = names_of(book, [offer.colleague_id for offer in after.offers])
    return GivenShown(
        after,
        stands,
        [names[person] for person in given.added],
        new=before is None,
        first_name=cards[0].name,
        close=list(given.close.values()),
        assumptions=assumptions,
        kept_reason=after.reason if reason is not None and after.reason != reason else None,
        going_to=_name_of(book, stands.colleague_id),
        undoable=before != after,
        unagreed=[names[person] for person in given.unagreed],
    )


def _name_of(book: Book, colleague_id: int | None) -> str | None:
    return names_of(book, [colleague_id])[colleague_id] if colleague_id is not None else None


def _close_to_me(book: Book, cards: Sequence[Card]) -> dict[int, str]:
    """Of those close to me, what to tell the client: my practice, my suite, my supervision, a tie."""
    me = me_from(book.profile())
    bonds = ((card, my_circle(candidate_from(card), me)) for card in cards)
    return {card.id: bond.of(card.name) for card, bond in bonds if bond}
