"""From vocabulary words in clauses to facts: which list a word belongs to, and whether it was meant at all."""

from __future__ import annotations

import re

from refer_cli.capture.cues import cue, governing
from refer_cli.capture.found import DENIED, UNSURE, WRITTEN, Fact
from refer_cli.capture.phrases import LICENCE
from refer_cli.capture.polarity import AFFIRMED, CLOSED, SKIP, Reader, Standing
from refer_cli.capture.polarity import DENIED as IS_DENIED
from refer_cli.capture.vocabulary_index import FIELD, Mention, weak_words
from refer_cli.vocabulary.normaliser import key

_KIND_OF = {field: kind for kind, field in FIELD.items()}
SEPARATOR = re.compile(r",|;|\+|/|&|\band\b|\bor\b|\n|\x00|\(|\)|:|\bplus\b|\bas well as\b|\bw/", re.I)
FILLER = re.compile(
    r"\b(?:work|therapy|therapies|counseling|treatment|issues?|clients?|people|disorders?|concerns|problems|specialist|speciali[sz]es?|specialty|specialties|therapist|counselor|psychotherapy|"
    r"certified|trained|board|level|panels?|insurance|insurances|plans?|ppo|hmo|epo|network|only|too|also|both|esp|especially|mostly|mainly|primarily|some|all|ages?|the|an?|in|for|with|of|on|to|etc|"
    r"any|other|her|his|my|their|new|more|sessions?|groups?|informed|focused|based|oriented|related|management|support|including|e\.?g|yes|ok|okay|fine|accepted|taken|new|open|speaks?|speaking|speaker|fluent|bilingual|"
    r"boys|girls|old|school|classic|classical|traditional|modern|deep|deeply|so|spoken|currently|mostly|lovely|send|her|him|main|thing|bread|butter|jam|go|go-to|forte|niche|passion|wheelhouse|welcome|lvl|brief|intensive|individual|"
    r"sees?|does|do|takes?|taking|accepts?|accepting|offers?|uses?|treats?|loves?|great|good|really|strong|very|lots|lot|bit|little|adult|certification|training|cert|no|not|full|specializing|work|working|she|he|they|i|is|are|was|as|well|online|virtual|in-network|in-person|license|licensed|mental|health|style|presence|manner|approach|warm|per|via|by|young|i|ii|1|2)\b|[^\w]",
    re.I,
)
_STRICT_PANEL = re.compile(
    r"\b(?:take[sn]?|taking|accept(?:s|ed|ing)?|in[- ]network|panel(?:ed|led|s)?"
    r"|credential(?:ed|led) with|contracted with|insurances?|insurers?|plans?|bills?"
    r"|networks?|provider for|payers?|carriers?|closed to|open to|full (?:for|with)"
    r"|participat\w+ (?:with|in))\b",
    re.I,
)
_STRICT_NEED = re.compile(
    r"\b(?:speciali[sz]\w*|specialty|treat(?:s|ing|ment)?|help(?:s|ing)? (?:\w+ ){0,3}with"
    r"|struggling|issues|expertise|focus\w*|works? (?:a lot |mostly |mainly |primarily )?with"
    r"|experienced? with|areas? of)\b",
    re.I,
)
_LANGUAGE_CUE = re.compile(
    r"\b(?:speak\w*|fluent\w*|bilingual|trilingual|languages?|sessions?|services|therapy|counseling|conducts?|habla|idiomas?|native|interpreter|work(?:s|ing)?|see(?:s|ing)?)\b",
    re.I,
)
_STYLE_CUE = re.compile(
    r"\b(?:style|manner|presence|approach|known for being|personality|stance|space"
    r"|environment|therapist|vibe|energy|touch)\b",
    re.I,
)
_IS_THE_THING = re.compile(
    r"\s*(?:is|are|'s|’s)\s+(?:really |totally |definitely |basically |what )?(?:my|her|his|their|the)\s+(?:(?:main|real|big|true|whole|primary|clinical) )?(?:thing|bread and butter|jam"
    r"|specialty|specialties|speciality|focus|niche|passion|wheelhouse|forte|area|areas|go-to|love|sweet spot|expertise|specialization|strength|caseload)\b|\s*(?:is|are) what (?:she|he|I|they) do",
    re.I,
)
_NOT_AGE = re.compile(
    r"\b(?:adult|child|family|group|teen|youth|couple|individual)\s+(?:adhd|psychiatr"
    r"|protective|court|guidance|practice|member|history|dynamic|of origin|medicine"
    r"|children|life|leave|name|physician|doctor|owned|friendly|consult|supervis)",
    re.I,
)
_TELE_ONLY = re.compile(r"\b(?:only|entirely|fully|exclusively|strictly|solely|purely|100%|all)\b", re.I)
_SELF_PAY = re.compile(
    r"\b(?:private[- ]pay|self[- ]pay|cash|out[- ]of[- ]pocket)[- ]?(?:only|practice"
    r"|exclusively)\b|\bonly (?:private|self)[- ]pay\b|\bstrictly (?:private|self)[- ]pay\b"
    r"|\bfee[- ]for[- ]service only\b",
    re.I,
)
_OFF_PANELS = re.compile(
    r"\bnot (?:on|in)(?: any)?(?: insurance)? panels?\b|\bno (?:insurance )?panels\b"
    r"|\bnot paneled(?: anywhere)?(?=\s*(?:[.,;)]|$))"
    r"|\b(?:went|am|is|are|'m|'s|now|switched to|moved to|gone) (?:all |fully |completely )?(?:private|self)[- ]pay\b",
    re.I,
)
_EVERY = r"(?:all|any|every)(?:one|body|thing)?\b"
_PAYERS = r"(?:insur\w+(?: (?:companies|company|plans?|carriers?|panels?))?|plans?|carriers?|compan(?:y|ies)|panels?|payers?|networks?)"
_OUT = re.compile(
    rf"\b(?:out[- ]of[- ]network|oon)\s+(?:provider|only|(?:with|w/|for|on|to)\s*{_EVERY}(?!\s+(?:\w+ )?(?:except|but|other|besides)))|\b(?:completely|fully|entirely|all|totally|strictly) (?:out[- ]of[- ]network|oon)\b"
    rf"|(?:\b|(?=n't))(?:not|n't|never|no longer)\s+(?:currently |yet |actually |really )?(?:in[- ]network|(?:em)?panell?ed|credentiall?ed|contracted|participat\w*|affiliated|on (?:the )?panels?)(?: provider)?"
    rf"\s+(?:with|w/|w|by|on|in|for)\s*{_EVERY}(?!\s+other)(?:\s+(?:major |commercial |private |health |medical )*{_PAYERS})?(?!\s+(?:other|except|besides|but)\b)"
    rf"|(?:\b|(?=n't))(?:takes?|accepts?) nothing(?=\s*(?:[.,;)]|$))|\bin[- ]network with (?:no one|nobody|none|no (?:insur|plan|panel|carr|compan)\w*)|\b(?:do|does|did)(?: not|n't)\s+(?:currently |directly |personally )?(?:take|accept|bill|work with|contract with|deal with|do|participate (?:with|in)|use|file|submit)\s+(?:any|with any)\s+(?:health |medical |commercial |private )*{_PAYERS}"
    rf"|\b(?:left|dropped|quit|off|done with|resigned from)\s+(?:all|every)\s+(?:of\s+)?(?:my|her|his|their|the|insurance)?\s*{_PAYERS}"
    rf"|\binsurance[- ]free\b|\bno (?:in[- ]network )?(?:insurance )?(?:panels|plans|insurers|carriers|contracts)(?: at all)?(?=\s*(?:[.,;)!–—-]|$))",
    re.I,
)


