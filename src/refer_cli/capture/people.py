"""Everybody whom a text names, who of them is described, and which of its words are about whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from refer_cli.capture.evidence import (
    ADDRESSEE,
    ASIDE,
    DESCRIBED,
    SPEAKER,
    Scene,
    Sighting,
    city_behind,
    leads_line,
    table,
)
from refer_cli.capture.naming import (
    NAME,
    NameWithLetters,
    given_names,
    is_no_name,
    letters_from,
    names_with_letters,
    tidy_name,
)
from refer_cli.capture.offices import Cities, Place
from refer_cli.capture.triggers import heading
from refer_cli.capture.vocabulary_index import find_mentions
from refer_cli.folding import fold
from refer_cli.places.states import state_code

LEAST = 4
"""What must speak for a name before anybody is stored under it: an introduction does, a given name alone does not."""
_LEAST_OF_OTHERS = 2
"""The same for whoever is only to be told apart from those described."""
_IN_A_SENTENCE = 2
"""So much more, where the name heads no line."""
_BESIDE_LETTERS = 3
"""So much more, where somebody else of the text has letters behind the name."""


class Named(NamedTuple):
    """A name where it stands, with the letters behind it; `score` is what speaks for it, `role` who it is.

    `credentials` are terms of the vocabulary; they end at `end`, the name at `name_end`. `evidence` are the names of
    what speaks for it.
    """

    name: str
    credentials: tuple[str, ...]
    start: int
    end: int
    name_end: int
    score: int
    role: str
    evidence: tuple[str, ...] = ()

    def moved(self, back: int) -> Named:
        """The same in a text that begins so many characters later."""
        return self._replace(start=self.start - back, end=self.end - back, name_end=self.name_end - back)

    def sighting(self) -> Sighting:
        """The stretch in which it was seen."""
        return Sighting(tuple(self.name.split()), False, self.credentials, self.start, self.name_end, self.end)


_PLURAL = r"(?:therapists?|providers?|profiles?|psychologists?|psychiatrists?|doctors?|clinicians?|counselors?)"
_ELSEWHERE = re.compile(
    rf"^[ \t]*(?:(?:more|similar|other|nearby|suggested|related|recommended) (?:\w+ ){{0,2}}"
    rf"(?:{_PLURAL}|results|listings)\b.*"
    r"|(?:people|clients|visitors) (?:also|who) (?:viewed|liked|looked).*"
    r"|you (?:may|might) also (?:like|be interested).*"
    rf"|{_PLURAL} in [A-Z].{{0,40}} (?:who|that|with|for|specializing)\b.*"
    rf"|nearby:.*|also (?:viewed|nearby|recommended).*|{_PLURAL} (?:nearby|near you|you may like).*"
    r"|sponsored(?: listings?| profiles?)?:?)[ \t]*$",
    re.I | re.M,
)
_HEAD_OF_A_PAGE = 4
"""Lines; a heading that is not below them is the page's own."""


def without_suggestions(text: str) -> str:
    """The text of a directory's page without the other profiles that it proposes at the end."""
    for match in _ELSEWHERE.finditer(text):
        if text[: match.start()].count("\n") >= _HEAD_OF_A_PAGE:
            return text[: match.start()]
    return text


def cast(text: str, gazetteer: Cities, state: str | None = None) -> list[Named]:
    """Everybody named in the text, each at every place, in order."""
    return sighted(Scene(text, gazetteer, state))


class _Nowhere:
    """No gazetteer at hand: no word is a city."""

    def cities(self, name: str) -> Sequence[tuple[Place, int]]:
        """None."""
        return ()


def lettered(text: str) -> list[NameWithLetters]:
    """Those named with letters who may be described or speak: nobody who is greeted, supervises or is married."""
    beside = {person.start for person in cast(text, _Nowhere()) if person.role in (ADDRESSEE, ASIDE)}
    return [person for person in names_with_letters(text) if person.start not in beside]


