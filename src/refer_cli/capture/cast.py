"""Everybody whom a text names, with what speaks for it, and who of them is described, speaks or stands by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from refer_cli.capture.naming import (
    NAME,
    given_names,
    is_no_name,
    letters_from,
    looks_like_practice,
    tidy_name,
    titles_in,
)
from refer_cli.capture.offices import Cities
from refer_cli.capture.shapes import EMAIL
from refer_cli.capture.vocabulary_index import find_mentions, weak_words
from refer_cli.folding import fold
from refer_cli.places.states import STATES, state_code

DESCRIBED, SPEAKER, ADDRESSEE, ASIDE = "described", "speaker", "addressee", "aside"
LEAST = 5
"""What must speak for a name before anybody is stored under it."""

_INTRODUCED = re.compile(
    r"(?:(?:->|→|=>)|\b(?:I'?’?m|I am|it'?’?s|mentioned|nominated?|vouch for|my name is|this is|named|name is|name:|w/|met(?: up)?(?: with)?|meet"
    r"|ran into|bumped into|try(?: calling| emailing)?|contact|recommend(?:ing|ed|s)?|know|called|calling|emailed|emailing|texted|texting|call|saw|about|suggest(?:ing|ed|s)?|refer(?:red|ring)? (?:\w+ ){0,2}to"
    r"|ask(?: for)?|check out|reach out to|sp(?:o|ea)ke? (?:to|with)|talked (?:to|with)|heard from|introduc(?:e|es|ed|ing)(?! by)|love|second(?:ing)?"
    r"|update on|news on|news from|re|send (?:\w+ ){1,3}to|sent (?:\w+ ){1,3}to|(?:coffee|lunch|call|zoom|tea|breakfast|drinks|chat|meeting|dinner|walk) (?:with|w/?)"
    r"|(?:update|note|e-?mail|vm|vmail|text|word|message|reply|answer|response|post|voicemail|card) from|told (?:me|us) (?:that )?|heard (?:that )?|looked (?:up|into)|used to work with|worked with|fan of|say hi to|go (?:directly )?to|get in touch with"
    r"|great things about|new (?:colleague|therapist|clinician)|welcome|congrat\w* to|here is|here's|there is|there's|consider|like|adore"
    r"|my (?:office ?mate|suite ?mate|colleague|friend|former \w+|co-?worker|consult partner|buddy|classmate|go-to)(?: is)?)"
    r"|\+1(?: for| to)?|\bfor)[:,]?\s+(?:my (?:colleague|friend)[ ,]+)?(?:Dr\.?\s+)?$",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:(?:suspended|revoked|surrendered|complaints?|investigation|discipline|sanctions?|licen[sc]e) (?:for|against|of|on|with)"
    r"|formerly|previously|n[ée]e|a\.?k\.?a\.?|maiden name|(?:formerly |previously |also |now )?known as|(?:now )?goes by|under"
    r"|(?:post-?doc\w*|fellow(?:ship)?|residency|intern(?:ed|ship)?|practicum|externship|studied|training|worked) (?:with|for|under|by)"
    r"|associates? (?:in|at) (?:my|our|her|his|the) practice|supervis(?:ed|or|ion)(?: is)?(?: by| of| from)?|introduced (?:to me )?by|intro (?:from|via|by)|recommended by|referred (?:to me )?by"
    r"|(?:heard|got|found) (?:\w+ )?(?:through|via|from)|trained (?:by|with|under)|consults? with|married to|husband|wife|partner(?: is)?"
    r"|works? (?:for|under|alongside)|shares? (?:an? )?(?:office|suite|space)(?: with)?|c/o|cc:?|bcc:?|mentor(?:ed by)?|assistant"
    r"|biller|covers? for|covering for|instead of|and not|not|unlike|took over (?:for|from)|replac(?:es|ed|ing)|via|thanks to|credit to|posted by"
    r"|(?:her|his|their) (?:colleague|partner|husband|wife|supervisor|office ?mate|suite ?mate|intern|associate|boss))\s*[:,-]?\s*(?:is\s+)?(?:(?:me|him|her|us|them)\s*)?\(?(?:Dr\.?\s*)?$",
    re.I,
)
_RELATED = re.compile(
    r"\b(?:my|her|his|their) (?:business |consult |practice )?(?:colleague|partner|husband|wife|spouse|office ?mate|suite ?mate|associate)(?: is)?[\s,:]*(?:Dr\.?\s*)?$",
    re.I,
)
"""With letters behind the name, and words of their own, such a person is described beside the first."""
_CLOSING = re.compile(
    r"\b(?:best|thanks|thx|tx|thank you|warmly|regards|cheers|sincerely|take care)\b[\s,!]*(?:Dr\.?\s+)?$", re.I
)
_WOULD = re.compile(
    r"\bused to (?:refer|send)\b[\w ]*\bto\s+(?:Dr\.?\s*)?$|\b(?:would|I'd|I’d) have \w+\s+(?:Dr\.?\s*)?$", re.I
)
_PRONOUNS = re.compile(r"\s*[(|·,–—-]?\s*(?:she|he|they|ze)\b\s*[/,|]\s*(?:her|him|them|they|she|he|hers|zir)", re.I)
_TURNED = re.compile(
    r"^[ \t]*(?:(?:name|therapist|clinician|provider|full name)[ \t]*:[ \t]*)?([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?),[ \t]*([^\W\d_][\w'’.-]+(?: [A-Z]\.?)?)(?=[ \t]*(?:$|[,|(]))",
    re.M | re.I,
)
_NAMED_TOO = re.compile(
    r"\b(?:or|and|also|plus|&)\s+(?:maybe |possibly |try )?(?:her|his|their|my)\s+(?:(?:office|suite)[- ]?mate|colleagues?|partner|wife|husband)\s*,?\s*$",
    re.I,
)
"""A colleague's colleague who is recommended beside her: with letters behind the name a person of the text."""
_IS_A = re.compile(r"^[^.!?\n]{0,40}[.!?]\s+(?:S?[Hh]e|They)(?:['’]s| is|['’]re| are) an? [A-Z][A-Za-z-]*[A-Z]\b")
"""The sentence behind a name that gives its letters: "Call Jane Roe first. She's an LPCC"."""
_GREETING = re.compile(
    r"(?:^|[\n.!])\W*(?:hi|hello|dear|hey|thanks|thank you|thx|cc|to|from|subject|sent by|best)\b[\s,:]*(?:Dr\.?\s+)?$",
    re.I,
)
_VERB = re.compile(
    r"\s*,?\s*(?:also |just |only |really |still |now |currently |already |often |mostly )*(?:is|takes|has|does|works|speciali[sz]es|sees|can|accepts"
    r"|offers|said|told|says|treats|uses|practices|moved|emailed|called|texted|wrote|left|joined|opened|isn't|doesn't|doesnt|won't|will|would|was|might"
    r"|charges|slides|runs|leads|retired|may|could|just|no longer|stopped|started|dropped|speaks|provides|helps|brings|earned|received|and I)\b"
)
_BEHIND_LINE = re.compile(r"\s*(?:$|\(?\d{3}[-. )]|\n|[,(:|•·]|[–—]|\s-+\s|-\s|/|\S+@|\s{2})")
_SIGN_OFF = re.compile(
    r"^[^\w\n]*(?:best|warmly|warm(?:est)? (?:regards|wishes)|thanks(?: (?:so much|all|everyone|again|in advance))?|thank you|regards|sincerely|take care"
    r"|cheers|(?:kind|best|warm) regards|all (?:the|my) best|be well|best wishes|gratefully|in gratitude|talk soon|hope (?:that|this) helps|xo+|hth"
    r"|--|—|with gratitude|many thanks|in community|yours|respectfully|tia|namaste|peace|in solidarity)[\s,.!-]*$",
    re.I | re.M,
)
_POSTER = re.compile(
    r"\b(?:rising|top|group|all-star|new) (?:contributor|expert|member)\b|\b(?:admin|moderator|author)\b\s*$|\breply\b\s*·|·\s*\d+\s*[hdmw]\b|^\s*·\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b",
    re.I,
)
_OWN_WORDS = re.compile(
    r"\b(?:I have|I've got|I take|I accept|I am|I'm|I see\b|I do\b|I work|I special|I offer|I slide|I charge|my (?:fee|rate|practice|office|caseload)|I no longer|I won't)",
    re.I,
)
_LOWER = re.compile(
    r"^\W*(?:(?:hey|hi|so|ok|yes|fyi|met(?: up)?(?: w/| with)?|saw|called|(?:spoke|talked|call|zoom|zoomed|chatted)(?: w/?| with| to)?|coffee w(?:/|ith)|lunch w(?:/|ith)|update)[,:]?\s+)?(?:(?:it'?s|this is|i'?m)\s+)?(?:dr\.?\s+)?"
    r"([a-z][a-z'’-]+(?: [a-z]\.?)? (?:(?:de|la|van|von|del) )?(?!(?:at|in|from|is|of|takes?|sees?|does|with|and|or|the|who|has|for|on|to|w)\b)[a-z][a-z'’-]+)\b"
)


