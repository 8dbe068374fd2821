"""Where an office is, as people write it in one cell: "Denver CO 80202", "NYC", "12 Oak St Ste 4, Denver, CO 80202"."""

from __future__ import annotations

import re

from refer_cli.fields.plain import is_empty_word, one_line, unmarked, word_set
from refer_cli.places.names import nickname
from refer_cli.places.states import STATES, state_code
from refer_cli.records import NamedTuple

ZERO_ZIP_STATES = frozenset({"CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI"})
"""A ZIP that a spreadsheet robbed of its leading zero can only come from these (USPS, first digit 0)."""
_ZIP = re.compile(r"(?<![\d#])(\d{5})(?:-(\d{4}))?(?!\d)")
_ZIP_AT_END = re.compile(
    rf"[\s,]*{_ZIP.pattern}(?:\s*,?\s*(?:USA?|U\.S\.A?\.?|United States(?: of America)?))?[\s.,]*$", re.IGNORECASE
)
_COUNTRY = re.compile(r"[\s,]*\b(?:USA|U\.S\.A\.|United States(?: of America)?)[\s.]*$", re.IGNORECASE)
_STREET = re.compile(
    r"^\s*(?:#?\d+[\w\-/]*\s+\S|p\.?\s?o\.?\s*box\b|one\s+\w+\s+(?:st|street|ave|avenue|plaza|square|way|center)\b)",
    re.IGNORECASE,
)
_STREET_WORD = re.compile(
    r"\b(?:st|street|ave|avenue|blvd|boulevard|rd|road|dr|drive|ln|lane|way|ct|court|"
    r"pl|place|plaza|pkwy|parkway|hwy|highway|cir|circle|"
    r"ter|terrace|sq|square|broadway|trail|trl|loop|ste|suite|unit|floor|fl|apt|rm|room|bldg|building|box)\b\.?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^(?:(?:ste|suite|unit|floor|fl|apt|rm|room|bldg|building|no)\b\.?|#)", re.IGNORECASE)
_REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_AROUND = re.compile(
    r"^(?:greater|downtown|near|metro|central)\s+|\s+(?:metro(?: area)?|area|and online|"
    r"\+ online|& online|and telehealth|\+ telehealth|& telehealth|/ ?telehealth|"
    r"/ ?online)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s*(?:/|;|\||\n|\s&\s|\s\+\s|\sand\s|\sor\s|\s[-\u2013\u2014]\s)\s*")
_QUARTER = re.compile(r"^(NE|SE|NW|SW)\.? (?=[A-Z])")


_NO_CITY = re.compile(
    r"(?:not|no|moved|moving|same|multiple|various|several|many|see|ask|all|any|in[- ]person|office|home|tbd|both|"
    r"unknown)\b"
    r"(?! [A-Z][a-z]+,? [A-Z]{2}$)|.*\b(?:until|from|starting|through)\b|(?:east|west|north|south) side$",
    re.IGNORECASE,
)


class Office(NamedTuple):
    """A place taken apart. `online`: the cell says that there is no office."""

    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    online: bool = False
    left: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def read_city(text: str) -> Office:
    """What a cell with a city says; with it there may be a state, a ZIP, a whole address, or that there is none."""
    plain = unmarked(text)
    if is_empty_word(plain):
        return Office()
    if _is_nowhere(plain):
        return Office(online=True)
    if _STREET.match(plain) and (_STREET_WORD.search(plain) or _ZIP_AT_END.search(plain)):
        return read_address(text)
    if _NO_CITY.match(one_line(plain)):
        return Office(left=(one_line(plain),))
    left: list[str] = []
    for remark in _REMARK.findall(plain):
        left.append(remark.strip()) if remark.strip() else None
    bare = one_line(_REMARK.sub(" ", plain).replace("\n", " / "))
    online = any(_is_nowhere(remark) for remark in left)
    left = [remark for remark in left if not _is_nowhere(remark)]
    if _is_nowhere(bare):
        return Office(online=True, left=tuple(left))
    first, *others = _places(bare)
    kept = [other for other in others if not _is_nowhere(other)]
    office = _one_place(first)
    return office._replace(
        online=online or len(kept) < len(others), left=(*office.left, *kept, *left), assumptions=office.assumptions
    )


def read_address(text: str) -> Office:
    """A whole address: street, city, state and ZIP; what is only a street is its street."""
    plain = _COUNTRY.sub("", one_line(re.sub(r"\s*[\n;|]\s*", ", ", unmarked(text)))).strip(" ,")
    if is_empty_word(plain):
        return Office()
    if _is_nowhere(plain):
        return Office(online=True)
    if not _STREET_WORD.search(plain) and not re.search(r"\d", plain) and ("," in plain or state_code(plain)):
        return read_city(text)
    left: list[str] = []
    remark = re.search(r"\s*\(([^()]*)\)\s*$", plain)
    if remark:
        left.append(remark[1].strip())
        plain = plain[: remark.start()].strip(" ,")
    rest, zip_code = _zip_off(plain)
    if zip_code and rest == "":
        return Office(zip=zip_code, left=tuple(left))
    rest, state = _state_off(rest, sure=zip_code is not None or "," in rest)
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    if state is None and zip_code is None:
        return Office(street=plain or None, left=tuple(left))
    if len(parts) > 1 and not _UNIT.match(parts[-1]) and not re.match(r"\d", parts[-1]):
        return Office(", ".join(parts[:-1]), _city_name(parts[-1]), state, zip_code, left=tuple(left))
    if len(parts) == 1 and not _STREET.match(parts[0]):
        return Office(None, _city_name(parts[0]), state, zip_code, left=tuple(left))
    street, city = _city_behind_street(rest)
    return Office(street, city, state, zip_code, left=tuple(left))


