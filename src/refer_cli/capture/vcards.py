"""vCards 2.1 (versit, 1996), 3.0 (RFC 2426) and 4.0 (RFC 6350) as phones and mail programs really write them.

Bytes in, properties out; what a property means is read elsewhere. Nothing is refused: a line that is no property
belongs to the one before it, and a card without its end holds what stands there.
"""

from __future__ import annotations

import json
import quopri
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from refer_cli.fields.signs import plain_signs


@cache
def property_names(group: str = "properties") -> frozenset[str]:
    """Names of properties: all that a card may have, or those that say nothing of the person (`not_said`)."""
    data = json.loads((Path(__file__).parent / "vcards.json").read_text(encoding="utf-8"))
    return frozenset(data[group])


_LINE = re.compile(rb"(?:[\w-]+\.)?([A-Za-z][A-Za-z0-9_-]*)[;:]")
_BASE64 = re.compile(rb"(?:^|[;=])(?:BASE64|B)(?:[;:]|$)", re.I)
_QUOTED = re.compile(rb"(?:^|[;=])QUOTED-PRINTABLE(?:[;:]|$)", re.I)
_MARK = re.compile(rb"(?:BEGIN|END):VCARD", re.I)


class Property(NamedTuple):
    """One property of a card: its name in capitals, the group it stands in (`item1`), its kinds, and its value.

    `kinds` are the values of TYPE and the bare parameters of 2.1, in capitals. `value` still has its backslashes.
    """

    name: str
    group: str
    kinds: frozenset[str]
    value: str

    def text(self) -> str:
        """The value as one text."""
        return unescaped(self.value)

    def parts(self) -> list[str]:
        """The parts of a structured value (N, ORG, ADR)."""
        return [unescaped(part) for part in re.split(r"(?<!\\);", self.value)]

    def entries(self) -> list[str]:
        """The entries of a list parted by commas (CATEGORIES, NICKNAME)."""
        return [entry for part in re.split(r"(?<!\\),", self.value) if (entry := unescaped(part))]


class Card(NamedTuple):
    """The properties of one card in order. `line` is where it begins (1 is the first); `whole`: it has its end."""

    line: int
    properties: tuple[Property, ...]
    whole: bool = True

    def all(self, name: str) -> list[Property]:
        """Every property of this name."""
        return [entry for entry in self.properties if entry.name == name]

    def first(self, name: str) -> str:
        """The text of the first property of this name that says anything."""
        return next((text for entry in self.all(name) if (text := entry.text())), "")

    def label(self, entry: Property) -> str:
        """What the address book calls a property of a group: `item1.X-ABLabel:_$!<HomePage>!$_` is HomePage."""
        if not entry.group:
            return ""
        labels = (other for other in self.all("X-ABLABEL") if other.group == entry.group)
        return next((re.sub(r"^_\$!<(.*)>!\$_$", r"\1", other.text()) for other in labels), "")


def unescaped(raw: str) -> str:
    """A value without its backslashes: `\\n` is a line break, `\\,` a comma, `http\\://` an address."""
    return re.sub(r"\\([nN,;:\\'\"])", lambda mark: "\n" if mark[1] in "nN" else mark[1], raw).strip()


def is_vcard(data: bytes) -> bool:
    """Whether a file begins with a card."""
    return plain_bytes(data[:4096]).lstrip(b" \t\r\n")[:11].upper() == b"BEGIN:VCARD"


def number_of_cards(data: bytes | str) -> int:
    """How many cards a file begins, whatever else it is."""
    plain = plain_bytes(data) if isinstance(data, bytes) else data.encode("utf-8", "replace")
    return len(re.findall(rb"^BEGIN:VCARD[ \t]*\r?$", plain, re.I | re.M))


def cards(data: bytes) -> Iterator[Card]:
    """Every card of a file; a card within a card (AGENT) is left out with its property."""
    properties: list[Property] = []
    begun = depth = 0
    for number, line in _properties(plain_bytes(data).splitlines()):
        entry = _property(line)
        if entry.name == "BEGIN" and entry.value.strip().upper() == "VCARD":
            if begun and depth == 1 and properties and properties[-1].name == "AGENT":
                depth = 2
                continue
            if begun:
                yield Card(begun, tuple(properties), whole=False)
            properties, begun, depth = [], number, 1
        elif entry.name == "END" and entry.value.strip().upper() == "VCARD":
            depth -= 1
            if begun and depth <= 0:
                yield Card(begun, tuple(properties))
                properties, begun = [], 0
        elif begun and depth == 1:
            properties.append(entry)
    if begun:
        yield Card(begun, tuple(properties), whole=False)


