"""Distances known from elsewhere, and boxes that never cut off a part of their circle."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.places.distance import EARTH_RADIUS_MILES, box, miles

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ((45.5152, -122.6784), (47.6062, -122.3321), 145.2),  # Portland to Seattle
        ((40.7128, -74.0060), (34.0522, -118.2437), 2445.6),  # New York to Los Angeles
        ((0.0, 0.0), (0.0, 1.0), 69.09),  # a degree of the equator
        ((0.0, 0.0), (0.0, 180.0), 12436.8),  # half way round
        ((51.9, 179.9), (51.9, -179.9), 8.53),  # over the date line
    ],
)
def test_known_distances(one: tuple[float, float], other: tuple[float, float], known: float) -> None:
    assert miles(*one, *other) == pytest.approx(known, rel=2e-3)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_the_same_both_ways(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there = miles(lat1, lon1, lat2, lon2)
    assert there == pytest.approx(miles(lat2, lon2, lat1, lon1), abs=1e-6)
    assert 0 <= there <= 12437
    assert miles(lat1, lon1, lat1, lon1) == 0


def _walk(lat: float, lon: float, bearing: float, distance: float) -> tuple[float, float]:
    """The point `distance` miles away in the direction `bearing` (degrees from north)."""
    angle, course = distance / EARTH_RADIUS_MILES, radians(bearing)
    north = sin(radians(lat)) * cos(angle) + cos(radians(lat)) * sin(angle) * cos(course)
    east = atan2(sin(course) * sin(angle) * cos(radians(lat)), cos(angle) - sin(radians(lat)) * north)
    return degrees(asin(max(-1.0, min(1.0, north)))), (lon + degrees(east) + 180) % 360 - 180


@given(LATITUDES, LONGITUDES, st.floats(0.01, 3000), st.floats(0.9, 1))
def test_a_box_covers_its_circle(lat: float, lon: float, radius: float, part: float) -> None:
    lat_min, lat_max, lon_min, lon_max = box(lat, lon, radius)
    assert -90 <= lat_min <= lat_max <= 90
    assert -180 <= lon_min <= lon_max <= 180
    for bearing in range(0, 360, 3):
        point_lat, point_lon = _walk(lat, lon, bearing, radius * part)
        assert miles(lat, lon, point_lat, point_lon) <= radius + 1e-3
        assert lat_min <= point_lat <= lat_max
        assert lon_min <= point_lon <= lon_max


def test_a_box_is_widest_where_its_meridians_touch_the_circle() -> None:
    # At 60 degrees north the circle of 1,000 miles reaches further east than its due east point.
    *_, lon_max = box(60, 0, 1000)
    assert lon_max > 1000 / 69.09 / 0.5


@pytest.mark.parametrize(("lat", "lon"), [(89.9, 10.0), (-89.9, 10.0), (52.0, 179.9), (52.0, -179.9)])
def test_near_a_pole_or_the_date_line_every_longitude_is_taken(lat: float, lon: float) -> None:
    assert box(lat, lon, 50)[2:] == (-180.0, 180.0)


def test_an_ordinary_box_is_close() -> None:
    lat_min, lat_max, lon_min, lon_max = box(45.5, -122.6, 25)
    assert (lat_max - lat_min) * 69.09 == pytest.approx(50, rel=0.01)
    assert (lon_max - lon_min) * 69.09 * 0.7009 == pytest.approx(50, rel=0.01)
    assert box(45.5, -122.6, -3) == box(45.5, -122.6, 0)
