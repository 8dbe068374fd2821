"""A provider directory in FHIR (Da Vinci Plan-Net, National Directory): its resources joined into colleagues.

A practitioner's roles say where, for whom and in which network somebody works; what their organisation, location,
service and network are called stands in resources of their own. A bundle and NDJSON (a resource a line, as bulk
exports come) are read alike. Read from the implementation guides of HL7 (Da Vinci PDex Plan-Net; FHIR at scale's
National Directory), 2026-11.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.errors import BadValue, ReferError, Refused
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Incoming, Skipped, Unread
from refer_cli.exchange.json_parts import JsonObject, json_object, json_objects, json_texts, plain_json
from refer_cli.exchange.nppes_credentials import credentials
from refer_cli.exchange.opened import Opened
from refer_cli.exchange.registry import LISTED, five_digits, mental_health, street
from refer_cli.fields.card import Facts, check, refuse_long_entries
from refer_cli.fields.cells import read_cell
from refer_cli.fields.days import find_day
from refer_cli.fields.names import proper_case
from refer_cli.fields.spelling import SpellingContext, parse_item, parse_value
from refer_cli.fields.values import Accepting, Item, Listing, Value
from refer_cli.places.states import STATES, state_code
from refer_cli.vocabulary.normaliser import vocabulary

KIND = "fhir"
TITLE = "a provider directory (FHIR)"
_JOINED = frozenset(
    {"Practitioner", "PractitionerRole", "Organization", "Location", "HealthcareService", "InsurancePlan"}
)
_NPI = "http://hl7.org/fhir/sid/us-npi"
_TAXONOMY = "http://nucc.org/provider-taxonomy"
# Plan-Net's AcceptingPatientsCS: whom a place takes. Whoever is a patient already is nobody who is referred.
_OPENINGS = {"newpt": "yes", "nopt": "no", "existptonly": "no", "existptfam": "no"}
_PANEL_MARKS = {"yes": "open", "no": "full"}
_ACCESSIBILITY = {
    "adacomp": "wheelchair accessible",
    "pubtrans": "near public transport",
    "cultcomp": "culturally aware",
}
_DAYS = {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"}

Resource = JsonObject


class Directory:
    """The resources of a file by kind and id, and the roles of each practitioner."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._by_reference: dict[str, Resource] = {}
        self.roles: dict[str, list[Resource]] = {}
        for resource in resources:
            kind = resource.get("resourceType")
            if kind not in _JOINED:
                continue
            self._by_reference[f"{kind}/{resource.get('id')}"] = resource
            if kind == "PractitionerRole":
                self.roles.setdefault(_tail(_reference(resource.get("practitioner"))), []).append(resource)
        self.practitioners = [each for name, each in self._by_reference.items() if name.startswith("Practitioner/")]

    def at(self, reference: Any) -> Resource:
        """The resource that a reference points at, relative or absolute; empty where it is not in the file."""
        return self._by_reference.get(_tail(_reference(reference)), {})


def _reference(reference: Any) -> str:
    return str(reference.get("reference", "")) if isinstance(reference, dict) else ""


def _tail(reference: str) -> str:
    return "/".join(reference.rsplit("/", 2)[-2:])


class _Person(NamedTuple):
    """One practitioner with all that was found out; `values` are the facts."""

    values: dict[str, Value]
    unread: tuple[Unread, ...]
    day: str | None


def row_of(directory: Directory, practitioner: Resource, number: int, settings: Settings) -> Incoming | Skipped:
    """One practitioner as a row for the book, or why it is left out."""
    roles = [
        role
        for role in directory.roles.get(f"Practitioner/{practitioner.get('id')}", [])
        if role.get("active") is not False
    ]
    if practitioner.get("active") is False:
        return Skipped(number, "active", "no longer in the directory", refuses=False)
    if not settings.all_taxonomies and not any(code in mental_health() for code in _codes(practitioner, roles)):
        return Skipped(number, "specialty", "no mental-health taxonomy code", refuses=False)
    try:
        person = _person(directory, practitioner, roles, settings.today)
        refuse_long_entries(person.values)
        check(person.values, settings.today)
    except BadValue as error:
        return Skipped(number, error.field, error.what.removesuffix("."), hint=error.hint, refuses=False)
    except ReferError as error:
        return Skipped(number, None, error.sentence, hint=error.hint, refuses=False)
    if "name" not in person.values:
        return Skipped(number, "name", "nobody is named", refuses=False)
    key = person.values.get("npi") or practitioner.get("id")
    return Incoming(
        row=number,
        facts=Facts(
            person.values, min(person.day or settings.as_of or settings.today, settings.today), KIND, key=str(key)
        ),
        file_dated=frozenset(person.values) if person.day or settings.as_of else frozenset(),
        only_new=LISTED,
        unread=person.unread,
    )


