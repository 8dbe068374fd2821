"""Who is meant by what was typed: an id, a name, or any part of a name that only one person has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from refer_cli.errors import NoSuchColleague
from refer_cli.vocabulary.normaliser import fold

LISTED = 8
"""How many of several people are listed."""


class ColleagueName(NamedTuple):
    """A colleague as names go: id, name, practice and whether archived."""

    id: int
    name: str
    practice: str | None
    archived: bool


def matches(people: Sequence[ColleagueName], who: str) -> list[ColleagueName]:
    """The people that `who` may mean: those of exactly that name, else all who have it as a part.

    Several are for the caller to list: "Ann" is a part of Ann Lee and of Annie Leeds. Case, accents and dots
    do not matter.
    """
    typed = fold(who)
    if not typed:
        return []
    folded = [(fold(person.name), person) for person in people]
    whole = [person for name, person in folded if name == typed]
    if whole:
        return whole
    words = typed.split()
    return [person for name, person in folded if typed in name or _each_word_begins(name.split(), words)]


def none_found(people: Sequence[ColleagueName], who: str) -> NoSuchColleague:
    """The refusal where nobody answers to `who`, with the nearest names."""
    sentence = f'There is no colleague "{who}" in the book.'
    if not people:
        return NoSuchColleague(sentence, "refer add-colleague puts the first one in")
    near = _nearest(people, who)
    if near:
        return NoSuchColleague(sentence, f"did you mean {' or '.join(near)}?")
    return NoSuchColleague(sentence, "refer list shows who is in the book")


def several_found(described: Sequence[str], count: int, who: str) -> NoSuchColleague:
    """The refusal where several people answer to `who`: `described` lists them, up to LISTED."""
    more = f", and {count - len(described)} more" if count > len(described) else ""
    return NoSuchColleague(
        f'{count} colleagues answer to "{who}": {"; ".join(described)}{more}.',
        "write more of the name, or the number in brackets",
    )


def _each_word_begins(words: list[str], beginnings: list[str]) -> bool:
    """Whether each wanted word begins another word of the name, in order ("ad bir" is Ada Birch)."""
    rest = iter(words)
    return all(any(word.startswith(part) for word in rest) for part in beginnings)


def _nearest(people: Sequence[ColleagueName], who: str) -> list[str]:
    from rapidfuzz import fuzz, process  # only where nobody was found

    typed = fold(who)
    spelled: dict[str, str] = {}
    for person in people:
        for part in (fold(person.name), *fold(person.name).split()):
            spelled.setdefault(part, person.name)
    best = process.extract(typed, list(spelled), scorer=fuzz.ratio, limit=6, score_cutoff=75)
    return list(dict.fromkeys(spelled[part] for part, _, _ in best))[:3]