def plain_bytes(data: bytes) -> bytes:
    """The file in bytes of which ASCII is ASCII: UTF-16, with its mark or without, as UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    if data[:1] == b"\0":
        return data.decode("utf-16-be", "replace").encode("utf-8", "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def _properties(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each property as one line, with the number of the line it begins in."""
    begun, parts, soft, base64, gap = 0, [b""], False, False, False
    for number, line in enumerate(lines, start=1):
        if soft:
            if not line.strip():  # every line break was doubled, or the value ends in one
                gap = True
                continue
            if not (_begins(line) if gap else _MARK.match(line)):
                soft = line.endswith(b"=")
                parts.append(line.removesuffix(b"=") if soft else line)
                continue
        soft = gap = False
        if line[:1] in (b" ", b"\t") and begun:
            if not base64:
                parts.append(line[1:])
                soft = bool(_QUOTED.search(_head(parts[0]))) and line.endswith(b"=")
                if soft:
                    parts[-1] = parts[-1].removesuffix(b"=")
            continue
        if not _begins(line):
            if begun and not base64 and line.strip():
                parts.append(b"\\n" + line)
            continue
        if begun:
            yield begun, b"".join(parts)
        begun, parts, head = number, [line], _head(line)
        base64 = bool(_BASE64.search(head))
        soft = bool(_QUOTED.search(head)) and line.endswith(b"=")
        if soft:
            parts = [line.removesuffix(b"=")]
    if begun:
        yield begun, b"".join(parts)


def _begins(line: bytes) -> bool:
    match = _LINE.match(line)
    if match is None:
        return False
    # Names that no list knows begin with X-, or are capitals: a word in a note is neither.
    name = match[1]
    return name.upper().decode() in property_names() or name[:2].upper() == b"X-" or (len(name) > 2 and name.isupper())


def _head(line: bytes) -> bytes:
    return line.partition(b":")[0]


def _property(line: bytes) -> Property:
    head, value = _parted(line)
    name, *options = head.split(";")
    group, _, bare = name.rpartition(".")
    kinds: set[str] = set()
    charset = ""
    for option in options:
        word, sign, said = option.partition("=")
        said = said.strip('" ')
        match word.strip().upper() if sign else "":
            case "":
                kinds.add(word.strip().upper())
            case "TYPE":
                kinds.update(kind.strip('" ').upper() for kind in said.split(","))
            case "CHARSET":
                charset = said
            case "ENCODING":
                kinds.add(said.upper())
            case "PREF":
                kinds.add("PREF")
    quoted = "QUOTED-PRINTABLE" in kinds
    text = plain_signs(_decoded(quopri.decodestring(value) if quoted else value, charset))
    if quoted:  # a line break and a backslash in it are meant
        text = text.replace("\n", "\\n")
    return Property(bare.strip().upper(), group.strip().casefold(), frozenset(kinds - {""}), text)


def _parted(line: bytes) -> tuple[str, bytes]:
    """The head of a property and its value: they part at the first colon outside quotation marks.

    An address whose LABEL stands without quotation marks holds colons in its head: there the last colon counts that
    leaves the seven parts of an address behind it.
    """
    places = []
    inside = False
    for place, sign in enumerate(line):
        if sign == 0x22:
            inside = not inside
        elif sign == 0x3A and not inside:
            places.append(place)
            if b";LABEL=" not in line[:place].upper():
                break
    if not places:
        place = line.find(b":")
        places = [place if place >= 0 else len(line)]
    whole = [place for place in places if len(re.findall(rb"(?<!\\);", line[place:])) >= 6]
    place = whole[-1] if len(places) > 1 and whole else places[0]
    return line[:place].decode("utf-8", "replace"), line[place + 1 :]


def _decoded(value: bytes, charset: str) -> str:
    """Bytes as text: most say UTF-8 or nothing and are it; what is not, is what the card says, else Windows'."""
    named = () if not charset or charset.upper() in ("UTF-8", "US-ASCII", "ASCII") else (charset,)
    for encoding in ("utf-8", *named):
        try:
            return value.decode(encoding)
        except (ValueError, LookupError):
            continue
    # A letter that was cut in two, by the end of the file or of a line, does not make the others Windows' own.
    whole = value.decode("utf-8", "ignore")
    lost = len(value) - len(whole.encode("utf-8"))
    if sum(not sign.isascii() for sign in whole) > lost:
        return whole
    return value.decode("cp1252", "replace").replace("\ufffd", "")
