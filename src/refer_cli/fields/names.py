"""Names as people write them: titles, letters, stars and pronouns taken off, "Birch, Ada" turned round."""

from __future__ import annotations

import re
from functools import lru_cache

from refer_cli.fields.plain import is_empty_word, one_line, unmarked
from refer_cli.folding import fold
from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import vocabulary

TITLES = frozenset(
    {
        "dr", "drs", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "herr", "frau", "sra", "srta",
        "dra", "mister",
    }
)  # fmt: skip
"""Words before a name that are no part of it."""
_SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV", "esq": "Esq."}
PARTICLES = frozenset(
    {
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ten",
        "ter",
        "st",
        "mac",
        "du",
        "y",
    }
)
_NOBODY = frozenset(
    {
        "vacant",
        "open position",
        "unfilled",
        "name",
        "full name",
        "new hire",
        "position open",
        "test",
        "total",
        "totals",
        "none",
        "no name",
    }
)
_NOBODY_WORDS = frozenset(word for words in _NOBODY for word in words.split()) | {
    "retired",
    "deceased",
    "moved",
    "refer",
    "avoid",
    "never",
    "closed",
    "left",
    "unknown",
    "dnr",
}
_ORGANISATION = re.compile(
    r"\b(?:counsel\w*|therap(?:y|ies|eutic\w*)|clinics?|cent(?:er|re)s?|group|associates?|"
    r"services|psych\w*|wellness|health\w*|hospital|"
    r"llc|pllc|inc|p\.?c\.?|pa|institute|collective|practice|university|agency|foundation|"
    r"partners|solutions|studio|program|"
    r"behavioral|mental|family|medical|care)\b\.?",
    re.IGNORECASE,
)
_PRONOUN = r"(?:she|her|hers|he|him|his|they|them|theirs|ze|zir|xe|xem|hir|any|all)"
_PRONOUNS = re.compile(
    rf"[\s,;|\-\u2013]*[(\[]?\s*\b({_PRONOUN}(?:\s*/\s*{_PRONOUN})+|any pronouns|all pronouns)\b\s*[)\]]?",
    re.IGNORECASE,
)
# Signs that mark a row ("LMHC*"), and what stands around a name.
_STARS = re.compile(
    "[*\u2020\u2021\u2605\u2606\u2b50\u2713\u2714\u2705\u2022\u25cf\u00b7\u00ae\u2122]+|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]"
)
# Letters that look like a title behind a name though no vocabulary knows them: RYT-200, CCTP-II, LMHC-D.
_LETTERS = re.compile(
    r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z]{0,4}(?:[A-Z0-9][A-Za-z0-9]*)*(?:[\-/][A-Z0-9]{1,5})*|"
    r"[A-Z](?:\.[A-Z][A-Za-z]{0,2})+\.?"
)
_NO_LETTERS = frozenset({"llc", "pllc", "inc", "pc", "pa", "llp", "ltd", "corp"})
_KEPT_CAPITALS = frozenset({"II", "III", "IV", "PO", "NE", "NW", "SE", "SW", "VA", "USA", "US", "UCONN", "UMASS"})


class NameReading(NamedTuple):
    """A person's name as it is stored, and what stood beside it.

    `credentials` are the letters as they are known, `unknown_letters` those of them that no vocabulary has.
    """

    name: str | None
    credentials: tuple[str, ...] = ()
    pronouns: str | None = None
    practice: str | None = None
    left: tuple[str, ...] = ()
    unknown_letters: tuple[str, ...] = ()


@lru_cache(maxsize=16_384)
def read_name(text: str, state: str | None = None) -> NameReading:
    """The person that a cell or an option names; no name where it names nobody ("TBD", "n/a")."""
    plain = one_line(unmarked(text))
    if is_empty_word(plain) or fold(plain) in _NOBODY or not re.search(r"[^\W\d_]", plain):
        return NameReading(None, left=(plain,) if plain else ())
    if re.fullmatch(r"[^\W\d_]+ [^\W\d_]+", plain) and not plain.isupper() and "." not in plain:
        words = plain.split()
        if (
            fold(words[0]) not in TITLES
            and not _is_credential(words[1], state, plain)
            and not _is_credential(words[0], state, plain)
        ):
            return NameReading(plain)  # the common case
    reading = _Reader(plain, state).reading()
    return NameReading(plain) if _is_fragment(reading.name, plain) else reading


