"""Facts from phrases that no vocabulary holds: video and office, licences, free places, no insurance at all."""

from __future__ import annotations

import re

from refer_cli.capture.assertions import AFFIRMED, CLOSED, Reader, Standing
from refer_cli.capture.assertions import DENIED as IS_DENIED
from refer_cli.capture.entries import quoted
from refer_cli.capture.found import DENIED, UNSURE, WRITTEN, Fact
from refer_cli.capture.phrases import LICENCE
from refer_cli.capture.vocabulary_index import Mention

_TELE_ONLY = re.compile(
    r"\b(?:only|entirely|fully|exclusively|strictly|solely|purely|100%|all(?! of| over| across| around))\b", re.I
)
_LAPSED = re.compile(
    r"\b(?:was licensed|used to be licensed|formerly licensed|lapsed?|lapsing|expired?|inactive|surrendered|gave up|let (?:it|that|my|her|his)|retired my)\b",
    re.I,
)
_VIDEO_IN = re.compile(
    r"\b(?:tele\w*|virtual\w*|online|video)(?: only)?\s*(?:[:(–-]\s*)?(?:(?-i:[A-Z]{2})\b\s*(?:[,&/+]|and\b)\s*)*$",
    re.I,
)
"""What leads to the states of "telehealth only OR & WA"."""
_DOUBTED = {"authority": "authorities", "access": "accessibility"}
_DEGREES_TOO = frozenset({"MA", "MS", "MD", "ND", "PA", "DC", "CT", "LA"})
"""Codes of states that are letters behind a name, too."""


def phrase_facts(
    reader: Reader, number: int, mention: Mention, kind: str, value: str, standing: Standing
) -> list[Fact]:
    """The facts that a phrase makes where it stands: none where it says nothing of the practice."""
    words = quoted(reader, number, mention)
    text, part = reader.text, reader.clauses[number]
    body = text[part.start : part.end]
    denied = standing.status == IS_DENIED
    sure = UNSURE if standing.status == "unsure" else WRITTEN
    if part.field in ("telehealth", "in_person"):
        return []
    doubted = sure == UNSURE and standing.leaning == IS_DENIED
    if doubted and kind not in ("telehealth", "in_person"):
        return _doubted(kind, value, words)
    if kind == "hybrid":
        return [] if denied else [Fact("telehealth", "yes", words, sure), Fact("in_person", "yes", words, sure)]
    if kind in ("telehealth", "in_person"):
        return _reach(mention, kind, body, part.start, words, denied, sure, doubted)
    if kind == "pro_bono" and re.search(
        r"\b(?:spoken for|taken|filled|full)\b", body[mention.end - part.start :], re.I
    ):
        return []
    if kind == "pro_bono":
        return [Fact("pro_bono", "no", words, DENIED)] if denied else [Fact("pro_bono", "yes", words, sure)]
    if kind == "any_insurance":
        named = any(
            reader.stand(place, one).status in (AFFIRMED, CLOSED, UNSURE)
            for place, clause in enumerate(reader.clauses)
            if clause.sentence == part.sentence
            for one in reader.inside[place]
            if "insurer" in one.kinds()
        )
        whole = not re.search(r"\b(?:this|that|your|most|some|(?<!at )all|every|certain|other)\b", body, re.I)
        if (
            denied
            and not named
            and whole
            and part.field in (None, "money", "panels")
            and not re.search(r"\bfor insurance\b|insurance-", body)
        ):
            return [Fact("panels", "none", words, sure)]
        return []
    if kind == "authority":
        return [Fact("authorities", f"{value} (no)" if denied else value, words, DENIED if denied else sure)]
    if kind == "access":
        return [Fact("accessibility", f"{value} (no)" if denied else value, words, DENIED if denied else sure)]
    if kind == "state":
        return _licence(reader, number, mention, value, words, denied, sure)
    return []


def _doubted(kind: str, value: str, words: str) -> list[Fact]:
    """A denial that is only supposed: asked about as what it is, a no."""
    if kind == "pro_bono":
        return [Fact(kind, "no", words, UNSURE)]
    field = _DOUBTED.get(kind)
    return [Fact(field, f"{value} (no)", words, UNSURE)] if field else []


