"""What one criterion found about one candidate, before and after it is weighed."""

from typing import NamedTuple

from refer_cli.matching.checks import Check

FULL = 100
UNKNOWN = 40
"""Level (hundredths) of something unknown that is only wished for."""
UNKNOWN_REQUIRED = 25
"""Level (hundredths) of something unknown that is required."""


class Judgement(NamedTuple):
    """What a criterion says of a candidate. Levels are hundredths.

    `fails` is the cause under which the candidate is excluded, if any. `unknown` is the level that an old
    fact fades to; `as_of` the day of the fact; `fades` whether its age lowers the level.
    """

    level: int
    status: str
    evidence: str
    as_of: str | None = None
    fades: bool = False
    unknown: int = UNKNOWN
    fails: str | None = None
    checks: tuple[Check, ...] = ()
    fresh: int | None = None
    """The level before age, where the criterion has already counted the age itself."""
    amount: int | None = None
    """How far a failing candidate is from fitting: miles, or dollars."""
    subject: str = ""
    """The fact that is asked again when it is old, where the evidence does not name it."""


PASSES = Judgement(FULL, "match", "")
"""What a requirement says that has nothing against a candidate, and nothing to add."""


class CriterionScore(NamedTuple):
    """One criterion as it enters the score: weight and score in hundredths, points in ten-thousandths."""

    name: str
    weight: int
    score: int
    status: str
    evidence: str
    as_of: str | None
    fresh: int | None = None
    """The score before its age was counted, where that lowered it."""
    days: int | None = None

    @property
    def points(self) -> int:
        """Weight times score, exact, in ten-thousandths."""
        return self.weight * self.score
