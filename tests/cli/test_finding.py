"""`refer find`, and naming somebody, by whatever one has: one folding, numbers, addresses, terms, several words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from prepared_books import prepared

PEOPLE = """name,practice,email,phone,city,state,zip,street,panels,populations,specialties,notes,accepting
Mary O'Neil-Østby,St. Mary's Counseling,mary.oneil@example.com,612-555-0101,Saint Paul,MN,55101,12 Main St,Aetna,teen,\
OCD (trained),Her cell is 612-555-0177,yes
Ada Birch,Birch & Oak,ada.birch@example.com,303-555-0134,Denver,CO,80202,,Aetna; Cigna,teen; adult,anxiety,,\
waitlist until 2027-03
Łukasz Šťastný,,lukasz@example.org,,Fort Collins,CO,80521,,Medicaid; not Aetna,child,trauma,moved from St. Paul,
Anna van der Berg,Rose Room,anna@example.org,303-555-0135,Denver,CO,80203,,Cigna,adult,PTSD,,no
John Smith Jr.,,,303-555-0136,Boulder,CO,,,,,,,
John Smith,,,303-555-0136,Boulder,CO,,,,,,,
Øyvind Strøm,,,,,,,,,,,,
"""
MARY, ADA, LUKASZ, ANNA, JUNIOR, JOHN, OYVIND = (
    "Mary O'Neil-Østby", "Ada Birch", "Łukasz Šťastný", "Anna van der Berg", "John Smith Jr.", "John Smith",
    "Øyvind Strøm",
)  # fmt: skip


@prepared
def many(refer: Any) -> None:
    """A book of names that are spelled in several ways."""
    file = refer.book.with_name("people.csv")
    file.write_text(PEOPLE, encoding="utf-8")
    refer.ok("import", str(file))
    file.unlink()


def found(refer: Any, *text: str) -> list[str]:
    return [person["name"] for person in refer.ok("find", *text, "--json").json["colleagues"]]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("oneil", [MARY]),
        ("O’Neil", [MARY]),
        ("o neil", [MARY]),
        ("ostby", [MARY]),
        ("OSTBY, Mary", [MARY]),
        ("lukasz stastny", [LUKASZ]),
        ("oyvind", [OYVIND]),
        ("St. Paul", [MARY, LUKASZ]),
        ("saint paul", [MARY, LUKASZ]),
        ("Ft. Collins", [LUKASZ]),
        ("birch and oak", [ADA]),
        ("st marys", [MARY]),
        ("555-0134", [ADA]),
        ("+1 (303) 555.0134", [ADA]),
        ("3035550134", [ADA]),
        ("0134", [ADA]),
        ("555-0177", [MARY]),
        ("303-555-0136", [JUNIOR, JOHN]),
        ("ada.birch@example.com", [ADA]),
        ("@example.org", [LUKASZ, ANNA]),
        ("80203", [ANNA]),
        ("teens denver aetna", [ADA]),
        ("kids medicaid", [LUKASZ]),
        ("colorado ptsd", [ANNA]),
        ("aetna", [MARY, ADA]),
        ("main st", [MARY]),
    ],
)
def test_whatever_one_has_finds_them(many: Any, asked: str, names: list[str]) -> None:
    assert found(many, asked) == names
    assert found(many, *asked.split()) == names


def test_who_bears_the_name_stands_first(many: Any) -> None:
    many.ok("edit", "Mary", "--notes", "Ask Strøm")
    assert found(many, "strom") == [OYVIND, MARY]


def test_the_screen_says_how_to_reach_them_and_why_they_were_found(many: Any) -> None:
    assert many.ok("find", "teens", "denver", "aetna").out == (
        "  Ada Birch · Birch & Oak                                           303-555-0134\n"
        "    Denver, CO · waitlist until 2027-03 · panels: Aetna · populations: teen\n"
        "\n"
        "  1 found · refer show NAME\n"
    )
    said = many.ok("find", "denver").out
    assert "Denver, CO · not taking clients\n" in said
    assert "city:" not in said  # it is plain to see


LONG = "Likes walks. " * 9 + "Went to court about it, and {} since; " + "asks for a call back. " * 6 + "Keeps a {}"


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("asked", ["drinking", "court drinking", "lighthouse", "likes"])
def test_the_words_that_were_asked_for_are_shown_of_a_long_text(many: Any, asked: str, width: int) -> None:
    many.ok("edit", "Ada", "--notes", LONG.format("drinking", "lighthouse"), "--tag", "court")
    lines = many("find", *asked.split(), width=width).out.splitlines()
    told = "\n".join(lines).casefold()
    assert all(word in told for word in asked.split())
    assert max(map(len, lines)) <= width
    assert len(lines) <= 6, "two lines, and one more for what has no room"


@pytest.mark.parametrize("width", [40, 80, 110])
def test_no_telephone_number_is_cut(many: Any, width: int) -> None:
    many.ok("edit", "Ada", "--practice", "The Very Long Name Of A Practice For Couples, Families And Everybody Else")
    lines = many("find", "birch", width=width).out.splitlines()
    assert lines[0].endswith("303-555-0134") and max(map(len, lines)) <= width


def test_json_has_what_a_call_needs(many: Any) -> None:
    assert many.ok("find", "0134", "--json").json == {
        "schema": "refer.find/1",
        "text": "0134",
        "more": False,
        "colleagues": [
            {
                "id": 2,
                "name": ADA,
                "phone": "303-555-0134",
                "email": "ada.birch@example.com",
                "city": "Denver",
                "state": "CO",
                "found_in": ["phone"],
            }
        ],
        "alone": [],
        "near": [],
    }


def test_nobody_found_says_who_has_part_of_it_and_who_was_meant(many: Any) -> None:
    answer = many.ok("find", "teens", "denver", "Humana", "--json").json
    assert answer["alone"] == [
        {"text": "teens", "colleagues": 2},
        {"text": "denver", "colleagues": 2},
        {"text": "Humana", "colleagues": 0},
    ]
    assert "teens 2, denver 2, Humana nobody" in many.ok("find", "teens", "denver", "Humana").out
    assert many.ok("find", "mary", "oneal", "--json").json["near"] == [MARY]
    assert f'refer show "{MARY}"' in many.ok("find", "mary", "oneal").out
    assert "refer list shows everybody" in many.ok("find", "zebra").out


def test_the_archived_are_found_only_where_asked_for(many: Any) -> None:
    many.ok("archive", "Ada Birch")
    assert found(many, "0134") == []
    assert found(many, "0134", "--all") == [ADA]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("O'Neil, Mary", MARY),
        ("Mary O'Neil-Ostby", MARY),
        ("oneil", MARY),
        ("6125550101", MARY),
        ("(612) 555-0101", MARY),
        ("mary.oneil@example.com", MARY),
        ("Dr. Ada Birch, LMFT", ADA),
        ("birch ada", ADA),
        ("smith, john jr", JUNIOR),
        ("oyvind strom", OYVIND),
        ("vanderberg", ANNA),
        ("van der Berg, Anna", ANNA),
    ],
)
def test_a_person_is_named_by_what_one_has(many: Any, who: str, name: str) -> None:
    assert many.colleague(who)["name"] == name


def test_several_of_one_number_are_listed(many: Any, refused: Callable[..., str]) -> None:
    said = refused(1, "show", "303-555-0136")
    assert "2 colleagues answer to" in said and "(5)" in said and "(6)" in said
    assert "refer list" in refused(1, "show", "303-555-0199")


@pytest.mark.parametrize("word", ["family", "last", "surname", "last-name", "Last Name"])
def test_order_by_family_name(many: Any, word: str) -> None:
    names = [person["name"] for person in many.ok("list", "--sort", word, "--json").json["colleagues"]]
    assert names == [ADA, MARY, JOHN, JUNIOR, LUKASZ, OYVIND, ANNA]


def test_order_by_name_folds(many: Any, refused: Callable[..., str]) -> None:
    names = [person["name"] for person in many.ok("list", "--json").json["colleagues"]]
    assert names == [ADA, ANNA, JOHN, JUNIOR, LUKASZ, MARY, OYVIND]
    assert "did you mean family" in refused(2, "list", "--sort", "famly")


def test_filters_fold_too(many: Any) -> None:
    for filters in (["--city", "St. Paul"], ["--name", "ostby"], ["--phone", "555.0101"], ["--phone", "0101"]):
        answer = many.ok("list", *filters, "--json").json
        assert [person["name"] for person in answer["colleagues"]] == [MARY], filters
