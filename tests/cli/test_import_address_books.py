"""`refer import` of address books: whom a phone, Google, Outlook, LinkedIn and mail programs hand out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Take = Callable[[str, str], Any]


@pytest.fixture
def take(refer: Any, tmp_path: Path) -> Take:
    """Bring a file in: what it is called, and what is in it."""

    def taken(name: str, text: str) -> Any:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return refer.ok("import", str(path), "--json").json

    return taken


BOOKS = Path(__file__).parent / "address_books"
"""One fictional file of each program, of the people whom the tests name."""
TABLES = ("google_old", "google_new", "outlook", "linkedin", "thunderbird", "windows_mail", "yahoo")


def book(name: str) -> str:
    """One of the files."""
    return (BOOKS / name).read_text(encoding="utf-8")


def test_a_phone_hands_over_people_and_no_company(refer: Any, take: Take) -> None:
    report = take("iphone.vcf", book("iphone.vcf"))
    assert (report["kind"], report["read"], report["added"]) == ("vcard", 3, 2)
    assert [skipped["reason"] for skipped in report["skipped"]] == ["no person (a company): Birch Supplies"]
    rosa = refer.colleague("Rosa Delgado")
    assert (rosa["name"], rosa["credentials"], rosa["practice"]) == ("Rosa Delgado", ["LCSW"], "Delgado Counseling")
    assert (rosa["phone"], rosa["email"]) == ("303-555-0101", "rosa@example.com")
    assert (rosa["street"], rosa["city"], rosa["state"], rosa["zip"]) == ("1 Elm St, Suite 2", "Denver", "CO", "80202")
    assert rosa["tags"] == ["Therapists"]
    assert rosa["populations"] == ["teen"]
    assert [panel["name"] for panel in rosa["panels"]] == ["Aetna"]


def test_an_address_of_another_country_makes_no_state(refer: Any, take: Take) -> None:
    take("iphone.vcf", book("iphone.vcf"))
    jorg = refer.colleague("Jörg Grün")
    assert (jorg["phone"].replace(" ", ""), jorg["city"]) == ("+49305550101", None)
    assert (jorg["state"], jorg["zip"]) == (None, None)


@pytest.mark.parametrize("kind", TABLES)
def test_contacts_of_a_program_are_read_by_its_headings(refer: Any, take: Take, kind: str) -> None:
    report = take("contacts.csv", book(f"{kind}.csv"))
    assert (report["read"], report["added"], report["kind"].partition("-")[0]) == (1, 1, kind.partition("_")[0])
    ada = refer.colleague("Ada Birch")
    assert (ada["name"], ada["practice"]) == ("Ada Birch", "Birch Practice")
    if kind not in ("windows_mail", "yahoo"):
        assert ada["credentials"][:1] == ["PhD"]
    if kind == "outlook":
        assert ada["credentials"] == ["PhD", "LP"]
    if kind == "linkedin":
        assert ada["website"] == "https://www.linkedin.com/in/example-ada"
        return
    assert (ada["email"], ada["phone"]) == ("ada@example.com", "303-555-0104")
    assert (ada["street"], ada["city"], ada["state"], ada["zip"]) == ("2 Oak St", "Boulder", "CO", "80301")
    if kind in ("google_old", "google_new", "outlook"):
        assert ada["tags"] == ["Therapists"]
    if kind not in ("google_new",):
        assert [panel["name"] for panel in ada["panels"]] == ["Cigna"]


@pytest.mark.parametrize("name", ["iphone.vcf", *(f"{kind}.csv" for kind in TABLES)])
def test_the_same_export_again_changes_nothing(take: Take, name: str) -> None:
    first = take(name, book(name))
    again = take(name, book(name))
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, first["added"])
    assert again["read"] == again["unchanged"] + len(again["skipped"])


def test_an_export_of_another_encoding_and_delimiter_is_read(refer: Any, tmp_path: Path) -> None:
    path = tmp_path / "thunderbird.csv"
    path.write_bytes(book("thunderbird.csv").replace("Birch Practice", "Praxis Müller").encode("cp1252"))
    refer.ok("import", str(path))
    assert refer.colleague("Ada Birch")["practice"] == "Praxis Müller"


def phone(tmp_path: Path, people: int = 40) -> str:
    """A phone's whole export: two therapists, a dentist, a plumber, Mom, and many others."""
    cards = [
        "N:Delgado;Rosa;;;\nFN:Rosa Delgado, LCSW\nTEL:303-555-0101",
        "N:Elm;Bo;;;\nFN:Bo Elm\nORG:Elm Counseling",
        "N:Oak;Cy;;;\nFN:Cy Oak\nCATEGORIES:Therapists",
        "N:Fir;Di;;;\nFN:Di Fir\nNOTE:EMDR for trauma, takes Aetna",
        "N:Gum;Ed;;;\nFN:Ed Gum DDS\nORG:Gum Dental Therapy",
        "N:Ash;Flo;;;\nFN:Flo Ash\nTITLE:Plumber\nCATEGORIES:House",
        "N:;Mom;;;\nFN:Mom\nTEL:303-555-0102",
        *(f"N:Person{number:02};Any;;;\nFN:Any Person{number:02}" for number in range(people - 7)),
    ]
    path = tmp_path / "phone.vcf"
    path.write_text("".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards), encoding="utf-8")
    return str(path)


