"""What was not understood, for the person to look at: every word that is in no fact, in the stretch where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from refer_cli.capture.assertions import Reader
from refer_cli.capture.entries import SEPARATOR, without_filler
from refer_cli.capture.found import Fact
from refer_cli.capture.triggers import heading
from refer_cli.capture.vocabulary_index import FIELD, Mention
from refer_cli.folding import fold

_TOKEN = re.compile(r"\$?[^\W_]+(?:[.'’,-](?=[^\W_])[^\W_]+)*|&")
_EDGE = re.compile(
    r"(?m:^[ \t]*\d{1,2}[.)](?=\s))|[;!?\n|•·()\[\]:\x00]|,(?!\d{3}\b)|\.(?=\s|$)|\s[-–—/]+\s|—|\.\.\.|…"
)
_NEUTRAL = frozenset(
    """a an the and or & of in on at to for with from by as is are am was were be been it its this that these those there here she
    he they them her him his hers their i i'm i've me my we our us you your who which will would can could so also very really just
    too do does did has have had s t both all any some w dr mr mrs ms mx prof ok okay if then than but not no yes name
    hi hello hey dear thanks thx thank best warmly regards cheers plus though although unfortunately sadly anyway still now currently""".split()  # noqa: SIM905
)
"""Words that say nothing by themselves."""
_LABELS = frozenset(
    ["phone", "ph", "tel", "telephone", "cell", "mobile", "email", "e-mail", "mail", "web", "website", "call", "text", "office",
     "address", "located", "pronouns", "npi", "offices", "therapist", "indiv", "at"]
)  # fmt: skip
"""What names the word beside it."""
_JOINS = frozenset(["and", "or", "&", "but", "also"])
_TOPIC = re.compile(
    r"(?:accept\w*|tak\w+|clients?|patients?|referrals?|people|full|until|till?|thru|through|open(?:ings?)?|avail\w+|room|spaces?"
    r"|spots?|slots?|places?|wait\w*|lists?|w/?l|clos\w+|book\w*|capacity|caseload|practice|leave|sabbatical|weeks?|wks?|months?|mos?"
    r"|years?|yrs?|days?|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|spring|summer|fall"
    r"|winter|currently|now|again|start\w*|begin\w*|next|last|early|mid|late|one|two|three|four|five|six|few|couple|several|none|only"
    r"|right|welcome|immediate|limited|reduced|low\w*|fees?|slid\w+|scale|keep\w*|new|back|rates?|charg\w+|sessions?|hours?|hr|per"
    r"|down|floor|minimum|self|private|pay|cash|individual|standard|regular|min(?:ute)?s?|up|tele\w*|virtual\w*|video|online|office"
    r"|in-person|person|zoom|hybrid|remote\w*|secure|via|insurances?|panel\w*|plans?|network|out|credentialed|carriers?|licen[sc]\w*"
    r"|met|work(?:ed|s|ing)?|together|introduced|intro|coffee|lunch|tea|dinner|breakfast|drinks|spoke|talked|saw|called|emailed"
    r"|colleague|january|good|great|nice|lovely|meet(?:ing)?|first|contact|touch|bono|pro|ages?|aged|certified|trained"
    r"|sees?|treats?|offers?|uses?|speaks?|mon\w*|tues?\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|board|pending|appl(?:y|ied|ying)|process|maybe|not|no|yes)"
)
"""Words of the rules that read openings, fees, reach, panels and how somebody is known: in the words of such a fact they are read."""
_NOT_EXACT = frozenset(
    [
        "accepting", "sliding_slots", "fee", "fee_floor", "pro_bono", "telehealth", "in_person", "panels", "license_states",
        "how_known", "first_met", "last_contact", "introduced_by",
    ]
)  # fmt: skip
"""Fields whose facts quote more than they say."""
_OF_KNOWING = frozenset(["how_known", "first_met", "last_contact", "introduced_by"])
_CLAUSE_WIDE = frozenset(["accepting", "sliding_slots", "license_states", "telehealth", "in_person"])
"""Fields that a whole clause speaks of, further than its fact quotes it."""
_QUOTED_FROM_CUE = frozenset(["specialties", "approaches", "languages", "styles", "identities"])
"""Lists whose facts quote from a cue on, over other entries, where no word of the vocabulary was found."""
_ANY_NUMBER = frozenset(["accepting", "sliding_slots"])
_SESSION_MINUTES = frozenset(["45", "50", "53", "55", "60"])
_OF_PHRASE = {
    "telehealth": ("telehealth", "in_person"),
    "in_person": ("in_person", "telehealth"),
    "hybrid": ("telehealth",),
    "pro_bono": ("pro_bono",),
    "sliding": ("fee_floor", "sliding_slots"),
    "any_insurance": ("panels",),
    "authority": ("authorities",),
    "access": ("accessibility",),
    "state": ("license_states", "state"),
}
_CUES = ("unsure", "denies", "denied behind", "full", "denies nothing")
_LONGEST_CUE = 40
"""Characters: a longer one reaches over words that it does not name."""
_OF_THE_RULE, _IN_A_FACT = 1, 2
"""How far a sign of the text is read: a word by which a rule goes, and one that stands in a fact."""
READ, NEUTRAL, OPEN = "read", "neutral", "open"


class _Word(NamedTuple):
    start: int
    end: int
    state: str


def left_over(
    text: str, reader: Reader, facts: Sequence[Fact], name: str | None, read: Iterable[tuple[int, int]] = ()
) -> list[str]:
    """Each stretch of `text` that holds a word of no fact, so far as it goes; a whole entry where none of it was read.

    `read` are stretches that are in a fact, whatever its words are.
    """
    covered = bytearray(len(text))
    for start, end in read:
        _raise(covered, start, end, _IN_A_FACT)
    _cover_mentions(covered, reader, facts)
    _cover_words(covered, text, reader, facts)
    _cover_cues(covered, reader)
    own = set(fold(name or "").split())
    left: list[str] = []
    for start, end in _entries(text):
        words = [_Word(match.start(), match.end(), "") for match in _TOKEN.finditer(text, start, end)]
        if not words or heading(text[start:end].strip()) is not None:
            continue
        known = [max(covered[word.start : word.end]) for word in words]
        spoken = [fold(text[word.start : word.end]) or text[word.start : word.end] for word in words]
        some = _IN_A_FACT in known
        states = [
            _state(one, text[word.start : word.end], yes, some, own)
            for word, one, yes in zip(words, spoken, known, strict=True)
        ]
        if OPEN not in states:
            continue
        if READ not in states:
            left.append(_plain(text[start:end]))
        else:
            left.extend(_runs(text, [word._replace(state=state) for word, state in zip(words, states, strict=True)]))
    return [words for words in left if re.search(r"[^\W_]{2}|\d", words)]


def _state(spoken: str, written: str, known: int, some: bool, own: set[str]) -> str:
    """Whether a word is in a fact, says nothing, or is open. `some`: its entry holds a word that is in a fact."""
    if known:
        return READ if known == _IN_A_FACT else NEUTRAL
    if written.casefold() in _NEUTRAL or set(spoken.split()) <= own or (len(written) < 2 and not written.isdigit()):
        return NEUTRAL
    if some and written.casefold() in _LABELS:
        return NEUTRAL
    return NEUTRAL if some and not written[-1].isdigit() and not without_filler(written) else OPEN


def _entries(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between commas, brackets, full stops and the like."""
    begin = 0
    for match in _EDGE.finditer(text):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text)


