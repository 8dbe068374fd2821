"""Numbers of any length and in any digits: understood or refused, never an error of ours."""

from __future__ import annotations

from typing import Any

import pytest

from refer_cli.errors import BadValue
from refer_cli.fields.numbers import whole_number
from refer_cli.fields.spelling import parse_value

LONG = "9" * 5_000


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 007 ", 7), ("0", 0), ("9" * 18, 10**18 - 1)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", "²", "٣", "1_000", "one", "9" * 19, LONG])
def test_all_else_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize("field", ["fee", "fee_floor", "sliding_slots"])
def test_a_number_of_thousands_of_digits_is_too_large(field: str) -> None:
    with pytest.raises(BadValue, match="is more than"):
        parse_value(field, LONG)
    with pytest.raises(BadValue, match="is below zero"):
        parse_value(field, f"-{LONG}")
    assert parse_value(field, "0" * 5_000).value == 0


@pytest.mark.parametrize(("text", "value"), [("$1,200", 1_200), ("0120", 120), ("-0", 0), ("90.00", 90)])
def test_sums_are_read_as_before(text: str, value: Any) -> None:
    assert parse_value("fee", text).value == value
