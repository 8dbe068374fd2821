"""Cells that a spreadsheet would run are text in every table that is written, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.exchange.cell_guard import guarded, unguarded

CELLS = st.text(st.sampled_from("'=+-@\t\r\n a1\uff1d\u00a0"), max_size=6) | st.text(max_size=20)
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_every_cell_comes_back_as_it_was_and_none_is_run(cells: list[str]) -> None:
    written = [guarded(cell) for cell in cells]
    assert [unguarded(cell) for cell in written] == cells
    assert not any(cell.startswith(RUN) or cell.lstrip().startswith(RUN) for cell in written)


@pytest.mark.parametrize("cell", ["Ada", "'tis the season", "", "'", "303-555-0101", "(303) 555-0101", "a=b", "don't"])
def test_what_no_spreadsheet_runs_is_written_as_it_is(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell
