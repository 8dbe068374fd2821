"""A new colleague: from what was typed, or asked for field by field on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refer_cli.book import writing
from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.render.added import draw_added
from refer_cli.render.answer import Reply
from refer_cli.render.asking import confirm, tell
from refer_cli.render.card import draw_card, office, titled
from refer_cli.render.colleague_json import colleague_json
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment
from refer_cli.services.field_questions import ask_fields
from refer_cli.services.same_colleague import refuse_newcomer
from refer_cli.vocabulary.normaliser import fold

ASKED = (
    "name", "credentials", "practice", "city", "state", "zip", "license_states", "telehealth", "specialties",
    "approaches", "populations", "languages", "panels", "accepting", "fee", "fee_floor", "phone", "email",
    "how_known", "first_met", "notes",
)  # fmt: skip


def add(
    environment: Environment, options: Mapping[str, Any], as_of: str | None, *, again: bool, asked: bool = False
) -> Reply | None:
    """Put somebody in the book; None where they are left out after all. `again`: a second one of the same name.

    `asked`: on a terminal the rest is asked for, although a name was given.

    Raises WrongUsage without a name, Refused for a name that is there, BadValue, UnknownWord, UnknownPlace.
    """
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    guided = environment.interactive and (asked or "name" not in options)
    if "name" not in options and not guided:
        raise WrongUsage(
            "A colleague needs a name.",
            'for example refer add-colleague "Ada Birch" --city Denver --state CO',
        )
    home = typed_values.home_state(environment.read().profile())
    entered = typed_values.understand_typed(
        options,
        typed_values.state_for_names(options, None),
        environment.today,
        interactive=environment.interactive,
    )
    if guided:
        tell("Enter skips a question, - goes back to the one before, Ctrl-C leaves without saving.")
        entered = ask_fields(environment, ASKED, entered, home=home)
    else:
        entered = typed_values.placed(environment, entered, None, home)
    check(entered.values, environment.today.isoformat())
    known = {name: value for name, value in entered.values.items() if value is not None}
    name = str(known["name"])
    if not again:
        _refuse_namesake(environment, name, guided)
    if guided:
        draw_card(environment.screen(), Card(0, known, day, "me"), environment.today, saved=False)
        if not confirm("Save?"):
            tell("Nothing was saved.")
            return None
    with environment.write().step(f"add {name}") as step:
        if not again:
            refuse_newcomer(step, name)
        number = writing.insert_colleague(step, Facts(known, day), None if entered.point is ... else entered.point)
    card = Card(number, known, day, "me")
    return Reply(
        "add-colleague",
        lambda: {"id": number, "colleague": colleague_json(card), "assumptions": entered.assumptions},
        lambda screen: draw_added(
            screen, card, environment.today, entered.assumptions, environment.command, whole=not guided
        ),
    )


def _refuse_namesake(environment: Environment, name: str, guided: bool) -> None:
    """Say when the name is in the book already; a second one is added only on purpose. Raises Refused."""
    book = environment.read()
    same = [person for person in book.names() if fold(person[1]) == fold(name)]
    if not same:
        return
    card = book.cards([same[0][0]], archived=None)[0]
    where = f", {office(card)}" if office(card) else ""
    sentence = f"{titled(card)}{where} is in the book already (id {card.id}{', archived' if card.archived else ''})."
    if guided:
        tell(sentence)
        if confirm("Add another colleague of this name?", default=False):
            return
    raise Refused(sentence, f"refer edit {card.id} changes it; --again adds a second colleague of this name")
