"""Where somebody is named in a text: by name, e-mail, telephone or NPI, or a client by a label; and the text without.

Case, accents and signs between the words do not matter; "Birch, Ada" and "Ada M. Birch" name Ada Birch. A name within
a longer one that another colleague bears (Ann Lee in Mary Ann Lee) is that colleague's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from refer_cli.folding import unaccented
from refer_cli.records import NamedTuple

ERASED = "(erased)"
Span = tuple[int, int]
"""From where to where in a text."""
BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"
BETWEEN = r"[\W_]{0,3}"
_INITIAL = r"(?:[^\W_]\.?\s+)?"
_DIGITS_OF_A_TELEPHONE = 10


class Marks(NamedTuple):
    """By what somebody is known: every name, e-mail, telephone (ten digits) and NPI that the book ever had.

    `places` are practice, street and page: by these nobody is told from others.
    """

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    npis: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def joined(self, other: Marks) -> Marks:
        """All marks of both."""
        return Marks(*(mine | theirs for mine, theirs in zip(self, other, strict=True)))

    def without(self, other: Marks) -> Marks:
        """The marks that `other` has not."""
        return Marks(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))

    def shares(self, other: Marks) -> bool:
        """Whether one of the marks that tell people apart is in both."""
        return any(mine & theirs for mine, theirs in zip(self[:4], other[:4], strict=True))


class Mentions:
    """Finds what it was made for, and takes it out of a text."""

    def __init__(self, patterns: Iterable[str], others: Iterable[str] = ()) -> None:
        wanted = list(dict.fromkeys(patterns))  # the first that fits is taken
        kept = list(dict.fromkeys(others))
        self._wanted = re.compile("|".join(wanted)) if wanted else None
        self._others = re.compile("|".join(kept)) if kept else None

    def spans(self, text: str) -> list[Span]:
        """Where it is named in the text, from and to."""
        if self._wanted is None or not text:
            return []
        folded, places = plain(text)
        found = [match.span() for match in self._wanted.finditer(folded)]
        if not found:
            return []
        theirs = [match.span() for match in self._others.finditer(folded)] if self._others is not None else []
        return [
            (places[start], places[end - 1] + 1)
            for start, end in found
            if not any(first <= start and end <= last for first, last in theirs)
        ]

    def blanked(self, text: str) -> str:
        """The text with `ERASED` for each mention, never longer than the book takes."""
        return blanked(text, self.spans(text))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with `ERASED` for each span, never longer than the book takes."""
    pieces, done = [], 0
    for start, end in spans:
        if start < done:
            continue
        pieces += [text[done:start], ERASED]
        done = end
    new = "".join([*pieces, text[done:]])
    return new if len(new) <= max(len(text), 300) else new[: len(text)]


def of_person(marks: Marks, other_names: Iterable[str] = ()) -> Mentions:
    """What mentions somebody with these marks; `other_names` are those of others in the book."""
    mine = {words_of(name) for name in marks.names}
    # An e-mail may hold the name, so it is looked for first; and a long name before a part of it.
    patterns = [rf"(?<![\w.+-]){re.escape(plain(email)[0])}(?![\w-])" for email in marks.emails]
    patterns += [
        rf"(?<!\d)(?:\+?1[\W_]{{0,2}})?\(?{phone[:3]}\)?[\W_]{{0,3}}{phone[3:6]}[\W_]{{0,3}}{phone[6:]}(?!\d)"
        for phone in marks.phones
        if len(phone) == _DIGITS_OF_A_TELEPHONE
    ]
    patterns += [rf"(?<!\d){re.escape(npi)}(?!\d)" for npi in marks.npis]
    patterns += [pattern for words in sorted(mine, key=len, reverse=True) if words for pattern in name_patterns(words)]
    longer = {
        words
        for words in map(words_of, other_names)
        if any(len(words) > len(name) and " ".join(name) in " ".join(words) for name in mine)
    }
    return Mentions(patterns, [pattern for words in longer for pattern in name_patterns(words)])


def of_label(label: str) -> Mentions:
    """What mentions a client by their label."""
    return Mentions([rf"(?<![\w-]){re.escape(plain(label)[0])}(?![\w-])"])


def folded_name(name: str) -> str:
    """A name as two spellings of it are compared."""
    return " ".join(words_of(name))


def name_patterns(words: tuple[str, ...]) -> Iterator[str]:
    """What finds a whole name, however its words are joined; "Birch, Ada" too."""
    escaped = [re.escape(word) for word in words]
    if len(words) == 1:
        yield f"{BEFORE}{escaped[0]}{AFTER}"
        return
    first, last = BETWEEN.join(escaped[:-1]), escaped[-1]
    yield f"{BEFORE}{first}{BETWEEN}{_INITIAL}{last}{AFTER}"
    yield rf"{BEFORE}{last}\s{{0,2}},\s{{0,3}}{first}{AFTER}"


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents and signs."""
    return tuple(re.findall(r"[^\W_]+", plain(name)[0]))


def plain(text: str) -> tuple[str, list[int] | range]:
    """The text without case and accents, and from which place of it each sign came."""
    if text.isascii():
        return text.lower(), range(len(text))
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in unaccented(sign):
            signs.append(letter)
            places.append(place)
    return "".join(signs), places
