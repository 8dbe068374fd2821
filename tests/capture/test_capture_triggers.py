"""The table of turns of phrase: each row says of its own example what it stands for, and none is there for nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from refer_cli.capture import triggers
from refer_cli.capture.found import Understood
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand

TODAY = date(2026, 11, 24)
CATEGORIES = sorted(triggers.table())


def understood(example: str, gazetteer: Any) -> Understood:
    """The example as it is said of Jane Roe."""
    return understand(read(f"Jane Roe LPC. {example}"), TODAY, gazetteer)


def given(answer: Understood) -> str:
    """Every fact as "field value sure", without the name, its letters and what is only assumed."""
    facts = (
        f"{'' if person.name == 'Jane Roe' else f'{person.name}: '}{fact.field} {fact.value} {fact.sure}"
        for person in answer.people
        for fact in person.facts
        if fact.field != "name" and (fact.field, fact.value) != ("credentials", "LPC") and fact.sure != "assumed"
    )
    return "; ".join(sorted(facts))


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_example_says_what_its_row_stands_for(category: str, gazetteer: Any) -> None:
    rows = triggers.table()[category].rows
    assert {row.example: given(understood(row.example, gazetteer)) for row in rows} == {
        row.example: row.gives for row in rows
    }


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_example_needs_its_row(category: str, gazetteer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the row its example is understood otherwise: a row that nothing needs is to go."""
    whole = dict(triggers.table())
    rows = whole[category].rows
    answers = {row.words: understood(row.example, gazetteer) for row in rows}
    for_nothing = []
    for row in rows:
        others = whole[category]._replace(rows=tuple(other for other in rows if other is not row))
        with monkeypatch.context() as patched:
            patched.setattr(triggers, "table", lambda others=others: {**whole, category: others})
            if understood(row.example, gazetteer) == answers[row.words]:
                for_nothing.append(row.words)
    assert for_nothing == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_two_turns_are_two_rows(category: str) -> None:
    rows = [(row.words, row.touches) for row in triggers.table()[category].rows]
    assert len(rows) == len(set(rows))
    assert [words for words, _ in rows if _outer_bar(words)] == []


def _outer_bar(words: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "", words):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return True
    return False
