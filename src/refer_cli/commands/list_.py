"""`refer list`: colleagues filtered by any field, sorted, with the columns that matter."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refer_cli.commands import completing
from refer_cli.commands.options import field_option, typed, with_parameters
from refer_cli.errors import WrongUsage
from refer_cli.fields.catalogue import FIELDS
from refer_cli.render.answer import Reply


def _filters(function: Any) -> Any:
    """Give the function a repeatable filter for every field in place of its `**given`."""
    return with_parameters(function, [field_option(field, repeatable=True, help=field.help) for field in FIELDS])


@_filters
def list_(
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
    **given: Any,
) -> Reply:
    """List colleagues, filtered by any field.

    Filters of different fields must all hold; of one repeated filter, any. `unknown` finds what is missing
    (--fee unknown), `none` a list known to be empty.

    Example: refer list --state CO --need trauma --panel Aetna --sort last_contact
    """
    from refer_cli.services.card_lists import ListShape, list_colleagues

    if archived and everybody:
        raise WrongUsage("--archived and --all cannot go together.", "--archived shows only them, --all everybody")
    filters = typed(given)
    if need:
        filters["specialties"] = [*filters.get("specialties", []), *need]
    shape = ListShape(sort, reverse, columns, archived=None if everybody else archived)
    return list_colleagues(ctx.obj, filters, max_fee, shape)
