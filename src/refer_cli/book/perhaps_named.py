"""Where somebody may be named in a text: a part of the name alone, a title or initials with it, a short form, what else
points at them (practice, street, page, a telephone number without its area code). None of it is certain.

An everyday word that is a name as well (Will, May, Grace) counts only where it is written with a capital, or after a
title. A whole name that another colleague bears is that colleague's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from refer_cli.book.mentions import AFTER, BEFORE, BETWEEN, Marks, Span, name_patterns, plain, words_of
from refer_cli.book.person_names import people_data
from refer_cli.records import NamedTuple

APART = 40
"""Mentions of one line that stand so near to each other (signs) are one place."""
_BEFORE_A_PLACE = 24
"""So much of the line before it tells a place from others."""
_SHORT = 2
"""A word of so few letters counts as an everyday one."""
_IN_AN_ADDRESS = 5
"""From so many letters on a name is looked for within e-mail and web addresses, where no space parts it from others."""
_TITLE = r"(?:(?:dr|dra|doctor|mr|mrs|ms|miss|mx|prof|professor)\b\.?\s+)"
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "da",
        "das",
        "de",
        "del",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "las",
        "le",
        "los",
        "saint",
        "st",
    }
    | {"ten", "ter", "van", "von", "y"}
)
"""Words within a name that name nobody alone, where two others are with them."""
_NOT_INITIALS = frozenset({"am", "ba", "bs", "dc", "eg", "ie", "la", "ma", "md", "ms", "no", "ny", "pm", "us", "vs"})
_HOST = r"(?:com|org|net|edu|gov|us|io|co|care|health|info|me|clinic)"


class Place(NamedTuple):
    """One place that may be about somebody: the kind of text, and the words there with what stands before them.

    Equal places in several texts, or in several states of one, are one place.
    """

    kind: str
    words: str


class Cluster(NamedTuple):
    """Mentions that stand together in a text: from where to where, the mentions, and the place that they are."""

    start: int
    end: int
    spans: tuple[Span, ...]
    words: str


class Perhaps:
    """Finds what it was made for."""

    def __init__(
        self,
        patterns: Iterable[str] = (),
        capitals: Iterable[str] = (),
        others: Iterable[str] = (),
        needles: Iterable[str] = (),
    ) -> None:
        """`capitals` count only where each of their words begins with a capital; what is within `others` never does.

        `needles`: wherever something is found, one of these stands in the text. Most texts have none, and are not read.
        """
        self._needles = tuple(needles)
        self._patterns = _compiled(patterns)
        self._capitals = _compiled(capitals)
        self._others = _compiled(others)

    def spans(self, text: str, certain: Sequence[Span] = ()) -> list[Span]:
        """Where they may be named, but for what is certain already; no two overlap."""
        if not text or (self._patterns is None and self._capitals is None):
            return []
        folded, places = plain(text)
        if not any(needle in folded for needle in self._needles):
            return []
        spans_there = [match.span() for match in self._patterns.finditer(folded)] if self._patterns else []
        if self._capitals is not None:
            spans_there += [
                (start, end)
                for start, end in (match.span() for match in self._capitals.finditer(folded))
                if all(text[places[at]].isupper() for at in _beginnings(folded, start, end))
            ]
        if not spans_there:
            return []
        theirs = [match.span() for match in self._others.finditer(folded)] if self._others else []
        kept = [
            (places[start], places[end - 1] + 1)
            for start, end in spans_there
            if not any(first <= start and end <= last for first, last in theirs)
        ]
        spans: list[Span] = []
        for start, end in sorted(kept, key=lambda span: (span[0], -span[1])):
            if any(start < last and first < end for first, last in (*certain, *spans[-1:])):
                continue
            spans.append((start, end))
        return spans

    def clusters(self, text: str, certain: Sequence[Span] = ()) -> list[Cluster]:
        """The mentions that stand together in a line, each with its words."""
        return clusters(text, self.spans(text, certain))


def clusters(text: str, spans: Sequence[Span]) -> list[Cluster]:
    """The spans that stand together in a line of the text, each group with its words."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span[0] - groups[-1][-1][1] <= APART and "\n" not in text[groups[-1][-1][1] : span[0]]:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [
        Cluster(group[0][0], group[-1][1], tuple(group), _words(text, group[0][0], group[-1][1])) for group in groups
    ]


