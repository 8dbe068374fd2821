"""Reads one row of somebody's own list: its cells become facts of a card, and words that no field holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from refer_cli.errors import BadValue, ReferError
from refer_cli.exchange.cell_json import pairs, plain
from refer_cli.exchange.column_cells import is_no, is_yes, panel_mark, share_read
from refer_cli.exchange.column_words import (
    ARCHIVED_ON,
    EXCLUSIONS,
    NAME_PARTS,
    NOTES,
    PRACTICING,
    RECORDED_BY,
    ROW_DATE,
    ROW_KEY,
    SECOND_STREET,
    WAITLIST,
    known_word,
)
from refer_cli.exchange.columns import Column, letter
from refer_cli.exchange.incoming import Unread
from refer_cli.exchange.towns import Towns
from refer_cli.fields.card import LONGEST_ENTRY, check, has_long_entry
from refer_cli.fields.catalogue import BY_NAME, LISTS
from refer_cli.fields.cells import AT_ONCE, CellReading, read_cell, read_denied_cell
from refer_cli.fields.list_parts import ListParts
from refer_cli.fields.spelling import SpellingContext, parse_value, write_value
from refer_cli.fields.values import NO, Accepting, Item, Listing, Value
from refer_cli.folding import fold
from refer_cli.places.states import STATES
from refer_cli.vocabulary.normaliser import vocabulary
from refer_cli.vocabulary.parting import MARK_WORDS

# Cells that say where the office is are read first: the state decides what other cells mean (OHP).
_FIRST = ("state", "zip", "city", "street", "license_states")
_BESIDE = frozenset({*NAME_PARTS, SECOND_STREET, ROW_DATE, ROW_KEY, RECORDED_BY, ARCHIVED_ON})
# What is said in the same words of many people; of whom each has an own one it would only fill memory.
_OWN = frozenset({"name", "email", "phone", "website", "street", "npi", NOTES})
_BY_STATE = frozenset({"panels", "credentials", "name", "zip"})
"""Fields whose cells mean something else from state to state: any other cell is read once for all of them."""
_LEARNT = frozenset({"certified", "trained"})
_NOT_ANY_MORE = frozenset(
    {"inactive", "not active", "former", "no longer", "not practicing", "not practising", "not any more", "not anymore"}
)
_SHORT = 120
_MOST_REMEMBERED, _LISTS_REMEMBERED = 20_000, 2_000
"""How many cells of a field are remembered before it is begun anew: memory stays flat."""
_FEWEST_OWN_NAMES = 3
"""Beside the name: by chance a header has one or two words that are names of fields."""


class RowReading(NamedTuple):
    """What a row says: facts, and words for the notes. `doubted` are words by which somebody became `do_not_refer`."""

    values: dict[str, Value | None]
    unread: tuple[Unread, ...]
    assumptions: tuple[str, ...]
    refused: str | None = None


class RowReader:
    """Reads rows under the same columns. `exact` takes cells as `refer export` writes them, and guesses nothing.

    `state` is that of the list's towns, where they lie in one; `towns` knows them. Where the columns bear the names of
    an export, `none` is known none and an unknown entry of a list is her own word.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        today: str,
        exact: bool = False,
        towns: Towns | None = None,
        state: str | None = None,
    ) -> None:
        self._towns = towns or Towns(None)
        self._state = state
        self.columns = columns
        self._today = today
        self._date = date.fromisoformat(today)
        self._exact = exact
        self._exact_names = frozenset() if exact else _own_names(columns)
        self._places = {column.target: column.place for column in columns if column.target in _BESIDE}
        self._name = next((column for column in columns if column.target == "name"), None)
        self._name_places = [self._places[part] for part in NAME_PARTS if part in self._places]
        fields = [
            column
            for column in columns
            if column.target in BY_NAME and column.target != "name" and column.entry is None and column.is_field
        ]
        self._fields = sorted(
            fields, key=lambda column: _FIRST.index(column.target) if column.target in _FIRST else len(_FIRST)
        )
        self._excluded = [column for column in columns if column.target == EXCLUSIONS]
        self._practicing = [column for column in columns if column.target == PRACTICING]
        self._waitlist = [column for column in columns if column.target == WAITLIST]
        self._entries = [column for column in columns if column.entry is not None]
        first_notes = next((column for column in self._fields if column.target == NOTES), None)
        self._fields = [column for column in self._fields if column.target != NOTES or column is first_notes]
        self._kept = [column for column in columns if column.target == NOTES and column is not first_notes]
        self._known_places = frozenset(column.place for column in columns)
        self._plain: dict[str, dict[str | tuple[str, str | None], Value]] = {}
        self._plan = [
            (column, column.place, column.target, column.target in _FIRST, column.target in _BY_STATE,
             self._plain.setdefault(column.target, {}), self._quickly(column.target))
            for column in self._fields
        ]  # fmt: skip
        self._remembered: dict[str, dict[tuple[str, str | None], CellReading]] = {}
        self._parts = {
            field: ListParts(field, partial(self._fresh, field))
            for field in LISTS
            if not exact and BY_NAME[field].vocabulary is not None
        }

    def _quickly(self, field: str) -> Callable[[str], CellReading | None] | None:
        """What knows a cell at sight, where it is taken as people write it and nothing stands beside it."""
        beside = field == "street" and SECOND_STREET in self._places
        return None if self._exact or beside else AT_ONCE.get(field)

    @property
    def has_names(self) -> bool:
        """Whether a column names the people."""
        return self._name is not None or bool(self._name_places)

    @property
    def dated(self) -> bool:
        """Whether a column dates each row."""
        return ROW_DATE in self._places

    def cell(self, cells: Sequence[str], target: str) -> str:
        """The cell of a column that is no field: the row's day, its id."""
        place = self._places.get(target)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def read(self, cells: Sequence[str]) -> RowReading:
        """All that a row says. Raises BadValue where it names nobody."""
        row = _Row()
        state: str | None = None
        width = len(cells)
        for column, place, field, early, own_word, known, quickly in self._plan:
            text = cells[place].strip() if place < width else ""
            if not text:
                continue
            if state is None and not early:
                state = row.state() or self._state_of(row)
            value = known.get((text, state) if own_word else text)
            if value is None and quickly is not None and (at_once := quickly(text)) is not None:
                value = at_once.values[field]
            if value is not None and field not in row.values:
                row.give(field, value, column, text)
                continue
            self._field(column, text, cells, row, state)
        self._name_of(cells, row, state)
        self._exclude(cells, row, state)
        self._wait(cells, row, state)
        self._practice(cells, row, state)
        self._marks(cells, row, state)
        for column in self._kept:
            text = cells[column.place].strip() if column.place < len(cells) else ""
            if text and not self._object(column, text, row, state):
                refusal = self._reading(NOTES, text, state).values.get("do_not_refer")
                row.take(column, text, CellReading({"do_not_refer": refusal} if refusal is not None else {}))
                row.unread.append(Unread(column.label, text, meant=False))
        if len(cells) > len(self._known_places):
            row.unread.extend(
                Unread(f"column {letter(place)}", text.strip(), meant=False)
                for place, text in enumerate(cells)
                if text.strip() and place not in self._known_places
            )
        if isinstance(row.values.get("city"), str) and "state" not in row.values and (lies := self._state_of(row)):
            row.values["state"] = lies
        row.obey(self._today)
        return RowReading(row.values, tuple(row.unread), tuple(row.assumptions), row.refused)

    def _field(self, column: Column, text: str, cells: Sequence[str], row: _Row, state: str | None) -> None:
        """Read one cell of a column that holds a field."""
        written, field = text, column.target
        if text[0] in "[{":
            if self._object(column, text, row, state):
                return
            text = plain(text)
        if field == "street" and (more := self.cell(cells, SECOND_STREET)):
            text = f"{text}, {more}"
        if field == "do_not_refer" and is_no(text):  # the refusal is over
            row.values["do_not_refer"] = None
            return
        reading = self._reading(field, text, state)
        if field == "city":
            reading = self._in_town(text, reading)
        row.take(column, text, reading)
        value = reading.values.get(field)
        if value is not None and written == text and _is_often_said(field, text) and _says_only(reading, field):
            known = self._plain[field]
            if len(known) >= (_LISTS_REMEMBERED if field in self._parts else _MOST_REMEMBERED):
                known.clear()
            known[(text, state) if field in _BY_STATE else text] = value

    def _name_of(self, cells: Sequence[str], row: _Row, state: str | None) -> None:
        if self._name is not None:
            place = self._name.place
            text = cells[place].strip() if place < len(cells) else ""
        else:
            text = " ".join(cells[place].strip() for place in self._name_places if place < len(cells)).strip()
        if not text or not any(sign.isalpha() for sign in text):
            raise BadValue("it is missing.", "every colleague needs a name", field="name")
        column = self._name or Column(0, "name", "name")
        row.take(column, text, self._reading("name", text, state))
        if "name" not in row.values:
            row.values["name"] = " ".join(text.split())

    def _object(self, column: Column, text: str, row: _Row, state: str | None) -> bool:
        """Whether a cell of a column that is no field is an object with parts that are: {"city": "Denver"}."""
        parts = pairs(text)
        for name, value in parts:
            label = f"{column.label} {name}"
            field = known_word(name) or ("telehealth" if share_read("telehealth", [value]) else None)
            if field in BY_NAME and field != "name" and value != "no":
                row.take(Column(column.place, label, str(field)), value, self._reading(str(field), value, state))
            else:
                row.unread.append(Unread(label, value, meant=False))
        return bool(parts)

    def _practice(self, cells: Sequence[str], row: _Row, state: str | None) -> None:
        """A column that says whether somebody still practices: of openings a yes says nothing."""
        for column in self._practicing:
            text = cells[column.place].strip() if column.place < len(cells) else ""
            if not text:
                continue
            if is_no(text) or fold(text) in _NOT_ANY_MORE:
                row.take(column, text, CellReading({"accepting": Accepting("no")}))
            else:
                warned = self._reading(NOTES, text, state).values
                meant = {name: warned[name] for name in ("accepting", "do_not_refer") if name in warned}
                row.take(column, text, CellReading(meant))
            row.unread.append(Unread(column.label, text, meant=False))

    def _wait(self, cells: Sequence[str], row: _Row, state: str | None) -> None:
        """A column `waitlist`: yes means that there is one; no says nothing about openings."""
        for column in self._waitlist:
            text = cells[column.place].strip() if column.place < len(cells) else ""
            if not text:
                continue
            if is_no(text) or "accepting" in row.values:
                if not is_no(text):
                    row.unread.append(Unread(column.label, text))
                continue
            words = "waitlist" if is_yes(text) else text if "wait" in text.casefold() else f"waitlist {text}"
            row.take(column, text, self._reading("accepting", words, state))

    def _exclude(self, cells: Sequence[str], row: _Row, state: str | None) -> None:
        """A column of what somebody does not treat: each entry is a known no, but for what another cell says is so."""
        for column in self._excluded:
            text = cells[column.place].strip() if column.place < len(cells) else ""
            if not text or is_no(text):
                continue
            reading = read_denied_cell("specialties", text, SpellingContext(state, self._date))
            contradicted = [
                item.name
                for field, value in reading.values.items()
                for item in (value.items if isinstance(value, Listing) else ())
                if isinstance(said := row.values.get(field), Listing) and said.find(item.name) is not None
            ]
            if contradicted:
                reading = CellReading(left=(text,))
            row.take(column, text, reading)

    def _state_of(self, row: _Row) -> str | None:
        """The state of the list, for a row without a town or with one of that state."""
        city = row.values.get("city")
        return self._state if not isinstance(city, str) or self._state in self._towns.states(city) else None

    def _in_town(self, text: str, reading: CellReading) -> CellReading:
        """A cell that names a quarter and its town ("Ballard, Seattle"): the town is the city."""
        city = reading.values.get("city")
        named = STATES.get(str(reading.values.get("state")))
        if city is None and named == text.strip() and STATES.get(str(self._state)) != named:
            # Delaware, OH: the name of a state alone, in a list whose towns lie in another that has such a town.
            if self._state in self._towns.states(named):
                return CellReading({"city": named})
            return reading
        if self._state is None or not isinstance(city, str) or "state" in reading.values:
            return reading
        if self._state in self._towns.states(city):
            return reading
        towns = [words for words in reading.left if self._state in self._towns.states(words)]
        if len(towns) != 1:
            return reading
        left = tuple(city if words == towns[0] else words for words in reading.left)
        return reading._replace(values={**reading.values, "city": towns[0]}, left=left)

    def _marks(self, cells: Sequence[str], row: _Row, state: str | None) -> None:
        """Columns of marks: each mark is an entry. What is not marked is unknown, so the list is open."""
        for column in self._entries:
            text = cells[column.place].strip() if column.place < len(cells) else ""
            if not text:
                continue
            name = _entry_there(column, state)
            mark = panel_mark(_behind_a_yes(text)) if column.target == "panels" else None
            if is_yes(text) or mark is not None:
                reading = CellReading({column.target: Listing((Item(name, mark),), open=True)})
            elif is_no(text):
                reading = CellReading({column.target: Listing((Item(name, NO),), open=True)})
            else:
                reading = self._reading(column.target, f"{name} ({text})", state)
                listing = reading.values.get(column.target)
                if MARK_WORDS.get(fold(text)) in _LEARNT and reading.left:  # of an approach no depth is kept
                    reading = CellReading({column.target: Listing((Item(name),), open=True)}, (text,))
                elif reading.left or not isinstance(listing, Listing) or listing.names() != (name,):
                    reading = CellReading(left=(text,))
                else:  # what the column is not about stays unknown
                    values = {**reading.values, column.target: listing._replace(open=True)}
                    reading = reading._replace(values=values)
            row.take(column, text, reading)

    def _reading(self, field: str, text: str, state: str | None) -> CellReading:
        if not _is_often_said(field, text):
            return self._fresh(field, text, state)
        known = self._remembered.get(field)
        if known is None:
            known = self._remembered[field] = {}
        key = (text, state if field in _BY_STATE else None)
        reading = known.get(key)
        if reading is None:
            parts = self._parts.get(field)
            if parts is not None and (together := parts.reading(*key)) is not None:
                return together
            if len(known) >= (_LISTS_REMEMBERED if parts is not None else _MOST_REMEMBERED):
                known.clear()
            reading = known[key] = self._fresh(field, *key)
        return reading

    def _fresh(self, field: str, text: str, state: str | None) -> CellReading:
        if self._exact:
            return _as_exported(field, text, state, self._date) or CellReading(left=(text,))
        if field in self._exact_names and (exported := _as_named_list(field, text, state, self._date)) is not None:
            return exported
        reading = read_cell(field, text, SpellingContext(state, self._date, field in self._exact_names))
        if reading.left and "(" in text:
            return _as_marked(field, text, state, self._date) or reading
        return reading


