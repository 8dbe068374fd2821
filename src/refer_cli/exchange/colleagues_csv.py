"""The spreadsheet of colleagues: the fields of a card as columns, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from refer_cli.errors import BadValue, ReferError, Refused
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Incoming, Skipped, UnknownColumn
from refer_cli.exchange.opened import Opened
from refer_cli.fields.card import Facts, check
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.days import CONFIRMED, parse_day
from refer_cli.fields.spelling import parse_value
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.vocabulary.normaliser import fold

DATE_ENDING = "_as_of"
ROW_DATE = "as_of"
ROW_KEY = "id"
# Only `refer export` writes these two, so that its file comes back in as the same book.
RECORDED_BY = "recorded_by"
ARCHIVED_ON = "archived_on"
_OTHER_COLUMNS = (ROW_KEY, ROW_DATE, RECORDED_BY, ARCHIVED_ON)
# Cards that no file made: in an exported file the column `id` holds the book's own id of them.
OWN_SOURCES = frozenset({"me", "captured"})
_LONGEST_KEY = 200
LONGEST_ENTRY = 300


def column_name(text: str) -> str | None:
    """The column that a header cell means, forgiving case, spaces and hyphens; None for none of ours."""
    name = "_".join(text.replace("-", " ").replace("_", " ").casefold().split())
    return name if name in BY_NAME or name in _OTHER_COLUMNS or _dated_field(name) else None


def known_columns(header: tuple[str, ...]) -> int:
    """How many cells of a header name a column of this format."""
    return sum(column_name(cell) is not None for cell in header)


def no_name_column(opened: Opened) -> Refused:
    """The refusal of a table in which no column can be anybody's name. Raises Refused where it is no table."""
    header = opened.table.header
    shown = ", ".join(f'"{cell[:30]}"' for cell in header[:4] if cell)
    more = " ..." if len(header) > 4 else ""
    return Refused(
        f"row {opened.table.header_row} of {opened.name} names no column `name`.",
        f"the first row names the columns: name, city, state ...; this one has {shown}{more}",
    )


def _recognises(opened: Opened) -> bool:
    return any(column_name(cell) == "name" for cell in opened.header)