def names(refer: Any) -> list[str]:
    """Everybody in the book."""
    return sorted(colleague["name"] for colleague in refer.ok("list", "--json").json["colleagues"])


LIKELY = ["Bo Elm", "Cy Oak", "Di Fir", "Rosa Delgado"]


def test_on_a_terminal_colleagues_are_ticked_and_enter_takes_them(refer: Any, tmp_path: Path) -> None:
    answer = refer.ok("import", phone(tmp_path), typed=[""])
    assert "40 people. Whom shall I take?" in answer.out
    assert "Enter takes the 4 ticked" in answer.out
    assert "[x] Rosa Delgado, LCSW" in answer.out
    assert "[ ] Any Person00" in answer.out
    assert names(refer) == LIKELY


def test_the_list_to_tick_from_fits_a_screen(refer: Any, tmp_path: Path) -> None:
    shown = refer("import", phone(tmp_path, people=400), typed=["n"]).out.split("Enter takes")[0].splitlines()
    assert len(shown) <= 22
    assert max(map(len, shown)) <= 80
    assert "page 1 of 25" in "\n".join(shown)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (["none", ""], []),
        (["q"], []),
        (["none", "+1 +3-4 -3", ""], ["Bo Elm", "Rosa Delgado"]),
        (["none", "2", ""], ["Cy Oak"]),
        (["/mom", "all", "letters", "/mom", "all", ""], sorted([*LIKELY, "Mom"])),
        (["n", "p", "?", "what", "+99", "ticked", ""], LIKELY),
        (["none", "/nobody such", "/", "letters", ""], LIKELY),
    ],
)
def test_ticks_are_set_by_numbers_words_and_search(
    refer: Any, tmp_path: Path, typed: list[str], taken: list[str]
) -> None:
    refer("import", phone(tmp_path), typed=typed)
    assert names(refer) == taken


@pytest.mark.usefixtures("no_colleagues")
def test_input_that_ends_before_the_answer_takes_nobody(refer: Any, tmp_path: Path) -> None:
    answer = refer("import", phone(tmp_path), typed=["n"])
    assert answer.code != 0
    assert names(refer) == []


def test_who_is_in_the_book_stays_ticked_when_the_phone_comes_again(refer: Any, tmp_path: Path) -> None:
    path = phone(tmp_path)
    refer.ok("import", path, typed=["none", "/mom", "all", ""])
    answer = refer.ok("import", path, typed=[""])
    assert "Enter takes the 5 ticked" in answer.out
    assert "in your book" in answer.out
    assert names(refer) == sorted([*LIKELY, "Mom"])


def test_off_a_terminal_everybody_comes_in_and_how_to_choose_is_said(refer: Any, tmp_path: Path) -> None:
    report = refer.ok("import", phone(tmp_path), "--json").json
    assert report["added"] == 40
    assert any("--only TEXT" in said for said in report["assumptions"])


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        (["--only", "LCSW"], ["Rosa Delgado"]),
        (["--only", "plumber", "--only", "elm couns"], ["Bo Elm", "Flo Ash"]),
        (["--group", "therapists"], ["Cy Oak"]),
        (["--group", "House", "--only", "flo"], ["Flo Ash"]),
        (["--group", "House", "--only", "LCSW"], []),
    ],
)
def test_options_choose_whom_to_take(refer: Any, tmp_path: Path, options: list[str], taken: list[str]) -> None:
    report = refer.ok("import", phone(tmp_path), *options, "--json").json
    assert report["read"] == 40 == report["added"] + len(report["skipped"])
    assert {skipped["reason"] for skipped in report["skipped"]} == {"not chosen"}
    assert names(refer) == taken


def test_where_nobody_fits_the_labels_are_named(refer: Any, tmp_path: Path) -> None:
    report = refer.ok("import", phone(tmp_path), "--group", "Rotary", "--json").json
    assert "nobody fits; the labels in the file are Therapists (1), House (1)" in report["assumptions"]


def test_all_takes_everybody_on_a_terminal_unasked(refer: Any, tmp_path: Path) -> None:
    assert "Whom shall I take" not in refer.ok("import", phone(tmp_path), "--all", typed=[]).out
    assert len(names(refer)) == 40


def test_a_spreadsheet_is_chosen_from_by_options_only(refer: Any, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,practice,tags\nAda Birch,Birch Practice,north\nBo Elm,Elm House,south\n", encoding="utf-8")
    refer.ok("import", str(path), "--group", "south")
    assert names(refer) == ["Bo Elm"]


@pytest.mark.usefixtures("no_colleagues")
def test_add_colleague_leads_an_address_book_to_import(refer: Any, tmp_path: Path) -> None:
    path = phone(tmp_path)
    answer = refer("add-colleague", "--from", path, "--yes")
    assert answer.code == 1
    assert "40 contacts" in answer.err
    assert f"refer import {path}" in answer.err
    assert names(refer) == []
