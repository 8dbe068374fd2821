"""What a call may change about an approach: never more than was promised for it."""

import pytest

from refer_cli.fields.values import Item, Listing, added
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria import wishes
from refer_cli.matching.request import Wish

APPROACHES = wishes.Kind("approaches", "approach", "practising")
A_WORD_OF_HERS = Wish("Glorp", frozenset({"glorp"}), on_no_card=True)
CBT = Wish("CBT", frozenset({"cbt"}))


def level(listing: Listing | None, asked: wishes.Asked) -> int:
    """The level of a colleague who lists these approaches."""
    candidate = Candidate(1, "Ada Birch", "2026-11-01", approaches=listing)
    return wishes.judge(APPROACHES, candidate, asked, "tried before").level


@pytest.mark.parametrize("refused", [(), (CBT,)], ids=["wanted", "wanted, and one refused"])
@pytest.mark.parametrize("is_open", [False, True], ids=["complete", "open"])
@pytest.mark.parametrize("names", [(), ("CBT",), ("EMDR",), ("CBT", "EMDR")], ids=" and ".join)
def test_a_yes_brings_no_more_than_was_promised(
    names: tuple[str, ...], is_open: bool, refused: tuple[Wish, ...]
) -> None:
    listing = Listing(tuple(map(Item, names)), is_open)
    asked = wishes.Asked((A_WORD_OF_HERS,), refused)
    after = level(added(listing, (Item(A_WORD_OF_HERS.name),)), asked)
    assert after > level(listing, asked)
    assert after <= wishes.after_a_yes(level(listing, asked), asked)