class Named(NamedTuple):
    """A name where it stands, with the letters behind it; `score` is what speaks for it, `role` who it is.

    `credentials` are terms of the vocabulary; they end at `end`, the name at `name_end`.
    """

    name: str
    credentials: tuple[str, ...]
    start: int
    end: int
    name_end: int
    score: int
    role: str


_ELSEWHERE = re.compile(
    r"^[ \t]*(?:(?:more|similar|other|nearby|suggested|related|recommended) (?:\w+ ){0,2}(?:therapists?|providers?|profiles?|psychologists?|psychiatrists?|doctors?"
    r"|clinicians?|counselors?|results|listings)\b.*|(?:people|clients|visitors) (?:also|who) (?:viewed|liked|looked).*|you (?:may|might) also (?:like|be interested).*"
    r"|(?:therapists?|psychologists?|counselors?|providers?) in [A-Z].{0,40} (?:who|that|with|for|specializing)\b.*|nearby:.*|also (?:viewed|nearby|recommended).*|(?:therapists?|providers?|profiles?) (?:nearby|near you|you may like).*|sponsored(?: listings?| profiles?)?:?)[ \t]*$",
    re.I | re.M,
)


def without_suggestions(text: str) -> str:
    """The text of a directory's page without the other profiles that it proposes at the end."""
    match = next((one for one in _ELSEWHERE.finditer(text) if text[: one.start()].count("\n") >= 4), None)
    return text[: match.start()] if match else text


