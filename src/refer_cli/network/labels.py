"""Client labels: an opaque code of the therapist's own, never anything that tells who the client is (pure).

What is refused follows the HIPAA Safe Harbor list, 45 CFR 164.514(b)(2): names, dates finer than a year,
telephone numbers, e-mail, record and account numbers (four public repositories that agree item by item, undated).
Initials with a year are refused as well: together they are close to a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from refer_cli.errors import BadValue
from refer_cli.fields.placeholders import refuse_placeholder

LONGEST = 20
HINT = "a short code of your own, such as A7, C-014 or client-7; keep the key to it apart"

PLAIN_WORDS = frozenset(
    {
        "adult", "case", "chart", "child", "client", "code", "couple", "family", "file", "group", "intake", "number",
        "pair", "patient", "person", "record", "ref", "referral", "row", "teen",
    }
)  # fmt: skip
"""Words that name nobody: the only ones a label may hold."""

RECORDS = frozenset(
    {"acct", "dln", "dob", "ehr", "ein", "emr", "hic", "hicn", "mbi", "mrn", "npi", "pcn", "ssn", "tin"}
)
"""Letters that say whose number follows: a record's, an account's or a person's."""

_VOWELS = frozenset("aeiouy")
_LEET = str.maketrans("0134578", "oieastb")
"""Digits that are read as the letters they look like."""
_MOST_DIGITS = 5
"""More than that is a telephone, record or account number, or a date."""
_LETTERS = re.compile(r"[^\W\d_]+")
_DAY = re.compile(
    r"(?<!\d)\d{1,4}[-./_]\d{1,2}[-./_]\d{1,4}(?!\d)|(?<!\d)\d{1,2}[./]\d{1,4}(?!\d)"
    r"|(?<!\d)(?:0[1-9]|1[0-2])[-_](?:0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTH_AND_DAY = re.compile(r"(?<!\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_NAME = re.compile(
    r"\d(?:st|nd|rd|th)?[-./_]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?![a-z])"
    r"|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[-./_]?\d",
    re.IGNORECASE,
)
_INITIALS_AND_YEAR = re.compile(
    r"(?<![a-z])(?:[a-z][-./_]?){2,3}(?:(?:19|20)?\d\d)(?!\d)|(?<!\d)(?:(?:19|20)?\d\d)(?:[-./_]?[a-z]){2,3}(?![a-z])",
    re.IGNORECASE,
)
_YEAR_OF_BIRTH = re.compile(r"(?<!\d)(?:19\d\d|20[01]\d)(?!\d)")
"""Beside a single letter; a later year is more often the one in which the code was given."""
_INITIALS = re.compile(r"[A-Za-z](?:[-_/.]*[A-Za-z]){1,2}[-_/.]*")
_ALLOWED = re.compile(r"[A-Za-z0-9#_./-]*")
_BEGINNING = re.compile(r"[A-Za-z0-9#]")


def check_label(text: str) -> str:
    """The label without spaces around it. Raises BadValue with the reason, never repeating what was typed."""
    label = text.strip()
    refuse_placeholder(label)
    if not label:
        raise _refused("it is empty")
    if (why := tells_who(label)) is not None:
        raise _refused(why)
    if len(label.split()) > 1:
        raise _refused("it holds a space, as a name does")
    own = _without_plain_words(label)
    letters = _LETTERS.findall(own)
    if letters and _MONTH_AND_DAY.search(own):
        raise _refused("it looks like a date, perhaps of birth")
    if _INITIALS_AND_YEAR.search(own) or (letters and _YEAR_OF_BIRTH.search(own)):
        raise _refused("it looks like initials with a year of birth")
    if len(label) > LONGEST:
        raise _refused(f"it is longer than {LONGEST} signs")
    if any(map(_reads_as_name, letters)):
        raise _refused("it holds a word that may be a name")
    if _INITIALS.fullmatch(own):
        raise _refused("it may be initials")
    if _spelled_out(own, letters) or any(map(_reads_as_name, _unmasked(own))):
        raise _refused("it holds letters that may be read as a name")
    if not _ALLOWED.fullmatch(label):
        raise _refused("it holds other signs than letters A to Z, digits and - _ . / #")
    if not _BEGINNING.match(label):
        raise _refused("it begins with another sign than a letter, a digit or #")
    return label


def tells_who(text: str) -> str | None:
    """Why words tell who a client is whatever else they say: an e-mail address, a day, a number; None where not."""
    if "@" in text:
        return "it looks like an e-mail address"
    if _DAY.search(text) or _MONTH_NAME.search(text):
        return "it looks like a date, perhaps of birth"
    if sum(map(str.isdigit, text)) > _MOST_DIGITS or RECORDS & {run.casefold() for run in _LETTERS.findall(text)}:
        return "it looks like a telephone number, a record number or a date of birth"
    return None


def check_ledger_label(text: str) -> str:
    """A label under which the ledger keeps a client: none of digits alone, which are the numbers of referrals."""
    label = check_label(text)
    if label.removeprefix("#").isdigit():
        raise _refused("it holds digits only, as the numbers of referrals and years of birth do")
    return label


def same_label(one: str | None, other: str | None) -> bool:
    """Whether two labels mean the same client: capitals do not matter."""
    return one is not None and other is not None and one.casefold() == other.casefold()


def _without_plain_words(label: str) -> str:
    """The label without the words that name nobody, and without what joined them to the rest."""
    return _LETTERS.sub(lambda run: "" if _is_plain(run[0]) else run[0], label).strip("-_/.#")


def _is_plain(letters: str) -> bool:
    return letters.casefold().removesuffix("s") in PLAIN_WORDS or letters.casefold() in PLAIN_WORDS


def _reads_as_name(letters: str) -> bool:
    """Whether a run of letters may be a word: it is long or can be said ("jo", "Jo"; "JO" is more often a code)."""
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))
    if not folded.isascii():
        # Many scripts write a whole name in two signs.
        return len(folded) > 1
    said = bool(_VOWELS & set(folded.casefold()))
    return len(folded) > 3 or (said and (len(folded) > 2 or (len(folded) == 2 and folded[1].islower())))


def _spelled_out(label: str, letters: Sequence[str]) -> bool:
    """Whether a name stands there letter by letter ("A-n-n-a"), or nothing but letters ("JHN-SMTH")."""
    single = [run for run in letters if len(run) == 1]
    return len(single) > 2 or (len("".join(letters)) > 1 and not any(map(str.isdigit, label)))


def _unmasked(label: str) -> Iterator[str]:
    """What is read where digits stand for letters ("J0hn", "K1m"); "K1b" is somebody beside "K1a"."""
    for run in re.findall(r"[A-Za-z0-9]+", label):
        hidden = re.search(r"[A-Za-z][013457]+[A-Za-z]", run)
        if hidden and (sum(map(str.isalpha, run)) > 2 or not re.fullmatch(r"[A-Za-z]\d+[a-dA-D]", run)):
            yield run.translate(_LEET)


def _refused(why: str) -> BadValue:
    return BadValue(f"This cannot be a client's label: {why}.", HINT)
