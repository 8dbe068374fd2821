"""`refer prepare`: what to tell the client, the sheet that they take home, and the letter to the colleague."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.papers import (
    Papers,
    consents,
    letter_files,
    letters_for,
    papers_asked,
    said_of_addresses,
    said_of_consents,
    sheet_files,
    untranslated_words,
)
from refer_cli.commands.request_options import with_request_options
from refer_cli.errors import Refused, WrongUsage
from refer_cli.matching.options import TypedRequest
from refer_cli.services import ledger_service
from refer_cli.services.environment import Environment
from refer_cli.services.ranking import answered
from refer_cli.services.request_dialogue import understood
from refer_cli.services.writing_files import written_together

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.fields.card import Card
    from refer_cli.handout.letter import Sender
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.request import Request
    from refer_cli.network.records import Referral


@with_request_options("prepare")
def prepare(
    ctx: typer.Context,
    typed: TypedRequest,
    colleague: Annotated[
        list[str] | None,
        typer.Option(
            "--colleague",
            metavar="WHO",
            help="Prepare for this colleague, whatever the ranking says. Repeatable.",
            autocompletion=completing.who,
        ),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", metavar="FILE", help="Write the client's options: .txt, .md, .html or .pdf."),
    ] = None,
    sheet_language: Annotated[
        str | None, typer.Option("--sheet-language", metavar="CODE", help="Language of the sheet: en or es.")
    ] = None,
    large_print: Annotated[bool, typer.Option("--large-print", help="A sheet in large print (.html, .pdf).")] = False,
    letter: Annotated[
        Path | None,
        typer.Option("--letter", metavar="FILE", help="Write the letter to each colleague: .txt or .eml."),
    ] = None,
    mailto: Annotated[bool, typer.Option("--mailto", help="Print the letter as a link for a mail program.")] = False,
    consent: Annotated[
        str | None,
        typer.Option(
            "--consent", metavar="DATE", help="Day the client agreed to the letter; without it, it says nothing."
        ),
    ] = None,
    give: Annotated[
        str | None,
        typer.Option(
            "--give", metavar="LABEL", help="Note in the ledger that these were offered; your own code, never a name."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Prepare the client: what to say, whom to offer, what to hand over.

    Whom to offer comes from the options of refer suggest, or from --colleague. Nothing is ever sent.
    With --give the ledger notes whom you offered, as refer give does.

    For example: refer prepare --reason moving --city Denver --need anxiety --sheet options.pdf
    """
    environment: Environment = ctx.obj
    environment.json = as_json
    if colleague and typed.has("limit"):
        raise WrongUsage("--limit goes with a search, and --colleague names the people.", "leave one of the two out")
    papers = papers_asked(environment, sheet, sheet_language, large_print, letter, mailto, consent, force, give)
    book = environment.read()
    with book.snapshot():
        named = [book.card(one) for one in dict.fromkeys(book.resolve(who, archived=False) for who in colleague or ())]
        before = ledger_service.open_referral(book, papers.label) if papers.label is not None else None
        typed, meant = understood(environment, book, typed, people_named=bool(named), command="prepare")
        answer, unmatched = answered(book, meant.request, environment.today)
        request = answer.request
        typed = typed.but(reason=request.reason.slug)
        said: list[str] = [*meant.assumptions, *unmatched, *_said_of_profile(book, request)]
        if named:
            people = _assessed(named, request, environment)
        else:
            people, kept = _with_earlier(book, before, _ready(environment, answer, typed), request, environment)
            said.extend(kept)
        cards = book.cards([one.candidate.id for one in people])
        sender = _sender(book)
    _answer(environment, typed, said, answer, request, people, cards, sender, papers, before, bool(named))


def _with_earlier(
    book: "Book", before: "Referral | None", ready: "list[Assessment]", request: "Request", environment: Environment
) -> "tuple[list[Assessment], list[str]]":
    """Those to offer, where the client has been offered somebody before; and what became of the earlier names.

    What is asked now counts: an earlier colleague is among them where they fit as well as somebody shown.
    """
    from refer_cli.handout.offering import earlier_first
    from refer_cli.network.ledger import waiting

    cards = book.cards(list(waiting(before))) if before is not None else []
    if before is None or not cards:
        return ready, []
    earlier = _assessed(cards, request, environment)
    people = earlier_first(ready, [one for one, card in zip(earlier, cards, strict=True) if not card.archived])
    chosen = {one.candidate.id for one in people}
    again = [one.candidate.name for one in earlier if one.candidate.id in chosen]
    gone = [f"{one.candidate.name}{_why_not(one)}" for one in earlier if one.candidate.id not in chosen]
    kept = f": {', '.join(again)} again, as offered" if again else ""
    not_now = f"; offered before and not among these: {', '.join(gone)}. --colleague names them" if gone else ""
    return people, [f"Referral {before.id} is open{kept}{not_now}."]


def _why_not(one: "Assessment") -> str:
    """In brackets, what speaks against somebody who was offered before."""
    reasons = [failure.evidence for failure in one.failures if failure.evidence]
    return f" ({reasons[0]})" if reasons else ""


