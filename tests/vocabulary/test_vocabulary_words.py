"""The words of directories and callers: how many of them the vocabularies know, and what some of them must mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary
from refer_cli.vocabulary.parting import part_among

LISTS = json.loads((Path(__file__).parent / "directory_words.json").read_text(encoding="utf-8"))["lists"]
# Of each list this much is understood, word by word; what is left is no need of a client ("out of network"), or is
# parted from whom it concerns where a request is read ("teen depression").
LEAST = 0.93


def not_understood(kinds: tuple[str, ...], words: list[str]) -> list[str]:
    return [word for word in words if not all(entry.understood for entry in part_among(kinds, word)[0])]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: str(words["of"]))
def test_the_filters_of_directories_are_understood(words: dict[str, list[str]]) -> None:
    left = not_understood(tuple(words["kinds"]), words["words"])
    assert len(left) <= (1 - LEAST) * len(words["words"]) + 1, left


@pytest.mark.parametrize(
    "typed",
    [
        "active suicidality",
        "actively suicidal",
        "wants to die",
        "suicidal ideation",
        "passive SI",
        "overdose",
        "self-injury",
        "self harm",
        "cutting",
        "cuts herself",
        "wants to hurt someone",
    ],
)
def test_words_of_danger_lead_to_a_need_that_is_marked(typed: str) -> None:
    needs = vocabulary("need")
    name = needs.find(typed)
    term = needs.term(name) if name else None
    assert term is not None and term.details.get("danger") is True


@pytest.mark.parametrize(
    ("kind", "typed", "name"),
    [
        ("need", "psychiatrist", "medication evaluation"),
        ("need", "med management", "medication evaluation"),
        ("need", "dementia caregiver", "caregiver stress"),
        ("need", "drinking too much", "alcohol use"),
        ("need", "marriage counseling", "couples conflict"),
        ("need", "custody", "high-conflict divorce and custody"),
        ("need", "NICU", "NICU stress"),
        ("need", "faith crisis", "faith crisis"),
        ("need", "poly", "consensual nonmonogamy"),
        ("need", "bariatric surgery evaluation", "bariatric evaluation"),
        ("need", "Exposure to violence (PTSD)", None),
        ("need", "Obsessive-Compulsive (OCD)", "OCD"),
        ("need", "Trauma (PTSD)", "PTSD"),
        ("approach", "Dialectical Behavior (DBT)", "DBT"),
        ("approach", "Mindfulness-Based (MBCT)", "MBCT"),
        ("approach", "ketamine", "ketamine-assisted psychotherapy"),
        ("population", "toddlers", "child"),
        ("population", "college student", "adult"),
    ],
)
def test_words_of_callers_and_directories_mean_one_term(kind: str, typed: str, name: str | None) -> None:
    understood = vocabulary(kind).understand(typed)
    assert (understood.name if understood.known else None) == name


@pytest.mark.parametrize(
    ("narrow", "broad", "holds"),
    [
        ("NICU stress", "perinatal mental health", True),
        ("postpartum rage", "anger", True),
        ("perinatal OCD", "OCD", True),
        ("intergenerational trauma", "trauma", True),
        ("betrayal trauma", "infidelity", True),
        ("ARFID", "feeding problems", True),
        ("faith crisis", "religious trauma", False),
        ("kink", "sexual problems", False),
        ("abortion", "pregnancy loss", False),
        ("feeding problems", "eating disorder", False),
    ],
)
def test_new_kinds_are_true_kinds(narrow: str, broad: str, holds: bool) -> None:
    assert (broad in vocabulary("need").broader(narrow)) is holds


def test_an_everyday_word_is_a_need_only_where_it_stands_alone() -> None:
    needs = vocabulary("need")
    assert needs.find("women") == "women's issues"
    assert "women" not in needs.all_spellings()
    # Not close to anything that stands alone only: a slip is mended towards real spellings.
    assert not needs.understand("wommen").known


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("LMHC-D", "LMHC"),
        ("LCSW-R", "LCSW"),
        ("LPCC-S", "LPCC"),
        ("LMFT-A", "LAMFT"),
        ("AMFT", "AMFT"),
        ("APCC", "APCC"),
        ("ASW", "Associate Clinical Social Worker"),
        ("PMHNP-BC", "PMHNP"),
        ("LISW-S", "LISW"),
        ("LPC-MH", "LPC-MH"),
        ("LCMHC", "LCMHC"),
        ("RCSWI", "RCSWI"),
        ("SWC", "LCSW Candidate"),
        ("ATR-BC", "ATR"),
        ("RPT-S", "RPT"),
        ("BCBA", "BCBA"),
        ("CEDS", "CEDS"),
        ("CSAT", "CSAT"),
        ("Certified Gottman Therapist", "CGT"),
        ("Psychiatry Physician", "MD"),
        ("Counseling Psychologist", "LP"),
        ("Addiction (Substance Use Disorder) Counselor", "CAC"),
    ],
)
def test_letters_and_titles_of_all_states_are_known(letters: str, name: str) -> None:
    assert vocabulary("credential").find(letters) == name


@pytest.mark.parametrize("kind", ["need", "approach", "style"])
def test_a_language_is_no_word_for_anything_else(kind: str) -> None:
    languages = {fold(word) for term in vocabulary("language").terms for word in (term.name, *term.aliases)}
    words = {
        fold(word)
        for term in vocabulary(kind).terms
        for word in (term.name, *term.aliases, *term.details.get("typed", ()))
    }
    assert not languages & words