def cast(text: str, gazetteer: Cities, state: str | None = None) -> list[Named]:
    """Everybody named in the text, each at every place, in order."""
    addresses = fold(" ".join(match[0].split("@")[0] for match in EMAIL.finditer(text))).replace(" ", "")
    signed = [match.end() for match in _SIGN_OFF.finditer(text)]
    titles = {at for _, _, at in titles_in(text)}
    found: list[Named] = []
    for match in NAME.finditer(text):
        found.extend(_in_run(text, match, gazetteer, state, addresses, signed, titles))
    found.extend(_turned(text, gazetteer, state, found))
    if not found:
        found.extend(_lower_case(text, state))
    found.extend(_by_first_name(text, found, gazetteer))
    return sorted(found, key=lambda one: one.start)


def _in_run(
    text: str,
    match: re.Match[str],
    gazetteer: Cities,
    state: str | None,
    addresses: str,
    signed: Sequence[int],
    titles: set[int],
) -> list[Named]:
    """The people in one run of capitalised words: the best supported stretch of two to four of them, or none."""
    words = [(one[0], match.start() + one.start(), match.start() + one.end()) for one in re.finditer(r"\S+", match[0])]
    best: Named | None = None
    for first in range(len(words) - 1):
        for last in range(min(len(words), first + 5), first + 1, -1):
            one = _reading(text, words[first:last], words[last:], gazetteer, state, addresses, signed, titles)
            if one is not None and (best is None or one.score > best.score):
                best = one
    return [best] if best is not None and best.score >= (LEAST if best.role == DESCRIBED else 3) else []


