"""The filters of `refer list` and `refer export`: every field of a card, by its own option and by `suggest`'s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from refer_cli.commands.made_options import made_option, with_options
from refer_cli.commands.options import field_option, typed
from refer_cli.errors import WrongUsage
from refer_cli.fields.catalogue import FIELDS

if TYPE_CHECKING:
    from refer_cli.services.chosen_cards import Choice

_FLAG: dict[str, Any] = {"is_flag": True, "default": False}
_OTHERS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("max_fee", "--max-fee", "Whose lowest fee is within it, or pro bono.", {"metavar": "DOLLARS"}),
    (
        "sort",
        "--sort",
        "Order by a field or by family (else by name).",
        {"metavar": "FIELD", "default": "name", "show_default": True},
    ),
    ("reverse", "--reverse", "The other way round.", _FLAG),
    ("columns", "--columns", "Only these fields, with commas: city,panels,fee.", {"metavar": "FIELDS"}),
    ("archived", "--archived", "Only the archived.", _FLAG),
    ("everybody", "--all", "The archived too.", _FLAG),
)


def with_list_options(function: Any) -> Any:
    """Give the function a repeatable filter for every field, the order and the columns in place of its `**given`."""
    filters = [field_option(field, repeatable=True, help=field.help) for field in FIELDS]
    others = [made_option(name, [word], help, **settings) for name, word, help, settings in _OTHERS]
    return with_options(function, [*others, *filters])


def choice_of(given: Mapping[str, Any]) -> Choice:
    """What was typed for these options. Raises WrongUsage where two of them contradict each other."""
    from refer_cli.services.chosen_cards import Choice

    names = {field.name for field in FIELDS}
    filters = typed({name: value for name, value in given.items() if name in names})
    others = {name: value for name, value in given.items() if name not in names}
    if others["archived"] and others["everybody"]:
        raise WrongUsage("--archived and --all cannot go together.", "--archived shows only them, --all everybody")
    return Choice(filters=filters, **others)
