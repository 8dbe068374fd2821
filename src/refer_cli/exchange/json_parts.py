"""Parts of JSON from outside, of which nothing may be taken for granted: what is of another kind is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refer_cli.fields.signs import plain_signs

JsonObject = Mapping[str, Any]


def plain_json(value: Any) -> Any:
    """What was read, all its texts of plain signs."""
    if isinstance(value, str):
        return plain_signs(value)
    if isinstance(value, list):
        return [plain_json(each) for each in value]
    return {key: plain_json(each) for key, each in value.items()} if isinstance(value, dict) else value


def json_object(value: Any) -> JsonObject:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def json_objects(value: Any) -> list[JsonObject]:
    """The objects in a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def json_texts(value: Any) -> list[str]:
    """The texts in a list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
