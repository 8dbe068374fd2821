"""What the guide of `refer prepare` tells the therapist, in how many lines, and what it proposes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ONE_PAGE = 61
"""Lines: a printed page has 60 to 66, and a blank one stands before the guide."""
BY_REASON = {
    "moving": ("--city", "Denver", "--need", "anxiety", "--insurance", "Aetna"),
    "personality-clash": ("--style", "warm", "--need", "OCD"),
    "outside-scope": ("--need", "panic disorder"),
    "treatment-disagreement": ("--unlike", "CBT", "--need", "anxiety"),
    "self-pay-transition": ("--leaving", "Aetna", "--need", "anxiety"),
    "insurance-change": ("--insurance", "Aetna", "--need", "anxiety"),
    "cannot-afford": ("--max-fee", "100", "--need", "anxiety"),
    "impartiality": ("--avoid", "Birch", "--need", "anxiety"),
    "no-progress": ("--tried", "CBT", "--need", "anxiety"),
    "caseload-full": ("--need", "anxiety"),
    "other": ("--need", "anxiety"),
}  # fmt: skip
CARD = ("--city", "Denver", "--state", "CO", "--license-state", "CO", "--in-person", "yes", "--telehealth", "yes",
        "--accepting", "yes")  # fmt: skip
DEMO = ("--demo", "prepare", "--reason")


@pytest.mark.parametrize("slug", BY_REASON)
def test_the_guide_is_one_page(refer: Any, slug: str) -> None:
    assert len(refer.ok(*DEMO, slug, *BY_REASON[slug]).out.splitlines()) <= ONE_PAGE


def test_each_section_has_its_own_star_and_the_editions_are_named(refer: Any) -> None:
    said = " ".join(refer.ok(*DEMO, "caseload-full", "--need", "anxiety").out.split())
    for part in (
        "ACA A.4.b*, A.11.b*", "NASW 1.17(e)*, 1.17(f)*", "ACA C.2.h*, B.6.i*; AAMFT 2.6*", "AAMFT 1.11*",
        "AAMFT 2015, ACA 2014, APA 2017, NASW (2025 text)", "* reported, not seen in the code itself",
    ):  # fmt: skip
        assert part in said, part
    assert "1.16(a)*" not in refer.ok(*DEMO, "outside-scope", "--need", "anxiety").out


def test_a_disagreement_is_told_as_the_client_put_it(refer: Any, tmp_path: Path) -> None:
    refused = refer.ok(*DEMO, "treatment-disagreement", "--unlike", "CBT", "--need", "anxiety").out
    assert "not what I do" not in " ".join(refused.split()) and "what they ask for" not in refused
    wanted = " ".join(refer.ok(*DEMO, "treatment-disagreement", "--approach", "CBT", "--need", "anxiety").out.split())
    assert "your own profile lists CBT" in wanted
    other = refer.ok(*DEMO, "treatment-disagreement", "--approach", "ACT", "--need", "OCD").out
    assert "your own profile lists" not in other


def test_one_who_is_far_ahead_is_enough_and_the_next_is_named(refer: Any) -> None:
    asked = (*DEMO, "no-progress", "--tried", "mindfulness", "--approach", "ACT", "--need", "OCD", "--json")
    said = refer.ok(*asked).json
    assert len(said["people"]) == 1 and "clearly the closest fit" in said["offer"]["advice"]
    assert "once you have called" not in said["offer"]["why"]
    both = refer.ok(*asked, "--limit", "2")
    assert both.json["people"][1]["name"] in said["offer"]["why"]


def test_one_name_that_was_asked_for_is_said_so(refer: Any) -> None:
    said = refer.ok(*DEMO, "moving", "--city", "Denver", "--need", "anxiety", "--limit", "1", "--json").json
    assert said["offer"]["why"].startswith("One name, as you asked.")


def test_somebody_who_cannot_be_reached_is_said_before_the_sheet_is_handed_over(refer: Any, tmp_path: Path) -> None:
    refer.ok("add-colleague", "Nell Noone", *CARD, "--specialty", "anxiety (trained)")
    asked = ("prepare", "--reason", "moving", "--city", "Denver", "--need", "anxiety")
    said = " ".join(refer.ok(*asked, "--letter", str(tmp_path / "letter.eml")).out.split())
    assert "no phone, e-mail or web page is noted" in said and "No e-mail address is noted of Nell Noone" in said
    (person,) = refer.ok(*asked, "--json").json["people"]
    assert person["check_first"][0].startswith("no phone, e-mail")


def test_two_diagnoses_have_the_rule_on_records_of_substance_use(refer: Any) -> None:
    said = refer.ok(*DEMO, "other", "--anywhere", "--need", "co-occurring disorders", "--colleague", "Ada Birch").out
    assert "42 CFR Part 2" in " ".join(said.split())


def test_nobody_who_is_ready_ends_in_a_command_to_paste(refer: Any, refused: Callable[..., str]) -> None:
    refer.ok("add-colleague", "Gale Hick", "--city", "Denver", "--state", "CO", "--specialty", "grief")
    said = refused(1, "prepare", "--reason", "moving", "--city", "Denver", "--need", "grief")
    assert (
        'call Gale Hick first, then refer prepare --reason moving --city Denver --need grief --colleague "Gale' in said
    )
    assert "refer suggest --reason moving --city Denver --need OCD shows whom to ask, or who nearly fits" in refused(
        1, "prepare", "--reason", "moving", "--city", "Denver", "--need", "OCD"
    )
    for missing in (("--anywhere",), ()):
        assert "for example: refer prepare --reason moving" in refused(2, "prepare", "--reason", "moving", *missing)
    assert "for example: refer suggest --reason moving" in refused(2, "suggest", "--reason", "moving")


def test_a_reason_can_be_answered_by_its_number_and_a_wrong_one_is_asked_again(refer: Any) -> None:
    refer.ok("add-colleague", "Nell Noone", *CARD, "--specialty", "anxiety (trained)")
    answer = refer("prepare", "--colleague", "Nell", typed=["99", "mooving house", "7"])
    assert answer.code == 0, answer
    assert " 7 moving" in answer.out and "I know no reason" in answer.out and "Say openly" in answer.out


def test_words_that_stayed_english_on_a_spanish_sheet_are_named(refer: Any, tmp_path: Path) -> None:
    refer.ok("add-colleague", "Nell Noone", *CARD, "--specialty", "anxiety (trained)", "--contact-by", "text first",
             "--phone", "303-555-0101")  # fmt: skip
    asked = ("prepare", "--reason", "moving", "--city", "Denver", "--need", "anxiety", "--sheet")
    said = " ".join(refer.ok(*asked, str(tmp_path / "es.txt"), "--sheet-language", "es").out.split())
    assert 'Not translated, as it was typed: "text first".' in said
    assert "Not translated" not in refer.ok(*asked, str(tmp_path / "en.txt")).out
    page = " ".join(refer.ok(*asked, str(tmp_path / "en.html")).out.split())
    assert "switch off its headers and footers" in page


def test_a_sheet_is_proposed_in_the_language_that_is_asked_for(refer: Any) -> None:
    refer.ok("add-colleague", "Nell Noone", *CARD, "--specialty", "anxiety (trained)", "--language", "Spanish")
    said = refer.ok("prepare", "--reason", "moving", "--city", "Denver", "--need", "anxiety", "--language", "Spanish")
    assert "--sheet options.pdf --sheet-language es" in " ".join(said.out.replace("\\\n", " ").split())


def test_a_need_on_the_card_is_the_one_that_is_named(refer: Any, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    refer.ok("--demo", "prepare", "--reason", "outside-scope", "--city", "Denver", "--need", "panic disorder",
             "--colleague", "Ada Birch", "--sheet", str(sheet))  # fmt: skip
    assert "special training to help with panic disorder" in " ".join(sheet.read_text(encoding="utf-8").split())
