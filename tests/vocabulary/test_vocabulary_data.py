"""What the data files must hold: enough terms, no spelling with two meanings, true kinds, states respected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from refer_cli.folding import fold
from refer_cli.vocabulary import normaliser
from refer_cli.vocabulary.normaliser import KINDS, file_of, folded_terms, source_of, vocabulary

STATES = {state for term in vocabulary("insurer").terms for state in term.details.get("states", {})}


@pytest.mark.parametrize(
    ("kind", "least"),
    [("need", 60), ("approach", 40), ("insurer", 40), ("credential", 60), ("language", 30), ("style", 8)],
)
def test_there_are_enough_terms(kind: str, least: int) -> None:
    assert len(vocabulary(kind).names()) >= least


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_at_a_start_is_what_the_file_says(kind: str) -> None:
    folded = json.loads((Path(normaliser.__file__).parent / "folded" / file_of(kind)).read_text(encoding="utf-8"))
    assert folded == folded_terms(source_of(kind).terms)._asdict(), "python tools/vocabulary.py writes it anew"
    # The order is that in which completion offers the terms.
    assert list(folded["names"]) == [term.name for term in source_of(kind).terms]


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_says_its_source_and_date(kind: str) -> None:
    words = vocabulary(kind)
    assert words.source and words.as_of.startswith("20") and len(words.as_of) == 10


@pytest.mark.parametrize("kind", KINDS)
def test_every_term_and_alias_comes_back_as_itself(kind: str) -> None:
    words = vocabulary(kind)
    for term in words.terms:
        for spelling in (term.name, *term.aliases, *term.details.get("typed", ())):
            assert words.find(spelling) == term.name, spelling
            assert words.understand(spelling).name == term.name
            assert fold(spelling) in words.spellings(term.name)


@pytest.mark.parametrize("kind", KINDS)
def test_an_everyday_word_means_a_term_only_where_it_stands_alone(kind: str) -> None:
    words = vocabulary(kind)
    for term in words.terms:
        for spelling in term.details.get("typed", ()):
            assert fold(spelling) not in words.all_spellings()


@pytest.mark.parametrize("kind", KINDS)
def test_no_spelling_leads_to_two_terms(kind: str) -> None:
    meanings: dict[tuple[str | None, str], set[str]] = {}
    for term in vocabulary(kind).terms:
        everywhere = (
            term.name,
            *term.aliases,
            *term.details.get("typed", ()),
            *term.details.get("codes", ()),
            *term.details.get("managed_by", ()),
        )
        for spelling in everywhere:
            meanings.setdefault((None, fold(spelling)), set()).add(term.name)
        for state, aliases in term.details.get("states", {}).items():
            for alias in aliases if isinstance(aliases, list) else ():
                meanings.setdefault((state, fold(alias)), set()).add(term.name)
    assert {spelling: names for spelling, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_unique_and_broader_terms_exist_without_circles(kind: str) -> None:
    words = vocabulary(kind)
    assert len(words.names()) == len(words.terms)
    for term in words.terms:
        assert all(words.term(parent) for parent in term.broader), term
        assert term.name not in words.broader(term.name)
        for parent in words.broader(term.name):
            assert term.name in words.narrower(parent)


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_state_only_ever_narrows_a_meaning(state: str) -> None:
    insurers = vocabulary("insurer")
    for term in insurers.terms:
        for spelling in (term.name, *term.aliases):
            name = insurers.find(spelling, state)
            assert name is not None
            assert name == term.name or term.name in insurers.broader(name), (spelling, name)
            assert insurers.find(name, state) == name
    for name in insurers.names():
        assert all(insurers.find(spelling, state) == name for spelling in insurers.spellings(name, state))


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("OHP", "OR"),
        ("Oregon Health Plan", "OR"),
        ("Apple Health", "WA"),
        ("Medi-Cal", "CA"),
        ("medical", "CA"),
        ("MassHealth", "MA"),
        ("AHCCCS", "AZ"),
        ("TennCare", "TN"),
        ("Ohio Medicaid", "OH"),
    ],
)
def test_a_state_name_of_medicaid_counts_in_its_state_only(typed: str, state: str) -> None:
    insurers = vocabulary("insurer")
    assert insurers.understand(typed, state).name == "Medicaid"
    assert insurers.find(typed) is None
    assert insurers.find(typed, "NV") is None
    assert fold(typed) not in insurers.spellings("Medicaid")


def test_a_state_name_kept_as_typed_elsewhere_can_be_recognised() -> None:
    insurers = vocabulary("insurer")
    kept = insurers.understand("OHP", "WA")
    assert (kept.name, kept.known, kept.proposals) == ("OHP", False, ())
    assert fold(kept.name) in insurers.spellings("Medicaid", "OR")


def test_a_blue_plan_is_the_local_one_where_there_is_one_and_that_is_said() -> None:
    insurers = vocabulary("insurer")
    assert insurers.understand("BCBS", "OR") == (
        "Regence BCBS",
        True,
        "BCBS is taken as Regence BCBS in OR",
        (),
        None,
    )
    assert insurers.find("BCBS", "PA") == "Blue Cross Blue Shield"
    assert insurers.find("BCBS") == "Blue Cross Blue Shield"
    assert insurers.find("BCBSGA", "AK") == insurers.find("BCBS of GA") == "Blue Cross Blue Shield of Georgia"
    assert insurers.find("BCBS of Oregon") == "Regence BCBS"
    assert insurers.find("Blue Shield", "CA") == "Blue Shield of California"
    assert insurers.find("BlueCross BlueShield", "IL") == "Blue Cross Blue Shield of Illinois"


def test_who_manages_benefits_is_taken_and_said() -> None:
    understood = vocabulary("insurer").understand("Optum")
    assert understood.name == "UnitedHealthcare"
    assert understood.assumption is not None and "ask by plan" in understood.assumption


def test_medicaid_and_medicare_are_not_confused_by_a_common_misspelling() -> None:
    insurers = vocabulary("insurer")
    assert insurers.find("medicade") == "Medicaid"
    assert insurers.find("medicaire") == "Medicare"
    assert "Medicaid" not in insurers.broader("Medicare Advantage")


@pytest.mark.parametrize(
    ("kind", "typed", "name"),
    [
        ("need", "addiction", "substance use"),
        ("need", "SUD", "substance use"),
        ("need", "obsessive-compulsive disorder", "OCD"),
        ("need", "ADD", "ADHD"),
        ("need", "BPD", "borderline personality"),
        ("need", "suicide", "suicidal thoughts"),
        ("need", "LGBTQ", "LGBTQ+ issues"),
        ("approach", "EFT", "emotionally focused therapy"),
        ("approach", "acceptance & commitment therapy", "ACT"),
        ("insurer", "UHC", "UnitedHealthcare"),
        ("insurer", "Kaiser Permanente", "Kaiser"),
        ("insurer", "Regence", "Regence BCBS"),
        ("credential", "Ph.D.", "PhD"),
        ("credential", "PH. D.", "PhD"),
        ("credential", "L.I.C.S.W.", "LICSW"),
        ("credential", "LPC-A", "LPC Associate"),
        ("language", "Español", "Spanish"),
        ("language", "American Sign Language", "ASL"),
        ("population", "seniors", "older adult"),
        ("population", "kids", "child"),
    ],
)
def test_everyday_word_title_and_letters_lead_to_one_term(kind: str, typed: str, name: str) -> None:
    assert vocabulary(kind).find(typed) == name


# The spellings of the cards and stories that the ranking was judged on: each is a canonical name.
JUDGED = {
    "need": "ADHD;Christian counseling;LGBTQ+ issues;OCD;acculturation;anger;anxiety;autism assessment;"
    "bipolar disorder;body image;borderline personality;burnout;caregiver stress;child behavior;chronic pain;"
    "complex trauma;couples conflict;deaf and hard of hearing;depression;divorce;domestic violence;"
    "eating disorder;emotion regulation;family conflict;gender identity;grief;immigration stress;infertility;"
    "infidelity;insomnia;learning disability testing;life transitions;medication evaluation;memory concerns;"
    "panic disorder;parenting;perfectionism;perinatal mental health;personality disorder;"
    "psychological testing;relationship problems;religious trauma;school refusal;self-harm;substance use;"
    "trauma;treatment-resistant depression;veterans",
    "approach": "ACT;CBT;CBT-E;CBT-I;CPT;DBT;EMDR;ERP;Gottman Method;IFS;IPT;PCIT;emotionally focused therapy;"
    "exposure therapy;family-based treatment;life review;meaning-centered therapy;medication management;"
    "mindfulness;motivational interviewing;narrative therapy;person-centered;play therapy;"
    "problem-solving therapy;prolonged exposure;psychoanalysis;psychodynamic;psychological testing;"
    "relapse prevention;solution-focused;somatic experiencing;structural family therapy",
    "insurer": "Aetna;CareOregon;Cigna;Kaiser;Medicaid;Medicare;Moda;PacificSource;Premera;Providence;"
    "Regence BCBS;UnitedHealthcare",
    "credential": "ARNP;CADC III;CSWA;LCPC;LCSW;LICSW;LMFT;LMHC;LPC;LPC Associate;MD;PMH-C;PMHNP;PhD;PsyD",
    "language": "ASL;Arabic;English;French;German;Hindi;Japanese;Norwegian;Spanish;Vietnamese",
    "population": "adult;child;couple;family;group;individual;older adult;teen",
    "style": "challenging;collaborative;direct;gentle;humorous;playful;quiet;structured;warm",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_judged_spellings_are_canonical(kind: str) -> None:
    words = vocabulary(kind)
    assert [name for name in JUDGED[kind].split(";") if words.term(name) is None] == []


@pytest.mark.parametrize(
    ("narrow", "broad", "holds"),
    [
        ("PTSD", "trauma", True),
        ("panic disorder", "anxiety", True),
        ("postpartum depression", "depression", True),
        ("postpartum depression", "perinatal mental health", True),
        ("binge eating", "eating disorder", True),
        ("autism assessment", "psychological testing", True),
        ("OCD", "anxiety", False),
        ("trauma", "PTSD", False),
        ("domestic violence", "couples conflict", False),
        ("couples conflict", "relationship problems", False),
        ("gambling", "substance use", False),
        ("suicide loss", "suicidal thoughts", False),
        ("bipolar disorder", "depression", False),
    ],
)
def test_only_true_kinds_are_kinds(narrow: str, broad: str, holds: bool) -> None:
    assert (broad in vocabulary("need").broader(narrow)) is holds


def test_needs_of_danger_are_marked() -> None:
    needs = vocabulary("need")
    marked = {term.name for term in needs.terms if term.details.get("danger")}
    assert {"self-harm", "suicidal thoughts", "thoughts of harming others", "crisis"} <= marked
    assert not {"suicide loss", "domestic violence", "depression"} & marked


def details(kind: str, name: str) -> dict[str, Any]:
    term = vocabulary(kind).term(name)
    assert term is not None
    return dict(term.details)


def test_credentials_have_a_profession_and_a_level() -> None:
    professions = {
        "psychologist",
        "counselor",
        "social worker",
        "marriage and family therapist",
        "prescriber",
        "addiction counselor",
        "other",
    }
    levels = {"independent", "associate", "master's", "certificate"}
    for term in vocabulary("credential").terms:
        assert term.details["profession"] in professions, term
        assert term.details["level"] in levels, term


def test_same_letters_mean_other_things_by_state() -> None:
    assert details("credential", "LPCC")["level"] == "independent"
    assert details("credential", "LPCC")["states"]["CO"]["level"] == "associate"
    assert details("credential", "LPC")["states"]["KS"]["level"] == "associate"
    assert details("credential", "LAC")["states"]["AZ"]["profession"] == "counselor"
    assert details("credential", "ACSW")["states"]["CA"]["level"] == "associate"


def test_populations_are_ages_or_formats() -> None:
    kinds = {term.name: term.details["kind"] for term in vocabulary("population").terms}
    assert {name for name, kind in kinds.items() if kind == "age"} == {
        "child",
        "teen",
        "adult",
        "older adult",
    }
    assert {name for name, kind in kinds.items() if kind == "format"} == {
        "individual",
        "couple",
        "family",
        "group",
    }
