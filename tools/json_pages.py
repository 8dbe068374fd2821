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
from running import done, refer

SHOWN_OBJECTS = 1
SHOWN_VALUES = 3
COLLEAGUE = (
    "Wherever an answer holds a colleague, it has these fields. A CSV has columns of the same names. Unknown "
    "is `null`; a list known to be empty is `[]`."
)


@cache
def explained() -> dict[str, Any]:
    """What json_pages.json says of each command, in the order of the page."""
    found: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return found


def reference(_: str = "") -> str:
    """A section for each answer (what it says, its fields, an example), and one for a colleague in it."""
    colleague: dict[str, set[str]] = {}
    sections = [_section(schema, told, colleague) for schema, told in explained().items()]
    meanings = _colleague()
    _compare("a colleague", set(colleague), set(meanings), {name for name in meanings if name.startswith("<list>")})
    fields = table(("field", "type", "meaning"), _rows(colleague, meanings))
    return "\n\n".join([*sections, f"## A colleague\n\n{COLLEAGUE}\n\n{fields}"])


def _section(name: str, told: Mapping[str, Any], colleague: dict[str, set[str]]) -> str:
    schema = f"refer.{name}/1"
    for line in told.get("before", ()):
        done(line)
    # What asks a service outside is not run here: a test holds the example to a real answer.
    answers = [told["example"]] if "example" in told else [_answer(line, told.get("exit", 0)) for line in told["runs"]]
    for line, found in zip(told["runs"], answers, strict=True):
        if found.get("schema") != schema:
            raise SystemExit(f"{line}: the schema is {found.get('schema')}, not {schema}")
    types = _types(answers, told.get("any_key", ()))
    for place in told.get("colleagues", ()):
        below = {path: kinds for path, kinds in types.items() if path.startswith(f"{place}.")}
        for path, kinds in below.items():
            del types[path]
            colleague.setdefault(_of_any_list(path.removeprefix(f"{place}.")), set()).update(kinds)
    meanings = {"schema": "the name and version of this shape"} | told.get("fields", {})
    _compare(name, set(types), set(meanings), set(told.get("seldom", ())))
    before = "".join(f"$ {line}\n" for line in told.get("before", ()))
    shown = json.dumps(shortened(answers[0]), indent=2, ensure_ascii=False)
    return (
        f"## {schema}\n\n{told['about']}\n\n{table(('field', 'type', 'meaning'), _rows(types, meanings))}\n\n"
        f"```\n{before if told.get('show_before') else ''}$ {told['runs'][0]}\n{shown}\n```"
    )


def _rows(types: Mapping[str, set[str]], meanings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for path, meaning in meanings.items():
        yield f"`{path}`", " or ".join(sorted(types.get(path, {"only where it applies"}))), meaning


def _answer(line: str, exit_code: int) -> dict[str, Any]:
    ran = refer(line)
    if ran.exit_code != exit_code:
        raise SystemExit(f"{line} ended with {ran.exit_code}: {ran.errors or ran.output}")
    found: dict[str, Any] = json.loads(ran.output)
    return found


@cache
def _colleague() -> dict[str, str]:
    """What a colleague has: the fields of a card, as the catalogue explains them, and what stands around."""
    from refer_cli.fields.catalogue import FIELDS

    meanings = {"id": "the number in the book"} | {field.name: field.help for field in FIELDS}
    return meanings | {
        "specialties[].name": "the need",
        "specialties[].depth": "certified, trained or takes",
        "specialties[].as_of": "the day it was last confirmed",
        "panels[].name": "the panel",
        "panels[].accepting": "open or full; null where it is not known",
        "panels[].as_of": "the day it was last confirmed",
        "<list>_denied": "what the colleague is known not to have, of any list, such as `panels_denied`",
        "<list>_open": "true where what the list lacks is unknown, not absent",
        "archived": "set aside: in no suggestion",
        "as_of": "the day on which everything was confirmed that `confirmed` does not name",
        "source": "where the card came from",
        "confirmed": "the fields that were confirmed on another day",
        "confirmed.*": "that day",
    }


def _of_any_list(path: str) -> str:
    from refer_cli.fields.catalogue import LISTS

    name, _, ending = path.rpartition("_")
    if name in LISTS and ending in ("denied", "open"):
        return f"<list>_{ending}"
    return "confirmed.*" if path.startswith("confirmed.") else path


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
    unseen = sorted(told - found - seldom)
    if unexplained or unseen:
        raise SystemExit(
            f"json_pages.json, {name}: not explained: {', '.join(unexplained) or 'none'}; "
            f"explained but in no answer: {', '.join(unseen) or 'none'}"
        )


def shortened(value: Any) -> Any:
    """An answer short enough to read: of a long list the first entries, and a word for the rest."""
    if isinstance(value, dict):
        return {name: shortened(below) for name, below in value.items()}
    if isinstance(value, list):
        most = SHOWN_OBJECTS if value and isinstance(value[0], dict) else SHOWN_VALUES
        shown = [shortened(below) for below in value[:most]]
        return shown if len(value) <= most else [*shown, f"... {len(value) - most} more"]
    return value
