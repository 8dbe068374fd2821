"""Whoever works, lives or talks over cases with the person to avoid is tied to them, however either is spelled."""

from __future__ import annotations

from typing import Any

import pytest

from written_book import ask, names, one_of, row_of, write_book

ANYWHERE = ("--anywhere", "--limit", "20")
HERE = {"city": "Austin", "state": "TX", "zip": "78704", "license_states": "TX", "ties": "none"}
ALEX = {**HERE, "ties": "", "practice": "Rowe Therapy Grp", "street": "12 Oak St Ste 4"}


def avoiding(refer: Any, *avoided: str) -> dict[str, Any]:
    return ask(refer, "impartiality", *(word for name in avoided for word in ("--avoid", name)), *ANYWHERE)


@pytest.mark.parametrize(
    "facts",
    [
        {"practice": "Rowe Therapy Group"},
        {"practice": "The Rowe Therapy Group, LLC"},
        {"practice": "rowe therapy grp, PLLC"},
        {"street": "12 Oak Street, Suite 4"},
        {"street": "12 Oak St. #4"},
        {"street": "12 Oak St", "zip": ""},
        {"ties": "Rowe Therapy Group"},
        {"ties": "Used to work at the Rowe Therapy Group"},
        {"ties": "A. Rowe supervises me"},
    ],
    ids=str,
)
def test_who_shares_the_practice_or_office_of_whom_to_avoid_is_tied(refer: Any, facts: dict[str, str]) -> None:
    write_book(refer, {"Alex Rowe": ALEX, "Tied One": {**HERE, **facts}, "Free One": HERE})
    answer = avoiding(refer, "Alex Rowe")
    assert names(answer) == ["Free One"] and answer["excluded"] == {"tie": 2}


def test_a_practice_spelled_with_and_or_counselling_is_the_same(refer: Any) -> None:
    practice = {**HERE, "practice": "Hill & Dale Counselling"}
    write_book(refer, {"Alex Rowe": practice, "Tied One": {**HERE, "practice": "Hill and Dale Counseling PC"}})
    assert names(avoiding(refer, "Alex Rowe")) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"street": "12 Oak St, Suite 9"}, "same building"),
        ({"practice": "Rowe Therapy Group", "state": "OR", "city": "Portland", "zip": "97214"}, "same name"),
        ({"practice": "Rowe Therapy and Wellness"}, "are they connected"),
        ({"notes": "Alex's sister-in-law"}, "your note"),
        ({"notes": "shares a car with alex"}, "your note"),
        ({"notes": "Married to Dr. Rowe."}, "your note"),
        ({"notes": "Ran the Rowe Therapy Group for years."}, "your note"),
    ],
    ids=str,
)
def test_what_may_be_a_tie_is_asked_on_the_first_screen(refer: Any, facts: dict[str, str], said: str) -> None:
    write_book(refer, {"Alex Rowe": ALEX, "Near One": {**HERE, **facts}, "Free One": HERE})
    answer = avoiding(refer, "Alex Rowe")
    lines = {name: " ".join(one_of(answer, name)["check_first"]) for name in names(answer)}
    assert said in lines["Near One"] and said not in lines["Free One"]
    assert "none noted" not in lines["Near One"] and "Rowe" not in lines["Free One"]
    closer = said in ("same building", "same name")
    assert row_of(answer, "Near One", "circle")["score"] == (0.5 if closer else 1.0)
    screen = refer.ok("suggest", "--reason", "impartiality", "--avoid", "Alex Rowe", *ANYWHERE).out
    assert said.removeprefix("your ") in " ".join(screen.split())


@pytest.mark.parametrize(
    "facts",
    [
        {"practice": "Private Practice", "street": "14 Oak St Ste 4"},
        {"practice": "Counseling Center", "city": "Dallas", "zip": "75201"},
        {"notes": "Trained with Alex Turner. A rowing club, and a good group."},
        {"street": "12 Oak St Ste 4", "city": "Dallas", "zip": "75201"},
    ],
    ids=str,
)
def test_what_is_only_like_it_is_no_tie(refer: Any, facts: dict[str, str]) -> None:
    alex = {**ALEX, "practice": facts.get("practice", "Rowe Therapy")}
    write_book(refer, {"Alex Rowe": alex, "Free One": {**HERE, **facts}})
    answer = avoiding(refer, "Alex Rowe")
    assert names(answer) == ["Free One"]
    assert "note" not in " ".join(one_of(answer, "Free One")["check_first"])


