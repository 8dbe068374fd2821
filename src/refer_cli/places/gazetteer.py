"""Looks up US cities and ZIPs offline, in a small file made once from the `zipcodes` package.

The package's own look-up takes some 200 ms in a fresh process, the file's a millisecond or two.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from math import log2
from pathlib import Path

from refer_cli.places.names import city_key
from refer_cli.places.points_file import (
    FORMAT,
    DamagedPoints,
    Part,
    Slot,
    head_of,
    lines_with,
    part_of,
    read_head,
    read_part,
    split,
)
from refer_cli.records import NamedTuple

#: A proposal shares at least this much of the asked name (rapidfuzz's similarity, 0 to 1).
_LEAST_SIMILAR = 0.6

#: Shorter names are like too many others ("LA" is one letter from Ila, GA).
_SHORTEST_ALIKE = 4

#: What counts beside likeness: each doubling of a city's ZIPs, and lying in the state that was given.
_EACH_DOUBLING = 0.04
_STATE_GIVEN = 0.25

#: How many ZIPs are remembered, for imports in which the same ones come again and again.
_REMEMBERED = 4096


class Place(NamedTuple):
    """A point with its name: a ZIP, a city (no `zip`) or a whole state (no `city` either). Degrees."""

    city: str | None
    state: str
    zip: str | None
    lat: float
    lon: float


class Gazetteer:
    """The points file at `path`, read part by part when first asked.

    A damaged file is built anew by itself; where it cannot be written, its content stays in memory.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._head: dict[Part, Slot] = {}
        self._parts: dict[Part, bytes] = {}
        self._zips: dict[str, Place | None] = {}

    def zip(self, code: str) -> Place | None:
        """The place of a ZIP of 5 or 9 digits ("97214", "97214-1234", "972141234"); None when not known."""
        digits = zip_digits(code)
        if digits is None:
            return None
        if digits not in self._zips:
            if len(self._zips) >= _REMEMBERED:
                self._zips.clear()
            self._zips[digits] = next(
                (
                    Place(city, state, digits, float(lat), float(lon))
                    for _, state, lat, lon, city, _ in self._lines("zips", digits)
                ),
                None,
            )
        return self._zips[digits]

    def zip_names(self, code: str) -> tuple[str, ...]:
        """Every city name that the post office takes for the ZIP, its own first; empty when not known."""
        digits = zip_digits(code)
        for *_, city, accepted in self._lines("zips", digits or "?"):
            return (city, *(name for name in accepted.split(";") if name))
        return ()

    def cities(self, name: str) -> tuple[tuple[Place, int], ...]:
        """Every state's city of that name with its number of ZIPs, most first (then by state).

        The name may be spelled in any case, with short forms ("St. Louis", "Ft Collins") or accents.
        """
        key = city_key(name)
        lines = self._lines("cities", key) if key else iter(())
        matching = [_city(fields) for fields in lines]
        return tuple(sorted(matching, key=lambda pair: (-pair[1], pair[0].state)))

    def state(self, code: str) -> Place | None:
        """The rough centre of a state by its USPS code: the middle of its ZIPs, so near where people live."""
        for state, lat, lon in self._lines("states", code.upper()):
            return Place(None, state, None, float(lat), float(lon))
        return None

    def propose(self, name: str, state: str | None = None, limit: int = 3) -> tuple[Place, ...]:
        """What a name that is no known city may have meant: alike and large first, preferring `state`.

        Names that people use and the post office does not ("NYC", "Cambridgeport") lead to their city.
        """
        key = city_key(name)
        if not key:
            return ()
        ranked = [*self._nicknamed(key, state), *self._alike(key, state)]
        return tuple(dict.fromkeys(ranked))[:limit]

    def is_nickname(self, name: str) -> bool:
        """Whether people call a city so and the post office does not ("NYC")."""
        return bool(self._nicknamed(city_key(name), None))

    def _nicknamed(self, key: str, state: str | None) -> list[Place]:
        """The cities that a nickname means (in `state`, when it is given), the one with most ZIPs first."""
        lines = self._lines("nicknames", key)
        ranked = sorted((-int(count), where, city) for _, count, where, city in lines)
        return [
            place
            for _, where, city in ranked
            if state in (None, where)
            for place, _ in self.cities(city)
            if place.state == where
        ]

    def _alike(self, key: str, state: str | None) -> list[Place]:
        """Every city whose name is like `key`, best first: likeness, a larger city and `state` ahead."""
        if len(key) < _SHORTEST_ALIKE:
            return []
        # Loaded only here: reading commands stay off rapidfuzz until a name is not known.
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        cities = [line.split("\t") for line in self._section("cities").decode().splitlines()]
        scored = []
        for _, similar, index in process.extract(
            key,
            [fields[0] for fields in cities],
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_LEAST_SIMILAR,
            limit=None,
        ):
            place, size = _city(cities[index])
            score = similar + _EACH_DOUBLING * log2(size) + _STATE_GIVEN * (place.state == state)
            scored.append((-score, place))
        return [place for _, place in sorted(scored)]

    def _lines(self, section: str, key: str) -> Iterator[list[str]]:
        """The fields of every line of that key in the section."""
        return lines_with(self._part(part_of(section, key)), key)

    def _section(self, name: str) -> bytes:
        """A whole section of the file."""
        self._part((name, 0))  # reads the head
        return b"".join(self._part(part) for part in self._head if part[0] == name)

    def _part(self, part: Part) -> bytes:
        """One part of the file, building the file anew when it is damaged; empty where there is no such part."""
        if part not in self._parts:
            try:
                self._head = self._head or read_head(self._path)
                self._parts[part] = read_part(self._path, self._head[part]) if part in self._head else b""
            except DamagedPoints:
                whole = _rebuilt(self._path)
                self._head, self._parts = head_of(whole), split(whole)
        return self._parts.get(part, b"")


