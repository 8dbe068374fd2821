"""The JSON reference: each command's answer really made on the demo book, each field explained.

json_pages.json explains the fields. A field that an answer has and that file does not, or the reverse, stops
the generator, so a field cannot be added, renamed or dropped without its explanation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from data_pages import table
from running import refer

SHOWN_OBJECTS = 1
SHOWN_VALUES = 3


@cache
def explained() -> dict[str, Any]:
    """What json_pages.json says of each command, in the order of the page."""
    found: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return found


def reference(_: str = "") -> str:
    """A section for each command: what it answers, its fields, an example."""
    return "\n\n".join(_section(name, told) for name, told in explained().items())


def _section(name: str, told: Mapping[str, Any]) -> str:
    answers = [_answer(line, told.get("exit", 0)) for line in told["runs"]]
    schema = f"refer.{name}/1"
    for line, found in zip(told["runs"], answers, strict=True):
        if found.get("schema") != schema:
            raise SystemExit(f"{line}: the schema is {found.get('schema')}, not {schema}")
    types = _types(answers, told.get("any_key", ()))
    meanings = _meanings(told)
    _compare(name, set(types), set(meanings), set(told.get("seldom", ())))
    rows = (
        (f"`{path}`", " or ".join(sorted(types.get(path, {"seldom"}))), meaning)
        for path, meaning in meanings.items()
    )
    shown = json.dumps(shortened(answers[0]), indent=2, ensure_ascii=False)
    return (
        f"## {schema}\n\n{told['about']}\n\n{table(('field', 'type', 'meaning'), rows)}\n\n"
        f"```\n$ {told['runs'][0]}\n{shown}\n```"
    )


def _answer(line: str, exit_code: int) -> dict[str, Any]:
    ran = refer(line)
    if ran.exit_code != exit_code:
        raise SystemExit(f"{line} ended with {ran.exit_code}: {ran.errors}")
    found: dict[str, Any] = json.loads(ran.output)
    return found


def _meanings(told: Mapping[str, Any]) -> dict[str, str]:
    """Every field's path with its meaning; those of a colleague are the fields of a card."""
    meanings = {"schema": "the name and version of this shape"} | told.get("fields", {})
    for place in told.get("colleagues", ()):
        meanings |= {f"{place}.{name}": meaning for name, meaning in _colleague().items()}
    return meanings


@cache
def _colleague() -> dict[str, str]:
    from refer_cli.fields.catalogue import FIELDS

    meanings = {field.name: field.help for field in FIELDS}
    return meanings | explained_colleague()


def explained_colleague() -> dict[str, str]:
    """What a colleague has in JSON besides the fields of a card, and what is below some of those."""
    path = Path(__file__).with_name("json_colleague.json")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _types(answers: Sequence[Any], any_key: Sequence[str]) -> dict[str, set[str]]:
    types: dict[str, set[str]] = {}
    for found in answers:
        for path, value in _paths(found, "", any_key):
            types.setdefault(path, set()).add(_type(value))
    return types


def _paths(value: Any, path: str, any_key: Sequence[str]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, below in value.items():
            # Where the keys are themselves data (causes, fields), one line stands for all of them.
            step = "*" if path in any_key else name
            here = f"{path}.{step}" if path else step
            yield here, below
            yield from _paths(below, here, any_key)
    elif isinstance(value, list):
        for below in value:
            if isinstance(below, (dict, list)):
                yield from _paths(below, f"{path}[]", any_key)


def _type(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    kinds = {int: "whole number", float: "number", str: "text", list: "list", dict: "object"}
    return kinds[type(value)]


def _compare(name: str, found: set[str], told: set[str], seldom: set[str]) -> None:
    unexplained = sorted(found - told)
    unseen = sorted(
        told - found - seldom - {path for path in told if "." in path and _below_seldom(path, seldom)}
    )
    if unexplained or unseen:
        raise SystemExit(
            f"json_pages.json, {name}: not explained: {', '.join(unexplained) or 'none'}; "
            f"explained but in no answer: {', '.join(unseen) or 'none'}"
        )


def _below_seldom(path: str, seldom: set[str]) -> bool:
    return any(path.startswith((f"{one}.", f"{one}[]")) for one in seldom)


def shortened(value: Any) -> Any:
    """An answer short enough to read: of a long list the first entries, and a word for the rest."""
    if isinstance(value, dict):
        return {name: shortened(below) for name, below in value.items()}
    if isinstance(value, list):
        most = SHOWN_OBJECTS if value and isinstance(value[0], dict) else SHOWN_VALUES
        shown = [shortened(below) for below in value[:most]]
        return shown if len(value) <= most else [*shown, f"... {len(value) - most} more"]
    return value
