"""Bands of 25 dollars: what is kept of the most that a client can pay, so that no sum of a client's is (pure)."""

from __future__ import annotations

BAND_DOLLARS = 25


def band_of(max_fee: int | None) -> str:
    """The band in which a largest fee lies (`75-99`); empty where none was asked."""
    if max_fee is None:
        return ""
    low = max_fee // BAND_DOLLARS * BAND_DOLLARS
    return f"{low}-{low + BAND_DOLLARS - 1}"


def lower_edge(band: str) -> int:
    """The dollars at which a band begins, written `75-99` or folded to `75 99`."""
    return _edges(band)[0]


def upper_edge(band: str) -> int:
    """The most that a client of the band can pay: who goes down to it may suit somebody in the band."""
    return _edges(band)[-1]


def band_words(band: str) -> str:
    """A band as one says it, by what a fee must lie under: `75-99` is "under $100"."""
    return f"under ${upper_edge(band) + 1}"


def _edges(band: str) -> list[int]:
    return [int(edge) for edge in band.replace("-", " ").split()]
