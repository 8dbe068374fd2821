"""How a fact's age counts: fresh, fading, or too old to be told from unknown."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

FRESH_DAYS = 180
"""From this age on a fact counts less in `suggest`, and `due` asks for it."""
FADED_DAYS = 540
CALL_FIRST_DAYS = 365
OLD_YES = 50
"""What an old yes still gives, in hundredths: age asks for a call, it does not turn the order round."""


@lru_cache(maxsize=4096)
def days_since(as_of: str, today: date) -> int:
    """Whole days from an ISO day to today; a day in the future counts as today."""
    return max(0, today.toordinal() - date.fromisoformat(as_of).toordinal())


def day_and_age(day: str, today: date) -> str:
    """An ISO day and how long ago it was; one that has begun only where it was written stands alone."""
    return day if day > today.isoformat() else f"{day}, {ago(days_since(day, today))}"


def faded(level: int, days: int, old: int = OLD_YES) -> int:
    """A level (hundredths) after so many days: `o + f(s - o)`, f from 1 at 180 days to 0 at 540.

    `o` is what the old fact still gives, and never more than the level itself.
    """
    if days <= FRESH_DAYS:
        return level
    least = min(level, old)
    left, span = max(0, FADED_DAYS - days), FADED_DAYS - FRESH_DAYS
    return least + (2 * left * (level - least) + span) // (2 * span)


def ago(days: int) -> str:
    """An age in the words a person uses: `7 months ago`."""
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    if days < 61:
        return f"{days // 7} weeks ago"
    if days < 730:
        return f"{round(days / 30.44)} months ago"
    return f"{days // 365} years ago"
