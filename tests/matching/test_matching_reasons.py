"""The reasons as data: what they name must be there."""

from __future__ import annotations

import pytest

from refer_cli.matching.criteria import WEIGHED
from refer_cli.matching.reasons import REASONS, Reason


@pytest.mark.parametrize("reason", REASONS.values(), ids=lambda reason: reason.slug)
def test_a_reason_weighs_criteria_that_there_are(reason: Reason) -> None:
    assert set(reason.weights) <= set(WEIGHED)
    assert all(0 < weight <= 100 for weight in reason.weights.values())
