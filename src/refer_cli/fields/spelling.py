"""One value between the text a person types (an option, a CSV cell) and what the card holds."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from refer_cli.errors import BadValue, UnknownWord
from refer_cli.fields.catalogue import BY_NAME, HOW_KNOWN, Field
from refer_cli.fields.days import COMING_HINT, PAST_HINT, find_day, month_number, parse_day
from refer_cli.fields.mail_address import email_address
from refer_cli.fields.numbers import whole_number
from refer_cli.fields.signs import plain_signs
from refer_cli.fields.values import NO, Accepting, Item, Listing, Value
from refer_cli.folding import fold
from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import Vocabulary, vocabulary

YES_WORDS = frozenset({"yes", "y", "true", "1"})
NO_WORDS = frozenset({"no", "n", "false", "0"})
LARGEST_FEE = 5_000
LARGEST_COUNT = 1_000


class SpellingContext(NamedTuple):
    """Where and when a value was typed: the colleague's own state, and today, where they are known.

    `exact_name`: the column bears the field's own name, as in an export that somebody goes on writing. `none` is known
    none there, and an entry that no vocabulary knows is her own word.
    """

    state: str | None
    today: date | None
    exact_name: bool = False


class Spelled(NamedTuple):
    """A value as it was understood; None is unknown. `assumptions` say which words were taken for others.

    `strange` are the entries of a list that no vocabulary knows: they are kept as typed.
    """

    value: Value | None
    assumptions: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def parse_value(
    field_name: str, text: str, state: str | None = None, forgiving: bool = False, today: date | None = None
) -> Spelled:
    """Understand one value in CSV spelling. Empty and `unknown` are unknown; `none` empties a list.

    `state` is the colleague's own USPS state, for names that mean something else elsewhere (OHP). With
    `forgiving`, what the program itself wrote comes back as it was: a word that no vocabulary knows, a comma within an
    entry, a telephone number in its old form. Otherwise a list with such a word is open. Without `today` a day is one
    of the calendar, with its year.
    Raises BadValue (with the field's name) or UnknownWord.
    """
    field = BY_NAME[field_name]
    text = plain_signs(text)
    text = " ".join(text.split()) if field.kind != "text" else text.strip()
    if not text or (fold(text) == "unknown" and field.kind != "text"):
        return Spelled(None)
    if field.kind == "list":
        return _parse_list(field, text, state, forgiving)
    if forgiving and field.kind in _FORGIVING:
        return Spelled(_FORGIVING[field.kind](field, text, SpellingContext(state, today)))
    return Spelled(_SCALARS[field.kind](field, text, SpellingContext(state, today)))


def parse_item(
    field_name: str, text: str, state: str | None = None, forgiving: bool = False
) -> tuple[Item, str | None]:
    """Understand one entry of a list, with its mark, and the assumption made if a word was taken for another."""
    field = BY_NAME[field_name]
    text = " ".join(text.split())
    name, mark = _peel_mark(field, text)
    if not name:
        raise _bad(field, f'"{text}" names nothing', f"write a name, for example {_example(field)}")
    if field.name == "license_states":
        code = state_code(name)
        if code is None:
            raise _bad(field, f'"{name}" is not a US state', "use the USPS code, for example CO")
        return Item(code, mark), None
    if field.vocabulary is None:
        return Item(name, mark), None
    words = vocabulary(field.vocabulary)
    carrier, plan = _carrier_and_plan(words, name, state) if field.name == "panels" else (name, "")
    understood = words.understand(carrier, state)
    if understood.proposals and not forgiving:
        raise UnknownWord(
            f'I know no {field.vocabulary} "{name}".',
            f"did you mean {' or '.join(understood.proposals[:3])}?",
            field=field.name,
            value=name,
        )
    if plan:
        plan = words.plans.name_of(understood.name, plan)
    return Item("/".join(filter(None, (understood.name, plan or understood.plan))), mark), understood.assumption


def _carrier_and_plan(insurers: Vocabulary, name: str, state: str | None) -> tuple[str, str]:
    """The two sides of "Kaiser/Added Choice"; a name that is a spelling of its own ("UHC/Optum") has one."""
    carrier, slash, plan = name.partition("/")
    if not slash or insurers.find(name, state) is not None:
        return name, ""
    return carrier.strip(), plan.strip()


def write_value(field_name: str, value: Value | None) -> str:
    """The value in CSV spelling; reading it back gives an equal value."""
    if value is None:
        return ""
    if isinstance(value, Listing):
        parts = [f"{item.name} ({item.mark})" if item.mark else item.name for item in value.items]
        if value.open:
            parts.append("...")
        return "; ".join(parts) or "none"
    if isinstance(value, Accepting):
        return f"{value.status} until {value.until}" if value.until else value.status
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _bad(field: Field, what: str, hint: str) -> BadValue:
    return BadValue(f"{what}.", hint, field=field.name)


def _example(field: Field) -> str:
    examples = {"specialties": '"OCD (certified)"', "panels": '"Aetna (full)"', "license_states": "CO"}
    return examples.get(field.name, f"a {(field.singular or field.name).replace('_', ' ')}")


def _peel_mark(field: Field, text: str) -> tuple[str, str | None]:
    parts = re.fullmatch(r"(.*?)\s*\(([^()]*)\)", text)
    if parts:
        mark = parts[2].strip().casefold()
        if mark in field.marks or mark == NO:
            return parts[1].strip(), mark
        if field.marks and " " not in mark and len(mark) > 2:
            from rapidfuzz.distance import OSA  # only for brackets that hold something else

            close = next((allowed for allowed in field.marks if OSA.distance(mark, allowed) <= 2), None)
            if close:
                raise _bad(field, f'"{text}" has a mark I do not know, "{mark}"', f"did you mean ({close})?")
    return text, None


def _parse_list(field: Field, text: str, state: str | None, forgiving: bool) -> Spelled:
    if fold(text) == "none" and text.strip(". ") == text.strip():
        return Spelled(Listing())
    commas = field.name in ("credentials", "license_states") or (field.vocabulary is not None and not forgiving)
    is_open = False
    text = text.strip()
    for ending in ("...", "…"):
        if text.endswith(ending):
            text, is_open = text[: -len(ending)].rstrip("; "), True
    items: dict[str, Item] = {}
    assumptions: list[str] = []
    strange: list[str] = []
    for part in _entries(text, commas=commas):
        item, assumption = parse_item(field.name, part, state, forgiving)
        items.setdefault(fold(item.name), item)
        if not forgiving and is_strange(field.name, item, state):
            strange.append(item.name)
        if assumption:
            assumptions.append(assumption)
    if not items and not is_open:
        return Spelled(None)
    return Spelled(Listing(tuple(items.values()), is_open or bool(strange)), tuple(assumptions), tuple(strange))


def _entries(text: str, *, commas: bool) -> list[str]:
    """The entries between semicolons, and between commas outside of brackets where these part entries."""
    parts = [text] if ";" not in text else text.split(";")
    if commas and "," in text:
        from refer_cli.vocabulary.parting import COMMA, cut  # only for a list that holds a comma

        parts = [piece for part in parts for piece in cut(part, COMMA)]
    return [part for part in parts if part.strip()]


def is_strange(field_name: str, item: Item, state: str | None = None) -> bool:
    """Whether an entry is a word that the field's vocabulary does not know; of a panel the carrier is what counts."""
    kind = BY_NAME[field_name].vocabulary
    word = item.name.partition("/")[0] if field_name == "panels" else item.name
    return kind is not None and vocabulary(kind).find(word, state) is None


def _text(field: Field, text: str, setting: SpellingContext) -> str:
    if field.name == "notes":
        return text.replace("\t", " ")
    # A name with a hyphen in front would be taken for an option wherever it is typed.
    return " ".join((text.lstrip("- ") if field.name == "name" else text).split())


def _flag(field: Field, text: str, setting: SpellingContext) -> bool:
    word = text.casefold()
    if word in YES_WORDS or word in NO_WORDS:
        return word in YES_WORDS
    raise _bad(field, f'"{text}" is neither yes nor no', "write yes or no, or leave it empty for unknown")


def _whole(field: Field, text: str, largest: int, unit: str) -> int:
    plain = re.fullmatch(r"(-?)\$?(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?", text.replace(" ", ""))
    if not plain:
        raise _bad(
            field,
            f'"{text}" is not a whole number',
            f"write {unit}, for example {'150' if largest > 2_000 else '2'}",
        )
    digits = plain[2].replace(",", "").lstrip("0") or "0"
    number = whole_number(digits)
    if plain[1] and number != 0:
        raise _bad(field, f"{text} is below zero", f"write {unit}, 0 or more")
    if number is None or number > largest:
        raise _bad(field, f"{text} is more than {largest}", f"write {unit}, up to {largest}")
    return number


def _money(field: Field, text: str, setting: SpellingContext) -> int:
    if re.fullmatch(r"0\d{1,2}", text):
        raise _bad(
            field,
            f"{text} begins with a zero",
            "a shell takes the $1 out of $150 in double quotes: put the sum in single quotes, or leave out the $",
        )
    return _whole(field, text, LARGEST_FEE, "whole dollars")


def _count(field: Field, text: str, setting: SpellingContext) -> int:
    return _whole(field, text, LARGEST_COUNT, "a number of places")


def _trust(field: Field, text: str, setting: SpellingContext) -> int:
    if text not in ("1", "2", "3", "4", "5"):
        raise _bad(field, f'"{text}" is not 1 to 5', "write a whole number from 1 (little) to 5 (fully)")
    return int(text)


def _date(field: Field, text: str, setting: SpellingContext) -> str:
    if setting.today is not None:
        return parse_day(text, setting.today, field.name)
    day = find_day(text, None)
    if day is None:
        raise _bad(field, f'"{text}" is not a day', PAST_HINT)
    return day.isoformat()


def _accepting(field: Field, text: str, setting: SpellingContext) -> Accepting:
    parts = re.fullmatch(r"(yes|waitlist|no|full)(?: until (.+))?", text.casefold())
    if not parts:
        raise _bad(field, f'"{text}" is not yes, waitlist or no', 'for example yes, no, or "waitlist until 2027-03"')
    status = "no" if parts[1] == "full" else parts[1]
    if parts[2] is None:
        return Accepting(status)
    if status == "yes":
        raise _bad(field, f'"{text}" says yes with an end', 'write yes, or "waitlist until 2027-03"')
    until = parts[2].strip()
    from refer_cli.fields.openings import coming_month  # its patterns are only compiled where one is asked for

    if setting.today is None and month_number(until):
        raise _bad(field, f'"{text}" names no year', f'for example "{status} until 2027-03"')
    coming = coming_month(until, setting.today)
    if coming is None:
        raise _bad(field, f'"{until}" is not a day', COMING_HINT)
    return Accepting(status, coming)


def _how_known(field: Field, text: str, setting: SpellingContext) -> str:
    word = text.casefold().replace(" ", "-").replace("_", "-")
    if word not in HOW_KNOWN:
        raise _bad(field, f'"{text}" is none of {", ".join(HOW_KNOWN)}', "write one of these four")
    return word


def _state(field: Field, text: str, setting: SpellingContext) -> str:
    code = state_code(text)
    if code is None:
        raise _bad(field, f'"{text}" is not a US state', "use the USPS code, for example CO")
    return code


def _zip(field: Field, text: str, setting: SpellingContext) -> str:
    from refer_cli.fields.offices import read_zip  # likewise

    digits = read_zip(text, setting.state)
    if digits is not None:
        return digits
    raise _bad(field, f'"{text}" is not a ZIP', "write five digits, for example 80205, or nine")


def _email(field: Field, text: str, setting: SpellingContext) -> str:
    address = email_address(text)
    if address is None:
        raise _bad(field, f'"{text}" is not an e-mail address', "for example ada.birch@example.com")
    return address


def _phone(field: Field, text: str, setting: SpellingContext) -> str:
    from refer_cli.fields.telephones import display_telephone  # likewise

    number = display_telephone(text)
    if number is None:
        raise _bad(field, f'"{text}" is not a telephone number', "for example 303-555-0101")
    return number


def _phone_as_written(field: Field, text: str, setting: SpellingContext) -> str:
    if not 7 <= sum(sign.isdigit() for sign in text) <= 20:
        raise _bad(field, f'"{text}" is not a telephone number', "for example 303-555-0101")
    return _text(field, text, setting)


def _npi(field: Field, text: str, setting: SpellingContext) -> str:
    """Ten digits whose Luhn sum holds with 80840 in front (NPPES check digit)."""
    if not re.fullmatch(r"\d{10}", text):
        raise _bad(field, f'"{text}" is not ten digits', "copy the NPI from the registry")
    total = 0
    for place, digit in enumerate(reversed("80840" + text)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    if total % 10:
        raise _bad(field, f"{text} fails the NPI check digit", "one of its digits is mistyped: copy it again")
    return text


def _refusal(field: Field, text: str, setting: SpellingContext) -> str | None:
    word = text.casefold()
    if word in NO_WORDS:
        return None
    return "yes" if word in YES_WORDS else _text(field, text, setting)


def _day_as_written(field: Field, text: str, setting: SpellingContext) -> str:
    """A day of a file, which may be tomorrow's where it was written."""
    if setting.today is None:
        return _date(field, text, setting)
    return parse_day(text, setting.today, field.name, elsewhere=True)


_SCALARS: dict[str, Any] = {
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

_FORGIVING: dict[str, Any] = {"phone": _phone_as_written, "date": _day_as_written}
"""How a value comes back in that the program wrote into a file."""

assert set(_SCALARS) == {field.kind for field in BY_NAME.values()} - {"list"}
