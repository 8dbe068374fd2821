"""What a cell, a prompt or a property of an address book says: facts understood, and the words that were not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from types import MappingProxyType

from refer_cli.errors import ReferError
from refer_cli.fields.card import NOTHING
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.days import find_day
from refer_cli.fields.limits import limits
from refer_cli.fields.list_cells import read_list
from refer_cli.fields.mail_address import email_address
from refer_cli.fields.names import plain_name, read_name
from refer_cli.fields.offices import Office, read_address, read_city, read_zip
from refer_cli.fields.openings import read_opening
from refer_cli.fields.plain import is_empty_word, one_line, unmarked, word_set
from refer_cli.fields.spelling import SpellingContext, parse_value
from refer_cli.fields.sums import read_fees
from refer_cli.fields.telephones import read_telephones
from refer_cli.fields.values import NO, Accepting, Item, Listing, Value
from refer_cli.fields.warnings import Warned, read_warnings
from refer_cli.folding import fold
from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple

_EARLIEST_SERIAL, _LATEST_SERIAL = 18_264, 73_050
"""Days that a spreadsheet counts from 1899-12-30: 1950 to 2099."""
_LONGEST_WORDS = 2_000


class CellReading(NamedTuple):
    """What one cell says. Facts may be of other fields than the column's: "150 (SS to 90)" is a fee and a lowest fee.

    `left` are the words that were not understood, as they stand in the cell; `assumptions` say which words were
    taken for others.
    """

    values: Mapping[str, Value] = NOTHING
    left: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def read_cell(field: str, text: str, context: SpellingContext) -> CellReading:
    """Read a cell of a column that holds `field`, as people fill it. Nothing is refused: see `left`.

    Words against a referral are a fact in any column: `do_not_refer` holds them. So is that somebody has retired or
    moved away: then no clients are taken.
    """
    quickly = AT_ONCE.get(field)
    if quickly is not None and (reading := quickly(text)) is not None:
        return reading
    return _read(field, text, context)


def read_denied_cell(field: str, text: str, context: SpellingContext) -> CellReading:
    """Read a cell of a column that says what is not so ("Exclusions"): each entry of its list is a known no."""
    reading = read_cell(field, text, context)
    values: dict[str, Value] = {}
    for name, value in reading.values.items():
        if isinstance(value, Listing):
            left = {fold(words) for words in reading.left}
            items = tuple(Item(item.name, NO) for item in value.items if fold(item.name) not in left)
            if items:
                values[name] = Listing(items, open=True)
    return CellReading(values, reading.left, reading.assumptions)


@lru_cache(maxsize=4_096)
def _read(field: str, text: str, context: SpellingContext) -> CellReading:
    if not text or text.isspace():
        return CellReading()
    warned = read_warnings(text)
    if warned is None:
        return _checked(text, _of_kind(field, text, context))
    return _with_warnings(field, text, context, warned)


def _of_kind(field: str, text: str, context: SpellingContext) -> CellReading:
    kind = BY_NAME[field].kind
    if kind == "list":
        listed = read_list(field, text, context.state, context.exact_name)
        return CellReading(listed.values, listed.left, listed.assumptions)
    reader = _FIELD_READERS.get(field) or _KIND_READERS[kind]
    if field != "notes" and (is_empty_word(plain := one_line(unmarked(text))) or _says_none(kind, plain)):
        return CellReading()
    return reader(field, text, context)


def _says_none(kind: str, text: str) -> bool:
    """Whether a cell for an address, a number or a text says that there is none."""
    return kind in ("email", "phone", "date", "text", "zip", "state") and fold(text) in _NOTHING


_NOTHING = frozenset(
    {"none", "no", "nope", "nothing", "no email", "no phone", "no website", "none listed", "none known"}
)


def _with_warnings(field: str, text: str, context: SpellingContext, warned: Warned) -> CellReading:
    """The cell's own facts, without the words that warn, and what they mean."""
    values: dict[str, Value] = {}
    left: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    if field == "notes":
        values["notes"] = _long_text(text)
    elif field == "do_not_refer":
        pass
    elif warned.rest:
        # The reason behind "do not refer" is no panel and no need; with a name or a street it is the rest that counts.
        own = field in _READ_BESIDE_A_WARNING or warned.refusal is None
        reading = _checked(text, _of_kind(field, warned.rest, context)) if own else CellReading()
        values.update(reading.values)
        left, assumptions = reading.left, reading.assumptions
    if warned.refusal is not None:
        values["do_not_refer"] = (warned.refusing or warned.refusal) if field == "name" else warned.refusal
    if warned.ended is not None:
        values["accepting"] = Accepting("no")
        if field != "notes":
            left = (*left, warned.ended)
    return CellReading(MappingProxyType(values), left, assumptions)


