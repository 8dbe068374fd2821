"""Exact shapes: telephone, e-mail, web page, NPI, ZIP, street. Each is found, noted and masked for the next step."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from refer_cli.fields.spelling import parse_value

EMAIL = re.compile(r"(?<![\w.+=-])[A-Za-z0-9][\w.+'-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+")
WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"',;]+|(?<![@\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|us|health|care|clinic|co|io|me)\b(?:/[^\s<>()\"',;]*)?",
    re.I,
)
NPI = re.compile(r"\bNPI(?:\s*(?:number|no\.?|#))?\s*[:#]?\s*(\d{10})\b", re.I)
STREET = re.compile(
    r"(?<![\d-])\d{1,6}(?:-\d+)?[ \t]+(?:Broadway\b|(?:(?:N|S|E|W|NE|NW|SE|SW)\.?\s+)?(?:[A-Z0-9][\w.'’-]*\s+){1,4}"
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane|Way|Ct|Court|Pl|Place|Pkwy|Parkway|Hwy|Highway|Sq|Square|Ter|Terrace|Cir|Circle|Broadway|Plaza|Trail|Trl)\b\.?)"
    r"(?:\s+(?:N|S|E|W|NE|NW|SE|SW)\b\.?)?(?:\s*,?\s*(?:Suite|Ste|Unit|Apt|Floor|Fl|Room|Rm|Bldg|#)\.?\s*#?\s*[A-Z0-9-]+)*"
)
_NOT_A_PAGE = re.compile(
    r"facebook|instagram|linkedin|twitter|//x\.com|tiktok|youtube|calendly|maps\.|goo\.gl|unsubscribe|mailchi|doxy\.me|zoom\.us",
    re.I,
)
_NOBODY = re.compile(r"no-?reply|unsubscribe|mailer-daemon|listserv|-request@|-owner@|groups\.io|googlegroups", re.I)
_OLD_BEFORE = re.compile(
    # What somebody no longer takes or does says nothing of the number behind it.
    r"\b(?:old|former|formerly|previous|previously|used to be"
    r"|no longer(?! (?:tak|accept|see|offer|treat|do|provid|in.network|on |full|has |contract|credential|panel))|moved (?:out of|from|away from)|moving from|leaving|left|gave up"
    r"|after (?:\w+ ){1,2}years (?:at|in)|was at|gone from|not at)\b(?!\s+town)[^.!?;]{0,60}$",
    re.I,
)
_OLD_AFTER = re.compile(
    r"^[^.!?;\n]{0,14}?(?:\b(?:is|was|has been|will be|are)|'s|’s)\s+(?:now |being |all )?(?:going away|dead|disconnected|old|no longer|retired"
    r"|out of service|discontinued|defunct|closed|not (?:in use|good|working|valid))",
    re.I,
)
_NEW = re.compile(r"\b(?:now|new|moved to|from \w+ \d+|please use|instead|will be at|find me at)\b", re.I)
_TEN_DIGITS = re.compile(r"\d(?:[\s().+/·•-]{0,4}\d){9}")
_MOST_PHONES = 500
_FAX = re.compile(r"(?:\bfax|\bf)\b\s*(?:number|no\.?|#)?\s*[:.]?\s*\(?$", re.I)
_OTHER_NUMBER = re.compile(
    r"(?:\bnpi|\blic\w*|licen[cs]\w*|\bno|\bnumber|#|\bid|\bacct|account|member|caqh|\btax|\bein)\s*(?:no|number|#|is)?\s*[:.#]?\s*$",
    re.I,
)
_CRISIS = re.compile(r"crisis|hotline|lifeline|emergenc|text line|pager", re.I)


class Shape(NamedTuple):
    """One exact value: the field, its CSV spelling, and where it stands."""

    field: str
    value: str
    start: int
    end: int


def is_old(text: str, start: int, end: int) -> bool:
    """Whether an address, a number or a place is said to be the former one ("the old number … is going away")."""
    before = text[max(0, start - 90) : start].split("\n")[-1]
    said = _OLD_BEFORE.search(before)
    if said is not None and not _NEW.search(before[said.end() - len(said[0]) + 3 :]):
        return True
    return bool(_OLD_AFTER.match(text[end : end + 60]))


def find_shapes(text: str) -> tuple[list[Shape], str]:
    """Every exact shape in `text`, and the text with them blanked out (same length)."""
    found: list[Shape] = []
    masked = text

    def take(field: str | None, value: str, start: int, end: int) -> None:
        nonlocal masked
        if field is not None and not is_old(text, start, end):
            found.append(Shape(field, value, start, end))
        masked = masked[:start] + "\x00" * (end - start) + masked[end:]

    for match in NPI.finditer(masked):
        take("npi" if _valid("npi", match[1]) else None, match[1], *match.span())
    for match in EMAIL.finditer(masked):
        address = match[0].rstrip(".-")
        wanted = not _NOBODY.search(address)
        take("email" if wanted else None, address, match.start(), match.start() + len(address))
    for match in WEB.finditer(masked):
        address = match[0].rstrip(".,!?:")
        wanted = not _NOT_A_PAGE.search(address) and "@" not in address
        take("website" if wanted else None, address, match.start(), match.start() + len(address))
    for match in STREET.finditer(masked):
        take("street", " ".join(match[0].split()), *match.span())
    for start, end, number in _phones(masked):
        line = masked[max(0, start - 60) : start].rpartition("\n")[2]
        useless = _FAX.search(line) or _CRISIS.search(line[-60:])
        take(None if useless else "phone", number, start, end)
    return found, masked


def _valid(field: str, text: str) -> bool:
    from refer_cli.errors import BadValue

    try:
        parse_value(field, text)
    except BadValue:
        return False
    return True


def _phones(text: str) -> list[tuple[int, int, str]]:
    """US telephone numbers, written alike (303-555-0101, with an extension where there is one)."""
    if not _TEN_DIGITS.search(text):
        return []
    import phonenumbers

    found = []
    matcher = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.POSSIBLE)
    for match in islice(matcher, _MOST_PHONES):
        number = match.number
        digits = str(number.national_number)
        if re.search(r"\.\s|\s/\s", match.raw_string):
            continue  # "til 2024. 175 / 120" is no number.
        # A bare run of digits is a telephone, as phones give it, where nothing calls it another number.
        bare = match.raw_string.isdigit() and _OTHER_NUMBER.search(text[max(0, match.start - 24) : match.start])
        if number.country_code != 1 or len(digits) != 10 or digits[0] in "01" or digits[3] in "01" or bare:
            continue
        written = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        if number.extension:
            written += f" ext. {number.extension}"
        found.append((match.start, match.end, written))
    return found
