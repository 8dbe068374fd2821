"""Mails down to the words of whoever wrote: each row of `mail.json` with words that need it, and the kinds of mails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from refer_cli.capture import mail
from refer_cli.capture.found import Understood
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand

ROWS = {name: mail.rows(name) for name in ("footers", "absence", "covering", "questions")}


@pytest.fixture
def less(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Takes rows out of the table; with none, puts all of them back."""

    def take(name: str = "", row: int = -1) -> None:
        kept = {**ROWS, name: tuple(words for place, words in enumerate(ROWS.get(name, ())) if place != row)}
        monkeypatch.setattr(mail, "rows", kept.__getitem__)
        mail._any.cache_clear()

    yield take
    mail._any.cache_clear()


@pytest.mark.parametrize("name", ["footers", "absence", "covering"])
def test_each_row_is_needed_by_its_words(name: str, less: Any) -> None:
    for place, (_, words) in enumerate(ROWS[name]):
        text = f"Takes Aetna.\n{words}\n"
        less()
        told = mail.own_words(text)
        assert "Aetna" in told and "555" not in told and (name != "footers" or words not in told)
        less(name, place)
        assert words in mail.own_words(text), words


def test_each_question_brings_its_heading(less: Any) -> None:
    for place, (_, heading, question, answer) in enumerate(ROWS["questions"]):
        less()
        assert mail.own_words(f"Dear all,\n{question} {answer}\n") == f"Dear all,\n{heading}: {answer}\n"
        less("questions", place)
        assert f"{heading}:" not in mail.own_words(f"Dear all,\n{question} {answer}\n"), question


def stored(understood: Understood) -> dict[str | None, set[tuple[str, str]]]:
    return {
        person.name: {(fact.field, fact.value) for fact in person.facts if fact.sure in ("written", "denied")}
        for person in understood.people
    }


def told(text: str, gazetteer: Any) -> dict[str | None, set[tuple[str, str]]]:
    return stored(understand(read(text), date(2026, 11, 24), gazetteer))


HEAD = 'From: "Mara Quist, LMFT" <mara@example.com>\nTo: me@example.com\nSubject: Re: a few\n\n'


def test_numbered_answers_stand_with_the_questions_that_were_quoted(gazetteer: Any) -> None:
    text = (
        f"{HEAD}1. Yes\n2. Aetna and Cigna\n3. 150\n4. Yes\n\n"
        "On Sun, Nov 22, 2026 at 9:00 AM Me <me@example.com> wrote:\n"
        "> 1. Do you have openings?\n> 2. Which insurances?\n> 3. What is your fee?\n> 4. Do you offer telehealth?\n"
    )
    facts = told(text, gazetteer)["Mara Quist"]
    wanted = {("accepting", "yes"), ("panels", "Aetna"), ("panels", "Cigna"), ("fee", "150"), ("telehealth", "yes")}
    assert wanted <= facts


def test_whoever_covers_for_somebody_away_is_not_her(gazetteer: Any) -> None:
    text = (
        f"{HEAD}I am out of the office until March 4. For urgent needs call Ben Alder, LCSW at 303-555-0199.\n\n"
        "Mara Quist\n303-555-0111\n"
    )
    facts = told(text, gazetteer)
    assert list(facts) == ["Mara Quist"]
    assert ("phone", "303-555-0111") in facts["Mara Quist"]


def test_a_digest_of_a_group_is_read_post_by_post(gazetteer: Any) -> None:
    text = (
        "From: list@groups.example.com\nTo: list@groups.example.com\nSubject: Digest #412\n\nDo not reply\n-----\n"
        '1a. Re: EMDR for teens\nPosted by: "Ann Birch" ann@example.com\nMon Nov 23, 2026 9:01 am\n\n'
        "I have two openings for teens and take Aetna. Ann Birch, LCSW\n\n-----\n"
        '1b. Re: EMDR for teens\nPosted by: "Gus Pine" gus@example.com\n\nTry Dell Marsh, LPC, she takes Medicaid.\n'
    )
    facts = told(text, gazetteer)
    assert list(facts) == ["Ann Birch", "Dell Marsh"]
    assert {("email", "ann@example.com"), ("panels", "Aetna")} <= facts["Ann Birch"]
    assert ("panels", "Medicaid") in facts["Dell Marsh"]