def _codes(practitioner: Resource, roles: Iterable[Resource]) -> Iterator[str]:
    """The taxonomy codes of a person's qualifications and roles."""
    for concept in (
        *(each.get("code") for each in json_objects(practitioner.get("qualification"))),
        *(concept for role in roles for concept in json_objects(role.get("specialty"))),
    ):
        for coding in _codings(concept):
            if coding.get("system") == _TAXONOMY:
                yield str(coding.get("code"))


def _person(directory: Directory, practitioner: Resource, roles: list[Resource], today: str) -> _Person:
    name, letters = _name(practitioner)
    states = _licences(practitioner)
    values: dict[str, Value | None] = {
        "name": name or None,
        "npi": _npi(practitioner),
        "license_states": _open(states),
        "languages": _open(_languages(practitioner)),
        "tags": _open(
            dict.fromkeys(mental_health()[code] for code in _codes(practitioner, roles) if code in mental_health())
        ),
    }
    offices = [office for role in roles if (office := _office(directory, role))]
    place = offices[0] if offices else _address(_first(practitioner.get("address"), use="work"))
    values.update(place)
    state = place.get("state")
    values["credentials"] = credentials(
        ", ".join([*letters, *_titles(practitioner)]), state if isinstance(state, str) else next(iter(states), None)
    )
    values.update(_ways(directory, roles))
    values.update(_openings(directory, roles, state if isinstance(state, str) else None))
    for role in roles:
        practice = directory.at(role.get("organization")).get("name")
        if practice and "practice" not in values:
            values["practice"] = proper_case(str(practice))
        hours = _hours(role)
        if hours and "hours" not in values:
            values["hours"] = hours
    phone, more = _phone(
        [*roles, practitioner, *(directory.at(each) for role in roles for each in json_objects(role.get("location")))]
    )
    values["phone"] = phone
    unread = [*more, *(Unread("Other office", _one_line(office), False) for office in offices[1:] if office != place)]
    known = {field: value for field, value in values.items() if value is not None}
    days = [day for each in (practitioner, *roles) if (day := _day(each, today))]
    return _Person(known, tuple(unread), max(days, default=None))


def _name(practitioner: Resource) -> tuple[str, list[str]]:
    """The name without its letters, and the letters."""
    names = json_objects(practitioner.get("name"))
    chosen = next((each for each in names if each.get("use") == "official"), names[0] if names else {})
    suffixes = json_texts(chosen.get("suffix"))
    given = json_texts(chosen.get("given"))
    whole = " ".join(proper_case(part) for part in (*given[:1], str(chosen.get("family") or "")) if part)
    spoken = str(chosen.get("text") or "")
    letters = spoken.partition(",")[2]
    return whole or spoken.partition(",")[0].strip(), [each for each in (*suffixes, letters.strip()) if each]


def _titles(practitioner: Resource) -> list[str]:
    """What the qualifications are called, as far as it is a credential: LPC, but no board's name."""
    known = vocabulary("credential")
    words = (
        str(word)
        for qualification in json_objects(practitioner.get("qualification"))
        for coding in _codings(qualification.get("code"))
        for word in (coding.get("display"), coding.get("code"))
        if word and coding.get("system") != _TAXONOMY
    )
    return list(dict.fromkeys(word for word in words if known.find(word) is not None))


def _licences(practitioner: Resource) -> dict[str, None]:
    """States in which a qualification is valid: active, and written out by the board, not the office's state."""
    states: dict[str, None] = {}
    for qualification in json_objects(practitioner.get("qualification")):
        for extension in _extensions(qualification, "practitioner-qualification"):
            parts = {str(part.get("url")): part for part in json_objects(extension.get("extension"))}
            if json_object(parts.get("status")).get("valueCode", "active") != "active":
                continue
            for coding in _codings(json_object(parts.get("whereValid")).get("valueCodeableConcept")):
                code = state_code(str(coding.get("code") or ""))
                if code in STATES:
                    states[str(code)] = None
    return states


