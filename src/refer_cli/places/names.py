"""One spelling for the name of a city, so that "St. Louis" and "Saint Louis" meet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from refer_cli.folding import LEADING_FORMS, VANISHING, unaccented

#: USPS short forms, spelled out wherever they stand (USPS Publication 28, plain terminology).
_SHORT_FORMS = {
    **LEADING_FORMS, "mtn": "mountain", "pt": "point",
    "prt": "port", "spg": "spring", "spgs": "springs", "hts": "heights", "hgts": "heights",
    "vlg": "village", "bch": "beach", "jct": "junction", "ctr": "center", "twp": "township",
    "lk": "lake", "hls": "hills", "vly": "valley", "hbr": "harbor", "crk": "creek", "fls": "falls",
}  # fmt: skip

#: Short forms of a direction, spelled out at the beginning only ("N Hollywood").
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def city_key(name: str) -> str:
    """`name` folded for comparison: small letters and digits only, short forms spelled out.

    "St. Louis" gives "saintlouis", "Cañon City" "canoncity", "McLean" and "Mc Lean" the same. Spaces are
    dropped, since the postal spelling has them where people do not ("Mc Lean", "De Kalb").
    """
    text = unaccented(name).replace(".", " ").replace("&", " and ")
    for mark in VANISHING:
        text = text.replace(mark, "")
    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    if len(words) > 1:
        words[0] = _DIRECTIONS.get(words[0], words[0])
    return "".join(_SHORT_FORMS.get(word, word) for word in words)


def display_name(name: str) -> str:
    """`name` as a person writes it: "Winston-Salem" for "Winston-salem", "McLean" for "Mc Lean"."""
    if name.startswith("Mc "):
        name = "Mc" + name[3:]
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))


#: What people call cities, in the spelling that `city_key` gives: city and USPS state.
NICKNAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "nyc": ("New York", "NY"), "newyorkcity": ("New York", "NY"), "la": ("Los Angeles", "CA"),
        "sf": ("San Francisco", "CA"), "sanfran": ("San Francisco", "CA"), "dc": ("Washington", "DC"),
        "washingtondc": ("Washington", "DC"), "philly": ("Philadelphia", "PA"), "vegas": ("Las Vegas", "NV"),
        "nola": ("New Orleans", "LA"), "slc": ("Salt Lake City", "UT"), "pdx": ("Portland", "OR"),
        "kcmo": ("Kansas City", "MO"), "kck": ("Kansas City", "KS"), "kcks": ("Kansas City", "KS"),
        "okc": ("Oklahoma City", "OK"), "abq": ("Albuquerque", "NM"), "atl": ("Atlanta", "GA"),
        "indy": ("Indianapolis", "IN"), "jax": ("Jacksonville", "FL"), "pgh": ("Pittsburgh", "PA"),
        "cincy": ("Cincinnati", "OH"), "sanantone": ("San Antonio", "TX"), "ftworth": ("Fort Worth", "TX"),
        "cos": ("Colorado Springs", "CO"), "saintpete": ("Saint Petersburg", "FL"), "bmore": ("Baltimore", "MD"),
        "mpls": ("Minneapolis", "MN"), "stl": ("Saint Louis", "MO"), "phx": ("Phoenix", "AZ"),
    }
)  # fmt: skip


def nickname(name: str) -> tuple[str, str] | None:
    """The city and state that people call so ("NYC", "SF", "Philly"), or None."""
    return NICKNAMES.get(city_key(name))
