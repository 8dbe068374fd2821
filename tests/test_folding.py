"""One folding: which spellings are equal, for every room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.folding import fold, spelled_out, unaccented

TEXTS = st.text(max_size=30)


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["O'Neil", "O’Neil", "ONeil", "oneil", "O`NEIL", "o'néil"], "oneil"),
        (["Østby", "ostby", "OSTBY", "Ostby"], "ostby"),
        (["Łukasz", "lukasz"], "lukasz"),
        (["Weiß", "WEISS", "weiss"], "weiss"),
        (["Æsop Œuvre", "aesop oeuvre"], "aesop oeuvre"),
        (["Đặng", "Dang"], "dang"),
        (["Þórður", "thordur"], "thordur"),
        (["Neil-Østby", "neil ostby", "Neil\u2010Ostby"], "neil ostby"),
        (["José  Núñez", "jose nunez", "JOSE\u0301 NUN\u0303EZ"], "jose nunez"),
        (["Birch & Oak", "birch and oak"], "birch and oak"),
        (["Ph.D.", "PhD"], "phd"),
    ],
)
def test_spellings_of_one_name_fold_alike(spellings: list[str], folded: str) -> None:
    assert [fold(spelling) for spelling in spellings] == [folded] * len(spellings)


@pytest.mark.parametrize(
    ("folded", "whole"),
    [
        ("st paul", "saint paul"),
        ("mary st john", "mary saint john"),
        ("ste genevieve", "sainte genevieve"),
        ("ft collins", "fort collins"),
        ("mt hood", "mount hood"),
        ("12 main st", "12 main st"),
        ("st", "st"),
        ("staten", "staten"),
    ],
)
def test_a_short_form_is_spelled_out_where_a_name_begins_with_it(folded: str, whole: str) -> None:
    assert spelled_out(folded) == whole


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert unaccented(unaccented(text)) == unaccented(text)
    assert fold(text.upper()) == fold(text.upper().lower())
