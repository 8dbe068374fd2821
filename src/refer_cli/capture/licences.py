"""Licences written with their letters: "LMFT-15102 (AZ)", "CA LMFT #12345", "LPC (CO, WY)"."""

from __future__ import annotations

import re
from functools import cache

from refer_cli.capture.found import WRITTEN, Fact
from refer_cli.capture.vocabulary_index import STATE
from refer_cli.places.states import STATES, state_code
from refer_cli.vocabulary.normaliser import vocabulary

_CODES = "|".join(sorted(STATES))
_LETTERS = r"(?P<letters>L[A-Za-z-]{1,7}|PsyD|PhD|M[A-Z]{2,5}|P[A-Z]{2,5}|R[A-Z]{2,3}|A[A-Z]{2,4})"
_NUMBER = r"(?:Lic(?:ense)?\.?\s*)?(?:No\.?|Number|#)?\s*#?\s?(?:[A-Z]{1,5}[-.]?)?\d{3,9}"


_MAY = re.compile(r"\d{3}|\([A-Z]{2}\b|licen[cs]ed?|(?-i:[A-Z]{3,7} in [A-Z])", re.I)
_NOT = re.compile(
    r"\b(?:not|no|pending|appl(?:y|ies|ied|ying|ication)|waiting|working (?:on|toward)|getting|gets?|seeking|hop(?:es|ing)|wants?|needs?|will|soon|eventually|supervis\w+|expired|former\w*|surrendered|lapsed|inactive)\b[^.\n]{0,30}$",
    re.I,
)


_NOT_YET = re.compile(
    r"\s*\)?[,:–-]?\s*(?:licen[cs]e\s+)?(?:is |was |application )?(?:pending|applied|in process|in progress|soon|expired|lapsed|inactive|denied|to come)\b",
    re.I,
)
"""Behind a licence: it is not held."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compiled only where a text may hold one: the names of all states are in them."""
    return (
        re.compile(rf"\b{_LETTERS}[\s,-]*\(?{_NUMBER}\s*[,(-]?\s*\(?(?P<states>{_CODES})\b(?!\s*\d{{5}})"),
        re.compile(
            rf"(?<!, )\b(?P<states>{_CODES})[ \t]+(?:licensed[ \t]+|Lic\.?[ \t]+)?{_LETTERS}[\s,-]*\(?{_NUMBER}\b"
        ),
        re.compile(
            rf"\b{_LETTERS}[ \t]*\((?P<states>(?:{_CODES})(?:(?:\s*[,/&+]\s*|\s+and\s+)(?:{_CODES}))*)(?:[ \t]*#?[A-Z]*\d+)?\)"
        ),
        re.compile(
            rf"(?:^|[|(,;/]\s*|\band\s+|\bLic(?:ense)?s?[:.]?\s+)(?P<states>{_CODES})\s*#\s?(?:[A-Z]{{1,5}}[-.]?)?\d{{3,}}",
            re.M,
        ),
        re.compile(
            rf"(?:^|[|(,;/]\s*)(?P<states>{_CODES})[ \t]+(?:PSY|LIC|LCS|MFC|LMFT|LCSW|LPC|LPCC|LICSW)[ \t#-]*\d{{4,}}\b",
            re.M,
        ),
        re.compile(
            rf"\bLicensed [A-Z][a-z]+(?: [A-Z][a-z]+)*[ \t]*\((?P<states>(?:{_CODES})[ \t]+#?[A-Z-]*\d{{3,}}(?:[,;/&]?[ \t]*(?:{_CODES})[ \t]+#?[A-Z-]*\d{{3,}})*)\)"
        ),
        re.compile(
            rf"\bLicensed(?: [A-Z][a-z]+){{1,5}}[ \t]*[|(,–—-][ \t]*(?P<states>(?:{_CODES})(?:(?:\s*[,/&+]\s*(?:and\s+)?|\s+and\s+)(?:{_CODES}))+)\b"
        ),
        re.compile(rf"\b{_LETTERS}[ \t]+in[ \t]+(?P<states>{STATE.pattern})"),
        re.compile(rf"\b(?:my |her |his |an? |the )(?P<states>{_CODES}) licen[cs]e\b"),
    )


def numbered_licences(text: str) -> list[Fact]:
    """A licence's state where it stands with the letters and, mostly, the number of the licence."""
    facts: list[Fact] = []
    if not _MAY.search(text):
        return facts
    for pattern in _patterns():
        for match in pattern.finditer(text):
            letters = match.groupdict().get("letters")
            if letters is not None and vocabulary("credential").find(letters) is None:
                continue
            if _NOT.search(text[max(0, match.start() - 40) : match.start()]) or _NOT_YET.match(text, match.end()):
                continue
            words = " ".join(match[0].split())
            for state in STATE.finditer(match["states"]):
                code = state_code(state[0])
                if code and not any(fact.value == code for fact in facts):
                    facts.append(Fact("license_states", code, words, WRITTEN))
    return facts
