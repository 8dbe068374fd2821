"""What warns against somebody: not to be referred to, licence lost, retired, gone. Such a text never makes a clean card."""

from __future__ import annotations

import re
from typing import NamedTuple

from refer_cli.capture.found import UNSURE, WRITTEN, Fact
from refer_cli.capture.whose import SKIP, another_than, caution_of_another

_MAY_WARN = re.compile(
    r"refer|recommend|\buse\b|\bsend\b|avoid|stay away|stay clear|licen[sc]|board|unethical|boundar|misconduct|malpractice|abus"
    r"|retir|deceased|passed|\bdied\b|\bdead\b|moved|practi[cs]|left the",
    re.I,
)
_NEVER = (
    r"(?:do not|don't|dont|never|cannot|can't|cant|won't|wont|wouldn't|will not|would not|should not|shouldn't|no longer"
    r"|not going to|stop(?:ped)?|quit|would never|will never|not)"
)
_WHOM = r"(?:her|him|them|this (?:person|therapist|clinician|one|guy|woman|man|practice)|anybody|anyone|people|clients?|patients?)"
_NAMED = r"(?:Dr\.?\s+)?[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+){0,2}"
_END = r"(?=\s*(?:$|[.,;:!?)\n|]|[-–—]|\b(?:again|anymore|any more|ever|at all|because|since|until|period|under)\b))"
_REFUSED = (
    rf"{_NEVER}\s+(?:ever\s+|to\s+)?refer(?:ring)?(?:\s+(?:any\s+)?{_WHOM})?(?:\s+to\s+(?P<whom>{_WHOM}|(?-i:{_NAMED})))(?P<limit>\s+for\b[^.;\n]*)?",
    rf"{_NEVER}\s+(?:ever\s+|to\s+)?refer(?:ring)?(?:\s+{_WHOM})?(?:\s+(?:here|there))?{_END}",
    rf"{_NEVER}\s+(?:ever\s+)?send(?:ing)?\s+(?:(?:any|my|our)\s+)?{_WHOM}(?:\s+(?:to\s+(?P<whom>{_WHOM}|(?-i:{_NAMED}))|here|there))(?P<limit>\s+for\b[^.;\n]*)?",
    rf"{_NEVER}\s+(?:ever\s+)?send(?:ing)?\s+(?:(?:any|my|our)\s+)?{_WHOM}{_END}",
    rf"{_NEVER}\s+(?:ever\s+)?us(?:e|ing)(?:\s+(?:her|him|them|this (?:person|therapist|clinician|one)))?{_END}",
    rf"{_NEVER}\s+(?:ever\s+)?recommend(?:ing)?(?:\s+{_WHOM})?{_END}",
    rf"\b(?:not|non)[- ]?recommended{_END}",
    rf"\b(?:please )?(?:avoid|stay (?:away|clear)(?: from| of)?)(?:\s+(?:her|him|them|at all costs)\b|{_END})",
    r"\bblack-?listed\b",
)
_DISCIPLINED = (
    r"(?:licen[sc]e|licen[sc]ure)\s+(?:(?:was|is|has been|had been|got|currently|being|been|now)\s+)*(?:suspended|revoked|surrendered|pulled|on probation|taken away|denied)",
    r"(?:suspended|revoked|surrendered)\s+(?:(?:her|his|their|my|the)\s+)?licen[sc]e",
    r"(?:lost|losing|lose)\s+(?:her|his|their|the|my)\s+(?:(?-i:[A-Z]{2,6})\s+)?licen[sc]e(?! plates?\b)",
    r"licen[sc]e\s+(?:suspension|revocation)",
    r"(?:under|pending|open)\s+(?:a\s+)?(?:board\s+|state\s+)?investigation",
    r"board (?:complaints?|action|discipline|sanctions?)",
    r"(?:disciplined|sanctioned|reprimanded|censured)\s+by\s+the\s+(?:\w+\s+)?board",
    r"boundary (?:violations?|crossings?|problems|issues with clients)",
    r"(?:sexual|professional|ethical) misconduct",
    r"(?:slept|sleeps|sleeping) with (?:a |her |his |their )?(?:clients?|patients?)",
    r"unethical",
    r"ethics? (?:complaints?|violations?)",
)
_UNLICENSED = (
    r"(?:never|not|isn't|no longer|was never|not actually) licen[sc]ed(?=\s*(?:$|[.,;!)\n|]|\bat all\b|\banymore\b|\bany more\b))",
    r"(?:practi[cs](?:es|ing) )?(?:without|has no|have no|no) (?:an? |any )?(?:current |valid |active )?licen[sc]e(?=\s*(?:$|[.,;!)\n|]))",
    r"unlicen[sc]ed",
)
_GONE = (
    r"deceased",
    r"passed away",
    r"died(?=\s*(?:$|[.,;!)\n]|\bin\b|\blast\b|\bthis\b|\bon\b|\ba\b))",
    r"moved (?:out of (?:the )?(?:state|country|area|town)|abroad|overseas|away(?! from\b))",
    r"(?:left|leaving|out of) (?:the )?(?:field|profession)",
    r"(?:no longer|not|stopped|quit) (?:in practice|practi[cs]ing)",
    r"(?:closed|closing|left|sold|shut(?: down)?) (?:her|his|their|my) (?:private )?practice(?! (?:to|for|until|at)\b)",
)
_RETIRED = (
    r"retir(?:ed|es|ing)"
    r"(?!\s+(?!(?:last|this|next|in|from (?:private |clinical )?(?:practice|therapy|work)|since|now|early|soon|and|at|on|as of|therapist|psychologist|psychiatrist|counselor|social|clinician)\b|\d)[\w-]+)"
    r"(?:\s+(?:last|this|next)\s+\w+|\s+(?:in|since|at|on)\s+[\w ]{3,20}?(?=[.,;!)\n]|$)|\s+from (?:private |clinical )?(?:practice|therapy|work))?",
)
_NOT_SO = re.compile(
    r"\b(?:never|not|no|n't|without|zero|semi|isn't|wasn't|hasn't|nor|any|if|whose|who|clients?|patients?|people|works? with|sees?|treats?"
    r"|for|of|with|driver'?s?|driving|liquor|expert|husband|wife|father|mother|parents?|partner|spouse|brother|sister|son|daughter|child|dog|cat|predecessor"
    r"|supervisor|colleague|boss|from|after|when|before|until|about|forensic|evaluat\w+|helps?|about|military|navy|army|air force|office|number|address)\b[^.;,\n]{0,30}$|\bsemi-$",
    re.I,
)
_SUBJECT_NOT_THEM = re.compile(r"\b(?:she|he|they|who|the practice|the clinic|the group)\s+$", re.I)
_IDIOM = re.compile(r"\s*(?:enough\b|more\b|highly enough|out\b|elsewhere)", re.I)
_FOR_NOW = re.compile(
    r"\s*,?\s*(?:yet|right now|for now|at the moment|until|till|these days|this (?:week|month|year))\b", re.I
)
_OVER = re.compile(r"\b(?:reinstated|restored|cleared|dismissed|unfounded|active again|back in good standing)\b", re.I)
_LATER = re.compile(
    r"\b(?:retiring|retires|closing|leaving|about to|next|soon|may|might|will|going to|plans?|planning|maybe|i heard|rumou?r\w*|apparently)\b",
    re.I,
)
_STILL = re.compile(r"\b(?:still|but (?:sees|does|works|available)|telehealth|tele|by video|virtual\w*|online)\b", re.I)
_WHEN = (
    r"(?:\s+(?:in|on|since|by|from|as of)\s+(?=\d|early|late|the (?:spring|summer|fall|winter)|spring|summer|fall|winter"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))?(?:\s*\b(?:early|late|last|this|next|the|spring|summer|fall|winter|week|month|year"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|\d[\d/]*)(?!\w))+|\s+by the \w+(?: board)?"
)
"""When it was, or by whom."""
_SENTENCE = re.compile(r"(?<!\bDr)[.;!?](?:\s|$)|\n|\|")


class Cautions(NamedTuple):
    """The facts, and the stretches of the text that say them: these words deny nothing else."""

    facts: list[Fact]
    spans: list[tuple[int, int]]


def cautions(text: str, name: str | None) -> Cautions:
    """What the text says against referring to `name`.

    A refusal is `do_not_refer` in the text's own words; who has retired takes nobody, either. What may be over, may
    come or holds for some clients only is unsure.
    """
    if not _MAY_WARN.search(text):
        return Cautions([], [])
    plain = text.replace("’", "'")
    facts: list[Fact] = []
    spans: list[tuple[int, int]] = []
    taken = bytearray(len(plain))
    for patterns, kind in (
        (_REFUSED, "refused"),
        (_DISCIPLINED, "disciplined"),
        (_UNLICENSED, "unlicensed"),
        (_GONE, "gone"),
        (_RETIRED, "retired"),
    ):
        for pattern in patterns:
            for match in re.compile(rf"(?<![\w'-]){pattern}", re.I | re.M).finditer(plain):
                if taken.find(1, match.start(), match.end()) >= 0:
                    continue
                sure = _sureness(plain, match, kind, name)
                if sure is None:
                    continue
                end = _reach(plain, match.end(), kind)
                words = " ".join(text[match.start() : end].split()).strip(" ,;:-–—")
                spans.append((match.start(), end))
                taken[match.start() : end] = b"\x01" * (end - match.start())
                facts.append(Fact("do_not_refer", words, words, sure))
                if kind == "retired" and sure == WRITTEN:
                    facts.append(Fact("accepting", "no", words, WRITTEN))
    return Cautions(_together(facts), spans)


def _sureness(text: str, match: re.Match[str], kind: str, name: str | None) -> str | None:
    """WRITTEN, UNSURE, or None where the words warn against nobody, or against somebody else."""
    sentence = _SENTENCE.split(text[max(0, match.start() - 120) : match.start()])[-1]
    behind = _SENTENCE.split(text[match.end() : match.end() + 120])[0]
    if kind == "refused":
        if _IDIOM.match(text, match.end()) or _SUBJECT_NOT_THEM.search(sentence):
            return None
        whom = match.groupdict().get("whom")
        other = another_than(whom, False, name) if whom and whom[:1].isupper() else None
        if other == SKIP:
            return None
        only_now = other or match.groupdict().get("limit") or _FOR_NOW.match(behind) or _LATER.search(sentence)
        return UNSURE if only_now else WRITTEN
    if _NOT_SO.search(sentence):
        return None
    if kind == "unlicensed" and re.match(r"\s*[^\W\d]", behind):
        return UNSURE  # "Unlicensed psychotherapist" is a title of its own in some states, "unlicensed intern" a stage.
    other = caution_of_another(sentence, match[0], behind, name)
    if other is not None:
        return None if other == SKIP else UNSURE
    if _OVER.search(behind) or _LATER.search(sentence[-30:] + match[0]):
        return UNSURE
    return UNSURE if kind == "gone" and _STILL.search(behind) else WRITTEN


def _reach(text: str, end: int, kind: str) -> int:
    """Where the words of the reason end: behind a refusal goes on what stands for it in the sentence."""
    goes_on = re.match(
        r"\s*(?:[-–—(]+|,?\s*(?:because|since|due to|after|until)\b)[^.;!?\n|,]*|\s+(?:again|anymore|any more|ever|at all|period)\b"
        if kind == "refused"
        else _WHEN,
        text[end : end + 300],
        re.I,
    )
    return end + goes_on.end() if goes_on else end


def _together(facts: list[Fact]) -> list[Fact]:
    """One refusal, in all the words that speak for it."""
    refusals = [fact for fact in facts if fact.field == "do_not_refer"]
    if len(refusals) < 2:
        return facts
    sure = [fact for fact in refusals if fact.sure == WRITTEN] or refusals
    reason = "; ".join(dict.fromkeys(fact.value for fact in sure))
    return [sure[0]._replace(value=reason[:300]), *(fact for fact in facts if fact.field != "do_not_refer")]
