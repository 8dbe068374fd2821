"""`refer add-colleague`: a new colleague, from options or asked for on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf, Json
from refer_cli.commands.options import typed, with_card_options
from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.values import Value
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.writing import WritableBook

ASKED = (
    "name", "credentials", "practice", "city", "state", "zip", "license_states", "telehealth", "specialties",
    "approaches", "populations", "languages", "panels", "accepting", "fee", "fee_floor", "phone", "email",
    "how_known", "first_met", "notes",
)  # fmt: skip


def is_text(typed: str) -> bool:
    """Whether an argument is words to be understood, and not a plain name ("Ada Birch", "Mary Ann O'Neil")."""
    return typed == "-" or any(sign in ",;:@\n$|(" or sign.isdigit() for sign in typed) or len(typed.split()) > 5


@with_card_options()
def add_colleague(
    ctx: typer.Context,
    named: Annotated[
        str | None,
        typer.Argument(metavar="[NAME|TEXT|-]", help="First and last name, or a text that describes the colleague."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Understand a text, mail, page or vCard (- for standard input)."),
    ] = None,
    paste: Annotated[bool, typer.Option("--paste", help="Understand what is in the clipboard.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Store what a text says without asking; what is unsure is left out.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what a text says and store nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Add a second colleague of the same name.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show from which words of a text each fact was understood.")
    ] = False,
    as_of: AsOf = None,
    json: Json = False,
    **given: Any,
) -> None:
    """Put a colleague in the book.

    Without a name it asks, field by field; Enter skips. What is left out stays unknown. Words with a comma, a
    figure or more than five of them are a text: what it says is shown, and stored on Enter.

    Example: refer add-colleague "Ada Birch" --credential LMFT --city Denver --state CO --license-state CO
    --specialty "anxiety (certified)" --panel Aetna --fee 150 --fee-floor 90 --how-known met
    """
    environment: Environment = ctx.obj
    environment.json = json
    options = typed(given)
    if source is not None or paste or (named is not None and is_text(named)):
        from refer_cli.services.capture_flow import Wanted, add_from_text
        from refer_cli.services.text_source import gathered

        data = gathered(named, source, paste)
        add_from_text(environment, data, Wanted(yes, dry_run, options, as_of, again, explain))
        return
    if dry_run:
        raise WrongUsage(
            "--dry-run needs a text to understand.", 'refer add-colleague "Ada Birch LMFT, Denver CO" --dry-run'
        )
    if named is not None and "name" in options:
        raise WrongUsage("The name was given twice.", "leave --name out")
    if named is not None:
        options["name"] = named
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    guided = "name" not in options and environment.interactive
    if "name" not in options and not guided:
        raise WrongUsage(
            "A colleague needs a name.",
            'for example refer add-colleague "Ada Birch" --city Denver --state CO',
        )
    home = typed_values.home_state(environment.read().profile())
    entered = typed_values.understand(options, typed_values.state_of(options, None), environment.today)
    if guided:
        from refer_cli.services.field_questions import ask_fields

        values, located = ask_fields(environment, ASKED, entered.values, home=home)
        located = located or typed_values.locate(environment, values, None, home)
    else:
        values = entered.values
        located = typed_values.locate(environment, values, None, home)
    assumptions = entered.assumptions
    if located is not None:
        values = {**values, **located.values}
        assumptions += () if guided else located.assumptions
    check(values, environment.today.isoformat())
    facts = Facts({name: value for name, value in values.items() if value is not None}, day)
    _refuse_namesake(environment, str(facts.values["name"]), again, guided)
    if guided and not _confirmed(environment, facts):
        from refer_cli.render.asking import tell

        tell("Nothing was saved.")
        return
    _save(environment, environment.write(), facts, located.point if located else None, assumptions, shown=guided)


def _refuse_namesake(environment: Environment, name: str, again: bool, guided: bool) -> None:
    """Say when the name is in the book already; a second one is added only on purpose."""
    from refer_cli.vocabulary.normaliser import key

    book = environment.read()
    same = [person for person in book.names() if key(person[1]) == key(name)]
    if not same or again:
        return
    card = book.cards([same[0][0]], archived=None)[0]
    from refer_cli.render.card import office, titled

    where = f", {office(card)}" if office(card) else ""
    sentence = f"{titled(card)}{where} is in the book already (id {card.id}{', archived' if card.archived else ''})."
    if guided:
        from refer_cli.render.asking import confirm, tell

        tell(sentence)
        if confirm("Add another colleague of this name?", default=False):
            return
    raise Refused(sentence, f"refer edit {card.id} changes it; --again adds a second colleague of this name")


def _confirmed(environment: Environment, facts: Facts) -> bool:
    from refer_cli.render.asking import confirm
    from refer_cli.render.card import draw_card

    draw_card(environment.screen(), _card(0, facts.values, facts.as_of), environment.today, saved=False)
    return confirm("Save?")


def _card(colleague_id: int, values: Mapping[str, Value | None], as_of: str) -> Card:
    known = {name: value for name, value in values.items() if value is not None}
    return Card(colleague_id, known, as_of, "me")


def _save(
    environment: Environment,
    book: WritableBook,
    facts: Facts,
    point: tuple[float, float] | None,
    assumptions: tuple[str, ...],
    shown: bool,
) -> None:
    from refer_cli.book import writing

    with book.step(f"add {facts.values['name']}") as step:
        number = writing.add(step, facts, point)
    card = _card(number, facts.values, facts.as_of)
    if environment.json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.colleague_json import colleague_json

        emit_json(
            {
                "schema": "refer.add-colleague/1",
                "id": number,
                "colleague": colleague_json(card),
                "assumptions": list(assumptions),
            }
        )
        return
    from refer_cli.render.added import draw_added

    draw_added(environment.screen(), card, environment.today, assumptions, environment.command, whole=not shown)