def _reading(
    text: str,
    words: Sequence[tuple[str, int, int]],
    behind: Sequence[tuple[str, int, int]],
    gazetteer: Cities,
    state: str | None,
    addresses: str,
    signed: Sequence[int],
    titles: set[int],
) -> Named | None:
    start, name_end = words[0][1], words[-1][2]
    owned = re.search(r"(?:['’]s|['’])$", words[-1][0])
    if owned is not None:
        # "Dr. Samuel Roe's office" is about him.
        words = [*words[:-1], (words[-1][0][: owned.start()], words[-1][1], name_end - len(owned[0]))]
        name_end = words[-1][2]
    doctor = words[0][0].rstrip(".") in ("Dr", "DR", "Prof")
    bare = [word for word, *_ in words[doctor:]]
    name = tidy_name(" ".join(word for word, *_ in words))
    if name is None or len(bare) < 2 or bare[0][0].islower():
        return None
    if _only_letters(bare[-1]) and not all(word.isupper() for word in bare):
        return None  # "Jo Lund MS": what no vocabulary holds is no name either.
    if re.search(r"\b(?:in|near|around|outside)\s+$", text[max(0, start - 10) : start]) and list(
        gazetteer.cities(" ".join(bare))  # type: ignore[call-overload]
    ):
        return None  # "in Ann Arbor"
    inside = bool(behind) and behind[0][1] - name_end <= 2
    credentials, end = letters_from(text, behind[0][1] if inside else name_end, state, inside)
    if not credentials:
        end = name_end
    if inside and not credentials and not is_no_name(behind[0][0]) and not _only_letters(behind[0][0]):
        # A stretch that stops within the run has left a word of the name out.
        return None
    score = _of_itself(bare, gazetteer, text, name_end) + (6 if credentials else 0) + (3 if doctor else 0)
    if score < 0:
        return None
    role, around = _around(text, start, name_end, end, signed, titles)
    last = fold(bare[-1]).replace(" ", "")
    if len(last) > 2 and last in addresses:
        around += 4
    return Named(name, credentials, start, end, name_end, score + around, role)


def _only_letters(word: str) -> bool:
    """Whether a word is letters as they stand behind a name ("RD", "MS"), and no "III"."""
    return len(word) > 1 and word.isalpha() and word.isupper() and set(word) - set("IV") != set()


def _of_itself(words: Sequence[str], gazetteer: Cities, text: str, end: int) -> int:
    """What the words themselves say: a given name, a city, a term, a practice."""
    phrase = " ".join(words)
    given = fold(words[0]) in given_names() and not is_no_name(words[0])
    score = 4 if given else 1
    if (
        not given
        and len(words) > 2
        and (words[0].endswith("ing") or (words[1][0].isupper() and fold(words[1]) in given_names()))
    ):
        score -= 4  # "Seconding Priya Roe", "Lovely Jane Roe"
    if looks_like_practice(phrase):
        return -9
    if not given and list(gazetteer.cities(phrase)):  # type: ignore[call-overload]
        return -9
    if re.match(r",?\s*(?:" + "|".join(STATES) + r")\b(?!\s*-)", text[end : end + 6]) and list(
        gazetteer.cities(phrase)
    ):  # type: ignore[call-overload]
        return -9
    for mention in find_mentions(phrase, None):
        if (
            mention.start == 0
            and mention.end == len(phrase)
            and mention.kinds() & {"need", "approach", "insurer", "population"}
        ):
            return -9  # "Emotionally Focused" on a line of its own
        spoken = fold(phrase[mention.start : mention.end])
        kinds = {kind for kind, _ in mention.terms}
        strong = any(
            kind in ("need", "approach", "insurer", "population", "credential")
            and spoken not in weak_words().get(kind, frozenset())
            for kind in kinds
        )
        if strong and given and mention.start == 0 and mention.end == len(words[0]):
            score -= 2  # "Faith Roe", "Grace Roe"
        elif strong:
            score -= 3 if given and mention.start > 0 else 9
        elif kinds & {"language", "style"} and not given and mention.start == 0:
            score -= 2
    return score


