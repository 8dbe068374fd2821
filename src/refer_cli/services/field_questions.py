"""Asking for a card on a terminal, field by field: each answer is checked at once, and asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import EllipsisType
from typing import TypeVar

from refer_cli.errors import BadValue, ReferError, UnknownPlace
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME, PLACE
from refer_cli.fields.spelling import SpellingContext, write_value
from refer_cli.fields.values import Item, Listing, Value, added
from refer_cli.render.asking import ask, choose, complain, tell, until_understood, without_options
from refer_cli.services.environment import Environment
from refer_cli.services.typed_values import Entered, Point, field_typed, locate, with_beside

T = TypeVar("T")
KEPT = Entered({}, ())
"""The answer that leaves a field as it is."""
BACK = ("-", "back")
"""The answers that go back to the question before."""
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
    """What was entered, and each field of `names` that was not, asked for; Enter skips, `-` goes back.

    The place is resolved as soon as it is complete, and what is assumed of it is said at once.
    """
    asking = _Asking(environment, dict(entered.values), card, required)
    at = 0
    while at < len(names):
        name = names[at]
        before = dict(asking.values)
        try:
            asking.question(name)
            if name == "fee_floor":
                _check_floor(asking.values, card, environment.today)
            if name == "city":
                _check_city(environment, asking.values)
            if name == "zip":
                entered = entered._replace(point=_settle_place(environment, asking.values, card, home))
        except _GoBack:
            asking.values = before
            at = asking.asked.pop() if asking.asked else at
            asking.forget(names[at])
            continue
        if name in asking.put:
            asking.asked.append(at)
        at += 1
    return entered._replace(values=with_beside(asking.values, asking.beside))


class _GoBack(Exception):
    """The person wants the question before once more."""


class _Asking:
    """The answers to the questions so far, and what they said of fields that were asked about later."""

    def __init__(
        self, environment: Environment, values: dict[str, Value | None], card: Card | None, required: str | None
    ) -> None:
        self.environment = environment
        self.values = values
        self.card = card
        self.required = required
        self.beside: dict[str, Value | None] = {}
        self.asked: list[int] = []
        self.put: set[str] = set()

    def question(self, name: str) -> None:
        """Ask for one field, unless it was typed already. Raises _GoBack."""
        if name in self.values:
            return
        self.put.add(name)
        if name == "license_states" and self.card is None and isinstance(self.values.get("state"), str):
            _ask_licences(self.values, self.environment.today)
            return
        reading = _answer(name, self.values, self.card, self.environment.today, self.beside, self.required == name)
        for field, value in reading.items():
            if field == name or not isinstance(value, Listing):
                self.values[field] = value
            else:
                self.beside[field] = value

    def forget(self, name: str) -> None:
        """Take an answer back, so that it is asked for again."""
        self.values.pop(name, None)


def _ask_one(name: str, values: dict[str, Value | None], card: Card | None, today: date) -> None:
    """Ask for one field once more; what the answer says of others is taken as well."""
    values.update(_answer(name, values, card, today, {}, False))


def _answer(
    name: str,
    values: Mapping[str, Value | None],
    card: Card | None,
    today: date,
    beside: Mapping[str, Value | None],
    required: bool,
) -> dict[str, Value | None]:
    """The values of one answer; none where the field stays as it is. Raises _GoBack."""
    known = card.values.get(name) if card else None
    present = write_value(name, beside.get(name) if known is None else known)
    typed_state = values.get("state") or (card.text("state") if card else None)
    state = typed_state if isinstance(typed_state, str) else None

    def understood(answer: str) -> Entered | None:
        if answer.casefold() in BACK and name != "name":
            raise _GoBack
        if answer == present and (answer or not required):
            return KEPT
        if not answer:
            complain("a name is needed; Ctrl-C leaves without saving")
            return None
        return field_typed(name, answer, SpellingContext(state, today), interactive=True)

    entered = until_understood(lambda: ask(QUESTIONS.get(name, BY_NAME[name].help), present), understood)
    for assumption in entered.assumptions:
        tell(assumption)
    return dict(entered.values)


def _settle_place(
    environment: Environment, values: dict[str, Value | None], card: Card | None, home: str | None
) -> Point | EllipsisType:
    """The office's point, `...` where nothing is said of its place."""
    located = _once_right(
        lambda: locate(environment, values, card, home), PLACE, values, None, environment.today, environment
    )
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

    _once_right(city_is_known, ("city",), values, None, environment.today, environment)


def _once_right(
    looked_at: Callable[[], T],
    names: Sequence[str],
    values: dict[str, Value | None],
    card: Card | None,
    today: date,
    places: Environment | None = None,
) -> T:
    """What is found once nothing is refused any more; each time something is, these fields are asked for again."""
    while True:
        try:
            return looked_at()
        except ReferError as problem:
            meant = _meant(places, problem, values) if places is not None else None
            if meant:
                continue
            if meant is None:
                complain(f"{problem.sentence} {without_options(problem)}")
            for name in names:
                values.pop(name, None)
                _ask_one(name, values, card, today)


def _meant(environment: Environment, problem: ReferError, values: dict[str, Value | None]) -> bool | None:
    """Whether the city that a misspelled one may be was taken, or another written; None where none is like it."""
    if not isinstance(problem, UnknownPlace) or problem.field != "city" or not problem.value:
        return None
    state = values.get("state")
    near = environment.gazetteer().propose(problem.value, state if isinstance(state, str) else None, limit=1)
    if not near:
        return None
    answer = choose(f"{problem.sentence} Did you mean {near[0].city}, {near[0].state}? [Y/n]")
    if answer.casefold() in ("n", "no"):
        return False
    if answer.casefold() in ("", "y", "yes"):
        values.update(city=str(near[0].city), state=near[0].state)
    else:
        values["city"] = answer
    return True


def _ask_licences(values: dict[str, Value | None], today: date) -> None:
    """An office does not say where somebody is licensed: the licence is stored only on a yes, or named."""
    state = str(values["state"])

    def understood(answer: str) -> Entered | None:
        if answer.casefold() in BACK:
            raise _GoBack
        if answer.casefold() in ("", "y", "yes"):
            return Entered({"license_states": Listing((Item(state),))}, ())
        if answer.casefold() in ("n", "no"):
            return KEPT
        return field_typed("license_states", answer, SpellingContext(state, today), interactive=True)

    entered = until_understood(lambda: choose(f"Licensed in {state}? [Y/n, or the states]"), understood)
    if entered is KEPT:
        values.update(_answer("license_states", values, None, today, {}, False))
        return
    values.update(entered.values)
    here = values["license_states"]
    if not isinstance(here, Listing) or len(here.items) > 1 or here.items[0].name != state:
        return
    others = until_understood(
        lambda: ask("Also licensed in (Enter for nowhere else)"),
        lambda answer: (
            field_typed("license_states", answer, SpellingContext(state, today), interactive=True) if answer else KEPT
        ),
    ).values.get("license_states")
    if isinstance(others, Listing):
        values["license_states"] = added(here, others.items)
