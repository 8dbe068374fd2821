"""A text into the book without the shell in between: warnings, doors, what is not understood, eaten sums."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from on_a_terminal import conversation

WALSH = "Don't refer to Steve Walsh LMFT, Portland OR, infidelity, accepting clients, Aetna"


def test_a_warning_is_stored_shown_first_and_marked(refer: Any) -> None:
    refer.ok("add-colleague", WALSH, "--yes")
    card = refer.colleague("steve")
    assert card["do_not_refer"] == "Don't refer to Steve Walsh"
    assert [one["name"] for one in card["specialties"]] == ["infidelity"] and "specialties_denied" not in card
    shown = refer.ok("show", "steve").out.split()
    assert shown[shown.index("1") + 1 :][:3] == ["do", "not", "refer"]
    assert "Steve Walsh, LMFT (do not refer)" in refer.ok("list").out
    answer = refer.ok("suggest", "--reason", "other", "--anywhere", "--need", "infidelity", "--json").json
    assert answer["candidates"] == [] and answer["excluded"] == {"do_not_refer": 1}


def test_a_long_name_does_not_push_the_warning_off_the_list(refer: Any) -> None:
    refer.ok("add-colleague", "Bartholomew Wolfeschlegelsteinhausen", "--do-not-refer", "never calls back")
    shown = [line.partition("  ?")[0].strip() for line in refer.ok("list").out.splitlines()]
    assert "(do not refer)" in " ".join(shown)
    assert "(do not refer)" in refer.ok("find", "Wolfe").out


def _talk(
    refer: Any, args: Sequence[str], answers: Sequence[tuple[str, str]], piped: str | None = None
) -> tuple[int, str]:
    """The program on a terminal of its own, at the test's book."""
    environ = {**os.environ, **refer.environ, "NO_COLOR": "1", "TERM": "xterm", "REFER_TODAY": "2026-11-24"}
    return conversation(args, answers, environ, piped)


on_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal is made with pty")


@on_a_terminal
def test_alone_it_takes_a_paste_with_an_empty_line_in_it(refer: Any) -> None:
    pasted = "Jane Roe PsyD, Boulder CO, $180 slides to 110\n\nTakes Aetna.\n"
    answers = [("> ", pasted), ("> > > ", "\n"), ("Save?", "english\n"), ("Save?", "\n"), ("save it? [Y/n]", "\n")]
    code, shown = _talk(refer, ["add-colleague"], answers)
    assert code == 0 and "please answer y (save it)" in shown
    assert "Type or paste what you know; an empty line ends. Or a name, and I ask." in shown
    jane = refer.colleague("Jane Roe")
    assert (jane["fee"], jane["fee_floor"], jane["license_states"]) == (180, 110, ["CO"])
    assert [one["name"] for one in jane["panels"]] == ["Aetna"]


@on_a_terminal
def test_a_piped_text_is_asked_about_on_the_terminal(refer: Any) -> None:
    code, shown = _talk(refer, ["add-colleague", "-"], [("Save?", "\n")], piped="Kim Vo LCSW takes Aetna")
    assert code == 0 and "Added Kim Vo" in shown
    assert refer.colleague("Kim Vo")["panels"][0]["name"] == "Aetna"


@on_a_terminal
def test_a_dash_on_a_terminal_says_what_to_do(refer: Any) -> None:
    code, shown = _talk(
        refer, ["add-colleague", "-"], [("Paste, then Ctrl-D", "Bo Ly LPC, Aetna\n\x04"), ("Save?", "\n")]
    )
    assert code == 0 and "Added Bo Ly" in shown


def test_a_line_at_the_prompt_ends_with_an_empty_one(refer: Any) -> None:
    refer.ok("add-colleague", typed=["Kim Vo LCSW Tigard", "", "y"])
    assert (refer.colleague("Kim Vo")["credentials"], refer.colleague("Kim Vo")["source"]) == (["LCSW"], "captured")


def test_a_name_at_the_prompt_or_behind_the_command_leads_to_the_questions(refer: Any) -> None:
    for args, typed in ((["Flo Gum"], []), ([], ["Ona Pine"])):
        answer = refer.ok("add-colleague", *args, typed=[*typed, "LPC", *[""] * 20])
        assert "Credentials" in answer.out and "Save? [Y/n]" in answer.out
    assert refer.colleague("Flo Gum")["credentials"] == refer.colleague("Ona Pine")["credentials"] == ["LPC"]


