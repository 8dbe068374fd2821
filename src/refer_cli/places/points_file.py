"""The points file: its name, its head, its checked sections, and how a line of one is found.

A head line of ASCII, then the sections one after another. A section is lines of tab-separated UTF-8 sorted
by their bytes, the first field being the key; the head holds each section's length and CRC-32, so that a
cut or spoiled file is noticed when the section is first read. One look-up reads one section as one `bytes`
object (about a megabyte, under a millisecond) and bisects it; no other line becomes a Python object.

    refer-places <format> <version of zipcodes> <name>:<length>:<crc32> ...
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from zlib import crc32

from refer_cli.records import NamedTuple

#: Raised with every change of the lines' meaning; part of the file's name.
FORMAT = 1

#: Sections and the fields of their lines.
#: zips:      zip, state, lat, lon, city, other accepted names joined by ";"
#: cities:    folded name, state, number of ZIPs, lat, lon, city
#: nicknames: folded name, number of ZIPs, state, city (names the post office does not take; proposals only)
#: states:    state, lat, lon
SECTIONS = ("zips", "cities", "nicknames", "states")

_HEAD_LIMIT = 512


class DamagedPoints(Exception):
    """The points file is missing, cut, spoiled or of another format. Never leaves this room."""


class Slot(NamedTuple):
    """Where a section lies in the file, in bytes, and its CRC-32."""

    offset: int
    length: int
    crc: int


def content(sections: Mapping[str, bytes], version: str) -> bytes:
    """The bytes of a whole points file holding `sections`, built from `version` of zipcodes."""
    slots = (f"{name}:{len(sections[name])}:{crc32(sections[name])}" for name in SECTIONS)
    head = f"refer-places {FORMAT} {version} {' '.join(slots)}\n".encode("ascii")
    return head + b"".join(sections[name] for name in SECTIONS)


def read_head(path: Path) -> dict[str, Slot]:
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


def read_section(path: Path, slot: Slot) -> bytes:
    """The bytes of one section of the file at `path`; raises DamagedPoints when they are not as written."""
    try:
        with open(path, "rb") as file:
            file.seek(slot.offset)
            section = file.read(slot.length)
    except OSError as problem:
        raise DamagedPoints(str(problem)) from problem
    return _checked(section, slot)


def split(whole: bytes) -> dict[str, bytes]:
    """Every section of a points file held in memory; raises DamagedPoints."""
    slots = _slots(whole[:_HEAD_LIMIT].partition(b"\n")[0] + b"\n", len(whole))
    return {name: _checked(whole[slot.offset : slot.offset + slot.length], slot) for name, slot in slots.items()}


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


def _slots(line: bytes, size: int) -> dict[str, Slot]:
    """The slots that a head line names, when they fill `size` bytes exactly."""
    words = line.split()
    if not line.endswith(b"\n") or words[:2] != [b"refer-places", str(FORMAT).encode()]:
        raise DamagedPoints("not a points file of this format")
    slots: dict[str, Slot] = {}
    offset = len(line)
    try:
        for word in words[3:]:
            name, length, crc = word.decode("ascii").split(":")
            slots[name] = Slot(offset, int(length), int(crc))
            offset += int(length)
    except ValueError as problem:
        raise DamagedPoints("its head cannot be read") from problem
    if tuple(slots) != SECTIONS or offset != size or min(slot.length for slot in slots.values()) < 0:
        raise DamagedPoints("it is not whole")
    return slots


def _checked(section: bytes, slot: Slot) -> bytes:
    """`section`, when its length and CRC are those of `slot`."""
    if len(section) != slot.length or crc32(section) != slot.crc:
        raise DamagedPoints("a section is not as it was written")
    return section
