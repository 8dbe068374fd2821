"""From vocabulary words in clauses to facts: which list a word belongs to, and whether it was meant at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from refer_cli.capture.assertions import CLOSED, SKIP, Reader, Standing
from refer_cli.capture.assertions import DENIED as IS_DENIED
from refer_cli.capture.entries import item_around, quoted, same_sentence, stands_alone, without_filler
from refer_cli.capture.found import DENIED, UNSURE, WRITTEN, Fact
from refer_cli.capture.phrased import PHRASED, phrase_facts
from refer_cli.capture.vocabulary_index import FIELD, Mention, weak_words
from refer_cli.folding import fold

_KIND_OF = {field: kind for kind, field in FIELD.items()}
_NAMES_NO_WORD = frozenset(
    ["name", "practice", "contact", "place", "hours", "credentials", "pronouns", "license_states"]
)
"""Headings under which a word of a vocabulary is part of something else."""
_FIRST_SENSE = {"population": ("approach", "need"), "approach": ("style",), "need": ("style",)}
"""Of a word that may be several things, what it is not where it is the first."""


def claimed(reader: Reader, number: int, mention: Mention) -> list[Fact]:
    """The facts that one mention makes; none where it only looks like one."""
    standing = reader.stand(number, mention)
    if standing.status == SKIP:
        return []
    if mention.terms[0][0] in PHRASED:
        return phrase_facts(reader, number, mention, standing)
    facts = []
    for kind, name, meant in _readings(reader, number, mention):
        fact = _entry(reader, number, mention, kind, name, standing)
        sure = meant or standing.status == CLOSED
        facts.append(fact if sure or fact.sure != WRITTEN else fact._replace(sure=UNSURE))
    return facts


def _entry(reader: Reader, number: int, mention: Mention, kind: str, name: str, standing: Standing) -> Fact:
    """An entry of the list to which `kind` belongs, with the mark and the sureness of how the mention stands."""
    field = FIELD[kind]
    words = quoted(reader, number, mention)
    if standing.status == IS_DENIED:
        return Fact(field, f"{name} (no)", words, DENIED)
    mark, sure = None, UNSURE if standing.status == "unsure" else WRITTEN
    if sure == UNSURE and standing.leaning == IS_DENIED:
        mark = "no"
    elif standing.status == CLOSED or (sure == UNSURE and standing.leaning == CLOSED):
        mark = "full"
    elif field == "specialties":
        mark = _depth(reader, number, mention)
    return Fact(field, f"{name} ({mark})" if mark else name, words, sure)


def _readings(reader: Reader, number: int, mention: Mention) -> list[tuple[str, str, bool]]:
    """(kind, term, whether it is surely meant) for each vocabulary that the mention belongs to here."""
    terms = dict(mention.terms)
    heading = (reader.clauses[number].field or "").lstrip("-")
    if terms.pop("credential", None) is not None and not terms:
        return []
    under = _KIND_OF.get(heading)
    if under is not None and under in terms:
        also = ["population"] if under in ("need", "approach") and "population" in terms else []
        return [(kind, terms[kind], True) for kind in (under, *also)]
    if heading in _NAMES_NO_WORD:
        return []
    if heading == "money":
        terms = {kind: name for kind, name in terms.items() if kind == "insurer"}
    spelled = fold(reader.text[mention.start : mention.end])
    if "need" in terms and "approach" in terms:
        if spelled == "mst":
            return []
        prefer_need = {terms["need"], fold(terms["need"])} & weak_words()["prefer_need"]
        if spelled != fold(terms["approach"]) or not prefer_need:
            terms.pop("approach" if prefer_need else "need")
    for first, others in _FIRST_SENSE.items():
        for other in others if first in terms else ():
            terms.pop(other, None)
    words = ((kind, name, _Word(reader, number, mention, kind, spelled)) for kind, name in terms.items())
    return [(kind, name, meant) for kind, name, word in words if (meant := _MEANT[kind](word)) is not None]


class _Word:
    """A word of one vocabulary in its sentence: is it meant as a fact?"""

    def __init__(self, reader: Reader, number: int, mention: Mention, kind: str, spelled: str) -> None:
        self.reader, self.number, self.mention, self.kind, self.spelled = reader, number, mention, kind, spelled
        self.part = reader.clauses[number]
        self.text = reader.text
        self.written = self.text[mention.start : mention.end]
        self.before = self.text[self.part.sentence[0] : mention.start]
        self.after = self.text[mention.end : mention.end + 25]
        self.weak = spelled in weak_words().get(kind, frozenset())
        self.neighbours = [one for one in same_sentence(reader, self.part.sentence) if one is not mention]

    @cached_property
    def alone(self) -> bool:
        """Whether its entry of a list holds nothing but words of the vocabularies."""
        return stands_alone(self.reader, self.number, self.mention)

    @cached_property
    def ruled(self) -> bool:
        """Whether a word before it says that it is meant."""
        return self.led("governs", frozenset([self.kind]))

    @cached_property
    def tied(self) -> bool:
        """Whether a word right behind it says that it is meant."""
        kinds = frozenset([self.kind])
        thing = self.reader.cue("is the thing", kinds).match(self.text, self.mention.end)
        return thing is not None or self.goes_on("tied", kinds)

    def led(self, category: str, kinds: frozenset[str] = frozenset()) -> bool:
        """Whether a turn of phrase stands before it in its sentence."""
        return self.reader.cue(category, kinds).search(self.before) is not None

    def goes_on(self, category: str, kinds: frozenset[str] = frozenset()) -> bool:
        """Whether a turn of phrase stands right behind it."""
        return self.reader.cue(category, kinds).match(self.after) is not None

    def beside(self, *kinds: str) -> bool:
        """Whether its sentence holds another word of these vocabularies."""
        return any(not one.kinds().isdisjoint(kinds) for one in self.neighbours)


def _need(word: _Word) -> bool | None:
    text, start = word.text, word.mention.start
    if word.weak and any(one.end == start - 1 and text[one.end] == " " for one in word.neighbours):
        return None  # "Faith transitions" are no life transitions.
    if word.spelled in weak_words()["prescribes"] and (word.alone or word.spelled == "psychiatrist"):
        return True if word.alone and not word.led("somebody else's") else None
    if word.led("a rate for") or word.spelled in weak_words()["never"] or _of_the_person(word):
        return None
    if word.weak:
        return True if (word.alone and word.beside("need", "approach")) or word.led("surely treats") else None
    return bool((word.alone and not _hangs_on_prose(word)) or word.ruled or word.tied)


def _approach(word: _Word) -> bool | None:
    if not word.weak:
        return bool(word.alone or word.ruled or word.tied)
    company = word.beside("need", "approach")
    return True if (company and (word.alone or word.ruled)) or (word.tied and word.ruled) else None


def _insurer(word: _Word) -> bool | None:
    strict = word.led("takes insurers") or word.goes_on("taken insurers")
    if not word.weak:
        return bool(word.alone or strict or word.ruled)
    if word.alone and word.written.isupper() and len(word.written) > 2:
        return True  # "MVP"
    # "Moda + Providence": two everyday words, an entry each, are insurers together.
    together = (
        one is not word.mention and "insurer" in one.kinds() and word.text[one.start].isupper()
        and stands_alone(word.reader, word.number, one)
        for one in word.reader.inside[word.number]
    )  # fmt: skip
    company = any(_surely_insurer(word.text, one) for one in word.neighbours) or any(together)
    if not word.written[:1].isupper():
        return True if strict and word.alone and company else None
    if strict or (word.alone and company):
        return True
    anywhere = any(_surely_insurer(word.text, one) for own in word.reader.inside for one in own)
    return True if anywhere and word.led("takes the insurer") else None


def _surely_insurer(text: str, mention: Mention) -> bool:
    return "insurer" in mention.kinds() and fold(text[mention.start : mention.end]) not in weak_words()["insurer"]


def _population(word: _Word) -> bool | None:
    if word.spelled in ("adult", "adults") and word.goes_on("of old age"):
        return None  # "Adults 65+" are older adults.
    no_group = word.reader.cue("no age group").match(word.text[word.mention.start : word.mention.end + 12])
    if no_group or word.led("no group of clients"):
        return None
    if word.goes_on("is seen") or word.led("room for"):
        return True
    if not word.weak:
        return True if word.alone or word.ruled or word.tied else None
    company = word.beside("population", "need", "approach")
    if word.alone or word.ruled:
        return True if company or word.tied or (word.ruled and word.spelled in weak_words()["seen"]) else None
    return True if word.tied and company else None


def _language(word: _Word) -> bool | None:
    if word.led("speaks") or word.goes_on("spoken"):
        return True
    return True if word.alone and (word.spelled != "english" or word.beside("language")) else None


def _style(word: _Word) -> bool | None:
    if word.spelled not in weak_words()["style"]:
        return None
    if word.spelled == "affirming" and re.search(r"[\w+*]+[\s-]*$", word.before) and not word.led("how somebody is"):
        return None  # "LGBTQ-affirming" says whom, not how.
    manner = word.reader.cue("manner").search(word.text[word.part.start : word.part.end])
    return True if manner or word.alone else None


_MEANT: dict[str, Callable[[_Word], bool | None]] = {
    "need": _need,
    "approach": _approach,
    "insurer": _insurer,
    "population": _population,
    "language": _language,
    "style": _style,
}


def _of_the_person(word: _Word) -> bool:
    """Whether the word says who the colleague is ("is a trans, neurodivergent therapist"): never made a specialty."""
    if not any(fold(name) in weak_words()["of_a_person"] for _, name in word.mention.terms):
        return False
    behind = word.text[word.mention.end : word.mention.end + 80]
    return word.led("is a") and word.reader.cue("a person").match(behind) is not None


def _hangs_on_prose(word: _Word) -> bool:
    """Whether "and" ties the word to one that is no entry of a list ("my clients come with anxiety and grief")."""
    earlier = [one for one in word.reader.inside[word.number] if one.end <= word.mention.start]
    if not earlier:
        return False
    last, text = earlier[-1], word.text
    if not re.fullmatch(r"\s*(?:and|or|&)\s*", text[last.end : word.mention.start], re.I):
        return False
    item = item_around(text, word.part.start, word.part.end, last)
    return bool(without_filler(item.replace(text[last.start : last.end], " ", 1)))


def _depth(reader: Reader, number: int, mention: Mention) -> str | None:
    """How deep a need goes, only where it is written at that need."""
    text, part = reader.text, reader.clauses[number]
    marked = reader.cue("a depth behind").match(text[mention.end : mention.end + 30].split("\n")[0])
    if marked:
        depth = marked[0].strip(" -(\t").lower()
        return "certified" if "cert" in depth else depth
    before = text[part.start : mention.start]
    led = reader.cue("a depth before").search(before)
    if led and not re.search(r"\bnot\b|n't", before[: led.start()][-12:], re.I):
        gap = led["gap"].strip()
        if not gap or re.fullmatch(r"[\w-]+(?:\s[\w-]+)?\s+and", gap):
            return "trained" if led[0].lower().startswith("train") else "certified"
    return "certified" if re.search(r"\bcertified\s+$", before, re.I) else None