@pytest.mark.parametrize(
    "avoided",
    [
        "Alex Rowe", "alex rowe, lpc", "Alex Rowe LPC", "Rowe, Alex", "Rowe, Alex, LPC", "Dr. Alex Rowe, PhD", "A. Rowe",
        "Alex Q. Rowe", "ALEX ROWE", "Alex Rowe (she/her)",
    ],
)  # fmt: skip
def test_letters_titles_order_and_initials_change_nothing(refer: Any, avoided: str) -> None:
    write_book(
        refer,
        {
            "Alex Rowe": {**ALEX, "ties": "Ben Supe; married to Cara Wed", "groups": "Tuesday consult"},
            "Ben Supe": HERE,
            "Cara Wed": HERE,
            "Dan Consult": {**HERE, "groups": "Tuesday consult"},
            "Eve Suite": {**HERE, "street": "12 Oak Street, Suite 4"},
            "Fay Note": {**HERE, "notes": "used to work with Alex at Rowe Therapy"},
            "Ivy Tied": {**HERE, "ties": "Alex Rowe supervises me"},
            "Jay Rowe": HERE,
            "Kay Ntick": {**HERE, "notes": "Alex's sister-in-law"},
        },
    )
    answer = avoiding(refer, avoided)
    assert sorted(names(answer)) == ["Jay Rowe", "Kay Ntick"] and answer["excluded"] == {"tie": 7}
    assert any("family name" in line for line in one_of(answer, "Jay Rowe")["check_first"])


def test_several_names_in_one_are_each_avoided(refer: Any) -> None:
    write_book(refer, {"Alex Rowe": ALEX, "Cara Wed": HERE, "Free One": HERE})
    for avoided in ("Alex Rowe and Cara Wed", "Alex Rowe, Cara Wed", "Cara Wed; Rowe Therapy Group"):
        assert names(avoiding(refer, avoided)) == ["Free One"], avoided


def test_of_an_avoided_practice_too_both_sides_are_seen(refer: Any) -> None:
    write_book(
        refer,
        {
            "Alex Rowe": {**ALEX, "ties": "Ben Supe"},
            "Ben Supe": HERE,
            "Ivy Tied": {**HERE, "ties": "Alex Rowe supervises me"},
            "Fay Note": {**HERE, "notes": "lives with Alex Rowe"},
            "Free One": HERE,
        },
    )
    answer = avoiding(refer, "Rowe Therapy")
    assert names(answer) == ["Free One"] and answer["excluded"] == {"tie": 4}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Corine Haskel", "Corinne Haskell"),
        ("Haskel, Corinne, LPC", "Corinne Haskell"),
        ("Cor Haskell", "Corinne Haskell"),
        ("Larkspor School", "Larkspur School"),
        ("Max Firr", "Married to Max Fir"),
    ],
)
def test_a_misspelt_name_is_never_let_through_in_silence(refer: Any, refused: Any, typed: str, meant: str) -> None:
    write_book(
        refer,
        {
            "Corinne Haskell": {**HERE, "ties": "Married to Max Fir", "practice": "Two Chairs"},
            "Bram Teller": {**HERE, "practice": "Two Chairs", "ties": "Larkspur School"},
            "Free One": HERE,
        },
    )
    asked = ("suggest", "--reason", "impartiality", *ANYWHERE, "--avoid")
    assert f"did you mean {meant}?" in refused(2, *asked, typed)
    # Somebody else of that name: it is taken as it stands, and that nobody has it is said before the answer.
    answer = avoiding(refer, f'"{typed}"')
    assert "Corinne Haskell" in names(answer)
    screen = refer.ok(*asked, f'"{typed}"').out
    assert "No card in your book mentions" in screen.partition("could see them")[0]


def test_a_name_that_is_near_nobody_is_allowed_and_said_first(refer: Any) -> None:
    write_book(refer, {"Corinne Haskell": HERE, "Free One": HERE})
    screen = refer.ok("suggest", "--reason", "impartiality", "--avoid", "Zora Quill", *ANYWHERE).out
    before, _, _ = screen.partition("could see them")
    assert "No card in your book mentions whom you named" in " ".join(before.split()) and "Zora" not in screen[:400]
