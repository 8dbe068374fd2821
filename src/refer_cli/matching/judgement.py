"""What one criterion found about one candidate, before and after it is weighed."""

from refer_cli.matching.checks import Check
from refer_cli.records import NamedTuple

FULL = 100
UNKNOWN = 40
"""Level (hundredths) of something unknown that is only wished for."""
UNKNOWN_REQUIRED = 25
"""Level (hundredths) of something unknown that is required."""


class Judgement(NamedTuple):
    """What a criterion says of a candidate. Levels are hundredths.

    `fails` is the cause under which the candidate is excluded, if any. `as_of` is the day of the fact, `fades` whether
    its age lowers the level; `rests_on` the day of what is required, where `as_of` is another's.
    """

    level: int
    status: str
    evidence: str
    as_of: str | None = None
    fades: bool = False
    fails: str | None = None
    checks: tuple[Check, ...] = ()
    fresh: int | None = None
    """The level before age, where the criterion has already counted the age itself."""
    amount: int | None = None
    """How far a failing candidate is from fitting: miles, or dollars."""
    rests_on: str | None = None
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
