"""What the columns of a list are taken for: said, agreed on, remembered, taken back."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

LIST = "Full name,Digits,Rate,Hobby\nAda Birch,ask her,150,sailing\nFlo Gum,ask him,90,chess\n"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def test_columns_are_taken_as_said(refer: Any, file: str) -> None:
    answer = refer.ok("import", file, "--map", "Rate=notes", "--map", "hobby=-", "--json").json
    assert answer["mapping"] == [
        {"column": "Full name", "field": "name"},
        {"column": "Digits", "field": "notes"},
        {"column": "Rate", "field": "notes"},
        {"column": "Hobby", "field": "-"},
    ]
    ada = refer.colleague("Ada Birch")
    assert (ada["fee"], ada["notes"].splitlines()) == (None, ["150", "Digits: ask her"])


def test_a_second_column_of_one_name_is_told_of(refer: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,City,City\nAda Birch,Denver,Boulder\n", encoding="utf-8")
    mapping = refer.ok("import", str(path), "--json").json["mapping"]
    assert mapping[1:] == [{"column": "City", "field": "city"}, {"column": "City (again)", "field": "notes"}]
    assert "City: Boulder" in refer.colleague("Ada Birch")["notes"]


def test_what_was_said_is_remembered_for_the_same_header_until_it_is_undone(refer: Any, file: str) -> None:
    refer.ok("import", file, "--map", "Rate=-")
    again = refer.ok("import", file, "--json").json
    assert {"column": "Rate", "field": "-"} in again["mapping"]
    assert any("as you said" in remark for remark in again["assumptions"])
    assert (again["unchanged"], again["updated"]) == (2, 0)
    refer.ok("undo")
    fresh = refer.ok("import", file, "--json").json
    assert {"column": "Rate", "field": "fee"} in fresh["mapping"]
    assert not any("as you said" in remark for remark in fresh["assumptions"])


def test_columns_with_which_nothing_came_in_are_not_remembered(refer: Any, file: str) -> None:
    refer.ok("import", file)
    refer.ok("import", file, "--map", "Rate=-", "--map", "Hobby=-")
    again = refer.ok("import", file, "--json").json
    assert {"column": "Rate", "field": "fee"} in again["mapping"]
    assert not any("as you said" in remark for remark in again["assumptions"])


@pytest.mark.parametrize(
    ("said", "error", "hint"),
    [
        ("Rat=fee", "no column", "Rate"),
        ("Rate=fe", "no field", "fee"),
        ("Rate", "no column and field", "Rate=fee"),
    ],
)
def test_a_column_or_field_that_there_is_not_is_refused(
    refused: Any, file: str, said: str, error: str, hint: str
) -> None:
    words = refused(2, "import", file, "--map", said)
    assert error in words and hint in words


def test_on_a_terminal_the_columns_are_shown_and_changed(refer: Any, file: str) -> None:
    answer = refer.ok("import", file, typed=["change", "Rate", "notes", "Hobby=tags", ""])
    assert "your column" in answer.out and "Right?" in answer.out
    ada = refer.colleague("Ada Birch")
    assert (ada["fee"], ada["tags"]) == (None, ["sailing"])


def test_on_a_terminal_one_may_stop_and_nothing_is_written(refer: Any, file: str) -> None:
    answer = refer("import", file, typed=["stop"])
    assert answer.code == 1 and "Nothing was imported" in answer.err
    assert not refer.book.exists()


def test_yes_asks_nothing(refer: Any, file: str) -> None:
    assert "Right?" not in refer.ok("import", file, "--yes", typed=[]).out
    assert refer.colleague("Flo Gum")["fee"] == 90


def test_standard_input_is_a_file_too(refer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO(LIST.encode())

    real = io.StringIO
    monkeypatch.setattr(io, "StringIO", lambda text="": Stream() if text == "" else real(text))
    answer = refer("import", "-", "--json")
    monkeypatch.undo()
    assert answer.json["added"] == 2, sys.version


def test_whoever_is_not_to_be_used_is_said_aloud(refer: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Openings?\nAda Birch,yes\nSteve Walsh,do not use!!\n")
    out = refer.ok("import", str(path)).out
    assert '"do not use!!" (row 3): marked do not refer' in out
    assert refer.colleague("Steve Walsh")["do_not_refer"]


def test_a_no_behind_a_list_in_its_cell_is_of_the_last_entry_alone(refer: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        'Name,City,Insurance,Approaches\nAda Birch,Denver,"Aetna, no; Cigna, yes","CBT (trained), EMDR (no)"\n'
    )
    refer.ok("import", str(path))
    ada = refer.colleague("Ada Birch")
    assert ([panel["name"] for panel in ada["panels"]], ada["panels_denied"]) == (["Cigna"], ["Aetna"])
    assert (ada["approaches"], ada["approaches_denied"]) == (["CBT"], ["EMDR"])
    assert "Approaches: CBT (trained)" in ada["notes"]


def test_who_does_not_practice_any_more_takes_no_clients(refer: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,City,Openings,Status,Active?\nAda Birch,Denver,yes,Deceased,\nBo Elm,Denver,,Active,No\n"
        "Cy Oak,Denver,yes,Active,yes\nDi Fir (moved to Texas),Denver,yes,,\nEd Gum,Denver,,Active,Yes\n"
        "Flo Ivy,Denver,not full,,\nGil Yew,Denver,,Retired,\n"
    )
    refer.ok("import", str(path))
    said = {name: refer.colleague(name) for name in ("Ada Birch", "Bo Elm", "Cy Oak", "Di Fir", "Ed Gum", "Gil Yew")}
    assert [card["accepting"] for card in said.values()] == ["no", "no", "yes", "no", None, "no"]
    assert refer.colleague("Flo Ivy")["accepting"] == "yes"
    assert not any(card["styles"] or card.get("styles_denied") for card in said.values())
    assert "Openings: yes" in said["Ada Birch"]["notes"] and "Status: Deceased" in said["Ada Birch"]["notes"]


def test_adults_alone_excludes_no_older_adult_and_a_span_does(refer: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,City,State,Sees\nAda Birch,Denver,CO,adults\nBo Elm,Denver,CO,18-64\nCy Oak,Denver,CO,teens\n"
    )
    refer.ok("import", str(path))
    answer = refer.ok("suggest", "--reason", "other", "--city", "Denver", "--age-group", "older adult", "--json").json
    assert (answer["eligible"], answer["excluded"]) == (1, {"population": 2})
