"""What holds for every text: words for each fact, no echo of other sentences, no denial that affirms, no crash."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.capture.found import Fact
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand
from refer_cli.capture.vocabulary_index import weak_words
from refer_cli.errors import Refused
from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary

TODAY = date(2026, 11, 24)
PANELS = ("Aetna", "Cigna", "Humana", "Medicaid", "Medicare", "TRICARE")
PEOPLE = ("couples", "teens", "adults", "families")
NEEDS = tuple(term.name for term in vocabulary("need").terms if fold(term.name) not in weak_words()["need"])
APPROACHES = tuple(
    term.name for term in vocabulary("approach").terms
    if fold(term.name) not in weak_words()["approach"] and vocabulary("need").find(term.name) is None
)  # fmt: skip
INSURERS = tuple(
    term.name for term in vocabulary("insurer").terms
    if fold(term.name) not in weak_words()["insurer"] and not term.name.startswith("Blue")
)  # fmt: skip
UNRELATED = (
    "The potluck is on Friday.", "Thank you so much for your time.", "Her dog is called Biscuit.",
    "Parking is behind the building.", "It has been raining all week.", "Let me know what you think.",
    "The waiting room has a blue door.", "I read a lovely novel on the train.", "See you at the library!",
    "Sorry for the slow answer.", "My computer was at the repair shop.",
)  # fmt: skip
# A clause says one thing of one word, and what it says is known: yes, no, or neither for sure.
TAKES = (
    ("She takes {}.", "yes"), ("In network with {}.", "yes"), ("Accepts {}.", "yes"),
    ("She is paneled with {}.", "yes"),
    ("She does not take {}.", "no"), ("No {}.", "no"), ("Not accepting {}.", "no"), ("She no longer takes {}.", "no"),
    ("{} is not accepted.", "no"), ("She stopped taking {}.", "no"), ("Out of network with {}.", "no"),
    ("She can't take {} anymore.", "no"), ("Not in network with {}.", "no"), ("✗ {}.", "no"), ("{} ❌.", "no"),
    ("She doesn't participate with {}.", "no"), ("I think she takes {}.", "perhaps"), ("Maybe {}.", "perhaps"),
    ("She may join {}.", "perhaps"), ("{}, pending.", "perhaps"), ("Applied to {}.", "perhaps"),
    ("She hopes to be on {} soon.", "perhaps"), ("I heard she takes {}.", "perhaps"), ("Is she on {}?", "perhaps"),
)  # fmt: skip
TREATS = (
    ("Specializes in {}.", "yes"), ("She treats {}.", "yes"), ("Her focus is {}.", "yes"), ("✓ {}.", "yes"),
    ("She does not treat {}.", "no"), ("She doesn't work with {}.", "no"), ("Not a fit for {}.", "no"),
    ("She no longer treats {}.", "no"), ("She refers out for {}.", "no"), ("{}: no.", "no"), ("❌ {}.", "no"),
    ("She might treat {}.", "perhaps"), ("Not sure if she treats {}.", "perhaps"),
    ("She wants to learn about {}.", "perhaps"),
)  # fmt: skip
USES = (
    ("She uses {}.", "yes"), ("Trained in {}.", "yes"), ("She does {}.", "yes"), ("She doesn't do {}.", "no"),
    ("She no longer uses {}.", "no"), ("Not trained in {}.", "no"), ("She is learning {}.", "perhaps"),
)  # fmt: skip
SEES = (
    ("Sees {}.", "yes"), ("She works with {}.", "yes"), ("She doesn't see {}.", "no"), ("No {}.", "no"),
    ("She stopped seeing {}.", "no"), ("She might see {}.", "perhaps"),
)  # fmt: skip


class Said(NamedTuple):
    """A generated sentence, and what it says of which word."""

    text: str
    field: str
    term: str
    polarity: str


def sentences_of(field: str, templates: tuple[tuple[str, str], ...], words: tuple[str, ...]) -> st.SearchStrategy[Said]:
    return st.tuples(st.sampled_from(templates), st.sampled_from(words)).map(
        lambda drawn: Said(drawn[0][0].format(drawn[1]), field, drawn[1], drawn[0][1])
    )


CLAUSES = st.one_of(
    sentences_of("panels", TAKES, INSURERS),
    sentences_of("specialties", TREATS, NEEDS),
    sentences_of("approaches", USES, APPROACHES),
    sentences_of("populations", SEES, PEOPLE),
)
SENTENCES = st.one_of(
    CLAUSES.map(lambda said: said.text),
    st.integers(60, 300).map(lambda fee: f"Her fee is ${fee}."),
    st.sampled_from(
        ["Full until March.", "Has two openings.", "Telehealth only.", "Office in Boulder, CO.", "Waitlist only.",
         "Licensed in CO and NM.", "She slides to $90.", "Call 303-555-0101.", "Couples are $220."]
    ),
)  # fmt: skip


def facts(text: str, gazetteer: Any) -> set[Fact]:
    return {one for person in understand(read(text), TODAY, gazetteer).people for one in person.facts}


@given(sentences=st.lists(SENTENCES, min_size=1, max_size=6), joint=st.sampled_from([" ", "\n", "\n\n", "\n- "]))
def test_no_fact_without_its_words(sentences: list[str], joint: str, gazetteer: Any) -> None:
    text = "Jane Roe, LCSW. " + joint.join(sentences)
    plain = " ".join(text.split())
    for fact in facts(text, gazetteer):
        assert fact.words and fact.words in plain, fact


@given(sentences=st.lists(SENTENCES, min_size=1, max_size=5), extra=st.sampled_from(UNRELATED), place=st.integers(0, 5))
def test_an_unrelated_sentence_changes_no_fact(sentences: list[str], extra: str, place: int, gazetteer: Any) -> None:
    before = "Jane Roe, LCSW. " + " ".join(sentences)
    with_it = [*sentences[:place], extra, *sentences[place:]]
    assert facts("Jane Roe, LCSW. " + " ".join(with_it), gazetteer) == facts(before, gazetteer)


@given(said=CLAUSES)
def test_a_clause_never_says_more_than_it_does(said: Said, gazetteer: Any) -> None:
    """A yes is never stored as a no, a no never as a yes, and what is only supposed as neither."""
    found = {
        one.sure: one for one in facts(f"Jane Roe, LCSW. {said.text}", gazetteer)
        if one.field == said.field and fold(one.value.removesuffix(" (no)")) == fold(said.term)
    }  # fmt: skip
    if said.polarity != "yes":
        assert "written" not in found, found
    if said.polarity != "no":
        assert "denied" not in found, found


@given(one=CLAUSES, other=CLAUSES)
def test_a_denied_neighbour_denies_nobody_else(one: Said, other: Said, gazetteer: Any) -> None:
    """Two sentences say together what each says alone."""
    if one.term == other.term:
        return
    alone = facts(f"Jane Roe, LCSW. {one.text}", gazetteer) | facts(f"Jane Roe, LCSW. {other.text}", gazetteer)
    together = facts(f"Jane Roe, LCSW. {one.text}\n{other.text}", gazetteer)
    written = {(fact.field, fact.value) for fact in together if fact.sure in ("written", "denied")}
    assert written <= {(fact.field, fact.value) for fact in alone if fact.sure in ("written", "denied")}


SOME_NEEDS = ("OCD", "anxiety", "grief", "PTSD", "insomnia")
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
@pytest.mark.parametrize("word", [*SOME_NEEDS, *PEOPLE])
def test_a_denied_need_or_group_is_never_affirmed(denial: str, word: str, gazetteer: Any) -> None:
    found = [
        one for one in facts("Jane Roe, LCSW. " + denial.format(word), gazetteer)
        if one.field in ("specialties", "populations")
    ]  # fmt: skip
    assert not any(one.sure == "written" for one in found), found


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


@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=300))
def test_broken_files_of_every_kind_are_answered_or_refused(head: bytes, rest: bytes, gazetteer: Any) -> None:
    try:
        understand(read(head + rest), TODAY, gazetteer)
    except Refused:
        return


@pytest.mark.parametrize("piece", [b"a", b"Jane Roe, LCSW takes Aetna. ", b"<p>", b"((((", b"$1 ", b"\n", b"From: x\n"])
def test_more_than_a_megabyte_is_refused_or_answered(piece: bytes, gazetteer: Any) -> None:
    data = piece * (1_100_000 // len(piece))
    try:
        understand(read(data), TODAY, gazetteer)
    except Refused as refused:
        assert "too long" in refused.sentence or "no text" in refused.sentence


def test_a_city_is_never_guessed(gazetteer: Any) -> None:
    text = "Jane Roe, LCSW\nBoulder Counseling Center\n12 Denver Street\n303-555-0101\nDegree: University of Denver"
    fields = {one.field for one in facts(text, gazetteer)}
    assert not fields & {"city", "state", "zip", "gender", "faith", "identities", "pronouns"}
    assert fold("Boulder Counseling Center") in {fold(one.value) for one in facts(text, gazetteer)}
