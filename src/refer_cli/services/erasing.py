"""Somebody, or a client's label, erased from the book and its copies: shown first, agreed to, told in counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import erasing, erasing_files, leaving
from refer_cli.book.erasing_files import Survey
from refer_cli.book.mentions import blanked, folded_name, words_of
from refer_cli.book.names import LISTED, ColleagueName, matches, several_found
from refer_cli.book.perhaps_named import Place
from refer_cli.book.reading import Book
from refer_cli.errors import NoSuchColleague, Refused, WrongUsage
from refer_cli.files import write_whole
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply, emit_reading
from refer_cli.render.asking import ask, choose, confirm, tell, until_understood
from refer_cli.render.erasing import Receipt, draw_plan, draw_receipt, receipt_json, receipt_text, unsure_words
from refer_cli.render.leaving import counted
from refer_cli.render.screen import shell_word
from refer_cli.services.environment import Environment
from refer_cli.services.writing_files import check_target

_SHORTEST = 2
"""Letters and digits that words have at least."""


class How(NamedTuple):
    """How to erase: ask nothing; leave the mentions in words about others; blank what may be about them too; remove
    copies that cannot be opened; forget the requests of a client's days too; and where the receipt goes."""

    yes: bool = False
    keep_mentions: bool = False
    every_mention: bool = False
    remove_unreadable: bool = False
    with_requests: bool = False
    receipt: Path | None = None


