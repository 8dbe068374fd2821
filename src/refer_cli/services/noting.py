"""A line more of the notes of somebody: who is meant and what is said, told apart among words typed in a row."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.book import writing
from refer_cli.book.reading import Book
from refer_cli.errors import NoSuchColleague, WrongUsage
from refer_cli.fields.card import Card, Facts
from refer_cli.folding import fold
from refer_cli.render.answer import Reply
from refer_cli.render.asking import ask, complain, until_understood
from refer_cli.render.screen import shell_word
from refer_cli.services.card_changes import changed
from refer_cli.services.environment import Environment
from refer_cli.services.typed_values import longer_notes

_LONGEST_NAME = 6
"""So many words typed in a row may be one name."""


def note(environment: Environment, typed: Sequence[str]) -> Reply:
    """Put a line behind somebody's notes; on a terminal it is asked for where only a name was typed.

    Raises NoSuchColleague, WrongUsage where there is no text, BadValue where the notes would grow too long.
    """
    book = environment.read()
    card, text = _parted(book, typed)
    if not text:
        text = _asked(environment, card)
    notes = longer_notes(card.text("notes") or "", [text])
    with environment.write().step(f"note on {card.name}") as step:
        facts = Facts({"notes": notes}, environment.today.isoformat())
        differences = writing.change_card(step, card.id, facts, base=card)
    return changed(environment, "note", {"id": card.id}, card.name, differences, ())


def _asked(environment: Environment, card: Card) -> str:
    if not environment.interactive:
        raise WrongUsage(
            f"What is to be noted on {card.name} is missing.",
            f'{environment.command} note {shell_word(card.name)} "..."',
        )

    def understood(answer: str) -> str | None:
        if not answer:
            complain("write a line, or Ctrl-C leaves the notes as they are")
        return answer or None

    return until_understood(lambda: ask(f"Your note on {card.name}"), understood)


def _parted(book: Book, typed: Sequence[str]) -> tuple[Card, str]:
    """The one who is named first, and the text behind. Raises NoSuchColleague."""
    words = [word for word in typed if word.strip()]
    for number in range(min(len(words), _LONGEST_NAME), 1, -1):
        card = _called(book, " ".join(words[:number]))
        if card is not None:
            return card, " ".join(words[number:]).strip()
    try:
        return book.card(book.resolve(words[0])), " ".join(words[1:]).strip()
    except NoSuchColleague:
        apart = words[0].split()
        if len(words) > 1 or len(apart) < 2:
            raise
        try:
            return _parted(book, apart)
        except NoSuchColleague:
            pass
        raise


def _called(book: Book, words: str) -> Card | None:
    """The colleague whose name has each of these words whole: what only begins like one is no part of a name."""
    try:
        card = book.card(book.resolve(words))
    except NoSuchColleague:
        return None
    return card if set(fold(words).split()) <= set(fold(card.name_and_letters).split()) else None