def _behind_a_yes(text: str) -> str:
    """What stands in brackets behind a mark: "x (full)"; of any other cell all of it."""
    marked = re.fullmatch(r"(\S+)\s*\(([^()]*)\)", text)
    return marked[2] if marked and is_yes(marked[1]) else text


def _as_exported(field: str, text: str, state: str | None, today: date) -> CellReading | None:
    """What a cell says in the spelling of refer's own files; None where it is not so spelled."""
    try:
        spelled = parse_value(field, text, state, True, today)
    except ReferError:
        return None
    return CellReading({} if spelled.value is None else {field: spelled.value}, assumptions=spelled.assumptions)


def _as_named_list(field: str, text: str, state: str | None, today: date) -> CellReading | None:
    """A list of names that no vocabulary has, in refer's own spelling: "PSYPACT APIT (no); ..."; None of any other."""
    if BY_NAME[field].kind != "list" or BY_NAME[field].vocabulary is not None:
        return None
    exported = _as_exported(field, text, state, today)
    return exported if exported and write_value(field, exported.values.get(field)) == text else None


def _as_marked(field: str, text: str, state: str | None, today: date) -> CellReading | None:
    """A list in refer's own spelling, whose entries are terms, or words of one's own with a mark: "couples (takes)".

    None for any other cell. A word of one's own leaves the list open.
    """
    kind, exported = BY_NAME[field].vocabulary, _as_exported(field, text, state, today)
    listing = exported.values.get(field) if exported is not None else None
    if kind is None or exported is None or not isinstance(listing, Listing):
        return None
    marks = {*BY_NAME[field].marks, NO}
    if any(mark.strip().casefold() not in marks for mark in re.findall(r"\(([^()]*)\)", text)):  # "Cigna (?)"
        return None
    own = [item for item in listing.items if vocabulary(kind).find(item.name.partition("/")[0], state) is None]
    if any(item.mark is None or re.search(r"[,()]", item.name) for item in own):
        return None
    return exported._replace(values={field: Listing(listing.items, listing.open or bool(own))})


