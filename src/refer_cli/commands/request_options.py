"""The options of a client's request, made once from the catalogue for every command that takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperOption

from refer_cli.commands.made_options import Completion, made_option, offered, with_options
from refer_cli.fields.catalogue import FIELDS
from refer_cli.matching.options import BY_NAME, OPTIONS, RequestOption, TypedRequest

LEFT_OUT = "Left out of the post."
_FIELD_OF = {field.vocabulary: field.name for field in FIELDS}


def with_request_options(command: str) -> Callable[[Any], Any]:
    """Give the function of a command the options of a request in place of its parameter `typed`, a TypedRequest."""
    options = [option for option in OPTIONS if command in option.commands]
    helps = {option.name: option.help for option in options}
    if command == "groups post":
        options.sort(key=lambda option: option.posted is None)
        helps = {option.name: option.posted or LEFT_OUT for option in options}
    made = [_option(option, helps[option.name]) for option in options]
    return lambda function: with_options(function, made, "typed", TypedRequest.of)


def typer_option(name: str) -> Any:
    """One option of a request, for a command that takes it alone."""
    option = BY_NAME[name]
    return typer.Option(option.flag, help=option.help, autocompletion=offered(lambda: _completion(option)))


def _option(option: RequestOption, help: str) -> TyperOption:
    settings: dict[str, Any] = {"multiple": option.repeatable}
    if option.kind == "flag":
        settings = {"is_flag": True, "default": False}
    return made_option(option.parameter, [option.flag], help, lambda: _completion(option), **settings)


def _completion(option: RequestOption) -> Completion | None:
    from refer_cli.commands import completing

    if option.vocabulary is not None:
        return completing.words(option.vocabulary, _FIELD_OF[option.vocabulary])
    return {"reason": completing.reason, "city": completing.used("city")}.get(option.name)
