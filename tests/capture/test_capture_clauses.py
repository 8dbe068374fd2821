"""Affirmed, denied, closed, past, supposed: one turn of phrase a line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand

TODAY = date(2026, 11, 24)


def said(text: str, gazetteer: Any) -> set[str]:
    """The facts about the one person as "field value sure", without the name and its letters."""
    (person,) = understand(read(f"Jane Roe, LCSW. {text}"), TODAY, gazetteer).people
    return {
        f"{fact.field} {fact.value} {fact.sure}" for fact in person.facts if fact.field not in ("name", "credentials")
    }


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("I don't think she takes Aetna.", "panels Aetna (no) unsure"),
        ("She'll be joining the Aetna panel in spring.", "panels Aetna unsure"),
        ("Does not only see adults.", "populations adult written"),
        ("Not accepting new clients, but has a waitlist.", "accepting waitlist written"),
        ("Sessions are $150, or $130 if paid by cash.", "fee 150 written"),
        (
            "Aetna, Cigna and United are all accepted. Not Humana.",
            "panels Aetna written|panels Cigna written|panels UnitedHealthcare written|panels Humana (no) denied",
        ),
        ("All major insurance except Kaiser and Medicaid.", "panels Kaiser (no) denied|panels Medicaid (no) denied"),
        (
            "She stopped seeing couples last year. Sees families.",
            "populations couple (no) denied|populations family written",
        ),
        ("Closed to Aetna, open to Cigna.", "panels Aetna (full) written|panels Cigna written"),
        ("If you have Aetna I can bill as out of network.", ""),
        ("Depression isn't her area.", "specialties depression (no) denied"),
        ("Accepting new clients starting in January.", "accepting waitlist until 2027-01 unsure"),
        ("$200-$250 per session.", "fee 250 unsure|fee_floor 200 unsure"),
        (
            "Rates: $160 individual / $190 couples / $60 group. Sliding scale: $90-$160.",
            "fee 160 written|fee_floor 90 written",
        ),
        ("No longer full! Taking referrals.", "accepting yes written"),
        ("CBT, not DBT.", "approaches CBT written|approaches DBT (no) denied"),
        (
            "She does not treat OCD or psychosis; she does treat panic.",
            "specialties OCD (no) denied|specialties psychosis (no) denied|specialties panic disorder written",
        ),
        ("Doesn't take Aetna anymore, just Cigna", "panels Aetna (no) denied|panels Cigna written"),
        (
            "Aetna (no longer), Cigna (yes), Humana (pending)",
            "panels Aetna (no) denied|panels Cigna written|panels Humana unsure",
        ),
        (
            "Currently not accepting Aetna, BCBS, or Cigna. Accepting Tricare.",
            "panels Aetna (no) denied|panels Blue Cross Blue Shield (no) denied|panels"
            " Cigna (no) denied|panels TRICARE written",
        ),
        (
            "Licensed in CO, NM and (soon) UT.",
            "license_states CO written|license_states NM written|license_states UT unsure",
        ),
        ("Formerly licensed in Texas.", ""),
        ("Full for teens.", "populations teen unsure"),
        (
            "Panels: Aetna, Cigna (both full), Medicaid.",
            "panels Aetna (full) written|panels Cigna (full) written|panels Medicaid written",
        ),
        ("No show fee is $100. $75 late cancellation.", ""),
        ("Trained at the Denver Anxiety Center.", ""),
        ("She is kind to my client with OCD.", ""),
        ("Has a full beard and a full-time job.", ""),
        (
            "No Medicaid, EMDR, couples",
            "panels Medicaid (no) denied|approaches EMDR written|populations couple written",
        ),
        ("My area code is 303 and I like Boulder Street.", ""),
        ("She/her.", "pronouns she/her written"),
        ("She takes her time.", ""),
        ("Fee: sliding, $90 and up.", "fee_floor 90 written"),
        ("No insurance but superbills for Aetna and Cigna.", "panels none written"),
        ("Cost: $160; $90 for students.", "fee 160 written"),
        ("Anxiety (not OCD)", "specialties anxiety written|specialties OCD (no) denied"),
        (
            "Will not work with couples where there is domestic violence.",
            "populations couple (no) unsure|specialties domestic violence (no) denied",
        ),
    ],
)
def test_a_turn_of_phrase(text: str, facts: str, gazetteer: Any) -> None:
    assert said(text, gazetteer) == set(facts.split("|") if facts else ())


def test_several_people_are_never_mixed(gazetteer: Any) -> None:
    text = "Jane Roe, LCSW takes Aetna. Bob Oak, PhD takes Cigna. Both of them see teens."
    jane, bob = understand(read(text), TODAY, gazetteer).people
    assert {one.value for one in jane.facts if one.field == "panels"} == {"Aetna"}
    assert {one.value for one in bob.facts if one.field == "panels"} == {"Cigna"}
    assert not any(one.field == "populations" for one in (*jane.facts, *bob.facts))


def test_conflicts_are_shown_not_settled(gazetteer: Any) -> None:
    facts = said("Takes Aetna. Fee $150. She no longer takes Aetna. Her fee is $180.", gazetteer)
    assert facts == {
        "panels Aetna unsure", "panels Aetna (no) unsure", "fee 150 unsure", "fee 180 unsure",
    }  # fmt: skip
