"""Facts from phrases that no vocabulary holds: video and office, licences, free places, no insurance at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from refer_cli.capture.assertions import AFFIRMED, CLOSED, SKIP, Reader, Standing
from refer_cli.capture.assertions import DENIED as IS_DENIED
from refer_cli.capture.entries import quoted, same_sentence
from refer_cli.capture.found import DENIED, UNSURE, WRITTEN, Fact
from refer_cli.capture.vocabulary_index import LICENCE, Mention

_DEGREES_TOO = frozenset({"MA", "MS", "MD", "ND", "PA", "DC", "CT", "LA"})
"""Codes of states that are letters behind a name, too."""
_OTHER_WAY = {"telehealth": "in_person", "in_person": "telehealth"}
_FIELD = {"authority": "authorities", "access": "accessibility"}


class _Phrase(NamedTuple):
    """A phrase where it stands: its kind and value, the words to quote, and whether it is denied or doubted."""

    reader: Reader
    number: int
    mention: Mention
    words: str
    denied: bool
    sure: str
    leans_to_no: bool

    @property
    def kind(self) -> str:
        return self.mention.terms[0][0]

    @property
    def value(self) -> str:
        return self.mention.terms[0][1]

    @property
    def body(self) -> str:
        part = self.reader.clauses[self.number]
        return self.reader.text[part.start : part.end]

    @property
    def before(self) -> str:
        """The words of the clause before it."""
        return self.body[: self.mention.start - self.reader.clauses[self.number].start]

    @property
    def behind(self) -> str:
        """The words of the clause behind it."""
        return self.body[self.mention.end - self.reader.clauses[self.number].start :]


def phrase_facts(reader: Reader, number: int, mention: Mention, standing: Standing) -> list[Fact]:
    """The facts that a phrase makes where it stands: none where it says nothing of the practice."""
    if reader.clauses[number].field in ("telehealth", "in_person"):
        return []
    sure = UNSURE if standing.status == "unsure" else WRITTEN
    doubted = sure == UNSURE and standing.leaning == IS_DENIED
    phrase = _Phrase(
        reader, number, mention, quoted(reader, number, mention), standing.status == IS_DENIED, sure, doubted
    )
    return PHRASED[phrase.kind](phrase)


def _listed(phrase: _Phrase) -> list[Fact]:
    """An authority to practise or a way in, as an entry of its list."""
    if phrase.denied or phrase.leans_to_no:
        return [Fact(_FIELD[phrase.kind], f"{phrase.value} (no)", phrase.words, DENIED if phrase.denied else UNSURE)]
    return [Fact(_FIELD[phrase.kind], phrase.value, phrase.words, phrase.sure)]


def _hybrid(phrase: _Phrase) -> list[Fact]:
    if phrase.denied or phrase.leans_to_no:
        return []
    return [Fact(field, "yes", phrase.words, phrase.sure) for field in ("telehealth", "in_person")]


def _pro_bono(phrase: _Phrase) -> list[Fact]:
    if phrase.leans_to_no:
        return [Fact("pro_bono", "no", phrase.words, UNSURE)]
    if re.search(r"\b(?:spoken for|taken|filled|full)\b", phrase.behind, re.I):
        return []
    return [Fact("pro_bono", "no" if phrase.denied else "yes", phrase.words, DENIED if phrase.denied else phrase.sure)]


def _any_insurance(phrase: _Phrase) -> list[Fact]:
    """ "No insurance": outside every panel, unless one is named in the sentence."""
    reader, part = phrase.reader, phrase.reader.clauses[phrase.number]
    if not phrase.denied or part.field not in (None, "money", "panels"):
        return []
    if reader.cue("not all insurance").search(phrase.body) or _names_a_panel(reader, part.sentence):
        return []
    return [Fact("panels", "none", phrase.words, phrase.sure)]


def _names_a_panel(reader: Reader, sentence: tuple[int, int]) -> bool:
    return any(
        reader.stand(place, one).status in (AFFIRMED, CLOSED, UNSURE)
        for place, clause in enumerate(reader.clauses)
        if clause.sentence == sentence
        for one in reader.inside[place]
        if "insurer" in one.kinds()
    )


def _reach(phrase: _Phrase) -> list[Fact]:
    """Video or the office; "telehealth only" says of the office that there is none."""
    kind, words = phrase.kind, phrase.words
    only = re.match(r"\s*only\b", phrase.behind, re.I) and "," in phrase.before
    sure = WRITTEN if only else phrase.sure
    if phrase.denied and not only:
        # "Not only" is masked; "no telehealth only" is not said by anybody.
        return [Fact(kind, "no", words, DENIED)]
    if phrase.leans_to_no and not only:
        return [Fact(kind, "no", words, sure)]
    facts = [Fact(kind, "yes", words, sure)]
    text = phrase.reader.text[phrase.mention.start : phrase.mention.end] + re.split(r"[,;.]", phrase.behind)[0][:24]
    alone = phrase.reader.cue("nothing else").search(text) or phrase.reader.cue("only").search(phrase.before)
    both = phrase.reader.cue("in an office").search(phrase.body) and phrase.reader.cue("by video").search(phrase.body)
    if alone and not both:
        facts.append(Fact(_OTHER_WAY[kind], "no", words, sure))
    return facts


def _licence(phrase: _Phrase) -> list[Fact]:
    """A state that is named: held where a licence leads to it, asked about where somebody is seen there by video."""
    reader, mention, part = phrase.reader, phrase.mention, phrase.reader.clauses[phrase.number]
    if phrase.leans_to_no:
        return []
    before = reader.text[part.sentence[0] : mention.start]
    licensed = _licence_leads_to(phrase, before) or re.match(
        r"[\s-]*licen[sc]ed?\b", reader.text[mention.end : mention.end + 12], re.I
    )
    if licensed and reader.cue("lapsed").search(phrase.body):
        return [Fact("license_states", phrase.value, phrase.words, UNSURE)]
    if licensed or part.field == "license_states":
        value = f"{phrase.value} (no)" if phrase.denied else phrase.value
        return [Fact("license_states", value, phrase.words, DENIED if phrase.denied else phrase.sure)]
    if phrase.denied or not (reader.cue("by video to").search(before) or reader.cue("by video in").search(before)):
        return []
    # Whom somebody sees by video in a state should be licensed there: asked about, never taken for granted.
    everywhere = reader.cue("licensed in each").search(reader.text[part.start : part.sentence[1]])
    return [Fact("license_states", phrase.value, phrase.words, phrase.sure if everywhere else UNSURE)]


def _licence_leads_to(phrase: _Phrase, before: str) -> bool:
    """Whether a licence named earlier in the sentence is one of this state, and no letters are meant."""
    places = [match.end() for match in LICENCE.finditer(before)]
    if not places:
        return False
    gap = before[places[-1] :]
    if phrase.reader.text[phrase.mention.start : phrase.mention.end] in _DEGREES_TOO:
        return bool(re.search(r"\b(?:in|both)\b|[:=]", gap))
    # "Licensed in GA, telehealth in SC": what is said of video is no licence.
    return phrase.reader.cue("no licence").search(gap) is None


PHRASED: dict[str, Callable[[_Phrase], list[Fact]]] = {
    "telehealth": _reach,
    "in_person": _reach,
    "hybrid": _hybrid,
    "pro_bono": _pro_bono,
    "any_insurance": _any_insurance,
    "authority": _listed,
    "access": _listed,
    "state": _licence,
    "sliding": lambda phrase: [],
}
"""By the kind of a phrase, the facts that it makes."""


def headed_flag(reader: Reader, number: int) -> Fact | None:
    """ "Telehealth: yes": a flag answered under its own heading."""
    part = reader.clauses[number]
    if part.field not in ("telehealth", "in_person"):
        return None
    body = reader.text[part.start : part.end].strip(" .,;")
    answer = re.match(
        r"(yes|no|available|offered|not (?:available|offered)|only"
        r"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ /,&-]*)+)\b",
        body,
        re.I,
    )
    if answer is None:
        return None
    denied = answer[1].lower().startswith("no")
    return Fact(part.field, "no" if denied else "yes", answer[1], DENIED if denied else WRITTEN)


def no_insurance(reader: Reader, number: int) -> Fact | None:
    """`none` for a practice that says it is outside every panel; only where no panel is named beside it."""
    part = reader.clauses[number]
    body = reader.text[part.start : part.end]
    outside = next(
        ((category, match) for category in _OUTSIDE if (match := reader.cue(category).search(body)) is not None
         and _may_say_so(reader, number, category, match.start())),
        None,
    )  # fmt: skip
    if outside is None or part.field == "skip":
        return None
    category, match = outside
    if any(reader.reached(doubt, number, match.start()) for doubt in ("skip", "unsure")):
        return None
    if any("insurer" in one.kinds() and reader.stand(number, one).status == AFFIRMED for one in reader.inside[number]):
        return None
    if re.search(r"(?:\b|(?=n't))(?:not|n't)\b", body[: match.start()]):
        return None
    # "Self-pay $150" is a price; that there is nothing else is only supposed.
    behind = body[match.end() :]
    priced = category == "is paid privately" and re.match(r"\s*(?:is|at|:|\()?\s*\$?\d", behind)
    return Fact("panels", "none", " ".join(match[0].split()).strip(" ,.;:"), UNSURE if priced else WRITTEN)


_OUTSIDE = (
    "self-pay only",
    "outside every network",
    "off every panel",
    "is outside",
    "is paid privately",
    "no panels under a heading",
)


def _may_say_so(reader: Reader, number: int, category: str, place: int) -> bool:
    """Whether words may say of a practice that it is outside every panel, where they stand."""
    part = reader.clauses[number]
    insurers = [one for one in same_sentence(reader, part.sentence) if "insurer" in one.kinds()]
    if category == "self-pay only":
        # "Medicaid and self-pay only"
        tied = re.search(r"(?:\b(?:and|or|plus)|[&+/])\s*$", reader.text[part.sentence[0] : part.start + place], re.I)
        return not (tied and any(one.end <= part.start + place for one in insurers))
    if category == "off every panel":
        return part.opened != "paren"
    if category == "is outside":
        return not insurers
    if category == "is paid privately":
        return not _names_insurers(reader)
    return category != "no panels under a heading" or part.field == "panels"


def _names_insurers(reader: Reader) -> bool:
    return any(
        "insurer" in one.kinds() and reader.stand(number, one).status not in (IS_DENIED, SKIP)
        for number, own in enumerate(reader.inside)
        for one in own
    )
