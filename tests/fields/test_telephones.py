"""Telephone numbers in one form, whichever program or hand wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.telephones import display_telephone, read_telephones


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("(303) 555-0101", "303-555-0101"),
        ("303.555.0101", "303-555-0101"),
        ("3035550101", "303-555-0101"),
        ("+1 303 555 0101", "303-555-0101"),
        ("13035550101", "303-555-0101"),
        ("3.035550101E+09", "303-555-0101"),
        ("3035550101.0", "303-555-0101"),
        ("cell 303-555-0101", "303-555-0101"),
        ("tel:+1-303-555-0101", "303-555-0101"),
        ("303-555-0101 x12", "303-555-0101, ext 12"),
        ("303-555-0101 ext. 12", "303-555-0101, ext 12"),
        ("303-555-0101;ext=12", "303-555-0101, ext 12"),
        ("303-555-0101p123", "303-555-0101, ext 123"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
        ("0044 20 7946 0018", "+44 20 7946 0018"),
        ("555-0101", "555-0101"),
        ("3.03555E+09", None),  # a spreadsheet kept six digits of ten
        ("503-555-01", None),
        ("same as office", None),
        ("303-555-0101 / 720-555-0199", None),
    ],
)
def test_one_form(written: str, shown: str | None) -> None:
    assert display_telephone(written) == shown


def test_the_first_number_and_what_is_left() -> None:
    assert read_telephones("303-555-0101 / 720-555-0199").numbers == ("303-555-0101", "720-555-0199")
    assert read_telephones("303-555-0101 (text only)").left == ("text only",)
    assert read_telephones("fax 303-555-0101").numbers == ()
    assert read_telephones("303-555-0101 fax: 303-555-0102").numbers == ("303-555-0101",)


@given(
    st.from_regex(r"[2-9][0-9]{2}", fullmatch=True), st.from_regex(r"[0-9]{7}", fullmatch=True), st.integers(0, 9999)
)
def test_what_is_shown_is_read_again(area: str, rest: str, extension: int) -> None:
    shown = display_telephone(f"{area}{rest} x{extension}")
    assert shown is not None and display_telephone(shown) == shown
