"""Words behind a yes or a no that make it about some clients alone: "for teens only", "existing clients"."""

from __future__ import annotations

import re

from refer_cli.folding import fold
from refer_cli.vocabulary.parting import part_among

_LIMITING = re.compile(
    r"\b(?:existing|established|returning|former|current (?:clients|patients)|my (?:clients|patients|people)|"
    r"vets?|veterans?|military|students?|seniors?|elders?|eap|if|when|unless|as long as|only)\b"
    r"|\bfor (?!now\b|new\b|the (?:moment|time)\b|sure\b|free\b|\d)",
    re.IGNORECASE,
)
# A way of meeting or a time of day is said beside a yes, and limits nobody.
_WAY_OR_TIME = re.compile(
    r"(?:(?:only|via|by|tele(?:health|therapy)?|video|virtual|online|remote|zoom|in[ -]?person|office|mornings?|"
    r"afternoons?|evenings?|days?|daytime|weekdays?|weekends?|and|or)[\s,/&.]*)+",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:to|for|any|her|his|their|my|the|with|new|clients?|patients?|only|referrals?|him|them)\b", re.IGNORECASE
)
_CLIENTS = ("population", "need", "insurer", "language")


def limits(remark: str) -> bool:
    """Whether a remark behind a yes says for whom it holds, so that it is no yes for everybody."""
    if _WAY_OR_TIME.fullmatch(remark.strip()):
        return False
    return _LIMITING.search(remark) is not None or names_clients(remark)


def names_clients(words: str) -> bool:
    """Whether words name an age, a need, an insurer or a language, as of "refer to teens"."""
    plain = " ".join(_AROUND.sub(" ", fold(words)).split())
    return bool(plain) and any(entry.understood for entry in part_among(_CLIENTS, plain)[0])
