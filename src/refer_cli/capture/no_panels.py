"""Whether a practice says that it is outside every panel ("private pay only", "not in network with anyone")."""

from __future__ import annotations

import re

from refer_cli.capture.assertions import AFFIRMED, DENIED, SKIP, Reader
from refer_cli.capture.entries import same_sentence
from refer_cli.capture.found import UNSURE, WRITTEN, Fact

_SELF_PAY = re.compile(
    r"\b(?:private[- ]pay|self[- ]pay|cash|out[- ]of[- ]pocket)[- ]?(?:only|practice"
    r"|exclusively)\b|\bonly (?:private|self)[- ]pay\b|\bstrictly (?:private|self)[- ]pay\b"
    r"|\bfee[- ]for[- ]service only\b",
    re.I,
)
_OFF_PANELS = re.compile(
    r"\b(?:not|no longer) (?:on|in)(?: any)?(?: insurance)? panels?\b|\bno (?:insurance )?panels\b"
    r"|\bnot paneled(?: anywhere)?(?=\s*(?:[.,;)]|$))"
    r"|\b(?:went|am|is|are|'m|'s|now|switched to|moved to|gone) (?:all |fully |completely )?(?:private|self)[- ]pay\b",
    re.I,
)
_EVERY = r"(?:all|any|every)(?:one|body|thing)?\b"
_PAYERS = r"(?:insur\w+(?: (?:companies|company|plans?|carriers?|panels?))?|plans?|carriers?|compan(?:y|ies)|panels?|payers?|networks?)"
_OUT = re.compile(
    rf"\b(?:out[- ]of[- ]network|oon)\s+(?:provider|only|(?:with|w/|w\b|for|on|to)\s*{_EVERY}(?!\s+(?:\w+ )?(?:except|but|other|else|besides)))|\b(?:completely|fully|entirely|all|totally|strictly) (?:out[- ]of[- ]network|oon)\b"
    rf"|(?:\b|(?=n't))(?:not|n't|never|no longer)\s+(?:currently |yet |actually |really )?(?:in[- ]network|(?:em)?panell?ed|credentiall?ed|contracted|participat\w*|affiliated|on (?:the )?panels?)(?: provider)?"
    rf"\s+(?:with|w/|w|by|on|in|for)\s*{_EVERY}(?!\s+(?:other|else))(?:\s+(?:major |commercial |private |health |medical )*{_PAYERS})?(?!\s+(?:other|except|besides|but)\b)"
    rf"|(?:\b|(?=n't))(?:takes?|accepts?) nothing(?=\s*(?:[.,;)]|$))|\bin[- ]network with (?:no one|nobody|none|no (?:insur|plan|panel|carr|compan)\w*)|\b(?:do|does|did)(?: not|n't)\s+(?:currently |directly |personally )?(?:take|accept|bill|work with|contract with|deal with|do|participate (?:with|in)|use|file|submit)\s+(?:any|with any)\s+(?:health |medical |commercial |private )*{_PAYERS}"
    rf"|\b(?:left|dropped|quit|off|done with|resigned from)\s+(?:all|every)\s+(?:of\s+)?(?:my|her|his|their|the|insurance)?\s*{_PAYERS}"
    rf"|\binsurance[- ]free\b|\bno (?:in[- ]network )?(?:insurance )?(?:panels|plans|insurers|carriers|contracts)(?: at all)?(?=\s*(?:[.,;)!–—-]|$))",
    re.I,
)
_PAYS = re.compile(
    r"(?:^|[,;(/|–—.:])\s*(?:(?:so|is|she's|he's|they're|i'm|still|all|it's|strictly|100%|fully|only|and|but|just|practice is)\s+)*"
    r"(?:private|self|cash)[- ]pay(?:s|ing)?(?: (?:only|practice|though|clients))?\s*(?=$|[,.;)/|–—!]|\s\$?\d)",
    re.I,
)
"""An entry that says "self-pay" and nothing else: of a practice that names no insurer, it is how it is paid."""
_OUT_ALONE = re.compile(
    r"(?:^|[,;(/|–—])\s*(?:i'm |she's |he's |currently |all )?(?:oon|out[- ]of[- ]network)\s*(?=$|[,.;)/|–—])", re.I
)


def no_insurance(reader: Reader, number: int) -> Fact | None:
    """`none` for a practice that says it is outside every panel; only where no panel is named beside it."""
    part = reader.clauses[number]
    body = reader.text[part.start : part.end]
    match = _SELF_PAY.search(body) or _OUT.search(body) or _OFF_PANELS.search(body)
    if match is None and not any("insurer" in one.kinds() for one in same_sentence(reader, part.sentence)):
        match = _OUT_ALONE.search(body)
    if match is None and not _names_insurers(reader):
        match = _PAYS.search(body)
    if match is None and part.field == "panels":
        match = re.match(
            r"\W*(?:none(?: currently| at (?:this time|present)| right now)?|no|private pay|self[- ]pay|out[- ]of[- ]network|not accepted|n/a)\W*$",
            body,
            re.I,
        )
    if match is not None and match.re is _SELF_PAY and _also(reader, part.sentence, part.start + match.start()):
        return None  # "Medicaid and self-pay only"
    if match is None or part.field == "skip" or reader.reached("skip", number, match.start()):
        return None
    if reader.reached("unsure", number, match.start()) or any(
        "insurer" in one.kinds() and reader.stand(number, one).status == AFFIRMED for one in reader.inside[number]
    ):
        return None
    if re.search(r"(?:\b|(?=n't))(?:not|n't)\b", body[: match.start()]) or (
        match.re is _OFF_PANELS and part.opened == "paren"
    ):
        return None
    # "Self-pay $150" is a price; that there is nothing else is only supposed.
    priced = match.re is _PAYS and re.match(r"\s*(?:is|at|:|\()?\s*\$?\d", body[match.end() :])
    words = " ".join(match[0].split()).strip(" ,.;:")
    return Fact("panels", "none", words, UNSURE if priced else WRITTEN)


def _also(reader: Reader, sentence: tuple[int, int], position: int) -> bool:
    """Whether "and" ties what stands at a position to an insurer before it in the sentence."""
    tied = re.search(r"(?:\b(?:and|or|plus)|[&+/])\s*$", reader.text[sentence[0] : position], re.I)
    return bool(tied) and any(
        "insurer" in one.kinds() and one.end <= position for one in same_sentence(reader, sentence)
    )


def _names_insurers(reader: Reader) -> bool:
    return any(
        "insurer" in one.kinds() and reader.stand(number, one).status not in (DENIED, SKIP)
        for number, own in enumerate(reader.inside)
        for one in own
    )
