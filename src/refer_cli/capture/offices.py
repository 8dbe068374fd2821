"""Where the office is: only a city with its state, a ZIP, or a city that the text names as the office's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from refer_cli.capture.days import MONTHS
from refer_cli.capture.found import ASSUMED, WRITTEN, Fact, Person
from refer_cli.capture.naming import given_names, is_no_name
from refer_cli.capture.triggers import heading
from refer_cli.capture.vocabulary_index import STATE, find_mentions
from refer_cli.folding import fold
from refer_cli.places.states import STATES, state_code

_ZIP = re.compile(r"[,\s]*(\d{5}(?:-\d{4})?)(?!\d)")
_WORDS = re.compile(r"(?:[A-Za-z][\w.'’-]*\s+){0,3}[A-Za-z][\w.'’-]*(?=,?\s*$)")
_OFFICE = re.compile(
    r"\b(?:offices?|based|located|location|practic\w+|lives|is|in person)\s+(?:is\s+"
    r"|are\s+)?(?:in|near|at)?\s*(?:downtown\s+|central\s+)?$|\bin\s+(?:downtown\s+)?$",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:based in|located in|(?:my|her|his|the|an|has an|private) office (?:is )?in"
    r"|offices? in|practic(?:es|ing|e) in|practice (?:is )?(?:based |located )?in"
    r"|sees (?:clients|people) in|in[- ]person in|works (?:out of|in)|in downtown"
    r"|(?:psychologist|psychiatrist|therapist|counselor|social worker|clinician) (?:here |over )?in"
    r"|(?:moved|moving|relocat\w+)[^.;,\n]{0,40}? to)\s+(?:downtown "
    r"|central |North |South |East |West |the )?((?:[A-Z][\w.'’-]*)(?:\s[A-Z][\w.'’-]*){0,2})"
)
_IM_IN = re.compile(
    r"(?:\b(?:I['’]m|I am|she['’]?s|she is|he['’]?s|he is|they['’]re|they are)|\x00)"
    r"(?: also| now| right| over| located)? in\s+"
    r"(?:downtown |central |North |South |East |West |the )?((?:[A-Z][\w.'’-]*)(?:\s[A-Z][\w.'’-]*){0,2})"
)
_WITH_VIDEO = re.compile(
    r"(?<![\w'’-])([A-Z][\w.'’-]*[a-z](?: [A-Z][\w.'’-]*[a-z]){0,2})"
    r"\s*(?:\+|&|and|or|/|plus)\s*(?:tele\w+|virtual|online|video|zoom)\b"
)
_LETTERS_IN = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\)?,? in ((?:[A-Z][\w.'’-]*[a-z])(?: [A-Z][\w.'’-]*[a-z]){0,2})")
_ADJECTIVE = re.compile(
    r"\b((?!My|Her|His|The|Our|Their)(?:St\. )?(?:[A-Z][\w'’-]*)(?: (?!My|Her|His|The|Our)[A-Z][\w'’-]*){0,2})"
    r"(?: office|-based)\b"
)
_ZIP_ALONE = re.compile(r"\bzip(?: code)?:?\s*(\d{5}(?:-\d{4})?)\b", re.I)
_LOWER_CODES = frozenset(code.lower() for code in STATES)


class Place(Protocol):
    """What offices need of a place."""

    @property
    def state(self) -> str:
        """The state's USPS code."""


class Cities(Protocol):
    """What offices need of the gazetteer."""

    def cities(self, name: str) -> Sequence[tuple[Place, int]]:
        """Every state's city of that name, with its number of ZIPs."""


_LARGE = 5
"""ZIPs of a city that an entry of its own may mean; half the words of a text are the name of a hamlet somewhere."""


class Office(NamedTuple):
    """One place that the text gives, with its city, state and ZIP as far as they are said."""

    city: str | None
    state: str | None
    zip: str | None
    start: int
    end: int
    weight: int