_READ_BESIDE_A_WARNING = frozenset(
    {"name", "practice", "phone", "email", "city", "street", "accepting", "state", "zip"}
)


def _checked(text: str, reading: CellReading) -> CellReading:
    """The reading with its words as they stand in the cell, and no longer than a note is."""
    if not reading.left:
        return CellReading(MappingProxyType(dict(reading.values)), (), reading.assumptions)
    plain = unmarked(text)
    left = tuple(words if words in text or words in plain else plain for words in reading.left if words.strip())
    left = tuple(dict.fromkeys(words[:_LONGEST_WORDS] for words in left))
    return CellReading(MappingProxyType(dict(reading.values)), left, reading.assumptions)


def _left(text: str) -> CellReading:
    return CellReading(left=(unmarked(text),))


def _long_text(text: str) -> str:
    kept = re.sub(r"[^\S\n\t]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", kept).strip()


def _notes(field: str, text: str, context: SpellingContext) -> CellReading:
    return CellReading({field: _long_text(text)})


def _text(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text))
    return CellReading({field: plain}) if len(plain) <= 300 else _left(text)


_TWO_PEOPLE = re.compile(r"([^\W\d_]\S* [^\W\d_]\S+)\s+/\s+([^\W\d_]\S* [^\W\d_]\S+)")
"""`Jane Roe / Bob Elm`: one card is one person."""
_NICKNAME_BEHIND = re.compile(r"\s*([^\W\d_][\w'\u2019-]*), ([^\W\d_][\w'\u2019-]*) (\"[^\"\W]+\"|\u201c\w+\u201d)\s*")


def _name(field: str, text: str, context: SpellingContext) -> CellReading:
    # `Birch, Adelaide "Ada"`: turned round, the nickname stands within the name.
    turned = _NICKNAME_BEHIND.fullmatch(text)
    if turned:
        text = f"{turned[2]} {turned[3]} {turned[1]}"
    two = _TWO_PEOPLE.fullmatch(one_line(unmarked(text)))
    reading = read_name(two[1] if two else text, context.state)
    if two:
        reading = reading._replace(left=(*reading.left, two[2]))
    values: dict[str, Value] = {}
    if reading.name is not None and len(reading.name) <= 300:
        values["name"] = reading.name
    if reading.credentials:
        values["credentials"] = Listing(tuple(map(Item, reading.credentials)), bool(reading.unknown_letters))
    if reading.pronouns:
        values["pronouns"] = reading.pronouns
    if reading.practice:
        values["practice"] = reading.practice
    return CellReading(values, reading.left)


def _practice(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text))
    return _left(text) if fold(plain) in _no_practice() else _text(field, text, context)


@cache
def _no_practice() -> frozenset[str]:
    return frozenset(fold(word) for word in word_set("no_practice"))


