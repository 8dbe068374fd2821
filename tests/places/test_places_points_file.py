"""The points file: finding lines, and noticing damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.places.points_build import compose_from
from refer_cli.places.points_file import (
    SECTIONS,
    DamagedPoints,
    content,
    lines_with,
    part_of,
    read_head,
    read_part,
    split,
)

KEYS = st.text(alphabet="ab \u00e9", max_size=4)


@given(st.lists(st.tuples(KEYS, KEYS), max_size=30), KEYS)
def test_bisecting_finds_what_reading_every_line_finds(rows: list[tuple[str, str]], key: str) -> None:
    section = b"".join(sorted(f"{first}\t{second}\n".encode() for first, second in rows))
    every = [line.split("\t") for line in section.decode().split("\n")[:-1]]
    assert list(lines_with(section, key)) == [fields for fields in every if fields[0] == key]


def _whole() -> bytes:
    sections = {name: f"{name}\tvalue\nz{name}\tother\n".encode() for name in SECTIONS}
    return content({**sections, "zips": b""}, "3.0.0")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "points.txt"
    path.write_bytes(_whole())
    head = read_head(path)
    assert {part: read_part(path, slot) for part, slot in head.items()} == split(_whole())
    assert split(_whole())[part_of("cities", "cities")] == b"cities\tvalue\n"
    assert split(_whole())[part_of("zips", "")] == b""


def _is_sound(path: Path) -> bool:
    try:
        for slot in read_head(path).values():
            read_part(path, slot)
    except DamagedPoints:
        return False
    return True


def test_every_cut_and_every_changed_byte_of_a_section_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "points.txt"
    whole = _whole()
    path.write_bytes(whole)
    assert _is_sound(path)
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert not _is_sound(path), length
    for position in range(whole.index(b"\n") + 1, len(whole)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        assert not _is_sound(path), position


@pytest.mark.parametrize(
    "spoiled",
    [
        b"",
        b"\n",
        b"refer-places 2",
        b"refer-places 1 3.0.0 zips:0:0:0 cities:0:0:0 nicknames:0:0:0 states:0:0:0\n",
        b"refer-places 2 3.0.0 zips:48:x:0\n",
        b"refer-places 2 3.0.0 zips:0:-5:0 cities:0:5:0 nicknames:0:0:0 states:0:0:0\n",
        b"refer-places 2 3.0.0\n",
        b"\xff\xfe" * 300,
    ],
)
def test_a_spoiled_head_is_noticed(tmp_path: Path, spoiled: bytes) -> None:
    path = tmp_path / "points.txt"
    path.write_bytes(spoiled)
    assert not _is_sound(path)
    with pytest.raises(DamagedPoints):
        split(spoiled)


def _lines(entries: list[dict[str, Any]], section: str) -> list[list[str]]:
    parts = split(compose_from(entries, "0"))
    text = b"".join(lines for (name, _), lines in parts.items() if name == section).decode()
    return [line.split("\t") for line in text.splitlines()]


def test_what_is_no_civil_us_zip_is_left_out(make_entry: Callable[..., dict[str, Any]]) -> None:
    entries = [
        make_entry("97214", "Portland", "OR", 45.5, -122.6),
        make_entry("09001", "Apo", "AE", 50.0, 8.0, zip_code_type="MILITARY"),
        make_entry("09002", "Apo", "AE", 50.0, 8.0, country="DE"),
        make_entry("09003", "Nowhere", "NJ", 40.0, -74.0, zip_code_type="MILITARY"),
        make_entry("09905", "Apo", "NJ", 0, 0, zip_code_type="PO BOX"),
        make_entry("96941", "Pohnpei", "FM", 6.9, 158.2),
        make_entry("97215", "Portland", "OR", "", ""),
    ]
    assert [fields[0] for fields in _lines(entries, "zips")] == ["97214"]


def test_of_a_zip_listed_twice_the_standard_one_in_use_counts(
    make_entry: Callable[..., dict[str, Any]],
) -> None:
    old = make_entry("59221", "Fairview", "ND", 47.8, -104.0, active=False)
    box = make_entry("59221", "Fairview", "WY", 47.8, -104.0, zip_code_type="PO BOX")
    best = make_entry("59221", "Fairview", "MT", 47.8, -104.0)
    for entries in ([old, box, best], [best, box, old], [box, best, old]):
        assert [fields[:2] for fields in _lines(entries, "zips")] == [["59221", "MT"]]


def test_a_city_counts_every_zip_and_its_centre_only_the_standard_ones(
    make_entry: Callable[..., dict[str, Any]],
) -> None:
    entries = [
        make_entry("97201", "Portland", "OR", 45.50, -122.60),
        make_entry("97202", "Portland", "OR", 45.52, -122.62),
        make_entry("97203", "Portland", "OR", 10.00, -10.00),  # a wrong point does not move the median
        make_entry("97207", "Portland", "OR", 44.00, -120.00, zip_code_type="PO BOX"),
        make_entry("97299", "Portland", "OR", 44.00, -120.00, active=False),
        make_entry("97030", "Gresham", "OR", 45.40, -122.40, acceptable_cities=["Portland", "Rockwood"]),
    ]
    assert _lines(entries, "cities") == [
        ["gresham", "OR", "1", "45.4", "-122.4", "Gresham"],
        ["portland", "OR", "5", "45.5", "-122.6", "Portland"],
        ["rockwood", "OR", "1", "45.4", "-122.4", "Rockwood"],
    ]
