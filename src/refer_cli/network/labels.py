"""Client labels: an opaque code of the therapist's own, never anything that tells who the client is (pure).

What is refused follows the HIPAA Safe Harbor list, 45 CFR 164.514(b)(2): names, dates finer than a year,
telephone numbers, e-mail, record and account numbers (four public repositories that agree item by item, undated).
Initials with a year are refused as well: together they are close to a name.
"""

from __future__ import annotations

import re
import unicodedata

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

_VOWELS = frozenset("aeiouy")
_MOST_DIGITS = 5
"""More than that, joined by no more than separators, is a telephone, record or account number, or a date."""
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+(?:[-./_()+#]+\d+)*")
_DAY = re.compile(r"(?<!\d)\d{1,4}[-./_]\d{1,2}[-./_]\d{1,4}(?!\d)|(?<!\d)\d{1,2}[./]\d{1,4}(?!\d)")
_MONTH_NAME = re.compile(
    r"\d(?:st|nd|rd|th)?[-./_]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?![a-z])"
    r"|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[-./_]?\d",
    re.IGNORECASE,
)
_INITIALS_AND_YEAR = re.compile(
    r"(?<![a-z])(?:[a-z][-./_]?){2,3}(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d(?:[-./_]?[a-z]){2,3}(?![a-z])",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?|[A-Z][a-z]|[A-Z](?:[-_/]?[A-Z]){1,2}")
"""With full stops or without: J.S., JS, J-S."""
_ALLOWED = re.compile(r"[A-Za-z0-9#][A-Za-z0-9#_./-]*")


def check_label(text: str) -> str:
    """The label without spaces around it. Raises BadValue with the reason, never repeating what was typed."""
    label = text.strip()
    refuse_placeholder(label)
    if not label:
        raise _refused("it is empty")
    if "@" in label:
        raise _refused("it looks like an e-mail address")
    if len(label.split()) > 1:
        raise _refused("it holds a space, as a name does")
    if _DAY.search(label) or _MONTH_NAME.search(label):
        raise _refused("it looks like a date, perhaps of birth")
    if any(sum(map(str.isdigit, run)) > _MOST_DIGITS for run in _DIGITS.findall(label)):
        raise _refused("it looks like a telephone number, a record number or a date of birth")
    if _INITIALS_AND_YEAR.search(label):
        raise _refused("it looks like initials with a year of birth")
    if any(_reads_as_name(run) for run in _LETTERS.findall(label)):
        raise _refused("it holds a word that may be a name")
    if _INITIALS.fullmatch(label):
        raise _refused("it may be initials")
    if len(label) > LONGEST:
        raise _refused(f"it is longer than {LONGEST} signs")
    if not _ALLOWED.fullmatch(label):
        raise _refused("it holds other signs than letters A to Z, digits and - _ . / #")
    return label


def check_ledger_label(text: str) -> str:
    """A label under which the ledger keeps a client: none of digits alone, which are the numbers of referrals."""
    label = check_label(text)
    if label.removeprefix("#").isdigit():
        raise _refused("it holds digits only, as the numbers of referrals and years of birth do")
    return label


def same_label(one: str | None, other: str | None) -> bool:
    """Whether two labels mean the same client: capitals do not matter."""
    return one is not None and other is not None and one.casefold() == other.casefold()


def _reads_as_name(letters: str) -> bool:
    """Whether a run of letters can be said as a word: three or more with a vowel, or written like "Jo"."""
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))
    lowered = folded.casefold()
    if lowered in PLAIN_WORDS or lowered.removesuffix("s") in PLAIN_WORDS:
        return False
    if not folded.isascii():
        # Many scripts write a whole name in two signs.
        return len(folded) > 1
    said = bool(_VOWELS & set(lowered))
    return said and (len(folded) > 2 or (len(folded) == 2 and folded[0].isupper() and folded[1].islower()))


def _refused(why: str) -> BadValue:
    return BadValue(f"This cannot be a client's label: {why}.", HINT)
