"""What holds for every text: words for each fact, no echo of other sentences, no denial that affirms, no crash."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refer_cli.capture.found import Fact
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand
from refer_cli.errors import Refused
from refer_cli.vocabulary.normaliser import key

TODAY = date(2026, 11, 24)
SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
PANELS = ("Aetna", "Cigna", "Humana", "Medicaid", "Medicare", "TRICARE")
NEEDS = ("OCD", "anxiety", "grief", "PTSD", "insomnia")
PEOPLE = ("couples", "teens", "adults", "families")
UNRELATED = (
    "The potluck is on Friday.", "Thank you so much for your time.", "Her dog is called Biscuit.",
    "Parking is behind the building.", "It has been raining all week.", "Let me know what you think.",
    "The waiting room has a blue door.", "I read a lovely novel on the train.",
)  # fmt: skip
SENTENCES = st.one_of(
    st.sampled_from(PANELS).map(lambda word: f"She takes {word}."),
    st.sampled_from(PANELS).map(lambda word: f"No {word}."),
    st.sampled_from(NEEDS).map(lambda word: f"Specializes in {word}."),
    st.sampled_from(PEOPLE).map(lambda word: f"Sees {word}."),
    st.integers(60, 300).map(lambda fee: f"Her fee is ${fee}."),
    st.sampled_from(["Full until March.", "Has two openings.", "Telehealth only.", "Office in Boulder, CO."]),
)


def facts(text: str, gazetteer: Any) -> set[Fact]:
    return {one for person in understand(read(text), TODAY, gazetteer).people for one in person.facts}


@SETTINGS
@given(sentences=st.lists(SENTENCES, min_size=1, max_size=6))
def test_no_fact_without_its_words(sentences: list[str], gazetteer: Any) -> None:
    text = "Jane Roe, LCSW. " + " ".join(sentences)
    plain = " ".join(text.split())
    for fact in facts(text, gazetteer):
        assert fact.words and fact.words in plain, fact


@SETTINGS
@given(sentences=st.lists(SENTENCES, min_size=1, max_size=5), extra=st.sampled_from(UNRELATED), place=st.integers(0, 5))
def test_an_unrelated_sentence_changes_no_fact(sentences: list[str], extra: str, place: int, gazetteer: Any) -> None:
    before = "Jane Roe, LCSW. " + " ".join(sentences)
    with_it = [*sentences[:place], extra, *sentences[place:]]
    assert facts("Jane Roe, LCSW. " + " ".join(with_it), gazetteer) == facts(before, gazetteer)


DENIALS = (
    "She does not take {}.", "No {}.", "Not accepting {}.", "She no longer takes {}.", "{}: no.", "{} is not accepted.",
    "She stopped taking {}.", "Never takes {}.", "She isn't in network with {}.", "Out of network with {}.",
    "Plans not accepted: {}", "Everything except {}.", "She can't take {} anymore.", "She won't take {}.",
)  # fmt: skip


@pytest.mark.parametrize("denial", DENIALS)
@pytest.mark.parametrize("panel", PANELS)
def test_a_denied_panel_is_never_affirmed(denial: str, panel: str, gazetteer: Any) -> None:
    found = [one for one in facts("Jane Roe, LCSW. " + denial.format(panel), gazetteer) if one.field == "panels"]
    assert not any(one.sure == "written" for one in found), found
    assert all(one.sure in ("denied", "unsure") for one in found)
    assert found


@pytest.mark.parametrize(
    "denial",
    [
        "She does not treat {}.",
        "No {}.",
        "She doesn't work with {}.",
        "Not a fit for {}.",
        "She no longer sees {}.",
        "She refers out for {}.",
    ],
)
@pytest.mark.parametrize("word", [*NEEDS, *PEOPLE])
def test_a_denied_need_or_group_is_never_affirmed(denial: str, word: str, gazetteer: Any) -> None:
    found = [
        one for one in facts("Jane Roe, LCSW. " + denial.format(word), gazetteer)
        if one.field in ("specialties", "populations")
    ]  # fmt: skip
    assert not any(one.sure == "written" for one in found), found


@SETTINGS
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=400)))
def test_text_of_any_bytes_is_answered_or_refused(data: bytes | str, gazetteer: Any) -> None:
    try:
        understood = understand(read(data), TODAY, gazetteer)
    except Refused:
        return
    for person in understood.people:
        for fact in person.facts:
            assert fact.sure in ("written", "assumed", "unsure", "denied")


HEADS = (
    b"From: a@b.c\nDate: x\n\n",
    b"BEGIN:VCARD\nFN:",
    b"MECARD:N:",
    b"<html><body>",
    b'<script type="application/ld+json">{',
)


@SETTINGS
@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=300))
def test_broken_files_of_every_kind_are_answered_or_refused(head: bytes, rest: bytes, gazetteer: Any) -> None:
    try:
        understand(read(head + rest), TODAY, gazetteer)
    except Refused:
        return


@pytest.mark.parametrize("piece", [b"a", b"Jane Roe, LCSW takes Aetna. ", b"<p>", b"((((", b"$1 ", b"\n", b"From: x\n"])
def test_ten_megabytes_are_refused_or_answered(piece: bytes, gazetteer: Any) -> None:
    data = piece * (10_000_000 // len(piece))
    try:
        understand(read(data), TODAY, gazetteer)
    except Refused as refused:
        assert "too long" in refused.sentence or "no text" in refused.sentence


def test_a_city_is_never_guessed(gazetteer: Any) -> None:
    text = "Jane Roe, LCSW\nBoulder Counseling Center\n12 Denver Street\n303-555-0101\nDegree: University of Denver"
    fields = {one.field for one in facts(text, gazetteer)}
    assert not fields & {"city", "state", "zip", "gender", "faith", "identities", "pronouns"}
    assert key("Boulder Counseling Center") in {key(one.value) for one in facts(text, gazetteer)}
