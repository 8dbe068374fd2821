"""Whom a text names and whom it describes: people apart from cities, insurers, speakers, supervisors and addressees."""

from __future__ import annotations

from typing import Any

import pytest

from refer_cli.capture.evidence import ASIDE, DESCRIBED, SPEAKER
from refer_cli.capture.naming import given_names
from refer_cli.capture.people import cast, split_people, without_suggestions


def about(text: str, gazetteer: Any) -> list[str]:
    return [part.name for part in split_people(text, gazetteer)[0] if part.name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Roe PsyD, Boulder CO, OCD", ["Jane Roe"]),
        ("Talked to Lamar Quill, LPC Associate, in San Antonio.", ["Lamar Quill"]),
        ("Spoke to Winifred Abara (PMHNP, Stamford) on the phone.", ["Winifred Abara"]),
        ("I'd send her to Keisha Odom, LPC in Decatur! Keisha is great.", ["Keisha Odom"]),
        ("My officemate Bernadette Quill would be great for this.", ["Bernadette Quill"]),
        ("hey its marcus delacroix, lost yr email", ["Marcus Delacroix"]),
        ("Keisha Bonner, Psy.D. / Silver Spring MD / adults", ["Keisha Bonner"]),
        ("Noor Haddad LPCC; Medical Assistance (MA) and BCBS", ["Noor Haddad"]),
        ("Update from Simone Achter: I no longer take Cigna.", ["Simone Achter"]),
        ("Gretchen Vang in Stillwater is lovely - LICSW, RPT", ["Gretchen Vang"]),
        ("Bri Castellano (she/they)\nClinical Intern", ["Bri Castellano"]),
        ("Name: Birch, Ada\nLicense: LMFT", ["Ada Birch"]),
        ("Roe, Jane, PhD\nAnxiety", ["Jane Roe"]),
        ("Naomi, meet Celeste Roe, LMFT. Celeste, meet Naomi Furst, a nurse.", ["Celeste Roe", "Naomi Furst"]),
        ("Gwen Roe (LIMHP) does DBT. Her partner Marcus Bell, PLMHP, just started.", ["Gwen Roe", "Marcus Bell"]),
        ("Oz Linden - DBT, teens\nPia Locust - couples, Gottman", ["Oz Linden", "Pia Locust"]),
        ("I have two openings and take Aetna.\n\nThanks,\nRenee Roe, PhD", ["Renee Roe"]),
        ("No evenings sorry.\n-Rocío Medina, LPC   480-555-0121\nI take Aetna", ["Rocío Medina"]),
        ("I'd have suggested Greta Roe too but she retired. Try Ann Birch LCSW.", ["Ann Birch"]),
        ("Ann Birch LCSW, supervised by Yvette Roe, LCSW", ["Ann Birch"]),
        ("Ann Birch LCSW; introduced by Bob Linden", ["Ann Birch"]),
        ("Kim B. · Twin Cities Referrals\nISO someone\n\nMaddie Roe\nHi Kim! I do FBT.", ["Maddie Roe"]),
        ("Best Buy and Blue Cross are in Baton Rouge near Silver Spring.", []),
        ("I have two openings.", []),
        ("Dr. Lavalle Roe treats insomnia.", ["Lavalle Roe"]),
    ],
)
def test_those_whom_a_text_is_about(text: str, names: list[str], gazetteer: Any) -> None:
    assert about(text, gazetteer) == names


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Ada Birch LMFT, supervised by Yvette Roe, LCSW", "Yvette Roe", ASIDE),
        ("Ada Birch, LMFT, is great.\n\nBest,\nDoreen Roe, LPC", "Doreen Roe", SPEAKER),
        ("Met Ada Birch for lunch", "Ada Birch", DESCRIBED),
    ],
)
def test_the_part_that_somebody_plays(text: str, name: str, role: str, gazetteer: Any) -> None:
    assert [one.role for one in cast(text, gazetteer) if one.name == name] == [role]


def test_a_name_stands_where_it_says(gazetteer: Any) -> None:
    text = "So: Ada Birch, LMFT, CEDS takes Aetna"
    (one,) = cast(text, gazetteer)
    assert text[one.start : one.name_end] == "Ada Birch"
    assert text[one.start : one.end] == "Ada Birch, LMFT, CEDS"


def test_the_profiles_that_a_directory_proposes_are_left_out() -> None:
    lines = ["Ada Birch", "LMFT", "Denver, CO", "Anxiety", "", "More Therapists Nearby", "Dwight Roe, LCSW", ""]
    assert without_suggestions("\n".join(lines)).rstrip().endswith("Anxiety")
    short = "More therapists like her: Ada Birch"
    assert without_suggestions(short) == short


def test_given_names_hold_no_everyday_words() -> None:
    assert {"ada", "keisha", "juan"} <= given_names()
    assert not {"my", "so", "an", "see", "in", "santa"} & given_names()