_FAR_BEHIND = 400
"""Characters behind a name beyond which nothing is said of who it is."""


def _around(text: str, start: int, name_end: int, end: int, signed: Sequence[int], titles: set[int]) -> tuple[str, int]:
    """Who the person is by the words around the name, and what these words say for it."""
    line_start = text.rfind("\n", 0, start) + 1
    before = text[max(line_start, start - 60) : start]
    behind = text[end : end + _FAR_BEHIND]
    line = text[line_start : end + _FAR_BEHIND].split("\n", 1)[0]
    leads = leads_line(text, start)
    alone = leads and not line[end - line_start :].strip(" ,.|•·)✓✔☑★⭐:") if end >= line_start else False
    if leads and any(0 <= start - at <= 3 for at in signed):
        return SPEAKER, 4
    if re.search(r"[.!?)]\s*(?:-+|–|—|~)\s*$", before) and not line[end - line_start :].strip(" .!"):
        return SPEAKER, 4  # "Takes Aetna. -Jane Roe"
    behind_line = line[end - line_start :].strip(" .!,")
    if not behind_line and re.match(
        r"\W*(?:xo+|hugs|love|peace|cheers|best|warmly|thanks|thx)[\s,!.-]*$", before, re.I
    ):
        return SPEAKER, 4  # "xo Jane Roe"
    if alone and text[:line_start].strip() and not text[line_start + len(line) :].strip() and _OWN_WORDS.search(text):
        return SPEAKER, 4  # The last line is a name: who wrote the rest.
    rest = text[end:].strip(" .!,\n")
    if re.fullmatch(r"[A-Z, .-]{0,14}", rest) and _CLOSING.search(before):
        return SPEAKER, 4  # "Best, Dr. Jane Roe"
    if not rest and re.search(r"[.!?)](?<!Dr\.)\s+(?:D[Rr]\.?\s+)?$", before):
        return DESCRIBED, 2  # "… LPC, Tulsa. $130. Marcus Dell."
    if _GREETING.search(text[max(0, start - 24) : start]) and not _OWN_WORDS.search(before):
        return ADDRESSEE, 0
    if _WOULD.search(before):
        return ASIDE, 0
    acts = _VERB.match(behind)
    if (
        _BESIDE.search(before)
        and not _NAMED_TOO.search(before)
        and not (_RELATED.search(before) and end > name_end and acts)
    ):
        return ASIDE, 0
    if len(text[start:name_end].rstrip(".").split()[-1]) == 1 and end == name_end:
        return SPEAKER, 0
    if _POSTER.search(line[end - line_start :]):
        return SPEAKER, 1
    if leads and end == name_end and is_speaker(text[start:name_end], behind):
        return SPEAKER, 1
    score = 0
    if _INTRODUCED.search(before):
        score += 4
    if leads and _BEHIND_LINE.match(behind):
        score += 4 if not text[:line_start].strip() else 3
    elif not text[:start].strip(" \n\"'“*-"):
        score += 3
    if re.match(r"['’]s (?:office|assistant|practice|biller|voicemail)\b", text[name_end : name_end + 14]):
        score += 2
    if _IS_A.search(behind[:90]):
        score += 4
    if acts or (leads and re.match(r"\s+(?:in|at|from|near|w/|with)\s", behind)):
        score += 4
    if _PRONOUNS.match(text[name_end : name_end + 24]) or _PRONOUNS.match(behind):
        score += 4
    if alone and text[:line_start].endswith("\n\n") and text[:line_start].strip():
        score += 2  # A heading of its own.
    if alone and any(0 <= at - end <= 4 for at in titles):
        score += 4
    if re.match(r"\s*(?:,|\()", behind) and not leads:
        score += 1
    return DESCRIBED, score