def sighted(scene: Scene) -> list[Named]:
    """Everybody named in the text of a scene, each at every place, in order."""
    text = scene.text
    named: list[Named] = []
    for match in islice(NAME.finditer(text), _MOST_RUNS):
        named.extend(_in_run(scene, match))
    named.extend(_turned(scene, named))
    named.extend(_by_first_name(scene, named))
    if not named:
        named = _lower_case(scene)
    return sorted(named, key=lambda person: person.start)


_MOST_RUNS = 600
"""Runs of words with a capital; a text with more of them is no text about colleagues."""
_Word = tuple[str, int, int]
_WORD = re.compile(r"\S+")
_OWNER = re.compile(r"['’]s?$")
_DOCTOR = frozenset({"Dr", "DR", "Prof"})
_IN_TOWN = re.compile(r"\b(?:in|near|around|outside)\s+$")


def _in_run(scene: Scene, run: re.Match[str]) -> list[Named]:
    """The people in one run of capitalised words: the best supported stretch of two to four of them, or none."""
    words = [(word[0], run.start() + word.start(), run.start() + word.end()) for word in _WORD.finditer(run[0])]
    best: Named | None = None
    for first in range(len(words) - 1):
        for last in range(min(len(words), first + 5), first + 1, -1):
            named = _reading(scene, words[first:last], words[last:])
            if named is not None and (best is None or named.score > best.score):
                best = named
    least = LEAST if best is not None and best.role == DESCRIBED else _LEAST_OF_OTHERS
    return [best] if best is not None and best.score >= least else []


def _reading(scene: Scene, words: Sequence[_Word], behind: Sequence[_Word]) -> Named | None:
    start, name_end = words[0][1], words[-1][2]
    owner = _OWNER.search(words[-1][0])
    if owner is not None:  # "Dr. Samuel Roe's office" is about him.
        name_end -= len(owner[0])
        words = [*words[:-1], (words[-1][0][: owner.start()], words[-1][1], name_end)]
    doctor = words[0][0].rstrip(".") in _DOCTOR
    bare = [word for word, *_ in words[doctor:]]
    name = tidy_name(" ".join(word for word, *_ in words), has_letters=True)
    if name is None or len(bare) < 2 or bare[0][0].islower():
        return None
    if _only_letters(bare[-1]) and not all(word.isupper() for word in bare):
        return None  # "Jo Lund MS": what no vocabulary holds is no name either.
    if _IN_TOWN.search(scene.text[max(0, start - 10) : start]) and scene.is_city(" ".join(bare)):
        return None  # "in Ann Arbor"
    inside = bool(behind) and behind[0][1] - name_end <= 2
    credentials, end = letters_from(scene.text, behind[0][1] if inside else name_end, scene.state, inside)
    left_out = inside and not credentials and not is_no_name(behind[0][0]) and not _only_letters(behind[0][0])
    if left_out and city_behind([*bare, *(word for word, *_ in behind)], scene.gazetteer) != len(bare):
        return None  # A stretch that stops within the run has left a word of the name out.
    if not credentials and tidy_name(name) is None:
        return None  # "Ray Sun" may be a day.
    sighting = Sighting(tuple(bare), doctor, credentials, start, name_end, end if credentials else name_end)
    weighed = scene.weigh(sighting)
    if weighed is None:
        return None
    role, score, evidence = weighed
    return Named(name, credentials, start, sighting.end, name_end, score, role, evidence)


def _only_letters(word: str) -> bool:
    """Whether a word is letters as they stand behind a name ("RD", "MS"), and no "III"."""
    return len(word) > 1 and word.isalpha() and word.isupper() and set(word) - set("IV") != set()


def _spelled(
    scene: Scene, way: str, name: str, spans: tuple[int, int], letters: tuple[tuple[str, ...], int]
) -> list[Named]:
    """Somebody whose name is written in one of the other ways of the table, at `spans`, with the letters behind."""
    (start, name_end), (credentials, end) = spans, letters
    kind = table().named(way)
    end = end if credentials else name_end
    if not kind.rows:
        return []
    return [Named(name, credentials, start, end, name_end, kind.weight, DESCRIBED, (way,))]


