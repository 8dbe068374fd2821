"""Several words as one phrase: "A, B and C"."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], before_last: str = " and ", most: int | None = None) -> str:
    """The names as one says them, "A, B and C", with `before_last` between the last two; empty of none.

    Of more than `most` names the first are said, and how many more there are: "A, B and 4 more".
    """
    if most is not None and len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{before_last}{names[-1]}"