_OUT_ALONE = re.compile(
    r"(?:^|[,;(/|–—])\s*(?:i'm |she's |he's |currently |all )?(?:oon|out[- ]of[- ]network)\s*(?=$|[,.;)/|–—])", re.I
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
        return _phrase(reader, number, mention, kind, value, standing)
    facts = []
    for placed_kind, name, meant in _readings(reader, number, mention):
        fact = _entry(reader, number, mention, placed_kind, name, standing)
        if fact is not None:
            meant = meant or standing.status == CLOSED
            facts.append(fact if meant or fact.sure != WRITTEN else fact._replace(sure=UNSURE))
    return facts


def _entry(reader: Reader, number: int, mention: Mention, kind: str, name: str, standing: Standing) -> Fact | None:
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
    spelled = key(reader.text[mention.start : mention.end])
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
        "money",
        "license_states",
    ):
        return []
    if "need" in terms and "approach" in terms:
        prefer_need = terms["need"] in weak_words()["prefer_need"] or key(terms["need"]) in weak_words()["prefer_need"]
        if spelled != key(terms["approach"]) or not prefer_need:
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
    item = item_around(text, part.start, part.end, mention)
    alone = not FILLER.sub("", item.replace(text[mention.start : mention.end], " ", 1))
    before = text[part.sentence[0] : mention.start]
    after = text[mention.end : mention.end + 25]
    neighbours = [one for one in _same_sentence(reader, part.sentence) if one is not mention]
    ruled = any(True for _ in governing()[kind].finditer(before)) if kind in governing() else False
    weak = spelled in weak_words().get(kind, frozenset())
    written = text[mention.start : mention.end]
    if kind == "need":
        if spelled in weak_words()["never"] or _of_the_person(mention, before, text):
            return None
        tied = re.match(
            r"[\s-]*(?:therapy|therapist|counsel|treatment|specialist|work\b|clients|issues|disorders?|certified|trained|groups?|for\b)",
            after,
            re.I,
        )
        if weak:
            company = any({"need", "approach"} & one.kinds() for one in neighbours)
            return True if (alone and company) or _STRICT_NEED.search(before) else None
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
        strict = _STRICT_PANEL.search(before) or re.match(
            r"[\s:–-]*(?:(?:is |not )*(?:panel|insurance|in[- ]network|paneled|accepted"
            r"|taken)|yes\b|no\b|full\b|only\b)",
            after,
            re.I,
        )
        company = any(
            "insurer" in one.kinds() and key(text[one.start : one.end]) not in weak_words()["insurer"]
            for one in neighbours
        )
        if weak:
            if not written[:1].isupper():
                return None
            anywhere = any(
                "insurer" in one.kinds() and key(text[one.start : one.end]) not in weak_words()["insurer"]
                for own in reader.inside
                for one in own
            )
            ruled = bool(re.search(r"\b(?:on|with|take|accept)\s+(?:the\s+)?$", before, re.I)) and anywhere
            return True if strict or (alone and company) or ruled else None
        return bool(alone or strict or ruled)
    if kind == "population":
        marriage = re.search(r"\bmarriage (?:and|&|/) $", before, re.I)
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
        if not written[:1].isupper() and not spoken:
            return None
        company = any("language" in one.kinds() for one in neighbours)
        return True if spoken or (alone and (spelled != "english" or company)) else None
    if kind == "style":
        if spelled not in weak_words()["style"]:
            return None
        manner = _STYLE_CUE.search(text[part.start : part.end])
        company = any(one.kinds() == {"style"} for one in neighbours)
        return True if manner or (alone and company) or alone else None
    return None


