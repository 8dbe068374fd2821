"""Colleagues who are not in the book yet when something is noted of them: proposed, put in on a yes, or refused."""

from __future__ import annotations

from collections.abc import Iterable

from refer_cli.book import writing
from refer_cli.book.names import ColleagueName, matches, nearest
from refer_cli.book.reading import Book
from refer_cli.errors import NoSuchColleague
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.numbers import whole_number
from refer_cli.fields.spelling import SpellingContext
from refer_cli.fields.typed import read_typed
from refer_cli.render.asking import confirm
from refer_cli.render.screen import shell_word
from refer_cli.services.environment import Environment
from refer_cli.services.same_colleague import refuse_newcomer, similar_name


def people_meant(
    environment: Environment, book: Book, typed: Iterable[str], day: str, *, new: bool
) -> tuple[list[int], list[Card]]:
    """The ids of those who are in the book, and cards (with ids below 0) of those who are to be put in.

    On a terminal each newcomer is asked about, elsewhere they need `new`. Raises NoSuchColleague.
    """
    known: dict[int, None] = {}
    newcomers: list[Card] = []
    for who in dict.fromkeys(" ".join(name.split()) for name in typed):
        try:
            known[book.resolve(who)] = None
        except NoSuchColleague as nobody:
            people = [ColleagueName(*row) for row in book.names()]
            if whole_number(who.removeprefix("#")) is not None or not who or matches(people, who):
                raise
            meant = _meant(environment, people, who, nobody, new)
            if meant is not None:
                known[meant] = None
                continue
            newcomers.append(_card(environment, who, day, -1 - len(newcomers)))
    return list(known), newcomers


def put_in(step: writing.Step, card: Card) -> int:
    """Put a newcomer in the book; the id. Raises Refused where another process did so at the same moment."""
    refuse_newcomer(step, card.name)
    return writing.insert_colleague(step, Facts(card.values, card.as_of), None)


def _meant(
    environment: Environment, people: list[ColleagueName], who: str, nobody: NoSuchColleague, new: bool
) -> int | None:
    """The id of somebody whose name was written otherwise; None where a newcomer is meant. Raises NoSuchColleague."""
    if not environment.interactive:
        if new:
            return None
        near = f"{nobody.hint} or " if nobody.hint.startswith("did you mean") else ""
        raise NoSuchColleague(nobody.sentence, f"{near}the same command with --new puts them in the book")
    near_names = nearest(people, who) if len(who.split()) == 1 else []
    for person in people:
        is_near = similar_name(person.name, who) or person.name in near_names
        if is_near and confirm(f'Nobody is called "{who}". Did you mean {person.name}?'):
            return person.id
    if new or confirm(f"{who} is not in the book yet. Put them in?"):
        return None
    raise NoSuchColleague(nobody.sentence, f"{environment.command} add-colleague {shell_word(who)} puts them in later")


def _card(environment: Environment, who: str, day: str, number: int) -> Card:
    """A card of the name and the letters behind it."""
    read = read_typed("name", who, SpellingContext(None, environment.today))
    values = {field: value for field, value in read.values.items() if value is not None}
    return Card(number, values, day, "me")