def _turned(text: str, gazetteer: Cities, state: str | None, found: Sequence[Named]) -> list[Named]:
    """Lines that give the last name first ("Roe, Jane"): behind a label, or with a given name behind the comma."""
    turned = []
    for match in _TURNED.finditer(text):
        last, given = match[1], match[2]
        labelled = ":" in match[0]
        if letters_from(text, match.start(2), state, True)[0]:
            continue  # "Ada Birch, LMFT"
        lettered = bool(letters_from(text, match.end(), state)[0])
        known = lettered or fold(given.split()[0]) in given_names()
        if not labelled and not (known and given[0].isupper() and last[0].isupper()):
            continue
        if any(one.start < match.end() and match.start() < one.end for one in found) or is_no_name(last):
            continue
        name = tidy_name(f"{given} {last}")
        credentials, end = letters_from(text, match.end(), state)
        town = not labelled and not credentials and any(count > 1 for _, count in gazetteer.cities(last))  # type: ignore[attr-defined]
        if name is None or town:
            continue
        turned.append(
            Named(name, credentials, match.start(1), end if credentials else match.end(), match.end(), 9, DESCRIBED)
        )
    return turned


_FIRST_ALONE = re.compile(
    r"^[ \t]*(?:[-*•·][ \t]+|\d{1,2}[.)][ \t]+)?(?P<name>[A-Za-z][a-zà-ÿ'’]{1,14})(?=[ \t]*\((?!she|he|they|me\b)|[ \t]+[-–—][ \t]|[ \t]+(?:at|in|takes|sees|does|is|treats|works|has|from)[ \t]|[ \t]+\(?\d{3}[-. )])",
    re.M,
)
"""A first name at the head of a line, with what tells of somebody right behind it."""


def _by_first_name(text: str, found: Sequence[Named], gazetteer: Cities) -> list[Named]:
    """Lines that give no more than a first name ("Dee (play therapist)"): the only one, or one of a list of people."""
    first = text.find(text.strip()[:1])
    named = []
    listed = len(_FIRST_ALONE.findall(text)) == len([line for line in text.split("\n") if line.strip()])
    for match in _FIRST_ALONE.finditer(text):
        if found and not any(leads_line(text, one.start) for one in found):
            continue
        if not found and ((match.start() > first and not listed) or _OWN_WORDS.search(text)):
            continue
        name = match["name"]
        known = fold(name) in given_names() and not is_no_name(name)
        place = state_code(name) is not None or any(count > 1 for _, count in gazetteer.cities(name))  # type: ignore[attr-defined]
        if not known or place or any(word.startswith(fold(name)) for one in found for word in fold(one.name).split()):
            continue
        named.append(
            Named(name.capitalize(), (), match.start("name"), match.end("name"), match.end("name"), 9, DESCRIBED)
        )
    return named


def is_speaker(name: str, behind: str) -> bool:
    """Whether "Kim T.: …" only says who is speaking, and not whom the words are about."""
    if not behind.lstrip(" ").startswith(":"):
        return False
    said = behind.lstrip(" :").split("\n")[0]
    if _OWN_WORDS.search(said):
        return False
    return bool(re.search(r"\s[A-Z]\.?$", name.strip()) or re.search(r"\?|\bI\b|\b(?:he|she|they)\b", said))


def _lower_case(text: str, state: str | None) -> list[Named]:
    """A name typed in small letters at the very beginning: a known given name, or letters behind it."""
    match = _LOWER.match(text)
    if match is None:
        return []
    words = match[1].split()
    raised = text[: match.end(1)] + text[match.end(1) : match.end(1) + 30].upper()
    credentials, end = letters_from(raised, match.end(1), state)
    known = fold(words[0]) in given_names() and not find_mentions(match[1], None) and not is_no_name(words[-1])
    if not credentials and not known:
        return []
    name = " ".join(word.capitalize() if len(word) > 2 else word for word in words)
    name = re.sub(r"(?<=['’-])[a-z]", lambda letter: letter[0].upper(), name)
    return [Named(name, credentials, match.start(1), end if credentials else match.end(1), match.end(1), 8, DESCRIBED)]


