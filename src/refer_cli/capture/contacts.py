"""A contact of an address book, whatever program kept it; and what a vCard says of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from refer_cli.capture.naming import given_names, names_with_letters
from refer_cli.capture.vcards import Card, Property, property_names
from refer_cli.folding import fold


class Labelled(NamedTuple):
    """A telephone, an e-mail or a web address with what it is for.

    `kind` is work, home, mobile, main, other or what the address book calls it; of telephones also fax, pager and
    the like, which nobody can be rung at.
    """

    words: str
    kind: str = ""
    preferred: bool = False


class PostalAddress(NamedTuple):
    """An address in its parts; `whole` is what a program wrote in one piece."""

    kind: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    code: str = ""
    country: str = ""
    whole: str = ""
    preferred: bool = False

    def line(self) -> str:
        """The address in one line."""
        end = " ".join(part for part in (self.region, self.code) if part)
        parts = (self.street, self.city, end, self.country)
        return ", ".join(part for part in map(_one_line, parts) if part) or _one_line(self.whole)


COMPANY = "a company"
OWN_PROPERTIES = "X-REFER-"
"""How the properties begin that `refer export` writes for refer alone."""


class Contact(NamedTuple):
    """What an address book holds of one contact, before it is understood.

    `row` is the line or row where it begins. `shown` is the name as the program shows it. `others` are (label, words)
    of what has no place here; `own` what refer itself wrote: a column of its export, and the cell. `key` is the
    program's own id, `changed_on` the ISO day of the last change. `kind` is the program's word for what is no person
    (org, group), else nothing.
    """

    row: int
    first: str = ""
    middle: str = ""
    last: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: str = ""
    nickname: str = ""
    organization: str = ""
    department: str = ""
    titles: tuple[str, ...] = ()
    phones: tuple[Labelled, ...] = ()
    mails: tuple[Labelled, ...] = ()
    webs: tuple[Labelled, ...] = ()
    addresses: tuple[PostalAddress, ...] = ()
    note: str = ""
    labels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    key: str | None = None
    changed_on: str | None = None
    kind: str = ""
    whole: bool = True

    def full_name(self) -> str:
        """The name as it is said: the parts where there are two of them, else what the program shows."""
        if not (self.first and self.last):
            return self.shown or self.first or self.last
        middle = " ".join(self.middle.replace(",", " ").split())
        said = " ".join(part for part in (self.first, middle, self.last) if part)
        if fold(self.shown) == fold(f"{self.first} {self.last}"):
            said = self.shown
        return said

    def no_person(self) -> str | None:
        """Why this is nobody who can be a colleague; None for a person."""
        name = self.full_name()
        if self.kind and not (self.kind == COMPANY and _has_letters(name)):
            return f"no person ({self.kind}): {_short(name or self.organization)}"
        if not name:
            said = self.organization or next((entry.words for entry in (*self.mails, *self.phones)), "")
            if self.organization:
                return f"a company, no person: {_short(said)}"
            return f"no name: {_short(said)}" if said else "no name"
        if not any(sign.isalpha() for sign in name):
            return f"no name: {_short(name)}"
        shown = fold(self.shown or name)
        if (
            self.organization
            and shown == fold(self.organization)
            and fold(name) != _bare(self)
            and not _has_letters(name)
        ):
            return f"a company, no person: {_short(self.organization)}"
        if "@" in name:
            return f"no name: {_short(name)}"
        if _BUSINESS.search(name) if not (self.first and self.last) else _PLAINLY_BUSINESS.search(name):
            is_person = _has_letters(name) or named_in_practice(name) is not None
            return None if is_person else f"a practice or company, no person: {_short(name)}"
        return None


_Entry = TypeVar("_Entry", Labelled, PostalAddress)
_UNREACHABLE = re.compile(r"fax|pager|telex|isdn|tty|modem|assistant|callback|car\b|radio", re.I)
_SIDES = re.compile(r"\s+[-–|/:]\s+")
_TEL = re.compile(r"^tel:", re.I)
_EXTENSION = re.compile(r";\s*ext=")
_ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_PHONE_ORDER = ("work", "main", "mobile", "", "other")
_ORDER = ("work", "business", "office", "homepage", "", "profile", "other")


def reachable(phones: Iterable[Labelled]) -> list[Labelled]:
    """The telephones at which somebody can be rung, the one at work first."""
    return sorted((phone for phone in phones if not _UNREACHABLE.search(phone.kind)), key=_phone_rank)


def ranked(entries: Iterable[_Entry]) -> list[_Entry]:
    """Entries in the order in which one writes to a colleague: at work, what has no kind, at home."""
    return sorted(entries, key=_rank)


def _rank(entry: Labelled | PostalAddress) -> tuple[int, bool]:
    return _place(entry.kind, _ORDER), not entry.preferred


def _phone_rank(phone: Labelled) -> tuple[bool, int, bool]:
    is_short = sum(sign.isdigit() for sign in phone.words) < 7  # within one house, or no number at all
    return is_short, _place(phone.kind, _PHONE_ORDER), not phone.preferred


def _place(kind: str, order: tuple[str, ...]) -> int:
    plain = fold(kind).replace(" ", "")
    return order.index(plain) if plain in order else len(order) + (plain == "home")


_PLAINLY = (
    r"LLC|PLLC|LLP|Inc|Ltd|Corp|GmbH|Counsel(?:l)?ing|Therapy|Psychotherapy|Psychological|Psychiatry|Dental|Dentistry"
    r"|Plumbing|Pharmacy|Clinic|Hospital|Associates|Services|Restaurant"
)
_PLAINLY_BUSINESS = re.compile(rf"\b(?:{_PLAINLY})\b\.?", re.I)
_BUSINESS = re.compile(
    rf"\b(?:{_PLAINLY}|Co|Insurance|Pizza|Salon|Repairs?|Company|University|Bank|Hotel|Taxi|Airlines?|Church|Library)"
    r"\b\.?",
    re.I,
)


class Owner(NamedTuple):
    """Somebody whose name stands in that of a practice."""

    name: str
    practice: str


def named_in_practice(name: str) -> Owner | None:
    """Who works under the own name: "Jen Kim Counseling", "Elm Therapy - Jen Kim"; None where nobody is named."""
    found = _PLAINLY_BUSINESS.search(name)
    if found is None:
        return None
    sides = _SIDES.split(name)
    if len(sides) == 2:
        practice = next((side for side in sides if _PLAINLY_BUSINESS.search(side)), "")
        person = next((side for side in sides if side != practice), "")
        return Owner(person.strip(), practice.strip()) if _is_name(person.split()) else None
    words = name[: found.start()].split()
    return Owner(" ".join(words), name) if _is_name(words) else None


def _is_name(words: list[str]) -> bool:
    """Whether words are a first and a last name, as far as that can be told: letters may stand behind them."""
    return (
        len(words) >= 2 and fold(words[0].strip(",")) in given_names() and all(word[:1].isupper() for word in words[:2])
    )


def _has_letters(name: str) -> bool:
    """Whether letters behind a name say that it is a clinician's: "Ada Birch, LCSW", kept as a company."""
    return bool(names_with_letters(name))


