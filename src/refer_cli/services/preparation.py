"""What `refer prepare` makes ready: whom to offer, what to say, the sheet and the letters, and the ledger's note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.handout import guide
from refer_cli.handout.content import sheet_for
from refer_cli.handout.letter import Sender
from refer_cli.handout.offering import earlier_first, named_offering, offering
from refer_cli.handout.prepared import Prepared
from refer_cli.matching.answer import Answer
from refer_cli.matching.candidate import candidate_from
from refer_cli.matching.membership import KNOWN, membership
from refer_cli.matching.options import TypedRequest
from refer_cli.matching.rank import Assessment, assess, weights
from refer_cli.matching.request import Request
from refer_cli.network import ledger
from refer_cli.network.records import Referral
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.referrals import draw_given
from refer_cli.render.request import command_line
from refer_cli.render.screen import Screen, shell_word
from refer_cli.services import ledger_service
from refer_cli.services.handout_files import (
    HandoutFiles,
    checked,
    consents,
    letter_files,
    letters_for,
    remarks,
    sheet_file,
)
from refer_cli.services.ranking import answered
from refer_cli.services.request_dialogue import understood
from refer_cli.services.writing_files import written_together

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.matching.understand import LeftOut
    from refer_cli.services.environment import Environment


class Chosen(NamedTuple):
    """Whom to offer, for what was typed and answered; `named` by the therapist, or those of the answer.

    `before` is the client's referral that is open already.
    """

    typed: TypedRequest
    answer: Answer
    people: list[Assessment]
    cards: Sequence[Card]
    assumptions: list[str]
    sender: Sender
    before: Referral | None
    named: bool
    not_understood: tuple[LeftOut, ...]

    @property
    def request(self) -> Request:
        """What the client needs."""
        return self.answer.request


def prepare(environment: Environment, typed: TypedRequest, whom: Sequence[str], wanted: HandoutFiles) -> Reply:
    """Make everything ready for a talk with the client, for the colleagues named or those who fit.

    Raises Refused where nobody can be offered or a file cannot be written, and WrongUsage.
    """
    if whom and typed.has("limit"):
        raise WrongUsage("--limit goes with a search, and --colleague names the people.", "leave one of the two out")
    files = checked(wanted, environment.today)
    book = environment.read()
    with book.snapshot():
        chosen = _chosen(environment, book, typed, whom, files.label)
    if files.label is not None:
        ledger_service.refuse_whom_nobody_offers(environment, chosen.cards, anyway=False)
    request, ids = chosen.request, [person.candidate.id for person in chosen.people]
    sheet = sheet_for(chosen.cards, request, environment.today)
    agreed_on = consents(files, chosen.before, ids)
    letters = letters_for(sheet, ids, request, chosen.sender, agreed_on) if files.letters else []
    of_letters = letter_files(letters, chosen.sender, files)
    of_sheet, untranslated = sheet_file(sheet, files)
    with written_together({**of_sheet, **of_letters}):
        noted = _noted(environment, files, chosen)
    words = guide.guide_of(request)
    named = named_offering(chosen.people, words.offer)
    prepared = Prepared(
        request,
        (*chosen.assumptions, *remarks(agreed_on.values(), letters, chosen.sender, environment.today)),
        tuple(chosen.people),
        sheet,
        named if chosen.named else offering(chosen.answer, chosen.people, words.offer),
        words,
        guide.checklist(environment.today, [need.name for need in request.needs]),
        guide.crisis(),
        letters=tuple(letters),
        sheet_file=files.sheet,
        letter_files=tuple(of_letters),
        consent_on=agreed_on[ids[0]] if len(agreed_on) == len(ids) else None,
        links=files.mailto,
        untranslated=untranslated,
        not_understood=chosen.not_understood,
    )

    def draw(screen: Screen) -> None:
        from refer_cli.render import prepare as drawing

        drawing.draw_prepared(screen, prepared)
        drawing.draw_written(screen, prepared)
        if noted is not None:
            shown = ledger_service.shown(noted[0], noted[1], chosen.cards, (), request.reason.slug)
            draw_given(screen, shown, environment.today, environment.command)
            screen.blank()
        these = chosen.named or noted is not None or files.sheet is not None or bool(letters)
        drawing.draw_next(screen, environment.command, chosen.typed, prepared, these=these)

    def as_json() -> dict[str, Any]:
        from refer_cli.render.prepare_json import prepare_json

        return {**prepare_json(prepared), "referral": _referral_json(noted)}

    return Reply("prepare", as_json, draw)


def _chosen(
    environment: Environment, book: Book, typed: TypedRequest, whom: Sequence[str], label: str | None
) -> Chosen:
    """Whom to offer. Raises Refused where nobody can be offered, NoSuchColleague, or what `understood` does."""
    named = [book.card(colleague) for colleague in dict.fromkeys(book.resolve(who, archived=False) for who in whom)]
    before = ledger_service.open_referral(book, label) if label is not None else None
    typed, meant = understood(environment, book, typed, people_named=bool(named), command="prepare")
    answer, unmatched = answered(book, meant.request, environment.today)
    request = answer.request
    typed = typed.but(reason=request.reason.slug)
    assumptions = [*meant.assumptions, *unmatched, *_said_of_profile(book, request)]
    if named:
        people = _assessed(named, request, environment)
    else:
        people, kept = _with_earlier(book, before, _ready(environment, answer, typed), request, environment)
        assumptions.extend(kept)
    cards = book.cards([person.candidate.id for person in people])
    sender = _sender(book)
    return Chosen(typed, answer, people, cards, assumptions, sender, before, bool(named), meant.not_understood)


def _with_earlier(
    book: Book, before: Referral | None, ready: list[Assessment], request: Request, environment: Environment
) -> tuple[list[Assessment], list[str]]:
    """Those to offer, where the client has been offered somebody before; and what became of the earlier names.

    What is asked now counts: an earlier colleague is among them where they fit as well as somebody shown.
    """
    cards = book.cards(list(ledger.waiting(before))) if before is not None else []
    if before is None or not cards:
        return ready, []
    earlier = _assessed(cards, request, environment)
    people = earlier_first(ready, [person for person, card in zip(earlier, cards, strict=True) if not card.archived])
    chosen = {person.candidate.id for person in people}
    again = [person.candidate.name for person in earlier if person.candidate.id in chosen]
    gone = [f"{person.candidate.name}{_why_not(person)}" for person in earlier if person.candidate.id not in chosen]
    kept = f": {', '.join(again)} again, as offered" if again else ""
    not_now = f"; offered before and not among these: {', '.join(gone)}. --colleague names them" if gone else ""
    return people, [f"Referral {before.id} is open{kept}{not_now}."]


def _why_not(person: Assessment) -> str:
    """In brackets, what speaks against somebody who was offered before."""
    reasons = [failure.evidence for failure in person.failures if failure.evidence]
    return f" ({reasons[0]})" if reasons else ""


def _said_of_profile(book: Book, request: Request) -> list[str]:
    """That my own profile has the approach over which client and therapist part, where it has."""
    profile = book.profile() if book.exists else None
    own = profile.listing("approaches") if profile is not None else None
    if own is None or request.reason.rules != "treatment-disagreement":
        return []
    mine = [wish.name for wish in request.approaches if membership(own, wish.keys)[0] == KNOWN]
    if not mine:
        return []
    return [f"Check first: your own profile lists {' and '.join(mine)}, and the words below say that you do not do it."]


def _ready(environment: Environment, answer: Answer, typed: TypedRequest) -> list[Assessment]:
    """The options that can be offered without a call first. Raises Refused where there are none."""
    if not answer.considered:
        raise Refused(
            "Nobody is in your book yet, so there is nobody to offer.", "refer add-colleague, or refer import"
        )
    if not answer.options:
        raise Refused(
            f"{answer.advice.removesuffix('.').removesuffix(' yet')}, so there is nobody to offer.",
            f"{command_line(environment.command, typed)} shows whom to ask, or who nearly fits; "
            "--colleague WHO prepares for one all the same",
        )
    ready = [option for option in answer.options if option.ready]
    if not ready:
        name = answer.options[0].candidate.name
        prepare = command_line(environment.command, typed.but(limit=None), "prepare")
        raise Refused(
            "Nobody among these can be offered without a call first, so there is nothing to prepare.",
            f"call {name} first, then {prepare} --colleague {shell_word(name)}",
        )
    return ready


def _assessed(cards: Sequence[Card], request: Request, environment: Environment) -> list[Assessment]:
    weighed = weights(request)
    return [assess(candidate_from(card), request, environment.today, weighed) for card in cards]


def _sender(book: Book) -> Sender:
    profile = book.profile() if book.exists else None
    if profile is None:
        return Sender()
    credentials = profile.listing("credentials")
    return Sender(
        profile.name,
        credentials.names() if credentials else (),
        profile.text("practice"),
        profile.text("phone"),
        profile.text("email"),
    )


def _noted(environment: Environment, files: HandoutFiles, chosen: Chosen) -> tuple[Book, ledger_service.Given] | None:
    """The referral in the ledger with these people offered, where a label was given; its questions come of it."""
    label, cards = files.label, chosen.cards
    if label is None:
        return None
    before = ledger_service.open_referral(environment.read(), label)
    reason, today = chosen.request.reason.slug, environment.today.isoformat()
    book, number = ledger_service.note_given(environment, before, label, cards, today, reason, files.consent)
    return book, ledger_service.as_given(book, before, number, cards)


def _referral_json(noted: tuple[Book, ledger_service.Given] | None) -> dict[str, object] | None:
    if noted is None:
        return None
    after = noted[1].after
    stands = ledger.standing(after)
    return {"id": after.id, "label": after.label, "asks": stands.asks, "ask_on": stands.on_day}
