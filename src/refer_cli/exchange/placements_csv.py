"""A placed caseload as a table: one client a row, in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from refer_cli.matching.caseload import Plan
from refer_cli.matching.checks import sentence
from refer_cli.matching.rank import Assessment

_OF_A_CHOICE = ("", "_id", "_score", "_phone", "_email")
HEADER = (
    "client",
    "reason",
    *(f"first{part}" for part in _OF_A_CHOICE),
    *(f"second{part}" for part in _OF_A_CHOICE),
    "second_has_opening",
    "check_first",
    "not_placed_because",
    "missing",
)


def rows(plan: Plan, labels: Sequence[str]) -> Iterator[list[str]]:
    """The cells under HEADER, clients in the order of `labels`; scores from 0 to 1, to four decimals."""
    placed = {one.client.label: one for one in plan.placed}
    unplaced = {one.client.label: one for one in plan.unplaced}
    for label in labels:
        if label in placed:
            one = placed[label]
            has_opening = "" if one.second is None else "no" if one.second_is_full else "yes"
            checks = "; ".join(sentence(check) for check in one.first.checks)
            choices = [*_choice(one.first), *_choice(one.second), has_opening, checks]
            yield [label, one.client.request.reason.slug, *choices, "", ""]
        else:
            other = unplaced[label]
            missing = f"{other.gap.kind}: {other.gap.name}" if other.gap else ""
            choices = [*_choice(None), *_choice(None), "", ""]
            yield [label, other.client.request.reason.slug, *choices, other.why, missing]


def _choice(one: Assessment | None) -> list[str]:
    if one is None:
        return [""] * len(_OF_A_CHOICE)
    candidate = one.candidate
    score = f"{one.points / 10_000:.4f}"
    return [candidate.name, str(candidate.id), score, candidate.phone or "", candidate.email or ""]