def _reach(
    mention: Mention, kind: str, body: str, offset: int, words: str, denied: bool, sure: str, doubted: bool
) -> list[Fact]:
    other = "in_person" if kind == "telehealth" else "telehealth"
    if denied or sure == UNSURE:
        only = re.match(r"\s*only\b", body[mention.end - offset :], re.I)
        if only and "," in body[: mention.start - offset]:
            denied, sure, doubted = False, WRITTEN, False
    if denied:
        # "Not only" is masked; "no telehealth only" is not said by anybody.
        return [Fact(kind, "no", words, DENIED)]
    facts = [Fact(kind, "no" if doubted else "yes", words, sure)]
    if doubted:
        return facts
    both = re.search(r"\b(?:in[- ]person|office)\b(?! is (?:being|closed|under))", body, re.I) and re.search(
        r"tele|virtual|online|video|remote|zoom", body, re.I
    )
    if (
        _TELE_ONLY.search(
            body[mention.start - offset : mention.end - offset]
            + re.split(r"[,;.]", body[mention.end - offset :])[0][:24]
        )
        or re.search(
            r"\b(?:only|entirely|fully|exclusively|strictly|solely|100%|all|currently all)\s+$",
            body[: mention.start - offset],
            re.I,
        )
    ) and not both:
        facts.append(Fact(other, "no", words, sure))
    return facts


def _licence(
    reader: Reader, number: int, mention: Mention, value: str, words: str, denied: bool, sure: str
) -> list[Fact]:
    text, part = reader.text, reader.clauses[number]
    before = text[part.sentence[0] : mention.start]
    after = text[mention.end : mention.end + 12]
    said = _licence_leads_to(before, value, text[mention.start : mention.end]) or re.match(
        r"[\s-]*licen[sc]ed?\b", after, re.I
    )
    if said and _LAPSED.search(text[part.start : part.end]):
        return [Fact("license_states", value, words, UNSURE)]
    if part.field == "license_states" or said:
        return [Fact("license_states", f"{value} (no)" if denied else value, words, DENIED if denied else sure)]
    reach = re.search(
        r"\b(?:tele\w*|virtual\w*|online|video|remote\w*|zoom)\b[^.;]*\b(?:across|throughout"
        r"|in|to|for|anywhere in|all of|statewide)\s[^.;]*$",
        before,
        re.I,
    ) or _VIDEO_IN.search(before)
    everywhere = re.search(
        r"\blicen[sc]ed in (?:all|both|each|every)\b|\bwhere (?:I['’]?m|I am|she['’]?s|he['’]?s|they['’]?re|she is|he is) licen[sc]ed\b",
        text[part.start : part.sentence[1]],
        re.I,
    )
    if reach and not denied and everywhere:
        return [Fact("license_states", value, words, sure)]
    if reach and not denied:
        # Whom somebody sees by video in a state should be licensed there: asked about, never taken for granted.
        return [Fact("license_states", value, words, UNSURE)]
    return []


def _licence_leads_to(before: str, value: str, written: str) -> bool:
    """Whether a licence named earlier in the sentence is one of this state, and no letters are meant."""
    found = [match.end() for match in LICENCE.finditer(before)]
    if not found:
        return False
    gap = before[found[-1] :]
    if written in _DEGREES_TOO:
        return bool(re.search(r"\b(?:in|both)\b|[:=]", gap))
    # "Licensed in GA, telehealth in SC": what is said of video is no licence.
    return not re.search(
        r"\b(?:tele\w*|virtual\w*|online|video|remote\w*|office|located|practic\w+|in[- ]person|live|based|from)\b",
        gap,
        re.I,
    )


def headed_flag(reader: Reader, number: int) -> Fact | None:
    """ "Telehealth: yes": a flag answered under its own heading."""
    part = reader.clauses[number]
    if part.field not in ("telehealth", "in_person"):
        return None
    body = reader.text[part.start : part.end].strip(" .,;")
    answer = re.match(
        r"(yes|no|available|offered|not (?:available|offered)|only|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ /,&-]*)+)\b",
        body,
        re.I,
    )
    if answer is None:
        return None
    denied = answer[1].lower().startswith("no")
    return Fact(part.field, "no" if denied else "yes", answer[1], DENIED if denied else WRITTEN)