class ColleaguesCsv:
    """A spreadsheet of colleagues that is being read. Raises BadValue when a column stands in the header twice."""

    name = "csv"
    title = "a list of colleagues"
    own_word = True

    def __init__(self, opened: Opened, settings: Settings) -> None:
        table = opened.table
        self._table = table
        self._today = settings.today
        self._date = date.fromisoformat(settings.today)
        self._as_of = settings.as_of
        self._sources = settings.sources
        self.size = table.size
        self._columns = [column_name(cell) for cell in table.header]
        self._refuse_doubles()
        self._fields = [
            (place, name) for place, name in enumerate(self._columns) if name is not None and name in BY_NAME
        ]
        self._places = {name: place for place, name in enumerate(self._columns) if name is not None}
        self._dates = [
            (place, field) for place, name in enumerate(self._columns) if name and (field := _dated_field(name))
        ]

    def _refuse_doubles(self) -> None:
        seen: set[str] = set()
        for name in self._columns:
            if name is not None and name in seen:
                raise BadValue(f"the column {name} stands in the header twice.", "rename or delete one of the two")
            if name is not None:
                seen.add(name)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the whole file, said once."""
        said = [self._table.note] if self._table.note else []
        if ROW_DATE not in self._places and not self._dates and self._as_of is None:
            said.append(f"the file has no column as_of: its facts are dated today, {self._today}")
        return tuple(said)

    @property
    def unknown_columns(self) -> tuple[UnknownColumn, ...]:
        """Columns that nothing is taken from, with the one that may have been meant."""
        return tuple(
            UnknownColumn(cell, _proposal(cell))
            for cell, name in zip(self._table.header, self._columns, strict=True)
            if name is None and cell
        )

    def position(self) -> int:
        """Bytes read so far, of `size`."""
        return self._table.position()

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every row of the file; one with a bad cell is left out whole, naming the first bad one."""
        for number, cells in self._table.rows():
            try:
                yield self._row(number, cells)
            except BadValue as error:
                yield Skipped(number, error.field, error.what.removesuffix("."), hint=error.hint)
            except ReferError as error:
                yield Skipped(number, None, error.sentence, hint=error.hint)

    def _row(self, number: int, cells: list[str]) -> Incoming:
        wanted = len(self._columns)
        if len(cells) < wanted:
            cells = cells + [""] * (wanted - len(cells))
        elif any(cell.strip() for cell in cells[wanted:]):
            raise BadValue(
                f"the row has {len(cells)} cells, the header {wanted}.",
                "a cell with a comma in it stands in quotation marks",
            )
        state = self._state(cells)
        values: dict[str, Value | None] = {}
        assumptions: list[str] = []
        for place, field in self._fields:
            cell = cells[place]
            if not cell or cell.isspace():
                continue
            understood = parse_value(field, cell, state, True, self._date)
            # "no" in do_not_refer says something: the refusal is over.
            if understood.value is not None or field == "do_not_refer":
                values[field] = understood.value
            assumptions.extend(understood.assumptions)
        refuse_long_entries(values)
        check(values, self._today)
        return self._dated_row(number, cells, values, tuple(assumptions))

    def _dated_row(
        self, number: int, cells: list[str], values: dict[str, Value | None], assumptions: tuple[str, ...]
    ) -> Incoming:
        row_date = self._cell(cells, ROW_DATE)
        if row_date:
            as_of, is_dated = self._day(row_date, ROW_DATE), True
        else:
            as_of, is_dated = self._as_of or self._today, self._as_of is not None
        dated: dict[str, str] = {}
        for place, field in self._dates:
            cell = cells[place].strip()
            if cell and field in values:
                dated[field] = self._field_date(cell, field, values, as_of)
        file_dated = frozenset(values) if is_dated else frozenset(dated)
        own_key = self._cell(cells, ROW_KEY)
        if len(own_key) > _LONGEST_KEY:
            raise BadValue("the text is too long.", "an id is a short number or code", field=ROW_KEY, value=own_key)
        source = self._cell(cells, RECORDED_BY).casefold()
        # In anybody else's column of that name the words mean nothing.
        exported = source in self._sources
        archived = self._cell(cells, ARCHIVED_ON)
        # The id of a card that I entered is the book's own; that of an imported one is its source's.
        is_book_id = exported and source in OWN_SOURCES and own_key.isascii() and own_key.isdigit()
        return Incoming(
            row=number,
            facts=Facts(
                values,
                as_of,
                source if exported else self.name,
                {field: day for field, day in dated.items() if day != as_of},
                None if is_book_id else own_key or None,
            ),
            file_dated=file_dated,
            assumptions=assumptions,
            book_id=int(own_key) if is_book_id and len(own_key) < 16 else None,
            archived_on=self._day(archived, ARCHIVED_ON) if archived else None,
        )

    def _field_date(self, cell: str, field: str, values: dict[str, Value | None], as_of: str) -> str:
        """The day of one field. For a list single entries may follow: `2026-11-01; Aetna: 2026-04-20`."""
        first, *others = cell.split(";")
        column = field + DATE_ENDING
        day = as_of
        if first.strip():
            if ":" in first:
                others = [first, *others]
            else:
                day = self._day(first, column)
        listing = values[field]
        if others and isinstance(listing, Listing):
            days = {}
            for part in others:
                name, _, text = part.rpartition(":")
                days[fold(name)] = self._day(text, column)
            items = tuple(_item_dated(item, days.get(fold(item.name)), day) for item in listing.items)
            values[field] = Listing(items, listing.open)
        return day

    def _day(self, text: str, column: str) -> str:
        return parse_day(text.strip(), self._date, column, CONFIRMED)

    def _state(self, cells: list[str]) -> str | None:
        cell = self._cell(cells, "state")
        value = parse_value("state", cell, None, True).value if cell else None
        return value if isinstance(value, str) else None

    def _cell(self, cells: list[str], column: str) -> str:
        place = self._places.get(column)
        return "" if place is None else cells[place].strip()


def refuse_long_entries(values: Mapping[str, Value | None]) -> None:
    """Raises BadValue for an entry of a list that is longer than the book keeps."""
    for field, value in values.items():
        if isinstance(value, Listing) and any(len(item.name) > LONGEST_ENTRY for item in value.items):
            raise BadValue("an entry is too long.", "part the entries with ; and keep prose in notes", field=field)


def _item_dated(item: Item, day: str | None, list_day: str) -> Item:
    return item if day is None or day == list_day else item._replace(as_of=day)


def _dated_field(column: str) -> str | None:
    """The field that a column such as `fee_as_of` dates."""
    field = column.removesuffix(DATE_ENDING)
    return field if field != column and field in BY_NAME else None


def _proposal(cell: str) -> str | None:
    """The column that a misspelled header cell may have meant."""
    from difflib import get_close_matches

    singulars = {field.singular: field.name for field in BY_NAME.values() if field.singular}
    name = "_".join(cell.casefold().replace("-", " ").split())
    if name in singulars:
        return singulars[name]
    close = get_close_matches(name[:60], [*BY_NAME, *(f + DATE_ENDING for f in BY_NAME), ROW_DATE], n=1, cutoff=0.8)
    return close[0] if close else None


FORMAT = Format(
    ColleaguesCsv.name,
    ColleaguesCsv.title,
    "a spreadsheet",
    _recognises,
    ColleaguesCsv,
    frozenset({"as_of"}),
)
