"""`refer edit`: change what is known of a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf, Json, Who
from refer_cli.commands.options import REMOVING, REPLACING, typed, with_card_options
from refer_cli.errors import BadValue, WrongUsage
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.catalogue import BY_NAME, LISTS, SELF_DESCRIBED
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.values import Listing, Value, added, removed
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment


@with_card_options(lists_change=True)
def edit(
    ctx: typer.Context,
    who: Who,
    clear: Annotated[
        list[str] | None,
        typer.Option("--clear", metavar="FIELD", help="Make a field unknown again. Repeatable."),
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
    **given: Any,
) -> None:
    """Change what is known of a colleague.

    --clear self-described forgets gender, faith and identities together.
    --panel X adds to a list, --no-panel X removes from it, --only-panel X replaces it, for every list.
    What changed is dated today; `refer verify` also re-dates what stayed the same.

    Example: refer edit "Ada Birch" --panel Cigna --no-panel Aetna --fee 160
    """
    environment: Environment = ctx.obj
    environment.json = json
    options = typed(given)
    if not options and not clear:
        raise WrongUsage(
            "Nothing was given to change.",
            "for example refer edit WHO --fee 160; refer edit --help lists all",
        )
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    reading = environment.read()
    card = reading.card(reading.resolve(" ".join(who)))
    home = typed_values.home_state(reading.profile())
    values, assumptions = changed_values(options, clear or [], card, environment.today)
    located = typed_values.locate(environment, values, card, home)
    if located is not None:
        values = {**values, **located.values}
        assumptions += located.assumptions
    _write(environment, card, Facts(values, day), located, assumptions)


def changed_values(
    options: Mapping[str, Any], clear: list[str], card: Card | None, today: date
) -> tuple[dict[str, Value | None], tuple[str, ...]]:
    """The fields as they are to be after these options, and the assumptions. Raises BadValue, UnknownWord."""
    state = typed_values.state_of(options, card)
    values: dict[str, Value | None] = dict.fromkeys(_cleared(clear))
    if "name" in values:
        raise BadValue("it cannot be cleared.", "every colleague needs a name; --name changes it", field="name")
    scalars = typed_values.understand(
        {name: text for name, text in options.items() if name in BY_NAME and name not in LISTS}, state, today
    )
    values.update(scalars.values)
    assumptions = list(scalars.assumptions)
    for name in LISTS:
        if not any(prefix + name in options for prefix in ("", REMOVING, REPLACING)):
            continue
        listing = card.listing(name) if card and name not in values else None
        values[name], said = _changed_list(name, listing, options, state)
        assumptions.extend(said)
    return values, tuple(assumptions)


def _cleared(typed_names: list[str]) -> list[str]:
    """The fields to make unknown; `self-described` stands for gender, faith and identities together."""
    names: list[str] = []
    for typed_name in typed_names:
        if typed_name.casefold() in ("self-described", "self_described"):
            names += SELF_DESCRIBED
        else:
            names.append(typed_values.field_named(typed_name).name)
    return names


def _changed_list(
    name: str, listing: Listing | None, options: Mapping[str, Any], state: str | None
) -> tuple[Listing | None, tuple[str, ...]]:
    assumptions: list[str] = []
    if REPLACING + name in options:
        understood = typed_values.listing_of(name, options[REPLACING + name], state)
        listing = _as_listing(understood.values[name])
        assumptions.extend(understood.assumptions)
    if name in options:
        understood = typed_values.listing_of(name, options[name], state)
        new = _as_listing(understood.values[name])
        base = listing or Listing()
        # `none` and `...` say something about the whole list, not one entry more.
        listing = added(Listing(base.items, base.open or new.open), new.items) if new.items or new.open else new
        assumptions.extend(understood.assumptions)
    if REMOVING + name in options:
        understood = typed_values.listing_of(name, options[REMOVING + name], state)
        gone = _as_listing(understood.values[name])
        for item in gone.items:
            if listing is None or listing.find(item.name) is None:
                raise BadValue(
                    f"{item.name} is not in the list.",
                    "refer show WHO shows what is in it",
                    field=name,
                    value=item.name,
                )
        listing = removed(listing, tuple(item.name for item in gone.items))
        assumptions.extend(understood.assumptions)
    return listing, tuple(assumptions)


def _as_listing(value: Value | None) -> Listing:
    return value if isinstance(value, Listing) else Listing()


def _write(
    environment: Environment,
    card: Card,
    facts: Facts,
    located: typed_values.Located | None,
    assumptions: tuple[str, ...],
) -> None:
    from refer_cli.book import writing

    book = environment.write()
    with book.step(f"edit {card.name}") as step:
        differences = writing.change(step, card.id, facts, point=located.point if located else ...)
    typed_values.answer_changes(
        environment, {"schema": "refer.edit/1", "id": card.id}, card.name, differences, assumptions
    )
