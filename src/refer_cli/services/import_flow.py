"""Takes the rows of a file into the book: who is known, what is new, what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from refer_cli.book import writing
from refer_cli.book.deduplication import Known, Person, described
from refer_cli.book.number_tables import NumbersById
from refer_cli.book.reading import Book
from refer_cli.book.taken_away import taken_away
from refer_cli.errors import BadValue, UnknownPlace, WrongUsage
from refer_cli.exchange.choosing import Wishes
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, OfTowns, Skipped, Source, WithColumns
from refer_cli.exchange.kept_words import noted
from refer_cli.exchange.merging import NOTHING_GONE, Gone, News, news
from refer_cli.exchange.skipped_rows import SkippedRows
from refer_cli.fields.card import Card, Dated, Facts, check
from refer_cli.fields.catalogue import PLACE
from refer_cli.fields.days import CONFIRMED, parse_day
from refer_cli.fields.values import Listing, Value
from refer_cli.places.gazetteer import Gazetteer
from refer_cli.places.resolve import resolve
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.import_report import (
    KeptFact,
    NotUnderstood,
    PossibleDouble,
    Report,
    clear_bar,
    import_json,
    progress_bar,
    show_import,
)
from refer_cli.services.column_mapping import Agreed, settled
from refer_cli.services.environment import Environment
from refer_cli.services.registry_lookup import Asked, people
from refer_cli.services.typed_values import Point, home_state
from refer_cli.services.whom_to_take import chosen

_CHUNK, _TOLD = 2_000, 500
"""How many rows are written at once, and after how many the progress is told."""
_LONG_ROW = 500
"""Bytes: so many rows a file has at least."""
_REMARKS_KEPT, _PLACES_REMEMBERED = 200, 50_000
_KEPT_LISTED = 1_000
_UNREAD_KEPT = 20_000
_BESIDE = {"fee_floor": ("fee",), "last_contact": ("first_met",)}
"""Of two fields that do not go together, the one named may be the book's and the other the file's."""
_REMEMBERED = "the columns are taken as you said when this list came last"


class How(NamedTuple):
    """How a file is to be taken: the day its undated facts held, what is written of it, who is taken,
    and what its columns are.

    `columns` are the words of --map; `yes` takes the columns unasked.
    """

    as_of: str | None
    dry_run: bool
    all_taxonomies: bool
    wishes: Wishes = Wishes()
    columns: Sequence[str] = ()
    yes: bool = False


def import_file(environment: Environment, file: Path, how: How) -> Reply:
    """Take a file of colleagues in; `-` is standard input. Raises Refused for what is no list of colleagues."""
    as_of = parse_day(how.as_of, environment.today, "--as-of", CONFIRMED) if how.as_of is not None else None
    with _on_disk(environment, file) as (path, name):
        source = open_source(
            path, environment.today.isoformat(), as_of, how.all_taxonomies, name, environment.gazetteer
        )
        if how.columns and not isinstance(source, WithColumns):
            raise WrongUsage(f"The columns of {source.title} are known.", "leave out --map")
        return _reply(environment, source, name, str(file), how)


def import_registry(environment: Environment, asked: Asked, how: How) -> Reply:
    """Take in whom the live NPI registry knows. Raises Refused where it cannot be asked."""
    if how.as_of is not None or how.columns:
        raise WrongUsage("The registry dates its records itself, and has no columns.", "leave out --as-of and --map")
    source = people(environment, asked, how.all_taxonomies)
    return _reply(environment, source, "from the NPI registry", source.title, how)


def _reply(environment: Environment, source: Source, name: str, heading: str, how: How) -> Reply:
    try:
        report = _taken(environment, source, name, how)
    finally:
        clear_bar()
    shown = environment.interactive and not how.yes
    return Reply(
        "import",
        lambda: import_json(report),
        lambda screen: show_import(report, heading, screen, environment.command, shown),
    )


@contextmanager
def _on_disk(environment: Environment, file: Path) -> Iterator[tuple[Path, str]]:
    """A path that can be read again and again, and what it is called aloud."""
    if str(file) != "-":
        environment.refuse_the_book(file)
        yield file, file.name
        return
    import shutil
    import sys
    from tempfile import TemporaryDirectory

    if environment.stdin_is_terminal:
        raise WrongUsage("Nothing comes in from standard input.", "for example: pbpaste | refer import -")
    with TemporaryDirectory(prefix="refer-import-") as folder:
        path = Path(folder) / "standard input"
        with path.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        yield path, path.name


def _taken(environment: Environment, source: Source, name: str, how: How) -> Report:
    today = environment.today.isoformat()
    book = environment.read()
    columns = source if isinstance(source, WithColumns) else None
    agreed = settled(environment, columns, book, how.columns, how.yes) if columns is not None else Agreed({})
    source = chosen(environment, source, book, how.wishes, how.yes)
    remembered = [_REMEMBERED] if agreed.remembered else []
    progress = progress_bar(source.size)
    if how.dry_run:
        home = home_state(book.profile())
        return Importer(book, source, today, environment.gazetteer, home, columns=columns).run(progress, remembered)
    writable = environment.write()
    home = home_state(writable.profile())
    with writable.step(f"import {name}", copy="import") as step:
        importer = Importer(writable, source, today, environment.gazetteer, home, step, columns)
        with writing.bringing_in(step, source.size // _LONG_ROW):
            report = importer.run(progress, remembered)
        # Columns said wrongly bring nothing in: only what worked, or was agreed on, is remembered.
        confirmed = environment.interactive and not how.yes
        if agreed.setting is not None and (confirmed or report.added or report.updated):
            writing.set_setting(step, *agreed.setting)
        step.what = f"import {name}: {report.added} added, {report.updated} updated"
    return report


class Importer:
    """One run over one file. Without a `step` nothing is written, and the report says what would be.

    `today` is an ISO day; `home_state` decides a city without a state, as everywhere. `gazetteer` is opened
    only when a place has to be found. `columns` are those of the list, where `source` is a choice from it.
    """

    def __init__(
        self,
        book: Book,
        source: Source,
        today: str,
        gazetteer: Callable[[], Gazetteer],
        home_state: str | None = None,
        step: writing.Step | None = None,
        columns: WithColumns | None = None,
    ) -> None:
        self._book = book
        self._source = source
        self._columns = columns or (source if isinstance(source, WithColumns) else None)
        self._today = today
        self._places = _Places(gazetteer, home_state, source.state_of_towns if isinstance(source, OfTowns) else None)
        self._step = step
        self._identities = book.identities()
        self._rows_by_person = NumbersById()
        self._exported: dict[int, int] = {}
        # Whom the file adds goes by the number that they will have: in a dry run too.
        self._following_id = self._first_new = book.following_id()
        self._additions: list[tuple[Incoming, str | None]] = []
        self._known: list[tuple[int, Incoming]] = []
        self._gathered: set[int] = set()
        # A dry run writes nothing, so that what a later row of the same person meets stands here.
        self._would_be: dict[int, Card] = {}
        self._skipped = SkippedRows()
        self._doubles: list[PossibleDouble] = []
        self._remarks: Counter[str] = Counter()
        self._unread = UnreadWords()
        self._kept: list[KeptFact] = []
        self._replaced: list[KeptFact] = []
        self._replaced_in_all = 0
        self._read = self._added = self._updated = self._unchanged = self._kept_in_all = 0

    def run(
        self, progress: Callable[[int, int], None] = lambda rows, position: None, notes: Sequence[str] = ()
    ) -> Report:
        """Take every row in. What is wrong with a row costs that row, or a cell of it, and is in the report.

        `progress` is told now and then how many rows and bytes have been read; `notes` are said beside the file's own.
        """
        for row in self._source.rows():
            self._read += 1
            if self._read % _TOLD == 0:
                progress(self._read, self._source.position())
            if isinstance(row, Skipped):
                self._skipped.add(row)
            else:
                self._take(self._noted(row))
            if len(self._additions) + len(self._known) >= _CHUNK:
                self._settle()
        self._settle()
        columns = self._columns
        return Report(
            kind=self._source.name,
            title=self._source.title,
            notes=(*self._source.notes, *notes),
            read=self._read,
            added=self._added,
            updated=self._updated,
            unchanged=self._unchanged,
            skipped=self._skipped,
            possible_doubles=self._doubles,
            mapping=columns.mapping if columns else (),
            not_understood=self._unread.most(),
            remarks=self._remarks,
            kept=self._kept,
            kept_in_all=self._kept_in_all,
            replaced=self._replaced,
            replaced_in_all=self._replaced_in_all,
            dry_run=self._step is None,
            sheets=columns.sheets if columns else (),
            is_certain=columns.certain if columns else False,
            place=columns.place if columns else lambda number: (None, number),
        )

    def _noted(self, row: Incoming) -> Incoming:
        """The row with its unread words in its notes, and what has to be said of it aloud."""
        for unread in row.unread:
            if unread.meant:
                self._unread.add(unread.column, unread.words, row.row)
        if row.refused is not None:
            self._remark(f'"{row.refused[:60]}" ({self._where(row.row)}): marked do not refer')
        return noted(row)

    def _where(self, number: int) -> str:
        sheet, row = self._columns.place(number) if self._columns is not None else (None, number)
        return f"row {row} of {sheet}" if sheet else f"row {row}"

    def _take(self, row: Incoming) -> None:
        who = described(row.facts.source, _row_key(row), row.facts.values, cells=_cells(row))
        is_new = row.book_id is None and self._identities.knows_nobody_like(who)
        known = None if is_new else self._person(row, who)
        if row.book_id is not None:
            self._exported[row.book_id] = self._following_id if known is None else known
        earlier = None if known is None else self._rows_by_person.get(known)
        if known is not None and earlier is not None:
            equal = self._identities.equal_in_every_cell(who, known)
            if equal or not self._source.own_word:
                self._leave_out(row, earlier, equal)
                self._identities.goes_by_key_of(known, who)
                return
            if known in self._gathered:
                self._settle()
        for assumption in row.assumptions:
            self._remark(assumption)
        if known is not None:
            self._rows_by_person[known] = row.row
            if self._identities.bearer(who) not in (None, known):
                who = who.without_key()
                row = row._replace(facts=row.facts._replace(key=None))
            self._identities.renew(known, who)
            self._known.append((known, row))
            self._gathered.add(known)
            return
        doubles = [] if is_new else self._identities.possible_doubles(who)
        if doubles:
            self._doubles.append(PossibleDouble(row.row, str(row.facts.values["name"]), doubles[0].id, doubles[0].why))
        self._rows_by_person[self._following_id] = row.row
        self._gathered.add(self._following_id)
        has_key_of_another = self._identities.key_is_taken(who)
        self._identities.add(self._following_id, who.without_key() if has_key_of_another else who)
        self._additions.append((row, None if has_key_of_another else _row_key(row)))
        self._following_id += 1

    def _leave_out(self, row: Incoming, earlier: int, equal: bool) -> None:
        first = self._where(earlier)
        reason = (
            f"equal to {first} in every cell: one person"
            if equal
            else f"the same person as {first}: {first} was taken, {self._where(row.row)} was not"
        )
        self._skipped.add(Skipped(row.row, None, reason, refuses=False))

    def _person(self, row: Incoming, who: Person) -> int | None:
        """Who in the book, or in an earlier row, this row is about; None for somebody new."""
        if row.book_id is not None:
            if row.book_id in self._exported:
                return self._exported[row.book_id]
            if self._identities.is_exported_card(who, row.book_id):
                return row.book_id
        known = self._identities.same(who, row.facts.source, _row_key(row))
        taken = [found for found in known if found.id in self._rows_by_person]
        free = [found for found in known if found.id not in self._rows_by_person]
        if row.is_card:
            # Two cards of one book are two people, however alike: only the book may know the second already.
            taken = []
        equal = next((found.id for found in taken if self._identities.equal_in_every_cell(who, found.id)), None)
        if equal is not None:
            return equal
        bearer = self._identities.bearer(who)
        if any(found.id == bearer and found.surely for found in known):
            return bearer
        # As an earlier row of this very file came, nobody "came before": by marks alone the two are one.
        meant = free + [found for found in taken if found.surely]
        return self._nearest(meant, row) if meant else None

    def _nearest(self, known: list[Known], row: Incoming) -> int:
        """Of several who may be meant, the one to whom the row says nothing new."""
        if len(known) == 1:
            return known[0].id
        for card in self._book.cards([found.id for found in known], archived=None):
            if not news(card, row, self._source.own_word).facts.values:
                return card.id
        return known[0].id

    def _settle(self) -> None:
        """Write what has been gathered."""
        cards = {card.id: card for card in self._book.cards([person for person, _ in self._known], archived=None)}
        for person, row in self._known:
            self._update(self._would_be.get(person) or cards[person], row)
        self._known.clear()
        self._add()
        self._gathered.clear()
        if self._step is not None:  # what was written needs no more memory
            self._step.flush()
            self._step.close()

    def _add(self) -> None:
        new = [(_new_facts(row, key), self._point(row.facts.values)) for row, key in self._additions]
        if self._step is not None and new:
            ids = writing.insert_colleagues(self._step, new)
            for colleague_id, (row, _) in zip(ids, self._additions, strict=True):
                if row.archived_on is not None:
                    writing.archive_colleague(self._step, colleague_id, row.archived_on)
        elif self._step is None and self._source.own_word:
            first = self._first_new + self._added
            for number, (row, _) in enumerate(self._additions, first):
                self._would_be[number] = _as_added(number, row)
        self._added += len(new)
        self._additions.clear()

    def _update(self, card: Card, row: Incoming) -> None:
        if card.archived and row.archived_on is None:
            self._remark(f"{card.name} is archived in your book, and stays so")
        gone = self._gone(card, row)
        told = self._fitting(card, news(card, row, self._source.own_word, gone))
        self._keep(card, row, told)
        if not told.facts.values:
            self._unchanged += 1
            return
        if self._step is not None:
            self._change(card, row, told, gone)
        elif self._source.own_word:
            self._would_be[card.id] = _as_changed(card, told)
        self._updated += 1

    def _fitting(self, card: Card, told: News) -> News:
        """The news without those facts that do not go with what the book has: a lowest fee above her fee."""
        while True:
            merged = {**card.values, **told.facts.values}
            try:
                check({field: value for field, value in merged.items() if value is not None}, self._today)
            except BadValue as error:
                given = [
                    field for field in (error.field, *_BESIDE.get(error.field or "", ())) if field in told.facts.values
                ]
                if not given:
                    return told
                told = told.without(given[0], card.values.get(given[0]))
            else:
                return told

    def _keep(self, card: Card, row: Incoming, told: News) -> None:
        self._kept_in_all += len(told.kept)
        for kept in told.kept[: _KEPT_LISTED - len(self._kept)]:
            self._kept.append(KeptFact(row.row, card.id, card.name, *kept))
        self._replaced_in_all += len(told.replaced)
        for kept in told.replaced[: _KEPT_LISTED - len(self._replaced)]:
            self._replaced.append(KeptFact(row.row, card.id, card.name, *kept))

    def _gone(self, card: Card, row: Incoming) -> Gone:
        """What the therapist took away from a card; looked for only where the row would change it."""
        if card.id >= self._first_new or not news(card, row, self._source.own_word).facts.values:
            return NOTHING_GONE
        entries, values, lines = taken_away(self._book, card)
        return Gone(
            {field: frozenset(names) for field, names in entries.items()},
            {field: frozenset(known) for field, known in values.items()},
            frozenset(lines),
        )

    def _change(self, card: Card, row: Incoming, told: News, gone: Gone) -> None:
        assert self._step is not None
        merged = {**card.values, **told.facts.values}
        moves = any(merged.get(part) != card.values.get(part) for part in PLACE)
        point = self._point(merged) if moves else ...
        writing.change_card(self._step, card.id, told.facts, redate=told.redate, point=point)
        # A list whose day moves takes its old entries along; the file may date some of them apart.
        after = self._book.card(card.id)
        rest = self._fitting(after, news(after, row, self._source.own_word, gone))
        if rest.facts.values:
            writing.change_card(self._step, card.id, rest.facts, redate=rest.redate)

    def _point(self, values: Mapping[str, Value | None]) -> Point:
        point, remark = self._places.point(*(_text(values, part) for part in PLACE))
        if remark is not None:
            self._remark(remark)
        return point

    def _remark(self, remark: str) -> None:
        if remark in self._remarks or len(self._remarks) < _REMARKS_KEPT:
            self._remarks[remark] += 1


class UnreadWords:
    """Words that were not understood, equal ones of a column counted; the rest of very many only as a number."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[int]] = {}

    def add(self, column: str, words: str, row: int) -> None:
        """Count the words of one cell."""
        key = (column, " ".join(words.split()))
        known = self._rows.get(key)
        if known is not None:
            known[0] += 1
        elif len(self._rows) < _UNREAD_KEPT:
            self._rows[key] = [1, row]

    def most(self) -> list[NotUnderstood]:
        """The words, the most frequent first."""
        ordered = sorted(self._rows.items(), key=lambda item: (-item[1][0], item[1][1]))
        return [NotUnderstood(column, words, rows, first) for (column, words), (rows, first) in ordered]


