"""What speaks for it that a name in a text is somebody's, and who that is: the rows of `people.json`, weighed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.capture.naming import given_names, is_no_name, titles_in
from refer_cli.capture.offices import Cities
from refer_cli.capture.shapes import EMAIL, STREET
from refer_cli.capture.triggers import Trigger
from refer_cli.capture.vocabulary_index import find_mentions, weak_words
from refer_cli.folding import fold
from refer_cli.places.states import STATES
from refer_cli.vocabulary.normaliser import vocabulary

_MARK, _LETTERED = "\x01", "\x03"
"""Stand for the name in what is looked at, and for the letters behind it; no text that came in holds them."""
_NEAR = 60
_FAR = 400
"""Characters before and behind a name; beyond them nothing is said of who it is."""
_NEVER = re.compile(r"(?!)")
_LISTED = re.compile(
    r"^[ \t]*(?:[-*•·]|\d{1,2}[.)])?[ \t]*(?P<name>[A-Z][a-zà-ÿ'’]+)[ \t]+[A-Z][\w'’-]+"
    r"(?=[ \t]*[,(:|•·–—-]|[ \t]+\(?\d{3}[-. )]|[ \t]+[A-Z]{3})",
    re.M,
)
"""A line that begins with two words with a capital, as the lines of a list of people do."""
_INITIAL = re.compile(r"\s[A-Z]\.?$")
_ASKS = re.compile(r"\?|\bI\b|\b(?:he|she|they)\b")
_STATE_BEHIND = re.compile(r",?\s*(?:" + "|".join(STATES) + r")\b(?!\s*-)")

DESCRIBED, SPEAKER, ADDRESSEE, ASIDE = "described", "speaker", "addressee", "aside"
_OWN_TERMS = frozenset({"need", "approach", "insurer", "population"})


class Evidence(NamedTuple):
    """One kind of evidence: what it weighs and why, and how it is seen.

    `look` says where its `rows` are searched, each in place of `{}` in `frame`; `check` names a function instead. Who
    has `part` plays it, whatever else is said; `unless` names what takes the evidence away.
    """

    name: str
    weight: int = 0
    why: str = ""
    part: str = ""
    look: str = ""
    frame: str = "{}"
    check: str = ""
    unless: tuple[str, ...] = ()
    rows: tuple[Trigger, ...] = ()

    def pattern(self, lowered: str) -> re.Pattern[str]:
        """Those of its words as one pattern whose letters stand in a text (in small letters)."""
        return _compiled(self.frame, tuple(row.words for row in self.rows if row.may_stand_in(lowered)))


class Table(NamedTuple):
    """The evidence that a name bears itself, that the words around it give, what excepts from it, other spellings."""

    itself: tuple[Evidence, ...]
    around: tuple[Evidence, ...]
    exceptions: tuple[Evidence, ...]
    spellings: tuple[Evidence, ...]

    def named(self, name: str) -> Evidence:
        """One of them by its name; one without rows speaks for nothing."""
        return next((kind for kinds in self for kind in kinds if kind.name == name), Evidence(name))


@cache
def table() -> Table:
    """The evidence of `people.json`."""
    data = json.loads((Path(__file__).parent / "people.json").read_text(encoding="utf-8"))
    return Table(*(tuple(_read(kind) for kind in data[part]) for part in Table._fields))


def _read(kind: dict[str, Any]) -> Evidence:
    rows = tuple(Trigger(*row) for row in kind["rows"])
    return Evidence(**{**kind, "rows": rows, "unless": tuple(kind.get("unless", ()))})


@lru_cache(maxsize=1024)
def _compiled(frame: str, words: Sequence[str]) -> re.Pattern[str]:
    if not words:
        return _NEVER
    return re.compile(
        frame.replace("<name>", f"{_MARK}{_LETTERED}?")
        .replace("<lettered>", _MARK + _LETTERED)
        .replace("{}", f"(?:{'|'.join(words)})"),
        re.M,
    )


class Sighting(NamedTuple):
    """A stretch of text that may be a name: its words (without "Dr."), the letters behind it, and where it stands."""

    words: tuple[str, ...]
    doctor: bool
    credentials: tuple[str, ...]
    start: int
    name_end: int
    end: int


class Scene:
    """A text with what of it is the same for every name: addresses, signatures, titles, and words of one's own."""

    def __init__(self, text: str, gazetteer: Cities, state: str | None = None) -> None:
        self.text, self.gazetteer, self.state = text, gazetteer, state
        self.lowered = text.replace("’", "'").lower()
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._cities: dict[str, bool] = {}
        addresses = " ".join(match[0].split("@")[0] for match in EMAIL.finditer(text))
        self.addresses = fold(addresses).replace(" ", "")
        self.signatures = tuple(match.span() for match in self._pattern("under closing words").finditer(text))
        self.streets = tuple(match.span() for match in STREET.finditer(text))
        self.titles = {at for _, _, at in titles_in(text)}
        self.own_words = self.own_words_in(text)
        self.listed = frozenset(match.start("name") for match in _LISTED.finditer(text) if _is_given(match["name"]))

    def own_words_in(self, text: str) -> bool:
        """Whether somebody speaks of themself ("I take", "my practice")."""
        return self._pattern("words of one's own").search(text) is not None

    def is_city(self, name: str) -> bool:
        """Whether a city has this name."""
        if name not in self._cities:
            self._cities[name] = bool(self.gazetteer.cities(name))
        return self._cities[name]

    def weigh(self, sighting: Sighting) -> tuple[str, int, tuple[str, ...]] | None:
        """Which part somebody plays, what speaks for the name, and the evidence by its names; None: it is no name."""
        held = [kind for kind in table().itself if kind.rows and _CHECKS[kind.check](self, sighting)]
        if sum(kind.weight for kind in held) < 0:
            return None
        part = ""
        for kind in table().around:
            if self._holds(kind, sighting):
                held.append(kind)
                part = kind.part
                if part:
                    break
        return part or DESCRIBED, sum(kind.weight for kind in held), tuple(kind.name for kind in held)

    def says(self, name: str, sighting: Sighting, until: int = 0) -> bool:
        """Whether one kind of evidence holds; `until` is where the next name begins."""
        return self._holds(table().named(name), sighting, until)

    def _pattern(self, name: str) -> re.Pattern[str]:
        return self._pattern_of(table().named(name))

    def _pattern_of(self, kind: Evidence) -> re.Pattern[str]:
        if kind.name not in self._patterns:
            self._patterns[kind.name] = kind.pattern(self.lowered)
        return self._patterns[kind.name]

    def _holds(self, kind: Evidence, sighting: Sighting, until: int = 0) -> bool:
        if kind.check:
            return bool(kind.rows) and _CHECKS[kind.check](self, sighting)
        if not self._pattern_of(kind).search(self._looked_at(kind.look, sighting, until)):
            return False
        return not any(self._holds(table().named(name), sighting) for name in kind.unless)

    def _looked_at(self, look: str, sighting: Sighting, until: int) -> str:
        text, (start, name_end, end) = self.text, sighting[3:]
        line = text.rfind("\n", 0, start) + 1
        mark = _MARK + _LETTERED * bool(sighting.credentials)
        match look:
            case "before":
                return text[max(line, start - _NEAR) : start] + _MARK
            case "line before":
                return text[max(line, start - _NEAR) : start]
            case "behind name":
                return _MARK + text[name_end : name_end + _FAR]
            case "between":
                return text[name_end:until]
            case "around":
                cut = max(0, start - _FAR)
                behind = text[end : end + _FAR]
                more = "\x02" if end + _FAR < len(text) else ""
                return ("\x02" if cut else "") + text[cut:start] + mark + behind + more
        return mark + text[end : end + _FAR]


