"""What was heard of a referral, as it was typed: an outcome with a name before it, or a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refer_cli.book.names import ColleagueName, matches
from refer_cli.book.reading import Book
from refer_cli.errors import UnknownWord, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.days import day_words
from refer_cli.fields.numbers import whole_number
from refer_cli.folding import fold
from refer_cli.network.outcome_sentence import ToldOutcome, told_outcome
from refer_cli.network.outcome_words import split_outcome
from refer_cli.network.words import OUTCOMES
from refer_cli.records import NamedTuple
from refer_cli.render.asking import ask, complain, confirm, tell, until_understood
from refer_cli.services.environment import Environment


class Said(NamedTuple):
    """What was typed: whom it is about (empty: left out), the outcome, and what was assumed.

    `day` is when it was heard and `session` when the first session is to be, ISO; None where a sentence told neither.
    """

    who: str
    status: str
    assumptions: list[str]
    day: str | None = None
    session: str | None = None


def understood(environment: Environment, book: Book, offered: Sequence[Card], words: Sequence[str]) -> Said:
    """Whom and what: the last words are the outcome, or all of them a sentence that tells it.

    On a terminal it is asked for where it is left out or not understood. Raises UnknownWord and WrongUsage.
    """
    if not words and not environment.interactive:
        raise WrongUsage("The outcome is missing.", f"one of {', '.join(OUTCOMES)}")
    if not words:
        return _asked(environment, book, offered)
    try:
        return _typed(environment, book, offered, " ".join(words))
    except UnknownWord as unknown:
        if not environment.interactive:
            raise
        complain(f"{unknown.sentence} {unknown.hint}")
        return _asked(environment, book, offered)


def _asked(environment: Environment, book: Book, offered: Sequence[Card]) -> Said:
    """What is answered: a number of the list, an outcome, or a sentence."""
    outcomes = list(OUTCOMES)
    for number, (word, title) in enumerate(OUTCOMES.items(), 1):
        tell(f"{number}  {word:<20} {title}")

    def meant(answer: str) -> Said | None:
        if not answer:
            complain("a number, a word of the list or a sentence; Ctrl-C leaves without saving")
            return None
        number = whole_number(answer)
        if number is not None and 1 <= number <= len(outcomes):
            return Said("", outcomes[number - 1], [])
        return _typed(environment, book, offered, answer)

    return until_understood(lambda: ask("What came of it (a number, a word or a sentence)"), meant)


def _typed(environment: Environment, book: Book, offered: Sequence[Card], text: str) -> Said:
    words = text.split()
    refusal: UnknownWord | None = None
    try:
        who, status, assumption = split_outcome(words)
    except UnknownWord as unknown:
        refusal = unknown
    else:
        if not who or whole_number(who.removeprefix("#")) is not None or _answering(book, who):
            return Said(who, status, [assumption] if assumption else [])
    told = told_outcome(text, environment.today)
    if told is None:
        if refusal is None:
            return Said(who, status, [assumption] if assumption else [])
        raise refusal
    return _of_sentence(environment, book, offered, text, told)


def _of_sentence(environment: Environment, book: Book, offered: Sequence[Card], text: str, told: ToldOutcome) -> Said:
    """What a sentence says, agreed on by whoever can be asked. Raises UnknownWord where it may be about another."""
    about = [card for card in offered if _is_named(card.name, told.rest)]
    others = {row[1] for row in book.names() if _is_named(row[1], told.rest)} - {card.name for card in offered}
    if len(about) > 1 or (others and not about):
        people = ", ".join(sorted(card.name for card in about) or sorted(others)[:3])
        raise UnknownWord(f"It is not clear whom this is about: {people}?", "name them first, then the outcome")
    who = about[0].name if about else ""
    parts = [f"{who}: {told.status}" if who else told.status]
    if told.day is not None:
        parts.append(day_words(told.day, environment.today))
    if told.session is not None:
        parts.append(f"first session {day_words(told.session, environment.today)}")
    taken = ", ".join(parts)
    if environment.interactive and not confirm(f"I take that as {taken}. Right?"):
        raise UnknownWord("Then in one word.", "")
    assumed = [] if environment.interactive else [f'"{text}" is taken as {taken}']
    return Said(who, told.status, assumed, told.day, told.session)


def _is_named(name: str, words: Iterable[str]) -> bool:
    """Whether a word of at least three letters is a whole part of the name."""
    parts = set(fold(name).split())
    return any(len(word) > 2 and fold(word.removesuffix("'s")) in parts for word in words)


def _answering(book: Book, who: str) -> bool:
    return bool(matches([ColleagueName(*row) for row in book.names()], who))