def _bare(contact: Contact) -> str:
    """The name of a contact whose parts name a person: the company of one who works under the own name is no other."""
    return fold(f"{contact.first} {contact.last}") if contact.first and contact.last else ""


def _short(text: str) -> str:
    text = _one_line(text)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _one_line(text: str) -> str:
    lines = (line.strip(" ,\t") for line in text.splitlines())
    return " ".join(", ".join(line for line in lines if line).split())


_NOT_SAID_EITHER = re.compile(
    r"X-(?:REFER-|PHONETIC|COUCHDB|FC-(?:TAGS|LIST)|EVOLUTION-(?:FILE-AS|LIST|WEBDAV|E-BOOK|CARD)|MS-OL|MOZILLA-(?:HTML|PROP)"
    r"|IMAGE|APPLE-SUBLOCALITY|ABCROP|SYNCMJ|WP|LONG-STRING)"
)
_VENDORS = re.compile(r"^X-(?:EVOLUTION|MS|WAB|AB|KADDRESSBOOK|MOZILLA|ANDROID|GOOGLE|APPLE|FC)?-?")
_CHAT = re.compile(r"X-(?:AIM|ICQ|MSN|YAHOO|JABBER|SKYPE(?:-USERNAME)?|GTALK|GOOGLE-TALK|QQ|SIP|MS-IMADDRESS|TWITTER)$")
_PHONES = {
    "FAX": "fax", "PAGER": "pager", "CELL": "mobile", "WORK": "work", "MAIN": "main", "HOME": "home",
    "WHATSAPP": "mobile", "IPHONE": "mobile", "CAR": "car", "ISDN": "ISDN", "TELEX": "telex", "MODEM": "modem",
}  # fmt: skip
_PLACES = {"WORK": "work", "HOME": "home", "OTHER": "other"}


def contact_of(card: Card) -> Contact:
    """What a vCard says. Nothing is refused: see `no_person` for a card of nobody."""
    names = next((entry.parts() for entry in card.all("N") if entry.text().strip("; ")), [])
    last, first, middle, prefix, suffix = [*names, *[""] * 5][:5]
    organizations = [parts for entry in card.all("ORG") if any(parts := entry.parts())]
    organization, *departments = organizations[0] if organizations else [""]
    kind = card.first("KIND").casefold() or card.first("X-ADDRESSBOOKSERVER-KIND").casefold()
    unnamed = not "".join(names).strip()
    shown = card.first("FN")
    if unnamed and card.first("X-ABSHOWAS").upper() == "COMPANY":
        kind = COMPANY
    return Contact(
        row=card.line,
        first=first,
        middle=middle,
        last=last,
        prefix=prefix,
        suffix=suffix,
        shown=" ".join(shown.split()),
        nickname=card.first("NICKNAME"),
        organization=organization,
        department=", ".join(part for part in departments if part),
        titles=_texts(card, "TITLE", "ROLE"),
        phones=tuple(_telephone(card, entry) for entry in card.all("TEL") if entry.text()),
        mails=tuple(_labelled(card, entry, _PLACES) for entry in card.all("EMAIL") if entry.text()),
        webs=tuple(_labelled(card, entry, _PLACES) for entry in card.all("URL") if entry.text()),
        addresses=_addresses(card),
        note="\n".join(_texts(card, "NOTE")),
        labels=tuple(label for entry in card.all("CATEGORIES") for label in _split_labels(entry)),
        languages=_texts(card, "LANG"),
        others=(*_others(card), *(("Organization", ", ".join(filter(None, more))) for more in organizations[1:])),
        own=tuple(_own(card)),
        key=card.first("UID").removeprefix("urn:uuid:") or card.first("X-ABUID") or None,
        changed_on=_day(card.first("REV")),
        kind="" if kind in ("", "individual", "person", "x-individual") else kind,
        whole=card.whole,
    )


