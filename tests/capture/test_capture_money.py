"""Sums with their roles: what is the fee of a session, what the lowest, and what is neither."""

from __future__ import annotations

import pytest

from refer_cli.capture.fees import amounts, role_above


def fees(text: str, field: str | None = None) -> list[tuple[str, int, bool]]:
    return [(one.field, one.dollars, one.certain) for one in amounts(text, 0, len(text), field)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("$150 per session", [("fee", 150, True)]),
        ("Her fee is 180", [("fee", 180, True)]),
        ("$180 slides to 110", [("fee", 180, True), ("fee_floor", 110, True)]),
        ("sliding scale from $80", [("fee_floor", 80, True)]),
        ("Sliding scale: yes, from $120", [("fee_floor", 120, True)]),
        ("$150 individual, $200 couples", [("fee", 150, True)]),
        ("individual 165, couples 200, intake 225", [("fee", 165, True)]),
        ("$240 for a 50-minute session and $360 for an 80-minute session", [("fee", 240, True), ("fee", 360, False)]),
        ("$225 for 80 minutes", [("fee", 225, False)]),
        ("75-minute sessions are $240", [("fee", 240, False)]),
        ("$90 for 25 minutes", [("fee", 90, False)]),
        ("I run a group on Tuesdays, $60", []),
        ("late cancellation fee $100", []),
        ("Insurance pays $95 a session", []),
        ("She rents her office for $400", []),
        ("My rate goes to $175 on Jan 1", [("fee", 175, False)]),
    ],
)
def test_the_role_of_a_sum(text: str, said: list[tuple[str, int, bool]]) -> None:
    found = fees(text)
    assert [one for one in found if one[2]] == [one for one in said if one[2]]
    assert {one[:2] for one in found if not one[2]} <= {one[:2] for one in said if not one[2]}


@pytest.mark.parametrize(
    "role", ["Group", "Couples", "Intake", "Late cancellation", "Supervision", "Consultation", "Reports", "Testing"]
)
def test_a_role_before_the_colon_is_never_the_session_s(role: str) -> None:
    text = f"Fee: 200. {role}: $60."
    start = text.index("$")
    lead = role_above(text, start)
    assert lead == f"{role}: "
    assert amounts(text, start, len(text), None, lead) == []


def test_a_role_on_the_line_above_counts() -> None:
    text = "Group therapy\n$60 per session"
    assert role_above(text, text.index("$")) == "Group therapy: "
    assert role_above("Anxiety, couples\n$150", 17) == ""
