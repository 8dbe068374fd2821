"""The guide: every reason has its own text, and every section of a code its source."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import refer_cli.handout
from refer_cli.handout import guide
from refer_cli.matching.reasons import REASONS, OwnReason, overlay

ETHICS = json.loads((Path(refer_cli.handout.__file__).parent / "ethics.json").read_text(encoding="utf-8"))
GUIDES = {slug: guide.guide_for(reason) for slug, reason in REASONS.items()}


@pytest.mark.parametrize("part", ["say", "why", "sentences", "avoid", "offer", "letter"])
def test_every_reason_has_its_own_text(part: str) -> None:
    texts = [getattr(one, part) for one in GUIDES.values()]
    assert all(texts)
    assert len(set(texts)) == len(REASONS)


@pytest.mark.parametrize("slug", REASONS)
def test_a_guide_offers_two_or_three_sentences_and_says_what_not_to_say(slug: str) -> None:
    assert 2 <= len(GUIDES[slug].sentences) <= 3
    assert len(GUIDES[slug].avoid) >= 2


def test_a_reason_of_ones_own_has_the_guide_of_its_model() -> None:
    own = overlay({}, [OwnReason("school-break", "A term away", "moving")])["school-break"]
    assert guide.guide_for(own) == GUIDES["moving"]


def test_a_hidden_cause_is_told_as_one() -> None:
    assert "a better personal fit" in GUIDES["personality-clash"].say
    assert "clash" not in " ".join((*GUIDES["personality-clash"].sentences, GUIDES["personality-clash"].letter))
    assert "cannot say more" in GUIDES["impartiality"].say
    assert "blames themselves" in GUIDES["no-progress"].why


def test_a_hidden_tie_is_not_given_away_by_the_words_to_say() -> None:
    said = " ".join((*GUIDES["impartiality"].sentences, GUIDES["impartiality"].letter)).casefold()
    assert " tie" not in said and "know somebody" not in said and "someone you" not in said


def test_who_only_refuses_an_approach_is_not_said_to_have_asked_for_one() -> None:
    refused = guide.guide_for(REASONS["treatment-disagreement"], refused=True)
    said = " ".join((refused.say, *refused.sentences, refused.letter, *refused.offer))
    for untrue in ("not what I do", "do not practise", "what they ask for", "asks for", "the way that you want"):
        assert untrue not in said
    assert len(refused.sentences) >= 2 and len(refused.avoid) >= 2
    assert guide.guide_for(REASONS["moving"], refused=True) == GUIDES["moving"]


def test_the_other_ways_of_a_new_plan_are_named() -> None:
    assert "superbill" in GUIDES["insurance-change"].say and "out of network" in GUIDES["insurance-change"].say


def test_every_reason_has_the_cautions_that_hold_for_all() -> None:
    for one in GUIDES.values():
        said = " ".join(caution.says for caution in one.cautions)
        assert "without reasonable arrangements" in said
        assert "values of your own" in said
        assert "nothing for a referral" in said
        codes = {section.code.split()[0] for caution in one.cautions for section in caution.sections}
        assert codes == {"ACA", "APA", "AAMFT", "NASW"}


def test_every_caution_is_for_reasons_that_there_are() -> None:
    named = {slug for rule in ETHICS["rules"] for slug in rule["for"]}
    assert named <= set(REASONS) | {"all"}


def test_every_section_has_a_grade_and_a_source_and_only_official_ones_are_called_so() -> None:
    for rule in ETHICS["rules"]:
        for section in rule["sections"]:
            assert section["grade"] in "ABC"
            assert section["seen"]
            assert section["code"] in ETHICS["editions"]
    reported = {
        (one.code, one.section)
        for found in GUIDES.values()
        for c in found.cautions
        for one in c.sections
        if one.reported
    }
    assert ("ACA 2014", "A.4.b") in reported and ("ACA 2014", "A.11.b") in reported
    assert ("APA 2017", "10.10") in reported
    # Seen in NASW's own page is 1.16(a) alone; of ACA's A.12 only the heading.
    for code, section in (
        ("NASW (2025 text)", "1.16(b)"),
        ("NASW (2025 text)", "1.16(c)"),
        ("ACA 2014", "A.12"),
    ):
        assert (code, section) in reported
    assert ("NASW (2025 text)", "1.16(a)") not in reported
    # What a private page says of a code is a report as well (FACTS, section 2: grade B).
    for code, section in (("AAMFT 2015", "1.9"), ("AAMFT 2015", "1.11"), ("ACA 2014", "C.2.h"), ("ACA 2014", "B.6.i")):
        assert (code, section) in reported
    # One sign for one section: a range or a list would leave it open which of them is meant.
    assert not [section for _, section in reported if "," in section or "-" in section]


def test_no_edition_that_was_replaced_is_cited() -> None:
    assert {one.code for found in GUIDES.values() for c in found.cautions for one in c.sections} == {
        "AAMFT 2015",
        "ACA 2014",
        "APA 2017",
        "NASW (2025 text)",
    }


def test_records_of_substance_use_and_danger_have_lines_of_their_own() -> None:
    for need in ("substance use", "alcohol use", "opioid use", "co-occurring disorders"):
        assert "42 CFR Part 2" in " ".join(guide.checklist(date(2026, 11, 24), [need]))
    assert "safety plan" in " ".join(guide.checklist(date(2026, 11, 24), ["suicidal thoughts"]))
    assert len(guide.checklist(date(2026, 11, 24), ["anxiety"])) == len(guide.checklist(date(2026, 11, 24)))


@pytest.mark.parametrize("slug", REASONS)
def test_the_advice_of_a_reason_agrees_with_how_many_are_offered(slug: str) -> None:
    offer = GUIDES[slug].offer
    for how in (guide.ONLY_ONE, guide.ONE_FOR_NOW, guide.ONE_NAMED):
        assert offer.said(how) == offer.one
        for many in ("more than one", "two", "three", " list", "people"):
            assert many not in offer.one.casefold()
    assert offer.said(guide.SEVERAL) == offer.several and "closest" not in offer.several
    assert "closest" in offer.said(guide.STANDS_OUT)


def test_a_letter_promises_only_what_the_reason_allows() -> None:
    for slug in ("caseload-full", "moving"):
        assert "keep seeing" not in GUIDES[slug].meanwhile
    assert len({one.meanwhile for one in GUIDES.values()}) == len(REASONS)


def test_the_checklist_looks_again_in_a_week() -> None:
    said = " ".join(guide.checklist(date(2026, 11, 24)))
    assert "2026-12-01" in said
    for word in ("Consent", "Sessions until", "summary", "Keep seeing your client until the first session"):
        assert word in said
