"""Phrases that no vocabulary holds but that are affirmed and denied alike: video, office, insurance at all, states."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refer_cli.capture.vocabulary_index import Mention
from refer_cli.places.states import STATES

_TELE = (
    r"tele-?health|(?:(?<=also )|(?<=and )|(?<=or )|(?<=[+&/] ))tele(?![\w-])|tele (?=ok|too|works|fine|only|available)|tele(?= ?only)|tele-?therapy|tele-?mental health|telepsych\w*|virtual(?:ly)?(?! assistant)|remote(?:ly)?|"
    r"online (?:therapy|counseling|sessions?|appointments?|clients|only|visits?"
    r"|services)|(?:via|by|over|through) (?:video|zoom)|"
    r"video (?:sessions?|visits?|therapy|appointments?|only|calls|counseling)|(?<=and )online"
    r"|(?<=or )online|(?<=/)online|online(?= (?:and|or|&) in)|online(?=/in)|all online"
    r"|(?:people|clients|folks|therapy|sessions|works?|visits|seen|meets?|counseling) online"
    r"|(?:held|offered|meet|met|seen) online|online for (?:people|clients|adults|anyone|residents)|fully online|(?<=, )online(?=\s*(?:[,;.]|$))|online(?= and in| or in|/)|online(?=\s*(?:only|\x00|$))"
    r"|(?:do|does|offers?|offering|by|via|over|and|or|also) video(?! games?| production| game| editing| gam\w+)|(?:see|sees|seeing|meet|meets) (?:\w+ ){0,2}(?:over|by|via|on) (?:video|zoom)|zoom (?:sessions?|only|or)"
    r"|(?:secure|live|all|by) video(?! game)|video (?:for (?:anyone|people|clients|adults|residents|everyone)|or (?:my|her|his|the)\b|appointments?|the rest|on (?:mon|tue|wed|thu|fri)\w*|anywhere|works|now|for both|throughout|across)|online (?=in [A-Z])|(?<=^)online only"
    r"|(?<=\bno )video(?! game)|(?<=[&+] )(?:video|zoom)\b|(?<=[/,] )video(?=\s*(?:[,;.|/]|$))|(?<=/)video\b|video(?=/| (?:and|or|&) (?:in|office))"
)
_OFFICE = r"office (?:days|hours) are|office (?:and|or|&|\+) (?:secure )?(?:video|tele\w*|zoom)|my office is (?:at|in|on)|(?:at|in) my office|(?:(?:my|her|his) )?[\x00 ]{3,}office(?! is (?:being|closed|under))|in[- ]person|office only|(?<=the )office or by (?=secure|video)|in[- ]office|face[- ]to[- ]face|office visits|in (?:the|her|his|my) office"
PHRASES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("telehealth", "yes", re.compile(rf"(?<!\w)(?:{_TELE})\b", re.I)),
    ("in_person", "yes", re.compile(rf"\b(?:{_OFFICE})\b", re.I)),
    ("hybrid", "yes", re.compile(r"\bhybrid(?= (?:practice|schedule|sessions|model)|\s*[,.;)]|$)", re.I)),
    ("pro_bono", "yes", re.compile(r"\bpro[- ]bono\b", re.I)),
    ("sliding", "yes", re.compile(r"\bsliding[- ](?:scale|fee)\b", re.I)),
    ("any_insurance", "any", re.compile(r"\b(?:(?:health )?insurances?\b"
        r"|ins\b\.?(?= *(?:[,.;/)]|$)))(?! (?:card|company"
        r"|compan|commissioner|claim|form"
        r"|bill|verif|benefit))", re.I)),
    ("authority", "PSYPACT APIT", re.compile(r"\b(?:PSYPACT[ -]+)?APIT\b", re.I)),
    ("authority", "PSYPACT", re.compile(r"\bPSYPACT\b", re.I)),
    (
        "access",
        "wheelchair accessible",
        re.compile(r"\b(?:wheel-?chair[- ](?:accessible|access)|ADA[- ](?:accessible|compliant))\b", re.I),
    ),
    ("access", "step-free", re.compile(r"\bstep-free\b", re.I)),
    ("access", "elevator", re.compile(r"\belevator\b", re.I)),
)  # fmt: skip
STATE = re.compile(
    r"\b(?:" + "|".join(sorted((re.escape(name) for name in STATES.values()), key=len, reverse=True)) + r"|D\.C\.|"
    r"(?-i:" + "|".join(STATES) + r"))\b",
    re.I,
)
LICENCE = re.compile(r"\bli(?:sc|c)en[sc](?:e|es|ed|ure|ing)\b|\blic\.|\bregistered in\b", re.I)


def find_phrases(masked: str, taken: Sequence[Mention]) -> list[Mention]:
    """The phrases in `masked` that lie outside the vocabulary words found already."""
    found: list[Mention] = []
    busy = [(one.start, one.end) for one in taken]
    for kind, value, pattern in PHRASES:
        for match in pattern.finditer(masked):
            if all(match.end() <= start or match.start() >= end for start, end in busy):
                found.append(Mention(match.start(), match.end(), ((kind, value),)))
                busy.append(match.span())
    return found
