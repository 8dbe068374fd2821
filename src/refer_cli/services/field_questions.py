"""Asking for a card on a terminal, field by field: each answer is checked at once, and asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import EllipsisType
from typing import TypeVar

from refer_cli.errors import BadValue, ReferError
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME, PLACE
from refer_cli.fields.spelling import Spelled, parse_value, write_value
from refer_cli.fields.values import Item, Listing, Value, added
from refer_cli.render.asking import ask, complain, confirm, tell, until_understood
from refer_cli.services.environment import Environment
from refer_cli.services.typed_values import Entered, Point, locate
from refer_cli.vocabulary.normaliser import vocabulary

T = TypeVar("T")
KEPT = Spelled(None)
"""The answer that leaves a field as it is."""
QUESTIONS: Mapping[str, str] = {
    "name": "Name",
    "credentials": "Credentials (LCSW, PhD ...)",
    "practice": "Practice",
    "city": "City of the office",
    "state": "State",
    "zip": "ZIP of the office",
    "license_states": "Licensed in (CO, NM ...)",
    "specialties": 'Specialties ("OCD (certified), anxiety")',
    "approaches": "Approaches (CBT, EMDR ...)",
    "populations": "Sees (adult, teen, couple ...)",
    "languages": "Languages of sessions",
    "panels": 'Panels ("Aetna, Cigna (full)", or none)',
    "telehealth": "Sees clients by video (yes/no)",
    "accepting": "Takes new clients (yes/waitlist/no)",
    "fee": "Full fee in dollars",
    "fee_floor": "Lowest sliding-scale fee",
    "phone": "Phone",
    "email": "E-mail",
    "how_known": "How known (worked-with/met/introduced/listed)",
    "first_met": "First met on (a day, such as 2026-11-12 or last friday)",
    "groups": "Groups",
    "notes": "Notes",
}


def ask_fields(
    environment: Environment,
    names: Sequence[str],
    entered: Entered,
    card: Card | None = None,
    home: str | None = None,
    required: str | None = "name",
) -> Entered:
    """What was entered, and each field of `names` that was not, asked for; Enter skips.

    The place is resolved as soon as it is complete, and what is assumed of it is said at once.
    """
    values: dict[str, Value | None] = dict(entered.values)
    for name in names:
        if name in values:
            pass
        elif name == "license_states" and card is None and isinstance(values.get("state"), str):
            _ask_licences(values, environment.today)
        else:
            _ask_one(name, values, card, environment.today, required=required == name)
        if name == "fee_floor":
            _check_floor(values, card, environment.today)
        if name == "city":
            _check_city(environment, values)
        if name == "zip":
            entered = entered._replace(point=_settle_place(environment, values, card, home))
    return entered._replace(values=values)


def _ask_one(
    name: str, values: dict[str, Value | None], card: Card | None, today: date, *, required: bool = False
) -> None:
    present = write_value(name, card.values.get(name)) if card else ""
    state = values.get("state") or (card.text("state") if card else None)

    def understood(answer: str) -> Spelled | None:
        if answer == present and (answer or not required):
            return KEPT
        if not answer:
            complain("a name is needed; Ctrl-C leaves without saving")
            return None
        return _understood(name, answer, state if isinstance(state, str) else None, today)

    spelled = until_understood(lambda: ask(QUESTIONS.get(name, BY_NAME[name].help), present), understood)
    if spelled is not KEPT:
        values[name] = spelled.value
        for assumption in spelled.assumptions:
            tell(assumption)


def _understood(name: str, answer: str, state: str | None, today: date) -> Spelled | None:
    """The answer as a value; None where a word in it is not meant after all. Raises what `parse` does."""
    field = BY_NAME[name]
    if field.kind == "list" and field.vocabulary is not None:
        answer = answer.replace(",", ";")
    spelled = parse_value(name, answer, state, today=today)
    return spelled if _kept_words_are_meant(name, spelled) else None


def _kept_words_are_meant(name: str, spelled: Spelled) -> bool:
    """A word that no vocabulary knows is kept as it was typed, once the person says that it is meant."""
    kind = BY_NAME[name].vocabulary
    if kind is None or not isinstance(spelled.value, Listing):
        return True
    known = vocabulary(kind)
    strange = [item.name for item in spelled.value.items if known.find(item.name.partition("/")[0]) is None]
    if not strange:
        return True
    return confirm(f'"{", ".join(strange)}" is no {kind} I know. Keep it as you typed it?', default=False)


def _settle_place(
    environment: Environment, values: dict[str, Value | None], card: Card | None, home: str | None
) -> Point | EllipsisType:
    """The office's point, `...` where nothing is said of its place."""
    located = _once_right(lambda: locate(environment, values, card, home), PLACE, values, None, environment.today)
    if located is None:
        return ...
    values.update(located.values)
    for assumption in located.assumptions:
        tell(assumption)
    return located.point


def _check_floor(values: dict[str, Value | None], card: Card | None, today: date) -> None:
    """Ask again at once for a lowest fee above the full fee."""

    def floor_is_below() -> None:
        fee, floor = values.get("fee"), values.get("fee_floor")
        if isinstance(fee, int) and isinstance(floor, int) and floor > fee:
            raise BadValue(f"The lowest fee (${floor}) is above the full fee (${fee}).", "")

    _once_right(floor_is_below, ("fee_floor",), values, card, today)


def _check_city(environment: Environment, values: dict[str, Value | None]) -> None:
    """Ask again at once for a city that nobody knows; which state it is in may still be said."""

    def city_is_known() -> None:
        city = values.get("city")
        if isinstance(city, str) and not environment.gazetteer().cities(city.partition(",")[0]):
            locate(environment, {"city": city}, None, None)

    _once_right(city_is_known, ("city",), values, None, environment.today)


def _once_right(
    looked_at: Callable[[], T], names: Sequence[str], values: dict[str, Value | None], card: Card | None, today: date
) -> T:
    """What is found once nothing is refused any more; each time something is, these fields are asked for again."""
    while True:
        try:
            return looked_at()
        except ReferError as problem:
            complain(f"{problem.sentence} {problem.hint}")
            for name in names:
                values.pop(name, None)
                _ask_one(name, values, card, today)


def _ask_licences(values: dict[str, Value | None], today: date) -> None:
    """An office does not say where somebody is licensed: the licence is stored only on a yes."""
    state = str(values["state"])
    if not confirm(f"Licensed in {state}?"):
        _ask_one("license_states", values, None, today)
        return
    here = Listing((Item(state),))
    values["license_states"] = here
    others = until_understood(
        lambda: ask("Also licensed in (Enter for nowhere else)"),
        lambda answer: _understood("license_states", answer, state, today),
    )
    if isinstance(others.value, Listing):
        values["license_states"] = added(here, others.value.items)