def _said_of_profile(book: "Book", request: "Request") -> list[str]:
    """That my own profile has the approach over which client and therapist part, where it has."""
    from refer_cli.matching.membership import KNOWN, membership

    profile = book.profile() if book.exists else None
    own = profile.listing("approaches") if profile is not None else None
    if own is None or request.reason.rules != "treatment-disagreement":
        return []
    mine = [wish.name for wish in request.approaches if membership(own, wish.keys)[0] == KNOWN]
    if not mine:
        return []
    return [f"Check first: your own profile lists {' and '.join(mine)}, and the words below say that you do not do it."]


def _ready(environment: Environment, answer: "Answer", typed: TypedRequest) -> "list[Assessment]":
    """The options that can be offered without a call first. Raises Refused where there are none."""
    from refer_cli.render.request import command_line
    from refer_cli.render.screen import shell_word

    if not answer.considered:
        raise Refused(
            "Nobody is in your book yet, so there is nobody to offer.", "refer add-colleague, or refer import"
        )
    suggest = command_line(environment.command, typed)
    if not answer.options:
        raise Refused(
            "Nobody in your book fits this client, so there is nobody to offer.",
            f"{suggest} shows who nearly fits; --colleague WHO prepares for one all the same",
        )
    ready = [one for one in answer.options if one.ready]
    if not ready:
        name = answer.options[0].candidate.name
        prepare = command_line(environment.command, typed.but(limit=None), "prepare")
        raise Refused(
            "Nobody among these can be offered without a call first, so there is nothing to prepare.",
            f"call {name} first, then {prepare} --colleague {shell_word(name)}",
        )
    return ready


def _assessed(named: "Sequence[Card]", request: "Request", environment: Environment) -> "list[Assessment]":
    from refer_cli.matching.candidate import candidate_from
    from refer_cli.matching.rank import assess, weights

    weighed = weights(request)
    return [assess(candidate_from(card), request, environment.today, weighed) for card in named]


def _sender(book: "Book") -> "Sender":
    from refer_cli.handout.letter import Sender

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


def _answer(
    environment: Environment,
    typed: TypedRequest,
    assumptions: Sequence[str],
    answer: "Answer",
    request: "Request",
    people: "Sequence[Assessment]",
    cards: "Sequence[Card]",
    sender: "Sender",
    papers: Papers,
    before: "Referral | None",
    named: bool,
) -> None:
    from refer_cli.handout import guide
    from refer_cli.handout.content import sheet_for
    from refer_cli.handout.offering import named_offering, offering
    from refer_cli.handout.prepared import Prepared

    if papers.label is not None:
        ledger_service.refuse_whom_nobody_offers(environment, cards, anyway=False)
    ids = [one.candidate.id for one in people]
    content = sheet_for(cards, request, environment.today)
    agreed_on = consents(papers, before, ids)
    letters = letters_for(content, ids, request, sender, agreed_on) if papers.letters else []
    written = letter_files(letters, sender, papers)
    with written_together({**sheet_files(content, papers), **written}):
        noted = _noted(environment, papers, cards, request)
    said = guide.guide_of(request)
    prepared = Prepared(
        request,
        (
            *assumptions,
            *said_of_consents(agreed_on.values(), environment.today),
            *said_of_addresses(letters, sender),
        ),
        tuple(people),
        content,
        named_offering(people, said.offer) if named else offering(answer, people, said.offer),
        said,
        guide.checklist(environment.today, [need.name for need in request.needs]),
        guide.crisis(),
        letters=tuple(letters),
        sheet_file=papers.sheet,
        letter_files=tuple(written),
        consent_on=agreed_on[ids[0]] if len(agreed_on) == len(ids) else None,
        links=papers.mailto,
        untranslated=untranslated_words(content, papers),
    )
    if environment.json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.prepare_json import prepare_json

        emit_json({**prepare_json(prepared), "referral": _referral_json(noted)})
        return
    from refer_cli.render import prepare as render

    screen = environment.screen()
    render.draw(screen, prepared)
    render.draw_written(screen, prepared)
    if noted is not None:
        ledger_service.draw(environment, noted[0], noted[1], cards, (), request.reason.slug)
        screen.blank()
    these = named or noted is not None or papers.sheet is not None or bool(letters)
    render.draw_next(screen, environment.command, typed, prepared, these=these)


def _noted(
    environment: Environment, papers: Papers, cards: "Sequence[Card]", request: "Request"
) -> "tuple[Book, ledger_service.Given] | None":
    """The referral in the ledger with these people offered, where a label was given; its questions come of it."""
    if papers.label is None:
        return None
    before = ledger_service.open_referral(environment.read(), papers.label)
    reason, today = request.reason.slug, environment.today.isoformat()
    book, number = ledger_service.note_given(environment, before, papers.label, cards, today, reason, papers.consent_on)
    return book, ledger_service.as_given(book, before, number, cards)


def _referral_json(noted: "tuple[Book, ledger_service.Given] | None") -> dict[str, object] | None:
    if noted is None:
        return None
    from refer_cli.network.ledger import standing

    after = noted[1].after
    stands = standing(after)
    return {"id": after.id, "label": after.label, "asks": stands.asks, "ask_on": stands.on_day}
