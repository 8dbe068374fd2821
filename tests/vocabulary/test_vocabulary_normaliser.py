"""Folding, finding, the one-edit rule and what is kept as typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import KINDS, Vocabulary, vocabulary

SOURCE = Path(__file__).parents[2] / "src"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Ph.D.", "phd"),
        ("L.I.C.S.W.", "licsw"),
        ("LCSW-C", "lcsw c"),
        ("  Acceptance & Commitment  Therapy ", "acceptance and commitment therapy"),
        ("LGBTQ+ issues", "lgbtq issues"),
        ("Alzheimer\u2019s", "alzheimers"),
        ("Español", "espanol"),
        ("BC/BS", "bc bs"),
        ("+", ""),
        ("...", ""),
    ],
)
def test_folding(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=40))
def test_case_and_outer_space_never_matter(text: str) -> None:
    assert fold(f" {text.upper()} ") == fold(text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_spelling_is_folded_as_one_that_is_typed(kind: str) -> None:
    words = vocabulary(kind)
    for term in words.terms:
        for spelling in (term.name, *term.aliases, *term.details.get("codes", ()), *term.details.get("typed", ())):
            assert fold(spelling) in words.spellings(term.name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("nothing", ["", " ", "+", "--", "…"])
def test_nothing_is_no_term(kind: str, nothing: str) -> None:
    words = vocabulary(kind)
    assert words.find(nothing) is None
    assert not words.understand(nothing).known


@pytest.mark.parametrize(
    ("kind", "typed", "name"),
    [
        ("need", "anxity", "anxiety"),
        ("need", "anxeity", "anxiety"),
        ("need", "depresion", "depression"),
        ("need", "Anixety", "anxiety"),
        ("need", "addction", "substance use"),
        ("need", "suicidel", "suicidal thoughts"),
        ("approach", "psychodinamic", "psychodynamic"),
        ("approach", "Gotman Method", "Gottman Method"),
        ("insurer", "Aetnaa", "Aetna"),
        ("insurer", "Cgina", "Cigna"),
        ("language", "Spansih", "Spanish"),
        ("population", "adolecents", "teen"),
        ("style", "structurd", "structured"),
        ("credential", "licensed clinical socail worker", "LCSW"),
    ],
)
def test_one_edit_is_taken_and_said(kind: str, typed: str, name: str) -> None:
    understood = vocabulary(kind).understand(typed)
    assert understood == (name, True, f"{typed} is taken as {name}", (), None)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("insurer", "cigar"),  # two edits from Cigna
        ("insurer", "Cgna"),  # four letters are never guessed at
        ("insurer", "Sunrise Mutual"),
        ("need", "OCDD"),
        ("need", "beekeeping"),
        ("credential", "LCSWX"),  # letters after a name are never guessed at
        ("credential", "LMHCX"),
        ("language", "Elvish"),
    ],
)
def test_what_is_not_close_is_kept_as_typed(kind: str, typed: str) -> None:
    assert vocabulary(kind).understand(f"  {typed} ") == (typed, False, None, (), None)


@pytest.mark.parametrize(
    ("kind", "typed", "proposals"),
    [
        ("need", "depresionn", ("depression",)),
        ("need", "medixation", ("mediation", "medication evaluation", "mindfulness")),
        ("need", "bipolar IV", ("bipolar disorder",)),
        ("insurer", "Medicare Part D", ("Medicare", "Medicare Advantage")),
    ],
)
def test_what_could_be_meant_is_proposed_and_not_taken(kind: str, typed: str, proposals: tuple[str, ...]) -> None:
    assert vocabulary(kind).understand(typed) == (typed, False, None, proposals, None)


def test_another_numeral_or_plan_code_is_never_mended() -> None:
    assert not vocabulary("need").understand("bipolar 3").known
    assert not vocabulary("insurer").understand("BCBSMX").known
    assert not vocabulary("insurer").understand("BCBS GX").known


def long_spellings() -> list[tuple[str, str, str]]:
    return [
        (kind, spelling, term.name)
        for kind in KINDS
        for term in vocabulary(kind).terms
        for spelling in (term.name, *term.aliases)
        # A letter may be lost, and below five nothing is guessed.
        if len(fold(spelling).replace(" ", "")) >= 6 and spelling.isascii()
    ]


@given(st.data())
def test_one_edit_of_a_long_spelling_is_never_taken_for_another_term(data: st.DataObject) -> None:
    kind, spelling, name = data.draw(st.sampled_from(long_spellings()))
    folded = fold(spelling)
    at = data.draw(st.integers(0, len(folded) - 1))
    letter = data.draw(st.sampled_from(ALPHABET))
    typed = data.draw(
        st.sampled_from(
            [
                folded[:at] + letter + folded[at + 1 :],
                folded[:at] + letter + folded[at:],
                folded[:at] + folded[at + 1 :],
                folded[:at] + folded[at : at + 2][::-1] + folded[at + 2 :],
            ]
        )
    )
    words = vocabulary(kind)
    understood = words.understand(typed)
    if words.find(typed) is not None:
        assert understood.name == words.find(typed)
    elif understood.known:
        assert understood.name == name
        # An insurer's name may begin with another spelling of it: then the rest is read as a plan.
        assert understood.plan or understood.assumption == f"{typed.strip()} is taken as {name}"
    else:
        assert understood.name == typed.strip()
        assert kind == "credential" or any(c.isdigit() for c in folded) or name in understood.proposals


@given(st.sampled_from(KINDS), st.text(max_size=30))
def test_whatever_is_typed_is_answered_and_a_kept_word_matches_itself(kind: str, typed: str) -> None:
    words = vocabulary(kind)
    understood = words.understand(typed)
    if understood.known:
        assert words.term(understood.name) is not None and not understood.proposals
    else:
        assert understood.name == typed.strip() and understood.assumption is None
        assert words.spellings(understood.name) == {fold(typed)}


def modules_after(program: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running a program."""
    printed = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(SOURCE)},
    )
    return set(printed.stdout.split())


def test_finding_loads_nothing_slow_and_guessing_does() -> None:
    start = "from refer_cli.vocabulary.normaliser import vocabulary\n"
    found = modules_after(start + "vocabulary('need').find('anxity'); vocabulary('need').understand('Anxiety')")
    guessed = modules_after(start + "vocabulary('need').understand('anxity')")
    slow = {"rapidfuzz", "unicodedata", "dataclasses", "importlib.resources", "pydantic", "sqlalchemy"}
    assert not slow & found
    assert "rapidfuzz" in guessed


def test_a_vocabulary_is_read_once() -> None:
    assert vocabulary("need") is vocabulary("need")
    assert isinstance(vocabulary("need"), Vocabulary)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        vocabulary("mood")
