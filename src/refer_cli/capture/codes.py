"""The payloads of scanned codes and shared contacts: vCard 2.1 to 4.0 and MECARD."""

from __future__ import annotations

import re

from refer_cli.capture.found import Described, Source
from refer_cli.capture.naming import looks_like_name, names_with_letters, tidy_name
from refer_cli.capture.structured import Claims


def vcards(text: str) -> Source:
    """Every card of a vCard file, one person each; `NOTE` is read like any text."""
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"=\n", "", text) if "QUOTED-PRINTABLE" in text.upper() else text
    text = re.sub(r"\n[ \t]", "", text)
    parts = []
    days = []
    for card in re.findall(r"BEGIN:VCARD\s*\n(.*?)(?:END:VCARD|\Z)", text, re.I | re.S):
        described, day = _vcard(card)
        if described is not None:
            parts.append(described)
        if day:
            days.append(day)
    rest = re.sub(r"BEGIN:VCARD\s*\n.*?(?:END:VCARD|\Z)", "\n", text, flags=re.I | re.S).strip()
    if rest and len(parts) == 1:
        # What was jotted around a scanned card is about the same person.
        parts = [Described(f"{parts[0].text}\n{rest}\n".lstrip("\n"), parts[0].claims)]
    return Source(tuple(parts), days[0] if len(days) == len(parts) == 1 else None)


def _vcard(card: str) -> tuple[Described | None, str | None]:
    claims = Claims()
    note = said = ""
    day = None
    structured = None
    for line in card.split("\n"):
        head, colon, raw = line.partition(":")
        if not colon:
            continue
        name, *options = head.split(";")
        name = name.rpartition(".")[2].upper()
        value = _unescaped(raw, options)
        kinds = " ".join(options).upper()
        if name == "FN":
            claims.person(value)
        elif name == "N":
            last, first, _, _, suffix, *_ = [*_split(raw, options), *[""] * 5]
            structured = f"{first} {last}".strip()
            claims.title(suffix)
        elif name == "ORG":
            claims.add("practice", _split(raw, options)[0])
        elif name == "TITLE":
            claims.title(value)
        elif name == "TEL" and "FAX" not in kinds:
            claims.telephone(value.removeprefix("tel:"))
        elif name == "EMAIL":
            claims.first("email", value)
        elif name == "URL":
            claims.first("website", value)
        elif name == "ADR":
            _, extended, street, city, region, code, *_ = [*_split(raw, options), *[""] * 7]
            claims.address(", ".join(part for part in (street, extended) if part), city, region, code)
        elif name == "LANG":
            claims.language(value)
        elif name == "CATEGORIES":
            said = value.replace(",", ", ")
        elif name == "NOTE":
            note = value
        elif name == "REV":
            found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", value)
            day = f"{found[1]}-{found[2]}-{found[3]}" if found else None
    if not claims.has("name") and structured:
        claims.person(structured)
    if not claims.has("name") and not note:
        return None, day
    return Described(f"{note}\n{said}".strip(), claims.all()), day


def mecard(text: str) -> Source:
    """A MECARD: fields parted by `;`, a name as "Last,First"."""
    claims = Claims()
    note = ""
    for field in re.split(r"(?<!\\);", text.split(":", 1)[1]):
        name, colon, value = field.partition(":")
        value = re.sub(r"\\(.)", r"\1", value).strip()
        if not colon or not value:
            continue
        match name.strip().upper():
            case "N":
                parts = [part.strip() for part in value.split(",")]
                claims.person(f"{parts[1]} {parts[0]}" if len(parts) > 1 else value)
            case "TEL":
                claims.telephone(value)
            case "EMAIL":
                claims.first("email", value)
            case "URL":
                claims.first("website", value)
            case "ORG":
                claims.add("practice", value)
            case "ADR":
                claims.loose_address(value)
            case "NOTE":
                note = value
    return Source((Described(note, claims.all()),))


def _unescaped(raw: str, options: list[str]) -> str:
    if any("QUOTED-PRINTABLE" in option.upper() for option in options):
        import quopri

        raw = quopri.decodestring(raw.encode("utf-8", "replace")).decode("utf-8", "replace")
    return re.sub(r"\\([,;\\])", r"\1", re.sub(r"\\[nN]", "\n", raw)).strip()


def _split(raw: str, options: list[str]) -> list[str]:
    return [_unescaped(part, options) for part in re.split(r"(?<!\\);", raw)]


__all__ = ["looks_like_name", "mecard", "names_with_letters", "tidy_name", "vcards"]