class _Places:
    """Points of offices, each place looked up once."""

    def __init__(
        self, gazetteer: Callable[[], Gazetteer], home_state: str | None, state_of_towns: str | None = None
    ) -> None:
        self._open = gazetteer
        self._state_of_towns = state_of_towns
        self._gazetteer: Gazetteer | None = None
        self._home_state = home_state
        self._found: dict[tuple[str | None, ...], tuple[Point, str | None]] = {}

    def point(self, city: str | None, state: str | None, zip: str | None) -> tuple[Point, str | None]:
        """The point of a place, and what has to be said about it."""
        if city is None and zip is None:
            return None, None
        place = (city, state, zip[:5] if zip else None)
        if place not in self._found:
            if len(self._found) >= _PLACES_REMEMBERED:
                self._found.clear()
            self._found[place] = self._look_up(*place)
        return self._found[place]

    def _look_up(self, city: str | None, state: str | None, zip: str | None) -> tuple[Point, str | None]:
        if self._gazetteer is None:
            self._gazetteer = self._open()
        if city is not None and state is None and zip is None and self._state_of_towns is not None:
            try:  # the list says for all of its towns where they lie
                place = resolve(self._gazetteer, city, self._state_of_towns, None, None).place
            except UnknownPlace:
                pass
            else:
                return (place.lat, place.lon), None
        try:
            resolved = resolve(self._gazetteer, city, state, zip, self._home_state)
        except UnknownPlace as error:
            remark = error.sentence.removesuffix(".")
            if city is not None and state is not None and zip is not None:
                nearby, _ = self._look_up(city, state, None)
                if nearby is not None:
                    return nearby, f"{remark}; the middle of {city}, {state} is taken"
            return None, f"{remark}; nearness cannot be told"
        return (resolved.place.lat, resolved.place.lon), "; ".join(resolved.assumptions) or None


