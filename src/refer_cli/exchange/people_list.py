"""Somebody's own list of colleagues, as it is: any columns, any sheets, headings between people; or an export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from shlex import quote
from typing import NamedTuple

from refer_cli.errors import BadValue, Refused
from refer_cli.exchange.column_words import (
    ARCHIVED_ON,
    DATE_ENDING,
    NOTES,
    RECORDED_BY,
    ROW_DATE,
    ROW_KEY,
    header_fold,
)
from refer_cli.exchange.columns import Column, cells_of
from refer_cli.exchange.field_days import field_day
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.grid import Place
from refer_cli.exchange.incoming import ColumnUse, Incoming, Skipped, Unread
from refer_cli.exchange.opened import FIRST_ROW, Opened
from refer_cli.exchange.other_files import other_file
from refer_cli.exchange.row_reading import RowReader
from refer_cli.exchange.rows_between import no_person
from refer_cli.exchange.sheets import PeopleSheet, people_sheets
from refer_cli.exchange.text_grid import TextGrid
from refer_cli.exchange.towns import Towns
from refer_cli.fields.card import Facts
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.cells import read_cell
from refer_cli.fields.days import CONFIRMED, parse_day
from refer_cli.fields.spelling import SpellingContext

# Cards that no file made: in an exported file the column `id` holds the book's own id of them.
OWN_SOURCES = frozenset({"me", "captured"})
_LONGEST_KEY = 200
# Rows are numbered through all sheets: the number of the sheet stands above the bits of the row (at most 2**20 rows).
_SHEET_BITS = 21
_DAMAGED_NAMED = 5
_DAYS_REMEMBERED = 2_000
_TIME_OF_DAY = re.compile(r"(?<=\d)[ T]\d{1,2}:\d{2}.*$")


class _Sheet(NamedTuple):
    """A sheet as it is read: what its columns are taken for, and where the days of single fields stand."""

    table: PeopleSheet
    reader: RowReader
    dates: tuple[tuple[Column, str], ...]
    exported: bool


class PeopleList:
    """A list of colleagues that is being read. `take` changes what its columns are taken for."""

    name = "csv"
    title = "a list of colleagues"
    own_word = True

    def __init__(self, opened: Opened, settings: Settings) -> None:
        self._opened = opened
        self._settings = settings
        self._date = date.fromisoformat(settings.today)
        tables, self._unread_sheets = people_sheets(opened.grids)
        if not tables:
            raise Refused(f"{opened.name} holds no rows.", FIRST_ROW)
        self._tables = tables
        self.size = sum(table.grid.size for table in tables)
        self._towns = Towns(settings.gazetteer)
        self._sheets: list[_Sheet] = []
        self._at: PeopleSheet | None = None
        self._days: dict[str, str | None] = {}
        self.take({})

    def take(self, given: Mapping[str, str]) -> None:
        """Take columns for what was said of them, by the folded header: a field, `notes` or `-`."""
        chosen = [(table, list(table.columns(dict(given), self._towns))) for table in self._tables]
        cells = [
            cell
            for table, columns in chosen
            for column in columns
            if column.target == "city"
            for cell in cells_of(table.sample, column.place)
        ]
        self.state_of_towns = self._towns.state_of(cells)
        self._sheets = [self._sheet(table, columns) for table, columns in chosen]

    def _sheet(self, table: PeopleSheet, columns: list[Column]) -> _Sheet:
        exported = {RECORDED_BY, ARCHIVED_ON} <= {column.target for column in columns}
        if not exported:
            columns = [
                column._replace(target=NOTES, why="nothing") if column.target in (RECORDED_BY, ARCHIVED_ON) else column
                for column in columns
            ]
        dates = tuple(
            (column, column.target.removesuffix(DATE_ENDING))
            for column in columns
            if column.target.endswith(DATE_ENDING) and column.target not in BY_NAME
        )
        reader = RowReader(
            columns, self._settings.today, exported, self._towns, None if exported else self.state_of_towns
        )
        return _Sheet(table, reader, dates, exported)

    @property
    def header(self) -> tuple[str, ...]:
        """The folded headers of all columns: the same list has the same when it comes again."""
        return tuple(header_fold(column.label) for sheet in self._sheets for column in sheet.reader.columns)

    @property
    def certain(self) -> bool:
        """Whether every heading is a field's own name, so that nothing has to be guessed."""
        return all(sheet.exported or _own_names(sheet.reader.columns) for sheet in self._sheets)

    @property
    def mapping(self) -> tuple[ColumnUse, ...]:
        """What each column is taken for, each header once."""
        uses: dict[str, ColumnUse] = {}
        for sheet in self._sheets:
            targets: dict[str, str] = {}
            for column in sheet.reader.columns:
                use = ColumnUse(column.label, column.target, column.entry, column.sample, column.is_field)
                name = header_fold(column.label)
                if targets.setdefault(name, use.target) != use.target:
                    # A second column of this name in one sheet is taken for something else than the first.
                    name, use = f"{name} again", use._replace(label=f"{column.label} (again)")
                known = uses.get(name)
                if known is None or not known.sample:
                    uses[name] = use
        return tuple(uses.values())

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets that are read, where the file has any."""
        return tuple(table.grid.sheet for table in self._tables if table.grid.sheet is not None)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the whole file, said once."""
        notes = [table.grid.note for table in self._tables[:1] if table.grid.note]
        if len(self.sheets) > 1:
            notes.append(f"people are read from the sheets {', '.join(self.sheets)}")
        notes.extend(f'sheet "{sheet}" is not read: no column of it holds names' for sheet in self._unread_sheets)
        for table in self._tables:
            where = f' of sheet "{table.grid.sheet}"' if len(self.sheets) > 1 else ""
            if not table.header_row:
                notes.append(f"the first row{where} is somebody already: the columns are guessed by their cells")
            elif table.header_row > 1 and not self.certain:
                notes.append(f"row {table.header_row}{where} is read as the names of the columns")
        if self.state_of_towns is not None and self._has_towns_without_state():
            notes.append(f"the towns of the list lie in {self.state_of_towns}: one without a state is taken there")
        notes.extend(self._damaged())
        if not any(sheet.reader.dated or sheet.dates for sheet in self._sheets) and self._settings.as_of is None:
            notes.append(f"the file has no column as_of: its facts are dated today, {self._settings.today}")
        return tuple(notes)

    def _has_towns_without_state(self) -> bool:
        return any(
            not any(column.target == "state" for column in sheet.reader.columns) and not sheet.exported
            for sheet in self._sheets
        )

    def _damaged(self) -> Iterator[str]:
        grid = self._tables[0].grid
        damaged = grid.damaged if isinstance(grid, TextGrid) else {}
        for row, reason in list(damaged.items())[:_DAMAGED_NAMED]:
            yield f"row {row}: {reason}; it was read as it stands"
        if len(damaged) > _DAMAGED_NAMED:
            yield f"{len(damaged) - _DAMAGED_NAMED} more such rows were read as they stand"

    def position(self) -> int:
        """How far it has been read, of `size`."""
        done = 0
        for table in self._tables:
            if table is self._at:
                return done + table.grid.position()
            done += table.grid.size
        return done

    def place(self, number: int) -> Place:
        """Where a row of `rows` stands."""
        sheet, row = divmod(number, 1 << _SHEET_BITS)
        return Place(self.sheets[sheet] if len(self.sheets) > 1 else None, row)

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every row of the file. Raises Refused where no column holds names."""
        self._refuse_without_names()
        for index, sheet in enumerate(self._sheets):
            self._at = sheet.table
            yield from self._rows(sheet, index << _SHEET_BITS)

    def _rows(self, sheet: _Sheet, offset: int) -> Iterator[Incoming | Skipped]:
        heading: str | None = None
        width = max(len(sheet.table.header), len(sheet.reader.columns))
        lone = not sheet.exported and sheet.table.lone_rows_are_people()
        for number, cells in sheet.table.grid.rows():
            if number <= sheet.table.header_row:
                continue
            nobody = None if sheet.exported else no_person(cells, sheet.table.header, width, lone, self._towns.is_town)
            if nobody is not None:
                heading = nobody.heading if nobody.parts else heading
                yield Skipped(offset + number, None, nobody.reason, refuses=False)
                continue
            try:
                yield self._row(sheet, offset + number, cells, heading)
            except BadValue:
                yield Skipped(offset + number, None, "names nobody", refuses=False)

    def _refuse_without_names(self) -> None:
        for sheet in self._sheets:
            if sheet.reader.has_names:
                continue
            if not sheet.table.header_row and not self._opened.is_workbook:
                file = quote(str(self._opened.path))
                raise Refused(
                    f"{self._opened.name} is no list with a column of names.",
                    f"a text about a colleague: refer add-colleague --from {file}; "
                    'a list: give its columns headings, or say --map "column A=name"',
                )
            labels = [column.label for column in sheet.reader.columns]
            shown = ", ".join(f'"{label[:30]}"' for label in labels[:4]) + (" ..." if len(labels) > 4 else "")
            raise Refused(
                f"{self._opened.name} has no column of names: row {sheet.table.header_row or 1} holds {shown}.",
                'say which column names the people: --map "COLUMN=name"',
            )

    def _row(self, sheet: _Sheet, number: int, cells: Sequence[str], heading: str | None) -> Incoming:
        reader = sheet.reader
        reading = reader.read(cells)
        values, unread = reading.values, list(reading.unread)
        if heading:
            unread.append(Unread("listed under", heading, meant=False))
        as_of, is_dated = self._row_day(reader.cell(cells, ROW_DATE), unread)
        dated: dict[str, str] = {}
        for column, field in sheet.dates:
            cell = cells[column.place].strip() if column.place < len(cells) else ""
            if cell and field in values:
                try:
                    dated[field] = field_day(cell, field, values, as_of, self._date)
                except BadValue:
                    unread.append(Unread(column.label, cell))
            elif cell:
                unread.append(Unread(column.label, cell, meant=False))
        own_key = reader.cell(cells, ROW_KEY)
        if len(own_key) > _LONGEST_KEY:
            unread.append(Unread(ROW_KEY, own_key))
            own_key = ""
        source = reader.cell(cells, RECORDED_BY).casefold() if sheet.exported else ""
        exported = source in self._settings.sources
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
            file_dated=frozenset(values) if is_dated else frozenset(dated),
            assumptions=reading.assumptions,
            unread=tuple(unread),
            refused=reading.refused,
            book_id=int(own_key) if is_book_id and len(own_key) < 16 else None,
            is_card=exported,
            archived_on=self._archived(reader.cell(cells, ARCHIVED_ON), unread) if sheet.exported else None,
        )

    def _row_day(self, text: str, unread: list[Unread]) -> tuple[str, bool]:
        """The day of the row's facts, and whether the file or the therapist gave it."""
        undated = self._settings.as_of or self._settings.today, self._settings.as_of is not None
        if not text:
            return undated
        day = self._any_day(text)
        if day is None:
            unread.append(Unread(ROW_DATE, text))
            return undated
        return day, True

    def _any_day(self, text: str) -> str | None:
        if text not in self._days:
            if len(self._days) >= _DAYS_REMEMBERED:
                self._days.clear()
            self._days[text] = self._day_in(text)
        return self._days[text]

    def _day_in(self, text: str) -> str | None:
        text = _TIME_OF_DAY.sub("", text)
        try:
            return self._day(text, ROW_DATE)
        except BadValue:
            day = read_cell("last_contact", text, SpellingContext(None, self._date)).values.get("last_contact")
            return day if isinstance(day, str) and day <= self._settings.today else None

    def _archived(self, text: str, unread: list[Unread]) -> str | None:
        day = self._any_day(text) if text else None
        if text and day is None:
            unread.append(Unread(ARCHIVED_ON, text))
        return day

    def _day(self, text: str, column: str) -> str:
        return parse_day(text.strip(), self._date, column, CONFIRMED, elsewhere=True)


def _own_names(columns: Sequence[Column]) -> bool:
    return all(
        column.why == "header" and column.entry is None and header_fold(column.label) == header_fold(column.target)
        for column in columns
    )


def _recognises(opened: Opened) -> bool:
    return opened.is_workbook or other_file(opened) is None


FORMAT = Format(PeopleList.name, PeopleList.title, _recognises, PeopleList, frozenset({"as_of", "columns"}))