def find_offices(masked: str, gazetteer: Cities) -> list[Office]:
    """Every place that may be the office, in order; the caller asks whether its clause is about the office."""
    found: list[Office] = []
    for match in STATE.finditer(masked):
        code = state_code(match[0])
        if code is None:
            continue
        office = _with_state(masked, match.start(), match.end(), code, gazetteer)
        if office is not None:
            found.append(office)
    found.extend(_lowered(masked, gazetteer, found))
    for match in (*_WITH_VIDEO.finditer(masked), *_LETTERS_IN.finditer(masked)):
        city = _known(match[1], None, gazetteer, whole=True)
        if any(one.start <= match.start(1) < one.end for one in found):
            continue
        if city and _is_town(city, gazetteer) and not find_mentions(city, None) and not is_no_name(city.split()[0]):
            found.append(Office(city, None, None, match.start(1), match.start(1) + len(city), 1))
    for pattern in (_NAMED, _IM_IN, _ADJECTIVE):
        for match in pattern.finditer(masked):
            city = _known(match[1].rstrip(".,"), None, gazetteer)
            if city and (_month_word(city) or state_code(city)):
                continue
            if city and pattern is _IM_IN and not _is_town(city, gazetteer):
                continue
            if city and not any(one.start <= match.start(1) < one.end for one in found):
                city = city.rstrip(".")
                found.append(Office(city, None, None, match.start(1), match.start(1) + len(city), 2))
    for match in _ZIP_ALONE.finditer(masked):
        if not any(one.zip for one in found):
            found.append(Office(None, None, match[1], match.start(1), match.end(1), 3))
    return sorted(found, key=lambda office: office.start)


_NEAR_NAME = 170
_QUARTER = r"(?:downtown|midtown|uptown|central|north|south|east|west)"
_IN_QUARTER = re.compile(rf"^{_QUARTER}\s+")
_ITEMS = re.compile(r"([,;.?!|()+/\n:\x00]|\s[-–—]+\s)")
_CAPITALS = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2}")
_LABEL = re.compile(r"[ \t]*([A-Za-z][^:\n\x00]{1,30}):")
_OPEN_BRACKET = re.compile(r"\s?\($")
_LICENCE_BEFORE = re.compile(r"licen[cs]|lic\.", re.I)
_TYPED_LOW = re.compile(
    r"(?:(?<=[,\s])|^)((?:[a-z.'’-]+\s){0,2}[A-Za-z.'’-]+),?\s([a-z]{2})(?=\s*(?:[,.;)/\n]|$|\d{5}))", re.M
)
_IN_CITY = re.compile(
    rf"\b(?:in|near|out of)\s+((?:{_QUARTER}\s+)?[A-Z][\w.'’-]*[a-z](?:\s[A-Z][\w.'’-]*[a-z]){{0,2}})"
)
_OTHERWISE_IN = re.compile(
    r"\b(?:train\w*|licen[sc]\w*|certif\w*|degree|grew up|born|raised|lived|school|studied|speciali\w*|interest\w*"
    r"|retired"
    r"|client\w*|moved|used to|hope\w*|from)\b[^.;\n]*$",
    re.I,
)


def city_near_name(text: str, masked: str, name: str | None, gazetteer: Cities) -> Office | None:
    """A city said right behind the name: as an entry of its own ("Jane Roe LCSW, Boulder, OCD") or "in Boulder"."""
    if not name:
        return None
    found = re.search(r"[^\n]{0,4}?".join(re.escape(word) for word in name.split()), text, re.I)
    if found is None:
        return None
    stop = text.find("\n\n", found.end())
    stop = min(len(text), found.end() + _NEAR_NAME, stop if stop >= 0 else len(text))
    window = masked[found.end() : stop]
    if stop == found.end() + _NEAR_NAME:
        # What the end of the window cuts is no whole entry: "Pacific" of PacificSource.
        window = window[: max((item.end() for item in _ITEMS.finditer(window)), default=0)]
    position = 0
    for item in _ITEMS.split(window):
        if _labelled_otherwise(masked, found.end() + position):
            position += len(item)
            continue
        office = city_item(masked, found.end() + position, found.end() + position + len(item), gazetteer)
        if office and not find_mentions(item.strip(), None):
            return office
        position += len(item)
    for match in _IN_CITY.finditer(window):
        before = window[: match.start()]
        if _OTHERWISE_IN.search(before) or find_mentions(match[1], None):
            continue
        if _month_word(match[1]):
            continue
        words = _IN_QUARTER.sub("", match[1])
        if state_code(words.split()[0]) or state_code(words):
            continue
        city = _known(words, None, gazetteer)
        if city and _is_town(city, gazetteer):
            first = found.end() + match.start(1) + match[1].index(words)
            return Office(city, None, None, first, first + len(city), 1)
    return None


