"""Telephone numbers as people and programs write them, in one form: 303-555-0101, ext 12."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from refer_cli.fields.plain import unmarked
from refer_cli.records import NamedTuple

_EXTENSION = r"(?:\s*[,;]?\s*(?:;ext=|extension|extn?\.?|x\.?|p|#)\s*:?\s*(?P<ext>\d{1,6})(?!\d))?"
_US = re.compile(
    r"(?<![\d+])(?:\+?1[\s.\-/(]*)?(?:\((?=\s*\d{3}\s*\))|\(?(?=\s*[2-9]))\s*(?P<area>\d{3})\s*\)?[\s.\-/\u2010-\u2015]*(?P<first>\d{"
    r"3})[\s.\-/\u2010-\u2015]*(?P<last>\d{4})(?!\d)" + _EXTENSION,
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"(?<![\w+])(?:\+|00)(?!1[\s.\-(]*[2-9]\d\d)\s*\d(?:[\s.\-/()]*\d){6,14}(?!\d)" + _EXTENSION, re.IGNORECASE
)
_LOCAL = re.compile(r"(?<![\d+])(?P<first>[2-9]\d{2})[\s.\-](?P<last>\d{4})(?!\d)" + _EXTENSION, re.IGNORECASE)
_LETTERED = re.compile(r"(?<![\d+])1?[\s.\-(]*[2-9]\d{2}[\s.\-)]+(?=[\dA-Z\-]*[A-Z])[\dA-Z]{3}-?[\dA-Z]{4}(?![\w])")
_SPREADSHEET = re.compile(r"\+?\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?")
# Words before or behind a number that say no more than that it is one.
_LABELS = frozenset(
    {
        "cell", "cellphone", "mobile", "mob", "c", "m", "office", "o", "work", "w", "business", "phone", "ph", "p",
        "tel", "telephone", "t", "main", "direct", "number", "no", "home", "h", "voice", "or", "and", "vm", "line",
        "call", "text", "preferred", "best", "primary", "google", "gv", "iphone", "us", "usa",
    }
)  # fmt: skip


class Telephones(NamedTuple):
    """The numbers of a text in the order they stand there, and the words that belong to none."""

    numbers: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def read_telephones(text: str) -> Telephones:
    """Every telephone number of `text`; a fax number is none, and stands with the words that are left."""
    text = _from_spreadsheet(unmarked(text))
    if re.fullmatch(r"0(?!0)[\d\s()./-]{6,20}", text) and not _US.search(text):
        return Telephones((text,), ())  # a number of another country without its code: "0123/5 55 01"
    numbers: list[str] = []
    left: list[str] = []
    before = 0
    for start, end, number in _numbers(text):
        words = text[before:start]
        if re.search(r"\bfax\b[\s:.#]*$", words, re.IGNORECASE) or re.match(
            r"\s*(?:\((?:fax|f)\)|fax\s*$)", text[end:], re.IGNORECASE
        ):
            continue
        numbers.append(number)
        left.extend(_told(words))
        before = end
    if not numbers:
        abroad = re.fullmatch(r"00[\d\s()./-]{5,19}", text) is not None
        return Telephones((text,), ()) if abroad else Telephones((), (text,) if text else ())
    left.extend(_told(text[before:]))
    return Telephones(tuple(numbers), tuple(left))


def display_telephone(text: str) -> str | None:
    """The one number that `text` holds, as it is shown everywhere; None where it is none, or more than one."""
    found = read_telephones(text)
    return found.numbers[0] if len(found.numbers) == 1 and not found.left else None


def _numbers(text: str) -> list[tuple[int, int, str]]:
    """Where each number stands, and how it is shown."""
    spans: list[tuple[int, int, str]] = []
    for pattern in (_US, _ABROAD, _LOCAL, _LETTERED):
        for written in pattern.finditer(text):
            if all(written.end() <= start or end <= written.start() for start, end, _ in spans):
                shown = _abroad(written[0]) if pattern is _ABROAD else _at_home(written)
                if shown is not None:
                    spans.append((written.start(), written.end(), shown))
    return sorted(spans)


def _at_home(written: re.Match[str]) -> str | None:
    parts = written.groupdict()
    if "last" not in parts:
        return " ".join(written[0].split())
    number = "-".join(filter(None, (parts.get("area"), parts["first"], parts["last"])))
    return f"{number}, ext {parts['ext']}" if parts["ext"] else number


def _abroad(text: str) -> str | None:
    """A number of another country in its own grouping."""
    import phonenumbers  # 28 ms: only for a number of another country

    digits = re.sub(r"^00", "+", text.strip())
    try:
        number = phonenumbers.parse(digits, None)
    except phonenumbers.NumberParseException:
        return None
    shown: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return shown.replace(" ext. ", ", ext ")


def _from_spreadsheet(text: str) -> str:
    """`3.035550101E+09` and `3035550101.0` as the digits they were; a number that lost digits stays as it is."""
    if not _SPREADSHEET.fullmatch(text) or not ("." in text or "e" in text.lower()):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    exact = number == number.to_integral_value() and len(number.as_tuple().digits) >= 10
    return str(int(number)) if exact and number < 10**15 else text


def _told(words: str) -> list[str]:
    """The words between numbers, where they say more than that a number follows."""
    parts = [part.strip(" \t\n-\u2013\u2014.:") for part in re.split(r"[;,/|\n()\[\]]", words)]
    return [
        part
        for part in parts
        if (part and not _LABELS.issuperset(re.findall(r"[^\W\d]+", part.casefold()))) or any(map(str.isdigit, part))
    ]
