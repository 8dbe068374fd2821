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
TABLES = ("google_old", "google_new", "outlook", "linkedin", "thunderbird", "windows_mail")


def book(name: str) -> str:
    """One of the files."""
    return (BOOKS / name).read_text(encoding="utf-8")


def test_a_phone_hands_over_people_and_no_company(refer: Any, take: Take) -> None:
    report = take("iphone.vcf", book("iphone.vcf"))
    assert (report["format"], report["read"], report["added"]) == ("vcard", 3, 2)
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
    assert (jorg["phone"], jorg["city"], jorg["state"], jorg["zip"]) == ("+49 30 5550 101", None, None, None)


@pytest.mark.parametrize("kind", TABLES)
def test_contacts_of_a_program_are_read_by_its_headings(refer: Any, take: Take, kind: str) -> None:
    report = take("contacts.csv", book(f"{kind}.csv"))
    assert (report["read"], report["added"], report["format"].partition("-")[0]) == (1, 1, kind.partition("_")[0])
    ada = refer.colleague("Ada Birch")
    assert (ada["name"], ada["practice"]) == ("Ada Birch", "Birch Practice")
    if kind != "windows_mail":
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
