"""Makes a large fictional book as a CSV file that `refer import` reads; the same seed makes the same file.

Everybody in it is invented: joined syllables, example.com addresses, 555 numbers. Only the cities and ZIPs
are real, from the zipcodes package.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

TODAY = date(2026, 11, 24)
RIGHT_PERSON = "Zora Quillfeather"
"""Fits the asked question better than anybody else can, once Aetna is written on her card."""

COLUMNS = (
    "name",
    "credentials",
    "practice",
    "email",
    "phone",
    "city",
    "state",
    "zip",
    "license_states",
    "authorities",
    "telehealth",
    "in_person",
    "accepting",
    "specialties",
    "approaches",
    "populations",
    "languages",
    "styles",
    "panels",
    "fee",
    "fee_floor",
    "sliding_slots",
    "pro_bono",
    "how_known",
    "trust",
    "first_met",
    "last_contact",
    "groups",
    "notes",
    "tags",
    "as_of",
)

EIGHT_CITIES = (
    ("Denver", "CO"),
    ("Portland", "OR"),
    ("Chicago", "IL"),
    ("Houston", "TX"),
    ("Phoenix", "AZ"),
    ("Philadelphia", "PA"),
    ("Columbus", "OH"),
    ("Atlanta", "GA"),
)
PSYPACT_STATES = ("TX", "AZ", "PA", "OH", "GA", "NC", "IL")
"""Members all, so that an authority to practise telepsychology holds for a client in Colorado."""

NEEDS = (
    "anxiety",
    "panic disorder",
    "social anxiety",
    "depression",
    "trauma",
    "PTSD",
    "OCD",
    "grief",
    "ADHD",
    "eating disorder",
    "substance use",
    "insomnia",
    "infidelity",
    "parenting",
    "chronic pain",
    "life transitions",
)
APPROACHES = ("CBT", "EMDR", "ACT", "DBT", "IFS", "psychodynamic", "ERP", "EFT", "motivational interviewing")
POPULATIONS = ("child", "teen", "adult", "older adult", "individual", "couple", "family", "group")
LANGUAGES = ("English", "Spanish", "Mandarin", "Vietnamese", "Arabic", "ASL")
STYLES = ("warm", "direct", "structured", "gentle", "playful", "quiet")
PANELS = (
    "Aetna",
    "Cigna",
    "UnitedHealthcare",
    "Medicaid",
    "Medicare",
    "Kaiser Permanente",
    "Humana",
    "Tricare",
)
CREDENTIALS = ("LCSW", "LPC", "LMFT", "PsyD", "PhD")
GROUPS = ("Consultation Tuesday", "Trauma study group", "Alumni circle", "Suite 4 lunch")
_FIRST = (
    "Al",
    "Be",
    "Cor",
    "Da",
    "El",
    "Fin",
    "Gar",
    "Hol",
    "Is",
    "Jo",
    "Kar",
    "Lin",
    "Mar",
    "Nor",
    "Ol",
    "Pia",
    "Ros",
    "Sel",
    "Tam",
    "Ul",
    "Ver",
    "Win",
    "Yan",
)
_FIRST_ENDS = (
    "a",
    "den",
    "ia",
    "lo",
    "na",
    "ric",
    "sa",
    "ta",
    "vin",
    "wyn",
    "ette",
    "ora",
    "ias",
    "bel",
    "mund",
)
_LAST = (
    "Alder",
    "Birch",
    "Cedar",
    "Dune",
    "Elder",
    "Fern",
    "Gorse",
    "Heath",
    "Iris",
    "Juniper",
    "Knoll",
    "Larch",
    "Maple",
    "Nettle",
    "Osier",
    "Poplar",
    "Rowan",
    "Sedge",
    "Thorn",
    "Vetch",
    "Willow",
    "Yarrow",
)
_LAST_ENDS = (
    "by",
    "croft",
    "dale",
    "field",
    "gate",
    "ham",
    "land",
    "ley",
    "mere",
    "moor",
    "ridge",
    "shaw",
    "ton",
    "wick",
    "wood",
    "worth",
)


class Place(NamedTuple):
    """A real ZIP with its city and USPS state code."""

    city: str
    state: str
    zip: str


def places(cities: Sequence[tuple[str, str]] | None) -> list[Place]:
    """Every standard ZIP of the fifty states and DC, or of the given cities only."""
    import zipcodes

    outside = {"AA", "AE", "AP", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"}
    return [
        Place(entry["city"], entry["state"], entry["zip_code"])
        for entry in zipcodes.list_all()  # type: ignore[no-untyped-call]
        if entry["zip_code_type"] == "STANDARD"
        and entry["active"]
        and entry["state"] not in outside
        and (cities is None or (entry["city"], entry["state"]) in cities)
    ]


def rows(people: int, cities: Sequence[tuple[str, str]] | None = None, seed: int = 7) -> Iterator[dict[str, str]]:
    """So many fictional colleagues, the right person somewhere in the middle."""
    dice = random.Random(seed)
    where = places(cities)
    dice.shuffle(where)
    for number in range(people):
        yield (_right_person() if number == people // 2 else _somebody(dice, number, where[number % len(where)]))


def write_csv(path: Path, people: int, cities: Sequence[tuple[str, str]] | None = None, seed: int = 7) -> None:
    """Write the book as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(people, cities, seed))


