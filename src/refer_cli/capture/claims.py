"""From vocabulary words in clauses to facts: which list a word belongs to, and whether it was meant at all."""

from __future__ import annotations

import re

from refer_cli.capture.assertions import CLOSED, SKIP, Reader, Standing
from refer_cli.capture.assertions import DENIED as IS_DENIED
from refer_cli.capture.entries import (
    FILLER,
    STRICT_NEED,
    STRICT_PANEL,
    item_around,
    quoted,
    same_sentence,
    stands_alone,
)
from refer_cli.capture.found import DENIED, UNSURE, WRITTEN, Fact
from refer_cli.capture.phrased import phrase_facts
from refer_cli.capture.vocabulary_index import FIELD, Mention, weak_words
from refer_cli.folding import fold

_KIND_OF = {field: kind for kind, field in FIELD.items()}
_LANGUAGE_CUE = re.compile(
    r"\b(?:speak\w*|fluent\w*|bilingual|trilingual|languages?|sessions?|services|therapy|counseling|conducts?|habla|idiomas?|native|hablo|interpreter|work(?:s|ing)?|see(?:s|ing)?)\b",
    re.I,
)
_STYLE_CUE = re.compile(
    r"\b(?:style|manner|presence|approach|known for being|personality|stance|space"
    r"|environment|therapist|vibe|energy|touch)\b",
    re.I,
)
_IS_THE_THING = re.compile(
    r"\s*(?:is|are|'s|’s)\s+(?:really |totally |definitely |basically |what )?(?:my|her|his|their|the)\s+(?:(?:main|real|big|true|whole|primary|clinical) )?(?:thing|bread and butter|jam"
    r"|specialty|specialties|speciality|focus|niche|passion|wheelhouse|forte|heart|core|bulk|area|areas|go-to|love|sweet spot|expertise|specialization|strength|caseload)\b|\s*(?:is|are) what (?:she|he|I|they) do",
    re.I,
)
_ROOM_FOR = re.compile(
    r"\b(?:room|openings?|space|spots?|slots?) for (?:(?:one|two|three|a few|a couple of|\d|an?|another|some|new|more|older|younger)\s+)*$",
    re.I,
)
_GOVERNED = frozenset(["need", "approach", "insurer", "population"])
_PRESCRIBES = frozenset(
    ["psychiatrist", "psychiatry", "meds", "medication", "medications", "prescriber", "prescribing"]
)
"""Everyday words that, in an entry of their own, say that somebody prescribes."""
_SOMEBODY_ELSES = re.compile(
    r"\b(?:your|her|his|their|my|our|with|to|for|from|needs?|an?other)\s+(?:an?\s+|own\s+)?$", re.I
)
_NOT_AGE = re.compile(
    r"\b(?:adult|child|family|group|teen|youth|couple|individual)\s+(?:adhd|psychiatr"
    r"|protective|court|guidance|practice|member|history|dynamic|of origin|medicine"
    r"|expectations?|conflict|pressure|estrange\w*|business|children|life|leave|name|physician|doctor|owned|friendly|consult|supervis)",
    re.I,
)


def claimed(reader: Reader, number: int, mention: Mention) -> list[Fact]:
    """The facts that one mention makes; none where it only looks like one."""
    standing = reader.stand(number, mention)
    if standing.status == SKIP:
        return []
    kind, value = mention.terms[0]
    if kind in (
        "telehealth",
        "in_person",
        "hybrid",
        "pro_bono",
        "any_insurance",
        "authority",
        "access",
        "state",
        "sliding",
    ):
        return phrase_facts(reader, number, mention, kind, value, standing)
    facts = []
    for placed_kind, name, meant in _readings(reader, number, mention):
        fact = _entry(reader, number, mention, placed_kind, name, standing)
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
    part = reader.clauses[number]
    spelled = fold(reader.text[mention.start : mention.end])
    heading = (part.field or "").lstrip("-")
    credential = terms.pop("credential", None)
    if credential is not None and not terms:
        return []
    under = _KIND_OF.get(heading)
    if under is not None and under in terms:
        readings = [(under, terms[under], True)]
        if under in ("need", "approach") and "population" in terms:
            readings.append(("population", terms["population"], True))
        return readings
    if heading in (
        "name",
        "practice",
        "contact",
        "place",
        "hours",
        "credentials",
        "pronouns",
        "license_states",
    ):
        return []
    if heading == "money":
        terms = {kind: name for kind, name in terms.items() if kind == "insurer"}
    if "need" in terms and "approach" in terms:
        prefer_need = terms["need"] in weak_words()["prefer_need"] or fold(terms["need"]) in weak_words()["prefer_need"]
        if spelled != fold(terms["approach"]) or not prefer_need:
            terms.pop("approach" if prefer_need else "need")
        if spelled == "mst":
            return []
    if "population" in terms:
        terms.pop("approach", None)
        if len(terms) > 1 and "need" in terms:
            terms.pop("need")
    if "style" in terms and len(terms) > 1 and ("approach" in terms or "need" in terms):
        terms.pop("style")
    readings = []
    for kind, name in terms.items():
        meant = _meant(reader, number, mention, kind, spelled, under)
        if meant is not None:
            readings.append((kind, name, meant))
    return readings


