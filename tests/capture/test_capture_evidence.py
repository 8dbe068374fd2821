"""Each row of `people.json`, run against its own example, and missed where it is taken out."""

from __future__ import annotations

from typing import Any

import pytest

from refer_cli.capture import evidence, people
from refer_cli.capture.evidence import Table, table

TABLE = table()
KINDS = [(section, number) for section in Table._fields for number in range(len(getattr(TABLE, section)))]


def without(section: str, number: int, row: int) -> Table:
    kinds = list(getattr(TABLE, section))
    rows = kinds[number].rows
    kinds[number] = kinds[number]._replace(rows=rows[:row] + rows[row + 1 :])
    return TABLE._replace(**{section: tuple(kinds)})


@pytest.mark.parametrize(("section", "number"), KINDS)
def test_each_row_is_needed_by_its_example(
    section: str, number: int, gazetteer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = getattr(TABLE, section)[number]
    for place, row in enumerate(kind.rows):
        parts = people.split_people(row.example, gazetteer)[0]
        assert "; ".join(part.name or "" for part in parts) == row.gives, (kind.name, row.words)
        with monkeypatch.context() as less:
            for module in (evidence, people):
                less.setattr(module, "table", lambda at=(section, number, place): without(*at))
            assert people.split_people(row.example, gazetteer)[0] != parts, (kind.name, row.words)


@pytest.mark.parametrize(("section", "number"), KINDS)
def test_each_kind_of_evidence_says_why(section: str, number: int) -> None:
    kind = getattr(TABLE, section)[number]
    assert kind.why and kind.rows
    assert all(name in {other.name for other in TABLE.exceptions} for name in kind.unless)