class Whom(NamedTuple):
    """What is to be erased, as it was typed: a colleague, a client's label, or words alone."""

    who: str | None = None
    label: str | None = None
    words: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What the receipt calls it."""
        if self.words:
            return "words"
        return "colleague" if self.label is None else "label"


class Agreed(NamedTuple):
    """How it was agreed to be done; of the places that may be about them, those that go, None for all."""

    how: How
    places: frozenset[Place] | None


def erase(environment: Environment, whom: Whom, how: How) -> Reply | None:
    """Erase one colleague, one client by label, or words; None where it was not done after all.

    Raises NoSuchColleague, WrongUsage, Refused, BookProblem.
    """
    named = sum((whom.who is not None, whom.label is not None, bool(whom.words)))
    if named > 1:
        raise _whom_to_name()
    if how.keep_mentions and how.every_mention:
        raise WrongUsage("--keep-mentions and --every-mention say the contrary of each other.", "leave one of them out")
    _check_words(whom.words)
    if how.receipt is not None:
        environment.refuse_the_book(how.receipt)
        check_target(how.receipt, force=None, example="receipt.txt")
    reading = environment.read()
    if not reading.exists or reading.connection is None:
        raise opener.no_book(environment.book_path)
    finished = _finish(environment, reading)
    if not named:
        if finished is None:
            raise _whom_to_name()
        return finished
    try:
        survey, name = _survey(reading, whom)
    except Refused:
        if finished is not None:
            return finished
        raise
    agreed = _agreed(environment, reading, survey, name, how)
    if agreed is None:
        tell("Nothing was changed.")
        return None
    how = agreed.how
    reading.close()
    book = environment.write()
    if not how.yes:
        # What another process wrote while the question stood there is erased too.
        survey = _again(book, survey)
    result = erasing_files.erase(
        book,
        survey,
        blank=not how.keep_mentions,
        with_requests=how.with_requests,
        agreed=agreed.places,
        remove=[each.file for each in survey.unreadable] if how.remove_unreadable else (),
        on_wait=emit_reading,
    )
    kept = len(survey.mentions) if how.keep_mentions else 0
    gone, left = erasing.times(survey.unsure, agreed.places)
    receipt = Receipt(
        whom.kind,
        book.today,
        result,
        kept,
        gone,
        left,
        survey.sharing if survey.words else survey.others,
        lambda text: _without_name(survey, text),
    )
    if how.receipt is not None:
        _write_receipt(how.receipt, receipt)
    return Reply(
        "erase",
        lambda: receipt_json(receipt),
        lambda screen: draw_receipt(screen, receipt, environment.command, how.receipt),
    )


def _without_name(survey: Survey, text: str) -> str:
    certain = survey.find.spans(text)
    return blanked(text, sorted([*certain, *survey.perhaps.spans(text, certain)]))


def _whom_to_name() -> WrongUsage:
    return WrongUsage(
        "Name a colleague, a client's label, or words: one of the three.",
        'refer erase WHO, or refer erase --label A7, or refer erase --words "some words"',
    )


def _check_words(words: Sequence[str]) -> None:
    """Raises WrongUsage for words that would be found in every text."""
    for text in words:
        if len("".join(words_of(text))) < _SHORTEST:
            raise WrongUsage(f"--words: {_SHORTEST} letters or digits are needed at least.", "write a whole word")


def _survey(book: Book, whom: Whom) -> tuple[Survey, str]:
    """What there is to erase, and the name to be typed. Raises NoSuchColleague, Refused."""
    if book.connection is None:
        raise AssertionError("the book is open")
    who, label, words = whom
    if words:
        survey = erasing_files.survey_words(book.path, book.connection, words)
        if not survey.unsure:
            raise Refused(
                "These words stand nowhere in the book or its copies.",
                "whole words are looked for; names of cards stay: refer erase WHO takes somebody out",
            )
        return survey, survey.name
    if label is not None:
        survey = erasing_files.survey_label(book.path, book.connection, label.strip())
        if not survey.referrals and not survey.mentions:
            raise Refused(f'Nothing in the book or its copies has the label "{label}".', "refer ledger shows them")
        return survey, label.strip()
    if who is None:
        raise AssertionError("one of the two is given")
    number, name = _whom(book, who)
    return erasing_files.survey_person(book.path, book.connection, number, name), name


def _whom(book: Book, who: str) -> tuple[int, str]:
    """The number and name of whom is meant: in the book, else in the journal and the copies."""
    if book.connection is None:
        raise AssertionError("the book is open")
    try:
        number = book.resolve(who)
    except NoSuchColleague as problem:
        past = erasing_files.past_everywhere(book.path, book.connection)
        found = matches([ColleagueName(number, name, None, True) for number, name in sorted(past.items())], who)
        found += [
            ColleagueName(number, name, None, True) for number, name in past.items() if who.strip() == str(number)
        ]
        if len({folded_name(person.name) for person in found}) == 1:
            return found[0].id, found[0].name
        if found:
            described = [f"{person.name} ({person.id}), no longer in the book" for person in found[:LISTED]]
            raise several_found(described, len(found), who) from None
        raise problem
    return number, book.card(number).name


def _again(book: Book, survey: Survey) -> Survey:
    if book.connection is None:
        raise AssertionError("the book is open")
    if survey.label is not None:
        return erasing_files.survey_label(book.path, book.connection, survey.label)
    if survey.words:
        return erasing_files.survey_words(book.path, book.connection, survey.words)
    number = min(survey.wanted)
    return erasing_files.survey_person(book.path, book.connection, number, survey.name)


def _agreed(environment: Environment, book: Book, survey: Survey, name: str, how: How) -> Agreed | None:
    """How it was agreed to be done; None where it was not. Raises WrongUsage where nobody can be asked."""
    if how.yes:
        return Agreed(how, None if how.every_mention or survey.words else frozenset())
    gentler = _gentler(environment, book, survey, name)
    if not environment.interactive:
        hint = f"{environment.command} erase {_called(book, survey, name)} --yes"
        if survey.words:
            many = counted(sum(erasing.times(survey.unsure, None)), "place")
            raise WrongUsage(f"To take words out of {many} cannot be undone, and needs a yes.", hint)
        raise WrongUsage("To erase cannot be undone, and needs a yes.", f"{hint}; {gentler}" if gentler else hint)
    names = {number: name for number, name, *_ in book.names()}
    draw_plan(environment.screen(), survey, _holds(environment, survey), name, gentler, names)
    if survey.mentions and not how.keep_mentions:
        keep = not confirm(f"Put (erased) in place of the {'label' if survey.label else 'whole name'}?")
        how = how._replace(keep_mentions=keep)
    places = _places_agreed(environment, survey, how, names)
    if survey.requests and not how.with_requests:
        how = how._replace(with_requests=confirm("Forget the requests of those days too?", default=False))
    if survey.unreadable and not how.remove_unreadable:
        how = how._replace(remove_unreadable=confirm("Remove the copies that cannot be opened?", default=False))
    if survey.words:
        return Agreed(how, places) if places is None or places else None
    typed = ask(f'Type "{name}" to erase; Enter leaves all as it is')
    agreed = typed.casefold() == name.casefold() if survey.label else folded_name(typed) == folded_name(name)
    return Agreed(how, places) if typed and agreed else None


def _places_agreed(
    environment: Environment, survey: Survey, how: How, names: Mapping[int, str]
) -> frozenset[Place] | None:
    """Which of the places that may be about them go: all, none, or those that are said yes to, one by one."""
    if how.every_mention:
        return None
    if not survey.unsure or how.keep_mentions:
        return frozenset()
    answers = {"a": "all", "all": "all", "o": "one", "one": "one", "": "none", "n": "none", "none": "none"}
    question = "Put (erased) there?" if survey.words else "Put (erased) where it may be about them too?"
    answer = until_understood(lambda: choose(f"{question} [a]ll, [o]ne by one, [N]one:").casefold(), answers.get)
    if answer == "all":
        return frozenset(unsure.place for unsure in survey.unsure)
    if answer == "none":
        return frozenset()
    return frozenset(
        unsure.place
        for number, unsure in enumerate(survey.unsure, start=1)
        if _said_yes(environment, f"{number}. {unsure_words(unsure, survey, names)}")
    )


def _said_yes(environment: Environment, place: str) -> bool:
    environment.screen().paragraph(place, indent=4, hanging=7)
    return confirm("   Put (erased) there?", default=False)


def _called(book: Book, survey: Survey, name: str) -> str:
    """By what the same command calls them again: label, words, the name where it is nobody else's, or the number."""
    if survey.words:
        return " ".join(f"--words {shell_word(words)}" for words in survey.words)
    if survey.label is not None:
        return f"--label {shell_word(name)}"
    (number,) = survey.wanted
    known = number in survey.living or bool(survey.others)
    return shell_word(book.called(number, name) if known else name)


