"""The options of a client's request, made once from the catalogue for every command that takes them."""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

import typer

from refer_cli.commands.options import with_parameters
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
    made = [_parameter(option, helps[option.name]) for option in options]
    return lambda function: with_parameters(function, made, "typed", TypedRequest.of)


def typer_option(name: str) -> Any:
    """One option of a request, for a command that takes it alone."""
    option = BY_NAME[name]
    return typer.Option(option.flag, help=option.help, autocompletion=_completion(option))


def _parameter(option: RequestOption, help: str) -> Parameter:
    flag = option.kind == "flag"
    shape: Any = bool if flag else list[str] | None if option.repeatable else str | None
    info = typer.Option(option.flag, help=help, autocompletion=_completion(option))
    return Parameter(
        option.parameter,
        Parameter.POSITIONAL_OR_KEYWORD,
        default=False if flag else None,
        annotation=Annotated[shape, info],
    )


def _completion(option: RequestOption) -> Callable[..., list[str]] | None:
    if "_REFER_COMPLETE" not in os.environ:  # Typer looks at each completion, also where the shell asks for none
        return None
    from refer_cli.commands import completing

    if option.vocabulary is not None:
        return completing.words(option.vocabulary, _FIELD_OF[option.vocabulary])
    return {"reason": completing.reason, "city": completing.used("city")}.get(option.name)
