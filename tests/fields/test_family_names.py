"""Names parted for a contact and for the order of a directory."""

from __future__ import annotations

import pytest

from refer_cli.fields.family_names import family_first, name_parts


@pytest.mark.parametrize(
    ("name", "given", "family", "suffix"),
    [
        ("Ada Birch", "Ada", "Birch", ""),
        ("Ada Jane Birch", "Ada Jane", "Birch", ""),
        ("Cher", "", "Cher", ""),
        ("Jo van der Berg", "Jo", "van der Berg", ""),
        ("José de la Cruz", "José", "de la Cruz", ""),
        ("Ana García y Vega", "Ana", "García y Vega", ""),
        ("Mary St. John", "Mary", "St. John", ""),
        ("Sam Lee Jr.", "Sam", "Lee", "Jr."),
        ("Sam Lee, III", "Sam", "Lee", "III"),
        ("Van Tran", "Van", "Tran", ""),
        ("Dahlia Thorne-Rose", "Dahlia", "Thorne-Rose", ""),
    ],
)
def test_a_name_in_its_parts(name: str, given: str, family: str, suffix: str) -> None:
    assert name_parts(name) == (given, family, suffix)


def test_people_stand_by_family_name() -> None:
    names = ["Zoe Adams", "Anna van der Berg", "Mary St. John", "Łukasz Šťastný", "Sam Lee Jr.", "Sam Lee", "Cher"]
    assert sorted(names, key=family_first) == [
        "Zoe Adams", "Cher", "Sam Lee", "Sam Lee Jr.", "Mary St. John", "Łukasz Šťastný", "Anna van der Berg",
    ]  # fmt: skip