HER_HEADINGS = (
    "Clinician", "Creds", "Group practice", "E-mail", "Cell", "Town", "Zip code", "Licensed in", "Telehealth?",
    "Openings?", "Treats", "Modality", "Who they see", "Languages spoken", "Takes insurance?", "Rate", "Sliding scale",
    "How I know them", "Last spoke", "Remarks", "Fax",
)  # fmt: skip
"""As a therapist heads the columns of a list of her own."""
_HER_WORDS = {
    "yes": "Y", "no": "N", "waitlist": "waitlist", "listed": "", "introduced": "introduced", "met": "met",
    "worked-with": "worked with",
}  # fmt: skip


def write_her_list(path: Path, people: int, seed: int = 7) -> None:
    """Write the same colleagues as a therapist keeps them in a spreadsheet."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HER_HEADINGS)
        writer.writerows(_as_she_writes(number, somebody) for number, somebody in enumerate(rows(people, seed=seed)))


def _as_she_writes(number: int, somebody: Mapping[str, str]) -> tuple[str, ...]:
    area, _, rest = somebody["phone"].partition("-")
    year, _, day = somebody["last_contact"].partition("-")
    return (
        f"{somebody['name']}, {somebody['credentials']}",
        somebody["credentials"],
        somebody["practice"],
        somebody["email"],
        f"({area}) {rest}" if number % 3 else f"{area}.{rest.replace('-', '.')}",
        f"{somebody['city']}{', ' if number % 2 else ' '}{somebody['state']}",
        somebody["zip"],
        somebody["license_states"].replace(";", ","),
        _HER_WORDS.get(somebody["telehealth"], ""),
        {"no": "full"}.get(somebody["accepting"], somebody["accepting"]),
        somebody["specialties"].replace(" (takes)", "").replace(";", ","),
        somebody["approaches"].replace("; ", "/"),
        somebody["populations"].replace(";", ","),
        somebody["languages"].replace("; ", " and "),
        somebody["panels"].replace(";", ","),
        f"${somebody['fee']}",
        somebody["fee_floor"],
        _HER_WORDS[somebody["how_known"]] if somebody["how_known"] else "",
        f"{day.replace('-', '/')}/{year}" if day else "",
        somebody["notes"],
        f"303-555-01{number % 100:02d}" if number % 7 == 0 else "",
    )


def _name(number: int) -> str:
    """A name for each number, all different below 121,440 and no two alike beside each other."""
    first, end = divmod(number * 7 % (len(_FIRST) * len(_FIRST_ENDS)), len(_FIRST_ENDS))
    rest = number // (len(_FIRST) * len(_FIRST_ENDS))
    last, last_end = divmod(rest * 13 % (len(_LAST) * len(_LAST_ENDS)), len(_LAST_ENDS))
    return f"{_FIRST[first]}{_FIRST_ENDS[end]} {_LAST[last]}{_LAST_ENDS[last_end]}"


def _some(dice: random.Random, words: Sequence[str], least: int, most: int) -> list[str]:
    return dice.sample(words, dice.randint(least, most))


def _unless(dice: random.Random, share: float, text: str) -> str:
    """The text, or nothing (unknown) for this share of people."""
    return "" if dice.random() < share else text


def _somebody(dice: random.Random, number: int, place: Place) -> dict[str, str]:
    name = _name(number)
    credential = dice.choice(CREDENTIALS)
    as_of = TODAY - timedelta(days=int(dice.triangular(0, 700, 90)))
    met = as_of - timedelta(days=dice.randint(0, 1500))
    how_known = dice.choices(("listed", "introduced", "met", "worked-with"), (60, 12, 18, 10))[0]
    licences = [place.state] + [state for _, state in EIGHT_CITIES if state != place.state and dice.random() < 0.06]
    psypact = credential in ("PsyD", "PhD") and place.state in PSYPACT_STATES and dice.random() < 0.4
    fee = dice.randrange(80, 260, 5)
    slots = dice.choice(("", "0", "1", "3"))
    depths = {"certified": 1, "trained": 4, "takes": 5}
    specialties = "; ".join(
        f"{need} ({dice.choices(list(depths), list(depths.values()))[0]})" for need in _some(dice, NEEDS, 2, 5)
    )
    panels = "; ".join(
        panel + dice.choices(("", " (open)", " (full)"), (6, 2, 2))[0] for panel in _some(dice, PANELS, 1, 4)
    )
    return {
        "name": name,
        "credentials": credential,
        "practice": f"{name.split()[-1]} {dice.choice(('Counseling', 'Therapy', 'Collective', 'Practice'))}",
        "email": f"{name.lower().replace(' ', '.')}@example.com",
        "phone": f"{dice.randint(201, 989)}-555-{dice.randint(100, 199):04d}",
        "city": place.city,
        "state": place.state,
        "zip": place.zip,
        "license_states": "; ".join(licences) if psypact else _unless(dice, 0.1, "; ".join(licences)),
        "authorities": "PSYPACT APIT" if psypact else "",
        "telehealth": _unless(dice, 0.1, dice.choice(("yes", "yes", "no"))),
        "in_person": _unless(dice, 0.1, dice.choice(("yes", "yes", "yes", "no"))),
        "accepting": _unless(dice, 0.15, dice.choices(("yes", "waitlist", "no"), (6, 2, 3))[0]),
        "specialties": _unless(dice, 0.15, specialties),
        "approaches": _unless(dice, 0.2, "; ".join(_some(dice, APPROACHES, 1, 4))),
        "populations": _unless(dice, 0.2, "; ".join(_some(dice, POPULATIONS, 1, 4))),
        "languages": _unless(dice, 0.2, "; ".join(["English", *_some(dice, LANGUAGES[1:], 0, 1)])),
        "styles": _unless(dice, 0.5, "; ".join(_some(dice, STYLES, 1, 2))),
        "panels": _unless(dice, 0.2, dice.choices((panels, "none"), (9, 1))[0]),
        "fee": str(fee),
        "fee_floor": _unless(dice, 0.5, str(fee * dice.randint(5, 10) // 10)),
        "sliding_slots": slots,
        "pro_bono": dice.choice(("", "", "yes", "no")),
        "how_known": how_known,
        "trust": "" if how_known == "listed" else str(dice.randint(2, 4)),
        "first_met": met.isoformat() if how_known in ("met", "worked-with") else "",
        "last_contact": as_of.isoformat() if how_known in ("met", "worked-with") else "",
        "groups": _unless(dice, 0.8, dice.choice(GROUPS)),
        "notes": _unless(dice, 0.7, f"Spoke about {dice.choice(NEEDS)} and {dice.choice(APPROACHES)}."),
        "tags": "",
        "as_of": as_of.isoformat(),
    }


def _right_person() -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {
        "name": RIGHT_PERSON,
        "credentials": "LMFT",
        "practice": "Quillfeather Counseling",
        "email": "zora@example.com",
        "phone": "303-555-0199",
        "city": "Denver",
        "state": "CO",
        "license_states": "CO",
        "telehealth": "yes",
        "in_person": "yes",
        "accepting": "yes",
        "specialties": "anxiety (certified)",
        "panels": "Cigna",
        "fee": "150",
        "how_known": "worked-with",
        "trust": "5",
        "first_met": "2020-03-01",
        "last_contact": "2026-11-20",
        "as_of": TODAY.isoformat(),
    }
