"""A list under the names of an export: her own words stay entries, and `none` is known none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from written_book import ask, names

from refer_cli.book.deduplication import telephone

COLUMNS = "name,panels,styles,specialties,license_states,approaches\n"


def bring_in(refer: Any, folder: Path, text: str) -> Any:
    """What `refer import` says of a list with these lines."""
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return refer.ok("import", str(path), "--json").json


@pytest.mark.parametrize(
    ("cell", "option", "asked"),
    [
        ("Aetna; MedCost,,,OR,", "--insurance", "MedCost"),
        ("Group Health Cooperative of Eau Claire,,,OR,", "--insurance", "Group Health Cooperative of Eau Claire"),
        ("MedCost (open),,,OR,", "--insurance", "medcost"),
        (",squirrelly; warm,,OR,", "--style", "squirrelly"),
        (",,worn-out cellists (trained),OR,", "--need", "worn-out cellists"),
        (",,,OR,clowning", "--approach", "clowning"),
    ],
)
def test_a_word_of_her_own_is_an_entry_by_which_she_is_found(
    refer: Any, tmp_path: Path, cell: str, option: str, asked: str
) -> None:
    said = bring_in(refer, tmp_path, f"{COLUMNS}Ada Birch,{cell}\nFlo Gum,,,,OR,\n")
    # A mark says that the word is meant as one.
    assert [words["value"] for words in said["not_understood"]] == ([] if "(" in cell else [asked])
    answer = ask(refer, "other", option, asked, "--anywhere", "--limit", "9")
    assert names(answer)[0] == "Ada Birch" and answer["not_understood"] == []
    criterion = {"--insurance": "insurance", "--style": "style", "--need": "need", "--approach": "approach"}[option]
    row = next(row for row in answer["candidates"][0]["criteria"] if row["name"] == criterion)
    assert row["status"] == "match"
    # What a list lacks that was not understood whole is unknown.
    assert ask(refer, "other", "--insurance", "Cigna", "--anywhere")["excluded"] == {}


def test_a_word_of_her_own_may_be_denied(refer: Any, tmp_path: Path) -> None:
    bring_in(refer, tmp_path, f"{COLUMNS}Ada Birch,MedCost (no),,,OR,\nFlo Gum,MedCost,,,OR,\n")
    answer = ask(refer, "other", "--insurance", "MedCost", "--anywhere")
    assert names(answer) == ["Flo Gum"] and answer["excluded"] == {"insurance": 1}


@pytest.mark.parametrize("words", ["see notes", "ask her", "Aetna?", "tbd"])
def test_words_about_a_list_are_no_entry_of_it(refer: Any, tmp_path: Path, words: str) -> None:
    bring_in(refer, tmp_path, f"{COLUMNS}Ada Birch,Cigna; {words},,,OR,\n")
    ada = refer.colleague("Ada Birch")
    assert [panel["name"] for panel in ada["panels"]] == ["Cigna"]
    assert f"panels: {words}" in ada["notes"]


def test_none_is_known_none_in_every_list(refer: Any, tmp_path: Path) -> None:
    bring_in(refer, tmp_path, f"{COLUMNS}Ada Birch,none,none,none,OR,none\nFlo Gum,,,,OR,\n")
    ada, flo = refer.colleague("Ada Birch"), refer.colleague("Flo Gum")
    for field in ("panels", "styles", "specialties", "approaches"):
        assert ada[field] == [] and flo[field] is None
    refer.ok("add-colleague", "--name", "Ned Olive", "--state", "OR", "--specialty", "none", "--style", "none")
    assert refer.colleague("Ned Olive")["specialties"] == []
    answer = ask(refer, "other", "--need", "anxiety", "--anywhere", "--limit", "9")
    assert names(answer) == ["Flo Gum"] and answer["excluded"] == {"need": 2}


def test_a_plan_behind_its_carrier_stays_whatever_it_is_called(refer: Any, tmp_path: Path) -> None:
    said = bring_in(refer, tmp_path, f"{COLUMNS}Ada Birch,Aetna/Open Choice PPO; Cigna/Closed Plan (full),,,OR,\n")
    assert said["not_understood"] == []
    panels = refer.colleague("Ada Birch")["panels"]
    assert [(panel["name"], panel["accepting"]) for panel in panels] == [
        ("Aetna/Open Choice PPO", None),
        ("Cigna/Closed Plan", "full"),
    ]


def test_carriers_parted_by_a_slash_are_two(refer: Any, tmp_path: Path) -> None:
    bring_in(refer, tmp_path, f"{COLUMNS}Ada Birch,Aetna/Cigna,,,OR,\n")
    assert [panel["name"] for panel in refer.colleague("Ada Birch")["panels"]] == ["Aetna", "Cigna"]


def test_a_sheet_of_other_names_keeps_such_words_in_the_notes(refer: Any, tmp_path: Path) -> None:
    bring_in(refer, tmp_path, "Full name,Takes insurance?,Style\nAda Birch,Aetna; MedCost,brisk\nFlo Gum,Aetna,warm\n")
    ada = refer.colleague("Ada Birch")
    assert [panel["name"] for panel in ada["panels"]] == ["Aetna"]
    assert "MedCost" in ada["notes"]


def test_another_column_opens_no_list_that_its_own_column_gives_whole(refer: Any, tmp_path: Path) -> None:
    rows = "name,panels,approaches,specialties,license_states\nAda Birch,Aetna,CBT,anxiety; EMDR,OR\n"
    bring_in(refer, tmp_path, rows)
    ada = refer.colleague("Ada Birch")
    assert ada["approaches"] == ["CBT", "EMDR"]
    asked = ("other", "--approach", "DBT", "--anywhere")
    row = next(row for row in ask(refer, *asked)["candidates"][0]["criteria"] if row["name"] == "approach")
    assert row["status"] == "mismatch"


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("(111) 555-1111", "111-555-1111"), ("016-555 1234", "016-555 1234"), ("(303) 555-0101", "303-555-0101")],
)
def test_a_telephone_keeps_all_its_digits(refer: Any, tmp_path: Path, cell: str, kept: str) -> None:
    bring_in(refer, tmp_path, f"Full name,Cell phone\nAda Birch,{cell}\n")
    assert refer.colleague("Ada Birch")["phone"] == kept


def test_a_card_is_one_person_and_a_consult_group_is_no_common_work(refer: Any, tmp_path: Path) -> None:
    bring_in(refer, tmp_path, "Full name,How known\nJane Roe / Bob Elm,consult group\n")
    jane = refer.colleague("Jane Roe")
    assert jane["how_known"] == "met" and "Bob Elm" in jane["notes"]


def test_a_few_digits_are_nobodys_telephone() -> None:
    assert telephone("555-12") == "" and telephone("555-0101") == "5550101"


def test_a_list_of_names_under_its_own_heading_keeps_its_denials_and_that_there_may_be_others(
    refer: Any, tmp_path: Path
) -> None:
    row = "Ada Oak,PSYPACT APIT (no),step-free; ...,CO; ..."
    bring_in(refer, tmp_path, f"name,authorities,accessibility,license_states\n{row}\n")
    card = refer.colleague("Ada Oak")
    assert (card["authorities"], card["authorities_denied"]) == (None, ["PSYPACT APIT"])
    assert (card["accessibility"], card["accessibility_open"]) == (["step-free"], True)
    assert (card["license_states"], card["license_states_open"]) == (["CO"], True)
