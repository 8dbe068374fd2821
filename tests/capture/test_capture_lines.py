"""Single lines, each about one turn of phrase: what is stored of it, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import capture_texts
import pytest

from refer_cli.capture.found import DENIED, WRITTEN
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand

LINES = json.loads((Path(__file__).parent / "lines.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("one", LINES, ids=lambda one: one["line"][:60])
def test_a_line_says_what_it_says(one: dict[str, Any], gazetteer: Any) -> None:
    people = understand(read(one["line"]), capture_texts.TODAY, gazetteer).people
    assert {
        person.name or "": sorted(
            f"{fact.field}: {fact.value}"
            for fact in person.facts
            if fact.sure in (WRITTEN, DENIED) and fact.field != "name"
        )
        for person in people
    } == one["people"]
