"""What `refer prepare` writes: the sheet and the letters as they were asked for, checked, and made into files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from refer_cli.errors import BadValue, WrongUsage
from refer_cli.fields.days import parse_day
from refer_cli.services.writing_files import check_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from refer_cli.handout.content import Sheet
    from refer_cli.handout.letter import Letter, Sender
    from refer_cli.matching.request import Request
    from refer_cli.network.records import Referral
    from refer_cli.services.environment import Environment


class Papers(NamedTuple):
    """What is to be written beside the screen, as it was asked for. `consent_on` is the day that was typed."""

    sheet: Path | None
    language: str
    large_print: bool
    letter: Path | None
    mailto: bool
    consent_on: str | None
    force: bool
    label: str | None

    @property
    def letters(self) -> bool:
        """Whether letters are asked for."""
        return self.letter is not None or self.mailto


def papers_asked(
    environment: Environment,
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
        from refer_cli.network.labels import check_ledger_label

        label = check_ledger_label(label)
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
        None if consent is None else _consent_day(environment, consent),
        force,
        label,
    )


def _consent_day(environment: Environment, typed: str) -> str:
    """The ISO day of a consent: it goes into a letter, so only an exact day will do. Raises BadValue."""
    words = typed.strip().casefold()
    if not re.fullmatch(r"today|yesterday|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(/(\d{2}|\d{4}))?", words):
        raise BadValue(
            f'"{typed[:40]}" is not an exact day.',
            "write the day the client agreed, as 2026-11-20, 11/20, today or yesterday",
            field="--consent",
            value=typed,
        )
    return parse_day(words, environment.today, "--consent")


def consents(papers: Papers, before: Referral | None, ids: Sequence[int]) -> dict[int, str]:
    """The day on which the client agreed, for each colleague whom that covers: as typed, else as the ledger has it."""
    if papers.consent_on is not None:
        return dict.fromkeys(ids, papers.consent_on)
    if before is None or before.consent_on is None:
        return {}
    from refer_cli.network.ledger import without_consent

    uncovered = without_consent(before)
    covered = {offer.colleague_id for offer in before.offers if offer.colleague_id not in uncovered}
    return {one: before.consent_on for one in ids if one in covered}


def said_of_consents(days: Iterable[str], today: date) -> list[str]:
    """A remark on each consent that is old."""
    from refer_cli.matching.age import CALL_FIRST_DAYS, days_since

    return [
        f"The consent of {day} is more than a year old: ask the client again before you send anything."
        for day in dict.fromkeys(days)
        if days_since(day, today) > CALL_FIRST_DAYS
    ]


def said_of_addresses(letters: Sequence[Letter], sender: Sender) -> list[str]:
    """A remark on each address that an older book holds and no letter can be addressed to."""
    from refer_cli.fields.mail_address import email_address

    said = [
        f'The e-mail address of {one.name} that is noted, "{one.unwritable}", cannot be written to: the letter leaves '
        "it out."
        for one in letters
        if one.unwritable
    ]
    if letters and sender.email and email_address(sender.email) is None:
        said.append(
            f'Your own e-mail address, "{sender.email}", cannot be answered to: mend it with refer init --email.'
        )
    return said


def letters_for(
    content: Sheet, ids: Sequence[int], request: Request, sender: Sender, agreed_on: Mapping[int, str]
) -> list[Letter]:
    """One letter a colleague; those whom a consent covers read what was agreed, the others nothing."""
    from refer_cli.handout.guide import guide_of
    from refer_cli.handout.letter import agreed_from, letter_to

    said = guide_of(request)
    return [
        letter_to(
            option.name,
            option.email,
            sender,
            agreed_from(request, agreed_on[one], said.letter, said.meanwhile) if one in agreed_on else None,
            waitlist=option.opening == "waitlist",
        )
        for option, one in zip(content.options, ids, strict=True)
    ]


def sheet_files(content: Sheet, papers: Papers) -> dict[Path, bytes]:
    """The client's sheet, where one was asked for. Raises UnknownScript (.pdf)."""
    if papers.sheet is None:
        return {}
    from refer_cli.handout.sheet import sheet_bytes

    ending = papers.sheet.suffix.casefold()
    return {papers.sheet: sheet_bytes(content, ending, language=papers.language, large_print=papers.large_print)}


def untranslated_words(content: Sheet, papers: Papers) -> tuple[str, ...]:
    """The words on the sheet for which its language has none; none where there is no sheet."""
    if papers.sheet is None:
        return ()
    from refer_cli.handout.sheet import untranslated

    return untranslated(content, papers.language)


def letter_files(letters: Sequence[Letter], sender: Sender, papers: Papers) -> dict[Path, bytes]:
    """A file for each colleague, so that none sees another's name. Raises Refused where one is there already."""
    file = papers.letter
    if file is None:
        return {}
    from refer_cli.handout.letter import draft, text

    plain = file.suffix.casefold() == ".txt"
    contents = [text(one).encode("utf-8") if plain else draft(one, sender) for one in letters]
    several = len(contents) > 1
    files = {
        file.with_name(f"{file.stem}-{number}{file.suffix}") if several else file: content
        for number, content in enumerate(contents, 1)
    }
    for one in files:
        check_target(one, force=papers.force, example="letter.eml")
    return files