def _is_fragment(name: str | None, plain: str) -> bool:
    """Whether taking brackets and letters off left a piece that is no name: a sign that stood within a word."""
    signs = {word for word in (name or "").split() if not any(map(str.isalnum, word))}
    return not signs <= set(plain.split()) or (name is not None and not any(map(str.isalpha, name)))


def plain_name(text: str) -> NameReading | None:
    """A name of plain words with nothing but known letters behind it, as nearly all are; None for any other."""
    whole, *letters = text.split(", ")
    words = whole.split(" ")
    if not all(map(_is_name_word, words)) or len(words) > 3:
        return None
    credentials = [_letters_known(word) for word in letters]
    if len(words) > 1 and all(credentials):
        return NameReading(whole, tuple(dict.fromkeys(name for name in credentials if name)))
    # "Birch, Ada, LCSW"
    if len(words) == 1 and letters and all(map(_is_name_word, letters[0].split(" "))) and all(credentials[1:]):
        known = tuple(dict.fromkeys(name for name in credentials[1:] if name))
        return NameReading(f"{letters[0]} {whole}", known)
    return None


@lru_cache(maxsize=4096)
def _letters_known(text: str) -> str | None:
    """The credential that one word of capitals is, where it is one wherever it is written."""
    return vocabulary("credential").find(text) if sum(map(str.isupper, text)) > 1 and " " not in text else None


@lru_cache(maxsize=65_536)
def _is_name_word(word: str) -> bool:
    """Whether a word can only be part of a name: a capital and small letters, no title, no credential."""
    folded = fold(word)
    if not (word[:1].isupper() and word[1:].islower() and word.isalpha() and word.isascii()):
        return False
    if folded in TITLES or folded in _SUFFIXES or folded in _NOBODY_WORDS or _ORGANISATION.fullmatch(word):
        return False
    return vocabulary("credential").find(word) is None


def proper_case(text: str) -> str:
    """`text` in capitals as written by hand; text that is not all capitals is somebody's choice and stays."""
    text = " ".join(text.split())
    if text != text.upper():
        return text
    return " ".join(_word(word) for word in text.split(" "))