_TURNED = re.compile(
    r"^[ \t]*(?P<label>(?:name|therapist|clinician|provider|full name)[ \t]*:[ \t]*)?"
    r"(?P<last>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?),[ \t]*(?P<given>[^\W\d_][\w'’.-]+(?: [A-Z]\.?)?)"
    r"(?=[ \t]*(?:$|[,|(]))",
    re.M | re.I,
)


def _turned(scene: Scene, named: Sequence[Named]) -> list[Named]:
    """Lines that give the last name first ("Roe, Jane"): behind a label, or with a given name behind the comma."""
    turned: list[Named] = []
    for match in _TURNED.finditer(scene.text):
        last, given = match["last"], match["given"]
        if letters_from(scene.text, match.start("given"), scene.state, True)[0]:
            continue  # "Ada Birch, LMFT"
        credentials, end = letters_from(scene.text, match.end(), scene.state)
        known = (credentials or fold(given.split()[0]) in given_names()) and given[0].isupper() and last[0].isupper()
        if not match["label"] and (not known or (not credentials and _is_town(scene, last))):
            continue
        if any(person.start < match.end() and match.start() < person.end for person in named) or is_no_name(last):
            continue
        name = tidy_name(f"{given} {last}")
        if name is not None:
            spans = match.start("last"), match.end()
            turned.extend(_spelled(scene, "the last name first", name, spans, (credentials, end)))
    return turned


def _is_town(scene: Scene, name: str) -> bool:
    return any(count > 1 for _, count in scene.gazetteer.cities(name))


_FIRST_ALONE = re.compile(
    r"^[ \t]*(?:[-*•·][ \t]+|\d{1,2}[.)][ \t]+)?(?P<name>[A-Za-z][a-zà-ÿ'’]{1,14})"
    r"(?=[ \t]*\((?!she|he|they|me\b)|[ \t]+[-–—][ \t]|[ \t]+(?:at|in|takes|sees|does|is|treats|works|has|from)[ \t]"
    r"|[ \t]+\(?\d{3}[-. )])",
    re.M,
)
"""A first name at the head of a line, with what tells of somebody right behind it."""


def _by_first_name(scene: Scene, named: Sequence[Named]) -> list[Named]:
    """Lines that give no more than a first name ("Dee (play therapist)"): the only one, or one of a list of people."""
    text = scene.text
    lines = [match for match in _FIRST_ALONE.finditer(text) if _is_first_name(scene, match["name"])]
    if named and not any(leads_line(text, person.start) for person in named):
        return []
    if not named and scene.own_words:
        return []
    first = text.find(text.strip()[:1])
    all_lines = len(lines) == len([line for line in text.split("\n") if line.strip()])
    others = {word for person in named for word in fold(person.name).split()}
    alone: list[Named] = []
    for match in lines:
        if any(word.startswith(fold(match["name"])) for word in others):
            continue
        if named or all_lines or match.start() <= first:
            alone.extend(_spelled(scene, "a first name alone", match["name"].capitalize(), match.span("name"), ((), 0)))
    return alone


def _is_first_name(scene: Scene, name: str) -> bool:
    known = fold(name) in given_names() and not is_no_name(name)
    return known and state_code(name) is None and not _is_town(scene, name)


_LOWER = re.compile(
    r"^\W*(?:(?:hey|hi|so|ok|yes|fyi|met(?: up)?(?: w/| with)?|saw|called|update"
    r"|(?:spoke|talked|call|zoom|zoomed|chatted)(?: w/?| with| to)?|(?:coffee|lunch) w(?:/|ith))[,:]?\s+)?"
    r"(?:(?:it'?s|this is|i'?m)\s+)?(?:dr\.?\s+)?"
    r"(?P<name>[a-z][a-z'’-]+(?: [a-z]\.?)? (?:(?:de|la|van|von|del) )?"
    r"(?!(?:at|in|from|is|of|takes?|sees?|does|with|and|or|the|who|has|for|on|to|w)\b)[a-z][a-z'’-]+)\b"
)
_INNER = re.compile(r"(?<=['’-])[a-z]")


