"""Whoever works, lives or talks over cases with the person to avoid is tied to them, however either is spelled."""

from __future__ import annotations

from typing import Any

from written_book import ask, names, one_of, row_of, write_book

ANYWHERE = ("--anywhere", "--limit", "20")
HERE = {"city": "Austin", "state": "TX", "zip": "78704", "license_states": "TX", "ties": "none"}
ALEX = {**HERE, "ties": "", "practice": "Rowe Therapy Grp", "street": "12 Oak St Ste 4"}


def avoiding(refer: Any, *avoided: str) -> dict[str, Any]:
    return ask(refer, "impartiality", *(word for name in avoided for word in ("--avoid", name)), *ANYWHERE)


def test_who_shares_the_practice_or_office_of_whom_to_avoid_is_tied(refer: Any) -> None:
    tied = {
        "Prac One": {"practice": "Rowe Therapy Group"},
        "Prac Two": {"practice": "The Rowe Therapy Group, LLC"},
        "Prac Three": {"practice": "rowe therapy grp, PLLC"},
        "Suite One": {"street": "12 Oak Street, Suite 4"},
        "Suite Two": {"street": "12 Oak St. #4"},
        "Suite Three": {"street": "12 Oak St", "zip": ""},
        "Tie One": {"ties": "Rowe Therapy Group"},
        "Tie Two": {"ties": "Used to work at the Rowe Therapy Group"},
        "Tie Three": {"ties": "A. Rowe supervises me"},
    }
    write_book(
        refer, {"Alex Rowe": ALEX, "Free One": HERE, **{name: {**HERE, **facts} for name, facts in tied.items()}}
    )
    answer = avoiding(refer, "Alex Rowe")
    assert names(answer) == ["Free One"] and answer["excluded"] == {"tie": 1 + len(tied)}


def test_a_practice_spelled_with_and_or_counselling_is_the_same(refer: Any) -> None:
    practice = {**HERE, "practice": "Hill & Dale Counselling"}
    write_book(refer, {"Alex Rowe": practice, "Tied One": {**HERE, "practice": "Hill and Dale Counseling PC"}})
    assert names(avoiding(refer, "Alex Rowe")) == []


def test_what_may_be_a_tie_is_asked_on_the_first_screen(refer: Any) -> None:
    near = {
        "Bea House": ({"street": "12 Oak St, Suite 9"}, "same building"),
        "Cy Chain": (
            {"practice": "Rowe Therapy Group", "state": "OR", "city": "Portland", "zip": "97214"}, "same name",
        ),
        "Di Alike": ({"practice": "Rowe Therapy and Wellness"}, "are they connected"),
        "Ed Law": ({"notes": "Alex's sister-in-law"}, "your note"),
        "Fi Small": ({"notes": "shares a car with alex"}, "your note"),
        "Gus Doctor": ({"notes": "Married to Dr. Rowe."}, "your note"),
        "Hal Led": ({"notes": "Ran the Rowe Therapy Group for years."}, "your note"),
        "Jay Rowe": ({}, "family name"),
    }  # fmt: skip
    people = {name: {**HERE, **facts} for name, (facts, _) in near.items()}
    write_book(refer, {"Alex Rowe": ALEX, "Free One": HERE, **people})
    answer = avoiding(refer, "Alex Rowe")
    assert sorted(names(answer)) == sorted(["Free One", *near])
    assert one_of(answer, "Free One")["check_first"] == []
    for name, (_, asked) in near.items():
        lines = " ".join(one_of(answer, name)["check_first"])
        assert asked in lines and "none noted" not in lines, name
        closer = asked in ("same building", "same name", "your note")
        assert row_of(answer, name, "circle")["score"] == (0.5 if closer else 1.0), name
    screen = refer.ok("suggest", "--reason", "impartiality", "--avoid", "Alex Rowe", *ANYWHERE).out
    told = " ".join(screen.split())
    for words in ("same building", "same name", "are they connected?", "your note may speak", "a relative"):
        assert words in told


