"""A new colleague: from what was typed, or asked for field by field on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from refer_cli.book import writing
from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.notes import with_typed
from refer_cli.render.added import draw_added
from refer_cli.render.answer import Reply
from refer_cli.render.asking import choose, complain, confirm, tell, until_understood
from refer_cli.render.card import draw_card, office, titled
from refer_cli.render.changes import draw_changes
from refer_cli.render.colleague_json import colleague_json
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment
from refer_cli.services.field_questions import ask_fields
from refer_cli.services.same_colleague import refuse_newcomer, same_name, similar_name
from refer_cli.services.typed_values import Entered

ASKED = (
    "name", "credentials", "practice", "city", "state", "zip", "license_states", "telehealth", "specialties",
    "approaches", "populations", "languages", "panels", "accepting", "fee", "fee_floor", "phone", "email",
    "how_known", "first_met", "notes",
)  # fmt: skip


class _Answer(Enum):
    """What was said to a name that is in the book, where no card is to be filled in."""

    ANOTHER = "another person"
    LEFT = "left"


ANOTHER, LEFT = _Answer.ANOTHER, _Answer.LEFT


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
        entered = ask_fields(environment, ("name",), entered, home=home)
        meant = None if again else _who_is_meant(environment, str(entered.values["name"]))
        if meant is LEFT:
            tell("Nothing was saved.")
            return None
        if isinstance(meant, Card):
            return _filled(environment, meant, entered, day, home)
        again = again or meant is ANOTHER
        entered = ask_fields(environment, ASKED, entered, home=home)
    else:
        entered = typed_values.placed(environment, entered, None, home)
    check(entered.values, environment.today.isoformat())
    known = {name: value for name, value in entered.values.items() if value is not None}
    name = str(known["name"])
    if not again:
        _refuse_namesake(environment, name)
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


def _who_is_meant(environment: Environment, name: str) -> Card | _Answer | None:
    """The card that is to be filled in, ANOTHER for a second person of the name, LEFT to stop; None for a new name."""
    book = environment.read()
    numbers = [row[0] for row in book.names() if same_name(row[1], name)]
    for card in book.cards(numbers, archived=None):
        answer = until_understood(
            lambda card=card: choose(  # type: ignore[misc]
                f"{_in_the_book(card)} Fill in that card? [Y/n/another person]"
            ).casefold(),
            _meant,
        )
        if answer != "another":
            return card if answer == "yes" else LEFT
    if numbers:
        return ANOTHER
    near = [row[0] for row in book.names() if similar_name(row[1], name)]
    for card in book.cards(near, archived=None):
        if confirm(f"Is that {titled(card)} (id {card.id})? Fill in that card?", default=False):
            return card
    return None


def _filled(environment: Environment, card: Card, entered: Entered, day: str, home: str | None) -> Reply:
    """Ask for what a card does not know yet, and put it in beside what was typed."""
    typed = {name: value for name, value in entered.values.items() if name != "name"}
    open_fields = tuple(name for name in ASKED if name not in card.values and name not in typed)
    told = ask_fields(environment, open_fields, Entered(typed, entered.assumptions), card, home, required=None)
    values = {name: value for name, value in told.values.items() if value is not None}
    if "notes" in typed:
        values["notes"] = with_typed(card.text("notes") or "", str(typed["notes"]))
    with environment.write().step(f"edit {card.name}") as step:
        differences = writing.change_card(step, card.id, Facts(values, day), point=told.point, base=card)
    after = environment.read().card(card.id)
    return Reply(
        "add-colleague",
        lambda: {"id": card.id, "colleague": colleague_json(after), "assumptions": told.assumptions},
        lambda screen: draw_changes(screen, card.name, differences, environment.command),
    )


def _meant(answer: str) -> str | None:
    for meaning, words in (("yes", ("", "y", "yes")), ("no", ("n", "no")), ("another", ("a", "another"))):
        if answer in words or (meaning == "another" and answer.startswith("another")):
            return meaning
    complain("please answer y, n or another")
    return None


def _in_the_book(card: Card) -> str:
    where = f", {office(card)}" if office(card) else ""
    return f"{titled(card)}{where} is in the book already (id {card.id}{', archived' if card.archived else ''})."


def _refuse_namesake(environment: Environment, name: str) -> None:
    """Say when the name is in the book already; a second one is added only on purpose. Raises Refused."""
    book = environment.read()
    same = [row[0] for row in book.names() if same_name(row[1], name)]
    if same:
        card = book.cards([same[0]], archived=None)[0]
        raise Refused(
            _in_the_book(card), f"refer edit {card.id} changes it; --again adds a second colleague of this name"
        )
