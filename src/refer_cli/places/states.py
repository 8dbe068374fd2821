"""The USPS codes and names of the states, the District of Columbia and the territories."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: USPS code -> name: the 50 states, DC and the five inhabited territories.
STATES: Mapping[str, str] = MappingProxyType(
    {
        "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
        "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
        "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
        "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
        "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
        "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
        "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
        "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
        "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
        "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
        "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
        "PR": "Puerto Rico", "VI": "Virgin Islands", "GU": "Guam", "AS": "American Samoa",
        "MP": "Northern Mariana Islands",
    }
)  # fmt: skip

#: Other names that people write, in the spelling that `_plain` gives.
_OTHER_NAMES = {
    "washington dc": "DC",
    "ala": "AL",
    "ariz": "AZ",
    "ark": "AR",
    "calif": "CA",
    "colo": "CO",
    "conn": "CT",
    "del": "DE",
    "fla": "FL",
    "ill": "IL",
    "ind": "IN",
    "kans": "KS",
    "mass": "MA",
    "mich": "MI",
    "minn": "MN",
    "mont": "MT",
    "neb": "NE",
    "nebr": "NE",
    "nev": "NV",
    "n mex": "NM",
    "okla": "OK",
    "ore": "OR",
    "oreg": "OR",
    "penn": "PA",
    "penna": "PA",
    "tenn": "TN",
    "tex": "TX",
    "wash": "WA",
    "wis": "WI",
    "wisc": "WI",
    "wyo": "WY",
    "n carolina": "NC",
    "s carolina": "SC",
    "n dakota": "ND",
    "s dakota": "SD",
    "w virginia": "WV",
    "wash dc": "DC",
    "us virgin islands": "VI",
    "united states virgin islands": "VI",
    "cnmi": "MP",
    "commonwealth of the northern mariana islands": "MP",
}

_CODES = {name.lower(): code for code, name in STATES.items()} | _OTHER_NAMES


def _plain(text: str) -> str:
    """`text` in small letters, without periods and commas, with single spaces."""
    return " ".join(text.lower().replace(".", "").replace(",", " ").split())


def state_code(text: str) -> str | None:
    """The USPS code that `text` (a code or a name, in any case: "co", "Colorado", "D.C.") means.

    None when it means no state. The military codes AA, AE and AP are not states.
    """
    plain = _plain(text)
    code = plain.upper()
    return code if code in STATES else _CODES.get(plain)
