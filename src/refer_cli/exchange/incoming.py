"""What every format hands over: one row as facts, or the reason why it is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol, runtime_checkable

from refer_cli.exchange.grid import Place
from refer_cli.fields.card import Facts
from refer_cli.fields.values import Value


class Unread(NamedTuple):
    """Words of a row that no field holds: kept in the notes as `column: words`.

    `meant`: the column holds a field, and these words were not understood; else the column is no field of a card.
    """

    column: str
    words: str
    meant: bool = True


class Incoming(NamedTuple):
    """One row that can go into the book. `row` is the spreadsheet's number: the header is row 1.

    `file_dated` names the fields whose day the file itself gives, so that an equal value takes that day.
    `only_new` holds facts for a card that is not in the book yet; they never change one that is.
    `unread` is what is kept in the notes; `refused` the words by which a cell of another column says that one is not
    to refer to this person. `is_card`: the row is one card of a book, as `refer export` wrote it; `book_id` and
    `archived_on` are given only by such a file.
    """

    row: int
    facts: Facts
    file_dated: frozenset[str] = frozenset()
    only_new: Mapping[str, Value] = {}
    assumptions: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    refused: str | None = None
    book_id: int | None = None
    is_card: bool = False
    archived_on: str | None = None


class Skipped(NamedTuple):
    """One row that is left out. `refuses`: the row is wrong, so the whole file is, unless told to go on."""

    row: int
    column: str | None
    reason: str
    refuses: bool = True
    hint: str = ""


class ColumnUse(NamedTuple):
    """What a column is taken for: a field, `notes`, or `-` for nothing.

    `entry` is what a mark in the column stands for, `sample` its first cell; `meant` whether its words are a field's.
    """

    label: str
    target: str
    entry: str | None
    sample: str
    meant: bool


class Source(Protocol):
    """A file that is being read.

    `own_word` says whether its rows are the therapist's own (a spreadsheet) or a registry's, which never
    overrules what the therapist said. `notes` are sentences about the file as a whole.
    """

    name: str
    title: str
    own_word: bool
    size: int

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the whole file, said once."""

    def position(self) -> int:
        """Bytes read so far, of `size`."""

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every row of the file, one at a time. Raises Refused where the file stops being a table."""


@runtime_checkable
class OfContacts(Protocol):
    """An address book: it holds everybody whom somebody knows, so that whom to take is asked."""

    of_contacts: bool


@runtime_checkable
class OfTowns(Protocol):
    """A list whose towns lie in one state: there a town without a state is looked for first."""

    state_of_towns: str | None


@runtime_checkable
class WithColumns(Protocol):
    """A source whose columns may be taken for something else than they are at first."""

    @property
    def mapping(self) -> tuple[ColumnUse, ...]:
        """What each column is taken for."""

    @property
    def header(self) -> tuple[str, ...]:
        """The folded headers: the same list has the same when it comes again."""

    @property
    def certain(self) -> bool:
        """Whether every heading is a field's own name, so that nothing has to be guessed."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets that are read."""

    def take(self, given: Mapping[str, str]) -> None:
        """Take columns for what was said of them, by the folded header."""

    def place(self, number: int) -> Place:
        """Where a row stands."""
