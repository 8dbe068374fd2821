"""The texts of tests/capture/texts with what must come out of each, and how an answer is marked against it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.capture.found import DENIED, WRITTEN, Understood
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand
from refer_cli.folding import fold

TEXTS = Path(__file__).resolve().parents[1] / "capture" / "texts"
TODAY = date(2026, 11, 24)
GRAVE = frozenset({"panels", "fee", "fee_floor", "license_states", "accepting", "specialties", "sliding_slots"})


class Marked(NamedTuple):
    """How one text was understood: what was missed, and what was claimed though nobody said it."""

    missing: list[str]
    grave: list[str]
    other: list[str]


def names() -> list[str]:
    """Every text, by its file name."""
    return sorted(path.name for path in TEXTS.iterdir() if path.suffix != ".json")


def expected(name: str) -> dict[str, Any]:
    """What must come out of a text, and what must not."""
    data: dict[str, Any] = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
    return data


def answer(name: str, gazetteer: Any) -> Understood:
    """A text as the pipeline understands it."""
    return understand(read((TEXTS / name).read_bytes()), TODAY, gazetteer)


def marked(name: str, understood: Understood) -> Marked:
    """Every stored fact against every wanted one; a stored fact that nobody wanted is a false claim."""
    wanted_people = expected(name)["people"]
    people = {fold(person.name or ""): person for person in understood.people}
    missing: list[str] = []
    grave: list[str] = []
    other: list[str] = []
    for person in wanted_people:
        facts = {"name": [person["name"]] if person["name"] else [], **person["facts"]}
        got = people.pop(fold(person["name"] or ""), None)
        stored = {(one.field, one.value) for one in got.facts if one.sure in (WRITTEN, DENIED)} if got else set()
        missing.extend(
            f"{person['name']}: {field} {value}"
            for field, values in facts.items()
            for value in values
            if (field, value) not in stored
        )
        may = person.get("may", {})
        for field, value in sorted(stored):
            if value not in facts.get(field, []) and value not in may.get(field, []):
                (grave if field in GRAVE else other).append(f"{person['name']}: {field} {value}")
        for field, values in person.get("never", {}).items():
            grave.extend(f"{person['name']}: {field} {value}" for value in values if (field, value) in stored)
    for left in people.values():
        claims = [one for one in left.facts if one.sure in (WRITTEN, DENIED)]
        grave.extend(f"(nobody) {left.name}: {one.field} {one.value}" for one in claims if one.field in GRAVE)
        other.extend(f"(nobody) {left.name}: {one.field} {one.value}" for one in claims if one.field not in GRAVE)
    return Marked(missing, grave, other)
