"""Records: what typing's NamedTuple does, made faster."""

from __future__ import annotations

import copy
import json
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from refer_cli import records


class Quick(records.NamedTuple):
    """A record of this house."""

    name: str
    fee: int | None = None
    words: tuple[str, ...] = ()
    """Words."""

    @property
    def label(self) -> str:
        """A property that reads the fields."""
        return f"{self.name} {self.fee}"

    @classmethod
    def of(cls, name: str) -> Quick:
        """Another way to make one."""
        return cls(name, 1)


class Usual(typing.NamedTuple):
    """The same, made by typing."""

    name: str
    fee: int | None = None
    words: tuple[str, ...] = ()
    """Words."""

    @property
    def label(self) -> str:
        """A property that reads the fields."""
        return f"{self.name} {self.fee}"

    @classmethod
    def of(cls, name: str) -> Usual:
        """Another way to make one."""
        return cls(name, 1)


def _matched(made: Any) -> Any:
    match made:
        case Quick(name, fee) | Usual(name, fee):
            return name, fee


@pytest.mark.parametrize(
    "done",
    [
        lambda record: record("Ada"),
        lambda record: record(words=("a",), name="Ada"),
        lambda record: record.of("Ada").label,
        lambda record: record("Ada", 5)._replace(fee=6),
        lambda record: record("Ada")._asdict(),
        lambda record: record._make(["Ada", 1, ("a",)]),
        lambda record: (record._fields, record._field_defaults, record.__match_args__),
        lambda record: [*record("Ada", 5)],
        lambda record: {record("Ada"): 1}["Ada", None, ()],
        lambda record: record("Ada") < record("Bea"),
        lambda record: repr(record("Ada", 5)),
        lambda record: json.dumps(record("Ada", 5)),
        lambda record: copy.copy(record("Ada", 5)),
        lambda record: pickle.loads(pickle.dumps(record("Ada", 5))),  # noqa: S301
        lambda record: _matched(record("Ada", 5)),
        lambda record: (record("Ada").name, record.of("Ada").fee, record("Ada").words),
        lambda record: sorted(record.__annotations__),
        lambda record: issubclass(record, tuple),
    ],
)
def test_a_record_does_what_typings_do(done: Callable[[Any], Any]) -> None:
    def said(record: type) -> str:
        return repr(done(record)).replace(record.__name__, "Record")

    assert said(Quick) == said(Usual)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda record: record(),
        lambda record: record("Ada", 1, (), 2),
        lambda record: record("Ada", rate=1),
        lambda record: record._make(["Ada", 1, (), 2]),
        lambda record: setattr(record("Ada"), "name", "Bea"),
        lambda record: setattr(record("Ada"), "rate", 1),
        lambda record: record("Ada")._replace(rate=1),
    ],
)
def test_a_record_refuses_what_typings_refuse(wrong: Callable[[Any], Any]) -> None:
    for record in (Quick, Usual):
        with pytest.raises((TypeError, AttributeError, ValueError)):
            wrong(record)


def test_a_field_without_a_default_stands_before_those_with_one() -> None:
    with pytest.raises(TypeError, match="default"):

        class Wrong(records.NamedTuple):
            name: str = ""
            fee: int  # type: ignore[misc]
