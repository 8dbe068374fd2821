"""Whose words they are: clauses about somebody else than the one described, by name, relation or pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from refer_cli.capture.clauses import Clause
from refer_cli.capture.naming import given_names, is_no_name
from refer_cli.capture.vocabulary_index import find_mentions
from refer_cli.folding import fold
from refer_cli.places.states import state_code

SKIP, UNSURE = "skip", "unsure"
_NAME_WORD = r"(?:Mc|Mac|O'|O’|De|La)?[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
_GIVEN = rf"(?P<who>(?:Dr\.?\s+)?{_NAME_WORD}(?:\s+{_NAME_WORD})?)"
_OWNED = re.compile(
    rf"\b{_GIVEN}(?:'s|’s|s')\s+(?:\w+\s+){{0,2}}(?:practice|caseload|clients?|patients?|panels?|office|group|spot|list|slots?"
    r"|wait ?list|referrals?|clinic|place|kids|case|supervisee|rates?|fees?|openings?)\b"
)
_ACTS = re.compile(
    rf"(?<!\bin )(?<!\bnear )(?<!\bat )\b{_GIVEN},?\s+(?:who(?:'s|’s|\s+is)?\s+|also\s+|only\s+|just\s+|still\s+|now\s+|has\s+|had\s+)*"
    r"(?:took|takes|taking|does|did|doesn't|specializ\w+|sees|saw|accepts|accepted|retired|charges|charged|treats|treated"
    r"|runs|ran|slides|offers|uses|says|said|thinks|is|was|isn't|works|worked|has|had|can|speaks|lost|closed|left)\b"
)
_BESIDE = re.compile(
    rf"\b(?i:took over (?:for|from)|tak(?:es|ing) over (?:for|from)|replac(?:es|ed|ing)|shar(?:es|ed|ing)\b[\w ]{{0,20}}\bwith|"
    rf"works? (?:with|for|under|alongside)|supervis(?:ed|es|ing)(?: by)?|married to|partner(?:ed|s)? with|cover(?:s|ed|ing) for|"
    rf"instead of|unlike|interns? (?:with|for|under)|(?:went|gone|moved|transferred|sent) (?:on |over )?to|next door to|not to be confused with|same (?:suite|office|building) as|"
    rf"(?:as|than) )\s*(?:is\s+)?{_GIVEN}"
)
_PLACE_WITH = re.compile(
    rf"(?<![\w'’-])(?:[\w$-]+\s+){{0,4}}(?i:places?|spots?|slots?|openings?|hours?|appointments?|fees?|rates?|pro[- ]bono|sliding[- ]scale|wait ?list)"
    rf"\s+(?:is |are )?(?:with|through|via|from)\s+(?:the\s+)?{_GIVEN}"
)
"""A place that is somebody else's: "one pro bono place with Ann Oak"."""
_OWN_HELPER = re.compile(
    r"(?:'s|’s)\s+(?:\w+\s+)?(?:associate|intern|colleague|supervisee|partner|husband|wife|NP|nurse practitioner|assistant|trainee|supervisor|office ?mate)s?\b"
)
_RELATED = re.compile(
    r"\b(?:my|her|his|their|our) (?:\w+ )?(?:husband|wife|spouse|partner|colleague|office ?mate|suite ?mate|supervisor|boss|friend"
    r"|intern|associate|supervisee|assistant|biller|predecessor|sister|brother|daughter|son|mentor|business partner)\b",
    re.I,
)
_SOMEBODY = re.compile(
    r"(?<!\bis )(?<!\bam )(?<!'s )(?<!’s )(?<!'m )(?<!’m )(?<!\bas )(?<!\bwas )"
    r"\b(?:an?|another|the|one|some) (?:[\w-]+ ){0,2}(?:psychiatrist|psychologist|therapist|clinician|counselor|colleague|friend|provider|doctor|dietitian"
    r"|prescriber|practice|group|clinic) (?:who|that|which|down the hall|across)\b|\b(?:someone|somebody) (?:who|that)\b|\bshar(?:es?|ed|ing) (?:an? |the |my |her |his )?(?:office|suite|space|practice|waiting room) with (?!\w+ (?:and|,))",
    re.I,
)
"""Somebody beside the one described who has no name ("shares an office with a psychiatrist who takes Medicare")."""
_THIRD = re.compile(
    r"\b(?:she|he)(?:'s|’s)? (?:also |only |still |now |just |really |currently |no longer |does not |doesn't |is not |isn't |can |will )*"
    r"(?:tak|accept|see|do|ha[sd]|work|special|charg|slid|treat|offer|full|speak|use|is\b|was\b|in network|great|lovely|a\b|an\b)",
    re.I,
)
_HE_SHE = re.compile(r"\b(he|she)(?:'s|’s|'d|’d|'ll|’ll)?\b", re.I)
_STARTS = re.compile(
    r"^\W*(?:(?:and|but|so|also|yes|no|well|then|because|since|as|that|though)\W+)*(he|she|they|who|whose)\b", re.I
)
_MINE = re.compile(
    r"\b(?:I (?:take|accept|charge|see|slide|specialize|treat|do(?!n't know| know)|offer|work with|have (?:\w+ )?(?:openings?|room|space|spots?|availability)|don't (?:take|accept|see|treat|do))"
    r"|I do(?:n't| not) have\b|I'm (?:full|taking|accepting|in network|on|private|self|not|out|oon)|I am (?:full|taking|accepting|in network|on)|I'm (?:just |only )?(?:doing|running|seeing|offering)|my (?:fee|rate|caseload))\b",
    re.I,
)
_INTRODUCES_SELF = re.compile(r"(?:\bI'?’?m|\bI am|\bmy name is|\bthis is)\s+(?:Dr\.?\s+)?$", re.I)