def _row_key(row: Incoming) -> str | None:
    """The row's identifier within its source; a row of another book goes by the id that it has there."""
    return f"export {row.book_id}" if row.book_id is not None else row.facts.key


def _cells(row: Incoming) -> int:
    """A number that only rows equal in every cell share."""
    facts = row.facts
    return hash((tuple(facts.values.items()), facts.as_of, facts.key, row.book_id, row.unread)) or 1


def _new_facts(row: Incoming, key: str | None) -> Facts:
    values = {**row.only_new, **row.facts.values}
    return Facts(values, row.facts.as_of, row.facts.source, row.facts.dated, key)


def _as_added(number: int, row: Incoming) -> Card:
    """The card that a new row makes."""
    facts = _new_facts(row, None)
    values = {field: value for field, value in facts.values.items() if value is not None}
    dated = {field: Dated(day, facts.source) for field, day in facts.dated.items()}
    return Card(number, values, facts.as_of, facts.source, dated, row.archived_on is not None)


def _as_changed(card: Card, told: News) -> Card:
    """The card with what a row says anew: as for the rules of `news` it would be after the import."""
    values = {field: value for field, value in {**card.values, **told.facts.values}.items() if value is not None}
    facts = told.facts
    dated = {
        field: Dated(facts.dated.get(field, facts.as_of), facts.source)
        for field, value in facts.values.items()
        if value is not None and (field in told.redate or not _is_grown(card.values.get(field), value))
    }
    return card._replace(values=values, dated={**card.dated, **dated})


def _is_grown(before: Value | None, after: Value) -> bool:
    """Whether a list took entries in: then it keeps its day."""
    return isinstance(before, Listing) and isinstance(after, Listing) and any(map(after.find, before.names()))


def _text(values: Mapping[str, Value | None], part: str) -> str | None:
    value = values.get(part)
    return value if isinstance(value, str) else None