def _meant(reader: Reader, number: int, mention: Mention, kind: str, spelled: str, under: str | None) -> bool | None:
    """True where the word is surely meant as a fact, False where only perhaps, None where it is not."""
    text, part = reader.text, reader.clauses[number]
    alone = stands_alone(reader, number, mention)
    before = text[part.sentence[0] : mention.start]
    after = text[mention.end : mention.end + 25]
    neighbours = [one for one in same_sentence(reader, part.sentence) if one is not mention]
    ruled = kind in _GOVERNED and reader.cue("governs", frozenset([kind])).search(before) is not None
    weak = spelled in weak_words().get(kind, frozenset())
    if kind == "need" and weak and any(one.end == mention.start - 1 and text[one.end] == " " for one in neighbours):
        return None  # "Faith transitions" are no life transitions.
    written = text[mention.start : mention.end]
    if kind == "need" and spelled in _PRESCRIBES and (alone or spelled == "psychiatrist"):
        return None if _SOMEBODY_ELSES.search(before) or not alone else True
    if kind == "need" and re.search(r"\b(?:rates?|fees?|discounts?)\b[^.;]*\bfor\b[^.;]*$", before, re.I):
        return None  # "A reduced rate of $110 for students and caregivers"
    if kind == "need":
        if spelled in weak_words()["never"] or _of_the_person(mention, before, text):
            return None
        tied = re.match(
            r"[\s-]*(?:therapy|therapist|counsel|treatment|specialist|person\b|expert|guru|work\b|clients|issues|disorders?|certified|trained|groups?|for\b)",
            after,
            re.I,
        )
        if weak:
            company = any({"need", "approach"} & one.kinds() for one in neighbours)
            return True if (alone and company) or STRICT_NEED.search(before) else None
        tied = tied or _IS_THE_THING.match(text, mention.end)
        return bool((alone and not _hangs_on_prose(reader, number, mention)) or ruled or tied)
    if kind == "approach":
        tied = re.match(
            r"[\s-]*(?:therapy|therapist|certified|trained|work\b|informed|based|practitioner|clinician|approach|lens|orient|techniques|skills|groups?|treatment|counsel|for\b)",
            after,
            re.I,
        )
        tied = tied or _IS_THE_THING.match(text, mention.end) or re.match(r"\s+(?:lvl|level|l)\s?[0-9I]", after, re.I)
        if weak:
            company = any({"need", "approach"} & one.kinds() for one in neighbours)
            return True if (alone and company) or (ruled and company) or (tied and ruled) else None
        return bool(alone or ruled or tied)
    if kind == "insurer":
        strict = STRICT_PANEL.search(before) or re.match(
            r"[\s:–-]*(?:(?:is |not )*(?:panel|insurance|in[- ]network|paneled|accepted"
            r"|taken|full|closed)|yes\b|no\b|full\b|only\b|(?:won't|will not|refuses) (?:contract|panel|credential)|terminated|dropped (?:me|us|her|him)|(?:she|he|they|i|we) (?:left|dropped))",
            after,
            re.I,
        )
        company = any(
            "insurer" in one.kinds() and fold(text[one.start : one.end]) not in weak_words()["insurer"]
            for one in neighbours
        ) or any(
            # "Moda + Providence": two everyday words, an entry each, are insurers together.
            "insurer" in one.kinds() and text[one.start].isupper() and stands_alone(reader, number, one)
            for one in reader.inside[number]
            if one is not mention
        )
        if weak and alone and written.isupper() and len(written) > 2:
            return True  # "MVP"
        if weak:
            if not written[:1].isupper():
                return True if strict and alone and company else None
            anywhere = any(
                "insurer" in one.kinds() and fold(text[one.start : one.end]) not in weak_words()["insurer"]
                for own in reader.inside
                for one in own
            )
            ruled = (
                bool(re.search(r"\b(?:on|with|takes?|accepts?|dropped|left)\s+(?:the\s+)?$", before, re.I)) and anywhere
            )
            return True if strict or (alone and company) or ruled else None
        return bool(alone or strict or ruled)
    if kind == "population":
        if re.search(
            r"\b(?:death|loss) of (?:an?|the|their|her|his)\s+$|\blos(?:ing|t) (?:an?|their|her|his)\s+$", before, re.I
        ):
            return None
        marriage = re.search(r"\bmarriage (?:and|&|/) $", before, re.I)
        aged = re.match(r"\s*(?:ages?\s*)?(?:5[5-9]|[6-9]\d)\s*(?:\+|and (?:up|older|over))", after, re.I)
        if aged and spelled in ("adult", "adults"):
            return None  # "Adults 65+" are older adults.
        if re.search(r"\b(?:in|within) (?:the|a|my|your|our)\s+$", before, re.I):
            return None  # "Addiction in the family"
        if marriage or _NOT_AGE.match(text[mention.start : mention.end + 12]):
            return None
        tied = re.match(
            r"[\s-]*(?:therapy|counsel|psychotherapy|clients?|therapist|specialist|work\b|only\b|boys|girls"
            r"|sessions|patients|groups?|and family|and adolescent|psycholog|(?:is|are) (?:still |also )?(?:fine|ok|okay|welcome|good|great))",
            after,
            re.I,
        )
        if re.match(
            r"\s*[:?]\s*(?:yes|no)\b|\s+(?:is|are) (?:still |also )?(?:fine|ok|okay|welcome|good|great)\b|\s+only\b",
            after,
            re.I,
        ):
            return True
        if _ROOM_FOR.search(before):
            return True
        if weak:
            company = any({"population", "need", "approach"} & one.kinds() for one in neighbours)
            return (
                True
                if (alone and company)
                or (tied and (ruled or alone or company))
                or (ruled and company)
                or (ruled and spelled in ("families", "seniors", "individuals", "youth", "groups", "college students"))
                else None
            )
        return True if alone or ruled or tied else None
    if kind == "language":
        spoken = _LANGUAGE_CUE.search(before) or re.match(
            r"[\s-]*(?:speak|spoken|fluent|sessions|therapy|bilingual|services|language)", after, re.I
        )
        if not written[:1].isupper() and not spoken and not alone:
            return None
        company = any("language" in one.kinds() for one in neighbours)
        return True if spoken or (alone and (spelled != "english" or company)) else None
    if kind == "style":
        if spelled not in weak_words()["style"]:
            return None
        if (
            spelled == "affirming"
            and re.search(r"[\w+*]+[\s-]*$", before)
            and not re.search(r"(?:\b(?:and|is|very|are|an?|warm|be|being|really|so|most|who)|,)\s*$", before, re.I)
        ):
            return None  # "LGBTQ-affirming" says whom, not how.
        manner = _STYLE_CUE.search(text[part.start : part.end])
        company = any(one.kinds() == {"style"} for one in neighbours)
        return True if manner or (alone and company) or alone else None
    return None


