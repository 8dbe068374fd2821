"""A text in `refer add-colleague` and `refer verify`: shown, asked about, stored; recognised; and never kept."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

JANE = (
    "Jane Roe PsyD, Boulder CO, OCD (certified) + anxiety, ERP, Cigna, no Medicaid, $180 slides to 110,"
    " met for coffee 11/12"
)
CARD = """
  Jane Roe, PsyD                                                             new
  place            Boulder, CO
  licence          ? CO                            assumed from Boulder CO
  specialties      OCD (certified), anxiety, maybe others
  approaches       ERP, maybe others
  panels           Cigna, not Medicaid, maybe others
  fee              $180, lowest $110
  met              2026-11-12, coffee              counts toward November
  not understood   (nothing)

"""


def test_enter_saves_what_is_written_and_asks_for_the_rest(refer: Any) -> None:
    answer = refer.ok("add-colleague", JANE, typed=["", "y"])
    assert CARD in answer.out
    assert "Save? [Y/n/edit]" in answer.out
    assert "licence CO (assumed from the office): save it? [Y/n]" in answer.out
    jane = refer.colleague("Jane Roe")
    assert jane["license_states"] == ["CO"]
    assert jane["panels"] == [{"name": "Cigna", "accepting": None, "as_of": "2026-11-24"}]
    assert (jane["panels_denied"], jane["panels_open"]) == (["Medicaid"], True)
    assert (jane["fee"], jane["fee_floor"], jane["first_met"], jane["source"]) == (180, 110, "2026-11-12", "captured")


def test_enter_takes_the_licence_of_the_office_and_n_leaves_it_out(refer: Any) -> None:
    refer.ok("add-colleague", JANE, typed=["", ""])
    assert refer.colleague("Jane Roe")["license_states"] == ["CO"]
    refer.ok("undo")
    refer.ok("add-colleague", JANE, typed=["", "n"])
    assert refer.colleague("Jane Roe")["license_states"] is None


@pytest.mark.usefixtures("no_colleagues")
def test_no_saves_nothing(refer: Any) -> None:
    assert "Nothing was saved." in refer.ok("add-colleague", JANE, typed=["n"]).out
    assert refer.ok("list", "--json").json["colleagues"] == []


def test_e_edits(refer: Any) -> None:
    refer.ok("add-colleague", JANE, typed=["e", "fee", "190", "approaches", "unknown", "", "", ""])
    jane = refer.colleague("Jane Roe")
    assert (jane["fee"], jane["approaches"]) == (190, None)


def test_conflicts_are_asked_one_by_one(refer: Any) -> None:
    text = "Jane Roe, LCSW. Fee $150. Her fee is $180. I think she takes Aetna."
    answer = refer.ok("add-colleague", text, typed=["", "n", "n", "y"])
    assert answer.out.count("save it too?") == 3
    jane = refer.colleague("Jane Roe")
    assert (jane["panels"], jane["fee"]) == (None, 180)


def test_yes_stores_written_and_denied_and_lists_the_rest(refer: Any) -> None:
    answer = refer.ok("add-colleague", JANE + ", maybe Aetna", "--yes")
    assert 'Not stored (assumed): licence CO, from "Boulder CO".' in answer.out
    assert "Not stored (unsure): panels Aetna" in answer.out
    jane = refer.colleague("Jane Roe")
    assert [one["name"] for one in jane["panels"]] == ["Cigna"] and jane["license_states"] is None


def test_off_a_terminal_a_text_is_not_stored_without_yes(refer: Any) -> None:
    answer = refer("add-colleague", JANE)
    assert answer.code == 2 and "--yes" in answer.err and answer.out == ""
    assert not refer.book.exists()


def test_dry_run_prints_the_promised_json_and_stores_nothing(refer: Any, tmp_path: Path) -> None:
    file = tmp_path / "jane.txt"
    file.write_text(JANE, encoding="utf-8")
    for answer in (
        refer.ok("add-colleague", "--from", str(file), "--dry-run", "--json"),
        refer.ok("add-colleague", JANE, "--dry-run", "--json"),
    ):
        said = answer.json
        assert set(said) == {"schema", "people", "not_understood"} and said["schema"] == "refer.capture/1"
        (person,) = said["people"]
        assert set(person) == {"colleague", "facts"}
        assert person["colleague"]["city"] == "Boulder" and person["colleague"]["license_states"] is None
        assert {"field": "panels", "value": "Medicaid (no)", "from": "no Medicaid", "sure": "denied"} in person["facts"]
        assert {"field": "license_states", "value": "CO", "from": "Boulder CO", "sure": "assumed"} in person["facts"]
        assert all(set(fact) == {"field", "value", "from", "sure"} for fact in person["facts"])
    assert not refer.book.exists()


@pytest.mark.parametrize("name", ["Ada Birch", "Mary Ann O'Neil-Smith", "Maria de la Cruz", "J. Robert Moss Jr."])
def test_a_plain_name_stays_a_name(name: str, refer: Any) -> None:
    refer.ok("add-colleague", name)
    assert refer.colleague(name)["source"] == "me"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Birch, LMFT",
        "Ada Birch $150",
        "Ada Birch\nLMFT",
        "Ada Birch ada@example.com",
        "Ada Birch takes Aetna and sees teens",
    ],
)
def test_more_than_a_name_is_a_text(text: str, refer: Any) -> None:
    refer.ok("add-colleague", text, "--yes")
    ada = refer.colleague("Ada Birch")
    assert (ada["name"], ada["source"]) == ("Ada Birch", "captured")


def test_options_win_over_the_text(refer: Any) -> None:
    refer.ok("add-colleague", JANE, "--yes", "--fee", "200", "--panel", "Aetna", "--license-state", "NM")
    jane = refer.colleague("Jane Roe")
    assert (jane["fee"], jane["fee_floor"], jane["license_states"]) == (200, 110, ["NM"])
    assert [one["name"] for one in jane["panels"]] == ["Aetna"] and "panels_denied" not in jane


def test_a_name_by_option_for_a_text_without_one(refer: Any) -> None:
    refused = refer("add-colleague", "takes Aetna, sees teens", "--yes")
    assert refused.code == 1 and "names nobody" in refused.err
    refer.ok("add-colleague", "takes Aetna, sees teens", "--yes", "--name", "Kim Larch")
    assert refer.colleague("Kim Larch")["panels"][0]["name"] == "Aetna"


def test_standard_input(refer: Any) -> None:
    before = sys.stdin
    try:
        from refer_cli.app import run
        from refer_cli.services.environment import Environment

        for where in (["-"], ["--from", "-"]):
            sys.stdin = io.StringIO("Kim Larch, LPC takes Aetna")
            environment = Environment(
                refer.environ, today=refer.today, stdin_is_terminal=False, stdout_is_terminal=False
            )
            assert run(["add-colleague", *where, "--yes", "--again"], environment) == 0
    finally:
        sys.stdin = before
    assert len(refer.ok("list", "--json").json["colleagues"]) == 2


def test_the_clipboard(refer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyperclip

    monkeypatch.setattr(pyperclip, "paste", lambda: "Kim Larch, LPC takes Aetna")
    refer.ok("add-colleague", "--paste", "--yes")
    assert refer.colleague("Kim Larch")["panels"][0]["name"] == "Aetna"


def test_without_a_clipboard(refer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyperclip

    def fail() -> str:
        raise pyperclip.PyperclipException("none")

    monkeypatch.setattr(pyperclip, "paste", fail)
    answer = refer("add-colleague", "--paste", "--yes")
    assert answer.code == 1 and "no clipboard" in answer.err


def test_somebody_in_the_book_is_updated_by_just_what_is_new(two: Any) -> None:
    answer = two.ok("add-colleague", "Ada Birch here: I'm full until spring.", "--yes")
    assert "takes clients" in answer.out and "no until 2027-03" in answer.out
    ada = two.colleague("ada")
    assert ada["accepting"] == "no until 2027-03" and ada["fee"] == 150
    assert len(two.ok("list", "--all", "--json").json["colleagues"]) == 2
    assert ada["confirmed"] == {"accepting": "2026-11-24"}


def test_the_difference_is_shown_and_may_be_left(two: Any) -> None:
    answer = two.ok("add-colleague", "Ada Birch here: I'm full until spring.", typed=["n"])
    assert "Ada Birch is in the book (id 1). What would change:" in answer.out
    assert "not known → no until 2027-03" in answer.out
    assert two.colleague("ada")["accepting"] is None


def test_verify_takes_a_text(two: Any, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_text(
        "From: Ada Birch <ada.birch@example.com>\nTo: me@example.com\nSubject: update\n"
        "Date: Mon, 16 Nov 2026 09:00:00 -0700\n\nI no longer take Aetna. I now take Humana.\n",
        encoding="utf-8",
    )
    two.ok("verify", "Ada Birch", "--from", str(file), "--yes")
    ada = two.colleague("ada")
    assert {one["name"]: one["as_of"] for one in ada["panels"]} == {"Cigna": "2026-04-20", "Humana": "2026-11-16"}
    assert ada["panels_denied"] == ["Aetna"] and ada["fee"] == 150
    two.ok("undo")
    assert [one["name"] for one in two.colleague("ada")["panels"]] == ["Aetna", "Cigna"]


def test_verify_refuses_a_text_about_another(two: Any) -> None:
    before = two.colleague("ada")
    answer = two("verify", "Ada Birch", "--from", "-", "--yes", typed=["Bob Oak, LPC takes Aetna"])
    assert answer.code == 1 and "about Bob Oak, not about Ada Birch" in answer.err
    assert two.colleague("ada") == before


def test_the_words_are_not_kept(refer: Any) -> None:
    secret = "My client Zebulon has nightmares"
    refer.ok("add-colleague", f"{JANE}. {secret}.", "--yes")
    assert b"Zebulon" not in refer.book.read_bytes()
    assert b"nightmares" not in refer.book.read_bytes()
    assert b"slides to" not in refer.book.read_bytes()


def test_several_people_one_by_one(refer: Any) -> None:
    text = "Jan Hawthorn, LCSW - takes Aetna\nKai Hemlock, PsyD - private pay only, $220"
    refer.ok("add-colleague", text, typed=["", "n"])
    assert [one["name"] for one in refer.ok("list", "--json").json["colleagues"]] == ["Jan Hawthorn"]


def test_refusals(refer: Any, refused: Any) -> None:
    assert "no file" in refused(1, "add-colleague", "--from", "nowhere.txt", "--yes")
    assert "is a folder" in refused(1, "add-colleague", "--from", ".", "--yes")
    assert "one of them" in refused(2, "add-colleague", "a, b", "--from", "x", "--yes")
    assert "Nothing about a colleague" in refused(1, "add-colleague", "the potluck is on friday, at six", "--yes")
    assert "needs a text" in refused(2, "add-colleague", "Ada Birch", "--dry-run")


@pytest.mark.usefixtures("no_colleagues")
def test_reading_commands_import_nothing_of_capture(refer: Any) -> None:
    import subprocess

    program = (
        "import sys; from refer_cli.app import run; run(['list']);"
        "print([name for name in sys.modules if name.startswith(('refer_cli.capture', 'nameparser', 'phonenumbers',"
        " 'selectolax', 'pyperclip', 'email'))], file=sys.stderr)"
    )
    import os

    environ = {**os.environ, **refer.environ}
    done = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_text_without_a_name_finds_the_one_who_is_meant(refer: Any) -> None:
    refer.ok("add-colleague", "Ada Birch", "--panel", "Cigna", "--panel", "Aetna")
    answer = refer.ok("add-colleague", "I'm full until spring, no longer take Cigna", typed=["Ada Birch", ""])
    assert "Whom is it about" in answer.out and "in the book" in answer.out
    ada = refer.colleague("Ada Birch")
    assert [one["name"] for one in ada["panels"]] == ["Aetna"] and ada["panels_denied"] == ["Cigna"]
    assert ada["accepting"] == "no until 2027-03"


def test_options_beside_several_people_are_refused_by_their_names(refer: Any) -> None:
    answer = refer(
        "add-colleague", "Jane Roe, PsyD takes Aetna.\nBob Oak, LPC takes Cigna.", "--city", "Denver", "--yes"
    )
    assert answer.code == 2 and "Jane Roe and Bob Oak" in answer.err and "--yes takes all" in answer.err


def test_several_people_are_all_stored_or_none(refer: Any) -> None:
    text = "Jane Roe, PsyD takes Aetna.\nBob Oak, LPC takes Cigna."
    refer.ok("add-colleague", text, "--yes")
    assert {one["name"] for one in refer.ok("list", "--json").json["colleagues"]} == {"Jane Roe", "Bob Oak"}
    refer.ok("add-colleague", "Bob Oak", "--again")
    refused = refer("add-colleague", "Kim Lee, LCSW takes Humana.\nBob Oak, LPC takes Humana.", "--yes")
    assert refused.code == 1 and "Several colleagues" in refused.err
    assert len(refer.ok("list", "--json").json["colleagues"]) == 3


def test_explain_shows_the_words(refer: Any) -> None:
    answer = refer.ok("add-colleague", JANE, "--dry-run", "--explain")
    assert 'not Medicaid  from "no Medicaid"' in " ".join(answer.out.split()).replace("Medicaid from", "Medicaid  from")


def test_a_doubted_denial_is_asked_about_as_a_no(refer: Any) -> None:
    text = "Jane Roe, LCSW. I think she no longer takes Aetna."
    answer = refer.ok("add-colleague", text, typed=["", "y"])
    assert "panels not Aetna (not sure" in answer.out
    jane = refer.colleague("Jane Roe")
    assert (jane["panels"], jane["panels_denied"]) == ([], ["Aetna"]) or jane["panels_denied"] == ["Aetna"]


def test_a_meeting_that_a_text_tells_of_is_noted(refer: Any) -> None:
    refer.ok("goals", "set", "coffee", "2")
    refer.ok("add-colleague", JANE, "--yes")
    goals = {one["name"]: one["done"] for one in refer.ok("goals", "--json").json["goals"]}
    assert goals["coffee"] == 1
    refer.ok("add-colleague", "Jane Roe PsyD, Boulder CO, met for lunch 11/20", "--yes")
    (jane,) = refer.ok("list", "--json").json["colleagues"]
    assert (jane["first_met"], jane["last_contact"]) == ("2026-11-12", "2026-11-20")
    days = [one["on"] for one in refer.ok("ledger", "Jane", "--json").json["history"] if one["what"] == "met"]
    assert sorted(days) == ["2026-11-12", "2026-11-20"]
    refer.ok("undo")
    assert refer.colleague("jane")["last_contact"] is None