def _runs(text: str, words: Sequence[_Word]) -> Iterator[str]:
    """The open words of an entry of which something was read, with what says nothing between them."""
    run: list[_Word] = []
    for word in (*words, None):
        if word is not None and word.state != READ:
            run.append(word)
            continue
        if any(one.state == OPEN for one in run):
            while text[run[0].start : run[0].end].casefold() in _JOINS:
                run = run[1:]
            while text[run[-1].start : run[-1].end].casefold() in _JOINS:
                run = run[:-1]
            yield _plain(text[run[0].start : run[-1].end])
        run = []


def _cover_mentions(covered: bytearray, reader: Reader, facts: Sequence[Fact]) -> None:
    """The words of the vocabularies of which a fact was made."""
    stated = {(fact.field, _bare(fact.value)) for fact in facts}
    fields = {fact.field for fact in facts}
    for inside in reader.inside:
        for mention in inside:
            if _made(mention, stated, fields):
                _raise(covered, mention.start, mention.end, _IN_A_FACT)


def _made(mention: Mention, stated: set[tuple[str, str]], fields: set[str]) -> bool:
    for kind, value in mention.terms:
        if kind in _OF_PHRASE:
            if kind in ("state", "authority", "access"):
                if any((field, value) in stated for field in _OF_PHRASE[kind]):
                    return True
            elif any(field in fields for field in _OF_PHRASE[kind]):
                return True
        elif (FIELD[kind], value) in stated:
            return True
    return False


def _bare(value: str) -> str:
    return re.sub(r" \([^()]*\)$", "", value)