def described(found: Sequence[Named], text: str) -> list[Named]:
    """Those whom the text is about, one entry each, in order of their first mention that counts.

    Whoever is introduced, leads a line or acts comes first; a speaker only where nobody else is described, or
    speaks of themselves with letters behind the name. Nobody: an empty list.
    """
    people = _distinct([one for one in found if one.role == DESCRIBED])
    # "Dr." before a name says as much as letters behind it.
    titled = {one.name for one in people if re.match(r"(?:Dr|DR)\b", text[one.start :])}
    strong = [
        one for one in people if one.credentials or one.score >= LEAST + (0 if leads_line(text, one.start) else 2)
    ]
    strong = [one for one in strong if not _only_reports(one, strong, text)]
    if strong:
        lettered = [
            one for one in strong if one.credentials or one.name in titled or _IS_A.search(text[one.end : one.end + 90])
        ]
        return [one for one in strong if one in lettered or not lettered or one.score >= LEAST + 3]
    speakers = _distinct([one for one in found if one.role == SPEAKER])
    if people and not (speakers and _OWN_WORDS.search(text)):
        return [max(people, key=lambda one: one.score)]
    if speakers and (_OWN_WORDS.search(text) or speakers[0].credentials):
        return speakers[-1:]
    return people[:1] or [one for one in speakers if one.score >= LEAST][-1:]


_REPORTS = re.compile(
    r"\s+(?:also |really |just |always |has |had )*(?:(?:says|said|thinks|believes|swears|mentioned|reports|told (?:me|us)|tells (?:me|us))\s+(?:that )?(?:she|he|they)\b"
    r"|(?:recommend(?:s|ed)|loves?|likes|adores|raves? about|vouch(?:es|ed) for|swears by|speaks highly of|refers? to|suggested|knows)\s+(?:her|him|them)\b)",
)
_REPORTS_ON = re.compile(
    r"\s+(?:also |really |just |always |has |had )*(?:says|said|thinks|believes|swears|recommend(?:s|ed)|loves?|likes|adores|raves? about|vouch(?:es|ed) for"
    r"|speaks highly of|suggested|told (?:me|us)(?: about)?|mentioned)\s+(?:that\s+)?(?:Dr\.?\s+)?"
)
"""The word of one person about another: who says it is not who is described."""


def _only_reports(one: Named, people: Sequence[Named], text: str) -> bool:
    """Whether somebody without letters is named only as who speaks of another of the text, on the other's line."""
    if one.credentials:
        return False
    if any(_REPORTS_ON.fullmatch(text, one.end, other.start) for other in people if 0 < other.start - one.end < 40):
        return True
    if not _REPORTS.match(text[one.end : one.end + 80]):
        return False
    return any(
        other.credentials and "\n" not in text[other.end : one.start] for other in people if other.start < one.start
    )


def leads_line(text: str, start: int) -> bool:
    """Whether nothing but a bullet or a number stands before the name on its line."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(' -*•·|>"“(0123456789.)✓✔☑★⭐')


def signed_from(text: str, one: Named) -> int | None:
    """Where the closing words of a letter begin under which this name stands; None where it signs nothing."""
    if one.role != SPEAKER:
        return None
    return next((match.start() for match in _SIGN_OFF.finditer(text) if 0 <= one.start - match.end() <= 3), None)


def _distinct(found: Sequence[Named]) -> list[Named]:
    """One entry a person, the best supported of those with letters, where it stands first."""
    kept: dict[str, Named] = {}
    for one in found:
        words = fold(one.name).split()
        mark = f"{words[0]} {words[-1]}"
        had = kept.get(mark)
        if had is None:
            kept[mark] = one
        elif one.credentials and not had.credentials:
            kept[mark] = one._replace(score=max(had.score, one.score))
        else:
            kept[mark] = had._replace(score=max(had.score, one.score))
    return sorted(kept.values(), key=lambda one: one.start)
