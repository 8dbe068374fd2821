"""A text of any signs is read or refused, however long: what looks for people and sources takes no square of it."""

from __future__ import annotations

from typing import Any

import pytest

from refer_cli.capture.people import split_people
from refer_cli.capture.reading import read
from refer_cli.capture.understand import LONGEST
from refer_cli.errors import Refused


@pytest.mark.parametrize(
    "signs", [",", "()", "1234567890 ", "\n", "Jane Roe ", "> a\n", "Q? A\n", "Best,\n", "a | b | c\n"]
)
def test_signs_without_end_are_read_or_refused(signs: str, gazetteer: Any) -> None:
    text = "x " + signs * (2 * LONGEST // len(signs))
    parts = [part.text for part in read(text).parts]
    assert sum(map(len, parts)) <= len(text)
    split, before = split_people(text[:LONGEST], gazetteer)
    assert sum(len(part.text) for part in split) + len(before) <= LONGEST


@pytest.mark.parametrize("tags", ["<p>", "<div><b>a", "<li>x</li>"])
def test_pages_without_end_are_read_or_refused(tags: str) -> None:
    page = "<html><body>" + tags * (200_000 // len(tags))
    try:
        source = read(page)
    except Refused as refused:
        assert "nested" in str(refused)
    else:
        assert all(len(part.text) <= len(page) for part in source.parts)
