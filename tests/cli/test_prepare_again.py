"""`refer prepare --give` for a client who has been offered somebody before: what is asked now counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from prepared_books import prepared

ASKED = ("prepare", "--reason", "moving", "--city", "Denver")
CARD = ("--city", "Denver", "--state", "CO", "--license-state", "CO", "--in-person", "yes", "--telehealth", "yes")


@prepared
def book(refer: Any) -> None:
    """Wes treats anxiety alone and has a waitlist; Zoe treats trauma, and anxiety as well."""
    refer.ok("add-colleague", "Wes Wait", *CARD, "--specialty", "anxiety", "--accepting", "waitlist", "--email",
             "wes@example.com")  # fmt: skip
    refer.ok("add-colleague", "Zoe Trill", *CARD, "--specialty", "trauma (trained)", "--specialty", "anxiety (trained)",
             "--accepting", "yes", "--email", "zoe@example.com")  # fmt: skip


def test_another_need_is_searched_for_anew_and_nothing_untrue_is_said(book: Any, tmp_path: Path) -> None:
    book.ok(*ASKED, "--need", "anxiety", "--give", "Q1", "--colleague", "Wes")
    sheet = tmp_path / "sheet.txt"
    other = ("prepare", "--reason", "outside-scope", "--need", "trauma", "--city", "Denver")
    answer = book.ok(*other, "--give", "Q1", "--sheet", str(sheet))
    said = " ".join(answer.out.split())
    assert "Zoe Trill" in sheet.read_text(encoding="utf-8") and "Wes" not in sheet.read_text(encoding="utf-8")
    assert "You named" not in said and "! Wes" not in said
    assert "offered before and not among these: Wes Wait (does not work with trauma)" in said
    assert "--colleague names them" in said


def test_a_limit_holds_for_an_open_referral_too(book: Any) -> None:
    book.ok(*ASKED, "--need", "anxiety", "--give", "Q1", "--colleague", "Wes", "--colleague", "Zoe")
    found = book.ok(*ASKED, "--need", "anxiety", "--give", "Q1", "--limit", "1", "--json").json
    assert [one["name"] for one in found["people"]] == ["Zoe Trill"]
    assert "Zoe Trill again, as offered; offered before and not among these: Wes Wait" in found["assumptions"][-1]


def test_a_consent_that_is_noted_counts(book: Any, tmp_path: Path) -> None:
    noted = book.ok(*ASKED, "--need", "anxiety", "--colleague", "Zoe", "--give", "Q2", "--consent", "2026-11-20")
    command = " ".join(noted.out.replace("\\\n", " ").split())
    assert '--colleague "Zoe Trill" --letter letter.eml --consent 2026-11-20' in command
    letter = tmp_path / "letter.txt"
    again = book.ok(*ASKED, "--need", "anxiety", "--colleague", "Zoe", "--give", "Q2", "--letter", str(letter))
    assert "no consent" not in again.out and "Consent is noted" in again.out
    assert "November 20, 2026" in letter.read_text(encoding="utf-8")


def test_a_consent_covers_nobody_who_was_offered_after_it(book: Any, tmp_path: Path) -> None:
    book.ok(*ASKED, "--need", "anxiety", "--colleague", "Zoe", "--give", "Q2", "--consent", "2026-11-20")
    book.today = date(2026, 11, 25)
    both = ("--colleague", "Zoe", "--colleague", "Wes", "--give", "Q2", "--letter", str(tmp_path / "letter.txt"))
    said = " ".join(book.ok(*ASKED, "--need", "anxiety", *both).out.split())
    assert "The letter to Wes Wait says nothing about your client" in said
    assert "anxiety" in (tmp_path / "letter-1.txt").read_text(encoding="utf-8")
    assert "anxiety" not in (tmp_path / "letter-2.txt").read_text(encoding="utf-8")
    letters = book.ok(*ASKED, "--need", "anxiety", *both, "--force", "--json").json["letters"]
    assert [one["consent_on"] for one in letters] == ["2026-11-20", None]


def test_a_label_of_digits_is_refused_before_anything_is_written(
    book: Any, refused: Callable[..., str], tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.txt"
    assert "digits only" in refused(2, *ASKED, "--need", "anxiety", "--give", "17", "--sheet", str(sheet))
    assert not sheet.exists()


def test_one_person_named_twice_is_one(book: Any) -> None:
    twice = book.ok(*ASKED, "--need", "anxiety", "--colleague", "Zoe", "--colleague", "2", "--json").json
    assert len(twice["people"]) == len(twice["options"]) == 1
    assert twice["offer"]["advice"] == "You named Zoe Trill." and "One name is" in twice["offer"]["why"]


def test_a_limit_beside_names_is_refused_and_carried_into_no_command(book: Any, refused: Callable[..., str]) -> None:
    assert "--limit" in refused(2, *ASKED, "--need", "anxiety", "--colleague", "Zoe", "--limit", "2")
    said = book.ok(*ASKED, "--need", "anxiety", "--limit", "1", "--give", "Q1").out
    assert "--colleague" in said and "--limit" not in said.split("Why 988")[1]
