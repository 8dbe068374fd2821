"""Every word that a client reads or hears is plain: eighth grade or easier, by a library's measure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat
from sheet_options import THREE

import refer_cli.handout
from refer_cli.handout.guide import guide_for
from refer_cli.handout.sheet import compose_sheet
from refer_cli.matching.reasons import REASONS

EIGHTH_GRADE = 8.0
PLAIN_SPANISH = 70.0
"""Fernández Huerta: 70 and above is fairly easy, about the seventh grade; 60 to 70 the eighth and ninth."""
FEWEST_WORDS = 12
"""A measure of reading says nothing of a scrap."""
TEMPLATES = Path(refer_cli.handout.__file__).parent / "sheets"
EXAMPLES = {
    "words": "grief",
    "place": "Denver",
    "fee": "90",
    "lowest": "60",
    "month": "May",
    "year": "2027",
    "state": "Ohio",
}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    textstat.set_lang("en_US")


def paragraphs(language: str) -> list[str]:
    """Every piece of text of a language's sheet that is long enough to measure; the facts together are one."""
    template = json.loads((TEMPLATES / f"{language}.json").read_text(encoding="utf-8"))
    facts = " ".join(re.sub(r"\{(\w+)\}", lambda gap: EXAMPLES[gap[1]], text) for text in template["facts"].values())
    page = compose_sheet(THREE, language)
    pieces = [
        *template["intro"].values(), page.call_say, " ".join(page.questions), page.call_after, template["call_one"],
        " ".join(page.crisis), page.crisis_why, facts,
    ]  # fmt: skip
    return [piece for piece in pieces if len(piece.split()) >= FEWEST_WORDS]


def test_an_english_sheet_is_plain() -> None:
    found = paragraphs("en")
    assert len(found) == 9
    for paragraph in found:
        assert textstat.flesch_kincaid_grade(paragraph) <= EIGHTH_GRADE, paragraph
    assert textstat.flesch_kincaid_grade(" ".join(found)) <= 6


def test_a_spanish_sheet_is_plain() -> None:
    textstat.set_lang("es")
    found = paragraphs("es")
    assert len(found) == 9
    for paragraph in found:
        assert textstat.fernandez_huerta(paragraph) >= PLAIN_SPANISH, paragraph


@pytest.mark.parametrize("slug", REASONS)
def test_what_a_therapist_says_is_plain(slug: str) -> None:
    guide = guide_for(REASONS[slug])
    assert textstat.flesch_kincaid_grade(" ".join(guide.sentences)) <= EIGHTH_GRADE
    assert all(textstat.flesch_kincaid_grade(sentence) <= EIGHTH_GRADE for sentence in guide.sentences)


def test_the_measure_would_notice() -> None:
    hard = "Comprehensive psychotherapeutic continuity necessitates interdisciplinary collaboration."
    assert textstat.flesch_kincaid_grade(hard) > EIGHTH_GRADE
