"""How the therapist knows a colleague, as jotted beside the name: met, worked with, introduced by, last in touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_HERSELF = r"(?:you|her|him|them)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "met",
        re.compile(
            r"\b(?:sat (?:next to|by|beside)\b|(?:first |we |i )?met\b(?!\s+with\s+(?:clients|resistance))"
            r"|(?:great|nice|good|lovely|wonderful|pleasure|enjoyed) (?:to meet|meeting|to have met)"
            rf"(?: {_HERSELF}(?: with you)?)?"
            r"|had (?:coffee|lunch|tea|breakfast)(?: (?:with|together))?"
            r"|(?:coffee|lunch|tea|dinner|breakfast) (?:with|w/?) ?\x00"
            rf"|(?:coffee|lunch|tea)(?: (?:with (?:her|him|them)|on|together|at))(?= )){_REST}",
            re.I,
        ),
    ),
    (
        "worked-with",
        re.compile(
            rf"\b(?:work(?:ed)? together|(?:have |i |i've |i have )?worked with {_HERSELF}\b|co-?led\b"
            r"|former co-?workers?|co-?treated"
            rf"|shared? (?:a |several |some )?(?:client|case)s?(?: with (?:her|him|them))?){_REST}",
            re.I,
        ),
    ),
    (
        "introduced",
        re.compile(
            rf"\b(?:(?:introduced|intro['’]?d) (?:to me )?by|(?:intro(?:duction)?) (?:from|by|via|through)){_REST}"
            r"|\b(?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:introduced us|passed along your"
            r"|gave me (?:your|her|his|their) (?:name|number|info|card))",
            re.I,
        ),
    ),
)
_JOTTED = re.compile(
    r"(?:^|(?<=[.;,]\s))\W{0,3}(?:(?:coffee|lunch|tea|breakfast|dinner)(?: on)?[ ,:]+"
    r"(?P<rest>\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
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
    r"\b(?:coffee|lunch|tea|dinner|breakfast|drinks|walk|video|zoom|online|phone|open house|mixer|networking event"
    r"|consult(?:ation)? group|conference|training|workshop|retreat|party)\b",
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
    met_kind = None
    for word, match in _told(text):
        words = " ".join(match[0].split()).strip(" -")
        if not facts:
            facts.append(Fact("how_known", word, words, WRITTEN))
        spans.append(match.span())
        if word == "met":
            met_kind = met_kind or _occasion(match[0])
        more = _detail(word, match, today)
        if more is not None and (more[0] != "first_met" or all(fact.field != "first_met" for fact in facts)):
            facts.append(Fact(*more, words, WRITTEN))
            if word == "worked-with":
                read.append(match.span())
    jotted = None if facts else _JOTTED.search(text)
    if jotted is not None:
        words = " ".join(jotted[0].split()).strip(" -")
        facts.append(Fact("how_known", "met", words, WRITTEN))
        spans.append(jotted.span())
        met_kind = _occasion(jotted[0])
        day = past_day(jotted["rest"] or jotted["before"], today)
        facts += [Fact("first_met", day[0], words, WRITTEN)] if day else []
    for match in _CONTACT.finditer(text):
        day = past_day(match["rest"], today)
        if day and not _NOT.search(text[max(0, match.start() - 20) : match.start()]):
            sure = WRITTEN if match[0].lower().startswith("last") else UNSURE
            facts.append(Fact("last_contact", day[0], " ".join(match[0].split()), sure))
            spans.append(match.span())
            break
    return Relations(facts, spans, met_kind, tuple(read))


def _told(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Every place at which the text says how the colleague is known, the way it says first."""
    for word, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            wished = _NOT.search(text[max(0, match.start() - 20) : match.start()])
            if not wished and not (word == "met" and _CONTRARY.search(match["rest"] or "")):
                yield word, match


def _detail(word: str, match: re.Match[str], today: date) -> tuple[str, str] | None:
    """What the words say beyond that: the day of the first meeting, or who introduced."""
    rest = match["rest"] or ""
    if word == "met":
        day = past_day(rest, today)
        return ("first_met", day[0]) if day else None
    if word == "worked-with":
        since = _SINCE.search(rest)
        first = _first_day(since[1], today) if since else None
        return ("first_met", first) if first else None
    person = _PERSON.match(rest)
    named = match["who"] or (person[1] if person else None)
    return ("introduced_by", named) if named else None


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