def _email(field: str, text: str, context: SpellingContext) -> CellReading:
    written = re.sub(r"mailto:", " ", unmarked(text), flags=re.IGNORECASE)
    written = re.sub(r"\s*[\[(]\s*at\s*[\])]\s*|(?<=\S)\s+@\s*|@\s+", "@", written, flags=re.IGNORECASE)
    written = re.sub(r"\s*[\[(]\s*dot\s*[\])]\s*", ".", written, flags=re.IGNORECASE)
    pieces = re.split(r"[\s;,|/]+", written)
    addresses = [address for piece in pieces if (address := email_address(piece.strip("<>()[]\"':")))]
    begun = next((piece for piece in pieces if "@" in piece.strip("@")), "")
    if not addresses or email_address(begun.strip("<>()[]\"':")) is None:
        return _left(text)  # what stands first is no whole address: the next may be somebody else's
    others = [piece for piece in pieces if piece and email_address(piece.strip("<>()[]\"':")) is None]
    # `Ada Birch <ada@example.com>`: the name before an address says nothing new.
    named = re.fullmatch(r"\s*\"?[^<>@\"]*\"?\s*<[^<>]*>\s*\.?\s*", unmarked(text))
    left = [*addresses[1:], *([] if named else [" ".join(others)] if any(map(str.isalnum, "".join(others))) else [])]
    return CellReading({field: addresses[0]}, tuple(left))


def _phone(field: str, text: str, context: SpellingContext) -> CellReading:
    if "@" in text and (both := _phone_and_mail(text)) is not None:
        return both
    found = read_telephones(text)
    if not found.numbers or _begins_cut_short(text, found.left):
        return _left(text)
    return CellReading({field: found.numbers[0]}, (*found.numbers[1:], *found.left))


def _begins_cut_short(text: str, left: Sequence[str]) -> bool:
    """Whether what stands first is a number that lacks a digit or two: the next may be somebody else's."""
    return any(8 <= sum(map(str.isdigit, words)) <= 9 and text.strip().startswith(words.strip()) for words in left)


def _phone_and_mail(text: str) -> CellReading | None:
    """A telephone and an e-mail address in one cell: each its field; None where there is no address."""
    plain = one_line(unmarked(text))
    addresses = _MAIL_WITHIN.findall(plain)
    if not addresses:
        return None
    if email_address(addresses[0]) is None:
        return _left(text)
    rest = _MAIL_WITHIN.sub(" ", plain).strip(" ,;/|-()")
    found = read_telephones(rest) if rest else None
    values: dict[str, Value] = {"email": str(email_address(addresses[0]))}
    left = list(addresses[1:])
    if found is not None and found.numbers:
        values["phone"] = found.numbers[0]
        left += [*found.numbers[1:], *found.left]
    elif re.search(r"\w", rest):
        left.append(rest)
    return CellReading(values, tuple(left))


_MAIL_WITHIN = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


_RUNS = re.compile(r"\b(?:javascript|vbscript|data|file):", re.IGNORECASE)
"""What a browser would run or open on this computer: no page of somebody's."""


def _website(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text))
    if fold(plain) in word_set("no") or fold(plain) in word_set("yes"):
        return CellReading() if fold(plain) in word_set("no") else _left(text)
    if _RUNS.search(plain):
        return _left(text)
    address = email_address(plain)
    if address is not None:
        return CellReading({"email": address})
    pages = [piece.strip("<>()\"',;") for piece in re.split(r"[\s;,|]+", plain)]
    pages = [page for page in pages if re.fullmatch(r"(?:https?://)?(?:[\w-]+\.)+[A-Za-z]{2,}(?:[:/?#]\S*)?", page)]
    if not pages:
        return _left(text)
    rest = plain
    for page in pages:
        rest = rest.replace(page, " ", 1)
    remark = one_line(rest).strip(" ,;|<>()/-")
    return CellReading({field: pages[0]}, (*pages[1:], *([remark] if remark else [])))


def _npi(field: str, text: str, context: SpellingContext) -> CellReading:
    digits = re.sub(r"\.0+$|^npi\b\W*|[\s-]", "", one_line(unmarked(text)), flags=re.IGNORECASE)
    if re.fullmatch(r"\d\.\d{1,9}[eE]\+?0?9", digits):
        digits = f"{round(float(digits))}" if len(digits.split("e")[0].split("E")[0]) == 11 else digits
    try:
        return CellReading({field: str(parse_value("npi", digits).value)})
    except ReferError:
        return _left(text)


def _office(office: Office) -> CellReading:
    values: dict[str, Value] = {
        name: value
        for name, value in (
            ("street", office.street),
            ("city", office.city),
            ("state", office.state),
            ("zip", office.zip),
        )
        if value is not None and len(value) <= 300
    }
    if office.online:
        values["telehealth"] = True
    return CellReading(values, office.left, office.assumptions)


