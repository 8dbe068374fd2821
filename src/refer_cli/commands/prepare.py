"""`refer prepare`: what to tell the client, the sheet that they take home, and the letter to the colleague."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from refer_cli.commands import completing, giving, handing
from refer_cli.commands.client_options import answered, understood, with_client_options
from refer_cli.commands.world import World
from refer_cli.commands.writing_files import check_target, write_whole
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.matching.understand import Asked

if TYPE_CHECKING:
    from datetime import date

    from refer_cli.book.reading import Book
    from refer_cli.fields.card import Card
    from refer_cli.handout.content import Sheet
    from refer_cli.handout.guide import Offer
    from refer_cli.handout.letter import Letter, Sender
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.request import Request


class Papers(NamedTuple):
    """What is to be written beside the screen, as it was asked for."""

    sheet: Path | None
    language: str
    large_print: bool
    letter: Path | None
    mailto: bool
    consent_on: str | None
    force: bool
    label: str | None


@with_client_options
def prepare(
    ctx: typer.Context,
    asked: Asked,
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
    world: World = ctx.obj
    world.json = as_json
    papers = _papers(world, sheet, sheet_language, large_print, letter, mailto, consent, force, give)
    book = world.read()
    with book.snapshot():
        named = [book.card(book.resolve(who, archived=False)) for who in dict.fromkeys(colleague or ())]
        kept: list[str] = []
        if not named and papers.label is not None:
            named, kept = _offered_before(book, papers.label)
        asked, meant = understood(world, book, asked, people_named=bool(named))
        answer, request, unmatched = answered(book, meant.request, world.today)
        people = _assessed(named, request, world) if named else _ready(answer)
        cards = book.cards([one.candidate.id for one in people])
        sender = _sender(book)
    _answer(
        world,
        asked,
        (*meant.assumptions, *unmatched, *kept),
        answer,
        request,
        people,
        cards,
        sender,
        papers,
        bool(named),
    )


def _papers(
    world: World,
    sheet: Path | None,
    language: str | None,
    large_print: bool,
    letter: Path | None,
    mailto: bool,
    consent: str | None,
    force: bool,
    label: str | None,
) -> Papers:
    """What is to be written, checked before the book is opened. Raises WrongUsage, BadValue or Refused."""
    if sheet is None and (language or large_print):
        option = "--sheet-language" if language else "--large-print"
        raise WrongUsage(f"{option} goes with --sheet.", "for example --sheet options.pdf")
    if consent is not None and letter is None and not mailto and label is None:
        raise WrongUsage("--consent goes with --letter, --mailto or --give.", "for example --letter letter.eml")
    if label is not None:
        from refer_cli.network.labels import check_label

        label = check_label(label)
    if sheet is not None:
        from refer_cli.handout.sheet import check_form

        check_form(sheet.suffix.casefold(), language or "en", large_print)
        check_target(sheet, force=force, example="options.pdf")
    if letter is not None:
        from refer_cli.handout.letter import ENDINGS

        if letter.suffix.casefold() not in ENDINGS:
            raise WrongUsage(f"{letter} is no name for a letter.", "it ends in .txt or .eml, such as letter.eml")
        if sheet is not None and letter.absolute() == sheet.absolute():
            raise WrongUsage("The sheet and the letter cannot be one file.", "give them two names")
    return Papers(
        sheet,
        language or "en",
        large_print,
        letter,
        mailto,
        None if consent is None else _consent_day(world, consent),
        force,
        label,
    )


def _offered_before(book: "Book", label: str) -> "tuple[list[Card], list[str]]":
    """Whom an open referral of this label was offered and still waits for, and a sentence that says so.

    Who fits best may have changed since, and be it by the offer itself: a client keeps the names they were given.
    """
    from refer_cli.network.ledger import waiting

    before = giving.open_referral(book, label)
    cards = [card for card in book.cards(list(waiting(before))) if not card.archived] if before is not None else []
    if before is None or not cards:
        return [], []
    names = " and ".join(card.name for card in cards)
    return cards, [f"Referral {before.id} is open: {names} again, as offered. --colleague names others."]


def _consent_day(world: World, typed: str) -> str:
    """The ISO day of a consent: it goes into a letter, so only an exact day will do. Raises BadValue."""
    import re

    words = typed.strip().casefold()
    if not re.fullmatch(r"today|yesterday|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(/(\d{2}|\d{4}))?", words):
        raise BadValue(
            f'--consent: "{typed[:40]}" is not an exact day.',
            "write the day the client agreed, as 2026-11-20, 11/20, today or yesterday",
            "consent",
        )
    return handing.day_of(world, words, "--consent")


def _said_of_consent(consent_on: str | None, today: "date") -> list[str]:
    """A remark on a consent that is old."""
    from refer_cli.matching.age import CALL_FIRST_DAYS, days_since

    if consent_on is None or days_since(consent_on, today) <= CALL_FIRST_DAYS:
        return []
    return [f"The consent of {consent_on} is more than a year old: ask the client again before you send anything."]


def _ready(answer: "Answer") -> "list[Assessment]":
    """The options that can be offered without a call first. Raises Refused where there are none."""
    if not answer.considered:
        raise Refused(
            "Nobody is in your book yet, so there is nobody to offer.", "refer add-colleague, or refer import"
        )
    if not answer.options:
        raise Refused(
            "Nobody in your book fits this client, so there is nobody to offer.",
            "refer suggest with the same options shows who nearly fits; --colleague WHO prepares for one all the same",
        )
    ready = [one for one in answer.options if one.ready]
    if not ready:
        raise Refused(
            "Nobody among these can be offered without a call first, so there is nothing to prepare.",
            "refer suggest with the same options shows whom to call; --colleague WHO prepares for one all the same",
        )
    return ready


def _assessed(named: "Sequence[Card]", request: "Request", world: World) -> "list[Assessment]":
    from refer_cli.matching.candidate import candidate_from
    from refer_cli.matching.rank import assess, weights

    weighed = weights(request)
    return [assess(candidate_from(card), request, world.today, weighed) for card in named]


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
    world: World,
    asked: Asked,
    assumptions: Sequence[str],
    answer: "Answer",
    request: "Request",
    people: "Sequence[Assessment]",
    cards: "Sequence[Card]",
    sender: "Sender",
    papers: Papers,
    named: bool,
) -> None:
    from refer_cli.handout import guide
    from refer_cli.handout.content import sheet_for
    from refer_cli.handout.prepared import Prepared

    if papers.label is not None:
        giving.refuse_whom_nobody_offers(world, cards, anyway=False)
    content = sheet_for(cards, request, world.today)
    letters = _letters(content, request, sender, papers)
    written = _write(content, letters, sender, papers)
    noted = _noted(world, papers, cards, request)
    prepared = Prepared(
        request,
        (*assumptions, *_said_of_consent(papers.consent_on, world.today)),
        tuple(people),
        content,
        *_offer(answer, people, named, guide.guide_for(request.reason).offer),
        guide.guide_for(request.reason),
        guide.checklist(world.today, [need.name for need in request.needs]),
        guide.crisis(),
        letters=tuple(letters),
        sheet_file=papers.sheet,
        letter_files=tuple(written),
        consent=papers.consent_on is not None,
        links=papers.mailto,
    )
    if world.json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.prepare_json import prepare_json

        emit_json({**prepare_json(prepared), "referral": _referral_json(noted)})
        return
    from refer_cli.render import prepare as render

    screen = world.screen()
    render.draw(screen, prepared)
    render.draw_written(screen, prepared)
    if noted is not None:
        giving.draw(world, noted[0], noted[1], cards, (), request.reason.slug)
        screen.blank()
    these = named or noted is not None or papers.sheet is not None or bool(letters)
    render.draw_next(screen, world.command, asked._replace(reason=request.reason.slug), prepared, these=these)


def _noted(
    world: World, papers: Papers, cards: "Sequence[Card]", request: "Request"
) -> "tuple[Book, giving.Given] | None":
    """The referral in the ledger with these people offered, where a label was given; its questions come of it."""
    if papers.label is None:
        return None
    before = giving.open_referral(world.read(), papers.label)
    reason, today = request.reason.slug, world.today.isoformat()
    book, number = giving.note_given(world, before, papers.label, cards, today, reason, papers.consent_on)
    return book, giving.as_given(book, before, number, cards)


def _referral_json(noted: "tuple[Book, giving.Given] | None") -> dict[str, object] | None:
    if noted is None:
        return None
    from refer_cli.network.ledger import standing

    after = noted[1].after
    stands = standing(after)
    return {"id": after.id, "label": after.label, "asks": stands.asks, "ask_on": stands.on_day}


def _offer(
    answer: "Answer", people: "Sequence[Assessment]", named: bool, for_this_reason: "Offer"
) -> tuple[str, str, str]:
    """How to offer these people, why so, and what else to heed for this reason; of one voice about how many."""
    from refer_cli.handout import guide

    if named:
        names = [one.candidate.name for one in people]
        who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        advice, how = f"You named {who}.", guide.ONE_NAMED if len(names) == 1 else guide.SEVERAL
    elif len(people) == 1:
        advice = answer.advice
        how = guide.ONLY_ONE if answer.eligible == 1 else guide.ONE_FOR_NOW
    else:
        advice, how = answer.advice, guide.STANDS_OUT if answer.stand_out else guide.SEVERAL
    return advice, guide.why_offer(how), for_this_reason.said(how)


def _letters(content: "Sheet", request: "Request", sender: "Sender", papers: Papers) -> "list[Letter]":
    """One letter a colleague, where letters were asked for."""
    if papers.letter is None and not papers.mailto:
        return []
    from refer_cli.handout.guide import guide_for
    from refer_cli.handout.letter import agreed_from, letter_to

    agreed = None
    if papers.consent_on is not None:
        said = guide_for(request.reason)
        agreed = agreed_from(request, papers.consent_on, said.letter, said.meanwhile)
    return [
        letter_to(one.name, one.email, sender, agreed, waitlist=one.opening == "waitlist") for one in content.options
    ]


def _write(content: "Sheet", letters: "Sequence[Letter]", sender: "Sender", papers: Papers) -> "list[Path]":
    """Write the sheet and the letters; the files of the letters. Everything is made before anything is written."""
    files: dict[Path, bytes] = {}
    if papers.sheet is not None:
        from refer_cli.handout.sheet import sheet_bytes

        files[papers.sheet] = sheet_bytes(
            content, papers.sheet.suffix.casefold(), language=papers.language, large_print=papers.large_print
        )
    written = _letter_files(papers.letter, letters, sender) if papers.letter is not None else {}
    for file in written:
        check_target(file, force=papers.force, example="letter.eml")
    for file, data in {**files, **written}.items():
        write_whole(file, data)
    return list(written)


def _letter_files(file: Path, letters: "Sequence[Letter]", sender: "Sender") -> dict[Path, bytes]:
    """A file for each colleague, so that none sees another's name."""
    from refer_cli.handout.letter import draft, text

    plain = file.suffix.casefold() == ".txt"
    contents = [text(one).encode("utf-8") if plain else draft(one, sender) for one in letters]
    if len(contents) == 1:
        return {file: contents[0]}
    return {file.with_name(f"{file.stem}-{number}{file.suffix}"): content for number, content in enumerate(contents, 1)}
