"""The words that head a column, and what each means: data, looked up however the header is written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from refer_cli.fields.catalogue import BY_NAME
from refer_cli.folding import fold

NOTES, LEFT_OUT = "notes", "-"
"""What a column may become that holds no field: words kept in the notes, or nothing."""
ROW_DATE, ROW_KEY = "as_of", "id"
DATE_ENDING = "_as_of"
NAME_PARTS = ("first_name", "middle_name", "last_name")
SECOND_STREET, WAITLIST, EXCLUSIONS, PRACTICING = "street_2", "waitlist", "exclusions", "practicing"
RECORDED_BY, ARCHIVED_ON = "recorded_by", "archived_on"
"""Columns that only `refer export` writes, so that its file comes back in as the same book."""
_OWN_TARGETS = (
    *NAME_PARTS, SECOND_STREET, WAITLIST, EXCLUSIONS, PRACTICING, ROW_DATE, ROW_KEY, RECORDED_BY, ARCHIVED_ON
)  # fmt: skip
_LONGEST_HEADER = 90


class ColumnWords(NamedTuple):
    """The data: `fields` holds the words for each field, `decided_by_cells` the fields that a word may mean.

    `no_field` are words of columns that no field is for, `within` words inside a longer header, `asked_about` the
    verbs before an entry ("Takes Aetna?"), `question_words` those that a question has around its subject.
    """

    fields: Mapping[str, list[str]]
    decided_by_cells: Mapping[str, list[str]]
    no_field: frozenset[str]
    within: tuple[tuple[str, str], ...]
    asked_about: tuple[str, ...]
    question_words: frozenset[str]


@cache
def column_words() -> ColumnWords:
    """The words of columns.json."""
    data = json.loads((Path(__file__).parent / "columns.json").read_text(encoding="utf-8"))
    return ColumnWords(
        data["fields"],
        data["decided_by_cells"],
        frozenset(data["no_field"]),
        tuple((word, target) for word, target in data["within"]),
        tuple(data["asked_about"]),
        frozenset(data["question_words"]),
    )


@cache
def header_words() -> Mapping[str, str]:
    """Every word that heads a column, folded, and what it means."""
    words = {" ".join(name.split("_")): name for name in (*BY_NAME, *_OWN_TARGETS)}
    for target, spellings in column_words().fields.items():
        words.update(dict.fromkeys(spellings, target))
    return words


@lru_cache(maxsize=4096)
def header_fold(text: str) -> str:
    """A header as its words alone: `acceptingNewPatients`, `Accepting_New_Patients` and `Accepting new patients?`."""
    text = unicodedata.normalize("NFKC", text).strip("\ufeff\u200b")
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})", " ", text)
    text = re.sub(r"\(s\)|\(es\)|['\u2019]s\b", "s", text)
    text = text.replace("#", " number ").replace("$", " fee ")
    text = re.sub(r"\b(y\s*/\s*n|yes\s*/\s*no|yes or no)\b", " yes no ", text, flags=re.IGNORECASE)
    words = fold(text).replace("e mail", "email").split()
    return " ".join(word for number, word in enumerate(words) if number == 0 or words[number - 1] != word)


def known_words(cells: Sequence[str]) -> int:
    """How many cells of a row are words that head a column."""
    return sum(bool(cell) and len(cell) <= _LONGEST_HEADER and known_word(cell) is not None for cell in cells)


def different_words(cells: Sequence[str]) -> int:
    """How many different things the cells of a row are known to head."""
    words = {known_word(cell) for cell in cells if cell and len(cell) <= _LONGEST_HEADER}
    return len(words - {None})


def names_people(cells: Sequence[str]) -> bool:
    """Whether one of these headers is that of a column of names."""
    return any(known_word(cell) in ("name", "first_name", "last_name") for cell in cells if cell)


def dated_field(word: str) -> str | None:
    """The field that a column such as `fee_as_of` dates."""
    name = "_".join(word.split())
    field = name.removesuffix(DATE_ENDING)
    return field if field != name and field in BY_NAME else None


def target_named(text: str) -> str | None:
    """The field that somebody means who names one: by its name, its option, or as a header; `-` leaves out."""
    if text.strip() in (LEFT_OUT, "\u2013", "\u2014"):
        return LEFT_OUT
    word = header_fold(text.removeprefix("--"))
    singulars = {header_fold(field.singular): field.name for field in BY_NAME.values() if field.singular}
    return header_words().get(word) or singulars.get(word)


def near_targets(text: str) -> list[str]:
    """Names of fields that are spelled nearly so."""
    from difflib import get_close_matches

    words = header_words()
    close = get_close_matches(header_fold(text)[:60], list(words), n=4, cutoff=0.6)
    return list(dict.fromkeys(words[word] for word in close))[:3]


def known_word(head: str) -> str | None:
    """What a header means, where its word is known."""
    word = header_fold(head)
    return target_of(word) or (word if dated_field(word) else None) or target_of(subject(head))


def target_of(word: str) -> str | None:
    """What a folded word means, with or without a number behind it."""
    return header_words().get(word) or numbered_word(word)


@lru_cache(maxsize=4096)
def subject(head: str) -> str:
    """What a question is about: "What is your fee?" is fee. A header of one or two words is no question."""
    words = header_fold(re.sub(r"\(.*?\)", " ", head)).split()
    if len(words) < 3:
        return ""
    return " ".join(word for word in words if word not in column_words().question_words)


def numbered_word(word: str) -> str | None:
    """`phone 2`, `insurance 1`: the same as without the number."""
    bare = re.sub(
        r"(^(\d|primary|secondary|other|second|main|alt|alternate) )|( (\d|primary|secondary|main|alt))$", "", word
    )
    return header_words().get(bare) if bare != word else None