def _own(card: Card) -> Iterator[tuple[str, str]]:
    for entry in card.properties:
        if entry.name.startswith(OWN_PROPERTIES) and entry.text():
            yield entry.name.removeprefix(OWN_PROPERTIES).replace("-", "_").casefold(), entry.text()


def _texts(card: Card, *names: str) -> tuple[str, ...]:
    """Every text of some properties, without repeats."""
    return tuple(dict.fromkeys(text for name in names for entry in card.all(name) if (text := entry.text())))


def _split_labels(entry: Property) -> list[str]:
    return [label for part in entry.entries() for label in map(str.strip, part.replace(";", ",").split(",")) if label]


def _kind(card: Card, entry: Property, kinds: dict[str, str]) -> str:
    label = card.label(entry)
    known = next((word for kind, word in kinds.items() if kind in entry.kinds), "")
    if label and not known:
        return label
    return known or next(
        (kind.casefold() for kind in sorted(entry.kinds) if kind in ("OTHER", "SCHOOL", "ASSISTANT")), ""
    )


def _labelled(card: Card, entry: Property, kinds: dict[str, str]) -> Labelled:
    return Labelled(entry.text(), _kind(card, entry, kinds), "PREF" in entry.kinds)


def _telephone(card: Card, entry: Property) -> Labelled:
    words = _EXTENSION.sub(" ext. ", _TEL.sub("", entry.text()))
    label = card.label(entry)
    return Labelled(words, label if _UNREACHABLE.search(label) else _kind(card, entry, _PHONES), "PREF" in entry.kinds)


def _addresses(card: Card) -> tuple[PostalAddress, ...]:
    found = []
    for entry in card.all("ADR"):
        box, more, street, city, region, code, country = [*entry.parts(), *[""] * 7][:7]
        if not any((box, more, street, city, region, code, country)):
            continue
        lines = ", ".join(part for part in (street, more, box) if part)
        found.append(
            PostalAddress(_kind(card, entry, _PLACES), lines, city, region, code, country, "", "PREF" in entry.kinds)
        )
    if not found:
        found = [
            PostalAddress(_kind(card, entry, _PLACES), whole=entry.text())
            for entry in card.all("LABEL")
            if entry.text()
        ]
    return tuple(found)


_ANDROID = re.compile(r"vnd\.android\.cursor\.item/(\w+);([^;]+)")
"""X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Adie;1;;"""
_SAID = frozenset(
    ["NICKNAME", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "ADR", "LABEL", "URL", "NOTE", "CATEGORIES", "LANG"]
)
_LABELS: dict[str, str] = {
    "BDAY": "Birthday", "ANNIVERSARY": "Anniversary", "IMPP": "Chat", "GENDER": "Gender", "RELATED": "Related",
    "X-ABDATE": "Date", "X-ABRELATEDNAMES": "Related",
}  # fmt: skip


def _others(card: Card) -> tuple[tuple[str, str], ...]:
    """What a card holds beyond what a contact has a place for, each under the name of its property."""
    found = []
    for entry in card.properties:
        name, words = entry.name, _one_line(entry.text())
        if (
            name in _SAID
            or name in property_names("not_said")
            or _NOT_SAID_EITHER.match(name)
            or _is_for_programs(words)
        ):
            continue
        android = _ANDROID.match(words)
        found.append((android[1].capitalize(), android[2]) if android else (_label(card, entry), words))
    return tuple(dict.fromkeys(found))


def _label(card: Card, entry: Property) -> str:
    label = card.label(entry)
    if label:
        return label.replace("_", " ").strip().capitalize() if label.isupper() else label
    if entry.name in _LABELS:
        return _LABELS[entry.name]
    if _CHAT.match(entry.name):
        return "Chat"
    bare = _VENDORS.sub("", entry.name).replace("_", " ").replace("-", " ").strip()
    return bare.capitalize() if bare and sum(sign.isdigit() for sign in bare) < 8 else "Other"


def _is_for_programs(words: str) -> bool:
    """Whether a value is nothing that a person wrote: markup, a program's own data, a long run of signs."""
    return not words or words[0] in "<{[" or (len(words) > 60 and " " not in words)


def _day(text: str) -> str | None:
    match = _ISO_DAY.match(text)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None