def _city(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = unmarked(text)
    if plain[:1] == "{" and plain[-1:] == "}":
        return _place_object(plain, context)
    place, ways = _ways_beside(one_line(plain))
    if ways and not place:
        return CellReading(ways)
    office = _office(read_city(place if ways else text))
    return office._replace(values={**office.values, **ways}) if ways else office


def _ways_beside(text: str) -> tuple[str, dict[str, Value]]:
    """The place of a cell, and what stands beside it of video and office: "Salem, also online", "statewide, video"."""
    if state_code(text) is not None:
        return text, {}
    places: list[str] = []
    ways: dict[str, Value] = {}
    nowhere = False
    for part in re.split(r"\s*(?:[,;/|]|\s[+&]\s|\band\b)\s*", re.sub(r"[()]", ",", text)):
        bare = re.sub(r"^(?:also|or|plus|by|via|w/|with|some)\s+", "", part.strip(" .!"), flags=re.IGNORECASE)
        if not bare:
            continue
        said = _ways(fold(bare))
        if said:
            ways.update(said)
        elif fold(bare) in _WHOLE_STATE:
            nowhere = True
        else:
            places.append(part)
    if not ways and not nowhere:
        return text, {}
    if not places and (nowhere or ways == {"telehealth": True}):
        return "", {"telehealth": True, **{way: value for way, value in ways.items() if way == "in_person"}}
    return ", ".join(places), ways


_WHOLE_STATE = frozenset({"statewide", "state wide", "whole state", "all of state", "anywhere", "anywhere in state"})


def _place_object(text: str, context: SpellingContext) -> CellReading:
    """A place as a program writes it: `{"onlineOnly": false, "city": "New York"}`."""
    try:
        data = json.loads(text)
    except ValueError:
        return CellReading(left=(text,))
    values: dict[str, Value] = {}
    left: list[str] = []
    for key, value in data.items():
        name = re.sub(r"[^a-z]", "", key.casefold())
        if name in ("onlineonly", "online", "telehealth", "remote", "virtual"):
            if value is True:
                values["telehealth"] = True
        elif name in ("city", "state", "zip", "street", "address", "postalcode", "zipcode", "town"):
            field = {"address": "street", "postalcode": "zip", "zipcode": "zip", "town": "city"}.get(name, name)
            if isinstance(value, str | int) and str(value).strip():
                values.update(_of_kind(field, str(value), context).values)
        elif value not in (None, "", False) and name != "country":
            left.append(text)
    return CellReading(values, tuple(dict.fromkeys(left)))


def _street(field: str, text: str, context: SpellingContext) -> CellReading:
    return _office(read_address(text))


def _state(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text)).strip(" .,;")
    code = state_code(plain)
    if code is not None:
        return CellReading({field: code})
    parts = [part.strip() for part in re.split(r"\s*(?:[,;/|&+()]|\band\b)\s*", plain) if part.strip()]
    codes = [code for part in parts if (code := state_code(part))]
    if codes and len(codes) == len(parts):
        return CellReading({field: codes[0]}, tuple(parts[1:]))
    office = read_city(text)
    if office.state is not None or office.online:
        return _office(office)
    return _left(text)


def _zip(field: str, text: str, context: SpellingContext) -> CellReading:
    parts = [part for part in re.split(r"\s*[,;/|&]\s*|\s+and\s+", one_line(unmarked(text))) if part]
    found = [read_zip(part, context.state) for part in parts]
    if found and found[0] is not None:
        return CellReading({field: found[0]}, tuple(parts[1:]))
    office = read_city(text)
    return _office(office) if office.zip is not None else _left(text)


