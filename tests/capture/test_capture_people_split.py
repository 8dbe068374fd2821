"""One text in the parts of several people, and the name that a text is about."""

from __future__ import annotations

from typing import Any

import pytest

from refer_cli.capture.evidence import is_speaker
from refer_cli.capture.people import split_people


def names(text: str, gazetteer: Any) -> list[str | None]:
    return [part.name for part in split_people(text, gazetteer)[0]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jane Roe, LCSW takes Aetna. Bob Oak, PhD takes Cigna.", ["Jane Roe", "Bob Oak"]),
        (
            "1. Jane Roe, LCSW - anxiety\n2. Dr. Bob Oak (PsyD) - OCD\n3. Somebody mentioned Kim Lee, no idea",
            ["Jane Roe", "Bob Oak", "Kim Lee"],
        ),
        ("Name | Cred | Ins\nJane Roe | LCSW | Aetna\nBob Oak | PhD | none\n", ["Jane Roe", "Bob Oak"]),
        ("either Jane Roe LMFT or her office mate Bob Oak LICSW", ["Jane Roe", "Bob Oak"]),
        ("Jane Roe PLPC, supervised by Bob Oak (LPC)", ["Jane Roe"]),
        ("Jane Roe, LCSW\n\nBest,\nJane Roe, LCSW", ["Jane Roe"]),
    ],
)
def test_people_are_told_apart(text: str, wanted: list[str], gazetteer: Any) -> None:
    assert names(text, gazetteer) == wanted


def test_a_sentence_that_begins_with_a_name_goes_to_that_person(gazetteer: Any) -> None:
    told = "Jane Roe LMFT takes Aetna. Bob Oak LCSW does OCD. Jane has a waitlist, Bob can start now."
    parts, _ = split_people(told, gazetteer)
    jane, bob = parts
    assert "waitlist" in jane.text and "waitlist" not in bob.text
    assert "start now" in bob.text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Try Camille Ruiz at Front Range Nourish!", "Camille Ruiz"),
        ("Marcus Bell-Whitaker   they/them\nPay By: Visa", "Marcus Bell-Whitaker"),
        ("Sarah Lind · Rising contributor\nTry Ada Birch, she takes Aetna", "Ada Birch"),
        ("Takes Aetna and Cigna. -Priscilla Gomes", "Priscilla Gomes"),
        ("Hal told me Ginny Frost no longer does testing", "Ginny Frost"),
        ("DR. SAMINA IQBAL\nPsychologist", "Samina Iqbal"),
        ("Grief Counseling\nBlue Cross", None),
        ("I'm full until spring and no longer take Cigna", None),
    ],
)
def test_the_best_supported_name(text: str, name: str | None, gazetteer: Any) -> None:
    assert names(text, gazetteer) == [name]


def test_a_speaker_is_not_the_one_spoken_of() -> None:
    assert is_speaker("Kim T.", ": He stopped seeing kids")
    assert not is_speaker("Kim Tran", ": I take Aetna and I have openings")
