"""What a search asks for: words in any spelling, telephone numbers in any style or in part, e-mails, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from refer_cli.folding import LEADING_FORMS, VANISHING, fold, unaccented
from refer_cli.records import NamedTuple


class Phrase(NamedTuple):
    """Words that stand one after another; the last may be the beginning of one, unless it is `whole`."""

    words: tuple[str, ...]
    whole: bool = False

    def stands_in(self, words: Sequence[str]) -> bool:
        """Whether the folded words of a text hold it."""
        *before, last = self.words
        length = len(self.words)
        for start in range(len(words) - length + 1):
            ending = words[start + length - 1]
            if list(words[start : start + length - 1]) == before and (
                ending == last if self.whole else ending.startswith(last)
            ):
                return True
        return False


Way = tuple[Phrase, ...]
"""One way of being found: every phrase of it."""


class Wanted(NamedTuple):
    """One thing that was asked for: as it was typed, and the ways of finding it, any of which is enough.

    `may_be_name`: it is no number, no address and no term of a vocabulary.
    """

    typed: str
    ways: tuple[Way, ...]
    may_be_name: bool = False

    def stands_in(self, words: Sequence[str]) -> bool:
        """Whether the folded words of a text hold a phrase of any way."""
        return any(phrase.stands_in(words) for way in self.ways for phrase in way)


_EMAIL = r"(?P<email>[^\s@]*@[^\s@]+)"
_DASH = r"[\s.\-/\u2010-\u2015]"
_NUMBER = (
    rf"(?P<abroad>(?<!\w)\+(?!1{_DASH}*\(?[2-9])\d(?:{_DASH}*[()]?\d)+)"
    rf"|(?P<number>(?<!\w)(?:\+?1{_DASH}*)?\(?\d{{3}}\)?{_DASH}*\d{{3}}{_DASH}*\d{{4}}(?!\w))"
    rf"|(?P<local>(?<![\w\-])\d{{3}}{_DASH}?\d{{4}}(?![\w\-]))"
    r"|(?P<part>(?<![\w\-])\d{3}(?:-\d{3})?-\d{1,4}(?![\w\-]))"
)
_PARTS = re.compile(rf"{_EMAIL}|{_NUMBER}|(?P<word>\S+)")
_INTERIOR = re.compile(rf"\w[{re.escape(VANISHING)}&]\w")
_BEGINNINGS = ("o", "d", "mc", "mac")
"""Of names that are written with a space, a mark or neither: O'Neil, O Neil, Oneil."""
_SHORT_FORMS = {long: short for short, long in LEADING_FORMS.items()}
_LONGEST_TERM = 6
_TERMS = ("need", "approach", "insurer", "population", "language", "style", "credential")


def wanted(text: str, *, terms: bool = False) -> list[Wanted]:
    """What `text` asks for, all of which must be there; nothing where it holds no letter or digit.

    With `terms` a word of a vocabulary also finds what a card calls it: `teens` the age group teen, `Colorado` CO.
    """
    asked: list[Wanted] = []
    words: list[str] = []
    for part in _PARTS.finditer(text):
        kind = part.lastgroup
        if kind == "word":
            words.append(part[0])
            continue
        asked += _words_wanted(words, terms)
        words = []
        asked.append(Wanted(part[0], _email(part[0]) if kind == "email" else _number(str(kind), part[0])))
    asked += _words_wanted(words, terms)
    return [one for one in asked if one.ways]


def is_contact(text: str) -> bool:
    """Whether `text` is an e-mail address or a telephone number, and not a name."""
    part = _PARTS.fullmatch(text.strip())
    return part is not None and part.lastgroup != "word"


def indexed(text: str) -> str:
    """A text as the index holds it: folded, and what stands about a mark within a word once more by itself.

    So "O'Neil" is found as oneil and as neil, "Ph.D." as phd and as ph d.
    """
    apart = (re.sub(rf"[{re.escape(VANISHING)}]", " ", word) for word in text.split() if _INTERIOR.search(word))
    return " ".join([fold(text), *map(fold, apart)])


def telephone_words(text: str) -> str:
    """A telephone number as the index holds it, in whatever style it was stored: 303 555 0101."""
    number = re.split(r"[,;]|x|e", text.casefold(), maxsplit=1)[0]
    digits = "".join(sign for sign in number if sign.isdigit())
    if not number.lstrip().startswith("+") or digits.startswith("1"):
        digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
        if len(digits) == 10:
            return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
        if len(digits) == 7:
            return f"{digits[:3]} {digits[3:]}"
    return f"{digits} {number}"


