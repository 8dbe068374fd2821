"""Every text of the folder: what must come out, what must not, and the words of each fact."""

from __future__ import annotations

import quopri
from typing import Any, NamedTuple

import capture_texts
import pytest

from refer_cli.capture.found import Understood
from refer_cli.folding import fold


class Read(NamedTuple):
    """A text by its file name, and how it was understood."""

    name: str
    understood: Understood


# Understood once for both tests: pytest runs what takes one text together.
@pytest.fixture(scope="module", params=capture_texts.names())
def text(request: pytest.FixtureRequest, gazetteer: Any) -> Read:
    return Read(request.param, capture_texts.answer(request.param, gazetteer))


def test_a_text_is_understood(text: Read) -> None:
    marked = capture_texts.marked(text.name, text.understood)
    assert marked.grave == []
    assert marked.other == []
    assert marked.missing == []


def test_every_fact_has_its_words_in_the_text(text: Read) -> None:
    data = (capture_texts.TEXTS / text.name).read_bytes()
    raw = fold(data.decode("utf-8")) + fold(quopri.decodestring(data).decode("utf-8", "replace"))
    for person in text.understood.people:
        for fact in person.facts:
            assert fact.words, fact
            # Markup and folded lines may stand between words: each of them must be there.
            assert all(word in raw for word in fold(fact.words).split()), fact
