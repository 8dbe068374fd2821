"""The options of a colleague's card, made once from the catalogue for every command that takes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer

from refer_cli.commands import completing
from refer_cli.fields.catalogue import ACCEPTING, ADDING, FIELDS, HOW_KNOWN, REMOVING, REPLACING, Field

_NAMED = {
    "license_states": "STATE",
    "accessibility": "WHAT",
    "follows": "WHERE",
    "ties": "WHO",
    "identities": "WORD",
}
_METAVARS = {
    "money": "DOLLARS",
    "count": "NUMBER",
    "trust": "1-5",
    "date": "DATE",
    "flag": "yes|no",
    "state": "STATE",
    "zip": "ZIP",
    "accepting": "yes|waitlist|no",
    "how_known": "|".join(HOW_KNOWN),
    "refusal": "REASON",
}


def with_card_options(*, lists_change: bool = False, leave_out: Iterable[str] = ()) -> Callable[[Any], Any]:
    """Give a command function every option of the card in place of its `**given`.

    The function receives what was typed, unparsed, by field name; with `lists_change` a list also has
    `no_<field>` (take out) and `only_<field>` (replace the list), and there are `notes` that replace what is there.
    Lines more of the notes arrive as `add_notes`.
    """
    left_out = frozenset(leave_out)

    def decorate(function: Any) -> Any:
        fields = [field for field in FIELDS if field.name not in left_out]
        made = [parameter for field in fields for parameter in _parameters(field, lists_change)]
        return with_parameters(function, made)

    return decorate


def with_parameters(
    function: Any, made: Sequence[inspect.Parameter], name: str = "given", gather: Callable[..., Any] | None = None
) -> Any:
    """The function as a command that has these parameters in place of its own called `name`.

    It receives them one by one (`**given`), or as what `gather` makes of them.
    """
    signature = inspect.signature(function, eval_str=True)

    def command(**everything: Any) -> Any:
        if gather is not None:
            everything[name] = gather(**{parameter.name: everything.pop(parameter.name) for parameter in made})
        return function(**everything)

    command.__name__, command.__doc__, command.__module__ = (
        function.__name__,
        function.__doc__,
        function.__module__,
    )
    kept = [made if parameter.name == name else (parameter,) for parameter in signature.parameters.values()]
    parameters = [parameter for parameters in kept for parameter in parameters]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return command


def field_option(field: Field, *, repeatable: bool, help: str) -> inspect.Parameter:
    """One option of a field with a help of its own, under `suggest`'s names too; repeatable ones arrive as a list."""
    return _parameter(field.name, _options(field.option_words), help, field, repeatable)


def typed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Only the options that were used."""
    return {name: value for name, value in given.items() if value not in (None, [], ())}


def _parameters(field: Field, lists_change: bool) -> list[inspect.Parameter]:
    plain = _options(field.option_words)
    if field.name == "notes":
        return _notes_parameters(field, lists_change)
    if field.kind != "list":
        return [_parameter(field.name, plain, field.help, field)]
    repeat = f"{field.help} Repeatable."
    if not lists_change:
        return [_parameter(field.name, plain, repeat, field)]
    bare = field.option.removeprefix("--")
    return [
        _parameter(field.name, plain, f"Add: {repeat}", field),
        _parameter(
            REMOVING + field.name, _options(field.option_words, "no-"), f"Remove: {bare.replace('-', ' ')}.", field
        ),
        _parameter(
            REPLACING + field.name,
            _options(field.option_words, "only-"),
            "Replace the whole list by this; none empties it.",
            field,
        ),
    ]


def _notes_parameters(field: Field, may_replace: bool) -> list[inspect.Parameter]:
    """Lines to add to the notes; only where a list may be replaced may they be, by the option of their own name."""
    adding = ["--note"] if may_replace else ["--note", field.option]
    added = _parameter(ADDING + field.name, adding, "Add a line to your notes. Repeatable.", field, repeatable=True)
    if not may_replace:
        return [added]
    return [added, _parameter(field.name, [field.option], "Replace all of your notes; --note adds to them.", field)]


def _options(words: Iterable[str], before: str = "") -> list[str]:
    return [f"--{before}{word}" for word in words]


def _parameter(
    name: str, options: Sequence[str], help: str, field: Field, repeatable: bool = False
) -> inspect.Parameter:
    shape: Any = list[str] if repeatable or field.kind == "list" else str
    metavar = _METAVARS.get(field.kind) or _NAMED.get(field.name) or (field.singular or "TEXT").upper()
    info = typer.Option(*options, metavar=metavar, help=help, autocompletion=_completion(field), show_default=False)
    return inspect.Parameter(
        name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=Annotated[shape | None, info]
    )


def _completion(field: Field) -> Callable[..., list[str]] | None:
    if field.vocabulary is not None:
        return completing.words(field.vocabulary, field.name)
    if field.kind == "flag":
        return completing.among("yes", "no")
    if field.kind == "accepting":
        return completing.among(*ACCEPTING)
    if field.kind == "how_known":
        return completing.among(*HOW_KNOWN)
    if field.name in ("city", "state", "practice", "tags", "groups", "license_states"):
        return completing.used(field.name)
    return None
