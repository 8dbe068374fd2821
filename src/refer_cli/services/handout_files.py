"""What `refer prepare` writes: the sheet and the letters as they were asked for, checked, and made into files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from refer_cli.errors import BadValue, WrongUsage
from refer_cli.fields.age import CALL_FIRST_DAYS, days_since
from refer_cli.fields.days import parse_day
from refer_cli.fields.mail_address import email_address
from refer_cli.handout.content import Sheet
from refer_cli.handout.guide import guide_of
from refer_cli.handout.letter import ENDINGS, Letter, Sender, agreed_from, letter_draft, letter_text, letter_to
from refer_cli.handout.sheet import check_form, sheet_bytes, untranslated
from refer_cli.matching.request import Request
from refer_cli.network.labels import check_ledger_label
from refer_cli.network.ledger import without_consent
from refer_cli.network.records import Referral
from refer_cli.records import NamedTuple
from refer_cli.services.writing_files import check_target


class HandoutFiles(NamedTuple):
    """What is to be written beside the screen. `consent` is the day on which the client agreed, `label` the client's.

    As it was typed; `checked` makes of it what can be written.
    """

    sheet: Path | None
    language: str | None
    large_print: bool
    letter: Path | None
    mailto: bool
    consent: str | None
    force: bool
    label: str | None

    @property
    def letters(self) -> bool:
        """Whether letters are asked for."""
        return self.letter is not None or self.mailto


def checked(typed: HandoutFiles, today: date) -> HandoutFiles:
    """What is to be written, checked before the book is opened. Raises WrongUsage, BadValue or Refused."""
    sheet, letter, language = typed.sheet, typed.letter, typed.language or "en"
    if sheet is None and (typed.language or typed.large_print):
        option = "--sheet-language" if typed.language else "--large-print"
        raise WrongUsage(f"{option} goes with --sheet.", "for example --sheet options.pdf")
    if typed.consent is not None and not typed.letters and typed.label is None:
        raise WrongUsage("--consent goes with --letter, --mailto or --give.", "for example --letter letter.eml")
    label = None if typed.label is None else check_ledger_label(typed.label)
    if sheet is not None:
        check_form(sheet.suffix.casefold(), language, typed.large_print)
        check_target(sheet, force=typed.force, example="options.pdf")
    if letter is not None:
        if letter.suffix.casefold() not in ENDINGS:
            raise WrongUsage(f"{letter} is no name for a letter.", "it ends in .txt or .eml, such as letter.eml")
        if sheet is not None and letter.absolute() == sheet.absolute():
            raise WrongUsage("The sheet and the letter cannot be one file.", "give them two names")
    consent = None if typed.consent is None else _consent_day(typed.consent, today)
    return typed._replace(language=language, consent=consent, label=label)


def _consent_day(typed: str, today: date) -> str:
    """The ISO day of a consent: it goes into a letter, so only an exact day will do. Raises BadValue."""
    words = typed.strip().casefold()
    if not re.fullmatch(r"today|yesterday|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(/(\d{2}|\d{4}))?", words):
        raise BadValue(
            f'"{typed[:40]}" is not an exact day.',
            "write the day the client agreed, as 2026-11-20, 11/20, today or yesterday",
            field="--consent",
            value=typed,
        )
    return parse_day(words, today, "--consent")


def consents(files: HandoutFiles, before: Referral | None, ids: Sequence[int]) -> dict[int, str]:
    """The day on which the client agreed, for each colleague whom that covers: as typed, else as the ledger has it."""
    if files.consent is not None:
        return dict.fromkeys(ids, files.consent)
    if before is None or before.consent_on is None:
        return {}
    uncovered = without_consent(before)
    covered = {offer.colleague_id for offer in before.offers if offer.colleague_id not in uncovered}
    return {colleague_id: before.consent_on for colleague_id in ids if colleague_id in covered}


def remarks(days: Iterable[str], letters: Sequence[Letter], sender: Sender, today: date) -> list[str]:
    """What is to be heeded: consents that are old, and addresses of an older book that nothing can be sent to."""
    heeded = [
        f"The consent of {day} is more than a year old: ask the client again before you send anything."
        for day in dict.fromkeys(days)
        if days_since(day, today) > CALL_FIRST_DAYS
    ]
    heeded.extend(
        f'The e-mail address of {letter.name} that is noted, "{letter.unwritable}", cannot be written to: the letter '
        "leaves it out."
        for letter in letters
        if letter.unwritable
    )
    if letters and sender.email and email_address(sender.email) is None:
        heeded.append(
            f'Your own e-mail address, "{sender.email}", cannot be answered to: mend it with refer init --email.'
        )
    return heeded


def letters_for(
    sheet: Sheet, ids: Sequence[int], request: Request, sender: Sender, agreed_on: Mapping[int, str]
) -> list[Letter]:
    """One letter a colleague; those whom a consent covers read what was agreed, the others nothing."""
    guide = guide_of(request)
    return [
        letter_to(
            option.name,
            option.email,
            sender,
            agreed_from(request, agreed_on[colleague_id], guide.letter, guide.meanwhile)
            if colleague_id in agreed_on
            else None,
            waitlist=option.opening == "waitlist",
        )
        for option, colleague_id in zip(sheet.options, ids, strict=True)
    ]


def sheet_file(sheet: Sheet, files: HandoutFiles) -> tuple[dict[Path, bytes], tuple[str, ...]]:
    """The client's sheet, where one was asked for, and its words for which its language has none.

    Raises UnknownScript (.pdf).
    """
    if files.sheet is None:
        return {}, ()
    language = files.language or "en"
    content = sheet_bytes(sheet, files.sheet.suffix.casefold(), language=language, large_print=files.large_print)
    return {files.sheet: content}, untranslated(sheet, language)


def letter_files(letters: Sequence[Letter], sender: Sender, files: HandoutFiles) -> dict[Path, bytes]:
    """A file for each colleague, so that none sees another's name. Raises Refused where one is there already."""
    file = files.letter
    if file is None:
        return {}
    plain = file.suffix.casefold() == ".txt"
    contents = [letter_text(letter).encode("utf-8") if plain else letter_draft(letter, sender) for letter in letters]
    several = len(contents) > 1
    written = {
        file.with_name(f"{file.stem}-{number}{file.suffix}") if several else file: content
        for number, content in enumerate(contents, 1)
    }
    for target in written:
        check_target(target, force=files.force, example="letter.eml")
    return written