def _flag(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text)).strip(" .!*")
    folded = fold(plain)
    if plain.casefold() in word_set("yes") or folded in word_set("yes"):
        return CellReading({field: True})
    if plain.casefold() in word_set("no") or folded in word_set("no"):
        return CellReading({field: False})
    if field in ("telehealth", "in_person"):
        ways = _ways(folded) or _ways_of_parts(plain)
        if ways:
            return CellReading(ways, tuple(re.findall(r"\(([^()]+)\)", plain)))
    leading = re.match(
        r"(yes|y|no|n|yep|some|sometimes|limited|offers|available)\b[\s,;:(\-\u2013\u2014.]+(.*)", plain, re.IGNORECASE
    )
    if leading is None:
        known = {
            "some": True,
            "sometimes": True,
            "limited": True,
            "offered": True,
            "available": True,
            "rarely": True,
            "occasionally": True,
        }
        return CellReading({field: known[folded]}) if folded in known and field != "in_person" else _left(text)
    is_yes = leading[1].casefold() not in ("no", "n")
    ways = _ways(fold(leading[2])) if field in ("telehealth", "in_person") else {}
    if ways and is_yes:
        return CellReading({field: True} | ways)
    denying = r"\b(?:no|not|never|except|unless|but|only|yes|full|none|n't)\b"
    if re.search(denying, leading[2], re.IGNORECASE) or limits(leading[2]):
        return _left(text)
    return CellReading({field: is_yes}, (plain,))


def _ways(folded: str) -> dict[str, Value]:
    """Video and office, as a word for the way of meeting says; of both nothing, where it is none."""
    for word, ways in (
        ("both", {"telehealth": True, "in_person": True}),
        ("telehealth_only", {"telehealth": True, "in_person": False}),
        ("in_person_only", {"telehealth": False, "in_person": True}),
        ("telehealth", {"telehealth": True}),
        ("in_person", {"in_person": True}),
    ):
        if folded in word_set("telehealth", word):
            return dict(ways)
    return {}


def _ways_of_parts(text: str) -> dict[str, Value]:
    """Video and office named one beside the other, with remarks in brackets: "In person (Portland), tele"."""
    parts = re.split(r"\s*(?:[,;/&+]|\band\b|\bor\b)\s*", re.sub(r"\([^()]*\)", " ", text), flags=re.IGNORECASE)
    named = [_ways(fold(part)) for part in parts if part.strip()]
    if not named or not all(named) or any(False in ways.values() for ways in named):
        return {}
    return {name: True for ways in named for name in ways}


def _pro_bono(field: str, text: str, context: SpellingContext) -> CellReading:
    if fold(text) in ("pro bono", "free", "some pro bono", "limited pro bono"):
        return CellReading({field: True})
    return _flag(field, text, context)


def _money(field: str, text: str, context: SpellingContext) -> CellReading:
    slots: int | None = None
    if field == "fee_floor":
        plain = one_line(unmarked(text))
        if fold(plain) in _NO_SLIDING:
            return CellReading({"sliding_slots": 0})
        counted = re.match(
            r"(\d{1,2}) (?:sliding |open |reduced )*(?:spots?|slots?|places?|openings?) (?:at|@|for) (?=\$?\d)", plain
        )
        slots = int(counted[1]) if counted else None
        text = (
            plain[counted.end() :]
            if counted
            else re.sub(r"^(?:yes|y|x)\b[\s,:;-]*(?:to |at )?(?=\$?\d)", "", plain, flags=re.I)
        )
    fees = read_fees(text)
    values: dict[str, Value] = {} if slots is None else {"sliding_slots": slots}
    assumptions = list(fees.assumptions)
    fee, floor = fees.fee, fees.floor
    if field == "fee_floor":
        # In a column of lowest fees a lone sum is one, and a range begins with it.
        if floor is None and fee is not None:
            fee, floor = None, fee
        elif fee is not None and not re.search(r"full|regular|standard", text, re.IGNORECASE):
            assumptions.append(f"the lowest of {one_line(unmarked(text))} is taken as the lowest fee")
            fee = None
    if fee is not None:
        values["fee"] = fee
    if floor is not None:
        values["fee_floor"] = floor
    if fees.pro_bono:
        values["pro_bono"] = True
    return CellReading(values, fees.left, tuple(assumptions))


_NO_SLIDING = frozenset(
    {*word_set("no"), "no sliding scale", "no sliding", "no ss", "no sliding fee", "not offered", "no reduced fee"}
)