_REQUEST = re.compile(
    r"\biso\b|\b(?:looking|searching) for (?:an? )?(?:\w+ ){0,4}(?:therapist|clinician|provider|psychiatrist|psychologist|counselor|someone|somebody|referrals?|recommendations?)\b"
    r"|\b(?:need|seeking|want)\w* (?:an? )?(?:\w+ ){0,4}(?:therapist|clinician|provider|psychiatrist|psychologist|counselor|referrals?|recommendations?)\b"
    r"|\b(?:does anyone|anyone|anybody|who) (?:know|have|here|taking|with|recommend|out there)|\brecommendations? (?:for|needed|wanted|please)|\breferral (?:needed|wanted|request)\b",
    re.I,
)


def is_request(text: str) -> bool:
    """Whether a text asks for a clinician instead of describing one; who writes of an own practice describes it."""
    return bool(_REQUEST.search(text[:300])) and not _MINE.search(text)


_NAMES = re.compile(
    rf"(?<![\w'’-])(?P<title>Dr\.?\s+)?(?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD})?)(?P<owns>(?:'s|’s|s'|s’)(?!\w))?"
)
_ACTS_RIGHT_BEHIND = re.compile(
    r"(?:\s|\bwho\b|\balso\b|\bjust\b|\bhas\b|\bhad\b|\bhave\b|\bis\b|\bwas\b|\bbeen\b|\brecently\b)*(?:\w+\s+){0,2}"
)
_OF_WHOM = re.compile(
    rf"\s*(?:,|\()?\s*(?:for|of|against|with|by|on|regarding|about)\s+(?P<title>Dr\.?\s+)?(?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD})?)"
)


def another_than(who: str, titled: bool, name: str | None) -> str | None:
    """Whether a written name is somebody else's than `name`: SKIP surely, UNSURE perhaps, None where it is not.

    A first name alone may be short for another, and a last name alone or shared may have changed: perhaps.
    """
    own = fold(name or "").split()
    words = fold(who).split()
    if not own or not words or _is_term(who) or all(is_no_name(word) for word in who.split()):
        return None
    if words[0] == own[0] or _short_for({words[0]}, {own[0]}) or (len(words) == 1 and words[0] in own):
        return None
    if len(words) == 1 and not titled:
        return UNSURE if words[0] in given_names() else None
    return UNSURE if words[-1] in own else SKIP


def caution_of_another(before: str, said: str, behind: str, name: str | None) -> str | None:
    """Whether a warning is about another than `name`: SKIP surely, UNSURE perhaps, None where nobody else is named.

    `before` and `behind` are the words of its sentence on either side of what is `said`.
    """
    own = set(fold(name or "").split())
    of_whom = _OF_WHOM.match(behind)
    if of_whom is not None and (other := another_than(of_whom["who"], bool(of_whom["title"]), name)) is not None:
        return other
    verdict: str | None = None
    for match in _NAMES.finditer(before):
        other = another_than(match["who"], bool(match["title"]), name)
        gap = before[match.end() :]
        if other is None:
            verdict = None if set(fold(match["who"]).split()) & own else verdict
        elif match["owns"] or match["title"]:
            verdict = other if _ACTS_RIGHT_BEHIND.fullmatch(gap) else UNSURE
        elif gap.startswith(",") or state_code(match["who"].split()[-1]):
            continue  # A town in a list of entries: "Virginia Beach, license suspended".
        elif fold(match["who"]).split()[0] in given_names() and (" " in match["who"] or gap.strip()):
            acts = _ACTS_RIGHT_BEHIND.fullmatch(gap) and not said.casefold().startswith("licen")
            verdict = other if acts else UNSURE
    return verdict


