"""Asking for a card on a terminal, field by field: each answer is checked at once, and asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from refer_cli.commands.entry import Located, locate
from refer_cli.commands.world import World
from refer_cli.errors import ReferError
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.spelling import Spelled, parse, write
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.render.asking import ask, complain, confirm, tell

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
    "first_met": "First met on (YYYY-MM-DD)",
    "groups": "Groups",
    "notes": "Notes",
}
PLACE = ("city", "state", "zip")


def ask_fields(
    world: World,
    names: Sequence[str],
    given: Mapping[str, Value | None],
    card: Card | None = None,
    home: str | None = None,
    required: str | None = "name",
) -> tuple[dict[str, Value | None], Located | None]:
    """Ask for each field that was not given; Enter skips. The place is resolved as soon as it is complete."""
    values: dict[str, Value | None] = dict(given)
    located: Located | None = None
    for name in names:
        if name not in values:
            _ask_one(name, values, card, required == name)
        if name == "zip":
            located = _settle_place(world, values, card, home)
        if name == "license_states" and name not in values and card is None:
            _offer_licence(values)
    return values, located


def _ask_one(name: str, values: dict[str, Value | None], card: Card | None, required: bool) -> None:
    present = write(name, card.values.get(name)) if card else ""
    state = values.get("state") or (card.text("state") if card else None)
    while True:
        answer = ask(QUESTIONS.get(name, BY_NAME[name].help), present)
        if not answer:
            if not required:
                return
            complain("a name is needed; Ctrl-C leaves without saving")
            continue
        if answer == present and present:
            return
        spelled = _understood(name, answer, state if isinstance(state, str) else None)
        if spelled is not None:
            values[name] = spelled.value
            for assumption in spelled.assumptions:
                tell(f"{assumption}")
            return


def _understood(name: str, answer: str, state: str | None) -> Spelled | None:
    """The answer as a value, or None after saying what is wrong with it."""
    field = BY_NAME[name]
    if field.kind == "list" and field.vocabulary is not None:
        answer = answer.replace(",", ";")
    try:
        return parse(name, answer, state)
    except ReferError as problem:
        complain(f"{problem.sentence} {problem.hint}")
        return None


def _settle_place(
    world: World, values: dict[str, Value | None], card: Card | None, home: str | None
) -> Located | None:
    while True:
        try:
            located = locate(world, values, card, home)
        except ReferError as problem:
            complain(f"{problem.sentence} {problem.hint}")
            for name in PLACE:
                values.pop(name, None)
                _ask_one(name, values, None, False)
            continue
        if located is not None:
            values.update(located.values)
            for assumption in located.assumptions:
                tell(assumption)
        return located


def _offer_licence(values: dict[str, Value | None]) -> None:
    """An office does not say where somebody is licensed: the licence is stored only on a yes."""
    state = values.get("state")
    if isinstance(state, str) and confirm(f"Licensed in {state}?"):
        values["license_states"] = Listing((Item(state),))
