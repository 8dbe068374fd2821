"""The pairs in the book that may be one person, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from refer_cli.book import statements
from refer_cli.book.deduplication import MARKS, NOT_THE_SAME, Identities, described
from refer_cli.book.person_names import PersonName, one_edit, person_name
from refer_cli.folding import fold
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.book.reading import Book

_LEAST_LIKELY = 6
"""How likely a pair is that one letter and a place speak for; `Identities` gives the others 0 to 5."""


class Pair(NamedTuple):
    """Two colleagues who may be one person (the older card first), and what speaks for it."""

    first: int
    second: int
    why: str


def pairs(book: Book) -> list[Pair]:
    """Everybody who is not set aside, held against everybody: the likeliest pairs first.

    A pair that the therapist said is not the same is left out.
    """
    rows = book.rows(statements.ACTIVE_IDENTITIES)
    apart = _told_apart(book)
    found: dict[tuple[int, int], tuple[int, str]] = {}
    known = Identities()
    for number, source, key, *values in rows:
        who = described(source, key, dict(zip(MARKS, values, strict=True)))
        for double in known.possible_doubles(who):
            found[double.id, number] = (double.rank, double.why)
        known.add(number, who)
    for first, second, why in _one_letter_apart(rows):
        found.setdefault((first, second), (_LEAST_LIKELY, why))
    ordered = sorted((rank, *pair, why) for pair, (rank, why) in found.items() if pair not in apart)
    return [Pair(first, second, why) for _, first, second, why in ordered]


def _told_apart(book: Book) -> set[tuple[int, int]]:
    names = book.settings_from(NOT_THE_SAME)
    pairs_told = (name.removeprefix(NOT_THE_SAME).split() for name in names)
    return {(int(first), int(second)) for first, second in pairs_told}


def _one_letter_apart(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[int, int, str]]:
    """Names one letter apart in one place. Two such names share a spelling with one letter left out."""
    holders: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    npis: dict[int, object] = {}
    for number, _, _, npi, _, _, name, practice, _, city, state, _ in rows:
        assert isinstance(number, int) and isinstance(name, str)
        spelled = " ".join(_words(person_name(name)))
        places = [("practice", fold(str(practice)))] if practice else []
        places += [("city", f"{fold(str(city))} {state}")] if city and state else []
        if not places or " " not in spelled:
            continue
        names[number], npis[number] = spelled, npi
        shortened = {spelled, *(spelled[:at] + spelled[at + 1 :] for at in range(len(spelled)))}
        for word, place in places:
            met: set[int] = set()
            for text in shortened:
                there = holders.setdefault(hash((place, text)), [])
                met.update(there)
                there.append(number)
            for other in sorted(met):
                if other != number and one_edit(names[other], spelled) and not _differ(npis[other], npi):
                    yield other, number, f"names one letter apart and {word}"


def _words(name: PersonName) -> tuple[str, ...]:
    return name.key if name.last else ()


def _differ(npi: object, other: object) -> bool:
    return bool(npi and other) and npi != other
