"""`refer init`: my own practice, which gives the default place, my circle and what I have tried."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf, Json
from refer_cli.commands.options import typed, with_card_options
from refer_cli.errors import WrongUsage
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.values import Value
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment

ASKED = (
    "name", "credentials", "city", "state", "zip", "license_states", "practice", "specialties", "approaches",
    "populations", "panels", "groups",
)  # fmt: skip
ABOUT_OTHERS = ("how_known", "trust", "first_met", "last_contact", "introduced_by", "do_not_refer")


@with_card_options(leave_out=ABOUT_OTHERS)
def init(
    ctx: typer.Context,
    named: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Your name.")] = None,
    as_of: AsOf = None,
    json: Json = False,
    **given: Any,
) -> None:
    """Describe your own practice.

    On a terminal it asks; Enter skips. Run it again to change only what you give; a list you give replaces
    the one before. It stays in your book and is never shown to a client.

    Example: refer init --name "Sam Roe" --credential LCSW --city Portland --state OR --license-state OR
    """
    environment: Environment = ctx.obj
    environment.json = json
    options = typed(given)
    if named is not None:
        options["name"] = named
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    mine = environment.read().profile()
    if not options and not environment.interactive:
        if mine is None:
            raise WrongUsage(
                "Your practice needs a name.",
                'for example refer init --name "Sam Roe" --city Portland --state OR',
            )
        _answer(environment, mine, [], ())
        return
    entered = typed_values.understand(options, typed_values.state_of(options, mine), environment.today)
    values, assumptions = entered.values, entered.assumptions
    home = typed_values.home_state(mine)
    if not options:
        from refer_cli.render.asking import tell
        from refer_cli.services.field_questions import ask_fields

        tell("Your own practice. Enter keeps what stands in brackets, or skips.")
        values, located = ask_fields(environment, ASKED, {}, card=mine, home=home, required=None if mine else "name")
    else:
        located = typed_values.locate(environment, values, mine, home)
    if located is not None:
        values = {**values, **located.values}
        assumptions += located.assumptions if options else ()
    before: dict[str, Value] = dict(mine.values) if mine else {}
    if "name" not in before and not values.get("name"):
        raise WrongUsage("Your practice needs a name.", "add --name, the first time")
    check({**before, **values}, environment.today.isoformat())
    _write(environment, Facts(values, day), located, assumptions)


def _write(
    environment: Environment, facts: Facts, located: typed_values.Located | None, assumptions: tuple[str, ...]
) -> None:
    from refer_cli.book import writing

    book = environment.write()
    with book.step("describe my practice") as step:
        changed = writing.set_profile(step, facts, located.point if located else ...)
    mine = book.profile()
    assert mine is not None  # A name was there or was just written.
    _answer(environment, mine, changed, assumptions)


def _answer(environment: Environment, mine: Card, changed: list[str], assumptions: tuple[str, ...]) -> None:
    if environment.json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.colleague_json import colleague_json

        profile = colleague_json(mine)
        for name in (*ABOUT_OTHERS, "id", "archived", "source"):
            profile.pop(name)
        emit_json(
            {
                "schema": "refer.init/1",
                "profile": profile,
                "changed": changed,
                "assumptions": list(assumptions),
            }
        )
        return
    from refer_cli.render.profile import draw_profile

    draw_profile(environment.screen(), mine, changed, assumptions, environment.command)
