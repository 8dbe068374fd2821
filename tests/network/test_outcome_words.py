"""Words for an outcome: taken by themselves, by their beginning, in everyday words and with a slip of the finger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.errors import UnknownWord
from refer_cli.network.outcome_words import EVERYDAY, find_outcome, split_outcome
from refer_cli.network.words import OUTCOMES


@pytest.mark.parametrize("word", OUTCOMES)
def test_each_word_is_itself_in_any_spelling(word: str) -> None:
    for spelled in (word, word.upper(), word.replace("-", " "), f" {word.replace('-', '_')} "):
        assert find_outcome(spelled) == (word, None)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("held", "first-session-held"),
        ("first", "first-session-held"),
        ("fi", "first-session-held"),
        ("no-cap", "no-capacity"),
        ("full", "no-capacity"),
        ("not a", "not-a-fit"),
        ("not-r", "not-reached"),
        ("could not reach", "not-reached"),
        ("decl", "declined"),
        ("wait", "waiting"),
        ("unk", "unknown"),
        ("contcated", "contacted"),
        ("decilned", "declined"),
        ("no-capcity", "no-capacity"),
        ("first-sesion-hel", "first-session-held"),
        ("booked", "contacted"),
    ],
)
def test_what_is_close_is_taken_and_said(typed: str, word: str) -> None:
    assert find_outcome(typed) == (word, f"{typed} is taken as {word}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("no", "no-capacity or not-a-fit or not-reached"), ("not", "not-a-fit or not-reached"), ("n", "one of waiting")],
)
def test_what_may_mean_several_is_refused_with_them(typed: str, meant: str) -> None:
    with pytest.raises(UnknownWord) as refusal:
        find_outcome(typed)
    assert meant in refusal.value.hint


@pytest.mark.parametrize("typed", ["", "xyzzy", "Ada Birch", "ill", "w"])
def test_anything_else_is_refused_with_the_list(typed: str) -> None:
    with pytest.raises(UnknownWord) as refusal:
        find_outcome(typed)
    assert all(word in refusal.value.hint for word in OUTCOMES)


@pytest.mark.parametrize(
    ("typed", "who", "word"),
    [
        ("Ada Birch no-capacity", "Ada Birch", "no-capacity"),
        ("Ada no capacity", "Ada", "no-capacity"),
        ("1 not-reached", "1", "not-reached"),
        ("1 held", "1", "first-session-held"),
        ("first session held", "", "first-session-held"),
        ("Jo first session held", "Jo", "first-session-held"),
        ("held", "", "first-session-held"),
        ("Ada decilned", "Ada", "declined"),
        ("Ada not reched", "Ada", "not-reached"),
        ("Ada could not reach", "Ada", "not-reached"),
        ("Noa full", "Noa", "no-capacity"),
    ],
)
def test_who_and_what_are_told_apart(typed: str, who: str, word: str) -> None:
    assert split_outcome(typed.split())[:2] == (who, word)


def test_words_without_an_outcome_are_refused() -> None:
    for typed in ("", "Ada", "Ada Birch", "Ada no"):
        with pytest.raises(UnknownWord):
            split_outcome(typed.split())


def test_every_everyday_word_leads_to_an_outcome() -> None:
    assert set(EVERYDAY.values()) <= set(OUTCOMES)
    assert not {word.replace("-", " ") for word in OUTCOMES} & set(EVERYDAY)


@given(st.sampled_from(sorted(OUTCOMES)), st.data())
def test_a_beginning_is_taken_or_refused_as_ambiguous_but_never_as_another(word: str, data: st.DataObject) -> None:
    beginning = word[: data.draw(st.integers(2, len(word)))]
    others = {other for other in OUTCOMES if other.startswith(beginning)}
    try:
        assert find_outcome(beginning)[0] == word
        assert others == {word} or beginning.strip("-") in OUTCOMES
    except UnknownWord:
        assert len({other for other in OUTCOMES if other.replace("-", " ").startswith(beginning.strip("-"))}) > 1
