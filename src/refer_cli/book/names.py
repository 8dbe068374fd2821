"""Who is meant by what was typed: an id, a name, or any part of a name that only one person has."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.errors import NoSuchColleague
from refer_cli.fields.search_words import Wanted, wanted
from refer_cli.folding import fold, spelled_out
from refer_cli.records import NamedTuple

LISTED = 8
"""How many of several people are listed."""
_SHORTEST_LOOSE, _SHORTEST_UNSPACED = 3, 6


class ColleagueName(NamedTuple):
    """A colleague as names go: id, name, practice and whether archived."""

    id: int
    name: str
    practice: str | None
    archived: bool


def matches(people: Sequence[ColleagueName], who: str) -> list[ColleagueName]:
    """The people that `who` may mean: those of exactly that name, else all who have it as a part.

    Several are for the caller to list: "Ann" is a part of Ann Lee and of Annie Leeds. Case, accents and dots
    do not matter, nor whether St. is spelled out. Where nobody has it as it stands, it is read as names are written
    elsewhere: "Birch, Ada", "Dr. Ada Birch, LMFT", the words in another order, O'Neil as O Neil.
    """
    typed = fold(who)
    if not typed:
        return []
    folded = [(fold(person.name), person) for person in people]
    for wanted_name in dict.fromkeys((typed, spelled_out(typed))):
        spelled = folded if wanted_name == typed else [(spelled_out(name), person) for name, person in folded]
        there = _having(spelled, wanted_name)
        if there:
            return there
    whole = as_stored(who)
    if whole is not None and fold(whole) != typed:
        there = _having([(spelled_out(name), person) for name, person in folded], spelled_out(fold(whole)))
        if there:
            return there
    things = wanted(whole or who)
    if not things or len(typed) < _SHORTEST_LOOSE:
        return []
    there = [person for name, person in folded if _has_all(name.split(), things)]
    if there or len(typed) < _SHORTEST_UNSPACED:
        return there
    unspaced = typed.replace(" ", "")  # Vanderberg, Mac Donald
    return [person for name, person in folded if unspaced in name.replace(" ", "")]


def as_stored(who: str) -> str | None:
    """A name as a card has it: "Birch, Ada" turned, titles and letters off; None where `who` names nobody."""
    from refer_cli.fields.names import read_name  # only where nobody has the name as it was typed

    return read_name(who).name


def _having(folded: Sequence[tuple[str, ColleagueName]], typed: str) -> list[ColleagueName]:
    whole = [person for name, person in folded if name == typed]
    if whole:
        return whole
    words = typed.split()
    return [person for name, person in folded if typed in name or _each_word_begins(name.split(), words)]


def _has_all(words: Sequence[str], things: Sequence[Wanted]) -> bool:
    """Whether each wanted thing stands among the words of a name in one of its ways."""
    return all(any(all(phrase.stands_in(words) for phrase in way) for way in thing.ways) for thing in things)


def none_found(people: Sequence[ColleagueName], who: str) -> NoSuchColleague:
    """The refusal where nobody answers to `who`, with the nearest names."""
    sentence = f'There is no colleague "{who}" in the book.'
    if not people:
        return NoSuchColleague(sentence, "refer add-colleague puts the first one in")
    near = nearest(people, who)
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


def nearest(people: Sequence[ColleagueName], who: str) -> list[str]:
    """The names that are spelled nearest to `who`, the nearest first, at most three."""
    from rapidfuzz import fuzz, process  # only where nobody was found

    typed = fold(who)
    spelled: dict[str, str] = {}
    for person in people:
        name = fold(person.name)
        first, *others = name.split() or [""]
        for part in (name, first, *others, *(f"{first} {other}" for other in others)):
            spelled.setdefault(part, person.name)
    best = process.extract(typed, list(spelled), scorer=fuzz.ratio, limit=6, score_cutoff=75)
    return list(dict.fromkeys(spelled[part] for part, _, _ in best))[:3]
