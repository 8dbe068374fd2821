"""`refer list`: colleagues filtered by any field, sorted, with the columns that matter."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.options import field_option, typed, with_parameters
from refer_cli.errors import WrongUsage
from refer_cli.fields.catalogue import FIELDS
from refer_cli.services.environment import Environment


def _filters(function: Any) -> Any:
    """Give the function a repeatable filter for every field in place of its `**given`."""
    return with_parameters(function, [field_option(field, repeatable=True, help=field.help) for field in FIELDS])


@_filters
def list_colleagues(
    ctx: typer.Context,
    need: Annotated[
        list[str] | None,
        typer.Option(
            "--need",
            metavar="NEED",
            help="Who treats it, or something narrower. Repeatable: all of them.",
            autocompletion=completing.words("need", "specialties"),
        ),
    ] = None,
    max_fee: Annotated[
        str | None,
        typer.Option("--max-fee", metavar="DOLLARS", help="Whose lowest fee is within it, or pro bono."),
    ] = None,
    sort: Annotated[str, typer.Option("--sort", metavar="FIELD", help="Order by a field (else by name).")] = "name",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="FIELDS", help="Fields to show, with commas: city,panels,fee."),
    ] = None,
    archived: Annotated[bool, typer.Option("--archived", help="Only the archived.")] = False,
    everybody: Annotated[bool, typer.Option("--all", help="The archived too.")] = False,
    json: Json = False,
    **given: Any,
) -> None:
    """List colleagues, filtered by any field.

    Filters of different fields must all hold; of one repeated filter, any. `unknown` finds what is missing
    (--fee unknown), `none` a list known to be empty.

    Example: refer list --state CO --need trauma --panel Aetna --sort last_contact
    """
    environment: Environment = ctx.obj
    environment.json = json
    if archived and everybody:
        raise WrongUsage("--archived and --all cannot go together.", "--archived shows only them, --all everybody")
    from refer_cli.fields.spelling import parse
    from refer_cli.places.states import state_code
    from refer_cli.services.list_filters import affordable, conditions, ordered
    from refer_cli.services.typed_values import field_named

    filters = typed(given)
    if need:
        filters["specialties"] = [*filters.get("specialties", []), *need]
    sorting = field_named(sort).name
    shown = [field_named(name).name for name in columns.split(",") if name.strip()] if columns else None
    states = filters.get("state") or []
    asked, assumptions = conditions(filters, state_code(states[0]) if len(states) == 1 else None)
    if max_fee is not None:
        limit = parse("fee", max_fee).value
        if not isinstance(limit, int):
            raise WrongUsage("--max-fee is empty.", "for example --max-fee 80")
        asked.append(affordable(limit))
    book = environment.read()
    cards = book.cards(archived=None if everybody else archived)
    found = ordered((card for card in cards if all(one.holds(card) for one in asked)), sorting, reverse)
    if json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.colleague_json import colleague_json

        emit_json({"schema": "refer.list/1", "colleagues": [colleague_json(card) for card in found]})
        return
    from refer_cli.render.listing import draw_list

    if shown is None:
        wanted = {sorting, *(one.field for one in asked)}
        shown = [field.name for field in FIELDS if field.name in wanted]
        shown = [name for name in shown if name not in ("name", "credentials", "city", "state")]
        shown = (
            shown if len(shown) >= 2 else [*shown, *(name for name in ("accepting", "how_known") if name not in shown)]
        )
        shown.insert(0, "place")
    entries = {one.field: one.entry for one in asked if one.entry is not None}
    draw_list(environment.screen(), found, shown, entries, len(cards), assumptions, environment.command)
