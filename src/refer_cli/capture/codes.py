"""The payloads of scanned codes and shared contacts: vCard 2.1 to 4.0 and MECARD."""

from __future__ import annotations

import re

from refer_cli.capture.contacts import Contact, contact_of, ranked, reachable
from refer_cli.capture.found import Described, Source
from refer_cli.capture.structured import Claims
from refer_cli.capture.vcards import cards, plain_bytes
from refer_cli.places.abroad import is_abroad


def vcards(data: bytes) -> Source:
    """Every card of a vCard file, one person each; `NOTE` is read like any text."""
    parts: list[Described] = []
    days: list[str] = []
    for card in cards(data):
        contact = contact_of(card)
        described = _described(contact)
        if described is not None:
            parts.append(described)
        if contact.changed_on:
            days.append(contact.changed_on)
    rest = _around(plain_bytes(data).decode("utf-8", "replace")) if len(parts) == 1 else ""
    if rest:
        # What was jotted around a scanned card is about the same person.
        parts = [Described(f"{parts[0].text}\n{rest}\n".lstrip("\n"), parts[0].claims)]
    return Source(tuple(parts), days[0] if len(days) == len(parts) == 1 else None)


def _around(text: str) -> str:
    text = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"BEGIN:VCARD\s*\n.*?(?:END:VCARD|\Z)", "\n", text, flags=re.I | re.S).strip()


def _described(contact: Contact) -> Described | None:
    """A contact as one person's part of a text; None for a company, and for nobody of whom nothing is noted."""
    name = contact.full_name()
    if contact.no_person() is not None:
        return Described(contact.note) if contact.note and not name and not contact.organization else None
    claims = Claims()
    claims.person(name)
    if name != contact.shown:
        claims.letters_behind(contact.shown)
    claims.title(contact.suffix)
    if not claims.has("name") and len(name.split()) > 1:
        claims.add("name", name)
    if contact.organization:
        claims.add("practice", contact.organization)
    for title in contact.titles:
        claims.title(title)
    for phone in reachable(contact.phones):
        claims.telephone(phone.words)
    for mail in ranked(contact.mails):
        claims.first("email", mail.words)
    for web in ranked(contact.webs):
        claims.first("website", web.words)
    for address in ranked(contact.addresses):
        if not is_abroad(address.country):
            claims.address(address.street, address.city, address.region, address.code)
    for language in contact.languages:
        claims.language(language)
    if not claims.has("name") and not contact.note:
        return None
    return Described(f"{contact.note}\n{', '.join(contact.labels)}".strip(), claims.all())


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