def test_what_is_only_like_it_is_no_tie(refer: Any) -> None:
    write_book(
        refer,
        {
            "Alex Rowe": {**ALEX, "practice": "Private Practice"},
            "Ann Elm": {**ALEX, "practice": "Counseling Center", "street": "", "ties": "none"},
            "Free One": {**HERE, "practice": "Private Practice", "street": "14 Oak St Ste 4"},
            "Free Two": {**HERE, "notes": "Trained with Alex Turner. A rowing club, and a good group."},
            "Free Three": {**HERE, "street": "12 Oak St Ste 4", "city": "Dallas", "zip": "75201"},
            "Far Four": {**HERE, "practice": "Counseling Center", "city": "Dallas", "zip": "75201"},
        },
    )
    answer = avoiding(refer, "Alex Rowe", "Ann Elm")
    assert sorted(names(answer)) == ["Far Four", "Free One", "Free Three", "Free Two"]
    assert {name for name in names(answer) if one_of(answer, name)["check_first"]} == {"Far Four"}


def test_letters_titles_order_and_initials_change_nothing(refer: Any) -> None:
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
    first = avoiding(refer, "Alex Rowe")
    assert sorted(names(first)) == ["Jay Rowe", "Kay Ntick"] and first["excluded"] == {"tie": 7}
    for avoided in (
        "alex rowe, lpc", "Alex Rowe LPC", "Rowe, Alex, LPC", "Dr. Alex Rowe, PhD", "A. Rowe", "Alex Q. Rowe",
        "ALEX ROWE", "Alex Rowe (she/her)",
    ):  # fmt: skip
        assert avoiding(refer, avoided)["candidates"] == first["candidates"], avoided


def test_whom_the_card_of_somebody_archived_names_is_tied_too(refer: Any) -> None:
    write_book(refer, {"Alex Rowe": {**ALEX, "ties": "Ben Supe"}, "Ben Supe": HERE, "Free One": HERE})
    refer.ok("archive", "Alex Rowe")
    answer = avoiding(refer, "Alex Rowe")
    assert names(answer) == ["Free One"] and answer["excluded"] == {"tie": 1}
    assert not any("look at the spelling" in line for line in answer["assumptions"])


def test_the_client_is_told_which_tie_there_is_to_me(refer: Any) -> None:
    refer.ok("init", "--name", "Rosa Linden", "--practice", "Elm House", "--city", "Austin", "--state", "TX")
    write_book(refer, {"Nea Close": {**HERE, "practice": "Elm House LLC"}, "Free One": HERE})
    care = avoiding(refer, "Zora Quill")["care"]
    assert "Tell the client openly: Nea Close shares your practice." in care


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


def test_a_misspelt_name_is_never_let_through_in_silence(refer: Any, refused: Any) -> None:
    write_book(
        refer,
        {
            "Corinne Haskell": {**HERE, "ties": "Married to Max Fir", "practice": "Two Chairs"},
            "Bram Teller": {**HERE, "practice": "Two Chairs", "ties": "Larkspur School"},
            "Free One": HERE,
        },
    )
    asked = ("suggest", "--reason", "impartiality", *ANYWHERE, "--avoid")
    for typed, meant in (
        ("Corine Haskel", "Corinne Haskell"),
        ("Haskel, Corinne, LPC", "Corinne Haskell"),
        ("Cor Haskell", "Corinne Haskell"),
        ("Larkspor School", "Larkspur School"),
        ("Max Firr", "Married to Max Fir"),
    ):
        assert f"did you mean {meant}?" in refused(2, *asked, typed)
    # Somebody else of that name: it is taken as it stands, and that nobody has it is said before the answer.
    screen = refer.ok(*asked, '"Corine Haskel"').out
    assert "No card in your book mentions" in screen.partition("could see them")[0] and "Corinne Haskell" in screen


def test_a_name_that_is_near_nobody_is_allowed_and_said_first(refer: Any) -> None:
    write_book(refer, {"Corinne Haskell": HERE, "Free One": HERE})
    screen = refer.ok("suggest", "--reason", "impartiality", "--avoid", "Zora Quill", *ANYWHERE).out
    before, _, _ = screen.partition("could see them")
    assert "No card in your book mentions whom you named" in " ".join(before.split()) and "Zora" not in screen[:400]
