"""Rows of an address book in a table (CSV) as contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from refer_cli.capture.contacts import Contact, Labelled, PostalAddress
from refer_cli.exchange.address_book_csv import columns, is_header, plain
from refer_cli.exchange.table import Table
from refer_cli.fields.signs import plain_signs

SEVERAL = ":::"
"""What Google writes between several values in one cell."""
_NUMBERED = re.compile(r"(E-mail|Phone|Address|Website|IM|Relation|Event|Custom Field) (\d+) - (\w[\w ]*)$")
"""Google's columns that repeat: `Phone 2 - Value`, `Address 1 - Postal Code`."""
_ADDRESS_PARTS = {
    "Formatted": "whole", "Street": "street", "Extended Address": "street", "PO Box": "street", "City": "city",
    "Region": "region", "Postal Code": "code", "Country": "country",
}  # fmt: skip


class Cell(NamedTuple):
    """One filled cell: its heading and what is in it."""

    heading: str
    words: str


def contacts(kind: str, table: Table) -> Iterator[Contact]:
    """Every row below the program's headings, as a contact. Raises Refused where the text stops being a table."""
    header: Sequence[str] | None = table.header if is_header(kind, table.header) else None
    for number, cells in table.rows():
        if header is None:
            header = [cell.strip() for cell in cells] if is_header(kind, cells) else None
            continue
        filled = [
            Cell(plain_signs(heading).strip(), plain_signs(words).strip())
            for heading, words in zip([*header, *[""] * len(cells)], cells, strict=False)
            if plain_signs(words).strip()
        ]
        yield contact_of(kind, number, filled)


def contact_of(kind: str, row: int, filled: Sequence[Cell]) -> Contact:
    """The contact of one row. What no column of the program names is kept under its heading."""
    collected = _Collected()
    types = {_numbered(cell, "Type", "Label"): cell.words for cell in filled if _numbered(cell, "Type", "Label")}
    for cell in filled:
        numbered = _NUMBERED.match(cell.heading) if kind == "google" else None
        if numbered is not None:
            collected.numbered(numbered[1], numbered[2], numbered[3], cell.words, types)
        else:
            collected.take(columns(kind).get(plain(cell.heading), cell.heading or "More"), cell)
    return collected.contact(row)


def _numbered(cell: Cell, *endings: str) -> tuple[str, str]:
    match = _NUMBERED.match(cell.heading)
    return (match[1], match[2]) if match is not None and match[3] in endings else ("", "")


class _Collected:
    """What a row's cells say, gathered under the parts of a contact."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}
        self._phones: list[Labelled] = []
        self._mails: list[Labelled] = []
        self._webs: list[Labelled] = []
        self._addresses: dict[str, dict[str, list[str]]] = {}
        self._kinds: dict[str, str] = {}
        self._others: list[tuple[str, str]] = []
        self._birthday: list[str] = []
        self._key: str | None = None

    def take(self, part: str, cell: Cell) -> None:
        """One cell of a column that holds `part`; of any other it is kept under the part's name."""
        word, _, kind = part.partition(" ")
        match word:
            case "-":
                return
            case "first" | "middle" | "last" | "prefix" | "suffix" | "shown" | "nickname" | "organization":
                self._texts.setdefault(word, []).append(cell.words)
            case "department" | "title" | "note" | "labels":
                self._texts.setdefault(word, []).append(cell.words)
            case "phone":
                self._phones.append(Labelled(cell.words, kind))
            case "mail":
                self._mails.append(Labelled(cell.words, kind))
            case "web":
                self._webs.append(Labelled(cell.words, kind))
            case "profile":
                self._webs.append(Labelled(cell.words, "profile"))
                self._key = cell.words
            case "address":
                place, _, piece = kind.partition(" ")
                self._kinds[place] = place
                self._addresses.setdefault(place, {}).setdefault(piece, []).append(cell.words)
            case "birthday":
                self._birthday.append(cell.words)
            case _:
                self._others.append((part, cell.words))

    def numbered(self, what: str, number: str, piece: str, words: str, types: Mapping[tuple[str, str], str]) -> None:
        """One cell of Google's columns that repeat."""
        kind = types.get((what, number), "").strip(" *")
        if piece in ("Type", "Label"):
            return
        entries = [entry.strip() for entry in words.split(SEVERAL) if entry.strip()]
        match what:
            case "Phone":
                self._phones.extend(Labelled(entry, _phone_kind(kind)) for entry in entries)
            case "E-mail":
                starred = types.get((what, number), "").startswith("*")
                self._mails.extend(Labelled(entry, kind.casefold(), starred) for entry in entries)
            case "Website":
                self._webs.extend(Labelled(entry, kind.casefold()) for entry in entries)
            case "Address":
                self._kinds[number] = kind.casefold()
                pieces = self._addresses.setdefault(number, {})
                pieces.setdefault(_ADDRESS_PARTS.get(piece, "street"), []).extend(entries)
            case "IM":
                if piece == "Value":
                    self._others.extend(("Chat", entry) for entry in entries)
            case _:
                self._others.extend((kind or what, entry) for entry in entries)

    def contact(self, row: int) -> Contact:
        """The contact as gathered."""

        def text(part: str, between: str = " ") -> str:
            return between.join(self._texts.get(part, []))

        others = list(self._others)
        if self._birthday:
            others.append(("Birthday", "-".join(self._birthday)))
        labels = [label.strip() for cell in self._texts.get("labels", []) for label in re.split(r":::|[;,]", cell)]
        return Contact(
            row=row,
            first=text("first"),
            middle=text("middle"),
            last=text("last"),
            prefix=text("prefix"),
            suffix=text("suffix"),
            shown=" ".join(text("shown").split()),
            nickname=text("nickname"),
            organization=text("organization"),
            department=text("department", ", "),
            titles=tuple(self._texts.get("title", [])),
            phones=tuple(self._phones),
            mails=tuple(self._mails),
            webs=tuple(self._webs),
            addresses=tuple(self._address(place) for place in self._addresses),
            note=text("note", "\n"),
            labels=tuple(label for label in labels if label),
            others=tuple(dict.fromkeys(others)),
            key=self._key,
        )

    def _address(self, place: str) -> PostalAddress:
        pieces = self._addresses[place]

        def joined(piece: str) -> str:
            return ", ".join(pieces.get(piece, []))

        return PostalAddress(
            self._kinds[place],
            joined("street"),
            joined("city"),
            joined("region"),
            joined("code"),
            joined("country"),
            joined("whole"),
        )


def _phone_kind(kind: str) -> str:
    """Google's kinds of telephones in our words: `workFax` and `Home Fax` are faxes."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).strip().casefold()
    return {"cell": "mobile"}.get(plain, plain)