def _cover_words(covered: bytearray, text: str, reader: Reader, facts: Sequence[Fact]) -> None:
    """The words that a fact was made from, where they stand; of those that quote more than they say, the words of the rule."""
    plain, places = _normalised(text)
    mentioned = {
        (FIELD[kind], value)
        for inside in reader.inside
        for mention in inside
        for kind, value in mention.terms
        if kind in FIELD
    }
    for fact in facts:
        words = fact.words.casefold()
        if not words:
            continue
        by_mention = (fact.field, _bare(fact.value)) in mentioned
        exact = not by_mention and (fact.field not in _NOT_EXACT or fact.value.casefold() == words)
        if exact and fact.field in _QUOTED_FROM_CUE and not words[-1].isdigit():
            words = SEPARATOR.split(words)[-1].strip() or words
        for start, end in _occurrences(plain, words) if words in plain else _around_the_name(plain, words, fact):
            first, last = places[start], places[end - 1] + 1
            if exact:
                _raise(covered, first, last, _IN_A_FACT)
                continue
            stop = _clause_end(reader, first, last) if fact.field in _CLAUSE_WIDE else last
            for match in _TOKEN.finditer(text, first, stop):
                level = _level(match[0].casefold(), fact, match.end() <= last)
                _raise(covered, match.start(), match.end(), level)


def _cover_cues(covered: bytearray, reader: Reader) -> None:
    """What says no, perhaps or full of words that are in a fact."""
    for part in reader.clauses:
        if not any(covered[part.start : part.end]):
            continue
        for name in _CUES:
            for match in reader.cue(name).finditer(reader.text, part.start, part.end):
                if len(match[0]) <= _LONGEST_CUE:
                    _raise(covered, match.start(), match.end(), _OF_THE_RULE)


def _raise(covered: bytearray, start: int, end: int, level: int) -> None:
    for place in range(start, end):
        covered[place] = max(covered[place], level)


def _level(said: str, fact: Fact, quoted: bool) -> int:
    """How much of a word near a fact is read: a number or a name of its value whole, a word of its topic by its rule."""
    number = said.strip("$").replace(",", "")
    if number[:1].isdigit():
        values = {part.lstrip("0") for part in re.split(r"\W+", fact.value)}
        whole, _, cents = number.partition(".")
        in_value = (
            said == fact.value
            or whole.lstrip("0") in values
            or (cents[:1] >= "5" and whole.isdigit() and str(int(whole) + 1) in values)
        )
        if in_value or (quoted and fact.field in _ANY_NUMBER):
            return _IN_A_FACT
        return _OF_THE_RULE if fact.field in ("fee", "fee_floor") and said in _SESSION_MINUTES else 0
    if fold(said) in fold(fact.value).split():
        return _IN_A_FACT
    return _OF_THE_RULE if _TOPIC.fullmatch(said) else 0


def _clause_end(reader: Reader, first: int, last: int) -> int:
    number = reader.clause_at(first)
    return max(last, reader.clauses[number].end) if number is not None else last


def _normalised(text: str) -> tuple[str, list[int]]:
    """The text in small letters with one space for white space, and for each sign where it stands."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace() or sign == "\x00":
            if signs and signs[-1] != " ":
                signs.append(" ")
                places.append(place)
            continue
        small = sign.casefold()
        signs.append(small if len(small) == 1 else sign)
        places.append(place)
    return "".join(signs), places


def _occurrences(plain: str, words: str) -> Iterator[tuple[int, int]]:
    at = plain.find(words)
    while at >= 0:
        end = at + len(words)
        if not (plain[at - 1 : at].isalnum() and words[0].isalnum()) and not (
            plain[end : end + 1].isalnum() and words[-1].isalnum()
        ):
            yield at, end
        at = plain.find(words, at + 1)


def _around_the_name(plain: str, words: str, fact: Fact) -> Iterator[tuple[int, int]]:
    """Where the words of how somebody is known stand around the name ("Met Jane Roe LCSW on 2026-03-01")."""
    first, _, rest = words.partition(" ")
    if fact.field not in _OF_KNOWING or not rest:
        return
    for start, end in _occurrences(plain, first):
        behind = plain.find(rest, end, end + 80)
        if behind >= 0:
            yield start, end
            yield behind, behind + len(rest)
            return


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split()).strip(" ,.;:-–—()|/")


def unassigned(text: str, taken: Sequence[str]) -> list[str]:
    """The words of a text that are in none of the stretches that were taken: of a signature, of somebody else's post."""
    held = " ".join(" ".join(taken).split())
    left: list[str] = []
    for sentence in re.split(r"\n|(?<=[.!?;])\s+|\|", text):
        pieces = [sentence] if " ".join(sentence.split()) in held else sentence.split(",")
        left.extend(
            words for piece in pieces
            if re.search(r"[^\W_]{2}", words := _plain(piece)) and words not in held
        )  # fmt: skip
    return left


def shortened(text: str) -> list[str]:
    """Words about nobody, a line each."""
    return [" ".join(line.split()) for line in text.split("\n") if re.search(r"[^\W_]", line)]