class Aside(NamedTuple):
    """From which place of a clause on its words are about another, and whether that is sure (skip) or not (unsure)."""

    begin: int
    status: str


def asides(
    text: str, parts: Sequence[Clause], name: str | None, pronouns: str | None, own_mail: bool
) -> dict[int, Aside]:
    """The clauses, by number, that speak of somebody else than `name`."""
    own_words = set(fold(name or "").split())
    told_by_self = own_mail or _told_by_self(text, name)
    own = _own_pronouns(text, parts, name, pronouns, told_by_self)
    told_of = not told_by_self and ((bool(own) and _THIRD.search(text) is not None) or _brought_in(text, name))
    found: dict[int, Aside] = {}
    other = ""  # How the person talked about last was brought in: as the subject, or beside the one described.
    other_sentence: tuple[int, int] | None = None
    other_at = 0
    mine_sentence: tuple[int, int] | None = None
    previous_end = 0
    for number, part in enumerate(parts):
        body = text[part.start : part.end]
        if text.count("\n\n", previous_end, part.start):
            other = ""
        previous_end = part.end
        trigger, kind = _trigger(body, own_words, text)
        said = _STARTS.match(body)
        pronoun = said[1].lower() if said else None
        mentioned = set(fold(body).split())
        if (
            own_words & mentioned
            or (
                re.search(r"(?i:^\W*(?:and |but )?)\b[A-Z]", body)
                and _short_for(set(fold(body).split()[:1]), own_words)
            )
        ) and trigger is None:
            other = ""
            continue
        if pronoun in ("he", "she") and told_by_self and not other:
            found[number] = Aside(part.start, UNSURE)
            other, other_sentence = "subject", part.sentence
        elif pronoun in ("he", "she") and own and pronoun not in own:
            found[number] = Aside(part.start, SKIP if other else UNSURE)
            other, other_sentence = other or "beside", part.sentence
        elif other and part.sentence == other_sentence and part.after_paren and _closes(parts, other_at, number):
            other = ""  # "(AMFT, supervised by Anneliese): ADHD" goes on about the first.
        elif other and part.sentence == other_sentence:
            if not (pronoun in own or re.match(r"\W*(?:I|we|my)\b", body)):
                found[number] = Aside(part.start, SKIP)
        elif other and pronoun and not (other == "beside" and pronoun in own):
            found[number] = Aside(part.start, UNSURE)
        elif other and not pronoun:
            other = ""
        mine = _MINE.search(body) if told_of and number not in found else None
        if mine is not None:
            found[number] = Aside(part.start + mine.start(), UNSURE)
            mine_sentence = part.sentence
        elif told_of and part.sentence == mine_sentence and number not in found and not pronoun:
            found[number] = Aside(part.start, UNSURE)  # "I'm full and only see adults"
        if trigger is not None:
            other, other_sentence, other_at = kind, part.sentence, number
            if number not in found or found[number].begin > part.start + trigger:
                found[number] = Aside(part.start + trigger, SKIP)
    return found


def _brought_in(text: str, name: str | None) -> bool:
    """Whether the writer brings the one described in as a relation: "my associate Dev"."""
    first = re.escape((name or "").split(" ")[0])
    return bool(first) and bool(
        re.search(
            rf"\bmy (?:\w+ )?(?:associate|colleague|partner|office ?mate|suite ?mate|friend|intern|supervisee|wife|husband),? (?:Dr\.? )?{first}\b",
            text,
            re.I,
        )
    )


def _short_for(words: set[str], own: set[str]) -> bool:
    """Whether a name is the beginning of one's own or the reverse ("Gwen" of Gwendolyn)."""
    return any(
        len(word) > 2 and len(one) > 2 and (one.startswith(word) or word.startswith(one))
        for word in words
        for one in own
    )


