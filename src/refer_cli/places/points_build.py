"""Makes the content of the points file from the `zipcodes` package (public US ZIP data).

Its entries need care: military post (AA, AE, AP) and freely associated states (FM, MH, PW) are not ours,
872 entries have no point (0, 0), and inactive ZIPs stay since old addresses carry them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

from refer_cli.places.names import city_key, display_name
from refer_cli.places.points_file import content
from refer_cli.places.states import STATES

Entry = Mapping[str, Any]


def compose_points(version: str) -> bytes:
    """The content of a points file, from the installed package, which is `version`. Takes about a second."""
    import zipcodes

    return compose_from(zipcodes.list_all(), version)  # type: ignore[no-untyped-call]


def compose_from(entries: Iterable[Entry], version: str) -> bytes:
    """The content of a points file made from `entries` as zipcodes lists them."""
    places = _one_each([entry for entry in entries if _usable(entry)])
    sections = {
        "zips": [_zip_line(entry) for entry in places],
        "cities": _city_lines(places),
        "nicknames": _nickname_lines(places),
        "states": _state_lines(places),
    }
    return content({name: _joined(lines) for name, lines in sections.items()}, version)


def _usable(entry: Entry) -> bool:
    """Whether `entry` is a civil ZIP of one of our states, with a point."""
    if entry["state"] not in STATES or entry["zip_code_type"] == "MILITARY":
        return False
    if entry.get("country") not in ("US", "", None):
        return False
    try:
        return (float(entry["lat"]), float(entry["long"])) != (0.0, 0.0)
    except (TypeError, ValueError):
        return False


def _one_each(entries: list[Entry]) -> list[Entry]:
    """One entry a ZIP: where a ZIP is listed twice, the one in use, and a standard one, comes first."""
    best: dict[str, Entry] = {}
    for entry in entries:
        best_yet = best.get(entry["zip_code"])
        if best_yet is None or _worth(entry) > _worth(best_yet):
            best[entry["zip_code"]] = entry
    return list(best.values())


def _worth(entry: Entry) -> int:
    """2 for a standard ZIP in use, 1 for another in use, 0 for one that is no longer."""
    return (1 + (entry["zip_code_type"] == "STANDARD")) if entry["active"] else 0


def _zip_line(entry: Entry) -> str:
    accepted = ";".join(display_name(name) for name in entry["acceptable_cities"])
    lat, lon = float(entry["lat"]), float(entry["long"])
    return f"{entry['zip_code']}\t{entry['state']}\t{lat}\t{lon}\t{display_name(entry['city'])}\t{accepted}"


def _city_lines(entries: list[Entry]) -> list[str]:
    """One line a city and state.

    A city counts the ZIPs whose own city it is; only a name that is no ZIP's own city in that state counts
    the ZIPs that accept it beside their own, so that suburbs do not swell a small namesake.
    """
    own: defaultdict[tuple[str, str], list[tuple[str, Entry]]] = defaultdict(list)
    accepted: defaultdict[tuple[str, str], list[tuple[str, Entry]]] = defaultdict(list)
    for entry in entries:
        own[city_key(entry["city"]), entry["state"]].append((entry["city"], entry))
        for name in entry["acceptable_cities"]:
            accepted[city_key(name), entry["state"]].append((name, entry))
    lines = []
    for (key, state), named in {**accepted, **own}.items():
        lat, lon = _centre([entry for _, entry in named])
        name = display_name(Counter(name for name, _ in named).most_common(1)[0][0])
        lines.append(f"{key}\t{state}\t{len(named)}\t{lat}\t{lon}\t{name}")
    return lines


def _nickname_lines(entries: list[Entry]) -> list[str]:
    """The city that a name means which the post office does not take ("Nyc", "Cambridgeport")."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for entry in entries:
        if entry["zip_code_type"] == "STANDARD" and entry["active"]:
            for name in entry["unacceptable_cities"]:
                counts[city_key(name), entry["state"], display_name(entry["city"])] += 1
    return [f"{key}\t{count}\t{state}\t{city}" for (key, state, city), count in counts.items() if key]


def _state_lines(entries: list[Entry]) -> list[str]:
    by_state: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_state[entry["state"]].append(entry)
    lines = []
    for state, inside in by_state.items():
        lat, lon = _centre(inside)
        lines.append(f"{state}\t{lat}\t{lon}")
    return lines


def _centre(entries: list[Entry]) -> tuple[float, float]:
    """The middle of the best points among `entries`, latitude and longitude each by the median.

    The median is not moved by one ZIP whose point is wrong or far out at an airport.
    """
    top = max(_worth(entry) for entry in entries)
    best = [entry for entry in entries if _worth(entry) == top]
    lat = median(float(entry["lat"]) for entry in best)
    lon = median(float(entry["long"]) for entry in best)
    return round(lat, 4), round(lon, 4)


def _joined(lines: list[str]) -> bytes:
    """`lines` in the order of their bytes, each with its end of line."""
    return b"".join(sorted(line.encode() + b"\n" for line in lines))