def _is_often_said(field: str, text: str) -> bool:
    """Whether the cell is of the kind that many rows have, so that it is worth remembering."""
    return len(text) <= _SHORT and field not in _OWN


def _says_only(reading: CellReading, field: str) -> bool:
    """Whether a cell gives nothing but a value of its column's field."""
    return len(reading.values) == 1 and field in reading.values and not reading.left and not reading.assumptions


class _Row:
    """The facts of a row while its cells are read, and where each is from."""

    def __init__(self) -> None:
        self.values: dict[str, Value | None] = {}
        self.unread: list[Unread] = []
        self.assumptions: list[str] = []
        self.refused: str | None = None
        self._from: dict[str, tuple[Column, str]] = {}
        self._has_long_cells = False

    def state(self) -> str | None:
        """The state of the office, else that of the only licence."""
        state = self.values.get("state")
        if isinstance(state, str):
            return state
        licensed = self.values.get("license_states")
        names = licensed.names() if isinstance(licensed, Listing) else ()
        return names[0] if len(names) == 1 else None

    def give(self, field: str, value: Value, column: Column, text: str) -> None:
        """Put a fact that nothing was said of before."""
        self.values[field] = value
        self._from[field] = (column, text)

    def take(self, column: Column, text: str, reading: CellReading) -> None:
        """Put what a cell says among the facts. Words not understood, or that another cell denies, are kept."""
        self._has_long_cells |= len(text) > LONGEST_ENTRY
        if reading.left:
            self.unread.extend(Unread(column.label, words) for words in reading.left)
        if reading.assumptions:
            self.assumptions.extend(reading.assumptions)
        for field, value in reading.values.items():
            if field == "do_not_refer" and column.target != "do_not_refer":
                self.refused = text
            before = self.values.get(field)
            if _ends(field, column, value) and before is not None and before != value:
                self._drop(field)  # "retired" counts over an old yes
                before = None
            if before is None:
                self.values[field] = value
                self._from[field] = (column, text)
            elif before == value:
                self._set(field, value, column, text)
            elif isinstance(before, Listing) and isinstance(value, Listing):
                self._set(field, self._list(field, before, value, column), column, text)
            elif column.target == field and _ends(field, self._from[field][0], before):
                self._keep(column, text)
            elif column.target == field and self._from[field][0].target != field:
                self._keep(*self._from[field])
                self._set(field, value, column, text)
            else:
                self._keep(column, text, meant=column.target != field)

    def obey(self, today: str) -> None:
        """Leave out each fact that breaks a rule of the card, and keep its words. Raises BadValue without a name."""
        for field in [field for field in LISTS if field in self.values] if self._has_long_cells else ():
            listing = self.values[field]
            if isinstance(listing, Listing) and has_long_entry(listing):
                self._drop(field)
        while True:
            try:
                check(self.values, today)
            except BadValue as problem:
                if problem.field is None or problem.field == "name" or problem.field not in self.values:
                    raise
                self._drop(problem.field)
            else:
                return

    def _list(self, field: str, before: Listing, value: Listing, column: Column) -> Listing:
        """Two lists of a row as one: the one that its own column gave says whether it is complete."""
        was_own, is_own = is_of(self._from[field][0], field), is_of(column, field)
        if was_own == is_own:
            return joined(before, value)
        own, other = (before, value) if was_own else (value, before)
        return joined(own, other)._replace(open=own.open)

    def _set(self, field: str, value: Value, column: Column, text: str) -> None:
        self.values[field] = value
        if field not in self._from or is_of(column, field):
            self._from[field] = (column, text)

    def _drop(self, field: str) -> None:
        del self.values[field]
        self._keep(*self._from[field])

    def _keep(self, column: Column, text: str, meant: bool = True) -> None:
        kept = Unread(column.label, text, meant)
        if kept not in self.unread:
            self.unread.append(kept)


