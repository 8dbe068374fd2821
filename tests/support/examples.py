"""What a property asks of Hypothesis beyond the profile in force (see tests/conftest.py)."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A rule whose single example takes tenths of a second, because it writes books or files, draws a quarter as many.
few = settings(max_examples=settings.default.max_examples // 4)

# One book takes all the examples of a test, each leaving it as the next may find it.
in_one_book = settings(
    suppress_health_check=[*settings.default.suppress_health_check, HealthCheck.function_scoped_fixture]
)
few_in_one_book = settings(in_one_book, max_examples=few.max_examples)
