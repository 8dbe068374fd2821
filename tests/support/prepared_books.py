"""Books that many tests begin with: written by the program once in a run, and copied as bytes for each test."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable
from typing import Any

import pytest

_written: dict[Hashable, bytes] = {}


def prepared(write: Callable[[Any], object]) -> Any:
    """A fixture of the name of `write`: its only argument, a fixture that calls the program, with the book it writes.

    `write` may leave nothing outside the book: the next test gets the book and nothing else.
    """
    (caller,) = inspect.signature(write).parameters

    @pytest.fixture(name=write.__name__)
    def book(request: pytest.FixtureRequest) -> Any:
        return begin_with(write, request.getfixturevalue(caller), write)

    book.__doc__ = write.__doc__
    return book


def begin_with(name: Hashable, refer: Any, write: Callable[[Any], object]) -> Any:
    """The program with the book of that name, which `write` writes where no test has needed it yet."""
    if name in _written:
        refer.book.write_bytes(_written[name])
    else:
        write(refer)
        _written[name] = refer.book.read_bytes()
    return refer
