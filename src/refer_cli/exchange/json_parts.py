"""Parts of JSON from outside, of which nothing may be taken for granted: what is of another kind is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JsonObject = Mapping[str, Any]


def json_object(value: Any) -> JsonObject:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def json_objects(value: Any) -> list[JsonObject]:
    """The objects in a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def json_texts(value: Any) -> list[str]:
    """The texts in a list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
