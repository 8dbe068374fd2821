"""Look-ups in the real points, and the life of the file: missing, damaged, old, read-only, built twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import zipcodes

from refer_cli.places import gazetteer as module
from refer_cli.places.gazetteer import Gazetteer, Place, build, gazetteer_path, open_gazetteer
from refer_cli.places.points_file import SECTIONS, part_of, read_head
from refer_cli.places.states import STATES


def test_known_zips(gazetteer: Gazetteer) -> None:
    assert gazetteer.zip("97214") == Place("Portland", "OR", "97214", 45.5142, -122.6364)
    assert gazetteer.zip("02139") == Place("Cambridge", "MA", "02139", 42.3647, -71.1042)


@pytest.mark.parametrize("code", ["97214-1234", "972141234", " 97214 ", "97214 - 1234"])
def test_a_zip_may_have_nine_digits(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.zip(code) == gazetteer.zip("97214")


@pytest.mark.parametrize(
    "code",
    ["", "1905", "9721", "97214-", "97214-12", "9721-41234", "972141", "9721a", "٩٧٢١٤", "00000", "09001"],
)
def test_what_is_no_zip(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.zip(code) is None
    assert gazetteer.zip_names(code) == ()


def test_names_that_the_post_takes_for_a_zip(gazetteer: Gazetteer) -> None:
    first, *others = gazetteer.zip_names("90046")
    assert first == "Los Angeles"
    assert "West Hollywood" in others
    assert gazetteer.zip_names("97214") == ("Portland",)


def test_every_zip_and_city_of_the_package_is_found(gazetteer: Gazetteer) -> None:
    ours = [
        entry
        for entry in zipcodes.list_all()
        if entry["state"] in STATES and entry["zip_code_type"] != "MILITARY" and float(entry["lat"])
    ]
    assert len(ours) > 41000
    for entry in ours:
        place = gazetteer.zip(entry["zip_code"])
        assert place is not None
        assert (place.state, place.lat) == (entry["state"], float(entry["lat"]))
    for city, state in {(entry["city"], entry["state"]) for entry in ours}:
        assert state in {place.state for place, _ in gazetteer.cities(city)}, (city, state)


def test_cities_come_largest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.cities("portland")
    assert [(place.state, size) for place, size in found[:2]] == [("OR", 65), ("ME", 9)]
    sizes = [size for _, size in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len({place.state for place, _ in found}) == len(found)
    oregon = found[0][0]
    assert (oregon.city, oregon.zip) == ("Portland", None)
    assert oregon.lat == pytest.approx(45.52, abs=0.05)
    assert oregon.lon == pytest.approx(-122.65, abs=0.05)


@pytest.mark.parametrize(
    ("name", "city", "state"),
    [
        ("st. louis", "Saint Louis", "MO"),
        ("ft collins", "Fort Collins", "CO"),
        ("Cañon City", "Canon City", "CO"),
        ("winston-salem", "Winston Salem", "NC"),
        ("BOSTON", "Boston", "MA"),
        ("New York", "New York", "NY"),
        ("San Juan", "San Juan", "PR"),
        ("Washington", "Washington", "DC"),
    ],
)
def test_a_city_in_many_spellings(gazetteer: Gazetteer, name: str, city: str, state: str) -> None:
    place, _ = gazetteer.cities(name)[0]
    assert (place.city, place.state) == (city, state)


@pytest.mark.parametrize("name", ["", " ", "?", "Dnver", "97214"])
def test_what_is_no_city(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.cities(name) == ()


@pytest.mark.parametrize(
    ("typed", "state", "city", "where"),
    [
        ("Dnver", None, "Denver", "CO"),
        ("Bosten", None, "Boston", "MA"),
        ("Los Angelas", None, "Los Angeles", "CA"),
        ("Portlnd", None, "Portland", "OR"),
        ("Portlnd", "ME", "Portland", "ME"),
        ("Beverton", "OR", "Beaverton", "OR"),
        ("Denver", "OR", "Denver", "CO"),
        ("Cambridgeport", None, "Cambridge", "MA"),
    ],
)
def test_proposals(gazetteer: Gazetteer, typed: str, state: str | None, city: str, where: str) -> None:
    first, *others = gazetteer.propose(typed, state)
    assert (first.city, first.state) == (city, where)
    assert len(others) <= 2


@pytest.mark.parametrize("typed", ["", "xqzwvjk", "LA"])
def test_nothing_like_it_proposes_nothing(gazetteer: Gazetteer, typed: str) -> None:
    assert gazetteer.propose(typed) == ()


def test_every_state_has_a_centre(gazetteer: Gazetteer) -> None:
    for code in STATES:
        centre = gazetteer.state(code)
        assert centre is not None
        assert (centre.city, centre.state, centre.zip) == (None, code, None)
    assert gazetteer.state("AE") is None


def test_a_look_up_loads_nothing_heavy(cache_folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from refer_cli.places.gazetteer import open_gazetteer\n"
        f"points = open_gazetteer(Path({str(cache_folder)!r}))\n"
        "assert points.zip('97214') and points.cities('Denver')\n"
        "heavy = {'zipcodes', 'rapidfuzz', 'csv', 'json', 'tempfile', 'statistics', 'importlib.metadata',"
        " 'importlib.resources', 'platformdirs', 'difflib', 'dataclasses'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert _run(program) == "[]"


def test_the_name_carries_format_and_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import version

    assert gazetteer_path(tmp_path).name == f"places-2-{version('zipcodes')}.txt"
    monkeypatch.setattr(module.sys, "path", [str(tmp_path / "nothing"), str(tmp_path)])
    assert gazetteer_path(tmp_path).name == "places-2-unknown.txt"
    (tmp_path / "zipcodes-9.9.dist-info").mkdir()
    assert gazetteer_path(tmp_path).name == "places-2-9.9.txt"


def test_a_missing_file_is_built_once(tmp_path: Path, small_world: list[str]) -> None:
    folder = tmp_path / "new" / "cache"
    first = open_gazetteer(folder)
    assert first.zip("02139") is not None
    assert first.cities("Portland")[0][1] == 2
    assert open_gazetteer(folder).zip("97214") is not None
    assert len(small_world) == 1
    assert os.listdir(folder) == [gazetteer_path(folder).name]


def test_a_newer_package_gets_a_file_of_its_own(
    tmp_path: Path, small_world: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_gazetteer(tmp_path).zip("97214")
    monkeypatch.setattr(module, "_zipcodes_version", lambda: "99.0")
    open_gazetteer(tmp_path).zip("97214")
    assert small_world[1:] == ["99.0"]
    assert len(os.listdir(tmp_path)) == 2


@pytest.mark.parametrize(("section", "key"), [*zip(SECTIONS, ("02139", "pearl", "cambridgeport", "MA"), strict=True)])
def test_a_damaged_file_is_built_anew(tmp_path: Path, small_world: list[str], section: str, key: str) -> None:
    path = gazetteer_path(tmp_path)
    build(path)
    sound = path.read_bytes()
    damaged = bytearray(sound)
    damaged[read_head(path)[part_of(section, key)].offset] ^= 1
    path.write_bytes(damaged)
    points = open_gazetteer(tmp_path)
    assert points.zip("02139") == Place("Cambridge", "MA", "02139", 42.3647, -71.1042)
    assert [place.city for place, _ in points.cities("Pearl")] == ["Pearl"]
    assert points.propose("Cambridgeport")[0].city == "Cambridge"
    assert points.state("MA") is not None
    assert path.read_bytes() == sound


@pytest.mark.parametrize("spoiled", [b"", b"PK\x03\x04", b"refer-places 0 3.0.0 zips:0:0\n"])
def test_a_file_that_is_something_else_is_built_anew(tmp_path: Path, small_world: list[str], spoiled: bytes) -> None:
    path = gazetteer_path(tmp_path)
    path.write_bytes(spoiled)
    assert open_gazetteer(tmp_path).zip("97214") is not None
    assert path.read_bytes().startswith(b"refer-places 2 ")


def test_where_nothing_can_be_written_the_points_stay_in_memory(tmp_path: Path, small_world: list[str]) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    points = open_gazetteer(blocked / "cache")
    assert points.zip("97214") is not None
    assert points.cities("Cambridge")[0][0].state == "MA"
    assert len(small_world) == 1
    assert os.listdir(tmp_path) == ["a file"]


def test_a_folder_in_the_place_of_the_file(tmp_path: Path, small_world: list[str]) -> None:
    gazetteer_path(tmp_path).mkdir()
    assert open_gazetteer(tmp_path).zip("97214") is not None
    assert os.listdir(tmp_path) == [gazetteer_path(tmp_path).name]


def test_a_build_that_fails_leaves_the_old_file_and_no_litter(
    tmp_path: Path, small_world: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = gazetteer_path(tmp_path)
    path.write_bytes(b"old")

    def full_disk(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        build(path)
    assert os.listdir(tmp_path) == [path.name]
    assert path.read_bytes() == b"old"


@pytest.mark.slow
def test_several_processes_may_build_at_once(cache_folder: Path, tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from refer_cli.places.gazetteer import open_gazetteer\n"
        f"print(open_gazetteer(Path({str(tmp_path)!r})).zip('97214').city)"
    )
    running = [_start(program) for _ in range(2)]
    assert [process.communicate()[0].strip() for process in running] == ["Portland", "Portland"]
    assert os.listdir(tmp_path) == [gazetteer_path(tmp_path).name]
    assert gazetteer_path(tmp_path).read_bytes() == gazetteer_path(cache_folder).read_bytes()


def _start(program: str) -> subprocess.Popen[str]:
    """A fresh interpreter that sees what this one sees."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in sys.path if folder)}
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment)


def _run(program: str) -> str:
    return _start(program).communicate()[0].strip()
