"""One record of the NPI registry as a colleague known from a list, whether a file or the service gave it.

What is taken is what the registry says, and no more: name, credentials, practice address, telephone, NPI, the states
of the licences given with a taken taxonomy code, and the names of those codes as tags. Gender is not taken; needs
treated and ages seen are not guessed from a code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.errors import BadValue
from refer_cli.exchange.incoming import Incoming, Skipped
from refer_cli.exchange.nppes_credentials import credentials
from refer_cli.exchange.personal_names import full_name
from refer_cli.fields.card import Facts, check, refuse_long_entries
from refer_cli.fields.names import proper_case
from refer_cli.fields.spelling import parse_value
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.places.states import STATES, state_code

LISTED: Mapping[str, Value] = {"how_known": "listed"}
"""What is true of everybody who is known from a registry alone."""


class Licence(NamedTuple):
    """One taxonomy slot of a record: the code, and the licence number and state that are given with it."""

    code: str
    number: str = ""
    state: str = ""


class Record(NamedTuple):
    """One person of the registry, in the registry's own words. `updated` is an ISO day."""

    npi: str
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    credential: str = ""
    street: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    licences: tuple[Licence, ...] = ()
    updated: str | None = None


@lru_cache(maxsize=1)
def mental_health() -> Mapping[str, str]:
    """The taxonomy codes of individuals in mental health, with the name of each."""
    codes: dict[str, str] = _taxonomies()["codes"]
    return codes


def kinds_asked(need: str | None) -> list[str]:
    """The kinds of provider to ask the registry for. It knows no needs; for some, fewer kinds are enough."""
    kinds: list[str] = _taxonomies()["asked_for_needs"].get(need) or _taxonomies()["asked"]
    return kinds


@lru_cache(maxsize=1)
def _taxonomies() -> Mapping[str, Any]:
    data: dict[str, Any] = json.loads((Path(__file__).parent / "nppes_taxonomies.json").read_text(encoding="utf-8"))
    return data


def in_mental_health(record: Record) -> bool:
    """Whether one of the record's codes is one of mental health, matched whole."""
    return any(licence.code in mental_health() for licence in record.licences)


def incoming(record: Record, row: int, today: str, source: str, all_taxonomies: bool = False) -> Incoming | Skipped:
    """The record as a row for the book, or why it is left out. Raises BadValue or another ReferError.

    A licence counts with a code of mental health, or with any where `all_taxonomies` are taken. The day is the
    record's own, never after `today`.
    """
    state = state_code(record.state)
    if record.state and state not in STATES:
        return Skipped(row, "state", "the practice is outside the United States", refuses=False)
    codes, licensed = _taken(record, all_taxonomies)
    values: dict[str, Value | None] = {
        "name": full_name(record.first, record.middle, record.last, record.suffix),
        "npi": parse_value("npi", record.npi).value,
        "credentials": credentials(record.credential, state),
        "street": street(record.street, record.street_2),
        "city": proper_case(record.city) or None,
        "state": state,
        "zip": five_digits(record.zip, state),
        "phone": ten_digits(record.phone),
        "license_states": Listing(tuple(Item(code) for code in licensed), open=True) if licensed else None,
        "tags": Listing(tuple(Item(name) for name in codes), open=True) if codes else None,
    }
    known = {field: value for field, value in values.items() if value is not None}
    if "npi" not in known:
        raise BadValue("it is missing.", "every record of the registry has one", field="npi")
    refuse_long_entries(known)
    check(known, today)
    return Incoming(
        row=row,
        facts=Facts(known, min(record.updated or today, today), source, key=str(known["npi"])),
        file_dated=frozenset(known),
        only_new=LISTED,
    )


def _taken(record: Record, all_taxonomies: bool) -> tuple[list[str], list[str]]:
    """Names of the mental-health codes, and states in which a licence is given with a taken code."""
    names: dict[str, None] = {}
    states: dict[str, None] = {}
    for licence in record.licences:
        name = mental_health().get(licence.code)
        if name is not None:
            names[name] = None
        state = licence.state.strip().upper()
        if (name is not None or (all_taxonomies and licence.code)) and licence.number.strip() and state in STATES:
            states[state] = None
    return list(names), list(states)


def street(first: str, second: str) -> str | None:
    """The lines of an address as one, out of capitals."""
    return ", ".join(proper_case(line) for line in (first, second) if line) or None


def five_digits(text: str, state: str | None) -> str | None:
    """Five digits of a ZIP: the registry's last four change with the mail route, not with the office."""
    try:
        value = parse_value("zip", text, state).value
    except BadValue:
        return None
    return str(value)[:5] if value else None


def ten_digits(text: str) -> str | None:
    """A telephone number of the registry; None where it has not ten digits."""
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else None