def _lower_case(scene: Scene) -> list[Named]:
    """A name typed in small letters at the very beginning: a known given name, or letters behind it."""
    text = scene.text
    match = _LOWER.match(text)
    if match is None:
        return []
    words, at = match["name"].split(), match.end("name")
    credentials, end = letters_from(text[:at] + text[at : at + 30].upper(), at, scene.state)
    known = fold(words[0]) in given_names() and not find_mentions(match["name"], None) and not is_no_name(words[-1])
    if not credentials and not known:
        return []
    name = " ".join(word.capitalize() if len(word) > 2 else word for word in words)
    name = _INNER.sub(lambda letter: letter[0].upper(), name)
    return _spelled(scene, "small letters", name, match.span("name"), (credentials, end))


def described(scene: Scene, named: Sequence[Named]) -> list[Named]:
    """Those whom the text is about, one entry each, in order of their first mention that counts.

    Whoever is introduced, leads a line or acts comes first; a speaker only where nobody else is described, or
    speaks of themselves with letters behind the name. Nobody: an empty list.
    """
    text = scene.text
    people = _distinct([person for person in named if person.role == DESCRIBED])
    strong = [
        person
        for person in people
        if person.credentials or person.score >= LEAST + (0 if leads_line(text, person.start) else _IN_A_SENTENCE)
    ]
    strong = [person for person in strong if not _only_reports(scene, person, strong)]
    lettered = [person for person in strong if person.credentials or _LIKE_LETTERS & set(person.evidence)]
    if strong:
        return [
            person for person in strong if person in lettered or not lettered or person.score >= LEAST + _BESIDE_LETTERS
        ]
    speakers = _distinct([person for person in named if person.role == SPEAKER])
    if people and not (speakers and scene.own_words):
        return [max(people, key=lambda person: person.score)]
    if speakers and (scene.own_words or speakers[0].credentials):
        return speakers[-1:]
    return people[:1] or [person for person in speakers if person.score >= LEAST][-1:]


_LIKE_LETTERS = {"Dr. before it", "what they are, in the next sentence", "in a list of people"}
"""Evidence that says as much as letters behind a name."""


def _the_first(text: str, gazetteer: Cities) -> Named | None:
    scene = Scene(text, gazetteer)
    return next(iter(described(scene, sighted(scene))), None)


def _only_reports(scene: Scene, person: Named, people: Sequence[Named]) -> bool:
    """Whether somebody without letters is named only as who speaks of another of the text, on the other's line."""
    if person.credentials:
        return False
    sighting = person.sighting()
    near = [other for other in people if 0 < other.start - person.end < 40]
    if any(scene.says("reports on", sighting, other.start) for other in near):
        return True
    told_before = any(
        other.credentials and "\n" not in scene.text[other.end : person.start]
        for other in people
        if other.start < person.start
    )
    return told_before and scene.says("reports", sighting)


def _signature_of(scene: Scene, person: Named) -> int | None:
    """Where the closing words of a letter begin under which this name stands; None where it signs nothing."""
    if person.role != SPEAKER:
        return None
    return next((start for start, end in scene.signatures if 0 <= person.start - end <= 3), None)


def _distinct(named: Sequence[Named]) -> list[Named]:
    """One entry a person, the best supported of those with letters, where it stands first."""
    kept: dict[str, Named] = {}
    for person in named:
        words = fold(person.name).split()
        mark = f"{words[0]} {words[-1]}"
        had = kept.get(mark, person)
        better = person if person.credentials and not had.credentials else had
        kept[mark] = better._replace(score=max(had.score, person.score))
    return sorted(kept.values(), key=lambda person: person.start)


_OFFICE_OF_ALL = re.compile(
    r"\n[ \t]*\n(?=[ \t]*(?:main|our|the) (?:office|location|practice)\b"
    r"|[ \t]*(?:contact us|call us|office:|location:|address:|to schedule))",
    re.I,
)
"""Where a page goes on, behind its people, with the office of them all."""
_BROUGHT_IN = re.compile(
    r"\s*\b(?:(?:or|and|also|plus|&)\s+(?:maybe |try )?)?(?:her|his|their|my)\s+(?:business |consult |practice )?"
    r"(?:(?:office|suite)[- ]?mate|colleague|partner|wife|husband|spouse|associate),?\s*$",
    re.I,
)
"""What brings in the next person at the end of a stretch: no words about the one before."""
_LOOSE_END = re.compile(r"(?:\s*(?:\band\b|\bor\b|&|,|;|\balso\b))+\s*$")
_RULE = re.compile(r"[-: ]*")


