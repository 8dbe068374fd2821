"""The NPPES monthly file of the NPI registry: people in mental health as colleagues known from a list."""

from __future__ import annotations

from collections.abc import Iterator

from refer_cli.errors import BadValue, ReferError
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Incoming, Skipped
from refer_cli.exchange.opened import Opened
from refer_cli.exchange.registry import Licence, Record, incoming, mental_health
from refer_cli.fields.days import find_day
from refer_cli.places.states import STATES

# 15 taxonomy slots a record (NPPES layout, counted in a file of 2018).
SLOTS = range(1, 16)
_ADDRESS = "Business Practice Location Address"
# The names under which columns are looked up; positions move between releases of the file.
COLUMNS = {
    "npi": "NPI",
    "entity": "Entity Type Code",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "middle": "Provider Middle Name",
    "suffix": "Provider Name Suffix Text",
    "credential": "Provider Credential Text",
    "street": f"Provider First Line {_ADDRESS}",
    "street_2": f"Provider Second Line {_ADDRESS}",
    "city": f"Provider {_ADDRESS} City Name",
    "state": f"Provider {_ADDRESS} State Name",
    "zip": f"Provider {_ADDRESS} Postal Code",
    "phone": f"Provider {_ADDRESS} Telephone Number",
    "updated": "Last Update Date",
    "enumerated": "Provider Enumeration Date",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
}
_NEEDED = ("npi", "entity", "last", "first", "updated")
_PERSON = "1"


def known_columns(header: tuple[str, ...]) -> int:
    """How many of the columns that this format reads are in a header."""
    return len(set(COLUMNS.values()) & set(header))


def _recognises(opened: Opened) -> bool:
    present = set(opened.header)
    return all(COLUMNS[name] in present for name in _NEEDED) and "Healthcare Provider Taxonomy Code_1" in present


class NppesFile:
    """An NPPES file that is being read. Today dates the few records without a date of their own."""

    name = "nppes"
    title = "the NPI registry's monthly file"
    own_word = False

    def __init__(self, opened: Opened, settings: Settings) -> None:
        table = opened.table
        self._table = table
        self._today = settings.today
        self._all = settings.all_taxonomies
        self.size = table.size
        places = {name: place for place, name in enumerate(table.header)}
        self._places = {name: places.get(column, -1) for name, column in COLUMNS.items()}
        self._slots = [
            (
                places[f"Healthcare Provider Taxonomy Code_{slot}"],
                places.get(f"Provider License Number_{slot}", -1),
                places.get(f"Provider License Number State Code_{slot}", -1),
            )
            for slot in SLOTS
            if f"Healthcare Provider Taxonomy Code_{slot}" in places
        ]

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the whole file, said once."""
        said = [self._table.note] if self._table.note else []
        said.append("facts carry the day of the registry's last update; what it does not say stays unknown")
        return tuple(said)

    def position(self) -> int:
        """Bytes read so far, of `size`."""
        return self._table.position()

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every record of the file. Those of other fields, of organisations or switched off are left out."""
        for number, cells in self._table.rows():
            # One empty cell behind the last stands in for a column that this release does not have (-1).
            missing = len(self._table.header) - len(cells)
            cells.extend([""] * (max(missing, 0) + 1))
            reason = self._left_out(cells)
            if reason is not None:
                yield Skipped(number, *reason, refuses=False)
                continue
            try:
                yield self._row(number, cells)
            except BadValue as error:
                yield Skipped(number, error.field, error.what.removesuffix("."), hint=error.hint)
            except ReferError as error:
                yield Skipped(number, None, error.sentence, hint=error.hint)

    def _left_out(self, cells: list[str]) -> tuple[str, str] | None:
        """The column and reason for a record that is right but not wanted."""
        off, on = self._day(cells, "deactivated"), self._day(cells, "reactivated")
        if off is not None and (on is None or on < off):
            return COLUMNS["deactivated"], f"the NPI was deactivated on {off}"
        if self._cell(cells, "entity") != _PERSON:
            return COLUMNS["entity"], "an organization, not a person"
        if not self._all and not any(cells[code] in mental_health() for code, _, _ in self._slots):
            return "Healthcare Provider Taxonomy Code_1", "no mental-health taxonomy code"
        state = self._cell(cells, "state")
        if state and state.upper() not in STATES:
            return COLUMNS["state"], "the practice is outside the United States"
        return None

    def _row(self, row: int, cells: list[str]) -> Incoming | Skipped:
        licences = (Licence(cells[code], cells[number], cells[state]) for code, number, state in self._slots)
        updated = self._day(cells, "updated") or self._day(cells, "enumerated")
        record = Record(
            npi=self._cell(cells, "npi"),
            first=self._cell(cells, "first"),
            middle=self._cell(cells, "middle"),
            last=self._cell(cells, "last"),
            suffix=self._cell(cells, "suffix"),
            credential=self._cell(cells, "credential"),
            street=self._cell(cells, "street"),
            street_2=self._cell(cells, "street_2"),
            city=self._cell(cells, "city"),
            state=self._cell(cells, "state"),
            zip=self._cell(cells, "zip"),
            phone=self._cell(cells, "phone"),
            licences=tuple(licences),
            updated=updated,
        )
        return incoming(record, row, self._today, self.name, self._all)

    def _cell(self, cells: list[str], name: str) -> str:
        return cells[self._places[name]].strip()

    def _day(self, cells: list[str], name: str) -> str | None:
        day = find_day(self._cell(cells, name), None)
        return day.isoformat() if day else None


FORMAT = Format(
    NppesFile.name,
    NppesFile.title,
    _recognises,
    NppesFile,
    frozenset({"all_taxonomies"}),
)
