"""The ledger's writes and look-ups: who was offered to a client, and days, reasons and referrals as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.numbers import whole_number
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.book.writing import Step
    from refer_cli.fields.card import Card
    from refer_cli.network.records import Referral


def reason_of(book: Book, text: str | None) -> tuple[str | None, list[str]]:
    """The slug of a typed reason, the therapist's own among them, and what was assumed. Raises UnknownWord."""
    if text is None or not text.strip():
        return None, []
    from refer_cli.matching.reasons import find_reason

    reason, assumption = find_reason(text, book.reasons())
    return reason.slug, [assumption] if assumption else []


def find_referral(book: Book, typed: str, command: str) -> Referral:
    """The referral meant: by its number, else the newest with that client label, an open one first.

    Raises Refused, or WrongUsage where a label of an older book is another referral's number.
    """
    from refer_cli.book import network_reading
    from refer_cli.network.labels import same_label
    from refer_cli.network.ledger import is_open

    referrals = network_reading.referrals(book)
    number = typed.strip().removeprefix("#")
    numbered = [one for one in referrals if one.id == whole_number(number)]
    labelled = [one for one in referrals if one.direction == "given" and same_label(one.label, typed.strip())]
    if numbered and labelled and numbered[0] not in labelled:
        # Labels of digits alone are refused now, but a book may hold some.
        newest = max(labelled, key=lambda one: (is_open(one), one.given_on, one.id))
        raise WrongUsage(
            f"{number} is the number of one referral and the client label of another.",
            f'"#{number}" means the number; the label\'s is referral {newest.id}: {command} outcome "#{newest.id}"',
        )
    if numbered:
        return numbered[0]
    if labelled:
        return max(labelled, key=lambda one: (is_open(one), one.given_on, one.id))
    raise Refused("There is no such referral.", f"{command} ledger --open shows the open ones with their numbers")


def referral(book: Book, number: int) -> Referral:
    """A referral that is known to be there, as it stands in the book now."""
    from refer_cli.book import network_reading

    return next(one for one in network_reading.referrals(book) if one.id == number)


def names_of(book: Book, ids: Sequence[int]) -> Mapping[int, str]:
    """The names of these colleagues, archived or not."""
    from refer_cli.book import due_reading

    return {one: contact.name for one, contact in due_reading.contacts(book, ids).items()}


def refuse_whom_nobody_offers(environment: Environment, cards: Sequence[Card], anyway: bool) -> None:
    """Raises Refused for somebody archived, and for somebody marked do-not-refer unless `anyway`."""
    from refer_cli.render.screen import shell_word

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
    from refer_cli.book import network_reading
    from refer_cli.network.labels import same_label
    from refer_cli.network.ledger import is_open

    found = [one for one in network_reading.referrals(book) if same_label(one.label, label) and is_open(one)]
    return max(found, key=lambda one: (one.given_on, one.id), default=None)


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
    from refer_cli.network.labels import check_ledger_label

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
    from refer_cli.network.ledger import waiting, without_consent

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


def draw(
    environment: Environment,
    book: Book,
    given: Given,
    cards: Sequence[Card],
    assumptions: Sequence[str],
    reason: str | None,
) -> None:
    """The screen: who was noted, what to heed, and when to ask again."""
    from refer_cli.network.ledger import standing
    from refer_cli.render.referrals import draw_given

    before, after = given.before, given.after
    stands = standing(after)
    names = names_of(book, [offer.colleague_id for offer in after.offers])
    draw_given(
        environment.screen(),
        after,
        stands,
        [names[one] for one in given.added],
        environment.today,
        environment.command,
        new=before is None,
        first_name=cards[0].name,
        close=list(given.close.values()),
        assumptions=assumptions,
        kept_reason=after.reason if reason is not None and after.reason != reason else None,
        going_to=_name_of(book, stands.colleague_id),
        undoable=before != after,
        unagreed=[names[one] for one in given.unagreed],
    )


def _name_of(book: Book, colleague_id: int | None) -> str | None:
    return names_of(book, [colleague_id])[colleague_id] if colleague_id is not None else None


def _close_to_me(book: Book, cards: Sequence[Card]) -> dict[int, str]:
    """Of those close to me, what to tell the client: my practice, my suite, my supervision, a tie."""
    from refer_cli.matching.candidate import candidate_from
    from refer_cli.matching.criteria.circle import my_circle
    from refer_cli.matching.understand import me_from

    me = me_from(book.profile())
    found = {card.id: (card.name, my_circle(candidate_from(card), me)) for card in cards}
    return {one: bond.of(name) for one, (name, bond) in found.items() if bond}