def _count(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text)).strip(" .!")
    folded = fold(plain)
    if "$" in plain:
        return _money("fee_floor", text, context)
    if folded in word_set("no") or folded in (
        "full",
        "none",
        "none open",
        "none available",
        "none left",
        "zero",
        "closed",
    ):
        return CellReading({field: 0})
    count = re.fullmatch(
        r"(\d{1,3})(?:\.0+)?(?:\s*(?:sliding|reduced|low|open|fee|scale|slots?|spots?|"
        r"places?|openings?|left|available|clients?|spaces?))*",
        plain,
        re.IGNORECASE,
    )
    return CellReading({field: int(count[1])}) if count and int(count[1]) <= 40 else _left(text)


def _trust(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text))
    stars = re.fullmatch(r"([*\u2605\u2b50]\ufe0f?){1,5}\s*\u2606*", plain)
    if stars:
        return CellReading({field: sum(sign in "*\u2605\u2b50" for sign in plain)})
    number = re.fullmatch(r"([1-5])(?:\.0+)?\s*(?:(?:/|of|out of)\s*5|stars?)?", plain, re.IGNORECASE)
    return CellReading({field: int(number[1])}) if number else _left(text)


def _date(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text))
    serial = re.fullmatch(r"(\d{5})(?:\.\d+)?", plain)
    if serial and _EARLIEST_SERIAL <= int(serial[1]) <= _LATEST_SERIAL:
        plain = (date(1899, 12, 30) + timedelta(days=int(serial[1]))).isoformat()
    day = None if "?" in plain else find_day(plain, context.today)
    if day is None or (context.today is not None and day > context.today + timedelta(days=1)):
        return _left(text)
    # Of another time zone: it is that day there already.
    return CellReading({field: day.isoformat()})


def _accepting(field: str, text: str, context: SpellingContext) -> CellReading:
    opening = read_opening(text, context.today)
    said = (opening.assumption,) if opening.assumption else ()
    return CellReading({} if opening.value is None else {field: opening.value}, opening.left, said)


def _how_known(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text))
    for how in ("worked-with", "met", "introduced", "listed"):
        if fold(plain) in {fold(word) for word in word_set("how_known", how)}:
            taken = () if fold(plain) == fold(how) else (f'"{plain}" is taken as {how}',)
            return CellReading({field: how}, (), taken)
    leading = (
        (
            r"(?:worked with|worked together|shared (?:a )?clients?|co-?workers? at|colleague (?:at|from))\b",
            "worked-with",
        ),
        (
            r"(?:met|friends? (?:from|of mine)|classmates?|grad school|know (?:her|him|them) from|"
            r"from (?:grad school|training|conference|consult))\b",
            "met",
        ),
        (r"(?:introduced by|recommended by|referred by|referral (?:from|by)|via|through)\b", "introduced"),
        (r"(?:coffee|lunch|zoom|conference|training|workshop|networking)\b", "met"),
    )
    for pattern, how in leading:
        if re.match(pattern, plain, re.IGNORECASE) and not re.search(r"\b(?:not|never|n't)\b", plain, re.IGNORECASE):
            by = re.fullmatch(
                r"(?:introduced by|recommended by|referred by|referral from) "
                r"((?:Dr\.? )?[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,2})",
                plain,
            )
            if by:
                return CellReading({field: how, "introduced_by": by[1]})
            return CellReading({field: how}, (plain,))
    return _left(text)


def _refusal(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text)).strip()
    folded = fold(plain)
    if (plain.casefold() in word_set("no") and folded != "never") or folded in (
        "ok",
        "okay",
        "fine",
        "good",
        "ok to refer",
        "refer",
        "yes refer",
        "no concerns",
        "none",
        "no issues",
    ):
        return CellReading()
    if plain.casefold() in word_set("yes"):
        return CellReading({field: "yes"})
    if "?" in plain or re.match(
        r"(?:maybe|not sure|unsure|no\b(?!.*\brefer)|see notes?|cleared|resolved)\b", plain, re.I
    ):
        return _left(text)
    return CellReading({field: plain[:300]})


