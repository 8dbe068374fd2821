"""The options of a colleague's card, made once from the catalogue for every command that takes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import typer
from typer.core import TyperOption

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

Completion = Callable[[Any, str], list[str]]
FindsCompletion = Callable[[], Completion | None]


def with_card_options(*, lists_change: bool = False, leave_out: Iterable[str] = ()) -> Callable[[Any], Any]:
    """Give a command function every option of the card in place of its `**given`.

    The function receives what was typed, unparsed, by field name; with `lists_change` a list also has
    `no_<field>` (take out) and `only_<field>` (replace the list), and there are `notes` that replace what is there.
    Lines more of the notes arrive as `add_notes`.
    """
    left_out = frozenset(leave_out)

    def decorate(function: Any) -> Any:
        fields = [field for field in FIELDS if field.name not in left_out]
        made = [option for field in fields for option in _card_options(field, lists_change)]
        return with_options(function, made)

    return decorate


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


def field_option(field: Field, *, repeatable: bool, help: str) -> TyperOption:
    """One option of a field with a help of its own, under `suggest`'s names too; repeatable ones arrive as a list."""
    return _option(field.name, _options(field.option_words), help, field, repeatable)


def typed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Only the options that were used; what was given repeatedly as a list."""
    used = {name: value for name, value in given.items() if value not in (None, [], ())}
    return {name: [*value] if isinstance(value, tuple) else value for name, value in used.items()}


def _card_options(field: Field, lists_change: bool) -> list[TyperOption]:
    plain = _options(field.option_words)
    if field.name == "notes":
        return _notes_options(field, lists_change)
    if field.kind != "list":
        return [_option(field.name, plain, field.help, field)]
    repeat = f"{field.help} Repeatable."
    if not lists_change:
        return [_option(field.name, plain, repeat, field)]
    bare = field.option.removeprefix("--")
    return [
        _option(field.name, plain, f"Add: {repeat}", field),
        _option(
            REMOVING + field.name, _options(field.option_words, "no-"), f"Remove: {bare.replace('-', ' ')}.", field
        ),
        _option(
            REPLACING + field.name,
            _options(field.option_words, "only-"),
            "Replace the whole list by this; none empties it.",
            field,
        ),
    ]


def _notes_options(field: Field, may_replace: bool) -> list[TyperOption]:
    """Lines to add to the notes; only where a list may be replaced may they be, by the option of their own name."""
    adding = ["--note"] if may_replace else ["--note", field.option]
    added = _option(ADDING + field.name, adding, "Add a line to your notes. Repeatable.", field, repeatable=True)
    if not may_replace:
        return [added]
    return [added, _option(field.name, [field.option], "Replace all of your notes; --note adds to them.", field)]


def _options(words: Iterable[str], before: str = "") -> list[str]:
    return [f"--{before}{word}" for word in words]


def _option(name: str, options: Sequence[str], help: str, field: Field, repeatable: bool = False) -> TyperOption:
    metavar = _METAVARS.get(field.kind) or _NAMED.get(field.name) or (field.singular or "TEXT").upper()
    multiple = repeatable or field.kind == "list"
    return made_option(name, options, help, lambda: _completion(field), metavar=metavar, multiple=multiple)


def _completion(field: Field) -> Completion | None:
    from refer_cli.commands import completing

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
