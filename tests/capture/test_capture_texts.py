"""Every text of the folder: what must come out, what must not, and the sum over all of them."""

from __future__ import annotations

import quopri
from typing import Any

import capture_texts
import pytest

from refer_cli.vocabulary.normaliser import key


@pytest.mark.parametrize("name", capture_texts.names())
def test_a_text_is_understood(name: str, gazetteer: Any) -> None:
    marked = capture_texts.marked(name, gazetteer)
    assert marked.grave == []
    assert marked.other == []
    assert marked.missing == []


@pytest.mark.parametrize("name", capture_texts.names())
def test_every_fact_has_its_words_in_the_text(name: str, gazetteer: Any) -> None:
    data = (capture_texts.TEXTS / name).read_bytes()
    raw = key(data.decode("utf-8")) + key(quopri.decodestring(data).decode("utf-8", "replace"))
    for person in capture_texts.answer(name, gazetteer).people:
        for fact in person.facts:
            assert fact.words, fact
            # Markup and folded lines may stand between words: each of them must be there.
            assert all(word in raw for word in key(fact.words).split()), fact


def test_recall_and_false_claims(gazetteer: Any, capsys: pytest.CaptureFixture[str]) -> None:
    found = wanted = grave = other = 0
    for name in capture_texts.names():
        marked = capture_texts.marked(name, gazetteer)
        found, wanted = found + marked.found, wanted + marked.wanted
        grave, other = grave + len(marked.grave), other + len(marked.other)
    with capsys.disabled():
        print(
            f"\ncapture: {len(capture_texts.names())} texts, weighted recall {found / wanted:.1%},"
            f" false claims {grave} grave, {other} other"
        )
    assert len(capture_texts.names()) >= 60
    assert found / wanted >= 0.95
    assert grave <= 3
