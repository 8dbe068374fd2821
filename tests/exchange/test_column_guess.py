"""What a column of a list is taken for where its heading says little: its cells decide, and doubt goes to the notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from refer_cli.exchange.columns import choose_columns
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming
from refer_cli.exchange.people_list import PeopleList
from refer_cli.exchange.towns import Towns
from refer_cli.fields.values import Listing
from refer_cli.places.gazetteer import Gazetteer


def taken(head: str, *cells: str, towns: Towns | None = None) -> str:
    """What a column becomes that stands beside names."""
    names = ["Ada Birch", "Bo Cedar", "Cy Dogwood", "Di Elm", "Ed Fir"]
    rows = [[name, cell] for name, cell in zip(names, cells, strict=False)]
    return choose_columns(["Name", head], rows, None, towns)[1].target


@pytest.fixture
def towns(gazetteer: Gazetteer) -> Towns:
    return Towns(lambda: gazetteer)


@pytest.mark.parametrize(
    ("head", "cells", "field"),
    [
        ("Room?", ["y", "w/l", "full til May", "y"], "accepting"),
        ("New pts", ["Y", "N"], "accepting"),
        ("Lang", ["Span", "French"], "languages"),
        ("Good at", ["grief", "anxiety"], "specialties"),
        ("Sees (ages)", ["18+", "4-12"], "populations"),
        ("Not for", ["couples", "SUD"], "exclusions"),
        ("Reach them", ["303-555-0101", "bo@example.com", "303-555-0102, cy@example.com"], "phone"),
        ("Reach them", ["ada@example.com", "bo@example.com", "303-555-0102"], "email"),
        ("How to reach", ["text first", "e-mail is best"], "notes"),
        ("Site", ["birch.example.com", "https://cedar.example.com"], "website"),
        ("Their deal", ["2 openings", "wait list", "full", "yes"], "accepting"),
        ("Zoomy?", ["both", "video", "in office", "both"], "telehealth"),
        ("Asks", ["$150", "$120-140", "$90"], "fee"),
        ("Copay seen", ["$20", "$30", "$25"], "notes"),
        ("Nearby?", ["yes", "no", "yes"], "notes"),
        ("Evenings?", ["some", "limited", "yes", "no"], "notes"),
    ],
)
def test_headings_as_people_word_them(head: str, cells: list[str], field: str) -> None:
    assert taken(head, *cells) == field


def test_towns_are_known_under_any_heading(towns: Towns) -> None:
    cells = ["Boise", "Nampa", "Meridian", "Eagle", "Caldwell"]
    for head in ("Where", "Site", "Spot", "Hub?"):
        assert taken(head, *cells, towns=towns) == "city", head
    # Surnames are names of towns too, but of no one state.
    assert taken("Boss", "Winslow", "Prescott", "Bellamy", "Ortega", towns=towns) == "notes"
    assert taken("Site", "Quiet Room LLC", "Tall Tree Counseling", "Blue Door", towns=towns) == "notes"


def read(tmp_path: Path, gazetteer: Gazetteer, text: str) -> tuple[PeopleList, list[Incoming]]:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    source = open_source(path, "2026-11-24", gazetteer=lambda: gazetteer)
    assert isinstance(source, PeopleList)
    return source, [row for row in source.rows() if isinstance(row, Incoming)]


def test_a_list_of_one_state_is_read_there(tmp_path: Path, gazetteer: Gazetteer) -> None:
    source, rows = read(
        tmp_path,
        gazetteer,
        'Who,Where,Ins\nAda Birch,Eugene,OHP\nBo Cedar,Salem,Aetna\nCy Dogwood,Bend,\nDi Elm,"Sellwood, Portland",\n',
    )
    assert source.state_of_towns == "OR"
    assert [note for note in source.notes if "OR" in note] == [
        "the towns of the list lie in OR: one without a state is taken there"
    ]
    assert [row.facts.values.get("city") for row in rows] == ["Eugene", "Salem", "Bend", "Portland"]
    panels = rows[0].facts.values["panels"]
    assert isinstance(panels, Listing) and panels.names() == ("Medicaid",)
    assert rows[0].facts.values["state"] == "OR"


def test_a_list_of_several_states_is_of_none(tmp_path: Path, gazetteer: Gazetteer) -> None:
    source, _ = read(
        tmp_path, gazetteer, "Who,Where\nAda Birch,Boise\nBo Cedar,Tucson\nCy Dogwood,Eugene\nDi Elm,Fargo\n"
    )
    assert source.state_of_towns is None


def test_what_somebody_does_not_treat_is_a_known_no(tmp_path: Path, gazetteer: Gazetteer) -> None:
    _, (birch, cedar) = read(
        tmp_path,
        gazetteer,
        'Name,Good at,Not for\nAda Birch,grief,"kids, OCD"\nBo Cedar,OCD,"OCD, other things"\n',
    )
    needs = birch.facts.values["specialties"]
    assert isinstance(needs, Listing)
    assert [(item.name, item.mark) for item in needs.items] == [("grief", None), ("OCD", "no")]
    denied = birch.facts.values["populations"]
    assert isinstance(denied, Listing) and denied.names() == () and denied.items[0].mark == "no"
    # What another cell says is so is not denied; the words stay.
    assert cedar.facts.values["specialties"].names() == ("OCD",)  # type: ignore[union-attr]
    assert ("Not for", "OCD, other things") in [(unread.column, unread.words) for unread in cedar.unread]


def test_a_cell_with_a_telephone_and_an_address_gives_both(tmp_path: Path, gazetteer: Gazetteer) -> None:
    _, (birch, cedar, dogwood) = read(
        tmp_path,
        gazetteer,
        'Name,Reach them\nAda Birch,"303-555-0101, ada@example.com"\nBo Cedar,bo@example.com\n'
        "Cy Dogwood,303-555-0103 (text ok)\n",
    )
    assert (birch.facts.values["phone"], birch.facts.values["email"]) == ("303-555-0101", "ada@example.com")
    assert cedar.facts.values["email"] == "bo@example.com" and "phone" not in cedar.facts.values
    assert dogwood.facts.values["phone"] == "303-555-0103"


@pytest.mark.parametrize(
    ("cell", "facts"),
    [
        ("Salem, also online", {"city": "Salem", "telehealth": True}),
        ("Salem, in person only", {"city": "Salem", "telehealth": False, "in_person": True}),
        ("statewide, telehealth", {"telehealth": True}),
        ("telehealth, whole state", {"telehealth": True}),
        ("Salem", {"city": "Salem"}),
    ],
)
def test_video_beside_a_town_is_no_town(
    tmp_path: Path, gazetteer: Gazetteer, cell: str, facts: dict[str, object]
) -> None:
    _, (row,) = read(tmp_path, gazetteer, f'Name,City\nAda Birch,"{cell}"\n')
    assert {name: value for name, value in row.facts.values.items() if name != "name"} == facts


@pytest.mark.parametrize(
    "line",
    ["Elm House (both below, 303-555-0101)", "Crisis line 303-555-0199", "ask Bo about groups"],
)
def test_a_line_alone_that_is_no_name_is_no_person(tmp_path: Path, gazetteer: Gazetteer, line: str) -> None:
    _, rows = read(tmp_path, gazetteer, f'Name,City,Fee\nAda Birch,Salem,100\n"{line}",,\nBo Cedar,Salem,90\n')
    assert [row.facts.values["name"] for row in rows] == ["Ada Birch", "Bo Cedar"]


def test_a_town_called_like_a_state_is_a_town_in_a_list_of_another(tmp_path: Path, gazetteer: Gazetteer) -> None:
    _, rows = read(
        tmp_path,
        gazetteer,
        "Who,Where\nAda Birch,Dayton\nBo Cedar,Toledo\nCy Dogwood,Akron\nDi Elm,Columbus\n"
        "Ed Fir,Delaware\nFlo Gum,Lima\n",
    )
    assert (rows[4].facts.values.get("city"), rows[4].facts.values.get("state")) == ("Delaware", "OH")