def _gender(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text))
    known = {"f": "female", "m": "male", "nb": "nonbinary", "enby": "nonbinary", "w": "woman"}
    if re.fullmatch(r"(?:she|he|they|ze|xe)(?:\s*/\s*\w+)+", plain, re.IGNORECASE):
        return CellReading({"pronouns": plain.lower()})
    return CellReading({field: known.get(plain.casefold(), plain)})


def _pronouns(field: str, text: str, context: SpellingContext) -> CellReading:
    plain = one_line(unmarked(text)).strip("()[] ")
    return CellReading({field: plain}) if len(plain) <= 60 else _left(text)


_MAIL = re.compile(r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@(?:[A-Za-z0-9]+[.-])+[A-Za-z]{2,12}")
_TELEPHONE = re.compile(r"\(?([2-9]\d{2})(?:\) ?|[ .-]?)(\d{3})[ .-]?(\d{4})")
_PAGE = re.compile(r"(?:https?://|www\.)(?:[a-z0-9-]+\.)+[a-z]{2,12}(?:/[\w./-]*)?")
_STREET = re.compile(r"\d{1,6} (?:[A-Za-z0-9#.]+ )+(?:[A-Z][a-z.]+|#?\d{1,4})")

_STREET_ENDS = re.compile(
    r"(?:St|Ave|Blvd|Rd|Dr|Ln|Way|Ct|Pl|Pkwy|Hwy|Street|Avenue|Road|Drive|Lane|Court)\.?"
    r"(?: (?:Ste|Suite|Unit|Apt|#)\.? ?#?\w{1,4})?$"
)


def _plain_mail(text: str) -> CellReading | None:
    return CellReading({"email": text}) if len(text) < 64 and _MAIL.fullmatch(text) and "-." not in text else None


def _plain_telephone(text: str) -> CellReading | None:
    written = _TELEPHONE.fullmatch(text)
    return CellReading({"phone": "-".join(written.groups())}) if written else None


def _plain_page(text: str) -> CellReading | None:
    return CellReading({"website": text}) if len(text) < 200 and _PAGE.fullmatch(text) else None


def _plain_street(text: str) -> CellReading | None:
    """A house number, words and the number of a suite; a city behind it would be followed by its state or ZIP."""
    plain = len(text) < 60 and _STREET.fullmatch(text) and _STREET_ENDS.search(text)
    return CellReading({"street": text}) if plain else None


def _plain_zip(text: str) -> CellReading | None:
    return CellReading({"zip": text}) if len(text) == 5 and text.isdecimal() and text.isascii() else None


def _plain_name(text: str) -> CellReading | None:
    reading = plain_name(text)
    if reading is None:
        return None
    values: dict[str, Value] = {"name": str(reading.name)}
    if reading.credentials:
        values["credentials"] = Listing(tuple(map(Item, reading.credentials)))
    return CellReading(values)


AT_ONCE: Mapping[str, Callable[[str], CellReading | None]] = {
    "email": _plain_mail,
    "phone": _plain_telephone,
    "name": _plain_name,
    "zip": _plain_zip,
    "website": _plain_page,
    "street": _plain_street,
}
"""What stands in nearly every cell of these columns, and in no two alike: known at sight. But for a name
each gives its own field alone.
"""

_Reader = Callable[[str, str, SpellingContext], CellReading]
_FIELD_READERS: Mapping[str, _Reader] = {
    "name": _name,
    "practice": _practice,
    "website": _website,
    "street": _street,
    "city": _city,
    "notes": _notes,
    "pro_bono": _pro_bono,
    "gender": _gender,
    "pronouns": _pronouns,
}
_KIND_READERS: Mapping[str, _Reader] = {
    "text": _text,
    "flag": _flag,
    "money": _money,
    "count": _count,
    "trust": _trust,
    "date": _date,
    "accepting": _accepting,
    "how_known": _how_known,
    "state": _state,
    "zip": _zip,
    "email": _email,
    "phone": _phone,
    "npi": _npi,
    "refusal": _refusal,
}