class _Reader:
    """Takes one name apart."""

    def __init__(self, plain: str, state: str | None) -> None:
        self.state = state
        self.left: list[str] = []
        self.credentials: list[str] = []
        self.unknown: list[str] = []
        self.practice: str | None = None
        self.pronouns: str | None = None
        pronouns = _PRONOUNS.search(plain)
        if pronouns:
            self.pronouns = "".join(pronouns[1].lower().split()) if "/" in pronouns[1] else pronouns[1].lower()
            plain = plain[: pronouns.start()] + " " + plain[pronouns.end() :]
        plain = _STARS.sub(" ", plain)
        self.plain = one_line(re.sub(r"\s+,", ",", plain)).strip(" ,;:-\u2013\u2014|/?!#")

    def reading(self) -> NameReading:
        parts = self._parts(self._without_brackets(self.plain))
        names: list[str] = []
        for part in parts:
            bare = self._without_letters(part, alone=bool(names) or len(parts) > 1)
            if bare:
                names.append(bare)
        name = self._composed(names)
        if name is None and not self.credentials:
            return NameReading(None, left=(self.plain,))
        return NameReading(
            name,
            tuple(dict.fromkeys(self.credentials)),
            self.pronouns,
            self.practice,
            tuple(self.left),
            tuple(self.unknown),
        )

    def _without_brackets(self, text: str) -> str:
        """The name without what is in brackets behind it: letters, a remark. A nickname within the name stays."""

        def taken(found: re.Match[str]) -> str:
            inside = found[1].strip()
            if not inside:
                return " "
            if self._as_letters(inside) or fold(inside) in TITLES:
                return " "
            behind = text[found.end() :].strip()
            # "Yulan (Shelly) Quince": a nickname, if a name goes on behind it.
            if (
                re.fullmatch(r"[^\W\d_][\w.'\u2019-]*", inside)
                and re.match(r"[^\W\d_]{2}", behind)
                and not self._is_letters(behind)
            ):
                return f" \x01{inside}\x02 "
            self.left.append(inside)
            return " "

        bare = re.sub(r"[(\[]([^()\[\]]*)[)\]]", taken, text)
        return one_line(bare.replace("\x01", "(").replace("\x02", ")"))

    def _is_letters(self, text: str) -> bool:
        return all(_is_credential(word.strip(".,"), self.state, text) for word in text.split())

    def _parts(self, text: str) -> list[str]:
        """The parts between commas and other signs that part a name from what follows it."""
        head, slash, tail = text.partition("/")
        if slash and " " in head.strip() and _ORGANISATION.search(tail):
            text = f"{head}, {tail}"
        parts = re.split(r"\s*[,;|]\s*|\s+[-\u2013\u2014/:]+\s+|\s*[\u2013\u2014]\s*", text)
        return [
            part.strip(" .-/") if not _ends_in_initial(part) else part.strip(" -/")
            for part in parts
            if part.strip(" .-/")
        ]

    def _without_letters(self, part: str, *, alone: bool) -> str:
        """The part without titles and credentials; empty where it is nothing else."""
        suffix = _SUFFIXES.get(fold(part))
        if suffix:
            return suffix
        if alone and self._as_letters(part):
            return ""
        words = part.split()
        if alone and fold(part) in _NO_LETTERS:
            return ""
        while len(words) > 2 and fold(words[-1]) in _NO_LETTERS and _is_credential(words[-2], self.state, part):
            words.pop()  # "Susan Park PhD LLC"
        while len(words) > 1 and fold(words[0]) in TITLES:
            words.pop(0)
        if len(words) == 1 and fold(words[0]) in TITLES:
            return ""
        behind: list[str] = []
        while len(words) > 1 and (term := self._letters_at_end(words)):
            length, name = term
            behind.insert(0, name)
            words = words[:-length]
        self.credentials += behind
        before: list[str] = []
        while (
            len(words) > 1 and _is_credential(words[0].strip(".,"), self.state, part) and not _is_plain_word(words[0])
        ):
            before.append(self._known(words.pop(0).strip(".,")))
        self.credentials = [*before, *self.credentials] if before else self.credentials
        return " ".join(words)

    def _letters_at_end(self, words: list[str]) -> tuple[int, str] | None:
        """How many of the last words are one credential, and which."""
        whole = " ".join(words)
        for length in range(min(5, len(words) - 1), 1, -1):
            phrase = " ".join(words[-length:])
            name = vocabulary("credential").find(phrase, self.state)
            # Not "Ma Li": a phrase of letters, or of a title's words.
            if name is not None and not all(_is_plain_word(word) and len(word) < 4 for word in words[-length:]):
                return length, name
        last = words[-1].strip(".,") if not words[-1].endswith(".") or "." in words[-1][:-1] else words[-1]
        if _is_credential(last, self.state, whole):
            remaining = words[:-1]
            if whole.isupper() and len(last) <= 2 and len(remaining) < 2:
                return None  # "JENNY MA"
            return 1, self._known(last)
        if len(words) > 2 and not whole.isupper() and self._are_unknown_letters(last, whole):
            self.unknown.append(last)
            return 1, last
        return None

    def _are_unknown_letters(self, word: str, whole: str) -> bool:
        """Whether a last word in capitals is letters that no vocabulary has, of a person and not of a company."""
        if not _LETTERS.fullmatch(word) or not word.isupper() or fold(word) in _NO_LETTERS | set(_SUFFIXES):
            return False
        return len(word.replace("-", "")) > 2 and not _ORGANISATION.search(whole)

    def _as_letters(self, text: str) -> bool:
        """Whether the text is nothing but credentials, which are then taken: "MD/PhD", "LCSW CADC", "Ph.D."."""
        name = vocabulary("credential").find(text, self.state)
        if name is not None:
            self.credentials.append(name)
            return True
        words = [
            word.strip(".,") if word.count(".") < 2 else word.strip(",")
            for word in re.split(r"[\s/&+]+", text)
            if word.strip(".,*")
        ]
        if not words or any(fold(word) in _NO_LETTERS for word in words):
            return False
        known = [_is_credential(word, self.state, text) for word in words]
        in_capitals = self.plain.isupper()
        letters = [not in_capitals and _LETTERS.fullmatch(word) is not None and len(word) <= 10 for word in words]
        if not all(is_known or is_letters for is_known, is_letters in zip(known, letters, strict=True)):
            return False
        if not any(known) and (
            len(words) > 1 or len(words[0]) < 3 or (not self.plain.startswith(text) and _SUFFIXES.get(fold(text)))
        ):
            return False
        if not any(known) and self.plain.startswith(text):
            return False  # the name itself: "ABBA, ..."
        for word, is_known in zip(words, known, strict=True):
            self.credentials.append(self._known(word) if is_known else word)
            if not is_known:
                self.unknown.append(word)
        return True

    def _known(self, word: str) -> str:
        return vocabulary("credential").find(word, self.state) or word

    def _composed(self, names: list[str]) -> str | None:
        """One name of its parts: "Birch", "Ada" is Ada Birch; a practice behind it is none of it."""
        suffix = next((part for part in names if part in _SUFFIXES.values()), None)
        names = [part for part in names if part not in _SUFFIXES.values()]
        if not names:
            return None
        first = names[0]
        others = names[1:]
        if others and not _ORGANISATION.search(first) and self._is_given_name(first, others[0]):
            family, own = _suffix_apart(first)
            suffix = suffix or own
            given, own = _suffix_apart(others.pop(0))
            suffix = suffix or own
            first = f"{given} {family}"
        for other in others:
            if self.practice is None and _ORGANISATION.search(other) and len(other.split()) > 1:
                self.practice = other
            else:
                self.left.append(other)
        first, own = _suffix_apart(first)
        suffix = suffix or own
        name = proper_case(first) if first.isupper() and len(first) > 3 else first
        return f"{name} {suffix}" if suffix else name

    def _is_given_name(self, family: str, given: str) -> bool:
        """Whether the second part is a given name, so that the first is the family's: "Birch, Ada M."."""
        words = [word for word in given.split() if word not in _SUFFIXES.values()]
        if len(family.split()) > 1 and state_code(given) is not None:
            return False  # "Ada Birch, CO"
        if not words or _ORGANISATION.search(given) or any(map(str.isdigit, given)) or len(words) > 3:
            return False
        if not all(re.fullmatch(r"[^\W\d_][\w.'\u2019()-]*", word) for word in words):
            return False
        starts = sum(word[:1].isupper() or word[:1] == "(" for word in words)
        if starts == 0 and not family.islower():
            return False
        first_words = family.split()
        particle = fold(first_words[0]) in PARTICLES
        # "Ada Birch, Denver": two words of a name and one behind it, which may be a place, are a name in order.
        return (
            len(first_words) == 1
            or particle
            or (len(first_words) == 2 and self.credentials_follow(given))
            or (len(first_words) <= 3 and len(words) <= 2)
        )

    def credentials_follow(self, given: str) -> bool:
        """Whether letters stand directly behind the given name."""
        return bool(re.search(rf"{re.escape(given)}\s*,?\s+[A-Z]", self.plain))


