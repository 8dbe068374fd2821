"""Distances over the globe, in miles, and boxes of latitude and longitude around a point."""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt

#: The earth's mean radius (IUGG: 6371.0088 km) in statute miles.
EARTH_RADIUS_MILES = 3958.7613

#: About four inches: keeps points on the very edge inside the box in spite of rounding.
_SLACK_DEGREES = 1e-6


def miles(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance in miles between two points given in degrees (haversine)."""
    half_lat = radians(lat2 - lat1) / 2
    half_lon = radians(lon2 - lon1) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(chord)))


def box(lat: float, lon: float, radius: float) -> tuple[float, float, float, float]:
    """(lat_min, lat_max, lon_min, lon_max) in degrees, covering the circle of `radius` miles.

    A circle that holds a pole or crosses the date line gets every longitude: too much, never too little.
    A negative radius counts as 0.
    """
    angle = max(radius, 0.0) / EARTH_RADIUS_MILES
    reach = degrees(angle) + _SLACK_DEGREES
    lat_min, lat_max = lat - reach, lat + reach
    if lat_min <= -90 or lat_max >= 90:
        return max(lat_min, -90.0), min(lat_max, 90.0), -180.0, 180.0
    # The circle is widest where its meridians touch it, which is not at its own latitude.
    width = degrees(asin(min(1.0, sin(angle) / cos(radians(lat))))) + _SLACK_DEGREES / cos(radians(lat_max))
    width = max(width, _SLACK_DEGREES / cos(radians(lat_min)))
    lon_min, lon_max = lon - width, lon + width
    if lon_min < -180 or lon_max > 180:
        return lat_min, lat_max, -180.0, 180.0
    return lat_min, lat_max, lon_min, lon_max
