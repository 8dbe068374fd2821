"""The judged books are played as they are typed: the first choice is the readers' as often as it was, and not less."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain, combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

BOOKS = Path(__file__).parents[1] / "judged"
KEPT = json.loads((BOOKS / "kept.json").read_text(encoding="utf-8"))
LISTS = {
    "credentials": "--credential", "license_states": "--license-state", "specialties": "--specialty",
    "approaches": "--approach", "panels": "--panel", "groups": "--group",
}  # fmt: skip


class Played(NamedTuple):
    """How a book was played: the share of first choices that are the readers', and who was shown."""

    first: float
    agreed: float
    never: int
    refused: int


def each(option: str, values: list[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def play(refer: Any, book: Path) -> Played:
    me = json.loads((book / "me.json").read_text(encoding="utf-8"))
    options = [each(option, me[field]) for field, option in LISTS.items()]
    refer.ok(
        "init", "--name", me["name"], "--city", me["city"], "--state", me["state"], "--zip", me["zip"],
        "--practice", me["practice"], *chain.from_iterable(options),
    )  # fmt: skip
    refer.ok("import", str(book / "book.csv"))
    stories = json.loads((book / "stories.json").read_text(encoding="utf-8"))
    tally: Counter[str] = Counter()
    first = agreed = 0.0
    for story in stories:
        readers = list(chain.from_iterable([name] * count for name, count in story["first"].items()))
        pairs = list(combinations(readers, 2))
        agreed += sum(one == other for one, other in pairs) / len(pairs)
        answer = refer("suggest", *story["args"], "--json")
        if answer.code:
            tally["refused"] += 1
            continue
        shown = [candidate["name"] for candidate in answer.json["candidates"]]
        first += readers.count(shown[0] if shown else "nobody") / len(readers)
        tally["never"] += sum(name in story["never"] for name in shown)
    return Played(first / len(stories), agreed / len(stories), tally["never"], tally["refused"])


@pytest.mark.parametrize("name", sorted(KEPT))
def test_the_readers_choice_stays_the_first(refer: Any, name: str) -> None:
    played = play(refer, BOOKS / name)
    kept = KEPT[name]
    assert played.agreed > 0.9
    assert played.first >= kept["first"] and played.never <= kept["never"] and played.refused <= kept["refused"], played
