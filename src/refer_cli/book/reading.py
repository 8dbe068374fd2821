"""The reading side of the book: plain SQL, cards out. Imports nothing that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from refer_cli.book import connection as opener
from refer_cli.book import statements
from refer_cli.errors import BookProblem, NoSuchColleague, ReadOnlyBook
from refer_cli.fields.numbers import whole_number
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.book.deduplication import Identities
    from refer_cli.book.names import ColleagueName
    from refer_cli.fields.card import Card
    from refer_cli.fields.search_words import Wanted
    from refer_cli.matching.reasons import OwnReason, Reason


LARGE_BOOK = 20_000
"""From this many colleagues on, a name is looked up in the index and not among everybody."""
_ALIKE, _NEAR = 3, 2_000
"""In a large book a near name begins with the same letters; so many of those are held against it."""


class Seen(NamedTuple):
    """What a run saw of the book when it first read it: the file, and the newest step in its history."""

    file: opener.FileMark
    newest_step: tuple[int, str] | None


class Book:
    """The book as reading commands see it. A book that is not there yet is empty (`exists` is False)."""

    def __init__(self, path: Path, connection: opener.Handle | None) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path, on_wait: Callable[[], None] | None = None) -> Book:
        """Open the book for reading, bringing an older one up to date first. Raises BookProblem.

        `on_wait` is called once where another process is waited for that brings it up.
        """
        if not opener.is_there(path):
            return cls(path, None)
        connection = opener.connect(path, writing=False)
        with opener.explained(path):
            version = opener.schema_version(connection)
            if version == opener.SCHEMA_VERSION:
                return cls(path, connection)
            holds_nothing = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        connection.close()
        if holds_nothing:
            from refer_cli.book.copies import copies_of

            if copies_of(path):  # it was a book once
                raise opener.damaged(path)
            return cls(path, None)
        return cls(path, _brought_up(path, on_wait))

    @property
    def exists(self) -> bool:
        """Whether there is a book at all."""
        return self.connection is not None

    def seen(self) -> Seen | None:
        """What tells this book from another that may later lie at the same path; None where there is none."""
        if self.connection is None:
            return None
        newest = self.rows(statements.NEWEST_STEP)
        return Seen(self.connection.file, newest[0] if newest else None)

    def continues(self, seen: Seen) -> bool:
        """Whether this book is the one that was seen before, perhaps with more written into it since.

        A file that was written over in place keeps its inode: then the history does not go on from what was seen.
        """
        if self.connection is None or self.connection.file != seen.file:
            return False
        if seen.newest_step is None:
            return True
        number, what = seen.newest_step
        newest = self.rows(statements.NEWEST_STEP)
        same = self.rows(statements.STEP, {"step": number})
        return bool(newest) and newest[0][0] >= number and all(row == (what,) for row in same)

    def added_since(self, seen: Seen | None) -> list[tuple[int, str]]:
        """Id and name of everybody who was put in by others since the book was seen."""
        if seen is None:
            return []
        since = seen.newest_step[0] if seen.newest_step else 0
        return [(row[0], row[1]) for row in self.rows(statements.ADDED_SINCE, {"step": since})]

    def close(self) -> None:
        """Let go of the file."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside sees the book of one moment, whatever is written meanwhile."""
        connection = self.connection
        if connection is None or connection.in_transaction:
            yield
            return
        with opener.explained(self.path):
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    def cards(self, ids: Sequence[int] | None = None, *, archived: bool | None = False) -> list[Card]:
        """Whole cards: of these ids in the order given, or of everybody by id.

        `archived`: False leaves out the archived, True gives only them, None both.
        """
        with self.snapshot():
            if ids is None:
                everybody = [row[0] for row in self.rows(statements.IDS, {"archived": archived})]
                return [card for batch in statements.chunks(everybody) for card in self._cards(batch)]
            by_id = {card.id: card for batch in statements.chunks(ids) for card in self._cards(batch)}
        ordered = (by_id[colleague_id] for colleague_id in dict.fromkeys(ids) if colleague_id in by_id)
        return [card for card in ordered if archived is None or card.archived == archived]

    def card(self, colleague_id: int) -> Card:
        """The card of one colleague, archived or not. Raises NoSuchColleague."""
        cards = self.cards([colleague_id], archived=None)
        if not cards:
            raise self._nobody(str(colleague_id))
        return cards[0]

    def profile(self, *, joined: bool = True) -> Card | None:
        """My own practice (id 0), or None before `refer init`.

        The groups that I joined are among its groups; without `joined` only those written there are.
        """
        from refer_cli.book import row_mapping

        groups = [row[0] for row in self.rows(statements.JOINED_GROUPS)] if joined else []
        return row_mapping.profile(self.rows(statements.PROFILE), groups)

    def names(self, *, archived: bool | None = None) -> list[tuple[int, str, str | None, bool]]:
        """Everybody's id, name, practice and whether archived, by name."""
        return [(row[0], row[1], row[2], bool(row[3])) for row in self.rows(statements.NAMES, {"archived": archived})]

    def completing(self, text: str, limit: int = 50) -> list[tuple[int, str, str | None, bool]]:
        """People with a word in their name for each typed beginning: quick in a book of any size."""
        from refer_cli.book import search

        query = search.query(text, "name")
        if query is None:
            return self.names(archived=False)[:limit]
        rows = self.rows(search.FIND_NAMES, {"query": query, "archived": False, "limit": limit})
        return [(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def resolve(self, who: str, *, archived: bool | None = None) -> int:
        """The id of the one person meant: by id, by any part of a name that only one has, by telephone or e-mail.

        Raises NoSuchColleague: with the list where several answer, with the nearest names where nobody does.
        """
        from refer_cli.book import names, search
        from refer_cli.fields.placeholders import refuse_placeholder
        from refer_cli.fields.search_words import is_contact

        refuse_placeholder(who)
        number = whole_number(who.strip().removeprefix("#"))
        if number is not None and self.rows(statements.ONE_ID, {"id": number, "archived": archived}):
            return number
        if is_contact(who):
            matching = self._found(search.query(who, "contact"), archived)
        elif number is not None:
            raise self._nobody(who)
        else:
            matching = self._named(who, archived)
        if len(matching) == 1:
            return matching[0].id
        if matching:
            raise names.several_found(self._described(matching[: names.LISTED]), len(matching), who)
        raise names.none_found(self._perhaps(who, archived), who)

    def called(self, colleague_id: int, name: str) -> str:
        """By what a printed command calls somebody who is in the book: the name, or the number of one of several."""
        try:
            return name if self.resolve(name) == colleague_id else str(colleague_id)
        except NoSuchColleague:
            return str(colleague_id)

    def search(self, text: str, limit: int = 100, *, archived: bool | None = False) -> list[int]:
        """Ids of those whose card holds all that is asked for: those of that name first, then the others."""
        from refer_cli.book import search
        from refer_cli.fields.search_words import wanted

        things = wanted(text, terms=True)
        asked = {"archived": archived, "limit": limit}
        ids: dict[int, None] = {}
        # A word that nearly everybody's card has would be looked for in every name.
        of_name = search.query(text, "name") if all(thing.may_be_name for thing in things) else None
        for query in (of_name, search.query_for(things)):
            if query is not None and len(ids) < limit:
                ids.update((row[0], None) for row in self.rows(search.FIND, {"query": query, **asked}))
        return list(ids)[:limit]

    def count_found(self, things: Sequence[Wanted], *, archived: bool | None = False) -> int:
        """How many cards hold all of these things."""
        from refer_cli.book import search

        query = search.query_for(things)
        return int(self._one(search.COUNT, {"query": query, "archived": archived}) or 0) if query else 0

    def near_names(self, who: str) -> list[str]:
        """Names in the book that are spelled nearly so."""
        from refer_cli.book import names

        return names.nearest(self._perhaps(who, False), who)

    def count(self, *, archived: bool | None = False) -> int:
        """How many colleagues there are."""
        return int(self._one(statements.COUNT, {"archived": archived}) or 0)

    def reason_weights(self) -> dict[str, dict[str, float]]:
        """The weights that the therapist changed, by reason and criterion."""
        weights: dict[str, dict[str, float]] = {}
        for reason, criterion, weight in self.rows(statements.REASON_WEIGHTS):
            weights.setdefault(reason, {})[criterion] = weight
        return weights

    def own_reasons(self) -> list[OwnReason]:
        """The reasons that the therapist added."""
        from refer_cli.matching.reasons import OwnReason  # not needed to complete a name

        return [OwnReason(*row) for row in self.rows(statements.OWN_REASONS)]

    def reasons(self) -> Mapping[str, Reason]:
        """All reasons: the canonical ones with the therapist's own and changed weights laid over."""
        from refer_cli.matching.reasons import overlay

        return overlay(self.reason_weights(), self.own_reasons())

    def goals(self, month: str) -> list[tuple[str, int]]:
        """Name and target of each goal in force in a month (YYYY-MM)."""
        return [(row[0], row[1]) for row in self.rows(statements.GOALS, {"month": month})]

    def met_in(self, month: str) -> int:
        """How many colleagues were first met in a month (YYYY-MM), archived since or not."""
        return int(self._one(statements.MET_IN, {"first": f"{month}-01", "last": f"{month}-31"}) or 0)

    def met_from_afar(self) -> frozenset[int]:
        """The ids of those whom I have met by telephone or video alone."""
        return frozenset(row[0] for row in self.rows(statements.MET_FROM_AFAR))

    def noting(self, words: str) -> list[tuple[int, str]]:
        """The ids of those whose note holds each of these words, or one that begins so, and the note."""
        from refer_cli.book import search  # only --avoid looks into the notes

        query = search.query(words, "notes")
        return [(row[0], row[1]) for row in self.rows(search.NOTING, {"query": query})] if query else []

    def distinct(self, field: str) -> list[str]:
        """The values in use of one field of the card, for completion; of a list, its entries that are so."""
        from refer_cli.fields.catalogue import BY_NAME

        if field not in BY_NAME:
            raise KeyError(field)
        sql = statements.distinct(field)
        return [str(row[0]) for row in self.rows(sql, {"field": field} if ":field" in sql else {})]

    def setting(self, name: str) -> str | None:
        """A switch, or None where it was never set."""
        value: str | None = self._one(statements.SETTING, {"name": name})
        return value

    def ids_of_npi(self, numbers: Sequence[str]) -> dict[str, int]:
        """Which colleague has each of these NPIs, where somebody has it."""
        if not numbers:
            return {}
        return {row[0]: row[1] for row in self.rows(*statements.with_ids(statements.OF_NPI, numbers))}

    def row_keys(self) -> dict[int, tuple[str | None, str | None]]:
        """Of everybody, the identifier within the source and the day of archiving, for an export."""
        return {row[0]: (row[1], row[2]) for row in self.rows(statements.ROW_KEYS)}

    def identities(self) -> Identities:
        """Everybody by what tells people apart, for an import: three queries, then no more."""
        from refer_cli.book.deduplication import CAME_AS, Identities

        of_others: dict[int, set[str]] = {}
        for colleague_id, field in self.rows(statements.SAID_BY_OTHERS):
            of_others.setdefault(colleague_id, set()).add(field)
        came_before = {name: int(value) for name, value in self.settings_from(CAME_AS).items()}
        return Identities(self.rows(statements.IDENTITIES), of_others, came_before)

    def settings_from(self, start: str) -> dict[str, str]:
        """The switches whose names begin so."""
        rows = self.rows(statements.SETTINGS_FROM, {"first": start, "after": start + "~"})
        return {row[0]: row[1] for row in rows}

    def once_there(self, colleague_id: int) -> list[tuple[str, str]]:
        """What rows of a card once were: the table and the row as JSON, as the journal has it."""
        return [(row[0], row[1]) for row in self.rows(statements.ONCE_THERE, {"id": colleague_id})]

    def following_id(self) -> int:
        """The number that the next new colleague gets."""
        return int(self._one(statements.LARGEST_ID, {}) or 0) + 1

    def rows(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement; none where there is no book. Raises BookProblem."""
        if self.connection is None:
            return []
        with opener.explained(self.path):
            return self.connection.execute(statement, parameters or {}).fetchall()

    def _one(self, statement: str, parameters: Mapping[str, Any]) -> Any:
        rows = self.rows(statement, parameters)
        return rows[0][0] if rows else None

    def _rows_of(self, statement: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self.rows(*statements.with_ids(statement, ids))

    def _cards(self, ids: Sequence[int]) -> list[Card]:
        from refer_cli.book import row_mapping

        return row_mapping.cards(
            self._rows_of(statements.COLLEAGUES, ids),
            self._rows_of(statements.ENTRIES, ids),
            self._rows_of(statements.FACTS, ids),
            self._rows_of(statements.LAST_OFFERED, ids),
        )

    def _named(self, who: str, archived: bool | None) -> list[ColleagueName]:
        """Those whom a name may mean; in a large book whom the index finds are looked at before everybody is."""
        from refer_cli.book import names, search

        if self.following_id() > LARGE_BOOK:
            for spelled in (who, names.as_stored(who)):
                matching = names.matches(self._found(search.query(spelled or "", "name"), archived), who)
                if matching:
                    return matching
        return names.matches([names.ColleagueName(*row) for row in self.names(archived=archived)], who)

    def _perhaps(self, who: str, archived: bool | None) -> list[ColleagueName]:
        """Those among whom a near name is looked for: everybody, or in a large book who begin alike."""
        from refer_cli.book import names, search

        if self.following_id() <= LARGE_BOOK:
            return [names.ColleagueName(*row) for row in self.names(archived=archived)]
        people: dict[int, ColleagueName] = {}
        for word in who.split():
            people.update((one.id, one) for one in self._found(search.query(word[:_ALIKE], "name"), archived, _NEAR))
        return list(people.values())

    def _found(self, query: str | None, archived: bool | None, limit: int = LARGE_BOOK) -> list[ColleagueName]:
        from refer_cli.book import names, search

        if query is None:
            return []
        rows = self.rows(search.FIND_NAMES, {"query": query, "archived": archived, "limit": limit})
        return [names.ColleagueName(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def _described(self, people: Iterable[ColleagueName]) -> list[str]:
        described = []
        for colleague_id, name, practice, city, state in self._rows_of(
            statements.WHERE_FROM, [person.id for person in people]
        ):
            place = " ".join(part for part in (city, state) if part)
            described.append(", ".join(part for part in (name, practice, place) if part) + f" ({colleague_id})")
        return described

    def _nobody(self, who: str) -> Exception:
        from refer_cli.book import names

        return names.none_found([] if self.following_id() == 1 else [names.ColleagueName(0, "", None, False)], who)


def _brought_up(path: Path, on_wait: Callable[[], None] | None) -> opener.Handle:
    from refer_cli.book import migrate  # Alembic: only where the schema is an older one

    try:
        migrate.bring_up(path, on_wait=on_wait)
    except ReadOnlyBook as problem:
        raise BookProblem(
            f"The book {path} is of an older version and can only be read.",
            "open it once where it can be written, and it is brought up to date",
        ) from problem
    return opener.connect(path, writing=False)
