"""E-mail addresses at every door, and what becomes of those that an older book holds."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from prepared_books import prepared

from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts

WRONG = "jane..roe@example.com"
PREPARE = ("prepare", "--reason", "moving", "--colleague", "Ada Birch")


@prepared
def older(two: Any) -> None:
    """A book from a time when an address with two full stops in a row was taken for one."""
    two.ok("init", "--name", "Rosa Linden")
    with WritableBook.open_writing(two.book, "2026-11-24") as book, book.step("as an older version did") as step:
        from refer_cli.book import writing

        writing.change_card(step, 1, Facts({"email": WRONG}, "2026-11-24"))
        writing.set_profile(step, Facts({"email": "rosa.@example.com"}, "2026-11-24"), ...)


@pytest.mark.parametrize("command", [("add-colleague", "Jane Roe"), ("edit", "Ada Birch"), ("init", "--name", "Me")])
def test_no_door_takes_an_address_that_cannot_be_written(two: Any, refused: Any, command: tuple[str, ...]) -> None:
    assert f'"{WRONG}" is not an e-mail address' in refused(2, *command, "--email", WRONG)


def test_an_import_leaves_such_an_address_out_and_says_so(two: Any, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text(f"name,email\nJane Roe,{WRONG}\nKim Larch,<kim@example.com>\n", encoding="utf-8")
    assert WRONG in two.ok("import", str(file)).out
    assert two.colleague("Kim Larch")["email"] == "kim@example.com"
    jane = two.colleague("Jane Roe")
    assert (jane["email"], jane["notes"]) == (None, f"email: {WRONG}")


def test_a_text_with_such_an_address_gives_none_and_shows_the_words(two: Any) -> None:
    said = two.ok("add-colleague", f"Jane Roe, LCSW, Denver CO, {WRONG}", "--yes").out
    assert two.colleague("Jane Roe")["email"] is None
    assert WRONG in said
    two.ok("add-colleague", "Kim O'Neil, LCSW, Denver CO, o'neil@example.com", "--yes")
    assert two.colleague("Kim O'Neil")["email"] == "o'neil@example.com"


@pytest.mark.parametrize("address", [".jane@example.com", "jane@exämple.com", "(jane)@example.com"])
def test_the_rest_of_an_address_is_nobodys_web_page(two: Any, address: str) -> None:
    two.ok("add-colleague", f"Jane Roe, LCSW, Denver CO, {address}", "--yes")
    assert (two.colleague("Jane Roe")["email"], two.colleague("Jane Roe")["website"]) == (None, None)


def test_a_letter_leaves_such_an_address_out_and_says_so(older: Any, tmp_path: Path) -> None:
    file = tmp_path / "letter.eml"
    said = " ".join(older.ok(*PREPARE, "--letter", str(file), "--mailto").out.split())
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert message["To"] is None and message["From"] is None
    assert f'The e-mail address of Ada Birch that is noted, "{WRONG}", cannot be written to' in said
    assert 'Your own e-mail address, "rosa.@example.com", cannot be answered to' in said
    assert "mailto:" not in said and "No e-mail address is noted" not in said


@pytest.mark.parametrize("ending", ["txt", "eml"])
def test_both_kinds_of_letter_are_written(older: Any, tmp_path: Path, ending: str) -> None:
    older.ok(*PREPARE, "--letter", str(tmp_path / f"letter.{ending}"))
    assert WRONG not in (tmp_path / f"letter.{ending}").read_text("utf-8")


def test_a_message_leaves_such_an_address_out_and_says_so(older: Any, tmp_path: Path) -> None:
    file = tmp_path / "hello.eml"
    said = " ".join(older.ok("outreach", "Ada Birch", "--eml", str(file)).out.split())
    assert f'"{WRONG}", cannot be written to' in said
    assert email.message_from_bytes(file.read_bytes(), policy=default)["To"] is None
    assert older.ok("outreach", "Ada Birch", "--mailto").out.startswith("mailto:?subject=")


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_no_address_writes_to_anybody_else_from_a_sheet(two: Any, tmp_path: Path, ending: str) -> None:
    two.ok("edit", "Ada Birch", "--email", "a?bcc=evil@example.com", "--accepting", "yes")
    file = tmp_path / f"options.{ending}"
    two.ok(*PREPARE, "--sheet", str(file))
    assert b"mailto:a%3Fbcc%3Devil@example.com" in file.read_bytes()
    assert b"mailto:a?bcc" not in file.read_bytes()


def test_a_sheet_shows_an_older_address_without_a_link(older: Any, tmp_path: Path) -> None:
    file = tmp_path / "options.html"
    older.ok(*PREPARE, "--sheet", str(file))
    assert WRONG in file.read_text("utf-8") and "mailto:" not in file.read_text("utf-8")
