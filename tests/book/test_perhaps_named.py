"""Where somebody may be named: by a part of the name, a title, initials, a short form, or what else points at them."""

from __future__ import annotations

import pytest

from refer_cli.book.mentions import Marks, blanked
from refer_cli.book.perhaps_named import perhaps_person, perhaps_words

XANTHIPPE = Marks(
    frozenset({"Xanthippe Vrandle", "Xanthippe Quorl"}),
    frozenset({"xanthippe.v@example.com"}),
    frozenset({"3035550171"}),
    frozenset(),
    frozenset({"Moon Lake Rooms", "12 Larch Street", "www.moonlake.example.com", "Private Practice"}),
)
ORDINARY = Marks(frozenset({"Grace Will Young"}))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("dinner with xanthippe", "dinner with (erased)"),
        ("Dr. Vrandle and MS VRANDLE", "(erased) and (erased)"),
        ("XANTHIPPE's dog, the Vrandles", "(erased)'s dog, the (erased)"),
        ("X. Vrandle, x vrandle, Xanthippe V. came", "(erased), (erased), (erased) came"),
        ("Dr. Quorl, X. Quorl", "(erased), (erased)"),
        ("X.V. said", "(erased) said"),
        ("555-0171, 555 0171, 15550171", "(erased), (erased), 15550171"),
        ("write to xanthippe.v, or xvrandle@example.org", "write to (erased), or (erased)"),
        ("see vrandlecounseling.com/team", "see (erased)"),
        ("at Moon-Lake rooms, 12 Larch Street", "at (erased), (erased)"),
        ("a private practice", "a private practice"),
        ("Xanthippus, Vrandleton", "Xanthippus, Vrandleton"),
        ("Ẍanthippe", "(erased)"),
    ],
)
def test_every_part_that_may_mean_her_is_found(text: str, left: str) -> None:
    assert blanked(text, perhaps_person(XANTHIPPE).spans(text)) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("i will call the young client, a grace period", "i will call the young client, a grace period"),
        ("lunch with Grace, then Will or Young", "lunch with (erased), then (erased) or (erased)"),
        ("dr young", "(erased)"),
        ("G.Y. and e.g. and A.M.", "(erased) and e.g. and A.M."),
    ],
)
def test_an_everyday_word_is_a_name_only_with_a_capital_or_a_title(text: str, left: str) -> None:
    assert blanked(text, perhaps_person(ORDINARY).spans(text)) == left


def test_the_whole_name_of_somebody_else_is_theirs_and_the_same_name_is_not() -> None:
    find = perhaps_person(XANTHIPPE, ["Dan Vrandle", "Xanthippe Vrandle", "Xanthippe Moor"])
    text = "Dan Vrandle; Vrandle and Dan; Moor, Xanthippe; Xanthippe Vrandle"
    assert blanked(text, find.spans(text)) == "Dan Vrandle; (erased) and Dan; Moor, Xanthippe; (erased)"


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Robert Oakes", "saw Bob", "saw (erased)"),
        ("Sinéad O'Neil", "Oneil, O’Neil's, Neil", "(erased), (erased)'s, (erased)"),
        ("Ann Smith-Jones", "Smith Jones; Jones", "(erased); (erased)"),
        ("Maria de la Cruz", "la la; de Cruz", "la la; de (erased)"),
        ("Van Le", "le chat, a van as well; Le came", "le chat, a van as well; (erased) came"),
        ("Dr. Ada M. Holm Jr.", "the dr and jr and m; Holm", "the dr and jr and m; (erased)"),
        ("Cher", "Cher", "(erased)"),
    ],
)
def test_names_of_every_build(name: str, text: str, left: str) -> None:
    assert blanked(text, perhaps_person(Marks(frozenset({name}))).spans(text)) == left


def test_words_that_were_typed_are_found_in_any_case() -> None:
    text = "VRANDLE's; vrandle-list; Vrandleton; will; x@vrandle.example.com"
    assert blanked(text, perhaps_words(["Vrandle", "will"]).spans(text)) == (
        "(erased)'s; (erased)-list; Vrandleton; (erased); (erased)"
    )


def test_what_stands_together_in_a_line_is_one_place_with_what_is_before_it() -> None:
    find = perhaps_person(XANTHIPPE)
    first = find.clusters("met Xanthippe; Dr. Vrandle was late")
    longer = find.clusters("met Xanthippe; Dr. Vrandle was late\nand rude, said Vrandle")
    assert [cluster.words for cluster in first] == ["met xanthippe; dr. vrandle"]
    assert [cluster.words for cluster in longer] == [first[0].words, "and rude, said vrandle"]
