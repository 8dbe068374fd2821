"""What a cell of any column says against a referral: "do not refer", "license suspended", "retired"."""

from __future__ import annotations

import re

from refer_cli.fields.limits import names_clients
from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple

# Words behind "do not use" that make it about a number, an address or an insurance and not about the person.
_ABOUT_A_THING = (
    r"(?!\s*(?:this|that|the|old|her|his|their|any)?\s*(?:old |work |home |personal |office )?"
    r"(?:number|line|phone|cell|email|e-mail|mail|address|fax|voicemail|text|portal|"
    r"caps|website|form|insurance|office number|at work|out\b))"
)
_NOT_FOR_SOME = (
    r"(?!\s*(?:kids?|child(?:ren)?|teens?|adolescents?|couples?|famil(?:y|ies)|adults?|seniors?|men|women|males?|trauma|"
    r"clients? with|anyone with|people with|for\b|if\b|unless\b|until\b))"
)
# "Do not use the side door" is about a door; "do not use this therapist" about the therapist.
_A_PERSON = (
    r"(?:therapist|counsel+or|clinician|provider|psychologist|practice|clinic|group|agency|person|guy|man|woman|one|again|any|ever|"
    r"for|because|as|after|since|she|he)\b|\W"
)
_REFUSAL = re.compile(
    rf"\b(?:do(?:es)?\s*(?:not|n[o'\u2019]?t)|don[\u2019']?t|never|no longer|stop(?:ped)?|"
    rf"not to|won['\u2019]?t|will not|would not)\s+(?:ever\s+)?(?:refer(?:ring)?|"
    rf"send(?:ing)? (?:anyone|anybody|clients|referrals|people))\b{_NOT_FOR_SOME}(?!\s+out\b)"
    rf"|\b(?:do\s*(?:not|n[o'\u2019]?t)|don[\u2019']?t|never)\s+use\b{_ABOUT_A_THING}{_NOT_FOR_SOME}"
    rf"(?!\s+(?:the|a|that|this|old|her|his|their) (?!{_A_PERSON})[a-z])"
    r"|\bnever again\b|\bblack ?list(?:ed)?\b|\bavoid!+|^\s*avoid\s*$|\bDNR\b|\bD\.N\.R\.|"
    r"\bstay away\b|\bnot recommended\b|\bwould ?n[o'\u2019]t recommend\b|\bdo not recommend\b"
    r"|\blicen[sc]e\s+(?:is |was |has been |currently )?(?:suspended|revoked|surrendered|"
    r"lapsed|expired|inactive|under investigation|on probation|in jeopardy)\b"
    r"|\b(?:lost|losing|surrendered)\s+(?:her|his|their|the)?\s*licen[sc]e\b|\b(?:suspended|"
    r"revoked)\s+(?:licen[sc]e|by the board)\b|\bno longer licensed\b"
    r"|\bboard (?:action|complaint|discipline|sanction)s?\b|\bdisciplinary action\b|"
    r"\b(?:ethics|ethical|boundary) (?:violations?|complaints?)\b|\bunethical\b|"
    r"\bunder investigation\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"^(?:(?:she|he|they|has|have|is|now|recently|semi-?|fully|already|just|officially|"
    r"mostly|sadly|may have|appears|was)\s+)*"
    r"(?:(?P<retired>retired|in retirement)|(?P<dead>deceased|passed away|passed|died|dead|rip|r\.i\.p\.?)"
    r"|(?P<moved>(?:moved|relocated) (?:away|out of (?:the )?(?:state|area|town|"
    r"country))|left (?:the )?(?:practice|area|state|field|profession|private practice)|"
    r"closed (?:her|his|their|the)?\s*practice|practice closed|closing practice|"
    r"out of business"
    r"|no longer (?:practicing|practising|in practice|seeing clients|there|at this practice|"
    r"works here|with us)|not practicing|stopped practicing|on (?:medical |maternity |"
    r"parental )?leave))"
    r"(?:\s+(?:in|as of|since|on|from|last|this|at|end of|effective|\(?\d{1,2}/\d{2,4}\)?|"
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|"
    r"spring|summer|fall|winter|year|month|\d{4}|from practice|practice|field))*\s*[.!]*$",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(r"\s*(?:[;,|\n()\[\]]|\.\s|\s[-\u2013\u2014]+\s|!+|:\s)\s*")


class Warned(NamedTuple):
    """The words against a referral, those that say that practice has ended, and the text without either.

    `refusal` is the whole cell, with its reason; `refusing` only the part of it that refuses.
    """

    refusal: str | None = None
    ended: str | None = None
    rest: str = ""
    refusing: str | None = None


def read_warnings(text: str) -> Warned | None:
    """The warnings that a cell holds; None for a cell without any, which nearly all are."""
    small = text.lower()
    if not any(part in small for part in _MAY_WARN):
        return None
    refusal = next((found for found in _REFUSAL.finditer(text) if not _of_some(text, found)), None)
    ended: list[str] = []
    rest: list[str] = []
    refusing: list[str] = []
    for segment in _SEGMENTS.split(text):
        plain = segment.strip(" -*!.")
        if not plain:
            continue
        if _ENDED.match(plain) or _moved_to_another_state(plain):
            ended.append(plain)
        elif any(not _of_some(segment, found) for found in _REFUSAL.finditer(segment)):
            refusing.append(plain)
        else:
            rest.append(segment.strip())
    if refusal is None and not ended:
        return None
    said = " ".join(text.split()).strip(" *-")[:300] if refusal else None
    return Warned(said, "; ".join(ended) or None, ", ".join(rest), ", ".join(refusing)[:300] or said)


def _of_some(text: str, refusing: re.Match[str]) -> bool:
    """Whether a refusal is about some clients or one way of meeting alone: "don't refer to teens", "not for video"."""
    if not refusing[0].casefold().rstrip().endswith(("refer", "referring", "use", "clients", "referrals")):
        return False
    behind = _REASON.split(text[refusing.end() :], maxsplit=1)[0]
    return bool(behind.strip()) and (_WAY.search(behind) is not None or names_clients(behind))


_REASON = re.compile(r"[.,;:!?()\n]|\s[-\u2013\u2014]|\b(?:because|since|as|due|after)\b", re.IGNORECASE)
_WAY = re.compile(
    r"\b(?:video|tele\w*|online|virtual|remote|zoom|in[ -]person|vets?|veterans?|students?|groups?)\b", re.IGNORECASE
)


def _moved_to_another_state(text: str) -> bool:
    moved = re.fullmatch(r"(?:has |she |he |they )*(?:moved|relocated) to ([A-Za-z .]+)", text, re.IGNORECASE)
    return moved is not None and state_code(moved[1]) is not None


# Parts of words of which every warning holds one: looked for before any pattern is tried.
_MAY_WARN = (
    "refer", "use", "never", "avoid", "dnr", "d.n.r", "licen", "board", "disciplin", "ethic", "boundar", "investigat",
    "black", "recommend", "stay away", "send", "retir", "deceas", "passed", "died", "dead", "rip", "r.i.p", "moved",
    "relocat", "left", "clos", "practi", "business", "no longer", "leave", "works here", "with us",
)  # fmt: skip