def test_a_name_is_added_at_once_with_yes(refer: Any) -> None:
    assert "Credentials" not in refer.ok("add-colleague", "Flo Gum", "--yes", typed=[]).out
    assert refer.colleague("Flo Gum")["source"] == "me"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kim Vo LCSW Tigard", "Kim Vo"),
        ("Kim Vo Tigard", None),
        ("Bo Ly takes Aetna", "Bo Ly"),
        ("Bo Ly - couples", "Bo Ly"),
        ("Bob Newguy LPC portland", "Bob Newguy"),
        ("bob newguy lpc", None),
        ("Bob - couples - Aetna", None),
        ("Jane Roe from coffee", None),
    ],
)
def test_more_than_a_name_is_shown_before_it_is_saved(text: str, name: str | None, refer: Any) -> None:
    for args in ([text], text.split()):
        if args[1:2] != ["-"]:
            answer = refer("add-colleague", *args)
            assert answer.code == 2 and "--yes" in answer.err and not refer.book.exists()
    if name is not None:
        refer.ok("add-colleague", text, "--yes")
        assert refer.colleague(name)["source"] == "captured"


@pytest.mark.parametrize(
    "name",
    ["Grace Lake", "Faith Roe", "Jane Kaiser", "Mary Ann Jackson", "bo ly", "Bob", "Ana de la Torre", "Kelly French"],
)
def test_a_name_that_is_a_word_too_stays_a_name(name: str, refer: Any) -> None:
    refer.ok("add-colleague", *name.split())
    assert refer.colleague(name)["source"] == "me"


def test_a_dash_takes_no_words_beside_it(refused: Any) -> None:
    assert "no words beside it" in refused(2, "add-colleague", "-", "Kim")


def test_yes_prints_the_card_and_what_was_not_stored_on_a_terminal_too(refer: Any) -> None:
    answer = refer.ok("add-colleague", "Jane Roe PsyD, Boulder CO, Aetna, $180. Maybe Cigna.", "--yes", typed=[])
    assert "$180" in answer.out and "Aetna, maybe others" in answer.out
    assert 'Not stored (assumed): licence CO, from "Boulder CO".' in answer.out
    assert "Not stored (unsure): panels Cigna" in answer.out


REST = "Pat Poe LCSW, great with teens, answers texts only, bakes sourdough"


def test_what_is_not_understood_is_kept_with_one_key(refer: Any) -> None:
    answer = refer.ok("add-colleague", REST, typed=["", ""])
    assert "not understood   answers texts only; bakes sourdough" in answer.out
    assert "as a note? [Y/n]" in answer.out
    assert refer.colleague("Pat Poe")["notes"] == "answers texts only; bakes sourdough"
    refer.ok("undo")
    refer.ok("add-colleague", REST, typed=["n", ""])
    assert refer.colleague("Pat Poe")["notes"] is None


def test_off_a_terminal_keep_rest_keeps_it_and_says_so(refer: Any) -> None:
    assert "--keep-rest keeps it as a note" in refer.ok("add-colleague", REST, "--yes").out
    refer.ok("undo")
    told = refer.ok("add-colleague", REST, "--yes", "--keep-rest", "--json").json
    assert told["not_understood"] == ["answers texts only", "bakes sourdough"] and told["kept_as_note"] is True
    assert told["people"][0]["colleague"]["notes"] == "answers texts only; bakes sourdough"
    assert refer.colleague("Pat Poe")["notes"] == "answers texts only; bakes sourdough"


def test_a_note_is_put_behind_the_one_that_is_there_and_only_once(refer: Any) -> None:
    refer.ok("add-colleague", "Pat Poe", "--notes", "Party story.")
    for _ in range(2):
        refer.ok("add-colleague", REST, "--yes", "--keep-rest")
    assert refer.colleague("Pat Poe")["notes"] == "Party story.\nanswers texts only; bakes sourdough"


def test_cents_are_rounded_and_it_is_said(refer: Any) -> None:
    answer = refer.ok("add-colleague", "Bo Ly LPC, $120.50", "--yes")
    assert "$120.50 is taken as $121" in answer.out and refer.colleague("Bo Ly")["fee"] == 121
    assert "$120.50 is taken as $121" in refer.ok("add-colleague", "Bo Ly LPC, $120.50", "--dry-run").out