class Part(NamedTuple):
    """The stretch of text about one clinician, and where in it the name stands (None: no name)."""

    text: str
    name: str | None
    named: Named | None


def split_people(text: str, gazetteer: Cities) -> tuple[list[Part], str]:
    """The people of a text in order, and the words in front that belong to none of several."""
    text = without_suggestions(text)
    rows = _table(text, gazetteer)
    if rows:
        return rows, ""
    scene = Scene(text, gazetteer)
    named = sighted(scene)
    people = described(scene, named)
    if len(people) < 2:
        return [_single(scene, named, people[0] if people else None)], ""
    text = _without_signature(scene, named, people)
    own = {_beginning(text, person, people): person for person in people}
    edges = sorted({*own, *_entries(text, [person.start for person in people], gazetteer)})
    office = _OFFICE_OF_ALL.search(text, edges[-1])
    text = text[: office.start()] if office else text
    parts = []
    for edge, stop in zip(edges, [*edges[1:], len(text)], strict=True):
        piece = _LOOSE_END.sub("", _BROUGHT_IN.sub("", text[edge:stop].rstrip()))
        person = own[edge].moved(edge) if edge in own else _the_first(piece, gazetteer)
        if person is not None:
            parts.append(Part(piece, person.name, person))
    return _to_the_writer(_sentences_to_their_own(parts)), text[: edges[0]].strip()


def _table(text: str, gazetteer: Cities) -> list[Part]:
    """The rows of a roster ("Name | Cred | Insurance"), each as lines under the headings of its columns."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        heads = _cells(line)
        fields = [heading(head) for head in heads]
        if len(heads) < 3 or "name" not in fields or sum(field is not None for field in fields) < 2:
            continue
        parts = []
        for cells in map(_cells, lines[number + 1 :]):
            if len(cells) != len(heads) or not cells[fields.index("name")] or all(map(_RULE.fullmatch, cells)):
                continue
            piece = "".join(
                f"{head}: {cell}\n" if field else f"{cell}\n"
                for head, cell, field in zip(heads, cells, fields, strict=True)
                if cell
            )
            person = _the_first(piece, gazetteer)
            if person is not None:
                parts.append(Part(piece, person.name, person))
        if len(parts) > 1:
            return parts
    return []


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip(" |").split("|")]


_BULLET = re.compile(r"^[ \t]*(?:(?P<sign>[-*•·])|\d{1,2}(?P<behind>[.)]))[ \t]+", re.M)


def _entries(text: str, starts: list[int], gazetteer: Cities) -> set[int]:
    """The other entries of a list, numbered or dotted, in which two begin with a name ("3. I hear Tracy Wirth")."""
    bullets = {match.start(): match["sign"] or "." for match in _BULLET.finditer(text)}
    own = [bullets[line] for start in starts if (line := text.rfind("\n", 0, start) + 1) in bullets]
    if len(own) < 2:
        return set()
    lines = set()
    for line, bullet in bullets.items():
        entry = text[line:].partition("\n")[0]
        taken = any(line <= start < line + len(entry) for start in starts)
        if bullet == own[0] and not taken and _the_first(entry, gazetteer):
            lines.add(line)
    return lines


def _sentences_to_their_own(parts: list[Part]) -> list[Part]:
    """Sentences that begin with the first name of another person of the text are handed to that person."""
    firsts = [part.name.split()[0].casefold() if part.name else "" for part in parts]
    names = "|".join(re.escape(first) for first in firsts if len(first) > 2)
    if len(parts) < 2 or len(set(firsts)) < len(firsts) or not names:
        return parts
    pattern = re.compile(
        rf"(?:(?<=[.!?;,\n])|^)[ \t]*(?:(?:and|but|so|while|whereas)\s+)?(?P<first>{names})\b(?:['’]s)?"
        rf"(?=:?[ \t]+[a-z'])[^.!?;\n]*?"
        rf"(?=,\s*(?:(?:and|but|while|whereas)\s+)?(?:{names})\b|[.!?;\n]|$)[.!?]?",
        re.I,
    )
    texts = [part.text for part in parts]
    given: list[list[str]] = [[] for _ in parts]
    for number, part in enumerate(parts):
        for match in pattern.finditer(part.text):
            owner = firsts.index(match["first"].casefold())
            if owner != number:
                given[owner].append(match[0].strip(" ,"))
                texts[number] = _emptied(texts[number], match)
    return [part._replace(text="\n".join([text, *more])) for part, text, more in zip(parts, texts, given, strict=True)]


def _emptied(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * len(match[0]) + text[match.end() :]


_ME = re.compile(r"\((?:me|myself|that's me|that’s me)\)", re.I)
_I_SAY = re.compile(r"(?:(?<=[.!?;]\s)|(?<=\n)|^)(?:I|I['’]m|I['’]ve|My)\b[^.!?;\n]*[.!?]?", re.M)


def _to_the_writer(parts: list[Part]) -> list[Part]:
    """Where one of the people is marked as "(me)", sentences that begin with "I" are that person's."""
    own = next((number for number, part in enumerate(parts) if _ME.search(part.text)), None)
    if own is None:
        return parts
    others = [part for number, part in enumerate(parts) if number != own]
    told = [match[0] for part in others for match in _I_SAY.finditer(part.text)]
    kept = [part._replace(text=_I_SAY.sub(lambda match: " " * len(match[0]), part.text)) for part in others]
    kept.insert(own, parts[own]._replace(text="\n".join([parts[own].text, *told])))
    return kept


