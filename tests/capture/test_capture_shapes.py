"""Exact shapes: found, spelled alike, and masked, so that no later step reads a number twice."""

from __future__ import annotations

import pytest

from refer_cli.capture.licences import numbered_licences
from refer_cli.capture.reading import read
from refer_cli.capture.shapes import find_shapes
from refer_cli.errors import Refused


def shapes(text: str) -> set[tuple[str, str]]:
    found, masked = find_shapes(text)
    assert len(masked) == len(text)
    for one in found:
        assert set(masked[one.start : one.end]) == {"\x00"}
    return {(one.field, one.value) for one in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("call (303) 555-0101", {("phone", "303-555-0101")}),
        ("p 303.555.0101 f 303.555.0102", {("phone", "303-555-0101")}),
        ("ada@example.com", {("email", "ada@example.com")}),
        ("(319) 555-0123\n400 1st Ave NE", {("phone", "319-555-0123"), ("street", "400 1st Ave NE")}),
        ("The old number 515-555-0101 is going away; use 515-555-0186", {("phone", "515-555-0186")}),
        ("After nine years at 410 Grand Avenue I moved to 26 Oak St", {("street", "26 Oak St")}),
        ("crisis line 800-555-0199", set()),
        ("License 2012019933", set()),
    ],
)
def test_a_shape(text: str, wanted: set[tuple[str, str]]) -> None:
    assert shapes(text) == wanted


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("LMFT-15102 (AZ)", ["AZ"]),
        ("LMFT 118822 (CA)", ["CA"]),
        ("LPC (CO, WY)", ["CO", "WY"]),
        ("CA LMFT #12345", ["CA"]),
        ("supervised by Bob Oak, LPC #12345 CO", []),
        ("Boulder, CO LPC", []),
        ("LPC 12345, CO 80302", []),
    ],
)
def test_a_licence_with_its_number(text: str, states: list[str]) -> None:
    assert [fact.value for fact in numbered_licences(text)] == states


def test_a_mail_of_parts_within_parts_by_the_thousand_is_refused() -> None:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n' for number in range(3_000))
    with pytest.raises(Refused, match="nested too deeply"):
        read(f"From: jane@example.com\nTo: me@example.com\n{opened}Content-Type: text/plain\n\nI take Aetna.\n")
