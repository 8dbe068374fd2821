"""White space and signs without a width: a text says the same whatever stands between its words."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

import capture_texts
import pytest

from refer_cli.capture.naming import letters_from
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand, unwrapped

TODAY = date(2026, 11, 24)
WIDE = ("  ", "\u00a0", "\u2003", "\u200b ", "\u202a \u202c")


def facts(text: str, gazetteer: Any) -> set[tuple[str | None, str, str, str]]:
    people = understand(read(text), TODAY, gazetteer).people
    return {(person.name, fact.field, fact.value, fact.sure) for person in people for fact in person.facts}


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe, LCSW, Fort  Collins, CO",
        "jane roe lcsw fort\ncollins co",
        "Jane Roe, LCSW, Fort\u00a0Collins, CO 80521",
        "Jane Roe, LCSW, Fort\u200b Collins, CO",
        "Jane Roe, LCSW, Fort Col\u00adlins, CO",
        "Jane Roe, LCSW. Her office is in Fort  Collins.",
        "Jane Roe, LCSW, sees clients in Fort\u2003Collins, CO",
    ],
)
def test_a_city_of_two_words_is_found_whatever_stands_between_them(text: str, gazetteer: Any) -> None:
    assert ("Jane Roe", "city", "Fort Collins", "written") in facts(text, gazetteer)


@pytest.mark.parametrize("name", [name for name in capture_texts.names() if name.endswith(".txt")][::16])
def test_a_text_says_the_same_with_other_white_space(name: str, gazetteer: Any) -> None:
    text = (capture_texts.TEXTS / name).read_text("utf-8")
    wide = itertools.cycle(WIDE)
    assert facts(re.sub(r"(?<=\S) (?=\S)", lambda _: next(wide), text), gazetteer) == facts(text, gazetteer)


def test_what_follows_a_name_is_read_so_far_and_no_further() -> None:
    """Every name asks for the letters behind it: were each to read all the rest, a list of letters took its square."""
    text = "LCSW, LMFT, " * 500
    credentials, end = letters_from(text, 0, None)
    assert credentials == ("LCSW", "LMFT") and end < 200


def test_no_word_is_endless() -> None:
    assert max(map(len, unwrapped("Jane Roe, LCSW " + "Ab-" * 5_000).split())) == 1_000