def words_of(field: str, text: str) -> list[str]:
    """The words of one field of a card, as a search finds them."""
    if field == "phone":
        return re.findall(r"\w+", telephone_words(text))
    if field == "email":
        return _split(text)
    return indexed(text).split()


def _email(text: str) -> tuple[Way, ...]:
    words = tuple(_split(text))
    return ((Phrase(words),),) if words else ()


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", unaccented(text)) if word]


def _number(kind: str, text: str) -> tuple[Way, ...]:
    digits = "".join(sign for sign in text if sign.isdigit())
    if kind == "abroad":
        return ((Phrase((digits,)),),)
    if kind == "part":
        return ((Phrase(tuple(text.split("-"))),), (Phrase((digits,)),))
    if kind == "local":
        return ((Phrase((digits[:3], digits[3:])),), (Phrase((digits,)),))
    digits = digits[-10:]
    return ((Phrase((digits[:3], digits[3:6], digits[6:])),), (Phrase((digits,)),))


def _words_wanted(typed: Sequence[str], terms: bool) -> Iterator[Wanted]:
    """What a run of plain words asks for: terms of several words as one thing, the others word by word."""
    folded = [tuple(fold(word).split()) for word in typed]
    plain = [words for words in folded if words]
    spelled = [word for word, words in zip(typed, folded, strict=True) if words]
    at = 0
    while at < len(plain):
        length, meant = _term(plain[at:]) if terms else (1, ())
        literal = [_spellings(plain, number, spelled[number]) for number in range(at, at + length)]
        # "older adults": each of its words, or the term.
        ways = literal[0] if length == 1 else (tuple(phrase for spelled_ways in literal for phrase in spelled_ways[0]),)
        # A term as it stands on cards is looked for whole: what begins alike ("trauma", "traumatic") is another thing.
        named = {tuple(word for phrase in way for word in phrase.words) for way in meant}
        ways = tuple(way for way in ways if tuple(word for phrase in way for word in phrase.words) not in named)
        yield Wanted(" ".join(spelled[at : at + length]), tuple(dict.fromkeys((*ways, *meant))), not meant)
        at += length


def _spellings(words: Sequence[tuple[str, ...]], at: int, typed: str) -> tuple[Way, ...]:
    """The ways in which one typed word may be spelled on a card; its parts about a hyphen may stand apart."""
    phrase = words[at]
    found: list[Phrase] = []
    if _INTERIOR.search(typed):
        found.append(Phrase(tuple(_split(typed))))
    first = phrase[0]
    following = words[at + 1][0] if at + 1 < len(words) else None
    other = LEADING_FORMS.get(first) or _SHORT_FORMS.get(first)
    if other and len(phrase) > 1:
        found.append(Phrase((other, *phrase[1:])))
    elif other and following:
        found.append(Phrase((other, following)))
    elif other and first in LEADING_FORMS:
        found.append(Phrase((other,)))
    if following and first in _BEGINNINGS and len(phrase) == 1:
        found.append(Phrase((first + following,)))
    if at and words[at - 1][-1] in _BEGINNINGS:
        found.append(Phrase((words[at - 1][-1] + first,)))
    found += (
        Phrase((beginning, first[len(beginning) :], *phrase[1:]))
        for beginning in _BEGINNINGS
        if first.startswith(beginning) and len(first) > len(beginning) + 3
    )
    literal = tuple(Phrase((part,)) for part in phrase)
    return (literal, *((one,) for one in dict.fromkeys(found) if (one,) != literal))


def _term(words: Sequence[tuple[str, ...]]) -> tuple[int, tuple[Way, ...]]:
    """How many of the first words name a term or a state, and what cards call it; 1 and nothing where none do."""
    from refer_cli.places.states import state_code
    from refer_cli.vocabulary.normaliser import vocabulary

    for length in range(min(_LONGEST_TERM, len(words)), 0, -1):
        phrase = " ".join(word for part in words[:length] for word in part)
        names = [name for name in (vocabulary(kind).find(phrase) for kind in _TERMS) if name]
        meant = [(Phrase(tuple(fold(name).split()), whole=True),) for name in names]
        state = state_code(phrase)
        if state and len(phrase) > 2:
            meant.append((Phrase((state.lower(),), whole=True),))
        if meant:
            return length, tuple(meant)
    return 1, ()