def _of_the_person(mention: Mention, before: str, text: str) -> bool:
    """Whether the word says who the colleague is ("is a trans, neurodivergent therapist"): never made a specialty."""
    if not any(key(name) in weak_words()["of_a_person"] for _, name in mention.terms):
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


def _same_sentence(reader: Reader, sentence: tuple[int, int]) -> list[Mention]:
    return reader.together.get(sentence, [])


def item_around(text: str, start: int, end: int, mention: Mention) -> str:
    """The entry of a list in which a mention stands, between commas, "and" and the like."""
    first = start
    for match in SEPARATOR.finditer(text, start, mention.start):
        first = match.end()
    following = SEPARATOR.search(text, mention.end, end)
    return text[first : following.start() if following else end]


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


def _phrase(reader: Reader, number: int, mention: Mention, kind: str, value: str, standing: Standing) -> list[Fact]:
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
    if kind == "pro_bono":
        return [Fact("pro_bono", "no", words, DENIED)] if denied else [Fact("pro_bono", "yes", words, sure)]
    if kind == "any_insurance":
        named = any("insurer" in one.kinds() for one in _same_sentence(reader, part.sentence))
        whole = not re.search(r"\b(?:this|that|your|most|some|all|every|certain|other)\b", body, re.I)
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


_DOUBTED = {"authority": "authorities", "access": "accessibility"}


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
    both = re.search(r"\b(?:in[- ]person|office)\b", body, re.I) and re.search(
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
    if part.field == "license_states" or said:
        return [Fact("license_states", f"{value} (no)" if denied else value, words, DENIED if denied else sure)]
    reach = re.search(
        r"\b(?:tele\w*|virtual\w*|online|video|remote\w*|zoom)\b[^.;]*\b(?:across|throughout"
        r"|in|to|for|anywhere in|all of|statewide)\s[^.;]*$",
        before,
        re.I,
    )
    if reach and not denied:
        # Whom somebody sees by video in a state should be licensed there: asked about, never taken for granted.
        return [Fact("license_states", value, words, UNSURE)]
    return []


_DEGREES_TOO = frozenset({"MA", "MS", "MD", "ND", "PA", "DC", "CT", "LA"})
"""Codes of states that are letters behind a name, too."""


def _licence_leads_to(before: str, value: str, written: str) -> bool:
    """Whether a licence named earlier in the sentence is one of this state, and no letters are meant."""
    found = [match.end() for match in LICENCE.finditer(before)]
    if not found:
        return False
    gap = before[found[-1] :]
    if written in _DEGREES_TOO:
        return bool(re.search(r"\b(?:in|both)\b|[:=]", gap))
    # "Licensed in GA, telehealth in SC": what is said of video is no licence.
    return not re.search(r"\b(?:tele\w*|virtual\w*|online|video|remote\w*|office|located|practic\w+|in[- ]person|live|based|from)\b", gap, re.I)


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


def no_insurance(reader: Reader, number: int) -> Fact | None:
    """`none` for a practice that says it is outside every panel; only where no panel is named beside it."""
    part = reader.clauses[number]
    body = reader.text[part.start : part.end]
    match = _SELF_PAY.search(body) or _OUT.search(body) or _OFF_PANELS.search(body)
    if match is None and not any("insurer" in one.kinds() for one in _same_sentence(reader, part.sentence)):
        match = _OUT_ALONE.search(body)
    if match is None and part.field == "panels":
        match = re.match(
            r"\W*(?:none|no|private pay|self[- ]pay|out[- ]of[- ]network|not accepted|n/a)\W*$", body, re.I
        )
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
    return Fact("panels", "none", " ".join(match[0].split()).strip(" ,.;:"), WRITTEN)


def quoted(reader: Reader, number: int, mention: Mention) -> str:
    """The words that a fact came from: from its cue to its mark, as they stand in the text."""
    text, part = reader.text, reader.clauses[number]
    start, stop = mention.start, mention.end
    earliest = max(part.start, mention.start - 60)
    for pattern in (cue("verb_negation"), re.compile(r"\bno\b", re.I), _STRICT_PANEL, _STRICT_NEED):
        for match in pattern.finditer(text, earliest, mention.start):
            start = min(start, match.start())
    marked = re.match(r"\s*\([^()\n]{1,20}\)|\s*[:-]?\s*(?:no|full|yes)\b", text[mention.end : part.sentence[1] + 22])
    if marked:
        stop += marked.end()
    tail = text[stop : min(part.end, stop + 60)]
    trailing = cue("trailing_negation").search(tail)
    if trailing:
        stop += trailing.end()
    return " ".join(text[start:stop].split()).strip(" ,;")
