"""An answer of the NPI Registry's service (version 2.1), as it is saved in a file or comes from the service itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from refer_cli.errors import BadValue, ReferError, Refused
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Incoming, Skipped
from refer_cli.exchange.json_parts import JsonObject, json_object, json_objects, plain_json
from refer_cli.exchange.opened import Opened
from refer_cli.exchange.registry import Licence, Record, in_mental_health, incoming
from refer_cli.fields.days import find_day
from refer_cli.places.states import state_code

KIND = "npi-registry"
TITLE = "an answer of the NPI Registry"
_PERSON = "NPI-1"
# Where clients are seen, before where letters go; a mailing address is no office.
_OFFICE = "LOCATION"

Result = JsonObject


def results(data: Any, name: str) -> Sequence[Result]:
    """The people and organisations in an answer. Raises Refused with the registry's own words where it is an error."""
    errors = data.get("Errors") if isinstance(data, dict) else None
    if errors:
        said = "; ".join(str(error.get("description", error)) for error in errors if isinstance(error, dict))
        raise Refused(f"{name}: the NPI registry answered with an error: {said or 'none is named'}.", _ASK_AGAIN)
    found = data.get("results") if isinstance(data, dict) else None
    if not isinstance(found, list) or not all(isinstance(result, dict) for result in found):
        raise Refused(f"{name} is no answer of the NPI registry.", _ASK_AGAIN)
    return found


_ASK_AGAIN = "refer lookup NAME --state STATE asks the registry itself"


def row_of(result: Result, number: int, today: str, all_taxonomies: bool) -> Incoming | Skipped:
    """One result as a row for the book, or why it is left out."""
    basic = json_object(result.get("basic"))
    if result.get("enumeration_type") != _PERSON:
        return Skipped(number, "enumeration_type", "an organization, not a person", refuses=False)
    if _text(basic, "status") not in ("", "A"):
        return Skipped(number, "status", "the NPI was deactivated", refuses=False)
    record = _record(result, basic)
    if not all_taxonomies and not in_mental_health(record):
        return Skipped(number, "taxonomies", "no mental-health taxonomy code", refuses=False)
    try:
        return incoming(record, number, today, KIND, all_taxonomies)
    except BadValue as error:
        return Skipped(number, error.field, error.what.removesuffix("."), hint=error.hint, refuses=False)
    except ReferError as error:
        return Skipped(number, None, error.sentence, hint=error.hint, refuses=False)


def _record(result: Result, basic: Result) -> Record:
    office = _office(result)
    licences = tuple(
        Licence(_text(slot, "code"), _text(slot, "license"), state_code(_text(slot, "state")) or "")
        for slot in json_objects(result.get("taxonomies"))
    )
    updated = next((day for name in ("last_updated", "enumeration_date") if (day := _day(_text(basic, name)))), None)
    return Record(
        npi=_text(result, "number"),
        first=_text(basic, "first_name"),
        middle=_text(basic, "middle_name"),
        last=_text(basic, "last_name"),
        suffix=_text(basic, "name_suffix").strip("-"),
        credential=_text(basic, "credential"),
        street=_text(office, "address_1"),
        street_2=_text(office, "address_2"),
        city=_text(office, "city"),
        state=_text(office, "state"),
        zip=_text(office, "postal_code"),
        phone=_text(office, "telephone_number"),
        licences=licences,
        updated=updated,
    )


def _office(result: Result) -> Result:
    addresses = json_objects(result.get("addresses"))
    return next((each for each in addresses if each.get("address_purpose") == _OFFICE), {})


def _day(text: str) -> str | None:
    day = find_day(text, None) if text else None
    return day.isoformat() if day else None


def _text(data: Result, name: str) -> str:
    value = data.get(name)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


class NpiAnswer:
    """An answer in a file."""

    kind = name = KIND
    title = TITLE
    own_word = False

    def __init__(self, opened: Opened, settings: Settings) -> None:
        self._settings = settings
        self.size = opened.size
        self._results = results(_json(opened), opened.name)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the whole file, said once."""
        return ("facts carry the day of the registry's last update; what it does not say stays unknown",)

    def position(self) -> int:
        """The whole file is read at once."""
        return self.size

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every result. Those of other fields, of organisations or switched off are left out."""
        for number, result in enumerate(self._results, start=1):
            yield row_of(result, number, self._settings.today, self._settings.all_taxonomies)


def _json(opened: Opened) -> Any:
    try:
        return plain_json(json.loads(opened.text()))
    except ValueError:
        raise Refused(f"{opened.name} is cut off or damaged: it is no whole JSON.", _ASK_AGAIN) from None


def _recognises(opened: Opened) -> bool:
    start = opened.first_text.lstrip()
    return start.startswith("{") and any(mark in start for mark in ('"result_count"', '"Errors"', '"enumeration_type"'))


FORMAT = Format(KIND, TITLE, _recognises, NpiAnswer, frozenset({"all_taxonomies"}))
