"""A small world for tests that build the points over and over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from refer_cli.places import points_build

Entry = dict[str, Any]


def entry(zip_code: str, city: str, state: str, lat: float | str, lon: float | str, **more: Any) -> Entry:
    """One entry as zipcodes lists it: a standard ZIP in use, unless told otherwise."""
    return {
        "zip_code": zip_code,
        "zip_code_type": "STANDARD",
        "active": True,
        "city": city,
        "acceptable_cities": [],
        "unacceptable_cities": [],
        "state": state,
        "country": "US",
        "lat": str(lat),
        "long": str(lon),
        **more,
    }


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    return entry


@pytest.fixture
def small_world(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Makes building quick: three ZIPs. The list grows by one with every time that they are composed."""
    composed: list[str] = []
    entries = [
        entry("97214", "Portland", "OR", 45.5142, -122.6364),
        entry("97209", "Portland", "OR", 45.527, -122.6854, acceptable_cities=["Pearl"]),
        entry("02139", "Cambridge", "MA", 42.3647, -71.1042, unacceptable_cities=["Cambridgeport"]),
    ]

    def compose(version: str) -> bytes:
        composed.append(version)
        return points_build.compose_from(entries, version)

    monkeypatch.setattr(points_build, "compose_points", compose)
    return composed
