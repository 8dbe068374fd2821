"""Names of people, held against each other: titles and letters off, in either order, short names, slips of a key."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from sys import intern

from refer_cli.folding import LEADING_FORMS, fold, spelled_out
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import vocabulary

SHORT_FORM, ONE_LETTER = "a short form of the same name", "names one letter apart"
_ASIDE = re.compile(r"\([^)]*\)|\"[^\"]*\"|“[^”]*”")


class PersonName(NamedTuple):
    """The words of a name that tell people apart, folded: first, last, those between, and Jr. or III."""

    first: str
    last: str
    middle: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """First and last name, in whatever order they were written."""
        return (self.first, self.last) if self.first <= self.last else (self.last, self.first)

    @property
    def loose_key(self) -> tuple[str, ...]:
        """A key that names share which may be short and long forms of one: Bob Oak has that of Robert Oak."""
        return tuple(sorted((_family(self.first), _family(self.last))))


@cache
def people_data() -> Mapping[str, object]:
    """Titles, suffixes, short names and shared mailboxes, from `people.json`."""
    data: dict[str, object] = json.loads((Path(__file__).parent / "people.json").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=4096)
def person_name(name: str, *, former: bool = False) -> PersonName:
    """The name without titles and letters; "Birch, Ada" is turned, and St. is Saint.

    `former`: as it was read before schema 3, under which a book may remember it.
    """
    words = _words(name, former)
    if not former and not LEADING_FORMS.keys().isdisjoint(words):
        words = spelled_out(" ".join(words)).split()
    titles, suffixes = _set("titles"), _set("suffixes")
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    suffix = ""
    while len(words) > 2 and words[-1] in suffixes:
        suffix = words[-1]
        words = words[:-1]
    if not words:
        return PersonName("", "")
    words = list(map(intern, words))  # the same first and last names come again and again
    return PersonName(words[0], words[-1] if len(words) > 1 else "", tuple(words[1:-1]), suffix)


def same_person_name(one: PersonName, other: PersonName) -> bool:
    """Whether two names are spelled as one person's: a middle name may be left out or shortened to its letter."""
    if not one.last or not other.last:
        return one == other and bool(one.first)
    if one.key != other.key or one.suffix != other.suffix:
        return False
    return _middles_agree(one.middle, other.middle)


def similar_names(one: PersonName, other: PersonName) -> str | None:
    """In what two names that differ may still be one person's, in words; None where nothing speaks for it."""
    if one.key == other.key:
        return "the same first and last name"
    if not one.last or not other.last:
        lone, whole = (one, other) if not one.last else (other, one)
        return "one name is part of the other" if lone.first in (whole.first, whole.last) else None
    if any(_forms_of_one(a, c) and _forms_of_one(b, d) for a, b, c, d in _pairings(one, other)):
        return SHORT_FORM
    first, second = " ".join(one.key), " ".join(other.key)
    if one_edit(first, second):
        return ONE_LETTER
    if one.last == other.last and _is_letter_of(one.first, other.first):
        return "the same last name and first letter"
    if one.first == other.first:
        return "the same first name"
    return None


def share_a_word(one: PersonName, other: PersonName) -> bool:
    """Whether two names have a word in common, or are one letter apart: enough beside a strong mark."""
    words, others = (one.first, one.last), (other.first, other.last)
    if any(_forms_of_one(word, another) for word in words if word for another in others if another):
        return True
    return one_edit(" ".join(one.key), " ".join(other.key))


def one_edit(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out, changed, or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(one) != len(other):
        longer, shorter = (rest, other_rest) if len(one) > len(other) else (other_rest, rest)
        return longer[1:] == shorter
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])


def _words(name: str, former: bool) -> list[str]:
    if name.isascii() and name.replace(" ", "").isalpha():
        words = name.lower().split()
        if len(words) < 3 or words[-1] not in _letters():
            return words  # most names: nothing to take off
    text = _ASIDE.sub(" ", name) if "(" in name or '"' in name or "“" in name else name
    parts = [part for part in text.split(",") if part.strip()]
    if len(parts) > 1:
        kept = [parts[0], *(part for part in parts[1:] if not _is_letters(part))]
        suffixed = [part for part in kept[1:] if fold(part) in _set("suffixes")]
        kept = [part for part in kept if part not in suffixed]
        # "Birch, Ada": what follows the comma is the first name.
        text = (
            " ".join([*kept[1:], _without_letters(kept[0]), *suffixed])
            if len(kept) > 1
            else " ".join([kept[0], *suffixed])
        )
    return fold(_without_letters(text), letters_apart=not former).split()


def _without_letters(text: str) -> str:
    """The name without the letters that stand behind it, where they are written as letters are."""
    words = text.split()
    one_case = text in (text.upper(), text.lower())
    while len(words) > 2:
        last = words[-1]
        # In a name all of one case MA may be a last name; LMFT is none.
        shaped = len(last) > 2 if one_case else sum(sign.isupper() for sign in last) > 1
        if not shaped or fold(last) not in _letters():
            break
        words.pop()
    return " ".join(words)


def _is_letters(part: str) -> bool:
    if fold(part).replace(" ", "") in _letters():
        return True
    words = fold(part).split()
    return bool(words) and all(word in _letters() for word in words)


@cache
def _letters() -> frozenset[str]:
    return frozenset(spelling for spelling in vocabulary("credential").all_spellings() if " " not in spelling)


@cache
def _set(kind: str) -> frozenset[str]:
    words = people_data()[kind]
    assert isinstance(words, list)
    return frozenset(words)


@cache
def _long_names() -> Mapping[str, frozenset[str]]:
    """Each name of the table with the long names that it may stand for: Chris for Christina and Christopher."""
    nicknames = people_data()["nicknames"]
    assert isinstance(nicknames, dict)
    found: dict[str, set[str]] = {}
    for name, short_names in nicknames.items():
        for form in (name, *short_names):
            found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


@cache
def _families() -> Mapping[str, str]:
    """Each name of the table with one name that stands for all that hang together with it."""
    family: dict[str, str] = {}
    for form, names in _long_names().items():
        for name in (form, *names):
            family.setdefault(name, name)
        heads = {family[name] for name in (form, *names)}
        chosen = min(heads)
        for name, head in family.items():
            if head in heads:
                family[name] = chosen
    return family


def _family(word: str) -> str:
    return _families().get(word, word)


def _forms_of_one(one: str, other: str) -> bool:
    if one == other:
        return True
    names = _long_names()
    return not names.get(one, frozenset()).isdisjoint(names.get(other, frozenset()))


def _pairings(one: PersonName, other: PersonName) -> tuple[tuple[str, str, str, str], ...]:
    return (
        (one.first, one.last, other.first, other.last),
        (one.first, one.last, other.last, other.first),
    )


def _is_letter_of(one: str, other: str) -> bool:
    return (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other))


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return True
    if len(one) != len(other):
        # "Mary Ann Jo Oak" and "Mary Ann Oak": the words of the shorter stand in the longer.
        shorter, longer = sorted((one, other), key=len)
        return set(shorter) <= set(longer)
    return all(a == b or _is_letter_of(a, b) for a, b in zip(one, other, strict=True))