def _of_the_person(mention: Mention, before: str, text: str) -> bool:
    """Whether the word says who the colleague is ("is a trans, neurodivergent therapist"): never made a specialty."""
    if not any(fold(name) in weak_words()["of_a_person"] for _, name in mention.terms):
        return False
    said = re.search(
        r"(?:\b(?:is|am|are|as)|'m|’m|’s|'s) an?\s+(?:(?!\b(?:for|with|who|treating|helping)\b)[^.;])*$", before, re.I
    )
    noun = re.match(
        r"[^.;]{0,60}?\b(?:therapist|clinician|counselor|psychologist|psychotherapist|person|woman|man|mom|dad|parent|provider)\b",
        text[mention.end : mention.end + 80],
        re.I,
    )
    return bool(said and noun)


def _hangs_on_prose(reader: Reader, number: int, mention: Mention) -> bool:
    """Whether "and" ties the word to one that is no entry of a list ("my clients come with anxiety and grief")."""
    text, part = reader.text, reader.clauses[number]
    earlier = [one for one in reader.inside[number] if one.end <= mention.start]
    if not earlier or not re.fullmatch(r"\s*(?:and|or|&)\s*", text[earlier[-1].end : mention.start], re.I):
        return False
    item = item_around(text, part.start, part.end, earlier[-1])
    return bool(FILLER.sub("", item.replace(text[earlier[-1].start : earlier[-1].end], " ", 1)))


def _depth(reader: Reader, number: int, mention: Mention) -> str | None:
    """How deep a need goes, only where it is written at that need."""
    text, part = reader.text, reader.clauses[number]
    after = text[mention.end : mention.end + 30].split("\n")[0]
    marked = re.match(r"[\s-]*\(?\s*(board[- ]certified|certified|cert\b|trained|takes\b)(?!\s+in\b)", after, re.I)
    if marked:
        word = marked[1].lower()
        return "certified" if "cert" in word else word
    before = text[part.start : mention.start]
    led = re.search(
        r"\b(certified|certification|trained|training|certificate)\s+(?:in|for)\s+(?:treating "
        r"|working with |the treatment of |treatment of )*(?P<gap>[^,;]*)$",
        before,
        re.I,
    )
    if led and not re.search(r"\bnot\b|n't", before[: led.start()][-12:], re.I):
        gap = led["gap"].strip()
        if not gap or re.fullmatch(r"[\w-]+(?:\s[\w-]+)?\s+and", gap):
            return "trained" if led[1].lower().startswith("train") else "certified"
    if re.search(r"\bcertified\s+$", before, re.I):
        return "certified"
    return None
