"""A book written down in a test: colleagues as rows of a CSV, brought in by `refer import`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

ADDED = "2026-11-01"
"""The day of every fact that a test does not date itself: 23 days before the tests' today."""

USUAL: Mapping[str, str] = {
    "credentials": "LCSW",
    "city": "Portland",
    "state": "OR",
    "license_states": "OR",
    "telehealth": "yes",
    "in_person": "yes",
    "accepting": "yes",
    "how_known": "met",
    "trust": "3",
    "as_of": ADDED,
}
"""What is known of a colleague unless the test says otherwise: an office in Portland, seeing new clients."""

EVERYBODY = ("--limit", "99", "--anywhere")
"""The options that show everybody who fits, wherever they are."""

PORTLAND = ("--city", "Portland", "--state", "OR")


def write_book(refer: Any, people: Mapping[str, Mapping[str, str]], usual: Mapping[str, str] = USUAL) -> Any:
    """Bring these colleagues in (name -> columns; an empty text leaves a usual one out); `refer` for chaining."""
    rows = [{"name": name, **usual, **changed} for name, changed in people.items()]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    path = refer.book.parent / "written.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    report = refer.ok("import", str(path), "--json").json
    assert (report["read"], report["added"], report["skipped"]) == (len(rows), len(rows), []), report
    return refer


def ask(refer: Any, reason: str, *options: str) -> dict[str, Any]:
    """The answer of `suggest` as JSON; it must succeed without a word on standard error."""
    answer: dict[str, Any] = refer.ok("suggest", "--reason", reason, *options, "--json").json
    return answer


def names(answer: Mapping[str, Any]) -> list[str]:
    """Who is shown, best first."""
    return [one["name"] for one in answer["candidates"]]


def one_of(answer: Mapping[str, Any], name: str) -> dict[str, Any]:
    """One of the shown, by name."""
    found: dict[str, Any] = next(one for one in answer["candidates"] if one["name"] == name)
    return found


def row_of(answer: Mapping[str, Any], name: str, criterion: str) -> dict[str, Any]:
    """One criterion's row of one of the shown."""
    found: dict[str, Any] = next(row for row in one_of(answer, name)["criteria"] if row["name"] == criterion)
    return found


def scores(answer: Mapping[str, Any], criterion: str) -> dict[str, float]:
    """What each of the shown scores under one criterion."""
    return {
        one["name"]: next(row["score"] for row in one["criteria"] if row["name"] == criterion)
        for one in answer["candidates"]
    }


def near(answer: Mapping[str, Any]) -> list[tuple[str, str, str | None]]:
    """The near misses as (name, what fails, what relaxes it)."""
    return [(miss["name"], miss["fails"], miss["relax"]) for miss in answer["near_misses"]]


def check(
    refer: Any, criterion: str, people: Mapping[str, tuple[Mapping[str, str], float]], reason: str, *options: str
) -> None:
    """Each colleague scores under this criterion what stands beside their facts."""
    write_book(refer, {name: facts for name, (facts, _) in people.items()})
    answer = ask(refer, reason, *options)
    found = scores(answer, criterion)
    wrong = {name: (found.get(name), level) for name, (_, level) in people.items() if found.get(name) != level}
    assert not wrong, f"{criterion}, found and expected: {wrong}; excluded: {answer['excluded']}"
    assert set(found) == set(people)


def excluded(refer: Any, people: Mapping[str, Mapping[str, str]], reason: str, *options: str) -> dict[str, int]:
    """The counted causes when nobody of these fits."""
    write_book(refer, people)
    answer = ask(refer, reason, *options)
    assert names(answer) == []
    counted: dict[str, int] = answer["excluded"]
    return counted
