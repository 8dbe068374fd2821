"""What a client can pay, as it is said: one sum, or the upper end of a range; and what is none is not made one."""

from __future__ import annotations

import pytest

from refer_cli.fields.dollars import most_payable


@pytest.mark.parametrize(
    ("said", "dollars"),
    [
        ("60", 60), ("$0", 0), ("about 60 bucks", 60), ("$60 a session", 60), ("up to 80", 80), ("60/hr", 60),
        ("no more than 60", 60), ("less than 70", 70), ("1,200", 1200), ("60.00", 60), ("80$", 80), ("60ish", 60),
        ("she can pay 75 dollars per session", 75),
    ],
)  # fmt: skip
def test_one_sum_is_what_the_client_can_pay(said: str, dollars: int) -> None:
    assert most_payable(said) == (dollars, False)


@pytest.mark.parametrize("said", ["$80-100", "80 to 100", "$80 to $100", "80\u2013100", "between 80 and 100", "100-80"])
def test_of_a_range_the_upper_end_counts(said: str) -> None:
    assert most_payable(said) == (100, True)


@pytest.mark.parametrize(
    "said", ["", "cheap", "pro bono", "00", "-5", "60.50", "80 and 100", "$60 intake, $50 ongoing", "8" * 11, "teen 60"]
)
def test_what_is_no_one_sum_is_none(said: str) -> None:
    assert most_payable(said)[0] is None
