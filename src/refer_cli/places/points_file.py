"""The points file: its name, its head, its checked sections, and how a line of one is found.

A head line of ASCII, then the sections one after another. A section is lines of tab-separated UTF-8 sorted
by their bytes, the first field being the key. Lines whose keys begin with the same byte are a part; the head holds
each part's length and CRC-32, so that a cut or spoiled file is noticed when the part is first read. One look-up
reads one part as one `bytes` object (some fifty kilobytes of a megabyte) and bisects it; no other line becomes a
Python object.

    refer-places <format> <version of zipcodes> <section>:<first byte>:<length>:<crc32> ...
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from zlib import crc32

from refer_cli.records import NamedTuple

#: Raised with every change of the lines' meaning; part of the file's name.
FORMAT = 2

#: Sections and the fields of their lines.
#: zips:      zip, state, lat, lon, city, other accepted names joined by ";"
#: cities:    folded name, state, number of ZIPs, lat, lon, city
#: nicknames: folded name, number of ZIPs, state, city (names the post office does not take; proposals only)
#: states:    state, lat, lon
SECTIONS = ("zips", "cities", "nicknames", "states")

_HEAD_LIMIT = 8_192


class DamagedPoints(Exception):
    """The points file is missing, cut, spoiled or of another format. Never leaves this room."""


class Slot(NamedTuple):
    """Where a part lies in the file, in bytes, and its CRC-32."""

    offset: int
    length: int
    crc: int


Part = tuple[str, int]
"""A section, and the byte with which the keys of the part begin."""


def content(sections: Mapping[str, bytes], version: str) -> bytes:
    """The bytes of a whole points file holding `sections`, built from `version` of zipcodes."""
    slots = (
        f"{name}:{first}:{len(part)}:{crc32(part)}" for name in SECTIONS for first, part in _parted(sections[name])
    )
    head = f"refer-places {FORMAT} {version} {' '.join(slots)}\n".encode("ascii")
    return head + b"".join(sections[name] for name in SECTIONS)


def part_of(section: str, key: str) -> Part:
    """The part in which the lines of a key are, if there are any."""
    return section, (key.encode() or b"\0")[0]


def read_head(path: Path) -> dict[Part, Slot]:
    """The slots of the file at `path`, after comparing its format and size.

    Raises DamagedPoints when the file cannot be read or is not whole.
    """
    try:
        with open(path, "rb") as file:
            line = file.readline(_HEAD_LIMIT)
            size = file.seek(0, 2)
    except OSError as problem:
        raise DamagedPoints(str(problem)) from problem
    return _slots(line, size)


def read_part(path: Path, slot: Slot) -> bytes:
    """The bytes of one part of the file at `path`; raises DamagedPoints when they are not as written."""
    try:
        with open(path, "rb") as file:
            file.seek(slot.offset)
            part = file.read(slot.length)
    except OSError as problem:
        raise DamagedPoints(str(problem)) from problem
    return _checked(part, slot)


def split(whole: bytes) -> dict[Part, bytes]:
    """Every part of a points file held in memory; raises DamagedPoints."""
    slots = head_of(whole)
    return {part: _checked(whole[slot.offset : slot.offset + slot.length], slot) for part, slot in slots.items()}


def head_of(whole: bytes) -> dict[Part, Slot]:
    """The slots of a points file held in memory; raises DamagedPoints."""
    return _slots(whole[:_HEAD_LIMIT].partition(b"\n")[0] + b"\n", len(whole))


def lines_with(section: bytes, key: str) -> Iterator[list[str]]:
    """The fields of every line of `section` whose key is `key`."""
    beginning = f"{key}\t".encode()
    position = _first_line(section, beginning)
    while position < len(section) and section.startswith(beginning, position):
        end = section.index(b"\n", position)
        yield section[position:end].decode().split("\t")
        position = end + 1


def _first_line(section: bytes, beginning: bytes) -> int:
    """The offset of the first line of `section` that is not below `beginning`."""
    low, high = 0, len(section)
    while low < high:
        middle = section.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = section.index(b"\n", middle) + 1
        if section[middle : end - 1] < beginning:
            low = end
        else:
            high = middle
    return low


def _parted(section: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a section by their first byte; one that is empty for a section without lines."""
    if not section:
        yield 0, b""
    for first, lines in groupby(section.splitlines(keepends=True), key=lambda line: line[0]):
        yield first, b"".join(lines)


def _slots(line: bytes, size: int) -> dict[Part, Slot]:
    """The slots that a head line names, when they fill `size` bytes exactly."""
    words = line.split()
    if not line.endswith(b"\n") or words[:2] != [b"refer-places", str(FORMAT).encode()]:
        raise DamagedPoints("not a points file of this format")
    slots: dict[Part, Slot] = {}
    offset = len(line)
    try:
        for word in words[3:]:
            name, first, length, crc = word.decode("ascii").split(":")
            slots[name, int(first)] = Slot(offset, int(length), int(crc))
            offset += int(length)
    except ValueError as problem:
        raise DamagedPoints("its head cannot be read") from problem
    named = tuple(dict.fromkeys(name for name, _ in slots))
    if named != SECTIONS or offset != size or min(slot.length for slot in slots.values()) < 0:
        raise DamagedPoints("it is not whole")
    return slots


def _checked(part: bytes, slot: Slot) -> bytes:
    """`part`, when its length and CRC are those of `slot`."""
    if len(part) != slot.length or crc32(part) != slot.crc:
        raise DamagedPoints("a part is not as it was written")
    return part