def _words(text: str, start: int, end: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    return " ".join(text[max(line, start - _BEFORE_A_PLACE) : end].casefold().split())


def perhaps_person(marks: Marks, other_names: Iterable[str] = ()) -> Perhaps:
    """What may mean somebody with these marks; `other_names` are those of others in the book."""
    names = [_units(name) for name in sorted(marks.names)]
    whole = {words_of(name) for name in marks.names}
    patterns: list[str] = [pattern for words in sorted(whole) for pattern in name_patterns(words)]
    capitals: list[str] = []
    patterns += _of_marks(marks)
    firsts = "".join(sorted({unit[0] for units in names for unit in units[:-1] or units}))
    lasts = "".join(sorted({units[-1][0] for units in names}))
    short_names = {short for units in names for short in short_forms(units[0])}
    parts = {part for units in names for unit in units for part in _parts(unit)}
    for part in sorted(parts | short_names, key=_longest):
        every_case, capital = _of_part(part, firsts, lasts)
        patterns += every_case
        capitals += capital
    for units in names:
        initials = tuple(unit[0] for unit in units)
        for letters in {initials[:1] + initials[-1:], initials} if len(units) > 1 else ():
            if "".join(letters) not in _NOT_INITIALS:
                capitals.append(BEFORE + r"\.\s?".join(map(re.escape, letters)) + r"\.")
    shared = {words for words in map(words_of, other_names) if words not in whole and not parts.isdisjoint(words)}
    others = [pattern for words in sorted(shared) for pattern in name_patterns(words)]
    needles = {max(part.split(" "), key=len) for part in parts | short_names}
    needles |= {max(words, key=len) for words in whole if words} | {f"{initial}." for initial in firsts}
    needles |= {phone[-4:] for phone in marks.phones} | {plain(email)[0].partition("@")[0] for email in marks.emails}
    needles |= {max(words, key=len) for words in map(_place_words, marks.places) if words}
    return Perhaps(patterns, capitals, others, sorted(needles))


def perhaps_words(given: Iterable[str]) -> Perhaps:
    """What finds words that somebody typed, in any case, however they are joined."""
    patterns, needles = [], set()
    for text in given:
        words = words_of(text)
        if words:
            needles.add(max(words, key=len))
            patterns.append(BEFORE + BETWEEN.join(map(re.escape, words)) + "s?" + AFTER)
            patterns += _in_addresses("".join(words))
    return Perhaps(patterns, needles=sorted(needles))


def shares_a_part(name: str, marks: Marks) -> bool:
    """Whether a name has a word in common with one of somebody's."""
    parts = {part for mine in marks.names for unit in _units(mine) for part in _parts(unit)}
    return not parts.isdisjoint(words_of(name))


def short_forms(first_name: str) -> set[str]:
    """The other names that somebody of this first name goes by: Bob of Robert, Robert of Bob."""
    nicknames = people_data()["nicknames"]
    assert isinstance(nicknames, dict)
    forms = set(nicknames.get(first_name, ()))
    forms.update(name for name, short_names in nicknames.items() if first_name in short_names)
    return forms


def _longest(part: str) -> tuple[int, str]:
    return -len(part), part


def _of_part(word: str, firsts: str, lasts: str) -> tuple[list[str], list[str]]:
    """A part of a name with a title or initials before it, an initial or an s behind it.

    The patterns for any case, and those for words with a capital.
    """
    joined = BETWEEN.join(map(re.escape, word.split(" ")))
    initials = f"(?:[{re.escape(firsts)}]\\b\\.?\\s*){{0,2}}"
    lone = f"{joined}(?:\\s+[{re.escape(lasts)}]\\.|s?){AFTER}"
    titled, bare = f"{BEFORE}{_TITLE}{initials}{lone}", f"{BEFORE}{initials}{lone}"
    if is_everyday(word):
        return [titled], [bare]
    return [titled, bare, *_in_addresses(word.replace(" ", ""))], []


def _in_addresses(word: str) -> list[str]:
    if len(word) < _IN_AN_ADDRESS:
        return []
    escaped = re.escape(word)
    return [
        rf"(?<![\w.+-])[\w.+-]{{0,60}}{escaped}[\w.+-]{{0,60}}@[\w.-]+",
        rf"(?<![\w.+-])[\w.+-]{{1,60}}@[\w.-]{{0,60}}{escaped}[\w.-]*",
        rf"(?<![\w.@-])(?:https?://)?[\w.-]{{0,60}}{escaped}[\w-]{{0,60}}\.{_HOST}\b[\w./-]*",
    ]


def _of_marks(marks: Marks) -> Iterator[str]:
    """A telephone number without its area code, what stands before the @, and practice, street and page."""
    for phone in sorted(marks.phones):
        yield rf"(?<![\d-]){phone[-7:-4]}[\s.-]{{0,3}}{phone[-4:]}(?!\d)"
    mailboxes = people_data()["shared_mailboxes"]
    assert isinstance(mailboxes, list)
    for email in sorted(marks.emails):
        mailbox = email.partition("@")[0]
        if len(mailbox) >= _IN_AN_ADDRESS and mailbox not in mailboxes:
            yield rf"(?<![\w.+-]){re.escape(plain(mailbox)[0])}(?![\w-])"
    for text in sorted(marks.places):
        words = _place_words(text)
        if len(words) > 1 and not all(word in _too_common() for word in words):
            yield BEFORE + BETWEEN.join(map(re.escape, words)) + AFTER


def _place_words(text: str) -> tuple[str, ...]:
    return words_of(re.sub(r"^\s*(?:https?://)?(?:www\.)?", "", text))


@cache
def _too_common() -> frozenset[str]:
    """Words of practices that tell nobody: "Private Practice", "Counseling Services"."""
    mailboxes = people_data()["shared_mailboxes"]
    assert isinstance(mailboxes, list)
    more = (
        "associates center centre clinic counselors group health mental and of the private practice psychological self"
    )
    return frozenset((*mailboxes, *more.split(), "psychotherapy", "wellness", "solo"))


def _units(name: str) -> list[str]:
    """The words of a name, folded, without titles, Jr. and initials: "o neil" of O'Neil is one."""
    titles, suffixes = people_data()["titles"], people_data()["suffixes"]
    assert isinstance(titles, list)
    assert isinstance(suffixes, list)
    units = []
    for word in name.replace(",", " ").split():
        unit = " ".join(words_of(word))
        if len(unit) > 1 and unit not in titles and unit not in suffixes:
            units.append(unit)
    telling = [unit for unit in units if unit not in _PARTICLES]
    if len(telling) > 1:
        units = telling
    return units or [" ".join(words_of(name)) or "?"]


def _parts(unit: str) -> set[str]:
    """A word of a name, and where marks part it (O'Neil, Smith-Jones) its pieces that may stand alone."""
    if " " not in unit:
        return {unit}
    return {unit, *(piece for piece in unit.split(" ") if len(piece) > _SHORT and piece not in _PARTICLES)}


def is_everyday(word: str) -> bool:
    """Whether a word of a name is one that stands in any note."""
    return len(word) <= _SHORT or word in _everyday() or word in _PARTICLES


@cache
def _everyday() -> frozenset[str]:
    lines = (Path(__file__).parent / "everyday_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _beginnings(folded: str, start: int, end: int) -> Iterator[int]:
    """Where each word begins."""
    for match in re.finditer(r"[^\W_]+", folded[start:end]):
        yield start + match.start()


def _compiled(patterns: Iterable[str]) -> re.Pattern[str] | None:
    distinct = list(dict.fromkeys(patterns))
    return re.compile("|".join(distinct)) if distinct else None
