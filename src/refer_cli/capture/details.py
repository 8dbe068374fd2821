"""Small facts with shapes of their own: pronouns, hours, the best way to reach somebody, the practice's name."""

from __future__ import annotations

import re

from refer_cli.capture.found import WRITTEN, Fact
from refer_cli.capture.naming import looks_like_practice
from refer_cli.capture.triggers import heading
from refer_cli.capture.vocabulary_index import find_mentions
from refer_cli.places.states import STATES

_PRONOUNS = re.compile(
    r"\b(she ?/ ?her(?: ?/ ?hers)?|he ?/ ?him(?: ?/ ?his)?|they ?/ ?them(?: ?/ ?theirs)?|(?:she|he) ?/ ?they(?:/\w+)?|they ?/ ?(?:she|he)(?:/\w+)?|(?:she|he|they) ?/ ?(?:ella|él|elle)|ze/\w+(?:/\w+)?)\b",
    re.I,
)
_CONTACT = re.compile(
    r"\b(?:(?:text|texting|e-?mail|phone|calling)(?:ing)? (?:is )?(?:best|preferred"
    r"|first|only)\b|best (?:reached )?(?:by|via|way is(?: by)?) (?:text|e-?mail"
    r"|phone|voicemail)\b|prefers (?:to be )?(?:texts?|texted|e-?mails?|emailed"
    r"|calls|phone)\b|(?:text|call) (?:before|rather than) (?:calling|emailing|texting)\b)",
    re.I,
)
_TIME = r"(?:early |late )?(?:evenings?|weekends?|saturdays?|sundays?|mornings?|daytime|after[- ]?school)"
_HOURS = re.compile(
    rf"\b({_TIME}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|/|\s+or\s+){_TIME})*)(?=\s+(?:appointments?|hours|sessions?|slots?|times|availability|available|only|till|until|ok|okay|fine|too)|\s*(?:[,;.]|$))",
    re.I,
)
_NOT_HOURS = re.compile(
    r"(?:\b|(?=n't))(?:no|not|n't|never|without|closed|full|met|good|coffee|call(?:ed)?|next|this|last|on)\s+(?:\w+\s+)?$",
    re.I,
)
_HEADED = re.compile(
    r"^[ \t]*(hours|office hours|schedule|practice(?: name)?|group practice|organization"
    r"|company|best way to (?:reach|contact)(?: me)?|preferred contact|pronouns"
    r"|my pronouns)[ \t]*:[ \t]*([^\n]{2,80})$",
    re.I | re.M,
)
_AT = re.compile(
    r"\b(?:at|opened|launched|joined|owner of|(?:owner|director|founder),|founder of|director of|runs|owns|with|from|of)\s+(?:the\s+)?"
    r"((?:(?!at\b)[A-Z][\w'’&.-]*\s+(?:(?:of"
    r"|and|&|for)\s+)?){1,5}(?:Counseling|Therapy|Psychotherapy|Psychological Services"
    r"|Psychological|Psychology|Wellness|Associates|Collective|Clinic|Center|Practice"
    r"|Group|Institute|Behavioral Health|Mental Health)(?:\s+(?:Center|Associates|Services|Group|Collective|Clinic"
    r"|Practice|Institute|LLC|PLLC))*(?:,? (?:LLC|PLLC|PC|Inc)\.?)?)"
)
_CAREER = re.compile(
    r"\b(?:trained|worked|interned|studied|internship|fellowship|previously|formerly"
    r"|graduat\w+|years|degree|postdoc\w*|used to|was|member|certified|met|moved"
    r"|left|supervis\w+|refer\w*)\b[^.\n;]*$",
    re.I,
)


_TOWN_BEHIND = re.compile(rf",\s*[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){{0,2}},? (?:{'|'.join(STATES)})\W*$")


def detail_facts(text: str, masked: str, name: str | None) -> tuple[list[Fact], str]:
    """The small facts, and the text with the practice's name masked so that its words claim nothing."""
    facts: list[Fact] = []

    def note(field: str, value: str, start: int, end: int) -> None:
        nonlocal masked
        facts.append(Fact(field, " ".join(value.split()).strip(" ,.;"), text[start:end], WRITTEN))
        masked = masked[:start] + "\x00" * (end - start) + masked[end:]

    for match in _HEADED.finditer(masked):
        word = match[1].lower()
        field = (
            "hours"
            if "hour" in word or word == "schedule"
            else "contact_by"
            if "best" in word or "preferred" in word
            else "pronouns"
            if "pronoun" in word
            else "practice"
        )
        if "\x00" not in match[2] and (field != "pronouns" or _PRONOUNS.search(match[2])):
            value = match[2].lower().replace(" ", "") if field == "pronouns" else match[2]
            note(field, value, *match.span(2))
    for match in _PRONOUNS.finditer(text):
        if any(fact.field == "pronouns" for fact in facts):
            break
        note("pronouns", match[1].lower().replace(" ", ""), *match.span())
        break
    for match in _CONTACT.finditer(masked):
        if not re.search(r"(?:\b|(?=n't))(?:not|n't|never)\s+$", masked[: match.start()][-10:], re.I):
            facts.append(Fact("contact_by", match[0], match[0], WRITTEN))
            break
    if not any(fact.field == "hours" for fact in facts):
        for match in _HOURS.finditer(masked):
            before = masked[max(0, match.start() - 24) : match.start()]
            if not _NOT_HOURS.search(before) and not re.search(
                r"(?:\b|(?=n't))(?:no|not|n't|never|without|full|waitlist)\b[^,.;]*$", before, re.I
            ):
                facts.append(Fact("hours", " ".join(match[1].split()), match[0], WRITTEN))
                break
    facts.extend(_ages(masked))
    if not any(fact.field == "practice" for fact in facts):
        _practice(text, masked, note, name)
    return facts, masked