def zip_digits(code: str) -> str | None:
    """The five digits of a ZIP or ZIP+4, or None. Four digits are refused: a lost zero is only proposed."""
    text = code.strip()
    head, dash, tail = text.partition("-")
    digits = head.strip() + tail.strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    if dash and (len(head.strip()), len(tail.strip())) != (5, 4):
        return None
    return digits[:5] if len(digits) in (5, 9) else None


def gazetteer_path(folder: Path) -> Path:
    """The points file in `folder`; its name carries the format and the version of zipcodes."""
    return folder / f"places-{FORMAT}-{_zipcodes_version()}.txt"


def build(path: Path) -> None:
    """Writes the points file from the `zipcodes` package: whole or not at all, in about a second.

    Several processes may do so at once; the last one to finish wins, with the same content.
    Raises OSError when the folder cannot be made or written.
    """
    from refer_cli.files import make_folder, write_whole
    from refer_cli.places.points_build import compose_points

    make_folder(path.parent)
    write_whole(path, compose_points(_zipcodes_version()))


def open_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer of `folder`, built first when it is missing, damaged or from another version.

    Where `folder` cannot be written the points are built in memory, so that the command goes on.
    """
    return Gazetteer(gazetteer_path(folder))


def _rebuilt(path: Path) -> bytes:
    """The content of a fresh points file, also written to `path` where that can be done."""
    from refer_cli.files import make_folder, write_whole
    from refer_cli.places.points_build import compose_points

    whole = compose_points(_zipcodes_version())
    # A read-only or full disk costs the next command a second, and must not stop this one.
    with suppress(OSError):
        make_folder(path.parent)
        write_whole(path, whole)
    return whole


def _city(fields: list[str]) -> tuple[Place, int]:
    """The place and number of ZIPs that a line of the section `cities` holds."""
    _, state, count, lat, lon, city = fields
    return Place(city, state, None, float(lat), float(lon)), int(count)


def _zipcodes_version() -> str:
    """The installed version of zipcodes, from the name of its dist-info folder.

    importlib.metadata would say the same at twenty times the cost of this listing.
    """
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.startswith("zipcodes-") and name.endswith(".dist-info"):
                return name.removeprefix("zipcodes-").removesuffix(".dist-info")
    return _version_from_metadata()


def _version_from_metadata() -> str:
    """The version as importlib.metadata finds it (packages in a zip file), or "unknown"."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("zipcodes")
    except PackageNotFoundError:
        return "unknown"
