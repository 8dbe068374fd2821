"""Numbers of thousands of digits, and digits of other scripts, at the doors of the commands."""

from __future__ import annotations

from typing import Any

import pytest

LONG = "9" * 5_000


@pytest.mark.parametrize(
    "args",
    [
        ("edit", "Ada Birch", "--fee", LONG),
        ("show", LONG),
        ("done", LONG),
        ("outcome", LONG, "1", "contacted"),
        ("ledger", LONG),
        ("goals", "set", "meet", LONG),
        ("goals", "set", "meet", "²"),
        ("list", "--fee", LONG),
        ("suggest", "--reason", "moving", "--city", "Denver", "--max-fee", LONG),
        ("suggest", "--reason", "moving", "--city", "Denver", "--radius", LONG),
    ],
    ids=lambda args: " ".join(args)[:30],
)
def test_it_is_refused_in_words(two: Any, args: tuple[str, ...]) -> None:
    two.ok("give", "A7", "Ada Birch", "--reason", "moving")
    answer = two(*args)
    assert answer.code in (1, 2)
    assert "went wrong inside" not in answer.err
