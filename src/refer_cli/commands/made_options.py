"""Options made from a catalogue, and given to a command beside those in its function's signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperOption

Completion = Callable[[Any, str], list[str]]
FindsCompletion = Callable[[], Completion | None]


def with_options(
    function: Any, made: Sequence[TyperOption], name: str = "given", gather: Callable[..., Any] | None = None
) -> Any:
    """The function as a command that has these options in place of its own parameter called `name`.

    It receives them one by one (`**given`), or as what `gather` makes of them. They are no part of its signature, out
    of which Typer takes longer to read thirty options than a client's answer takes: `put_in_place` adds them.
    """
    signature = inspect.signature(function, eval_str=True)

    def command(**everything: Any) -> Any:
        if gather is not None:
            everything[name] = gather(**{str(option.name): everything.pop(str(option.name)) for option in made})
        return function(**everything)

    command.__name__, command.__doc__, command.__module__ = (
        function.__name__,
        function.__doc__,
        function.__module__,
    )
    kept = [parameter for parameter in signature.parameters.values() if parameter.name != name]
    asked = [parameter.name for parameter in signature.parameters.values() if parameter.annotation is not typer.Context]
    command.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
    command.made_options = (asked.index(name), made)  # type: ignore[attr-defined]
    return command


def put_in_place(command: Any) -> None:
    """Give a Click command the options that were made for its function by `with_options`, where they belong."""
    place, made = getattr(command.callback, "made_options", (0, ()))
    command.params[place:place] = made


def made_option(
    name: str, words: Sequence[str], help: str, completion: FindsCompletion | None = None, **settings: Any
) -> TyperOption:
    """One option that Typer need not read out of a function's signature; `settings` are TyperOption's own."""
    autocompletion = offered(completion) if completion else None
    return TyperOption(param_decls=[name, *words], help=help, autocompletion=autocompletion, **settings)


def offered(completion: FindsCompletion) -> Callable[[Any, Any, Any], list[str]]:
    """What TAB offers for a value, in Typer's own form; nothing is imported for it before TAB is pressed."""

    def offer(ctx: Any, args: Any, incomplete: Any) -> list[str]:
        complete = completion()
        return complete(ctx, incomplete) if complete else []

    return offer