def city_item(text: str, start: int, end: int, gazetteer: Cities) -> Office | None:
    """An entry of a jotted line that is a city and nothing else."""
    item = text[start:end]
    name = item.strip(" .?!")
    if not _CAPITALS.fullmatch(name) or len(name) < 4 or name.isupper():
        return None
    if (
        state_code(name)
        or (
            any(is_no_name(word) for word in name.split())
            and not _is_large(name, gazetteer)
            and len(name.split()) < 3  # "West Valley City"
        )
        or not _known(name, None, gazetteer, whole=True)
    ):
        return None
    if not _is_town(name, gazetteer):
        return None
    first = start + item.index(name)
    return Office(name, None, None, first, first + len(name), 1)


def _labelled_otherwise(text: str, position: int) -> bool:
    """Whether the line is headed by something else than a place ("Insurance: BCBS, Sanford")."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    label = _LABEL.match(line)
    return bool(label and heading(label[1]) not in (None, "place", "name", "practice"))


def _is_town(name: str, gazetteer: Cities) -> bool:
    """Whether the name is more than a hamlet's, which half the words of a text are somewhere."""
    return sum(count for _, count in gazetteer.cities(name)) >= 2


def _is_large(name: str, gazetteer: Cities) -> bool:
    """Whether a city of the name is so large that five ZIPs or more are its own."""
    return any(count >= _LARGE for _, count in gazetteer.cities(name))


_TOWN_ENTRY = re.compile(
    r"(?:(?<=[.,;|(]\s)|(?<=[|(])|^)[ \t]*"
    r"((?:St\.? |Fort |San |Santa |New |Los |Las |El )?[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?)"
    r"(?= near\b| area\b|[ \t]*(?:[.,;|)]|$))",
    re.M,
)


def city_entry(masked: str, gazetteer: Cities) -> Office | None:
    """The one large city that is an entry of its own anywhere in the text; None where there are several."""
    found: dict[str, Office] = {}
    for match in _TOWN_ENTRY.finditer(masked):
        name = match[1]
        if find_mentions(name, None) or _month_word(name) or state_code(name) or not _is_large(name, gazetteer):
            continue
        if (
            name.split()[0] in given_names()
            or fold(name) in given_names()
            or _labelled_otherwise(masked, match.start(1))
        ):
            continue
        found.setdefault(fold(name), Office(name, None, None, match.start(1), match.end(1), 1))
    return next(iter(found.values())) if len(found) == 1 else None


def _with_state(text: str, start: int, end: int, code: str, gazetteer: Cities) -> Office | None:
    line = text.rfind("\n", 0, start) + 1
    line = max(line, start - 70)  # No city has a longer name.
    # "Portland (Maine!)"
    before = _OPEN_BRACKET.sub(lambda sign: "," + " " * (len(sign[0]) - 1), text[line:start])
    zip_match = _ZIP.match(text, end)
    zip_code = zip_match[1] if zip_match else None
    stop = zip_match.end() if zip_match else end
    words = _WORDS.search(before)
    city = _known(words[0], code, gazetteer) if words else None
    if city is None or words is None:
        if zip_code is None or _LICENCE_BEFORE.search(before) or text[start - 1 : start] == "(":
            return None  # "Licensed Psychologist (NY 99999)" is a number of another kind.
        return Office(None, code, zip_code, start, stop, 3)
    first = line + words.start() + _ending_at(words[0], city)
    street = "\x00" in text[max(0, first - 4) : first]
    near = text[max(0, first - 25) : first]
    weight = 3 if zip_code or street else 2 if _OFFICE.search(near) else 1
    return Office(city, code, zip_code, first, stop, weight)


