"""The filters of `refer list` and `refer export`: every field of a card, by its own option and by `suggest`'s."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refer_cli.commands.options import field_option, typed, with_parameters
from refer_cli.errors import WrongUsage
from refer_cli.fields.catalogue import FIELDS

if TYPE_CHECKING:
    from refer_cli.services.chosen_cards import Choice

_OTHERS: tuple[tuple[str, Any, Any, Any], ...] = (
    (
        "max_fee",
        str | None,
        None,
        typer.Option("--max-fee", metavar="DOLLARS", help="Whose lowest fee is within it, or pro bono."),
    ),
    (
        "sort",
        str,
        "name",
        typer.Option("--sort", metavar="FIELD", help="Order by a field or by family (else by name)."),
    ),
    ("reverse", bool, False, typer.Option("--reverse", help="The other way round.")),
    (
        "columns",
        str | None,
        None,
        typer.Option("--columns", metavar="FIELDS", help="Only these fields, with commas: city,panels,fee."),
    ),
    ("archived", bool, False, typer.Option("--archived", help="Only the archived.")),
    ("everybody", bool, False, typer.Option("--all", help="The archived too.")),
)


def with_list_options(function: Any) -> Any:
    """Give the function a repeatable filter for every field, the order and the columns in place of its `**given`."""
    filters = [field_option(field, repeatable=True, help=field.help) for field in FIELDS]
    others = [
        Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=Annotated[kind, option])
        for name, kind, default, option in _OTHERS
    ]
    return with_parameters(function, [*others, *filters])


def choice_of(given: Mapping[str, Any]) -> Choice:
    """What was typed for these options. Raises WrongUsage where two of them contradict each other."""
    from refer_cli.services.chosen_cards import Choice

    names = {field.name for field in FIELDS}
    filters = typed({name: value for name, value in given.items() if name in names})
    others = {name: value for name, value in given.items() if name not in names}
    if others["archived"] and others["everybody"]:
        raise WrongUsage("--archived and --all cannot go together.", "--archived shows only them, --all everybody")
    return Choice(filters=filters, **others)