def _gentler(environment: Environment, book: Book, survey: Survey, name: str) -> str:
    """The remark on what undo can take back; empty where there is no card that could be deleted."""
    if not survey.wanted or not survey.wanted <= survey.living:
        return ""
    return f"{environment.command} delete {_called(book, survey, name)} is what undo can take back"


def _holds(environment: Environment, survey: Survey) -> leaving.Leaving | None:
    if not survey.living:
        return None
    book = environment.read()
    with book.snapshot():
        each = [leaving.leaving(book, number) for number in sorted(survey.living)]
    return leaving.Leaving(*(sum(counts) for counts in zip(*each, strict=True)))


def _finish(environment: Environment, reading: Book) -> Reply | None:
    """Finish what was cut short before; None where nothing was."""
    if reading.connection is None or not erasing.is_unfinished(reading.connection):
        return None
    swept = erasing_files.sweep(environment.write(), emit_reading)
    receipt = Receipt("unfinished", environment.today.isoformat(), erasing_files.nothing(swept), 0)
    return Reply(
        "erase", lambda: receipt_json(receipt), lambda screen: draw_receipt(screen, receipt, environment.command, None)
    )


def _write_receipt(file: Path, receipt: Receipt) -> None:
    """Write it as JSON or as text, by the file's ending. Raises Refused: what was to be erased is gone all the same."""
    as_json = file.suffix.casefold() == ".json"
    text = json.dumps(receipt_json(receipt), indent=2) + "\n" if as_json else receipt_text(receipt)
    try:
        write_whole(file, text.encode())
    except OSError as problem:
        raise Refused(
            f"It is erased, but the receipt {file} cannot be written: {problem.strerror}.", "copy it from the screen"
        ) from None
