"""The list of formats, and what a card calls the source of a fact."""

from __future__ import annotations

from refer_cli.exchange.formats import FORMATS
from refer_cli.exchange.source_titles import SOURCE_TITLES


def test_a_card_has_words_for_every_format_and_for_no_other() -> None:
    kinds = [candidate.kind for candidate in FORMATS]
    assert len(set(kinds)) == len(kinds)
    assert set(SOURCE_TITLES) == {"me", "captured", *kinds}
