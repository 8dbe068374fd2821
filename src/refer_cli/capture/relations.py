"""How the therapist knows a colleague, as jotted beside the name: met, worked with, introduced by, last in touch."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from refer_cli.capture.days import past_day
from refer_cli.capture.found import UNSURE, WRITTEN, Fact
from refer_cli.fields.days import find_day

_REST = r"(?P<rest>(?:(?! [-–—] )[^,;.\n()])*(?:,\s*(?=\d{4}\b|\d{1,2}/\d)[^,;.\n()]*)?)"
_NOT = re.compile(
    r"(?:\b|(?=n't))(?:not|never|n't|haven't|yet to|hope to|want to|would like to|would love to"
    r"|let's|to be|should|going to|will|can|could|may|if you|planning to|like to"
    r"|trying to|need to)\s+(?:yet\s+|actually\s+)?$",
    re.I,
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("met", re.compile(rf"\b(?:sat (?:next to|by|beside)\b|(?:first |we |i )?met\b(?!\s+with\s+(?:clients|resistance))|(?:great|nice"
        rf"|good|lovely|wonderful|pleasure|enjoyed) (?:to meet|meeting|to have met)(?: (?:you"
        rf"|her|him|them|with you))?|had (?:coffee|lunch|tea|breakfast)(?: (?:with|together))?"
        rf"|(?:coffee|lunch|tea|dinner|breakfast) (?:with|w/?) ?\x00|(?:coffee|lunch|tea)(?: (?:with (?:her"
        rf"|him|them)|on|together|at))(?= )){_REST}", re.I)),
    ("worked-with", re.compile(rf"\b(?:work(?:ed)? together|(?:have |i |i've |i have )?worked with (?:her|him"
        rf"|them|you)\b|co-?led\b|former co-?workers?|co-?treated|shared? (?:a |several "
        rf"|some )?(?:client|case)s?(?: with (?:her|him|them))?){_REST}", re.I)),
    ("introduced", re.compile(rf"\b(?:(?:introduced|intro['’]?d) (?:to me )?by|(?:intro(?:duction)?) (?:from|by|via|through)){_REST}"
        rf"|\b(?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:introduced us|gave me (?:your|her|his|their) (?:name|number|info|card)|passed along your)", re.I)),
)  # fmt: skip
_JOTTED = re.compile(
    r"(?:^|(?<=[.;,]\s))\W{0,3}(?:(?:coffee|lunch|tea|breakfast|dinner)(?: on)?[ ,:]+(?P<rest>\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
    r"|(?P<before>\d{1,2}/\d{1,2}(?:/\d{2,4})?)[ ,:]+(?:coffee|lunch|tea|breakfast|dinner))\b",
    re.I | re.M,
)
"""A meal and its day at the head of a note ("LUNCH 11/9 - Jane Roe")."""
_CONTACT = re.compile(
    rf"\b(?:last (?:spoke|talked|contact|in touch|saw|emailed|met|call(?:ed)?)|spoke"
    rf"|talked|phoned|called|emailed|checked in)\b(?: (?:with|to) (?:her|him|them))?{_REST}",
    re.I,
)
_SINCE = re.compile(r"\bsince (.+)$", re.I)
_OCCASION = re.compile(
    r"\b(?:coffee|lunch|tea|dinner|breakfast|drinks|walk|video|zoom|online|phone|open house|mixer|networking event|consult(?:ation)? group|conference|training|workshop|retreat|party)\b",
    re.I,
)
_PERSON = re.compile(r"^\s*((?:Dr\.? )?[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+)?)")
_CONTRARY = re.compile(r"\b(?:looking for|seeking|clients?|couples|teens|adults)\b", re.I)


class Relations(NamedTuple):
    """The facts, and the stretches of text that they use up; of those in `read` the facts say every word."""

    facts: list[Fact]
    spans: list[tuple[int, int]]
    met_kind: str | None = None
    read: tuple[tuple[int, int], ...] = ()


def relations(text: str, today: date) -> Relations:
    """What the text says of how the colleague is known; `today` completes "11/12"."""
    facts: list[Fact] = []
    spans: list[tuple[int, int]] = []
    read: list[tuple[int, int]] = []
    known = False
    met_kind = None
    for word, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _NOT.search(text[max(0, match.start() - 20) : match.start()]):
                continue
            rest = match["rest"] or ""
            if word == "met" and _CONTRARY.search(rest):
                continue
            words = " ".join(match[0].split()).strip(" -")
            if not known:
                facts.append(Fact("how_known", word, words, WRITTEN))
                known = True
            spans.append(match.span())
            if word == "met" and met_kind is None:
                met_kind = _occasion(match[0])
            if word == "met" and not any(one.field == "first_met" for one in facts):
                day = past_day(rest, today)
                if day:
                    facts.append(Fact("first_met", day[0], words, WRITTEN))
            if word == "worked-with" and (since := _SINCE.search(rest)) and (first := _first_day(since[1], today)):
                facts.append(Fact("first_met", first, words, WRITTEN))
                read.append(match.span())
            if word == "introduced":
                named = match["who"] or (person[1] if (person := _PERSON.match(rest)) else None)
                if named:
                    facts.append(Fact("introduced_by", named, words, WRITTEN))
    jotted = None if known else _JOTTED.search(text)
    if jotted is not None:
        words = " ".join(jotted[0].split()).strip(" -")
        facts.append(Fact("how_known", "met", words, WRITTEN))
        spans.append(jotted.span())
        met_kind = _occasion(jotted[0])
        day = past_day(jotted["rest"] or jotted["before"], today)
        if day:
            facts.append(Fact("first_met", day[0], words, WRITTEN))
    for match in _CONTACT.finditer(text):
        day = past_day(match["rest"], today)
        if day and not _NOT.search(text[max(0, match.start() - 20) : match.start()]):
            sure = WRITTEN if match[0].lower().startswith("last") else UNSURE
            facts.append(Fact("last_contact", day[0], " ".join(match[0].split()), sure))
            spans.append(match.span())
            break
    return Relations(facts, spans, met_kind, tuple(read))


def _first_day(words: str, today: date) -> str | None:
    """The day since which one has worked together, as it is written: a year is its first day."""
    day = find_day(words, today)
    return day.isoformat() if day is not None and day <= today else None


def _occasion(words: str) -> str | None:
    """The kind of meeting, where it is said: "met for coffee" is coffee."""
    found = _OCCASION.search(words)
    if found is None:
        return None
    said = found[0].lower()
    return "video" if said in ("zoom", "on zoom", "online") else said
