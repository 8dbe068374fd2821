"""What giving, receiving and outcomes say: what was noted, what to heed, and the next step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from refer_cli.fields.card import Card
from refer_cli.fields.days import day_words
from refer_cli.fields.phrases import listed
from refer_cli.fields.placeholders import LABEL, WHO
from refer_cli.network.ledger import ReferralState
from refer_cli.network.records import Referral
from refer_cli.network.words import FAILED, HELD
from refer_cli.records import NamedTuple
from refer_cli.render.changes import draw_assumptions
from refer_cli.render.done import undo_words
from refer_cli.render.screen import Screen, shell_word
from refer_cli.render.wording import spoken

KEEP_SEEING = "Keep seeing your client until the first session is held."
LABEL_WIDTH = 9


class Heard(NamedTuple):
    """An outcome as it was noted: of whom, and who else may still be the one.

    `stays`: the openings (and their day) of whom the book has a later word than this "no capacity".
    `thanks`: the line of `refer due` and the day, for whom a thank-you was put on the list; `unthanked`: names of
    those whose thank-you was taken away again. `contacted`: everybody the client is in contact with;
    `complete_with`: whom the first session was held with. `find_others`: the command that looks for somebody else.
    `restored`: those whose openings are as they were before a mistake; `full`: those whose stay marked full.
    `session`: the day on which the first session is to be. `gone`: those who are empty places.
    """

    status: str
    day: str
    about: Sequence[Card]
    left: Sequence[Card]
    stays: Mapping[int, tuple[str | None, str | None]]
    thanks: Mapping[int, tuple[int, str]]
    unthanked: Sequence[str]
    contacted: Sequence[str]
    complete_with: str | None
    find_others: str
    restored: Sequence[Card] = ()
    full: Sequence[Card] = ()
    session: str | None = None
    gone: Collection[int] = ()


class GivenShown(NamedTuple):
    """What was noted as offered. `added`: names of those who are new in it; `close`: what to tell the client of whom.

    `kept_reason`: the reason that stays, where another was typed; `going_to`: whom the client goes to; `unagreed`:
    names of those offered of whom no consent is noted.
    """

    referral: Referral
    stands: ReferralState
    added: Sequence[str]
    new: bool
    first_name: str
    close: Sequence[str]
    assumptions: Sequence[str]
    kept_reason: str | None
    going_to: str | None
    undoable: bool
    unagreed: Sequence[str]


class Received(NamedTuple):
    """A client who was sent: `thank` is the line of `due` and its day, `others` how many more came that day.

    `added`: whoever sent the client was put in the book with it.
    """

    number: int
    name: str
    label: str | None
    reason: str | None
    day: str
    thank: tuple[int, str]
    others: int
    assumptions: Sequence[str]
    added: bool = False


def draw_given(screen: Screen, given: GivenShown, today: date, command: str) -> None:
    """What `refer give` noted, and what to heed until the client has begun with somebody else."""
    referral, added, unagreed = given.referral, given.added, given.unagreed
    draw_assumptions(screen, given.assumptions)
    label = referral.label or "the client"
    if given.new:
        about = f"{label}, {referral.reason}" if referral.reason else label
        screen.paragraph(f"Referral {referral.id}: {about}; offered {listed(added)}.")
    elif added:
        screen.paragraph(f"Referral {referral.id} of {label} is still open: {listed(added)} {_be(added)} offered too.")
    else:
        screen.paragraph(f"Referral {referral.id} of {label} is still open, and they were offered already.")
    if given.kept_reason is not None:
        screen.paragraph(f"Its reason stays {given.kept_reason}.")
    screen.paragraph(KEEP_SEEING)
    for bond in given.close:
        screen.paragraph(f"Tell the client so: {bond}.")
    if referral.consent_on is None:
        screen.paragraph("No consent is noted: do not name your client to them yet.", style="yellow")
    else:
        if unagreed:
            screen.paragraph(
                f"The consent of {day_words(referral.consent_on, today)} is from before you offered "
                f"{listed(unagreed)}: do not name your client to them yet.",
                style="yellow",
            )
        elif not given.new:
            screen.paragraph(f"Consent is noted as of {day_words(referral.consent_on, today)}.")
    _draw_asking(screen, referral, given.stands, today, given.going_to)
    if referral.consent_on is None or unagreed:
        whose = given.first_name if referral.consent_on is None else unagreed[0]
        again = f"{command} give {shell_word(label)} {shell_word(whose)} --consent today"
        screen.commands([("once they agree", again)])
    if given.undoable:
        screen.line((undo_words(screen, command), "dim"))


def draw_received(screen: Screen, sent: Received, today: date, command: str) -> None:
    """What `refer receive` noted."""
    name, others = sent.name, sent.others
    draw_assumptions(screen, sent.assumptions)
    about = ", ".join(part for part in (sent.label, sent.reason) if part)
    when = "today" if sent.day == today.isoformat() else day_words(sent.day, today)
    screen.paragraph(f"Referral {sent.number}: from {name}, {when}{f' ({about})' if about else ''}.")
    if sent.added:
        screen.paragraph(f"{name} is in the book now.")
    if others:
        more = "One more" if others == 1 else f"{others} more"
        screen.paragraph(f"{more} from {name} on that day, noted before: undo this one if it is the same client.")
    screen.paragraph(f"Thank {name}: due {day_words(sent.thank[1], today)}.")
    screen.commands([("thanked", f"{command} done {sent.thank[0]}")])
    screen.line((undo_words(screen, command), "dim"))


def draw_received_before(screen: Screen, referral: Referral, name: str, today: date, command: str) -> None:
    """That this very client is in the ledger already."""
    when = "today" if referral.given_on == today.isoformat() else day_words(referral.given_on, today)
    screen.paragraph(f"Referral {referral.id} is noted already: {referral.label} from {name}, {when}. It counts once.")
    screen.commands([("the history", f"{command} ledger {shell_word(name)}")])


def draw_choices(screen: Screen, referrals: Sequence[Referral], names: Mapping[int, str], today: date) -> None:
    """Referrals to choose from, one a line: number, label, reason, whom, and when."""
    for referral in referrals:
        who = listed([names[offer.colleague_id] for offer in referral.offers], most=3) if referral.offers else "nobody"
        parts = (referral.label or "no label", referral.reason, who, day_words(referral.given_on, today))
        screen.pair(f"{referral.id:>2}", " · ".join(part for part in parts if part), label_width=4)


def draw_outcome(
    screen: Screen,
    referral: Referral,
    stands: ReferralState,
    heard: Heard,
    today: date,
    command: str,
    assumptions: Sequence[str],
) -> None:
    """What `refer outcome` noted, what it changed, and the next step."""
    draw_assumptions(screen, assumptions)
    for card in heard.about:
        screen.paragraph(_heard_of(card, referral, heard, today))
    if heard.session is not None:
        screen.paragraph(f"First session: {day_words(heard.session, today)}.")
    if heard.status == HELD:
        for card in heard.about:
            if card.id in heard.thanks:
                line, due = heard.thanks[card.id]
                screen.paragraph(f"Thank {card.name}: due {day_words(due, today)}.")
                screen.commands([("thanked", f"{command} done {line}")])
    elif heard.status in FAILED:
        _draw_next_step(screen, referral, stands, heard, command)
    for card in heard.restored:
        screen.paragraph(f"Openings of {card.name} are as they were before: {_openings(card, today)}.")
    for card in heard.full:
        screen.paragraph(
            f"Openings of {card.name} stay marked full, {day_words(card.dating('accepting').as_of, today)}."
        )
        screen.commands([("if there is room", f"{command} edit {shell_word(card.name)} --accepting yes")])
    if heard.unthanked:
        screen.paragraph(f"The thank-you to {listed(heard.unthanked)} is off your list.")
    if heard.status == "contacted" and len(heard.contacted) > 1:
        screen.paragraph(
            f"In contact with {listed(heard.contacted)}: all of them stay open, and you will be asked with whom the "
            "first session was held."
        )
    if stands.asks in ("choice", "session"):
        names = {card.id: card.name for card in (*heard.about, *heard.left)}  # the one meant is among them
        _draw_asking(screen, referral, stands, today, names.get(stands.colleague_id or 0))
    elif heard.complete_with is not None and heard.status != HELD:
        screen.paragraph(f"Referral {referral.id} is complete with {heard.complete_with}.")
    elif stands.asks is None and heard.status == "unknown":
        screen.paragraph("Noted twice: you will not be asked again. Whatever you hear later can still be noted.")
    screen.line((undo_words(screen, command), "dim"))


def _heard_of(card: Card, referral: Referral, heard: Heard, today: date) -> str:
    client, name = referral.label or "the client", card.name
    if heard.status == "no-capacity":
        stays, stays_as_of = heard.stays.get(card.id, (None, None))
        if stays is not None and stays_as_of is not None:
            return (
                f"{name} had no room. The book has a later word on openings, which stays: {stays}, "
                f"{day_words(stays_as_of, today)}."
            )
        if card.id in heard.gone:
            return f"{name} has no room."
        return f"{name} has no room: openings are now marked full, {day_words(heard.day, today)}."
    return {
        "waiting": f"Referral {referral.id}: {client} has not decided yet about {name}.",
        "contacted": f"Referral {referral.id}: {client} is in contact with {name}. {KEEP_SEEING}",
        HELD: f"Referral {referral.id} is complete: {client} had the first session with {name}.",
        "not-a-fit": f"{name} was not a fit for {client}.",
        "not-reached": f"{name} could not be reached.",
        "declined": f"{client[:1].upper()}{client[1:]} declined {name}.",
    }.get(heard.status, f"Referral {referral.id}: what came of {client} and {name} is not known yet.")


def _openings(card: Card, today: date) -> str:
    """Whether somebody takes clients, and since when that is known."""
    known = card.accepting()
    if known is None:
        return "not known"
    return f"takes clients {spoken('accepting', known)}, {day_words(card.dating('accepting').as_of, today)}"


def _draw_next_step(screen: Screen, referral: Referral, stands: ReferralState, heard: Heard, command: str) -> None:
    """After somebody fell out: another way to them, who else was offered, or how to find somebody."""
    client = referral.label or LABEL
    if heard.status == "not-reached":
        for card in heard.about:
            ways = _ways(card)
            if len(ways) > 1 or card.text("contact_by"):
                best = f" (best reached: {card.text('contact_by')})" if card.text("contact_by") else ""
                screen.pair("try", f"{card.name} another way: {', '.join(ways)}{best}", label_width=LABEL_WIDTH)
    if stands.asks == "session" or heard.complete_with is not None:
        return
    if stands.asks == "choice":
        for card in heard.left:
            way = (_ways(card) or ["no telephone number or e-mail is noted"])[0]
            screen.pair("next", f"{card.name} was offered too: {way}", label_width=LABEL_WIDTH)
        return
    if stands.asks == "reach":
        screen.paragraph(f"Nobody else is left of those you offered. {KEEP_SEEING}")
        who = shell_word(heard.about[0].name) if heard.status == "not-reached" else WHO
        screen.commands(
            [
                ("not reached again", f"{command} outcome {referral.id} {who} not-reached"),
                ("offer others", f"{command} give {shell_word(client)} {WHO}"),
            ]
        )
        return
    if stands.asks == "again":
        if heard.status in ("no-capacity", "not-a-fit"):
            colleagues = listed([card.name for card in heard.about])
            screen.pair("next", f"ask {colleagues} whom they would think of", label_width=LABEL_WIDTH)
        screen.paragraph(f"Nobody is left of those you offered. {KEEP_SEEING}")
        rows = [
            ("who else fits", heard.find_others),
            ("offer them", f"{command} give {shell_word(client)} {WHO}"),
        ]
        if heard.status == "declined":
            rows.append(("if the client wants nobody", f"{command} outcome {referral.id} declined"))
        screen.commands(rows)
        return
    screen.paragraph(f"Referral {referral.id} is closed: nobody is left whom the client wants.")
    screen.commands([("if they ask again", f"{command} give {shell_word(client)} {WHO}")])


def _draw_asking(screen: Screen, referral: Referral, stands: ReferralState, today: date, name: str | None) -> None:
    """When it will be asked what came of it, and what; `name` is the one it is about, where there is only one."""
    if stands.on_day is None:
        return
    client = referral.label or f"referral {referral.id}"
    question = {
        "choice": f"{f'did {client} choose {name}' if name else f'whom did {client} choose'}, and is there a first "
        "appointment?",
        "session": f"has the first session with {name} been held?" if name else "with whom was the first session held?",
        "reach": f"could {name or 'they'} be reached by another way?",
        "again": "who else fits?",
    }[stands.asks or "again"]
    screen.pair("due", f"{day_words(stands.on_day, today)}: {question}", label_width=LABEL_WIDTH)


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _ways(card: Card) -> list[str]:
    return [way for name in ("phone", "email") if (way := card.text(name))]