_LEADS_IN = re.compile(
    r"(?:(?<=[.!?;]\s)|(?<=\n)|^)(?!\W*(?:she|he|they|her|his|their|it|this|that)\b)[^.!?;\n]{0,60}\Z", re.I
)
_NAME_WORD = re.compile(r"[\w'’-]+")


def _beginning(text: str, person: Named, people: Sequence[Named]) -> int:
    """Where the words about a person begin: at the name, or at the sentence that leads to it ("For couples try …")."""
    line = text.rfind("\n", 0, person.start) + 1
    if not text[line : person.start].strip(" -*•·0123456789.)\t"):
        return line  # Only a bullet or a number stands before the name.
    led = _LEADS_IN.search(text[: person.start])
    if led is None or not led[0].strip():
        return person.start
    others = [other for other in people if other is not person]
    firsts = {word for other in others for word in other.name.split()}
    held = any(led.start() < other.end and other.start < person.start for other in others)
    return person.start if held or firsts & set(_NAME_WORD.findall(led[0])) else led.start()


def _single(scene: Scene, named: Sequence[Named], person: Named | None) -> Part:
    """The one person's part: without the posts of others before it and the signature of somebody else behind it."""
    if person is None:
        return Part(scene.text, None, None)
    text = _without_signature(scene, named, [person])
    begin = 0
    if leads_line(text, person.start):
        posts = [other.start for other in named if other.role == SPEAKER and other.name != person.name]
        if any(post < person.start for post in posts):
            begin = text.rfind("\n", 0, person.start) + 1
        behind = min((post for post in posts if post > person.end and leads_line(text, post)), default=len(text))
        text = text[: text.rfind("\n", 0, behind) + 1] if behind < len(text) else text
    return Part(text[begin:], person.name, person.moved(begin))


def _without_signature(scene: Scene, named: Sequence[Named], people: Sequence[Named]) -> str:
    """The text up to the signature of somebody who describes others and is not described."""
    names = {person.name for person in people}
    for other in named:
        at = _signature_of(scene, other)
        if at is not None and other.name not in names and at > max(person.end for person in people):
            return scene.text[:at]
    return scene.text