def _closes(parts: Sequence[Clause], first: int, number: int) -> bool:
    """Whether the brackets that end before a clause are those in which another one stands (opened before it)."""
    opened = sum(part.opened == "paren" for part in parts[first + 1 : number])
    return parts[first].opened == "paren" or not opened


def _told_by_self(text: str, name: str | None) -> bool:
    """Whether the one described is the one who writes: "I'm Jane Roe", or the name stands under the words."""
    if not name:
        return False
    first = name.split()[0]
    for match in re.finditer(rf"\b{re.escape(first)}\b", text):
        if _INTRODUCES_SELF.search(text[max(0, match.start() - 20) : match.start()]):
            return True
    place = text.find(name)
    if place > len(text) * 0.6 and _MINE.search(text[:place]):
        return True  # Signed at the end of what is said of oneself.
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    speaks = bool(re.search(r"\b(?:I|I'm|I've|my)\b", text))
    signed = any(line.startswith(first) and len(line) < 60 for line in lines[-7:][1:]) if len(lines) > 2 else False
    return speaks and signed


def _own_pronouns(
    text: str, parts: Sequence[Clause], name: str | None, written: str | None, told_by_self: bool
) -> frozenset[str]:
    """The pronouns of the one described: as written, else the first that follows the name. Empty: not known."""
    if written:
        return frozenset({"she", "he"} & set(re.split(r"\W+", written.lower())))
    if told_by_self or not name:
        return frozenset()
    at = text.find(name.split()[0])
    if at < 0:
        return frozenset()
    own_words = set(fold(name).split())
    for part in parts:
        if part.end <= at:
            continue
        body = text[max(part.start, at) : part.end]
        trigger = _trigger(body, own_words, text)[0]
        found = _HE_SHE.search(body[:trigger] if trigger is not None else body)
        if trigger is not None and found is None:
            return frozenset()
        if found:
            return frozenset({found[1].lower()})
    return frozenset()


def _trigger(body: str, own: set[str], text: str) -> tuple[int | None, str]:
    """Where in a clause somebody else comes in, and how: as its subject, or beside the one described."""
    best: tuple[int | None, str] = (None, "")
    helper = _OWN_HELPER.search(body)
    if helper is not None:
        best = (helper.end(), "subject")
    for pattern, kind in (
        (_OWNED, "beside"),
        (_BESIDE, "beside"),
        (_PLACE_WITH, "beside"),
        (_ACTS, "subject"),
        (_RELATED, "beside"),
        (_SOMEBODY, "beside"),
    ):
        for match in pattern.finditer(body):
            if "who" in match.groupdict():
                words = re.sub(r"^Dr\.?\s+", "", match["who"])
                folded = set(fold(words).split())
                if (
                    folded & own
                    or _short_for(folded, own)
                    or any(is_no_name(word) for word in words.split())
                    or _is_term(words)
                ):
                    continue
                if (
                    pattern in (_BESIDE, _PLACE_WITH)
                    and len(words.split()) < 2
                    and not match["who"].startswith("Dr")
                    and fold(words) not in given_names()
                ):
                    continue  # "Works with Black men"
                if (
                    kind == "subject"
                    and len(words.split()) < 2
                    and not match["who"].startswith("Dr")
                    and not _met_before(words, text)
                    and (fold(words) not in given_names() or is_no_name(words))
                ):
                    continue
                at = match.start() if pattern is _PLACE_WITH else match.start("who")
            else:
                if pattern is _SOMEBODY and own & set(fold(body[match.end() :]).split()):
                    continue  # "For a colleague who isn't on this list: Jane Roe"
                at = match.start()
            if best[0] is None or at < best[0]:
                best = (at, kind)
            break
    return best


def _met_before(word: str, text: str) -> bool:
    """Whether a single capitalised word is a person's in this text: with a second name, or owning something."""
    return bool(
        re.search(rf"\b{re.escape(word)}(?:'s|’s)\s+[a-z]+|\b{re.escape(word)}\s+{_NAME_WORD}(?![\w-])", text)
    ) and not re.search(rf"(?:^|[.!?\n])\s*{re.escape(word)}\s+[A-Z]", text)


def _is_term(words: str) -> bool:
    return bool(find_mentions(words, None)) or bool(
        re.search(r"\b(?:Insurance|Blue|Health|Care|Plan|Therapy|Counseling|Center|Practice|Clinic|Group)\b", words)
    )