def leads_line(text: str, start: int) -> bool:
    """Whether nothing but a bullet or a number stands before the name on its line."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(' -*•·|>"“(0123456789.)✓✔☑★⭐')


def is_speaker(name: str, behind: str) -> bool:
    """Whether "Kim T.: …" only says who is speaking, and not whom the words are about."""
    told = behind.lstrip(" ")
    if not told.startswith(":"):
        return False
    told = told.lstrip(" :").split("\n")[0]
    if table().named("words of one's own").pattern(told.lower()).search(told):
        return False
    return bool(_INITIAL.search(name.strip()) or _ASKS.search(told))


def _is_given(word: str) -> bool:
    return fold(word) in given_names() and not is_no_name(word)


def _phrase(sighting: Sighting) -> str:
    return " ".join(sighting.words)


def _is_term(_: Scene, sighting: Sighting) -> bool:
    """Whether a term of the field that is no everyday word stands in it, or it is one; a given name may be a term."""
    phrase, first = _phrase(sighting), len(sighting.words[0])
    for mention in find_mentions(phrase, None):
        spelled = fold(phrase[mention.start : mention.end])
        kinds = mention.kinds() & {*_OWN_TERMS, "credential"}
        whole = (mention.start, mention.end) == (0, len(phrase)) and bool(kinds & _OWN_TERMS)
        strong = any(spelled not in weak_words().get(kind, frozenset()) for kind in kinds)
        if whole or (strong and not (_is_given(sighting.words[0]) and (mention.start or mention.end == first))):
            return True
    return False


def _in_addresses(scene: Scene, sighting: Sighting) -> bool:
    last = fold(sighting.words[-1]).replace(" ", "")
    return len(last) > 2 and last in scene.addresses


def _city_and_state(scene: Scene, sighting: Sighting) -> bool:
    end = sighting.name_end
    return _STATE_BEHIND.match(scene.text[end : end + 6]) is not None and scene.is_city(_phrase(sighting))


def _alone(scene: Scene, sighting: Sighting) -> bool:
    line = scene.text[sighting.end : sighting.end + _FAR].split("\n", 1)[0]
    return leads_line(scene.text, sighting.start) and not line.strip(" ,.|•·)✓✔☑★⭐:")


def _last_line(scene: Scene, sighting: Sighting) -> bool:
    """The last line is a name: who wrote the rest."""
    line_start = scene.text.rfind("\n", 0, sighting.start) + 1
    rest = scene.text[sighting.end :].partition("\n")[2]
    above = scene.text[:line_start].strip()
    return scene.own_words and bool(above) and not rest.strip() and _alone(scene, sighting)


def _signed(scene: Scene, sighting: Sighting) -> bool:
    return leads_line(scene.text, sighting.start) and any(0 <= sighting.start - end <= 3 for _, end in scene.signatures)


def _speaking(scene: Scene, sighting: Sighting) -> bool:
    bare = not sighting.credentials and leads_line(scene.text, sighting.start)
    behind = scene.text[sighting.end : sighting.end + _FAR]
    return bare and is_speaker(scene.text[sighting.start : sighting.name_end], behind)


def _initial(_: Scene, sighting: Sighting) -> bool:
    return not sighting.credentials and len(sighting.words[-1].rstrip(".")) == 1


def _titled(scene: Scene, sighting: Sighting) -> bool:
    return _alone(scene, sighting) and any(0 <= at - sighting.end <= 4 for at in scene.titles)


def _listed(scene: Scene, sighting: Sighting) -> bool:
    return len(scene.listed) > 1 and any(abs(at - sighting.start) <= 4 for at in scene.listed)


_CHECKS: dict[str, Callable[[Scene, Sighting], bool]] = {
    "given name": lambda _, sighting: _is_given(sighting.words[0]),
    "letters": lambda _, sighting: bool(sighting.credentials),
    "doctor": lambda _, sighting: sighting.doctor,
    "addressed": _in_addresses,
    "street": lambda scene, sighting: any(at < sighting.end and sighting.start < end for at, end in scene.streets),
    "city behind": lambda scene, sighting: city_behind(sighting.words, scene.gazetteer) is not None,
    "city": lambda scene, sighting: not _is_given(sighting.words[0]) and scene.is_city(_phrase(sighting)),
    "city and state": _city_and_state,
    "term": _is_term,
    "signed": _signed,
    "last line": _last_line,
    "initial": _initial,
    "speaking": _speaking,
    "titled": _titled,
    "listed": _listed,
}

_MOST_WORDS = 5
_SIGN = re.compile(r"[,;:@\n$|(/+&!?=%*]|\d|(?:^|\s)[-–—]+(?:\s|$)|[–—]")
_PARTICLES = frozenset(
    ["de", "la", "del", "van", "von", "der", "den", "da", "di", "dos", "el", "al", "bin", "le", "y", "ter", "ten", "st"]
)


def is_bare_name(typed: str, gazetteer: Cities | None) -> bool:
    """Whether `typed` is a personal name alone ("Ada Birch", "Mary Ann O'Neil"), without letters, city or a word more.

    With no `gazetteer` the facts stand in options: a city behind the name is not looked for, and "the Third" and "of
    Ashby" may belong to it.
    """
    words = typed.split()
    if not words or len(words) > _MOST_WORDS or _SIGN.search(typed):
        return False
    particles = _PARTICLES if gazetteer is not None else _PARTICLES | {"the", "of"}
    bare = [word for word in words if word not in particles]
    small = [word for word in bare if word[:1].islower()]
    if small and (len(small) < len(bare) or any(is_no_name(word, "small") for word in bare)):
        return False
    if any(_is_credential(word) for word in words[1:]) or (len(words) > 2 and words[-1] in STATES):
        return False
    for mention in find_mentions(typed, None):
        spelled = fold(typed[mention.start : mention.end])
        given = mention.start == 0 and spelled in given_names()
        if not given and any(spelled not in weak_words().get(kind, ()) for kind in _OWN_TERMS & mention.kinds()):
            return False
    return gazetteer is None or _city_behind(words, gazetteer) is None


def _is_credential(word: str) -> bool:
    """Whether a word is a credential as it is written, or typed in small letters ("lpc")."""
    plain = word.replace(".", "")
    if plain.islower():
        return len(plain) > 2 and vocabulary("credential").find(plain.upper()) is not None
    return sum(sign.isupper() for sign in plain) > 1 and vocabulary("credential").find(word) is not None


_LARGE = 5
"""ZIPs; half the words of a text are the name of a hamlet somewhere."""


def _city_behind(words: Sequence[str], gazetteer: Cities, least: int = 1) -> int | None:
    """How many words come before a city behind a first and a last name ("Kim Vo Tigard"); "Mary Ann Jackson" is a name.

    `least` is the number of ZIPs that the city has at the least.
    """
    for first in range(2, len(words)):
        count = max((zips for _, zips in gazetteer.cities(" ".join(words[first:]))), default=0)
        if count >= least and fold(words[first - 1]) not in given_names():
            return first
    return None


def city_behind(words: Sequence[str], gazetteer: Cities) -> int | None:
    """How many of the words of a run are the name before a large city ("Lea Mop Denver"); None where none ends it."""
    return _city_behind(words, gazetteer, _LARGE)