@lru_cache(maxsize=1)
def _language_names() -> Mapping[str, str]:
    data = json.loads((Path(__file__).parent / "fhir_languages.json").read_text(encoding="utf-8"))
    names: dict[str, str] = data["codes"]
    return names


def _languages(practitioner: Resource) -> dict[str, None]:
    languages: dict[str, None] = {}
    for concept in json_objects(practitioner.get("communication")):
        coding = next(iter(_codings(concept.get("language") or concept)), {})
        name = _language_names().get(str(coding.get("code") or "").lower().partition("-")[0])
        if name is not None:
            languages[vocabulary("language").find(name) or name] = None
    return languages


def _office(directory: Directory, role: Resource) -> dict[str, Value | None]:
    """The address of the first location of a role that has one."""
    for reference in json_objects(role.get("location")):
        location = directory.at(reference)
        office = _address(location.get("address"))
        if office:
            words = [
                _ACCESSIBILITY[str(coding.get("code"))]
                for extension in _extensions(location, "accessibility")
                for coding in _codings(extension.get("valueCodeableConcept"))
                if coding.get("code") in _ACCESSIBILITY
            ]
            return {**office, **({"accessibility": ", ".join(words)} if words else {})}
    return {}


def _address(address: Any) -> dict[str, Value | None]:
    if not isinstance(address, dict):
        return {}
    code = state_code(str(address.get("state") or ""))
    if address.get("state") and code is None:
        return {}
    lines = json_texts(address.get("line"))
    office: dict[str, Value | None] = {
        "street": street(lines[0] if lines else "", ", ".join(lines[1:])),
        "city": proper_case(str(address.get("city") or "")) or None,
        "state": code,
        "zip": five_digits(str(address.get("postalCode") or ""), code),
    }
    return {field: value for field, value in office.items() if value is not None}


def _ways(directory: Directory, roles: Iterable[Resource]) -> dict[str, Value | None]:
    """By video or in a room, as far as the services of the roles say so: only what is said."""
    kinds = {
        str(coding.get("code"))
        for role in roles
        for holder in (role, *(directory.at(each) for each in json_objects(role.get("healthcareService"))))
        for extension in _extensions(holder, "delivery-method")
        for part in json_objects(extension.get("extension"))
        if part.get("url") == "type"
        for coding in _codings(part.get("valueCodeableConcept"))
    }
    return {"telehealth": True if "virtual" in kinds else None, "in_person": True if "physical" in kinds else None}


def _openings(directory: Directory, roles: Iterable[Resource], state: str | None) -> dict[str, Value | None]:
    """The networks as panels, with the openings that a role states for one; openings of the role itself else.

    What a group's service says of its own openings is not the person's word.
    """
    panels: dict[str, Item] = {}
    accepting: set[str] = set()
    for role in roles:
        openings: dict[str, str] = {}
        for extension in _extensions(role, "newpatients"):
            parts = {str(part.get("url")): part for part in json_objects(extension.get("extension"))}
            concept = json_object(parts.get("acceptingPatients")).get("valueCodeableConcept")
            code = next((str(coding.get("code")) for coding in _codings(concept)), "")
            network = _tail(_reference(json_object(parts.get("fromNetwork")).get("valueReference")))
            if code in _OPENINGS and network:
                openings[network] = _OPENINGS[code]
            elif code in _OPENINGS:
                accepting.add(_OPENINGS[code])
        for extension in _extensions(role, "network-reference"):
            reference = extension.get("valueReference")
            name = directory.at(reference).get("name") or json_object(reference).get("display")
            if not name:
                continue
            item, _ = parse_item("panels", str(name), state, True)
            opening = openings.get(_tail(_reference(reference)))
            panels.setdefault(item.name, Item(item.name, _PANEL_MARKS[opening] if opening else item.mark))
    return {
        "panels": Listing(tuple(panels.values()), open=True) if panels else None,
        "accepting": Accepting(next(iter(accepting))) if len(accepting) == 1 else None,
    }