def _is_word(words: str) -> bool:
    """Whether a vocabulary holds these very words ("Cognitive Behavioral")."""
    return any(one.end - one.start >= len(words) - 1 for one in find_mentions(words, None))


def _practice(text: str, masked: str, note: object, name: str | None) -> None:
    """A line or an entry that names a practice, or "at Birch Counseling"."""
    assert callable(note)
    position = 0
    for line in masked.split("\n"):
        offset = position
        position += len(line) + 1
        for item in re.finditer(r"[^,|•·\x00()–—;]+(?:, (?:LLC|PLLC|PC|Inc)\.?)?|[^|•·\x00]+", line):
            words = item[0].strip(" .-\t")
            if (
                looks_like_practice(words)
                and heading(words) is None
                and not _is_word(words)
                and not any("insurer" in one.kinds() for one in find_mentions(words, None))
                and not _is_listed_plan(words, masked, offset, position)
                and not re.search(r"(?:Therapist|Counselor|Psychologist|Psychiatrist|Worker|Practitioner)s?$", words)
                and not _CAREER.search(masked[max(0, offset + item.start() - 40) : offset + item.start()])
            ):
                # "Birch Counseling, Denver CO": the town is no part of the name.
                town = _TOWN_BEHIND.search(words)
                words = words[: town.start()] if town and looks_like_practice(words[: town.start()]) else words
                start = offset + item.start() + item[0].index(words)
                note("practice", words, start, start + len(words))
                return
    if name:
        behind = re.search(
            rf"{re.escape(name)}\s+(?:\w+ )?(?:at|@|from|of|over at)\s+((?:the )?(?:[A-Z][\w'’-]+|&)(?:\s+(?:[A-Z][\w'’-]+|&|of|and)){{1,4}})(?=[\s.,;!)-])",
            text,
        )
        if behind and "\x00" not in masked[slice(*behind.span(1))] and not re.search(r"\b(?:and|of)$", behind[1]):
            note("practice", behind[1], *behind.span(1))
            return
    for match in _AT.finditer(masked):
        if not _CAREER.search(masked[max(0, match.start() - 60) : match.start()]):
            if not re.search(
                r"\b(?:train\w*|worked|intern\w*|fellow\w*|years|before|formerly)\b[^.;\n]*$",
                masked[: match.start(1)][-60:],
                re.I,
            ):
                note("practice", match[1], *match.span(1))
            return


def practice_above(text: str) -> str | None:
    """The practice that a page names above its people, on a line of its own or before its address."""
    for line in text.split("\n"):
        words = re.split(r",\s*(?=\d)|\s[|·–—]\s", line.strip())[0].strip(" .,")
        if looks_like_practice(words) and heading(words) is None and not _is_word(words):
            return words
    return None


def _is_listed_plan(words: str, text: str, start: int, end: int) -> bool:
    """Whether "Northwind Health" stands in a list of insurers, one a line: the line above or below is a known one."""
    if not re.search(r"\b(?:Health|Healthcare|Care|Plans?|Cooperative|Alliance|Network)$", words):
        return False
    above, below = text[:start].rstrip("\n").rsplit("\n", 1)[-1], text[end:].lstrip("\n").split("\n", 1)[0]
    return any(
        len(line) < 50 and any(one.kinds() == {"insurer"} for one in find_mentions(line, None))
        for line in (above, below)
    )


_AGES = re.compile(
    r"\b(?:ages?|aged)(?: range| groups?| treated| served| seen)?:?\s*(\d{1,2})\s*(?:(?:-|–|to|through"
    r"|thru)\s*(\d{1,2})\b|(\+|and (?:up|older|over|above)|or older|& up))?|\b(?:adults?"
    r"|clients|people|kids|children|teens|seniors|adolescents)\s*\(?(\d{1,2})\s*(?:(?:-"
    r"|–|to)\s*(\d{1,2})\b|(\+|and (?:up|older|over)|or older))|\b(\d{1,2})\s*(\+"
    r"|and (?:up|older|over))(?=\s*(?:[,;.)]|$| only| years))",
    re.I,
)
_NO_AGES = re.compile(
    r"(?:\b|(?=n't))(?:no|not|n't|under|except|without|below|never|old|aged? my|his|her own|years)\b[^,;.]{0,24}$", re.I
)


def _ages(text: str) -> list[Fact]:
    """Ages in figures as age groups; only groups that the figures say."""
    facts: list[Fact] = []
    for match in _AGES.finditer(text):
        if "$" in text[max(0, match.start() - 2) : match.start()]:
            continue
        if _NO_AGES.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        low = int(match[1] or match[4] or match[7])
        high = match[2] or match[5]
        upward = match[3] or match[6] or match[8]
        if not high and not upward:
            continue
        top = int(high) if high else None
        groups = []
        if low <= 11:
            groups.append("child")
        if low <= 17 and top is not None and top >= 13:
            groups.append("teen")
        if low < 60 and (low >= 18 or (top is not None and top >= 19)) and not (top is not None and top < 18):
            groups.append("adult")
        if low >= 55 or (top is not None and top >= 66):
            groups.append("older adult")
        words = " ".join(match[0].split())
        facts.extend(Fact("populations", group, words, WRITTEN) for group in groups)
    return facts
