"""The options of a colleague's card, made once from the catalogue for every command that takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from typer.core import TyperOption

from refer_cli.commands.made_options import Completion, made_option, with_options
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
        made = [option for field in fields for option in _card_options(field, lists_change)]
        return with_options(function, made)

    return decorate


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