def _phone(holders: Iterable[Resource]) -> tuple[Value | None, list[Unread]]:
    """The first telephone number that can be called, and the others."""
    chosen: Value | None = None
    others: dict[str, None] = {}
    for holder in holders:
        for telecom in json_objects(holder.get("telecom")):
            if telecom.get("system") != "phone" or not telecom.get("value"):
                continue
            reading = read_cell("phone", str(telecom["value"]), SpellingContext(None, None))
            number = reading.values.get("phone")
            if chosen is None:
                chosen = number
            elif number is not None and number != chosen:
                others[str(number)] = None
    return chosen, [Unread("Other phone", number, False) for number in others]


def _hours(role: Resource) -> str | None:
    """When somebody is there, for example `Mon, Tue 09:00-12:00`."""
    spans = []
    for time in json_objects(role.get("availableTime")):
        days = ", ".join(_DAYS[day] for day in json_texts(time.get("daysOfWeek")) if day in _DAYS)
        start, end = (str(time.get(name) or "")[:5] for name in ("availableStartTime", "availableEndTime"))
        spans.append(f"{days} {f'{start}-{end}' if start and end else ''}".strip())
    return "; ".join(span for span in spans if span) or None


def _npi(practitioner: Resource) -> Value | None:
    for identifier in json_objects(practitioner.get("identifier")):
        if identifier.get("system") == _NPI:
            try:
                return parse_value("npi", str(identifier.get("value") or "")).value
            except BadValue:
                return None
    return None


def _day(resource: Resource, today: str) -> str | None:
    text = str(json_object(resource.get("meta")).get("lastUpdated") or "")[:10]
    day = find_day(text, None) if text else None
    return min(day.isoformat(), today) if day else None


def _open(names: Iterable[str]) -> Listing | None:
    items = tuple(Item(name) for name in names)
    return Listing(items, open=True) if items else None


def _one_line(office: Mapping[str, Value | None]) -> str:
    return ", ".join(str(office[part]) for part in ("street", "city", "state", "zip") if office.get(part))


def _first(values: Any, use: str) -> Any:
    several = json_objects(values)
    return next((each for each in several if each.get("use") == use), several[0] if several else None)


def _extensions(resource: Resource, name: str) -> list[Resource]:
    return [each for each in json_objects(resource.get("extension")) if str(each.get("url", "")).endswith("/" + name)]


def _codings(concept: Any) -> list[Resource]:
    return json_objects(concept.get("coding")) if isinstance(concept, dict) else []


class FhirDirectory:
    """A bundle or NDJSON file that is being read."""

    kind = name = KIND
    title = TITLE
    own_word = False

    def __init__(self, opened: Opened, settings: Settings) -> None:
        self._settings = settings
        self.size = opened.size
        self._directory = Directory(_resources(opened))

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the whole file, said once."""
        return ("a directory's lists are not complete: what it does not say stays unknown",)

    def position(self) -> int:
        """The whole file is read at once: its resources point at one another."""
        return self.size

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every practitioner. Those of other fields are left out, unless all are asked for."""
        for number, practitioner in enumerate(self._directory.practitioners, start=1):
            yield row_of(self._directory, practitioner, number, self._settings)


def _resources(opened: Opened) -> Iterator[Resource]:
    """The resources of a bundle, a list, or of each line."""
    text = opened.text()
    try:
        whole = plain_json(json.loads(text))
    except ValueError:
        yield from _lines(text, opened.name)
        return
    entries = whole.get("entry") if isinstance(whole, dict) else whole
    if isinstance(entries, list):
        for entry in json_objects(entries):
            resource = entry.get("resource", entry)
            if isinstance(resource, dict):
                yield resource
    elif isinstance(whole, dict):
        yield whole


def _lines(text: str, name: str) -> Iterator[Resource]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            resource = plain_json(json.loads(line))
        except ValueError:
            raise Refused(
                f"line {number} of {name} is cut off or damaged: it is no whole JSON.", "get the file again"
            ) from None
        if isinstance(resource, dict):
            yield resource


def _recognises(opened: Opened) -> bool:
    return opened.first_text.lstrip()[:1] in ("{", "[") and '"resourceType"' in opened.first_text


FORMAT = Format(KIND, TITLE, _recognises, FhirDirectory, frozenset({"all_taxonomies", "as_of"}))
