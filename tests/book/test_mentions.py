"""Where somebody is named in a text, and the text without the name."""

from __future__ import annotations

import pytest

from refer_cli.book.mentions import Marks, of_label, of_person

ADA = Marks(
    frozenset({"Ada Birch"}),
    frozenset({"ada.birch@example.com"}),
    frozenset({"3035550101"}),
    frozenset({"1234567893"}),
)


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("Met through Ada Birch.", "Met through (erased)."),
        ("ADA  BIRCH's office; Birch, Ada", "(erased)'s office; (erased)"),
        ("Ada M. Birch, Áda Bírch", "(erased), (erased)"),
        ("call (303) 555-0101 or 303.555.0101 or +1 303 555 0101", "call (erased) or (erased) or (erased)"),
        ("ADA.BIRCH@example.com, NPI 1234567893", "(erased), NPI (erased)"),
        ("Ada Birchwood, Adabirches, Birch tree, Ada", "Ada Birchwood, Adabirches, Birch tree, Ada"),
        ("1303555010199 and 13035550101234", "1303555010199 and 13035550101234"),
        ("Straße, Ada Birch, ﬁn", "Straße, (erased), ﬁn"),
    ],
)
def test_every_way_to_name_her_is_found_and_nothing_else(text: str, blanked: str) -> None:
    assert of_person(ADA).blanked(text) == blanked


def test_a_longer_name_of_somebody_else_is_hers() -> None:
    ann = Marks(frozenset({"Ann Lee"}))
    assert of_person(ann, ["Mary Ann Lee"]).blanked("Mary Ann Lee knows Ann Lee.") == "Mary Ann Lee knows (erased)."
    assert of_person(ann).blanked("Mary Ann Lee knows Ann Lee.") == "Mary (erased) knows (erased)."


def test_a_label_is_found_as_a_word_alone() -> None:
    assert of_label("A7").blanked("a7: see A77, BA7, A7-2 and (A7)") == "(erased): see A77, BA7, A7-2 and ((erased))"


def test_a_text_at_its_limit_does_not_outgrow_it() -> None:
    text = "A7 " * 100
    assert len(of_label("A7").blanked(text)) <= 300
    assert "A7" not in of_label("A7").blanked(text)


def test_letters_of_their_own_are_folded_as_everywhere() -> None:
    kari = Marks(frozenset({"Kari Østby"}))
    assert of_person(kari).blanked("Kari Ostby, KARI ØSTBY, Østby") == "(erased), (erased), Østby"