def _suffix_apart(name: str) -> tuple[str, str | None]:
    words = name.split()
    suffix = _SUFFIXES.get(fold(words[-1])) if len(words) > 1 else None
    return (" ".join(words[:-1]).rstrip(","), suffix) if suffix else (name, None)


def _ends_in_initial(part: str) -> bool:
    return bool(re.search(r"(?:\b[^\W\d_]|\b[JS]r|\bEsq)\.$", part.strip()))


def _is_plain_word(word: str) -> bool:
    """Whether a word is written as a name is: a capital and small letters."""
    return bool(re.fullmatch(r"[^\W\d_](?:[^\W\d_]*[a-z][^\W\d_]*)?", word)) and word[1:] == word[1:].lower()


@lru_cache(maxsize=16_384)
def _is_credential(word: str, state: str | None, whole: str) -> bool:
    """Whether a word is a credential as it is written: "PhD", "Psy.D.", "LCSW"; not the family name of Jenny Ma."""
    if len(word) < 2 or vocabulary("credential").find(word, state) is None:
        return False
    capitals = sum(sign.isupper() for sign in word)
    if capitals >= 2 or "." in word:
        return True
    # "ada birch lcsw": small letters throughout, of three letters or more
    return (whole.islower() and len(word) > 2 and not re.search(r"[aeiou]{1}[^aeiou]?$", word)) or fold(word) in (
        "phd",
        "psyd",
        "edd",
        "lcsw",
        "lmft",
        "lpc",
        "lmhc",
        "lpcc",
        "licsw",
    )


def _word(word: str) -> str:
    if word.strip(".,") in _KEPT_CAPITALS:
        return word
    # A digit's ending stays small (2ND -> 2nd), a unit's letter stays large (4A).
    if word[:1].isdigit():
        return word.lower() if re.fullmatch(r"\d+(?:ST|ND|RD|TH)", word) else word
    return (
        "".join(_part(part) for part in re.split(r"([-/'’])", word)) if not _is_possessive(word) else word.capitalize()
    )


def _is_possessive(word: str) -> bool:
    return word.endswith(("'S", "’S"))


def _part(part: str) -> str:
    # McDonald, but not Mcs or Mack; MacDonald cannot be told from Mackey without knowing the family.
    if re.fullmatch(r"MC[A-Z]{3,}", part):
        return "Mc" + part[2:].capitalize()
    return part.capitalize()
