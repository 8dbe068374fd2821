"""Everyday turns of phrase, one a line: what is stored of each, and what never is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from refer_cli.capture.found import DENIED, WRITTEN
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand

TODAY = date(2026, 11, 24)


def stored(text: str, gazetteer: Any) -> dict[str | None, set[str]]:
    """What of each person is stored without a question."""
    return {
        person.name: {f"{fact.field}: {fact.value}" for fact in person.facts if fact.sure in (WRITTEN, DENIED)}
        for person in understand(read(text), TODAY, gazetteer).people
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aetna, BCBS, out of network otherwise", {"panels: Aetna", "panels: Blue Cross Blue Shield"}),
        ("in network with Aetna, OON for everyone else", {"panels: Aetna"}),
        ("Takes Providence (full), OHP.", {"panels: Providence (full)", "panels: Medicaid"}),
        ("takes aetna cigna OHP moda", {"panels: Aetna", "panels: Cigna", "panels: Medicaid", "panels: Moda"}),
        ("She is applying for a WY license.", set()),
        ("WY license pending", set()),
        ("One pro bono slot open.", {"pro_bono: yes"}),
        ("Her group has an opening.", set()),
        ("Accepts new supervisees.", set()),
        ("Openings for supervision.", set()),
        ("I am full until spring and keep no waitlist.", {"accepting: no until 2027-03"}),
        ("Full until March.", {"accepting: no until 2027-03"}),
        ("Waitlist until March.", {"accepting: waitlist until 2027-03"}),
        ("4 month waitlist", {"accepting: waitlist until 2027-03"}),
        ("waitlist, 2-3 weeks", {"accepting: waitlist until 2026-12"}),
        ("back from leave, open again", {"accepting: yes"}),
        ("sees adults, openings", {"accepting: yes", "populations: adult"}),
        ("$120.50", {"fee: 121"}),
        ("fee $1,200", {"fee: 1200"}),
        ("$40 sliding scale", {"fee_floor: 40"}),
        ("psychological testing, private pay only, $250",
         {"fee: 250", "panels: none", "specialties: psychological testing", "approaches: psychological testing"}),
        ("5035550117 trauma, anxiety", {"phone: 503-555-0117", "specialties: trauma", "specialties: anxiety"}),
        ("license 5035550117", set()),
        ("anxiety, spanish", {"specialties: anxiety", "languages: Spanish"}),
        ("spanish speaking", {"languages: Spanish"}),
        ("psychiatrist", {"specialties: medication evaluation"}),
        ("meds only", {"specialties: medication evaluation"}),
        ("works with your psychiatrist", set()),
        ("no meds", {"specialties: medication evaluation (no)"}),
    ],
)  # fmt: skip
def test_a_turn_of_phrase(text: str, expected: set[str], gazetteer: Any) -> None:
    assert stored(f"Bo Ly LPC, {text}", gazetteer) == {"Bo Ly": {"name: Bo Ly", "credentials: LPC", *expected}}


def test_video_in_two_states_is_asked_about(gazetteer: Any) -> None:
    (person,) = understand(read("Nina Shah LMFT telehealth only OR & WA"), TODAY, gazetteer).people
    asked = [(fact.value, fact.sure) for fact in person.facts if fact.field == "license_states"]
    assert asked == [("OR", "unsure"), ("WA", "unsure")]


def test_each_line_of_a_list_is_its_own_person(gazetteer: Any) -> None:
    text = """Ben Cole LPC 303-555-0112 couples, Cigna, full
Dr. Cy Dunn 303-555-0113 psychiatry
Dee (play therapist) 303-555-0114"""
    people = stored(text, gazetteer)
    assert list(people) == ["Ben Cole", "Cy Dunn", "Dee"]
    assert people["Cy Dunn"] == {"name: Cy Dunn", "phone: 303-555-0113", "specialties: medication evaluation"}
    assert people["Dee"] == {"name: Dee", "phone: 303-555-0114", "approaches: play therapy"}
    assert "approaches: play therapy" not in people["Ben Cole"]


def test_a_list_may_be_of_first_names_alone(gazetteer: Any) -> None:
    people = stored("Dee (play therapist) 303-555-0114\nBob - couples - Aetna\namy at SE counseling - teens", gazetteer)
    assert list(people) == ["Dee", "Bob", "Amy"] and "populations: teen" in people["Amy"]


def test_a_state_or_a_city_at_the_head_of_a_line_is_nobody(gazetteer: Any) -> None:
    text = "Jane Roe, LPC\nLicensed in:\nVirginia - LPC 123\nGeorgia - LPC 4456\nAustin - office\n"
    assert list(stored(text, gazetteer)) == ["Jane Roe"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Beth (the play therapist in Sellwood)", "Beth"),
        ("amy at SE counseling - couples", "Amy"),
        ("Bob - couples - Aetna", "Bob"),
        ("Naomi, I wish I could. I take Aetna.", None),
    ],
)
def test_a_first_name_is_a_name(text: str, name: str | None, gazetteer: Any) -> None:
    assert list(stored(text, gazetteer)) == [name]