def read_zip(text: str, state: str | None) -> str | None:
    """A ZIP of five or nine digits; the zero that a spreadsheet took off comes back where the state has such ZIPs."""
    plain = re.sub(r"\.0+$", "", one_line(unmarked(text)))
    parts = re.fullmatch(r"(\d{5})(?:[-\s\u2010-\u2015]?(\d{4}))?-?", plain)
    if parts:
        return f"{parts[1]}-{parts[2]}" if parts[2] else parts[1]
    short = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", plain)
    if short and state in ZERO_ZIP_STATES:
        return f"0{short[1]}" + (f"-{short[2]}" if short[2] else "")
    return None


def _is_nowhere(text: str) -> bool:
    return one_line(text).casefold().strip(" .!") in word_set("nowhere")


def _places(text: str) -> list[str]:
    """The places of "Portland/Beaverton" or "Commack, Jericho", each with its state where it has one."""
    parts = [part for part in _SEVERAL.split(text) if part.strip()]
    if (
        len(parts) > 1
        and state_code(parts[-1])
        and not state_code(parts[0])
        and len(parts) == 2
        and len(parts[-1].strip()) == 2
    ):
        return [f"{parts[0]}, {parts[1]}"]  # "Denver/CO"
    if len(parts) == 1 and "," in text:
        places: list[str] = []
        for piece in filter(None, (piece.strip() for piece in text.split(","))):
            is_state = places and (
                state_code(_ZIP_AT_END.sub("", piece) or "-") is not None
                or _ZIP.fullmatch(piece)
                or _COUNTRY.fullmatch(piece)
            )
            if is_state:
                places[-1] += f", {piece}"
            else:
                places.append(piece)
        return places or [text]
    return parts or [text]


def _one_place(text: str) -> Office:
    rest, zip_code = _zip_off(_COUNTRY.sub("", text.strip(" ,")))
    if not rest:
        return Office(zip=zip_code)
    known = nickname(rest)
    if known:
        said = () if known[1] in rest and known[0] in rest else (f"{rest} is taken as {known[0]}, {known[1]}",)
        return Office(city=known[0], state=known[1], zip=zip_code, assumptions=said)
    rest, state = _state_off(rest, sure="," in rest)
    known = nickname(rest) if rest else None
    if known and state in (None, known[1]):
        return Office(city=known[0], state=known[1], zip=zip_code)
    if not rest:
        return Office(state=state, zip=zip_code)
    name = _AROUND.sub("", rest).strip(" ,") or rest
    if not re.search(r"[^\W\d_]", name):
        return Office(state=state, zip=zip_code, left=(text.strip(),))
    quarter = _QUARTER.match(name)
    if quarter and (known := nickname(name[quarter.end() :])):
        return Office(city=known[0], state=known[1], zip=zip_code, left=(name,))
    if quarter:
        return Office(city=_city_name(name[quarter.end() :]), state=state, zip=zip_code, left=(name,))
    return Office(city=_city_name(name), state=state, zip=zip_code)


def _zip_off(text: str) -> tuple[str, str | None]:
    found = _ZIP_AT_END.search(text)
    if found is None:
        return text.strip(" ,"), None
    return text[: found.start()].strip(" ,"), f"{found[1]}-{found[2]}" if found[2] else found[1]


def _state_off(text: str, *, sure: bool) -> tuple[str, str | None]:
    """The text without the state behind it. Without a comma two small letters are no state: "Coeur de".

    A state's name alone is a state, but "New York" and "Washington" are cities too.
    """
    head, comma, tail = text.rpartition(",")
    if comma and (code := state_code(tail)):
        return head.strip(" ,"), code
    words = text.split()
    for first in range(max(1, len(words) - 3), len(words)):
        tail = " ".join(words[first:])
        code = state_code(tail)
        if code is not None and (len(tail.strip(".")) > 2 or tail.strip(".").isupper() or sure or len(tail) == 2):
            return " ".join(words[:first]).strip(" ,"), code
    if len(words) <= 3 and (code := state_code(text)) and STATES[code] not in ("New York", "Washington"):
        return "", code
    return text, None


def _city_name(text: str) -> str:
    """A city as it is written by hand: typed in capitals or in small letters throughout it gets its own."""
    name = one_line(text).strip(" ,.;:-")
    return (
        " ".join(word.capitalize() for word in name.split())
        if (name.isupper() and len(name) > 3) or name.islower()
        else name
    )


def _city_behind_street(text: str) -> tuple[str, str | None]:
    """A street and a city with nothing between them: "12 Oak St Denver", told apart at the street's last word."""
    for found in reversed(list(_STREET_WORD.finditer(text))):
        end = found.end()
        unit = re.match(r"[\s,.]*(?:#?\d[\w-]*|[A-Z])\b[\s,]*", text[end:])
        if unit:
            end += unit.end()
        behind = text[end:].strip(" ,.")
        if re.fullmatch(r"[^\W\d_][^\d]*", behind) and not re.fullmatch(r"[NSEW]{1,2}", behind):
            return text[:end].strip(" ,"), _city_name(behind)
    return text.strip(" ,"), None