def _workbook(folder: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Name", "Phone", "Insurance"])
    book.active.append(["Ada Birch", "303-555-0101", "Aetna"])
    book.save(folder / "my list.xlsx")
    return folder / "my list.xlsx"


def test_a_spreadsheet_is_led_to_import(refer: Any, refused: Any, tmp_path: Path) -> None:
    sheet = _workbook(tmp_path)
    said = refused(1, "add-colleague", "--from", str(sheet), "--yes")
    assert "is a spreadsheet" in said and f"refer import '{sheet}'" in said.replace('"', "'")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.4\n%\xe9\xeb\n1 0 obj\n", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml word/document.xml", "a text document"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00notes.txt Jane Roe LPC", "zip file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "an image"),
        (b"SQLite format 3\x00\x10\x00\x01\x01", "a database"),
        (b"\x01\x02\x03Jane Roe\x00\x00\x05\x06LPC\x07\x00\x00", "is no text"),
    ],
)
def test_what_is_no_text_is_refused_by_content(start: bytes, kind: str, refused: Any, tmp_path: Path) -> None:
    file = tmp_path / "jane.txt"
    file.write_bytes(start)
    assert kind in refused(1, "add-colleague", "--from", str(file), "--yes")


@pytest.mark.parametrize(
    "text",
    [
        "Full name,Phone,Takes insurance?,Specialty,Town,Notes\nRosa Delgado,303-555-0101,OHP,kids,Gresham,\n",
        "First Name;Last Name;E-mail Address;Notes\nRosa;Delgado;rosa@example.com;LCSW\n",
        "Our referral list,,,\nName,License,Insurance,Rate\nRosa Delgado,LCSW,OHP,150\n",
    ],
)
def test_an_export_is_led_to_import(text: str, refused: Any, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    assert f"refer import {file}" in refused(1, "add-colleague", "--from", str(file), "--yes")


def test_a_few_vcards_and_a_list_in_words_are_still_read(refer: Any, tmp_path: Path) -> None:
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nNOTE:LPC. Aetna.\nEND:VCARD\n" for name in ("Jo Moss", "Al Fir")
    )
    for number, text in enumerate((cards, "Kim Vo, LCSW, Aetna, teens\nBo Ly, LPC, Cigna, couples\n")):
        file = tmp_path / f"{number}.txt"
        file.write_text(text, encoding="utf-8")
        refer.ok("add-colleague", "--from", str(file), "--yes")
    assert len(refer.ok("list", "--json").json["colleagues"]) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe PsyD, Boulder CO, 80 slides to 110, met for coffee 11/12",
        "Jane Roe PsyD, Boulder CO, 00",
        "Jane Roe PsyD, 0 slides to 10, Aetna",
        "Jane Roe PsyD, fee 50",
        "Jane Roe PsyD, 80 sliding to 10",
        "Jane Roe PsyD, private pay only, 50",
    ],
)
def test_a_sum_that_the_shell_has_eaten_is_refused(text: str, refused: Any) -> None:
    said = refused(1, "add-colleague", text, "--yes")
    assert "The shell has eaten a dollar sum" in said and "single quotes" in said


@pytest.mark.parametrize(
    ("text", "fee", "floor"),
    [
        ("Jane Roe PsyD, $80 sliding to $40", 80, 40),
        ("Jane Roe PsyD, fee 150, slides to 60", 150, 60),
        ("Jane Roe PsyD, 303-555-0101, full until 05/06, 02139, ages 6-12", None, None),
        ("Jane Roe PsyD, sliding scale 2 spots, Aetna", None, None),
    ],
)
def test_a_whole_sum_is_taken(text: str, fee: int | None, floor: int | None, refer: Any) -> None:
    refer.ok("add-colleague", text, "--yes")
    jane = refer.colleague("Jane Roe")
    assert (jane["fee"], jane["fee_floor"]) == (fee, floor)


def test_a_small_sum_is_asked_about_on_a_terminal_and_not_at_the_prompt(refer: Any) -> None:
    asked = refer("add-colleague", "Jane Roe PsyD, fee 50", typed=[""])
    assert asked.code == 1 and "takes the $1 out of $150" in asked.out
    refer.ok("add-colleague", "Jane Roe PsyD, fee 50", typed=["y", ""])
    assert refer.colleague("Jane Roe")["fee"] == 50
    assert "eaten" not in refer.ok("add-colleague", typed=["Bo Ly LPC, fee 60", "", ""]).out
    assert refer.colleague("Bo Ly")["fee"] == 60


@pytest.mark.usefixtures("no_colleagues")
def test_a_sum_that_begins_with_a_zero_is_refused_in_options_too(refused: Any) -> None:
    assert "single quotes" in refused(2, "add-colleague", "Kim Vo", "--fee", "00")
    assert "single quotes" in refused(2, "suggest", "--reason", "cannot-afford", "--anywhere", "--max-fee", "00")