def _lowered(text: str, gazetteer: Cities, found: list[Office]) -> list[Office]:
    """ "boulder co" typed in a hurry."""
    extra = []
    for match in _TYPED_LOW.finditer(text):
        if match[2] not in _LOWER_CODES or any(one.start <= match.start() < one.end for one in found):
            continue
        city = _known(match[1], match[2].upper(), gazetteer)
        if city:
            zip_match = _ZIP.match(text, match.end())
            first = match.start(1) + _ending_at(match[1], city)
            name = city.title() if city.islower() else city
            extra.append(
                Office(
                    name,
                    match[2].upper(),
                    zip_match[1] if zip_match else None,
                    first,
                    zip_match.end() if zip_match else match.end(),
                    1,
                )
            )
    return extra


def _known(words: str, code: str | None, gazetteer: Cities, whole: bool = False) -> str | None:
    """The longest ending (with a state) or beginning (without one) of `words` that is a city's name."""
    parts = words.rstrip(", ").split()
    spans = range(len(parts)) if code else range(len(parts), 0, -1)
    for number in spans:
        name = " ".join(parts[number:] if code else parts[:number])
        states = {place.state for place, _ in gazetteer.cities(name)}
        if (code in states) if code else states:
            return name
        if whole:
            return None
    return None


def _ending_at(words: str, city: str) -> int:
    """Where the city begins at whose name `words` end, whatever white space stands between the words of the name."""
    name = r"\s+".join(re.escape(part) for part in city.split())
    return max(match.start() for match in re.finditer(rf"(?={name})", words))


_MONTHS = frozenset(MONTHS) | {month[:3] for month in MONTHS} | {"sept"}


def _month_word(words: str) -> bool:
    """Whether "in May" is a month."""
    return fold(words.split()[0]) in _MONTHS


_TOWN_LEFT = re.compile(r"(?:(?P<in>in|near|at)\s+)?(?P<name>[A-Za-z][A-Za-z.'’ -]+)")


def in_own_state(person: Person, home: str | None, gazetteer: Cities) -> Person:
    """A city without a state is taken in the therapist's own, as an assumption; so is a licence there.

    Words in which nothing was understood may be a city of that state ("portland"): in an own state it is known which.
    """
    fields = {fact.field for fact in person.facts}
    if home is None or fields & {"state", "zip"}:
        return person
    city = next((fact for fact in person.facts if fact.field == "city" and fact.sure == WRITTEN), None)
    left = person.not_understood
    if city is None and "city" not in fields:
        city = next((town for words in left if (town := _town_of(words, home, gazetteer))), None)
        left = tuple(words for words in left if city is None or words != city.words)
    if city is None or not _zips_in(city.value, home, gazetteer):
        return person
    own = [fact for fact in (city,) if fact not in person.facts]
    own += [Fact(field, home, city.words, ASSUMED) for field in ("state", "license_states") if field not in fields]
    return person._replace(facts=(*person.facts, *own), not_understood=left)


def _town_of(words: str, home: str, gazetteer: Cities) -> Fact | None:
    match = _TOWN_LEFT.fullmatch(words)
    if match is None or _zips_in(match["name"], home, gazetteer) < (2 if match["in"] else _LARGE):
        return None
    name = match["name"].title() if match["name"].islower() else match["name"]
    return Fact("city", name, words, WRITTEN)


def _zips_in(name: str, state: str, gazetteer: Cities) -> int:
    return next((count for place, count in gazetteer.cities(name) if place.state == state), 0)