def _own_names(columns: Sequence[Column]) -> frozenset[str]:
    """The fields whose columns bear their very names, where that is the header of an export: a list among them."""
    names = frozenset(
        column.target
        for column in columns
        if column.target in BY_NAME and column.label.strip().casefold() == column.target
    )
    is_header = "name" in names and len(names) > _FEWEST_OWN_NAMES and not names.isdisjoint(LISTS)
    return names if is_header else frozenset()


def _ends(field: str, column: Column, value: Value | None) -> bool:
    """Whether a column that is not about openings says that somebody takes no clients, having retired or moved."""
    return field == "accepting" and column.target != field and isinstance(value, Accepting) and value.status == "no"


def _entry_there(column: Column, state: str | None) -> str:
    """The entry that a column of marks stands for, by the state's own name of it (OHP is Medicaid in OR)."""
    entry = str(column.entry)
    kind = BY_NAME[column.target].vocabulary
    return (vocabulary(kind).find(column.label, state) if kind and state else None) or entry


def is_of(column: Column, field: str) -> bool:
    """Whether a column gives the field itself: neither words beside another field, nor a mark for one entry."""
    return column.target == field and column.entry is None


def joined(first: Listing, second: Listing) -> Listing:
    """Two lists of one field as one: complete only if both are."""
    names = {fold(item.name) for item in first.items}
    return Listing(
        first.items + tuple(item for item in second.items if fold(item.name) not in names), first.open or second.open
    )
