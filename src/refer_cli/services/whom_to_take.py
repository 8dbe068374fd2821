"""Whom to take of a file: by what was typed, by a list to tick from, or everybody."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.book.reading import Book
from refer_cli.exchange.choosing import Chosen, Wishes, job_titles, labels_of, likely
from refer_cli.exchange.incoming import Incoming, OfContacts, Source
from refer_cli.fields.values import Listing
from refer_cli.folding import fold
from refer_cli.render.tick_list import Entry, tick
from refer_cli.services.environment import Environment

_HOW_TO_CHOOSE = (
    "everybody in it was taken: --only TEXT or --group LABEL takes some, and on a terminal there is a list to tick from"
)


def chosen(environment: Environment, source: Source, book: Book, wishes: Wishes, unasked: bool = False) -> Source:
    """The source, of which whoever is not taken is left out. Raises EOFError where input ends before the answer.

    `unasked` takes those who would be ticked. Only an address book is asked about: it holds everybody one knows.
    """
    if wishes.everybody:
        return source
    if wishes.given:
        return Chosen(source, wishes.fit)
    if not isinstance(source, OfContacts):
        return source
    rows = list(source.rows())
    people = [row for row in rows if isinstance(row, Incoming)]
    if len(people) < 2:
        return Chosen(source, lambda row: True, rows)
    if not environment.interactive:
        return Chosen(source, lambda row: True, rows, _HOW_TO_CHOOSE)
    known = {fold(name) for _, name, *_ in book.names()} if book.exists else set()
    ticked = [likely(row) or fold(_name(row)) in known for row in people]
    if unasked:
        taken = {row.row for row, tick_stands in zip(people, ticked, strict=True) if tick_stands}
    else:
        taken = _asked(environment, people, ticked, known)
    return Chosen(source, lambda row: row.row in taken, rows)


def _asked(environment: Environment, people: Sequence[Incoming], ticked: Sequence[bool], known: set[str]) -> set[int]:
    """The rows of those whom the therapist ticks: who is ticked already stands first, so Enter is near."""
    order = sorted(range(len(people)), key=lambda place: (not ticked[place], fold(_name(people[place]))))
    entries = [Entry(_with_letters(people[place]), _about(people[place], known), ticked[place]) for place in order]
    heading = f"{len(people)} people. Whom shall I take?"
    return {people[order[place]].row for place in tick(environment.screen, heading, entries)}


def _name(row: Incoming) -> str:
    return str(row.facts.values["name"])


def _with_letters(row: Incoming) -> str:
    credentials = row.facts.values.get("credentials")
    letters = credentials.names() if isinstance(credentials, Listing) else ()
    return ", ".join((_name(row), *letters))


def _about(row: Incoming, known: set[str]) -> str:
    """What tells who somebody is: in the book, the practice, the job, the labels, else where to ring."""
    values = row.facts.values
    said = ["in your book"] if fold(_name(row)) in known else []
    said += [str(values["practice"])] if "practice" in values else []
    said += [*job_titles(row), *labels_of(row)]
    if not said:
        said = [str(values[field]) for field in ("phone", "email") if field in values][:1]
    return "; ".join(said)
