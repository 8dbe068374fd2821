"""A post to a group: what may be in it, and that nothing else gets in."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.network.fee_bands import BAND_DOLLARS
from refer_cli.network.post import ASKING, CLOSING, LeftOut, PostRequest, fee_range, post
from refer_cli.vocabulary.normaliser import vocabulary


def is_term(kind: str, name: str) -> bool:
    return vocabulary(kind).term(name) is not None


def test_the_whole_post() -> None:
    made = post(
        PostRequest(
            ("anxiety", "OCD"), "Denver", "CO", True, True, ("Aetna", "Medicaid"), 60, "teen", "family", ("Spanish",),
            ("EMDR",),
        ),
        is_term,
        [LeftOut(name, "because") for name in ("reason", "zip", "max_fee")],
    )  # fmt: skip
    assert made.text == "\n".join(
        (
            ASKING,
            "Needed: anxiety and OCD",
            "Where: Denver, CO, in an office or by video",
            "Insurance: Aetna or Medicaid",
            "Fee: $50 to $75 a session",
            "For: teens, families",
            "Language: Spanish",
            "Approach: EMDR",
            CLOSING,
        )
    )
    assert [one.what for one in made.left_out] == ["reason", "zip", "max_fee"]


def test_by_video_alone_says_where_one_must_be_licensed() -> None:
    assert (
        "Where: CO, by video (licensed there)" in post(PostRequest(("OCD",), None, "CO", telehealth=True), is_term).text
    )
    assert "Where" not in post(PostRequest(("OCD",)), is_term).text


@given(st.integers(0, 5_000))
def test_a_range_holds_the_sum_and_never_tells_it(dollars: int) -> None:
    said = fee_range(dollars)
    *low, high = (int(number) for number in re.findall(r"\d+", said))
    assert sum(low) <= dollars <= high and high - sum(low) == BAND_DOLLARS
    assert said == fee_range(high) == fee_range(sum(low) + 1)
    assert ("pro bono" in said) is (high == BAND_DOLLARS)


words = st.text(min_size=1, max_size=30)
some = st.lists(words, max_size=3)


@given(some, some, some, some, st.lists(st.sampled_from(("reason", "avoid", "tried", "zip")), unique=True))
def test_no_free_text_gets_into_a_post(
    needs: list[str], panels: list[str], languages: list[str], approaches: list[str], left_out: list[str]
) -> None:
    typed = PostRequest(
        ["anxiety", *needs], panels=panels, languages=languages, approaches=approaches, city="Denver", state="CO"
    )
    made = post(typed, is_term, [LeftOut(name, "because") for name in left_out])
    clean = PostRequest(
        ["anxiety", *(one for one in needs if is_term("need", one))],
        panels=[one for one in panels if is_term("insurer", one)],
        languages=[one for one in languages if is_term("language", one)],
        approaches=[one for one in approaches if is_term("approach", one)],
        city="Denver",
        state="CO",
    )
    assert made.text == post(clean, is_term).text
    told = {one.what for one in made.left_out}
    assert set(left_out) <= told
    for option, given_words, kept in (
        ("need", needs, len(clean.needs) - 1),
        ("insurance", panels, len(clean.panels)),
        ("language", languages, len(clean.languages)),
        ("approach", approaches, len(clean.approaches)),
    ):
        assert (option in told) is (kept < len(given_words))
