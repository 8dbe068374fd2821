"""Whatever a list holds, every cell that is filled says something: a fact, words for the notes, or a listed row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, Skipped

TODAY = "2026-11-24"
HEADERS = (
    "Full name", "Cell", "Town", "Takes insurance?", "Good for", "$$", "SS?", "Openings?", "Ages", "Modality",
    "Aetna", "Cigna", "EMDR", "Party story", "Phone 2", "Web", "Licensed in", "Last talked", "Trust", "", "Notes",
)  # fmt: skip
CELLS = st.sampled_from(
    [
        "", "", "x", "no", "Ada Birch, LCSW", "Flo Gum", "ask Dana", "303-555-0101", "Denver, CO", "Total",
        "most, not Kaiser", "trauma/PTSD, some ED", "$120-150", "150 (SS to 90)", "full til spring", "adults only",
        "wait list - 2 months", "Telehealth", "CO and WY", "11/12/25", "-5", "5", "Couples:", "tomato", "it\"s",
        "www.example.com", "line\nbreak", "CBT; EMDR", '["a", "b"]', '{"city": "Denver"}', "Aetna, Cigna & BCBS",
    ]
)  # fmt: skip


@st.composite
def lists(draw: st.DrawFn) -> list[list[str]]:
    header = draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=7, unique=True))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header) + 1, max_size=len(header) + 2), max_size=6))
    return [["Clinician", *header], *rows]


def read(folder: Path, table: list[list[str]]) -> dict[int, Incoming | Skipped]:
    path = folder / "list.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)
    return {row.row: row for row in open_source(path, TODAY).rows()}


def filled(table: list[list[str]]) -> list[int]:
    return [number for number, cells in enumerate(table[1:], start=2) if any(cell.strip() for cell in cells)]


@given(lists(), st.data())
def test_every_filled_cell_says_something(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], data: st.DataObject
) -> None:
    folder = Path(tmp_path_factory.mktemp("lists"))
    rows = read(folder, table)
    assert list(rows) == filled(table)
    # A cell that another of its row says already says nothing new, and a no where words are wanted says nothing at all.
    places = [
        (number, place)
        for number in rows
        for place, cell in enumerate(table[number - 1])
        if cell.strip() and cell != "no" and table[number - 1].count(cell) == 1
    ]
    if not places:
        return
    number, place = data.draw(st.sampled_from(places))
    before = rows[number]
    cell, table[number - 1][place] = table[number - 1][place], ""
    after = read(folder, table).get(number)
    if isinstance(before, Skipped):
        return
    assert (
        after is None
        or isinstance(after, Skipped)
        or (after.facts.values, after.unread)
        != (
            before.facts.values,
            before.unread,
        )
    ), (cell, before)
