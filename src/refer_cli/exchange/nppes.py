"""The NPPES monthly file of the NPI registry: people in mental health as colleagues known from a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from refer_cli.errors import BadValue, ReferError
from refer_cli.exchange.colleagues_csv import refuse_long_entries
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Incoming, Skipped, UnknownColumn
from refer_cli.exchange.nppes_credentials import credentials
from refer_cli.exchange.opened import Opened
from refer_cli.exchange.personal_names import full_name, proper_case
from refer_cli.fields.card import Facts, check
from refer_cli.fields.days import find_day
from refer_cli.fields.spelling import parse_value
from refer_cli.fields.values import Item, Listing, Value
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


@lru_cache(maxsize=1)
def mental_health() -> Mapping[str, str]:
    """The taxonomy codes of individuals in mental health, with the name of each."""
    data = json.loads((Path(__file__).parent / "nppes_taxonomies.json").read_text(encoding="utf-8"))
    codes: dict[str, str] = data["codes"]
    return codes


def known_columns(header: tuple[str, ...]) -> int:
    """How many of the columns that this format reads are in a header."""
    return len(set(COLUMNS.values()) & set(header))


def _recognises(opened: Opened) -> bool:
    present = set(opened.header)
    return all(COLUMNS[name] in present for name in _NEEDED) and "Healthcare Provider Taxonomy Code_1" in present


class NppesFile:
    """An NPPES file that is being read. Today dates the few records without a date of their own.

    What is taken is what the registry says, and no more: name, credentials, practice address, telephone,
    NPI, the states of the licences given with a taken taxonomy code, and the names of those codes as tags.
    Gender is not taken; needs treated and ages seen are not guessed from a code.
    """

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

    @property
    def unknown_columns(self) -> tuple[UnknownColumn, ...]:
        """None: the file has 329 columns by design, of which a card needs few."""
        return ()

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

    def _row(self, number: int, cells: list[str]) -> Incoming:
        state = self._cell(cells, "state").upper() or None
        codes, licensed = self._taken_slots(cells)
        values: dict[str, Value | None] = {
            "name": full_name(*(self._cell(cells, part) for part in ("first", "middle", "last", "suffix"))),
            "npi": parse_value("npi", self._cell(cells, "npi")).value,
            "credentials": credentials(self._cell(cells, "credential"), state),
            "street": _street(self._cell(cells, "street"), self._cell(cells, "street_2")),
            "city": proper_case(self._cell(cells, "city")) or None,
            "state": state,
            "zip": _zip(self._cell(cells, "zip"), state),
            "phone": _phone(self._cell(cells, "phone")),
            "license_states": Listing(tuple(Item(code) for code in licensed), open=True) if licensed else None,
            "tags": Listing(tuple(Item(name) for name in codes), open=True) if codes else None,
        }
        values = {field: value for field, value in values.items() if value is not None}
        if values.get("npi") is None:
            raise BadValue("it is missing.", "every record of the registry has one", field="npi")
        refuse_long_entries(values)
        check(values, self._today)
        day = self._day(cells, "updated") or self._day(cells, "enumerated") or self._today
        return Incoming(
            row=number,
            facts=Facts(values, min(day, self._today), self.name, key=str(values["npi"])),
            file_dated=frozenset(values),
            only_new={"how_known": "listed"},
        )

    def _taken_slots(self, cells: list[str]) -> tuple[list[str], list[str]]:
        """Names of the mental-health codes, and states in which a licence is given with a taken code."""
        names: dict[str, None] = {}
        states: dict[str, None] = {}
        for code_place, number_place, state_place in self._slots:
            code = cells[code_place]
            name = mental_health().get(code)
            if name is not None:
                names[name] = None
            state = cells[state_place].strip().upper()
            if (name is not None or (self._all and code)) and cells[number_place].strip() and state in STATES:
                states[state] = None
        return list(names), list(states)

    def _cell(self, cells: list[str], name: str) -> str:
        return cells[self._places[name]].strip()

    def _day(self, cells: list[str], name: str) -> str | None:
        day = find_day(self._cell(cells, name), None)
        return day.isoformat() if day else None


def _street(first: str, second: str) -> str | None:
    return ", ".join(proper_case(line) for line in (first, second) if line) or None


def _zip(text: str, state: str | None) -> str | None:
    """Five digits: the registry's last four change with the mail route, not with the office."""
    try:
        value = parse_value("zip", text, state).value
    except BadValue:
        return None
    return str(value)[:5] if value else None


def _phone(text: str) -> str | None:
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else None


FORMAT = Format(
    NppesFile.name,
    NppesFile.title,
    "the NPI registry",
    _recognises,
    NppesFile,
    frozenset({"all_taxonomies"}),
)
