"""My own practice: shown, described, and asked for field by field on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from refer_cli.book import writing
from refer_cli.errors import WrongUsage
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.catalogue import ABOUT_OTHERS
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.values import Value
from refer_cli.render.answer import Reply
from refer_cli.render.asking import tell
from refer_cli.render.colleague_json import colleague_json
from refer_cli.render.profile import draw_profile
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment
from refer_cli.services.field_questions import ask_fields

ASKED = (
    "name", "credentials", "city", "state", "zip", "license_states", "practice", "specialties", "approaches",
    "populations", "panels", "groups",
)  # fmt: skip


def describe(environment: Environment, options: Mapping[str, Any], as_of: str | None) -> Reply:
    """Change my practice by what was typed, else by what is answered; off a terminal it is only shown.

    Raises WrongUsage where it has no name yet, BadValue, UnknownWord and UnknownPlace.
    """
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    mine = environment.read().profile()
    if not options and not environment.interactive:
        if mine is None:
            raise WrongUsage(
                "Your practice needs a name.",
                'for example refer init --name "Sam Roe" --city Portland --state OR',
            )
        return _reply(environment, mine, (), ())
    home = typed_values.home_state(mine)
    if options:
        entered = typed_values.understand_typed(
            options,
            typed_values.state_for_names(options, mine),
            environment.today,
            notes=mine.text("notes") if mine else None,
            interactive=environment.interactive,
        )
        entered = typed_values.placed(environment, entered, mine, home)
    else:
        tell("Your own practice. Enter keeps what stands in brackets, or skips; - goes back.")
        entered = ask_fields(
            environment, ASKED, typed_values.Entered({}, ()), mine, home, required=None if mine else "name"
        )
    before: Mapping[str, Value] = mine.values if mine else {}
    if "name" not in before and not entered.values.get("name"):
        raise WrongUsage("Your practice needs a name.", "add --name, the first time")
    check({**before, **entered.values}, environment.today.isoformat())
    book = environment.write()
    with book.step("describe my practice") as step:
        changed = writing.set_profile(step, Facts(entered.values, day), entered.point)
    mine = book.profile()
    assert mine is not None  # A name was there or was just written.
    return _reply(environment, mine, changed, entered.assumptions)


def _reply(environment: Environment, mine: Card, changed: Sequence[str], assumptions: Sequence[str]) -> Reply:
    without = (*ABOUT_OTHERS, "id", "archived", "source")
    return Reply(
        "init",
        lambda: {
            "profile": {name: value for name, value in colleague_json(mine).items() if name not in without},
            "changed": changed,
            "assumptions": assumptions,
        },
        lambda screen: draw_profile(screen, mine, changed, assumptions, environment.command),
    )
