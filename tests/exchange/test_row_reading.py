"""What a reader remembers of the rows before changes nothing of what a row says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.errors import BadValue
from refer_cli.exchange.columns import Column
from refer_cli.exchange.row_reading import RowReader, RowReading
from refer_cli.fields.values import Item, Listing

CELLS = {
    "name": ("Ada Birch", "Birch, Bo LPC", "Jane Roe PhD", ""),
    "state": ("OR", "CO", "Oregon", "", "?"),
    "city": ("Portland", "Denver CO", "Delaware", "Ballard, Seattle", "online only", '{"city": "Bend"}', ""),
    "street": ("12 Elm St", "12 Elm St, Bend OR 97701", "Suite 4", ""),
    "credentials": ("LPC", "LPC, LMFT", "QMHP", "LP; retired", ""),
    "panels": ("OHP", "OHP; Aetna (full)", "Aetna, not Cigna", "none", "OHP, Cigna", "private pay", ""),
    "license_states": ("OR", "OR; WA", "PSYPACT", "all", ""),
    "specialties": ("anxiety, OCD (trained)", "EMDR; couples", "trauma?", "do not refer", ""),
    "accepting": ("yes", "no", "waitlist until 2027-03", "retired", ""),
    "telehealth": ("yes", "both", "no", "sometimes", ""),
    "do_not_refer": ("no", "yes", "rude to clients", ""),
    "fee": ("$150", "150-90", "free", "9999", ""),
    "fee_floor": ("80", "200", "yes", ""),
    "notes": ("Tall.", "do not use", "[1]", ""),
}
COLUMNS = [Column(place, target, target) for place, target in enumerate(CELLS)]
THEIR_COLUMNS = [column._replace(label=f"her {column.target}", why="given") for column in COLUMNS]
ROW = st.tuples(*(st.sampled_from(cells) for cells in CELLS.values()))


def outcome(reader: RowReader, cells: tuple[str, ...]) -> RowReading | str:
    try:
        reading = reader.read(cells)
    except BadValue as problem:
        return str(problem)
    return reading._replace(values=dict(reading.values))


@given(st.lists(ROW, min_size=2, max_size=8), st.booleans(), st.booleans())
def test_a_row_says_the_same_whatever_came_before_it(
    rows: list[tuple[str, ...]], own_names: bool, exported: bool
) -> None:
    columns = COLUMNS if own_names else THEIR_COLUMNS
    reader = RowReader(columns, "2026-11-24", exported)
    for cells in [*rows, *rows]:
        assert outcome(reader, cells) == outcome(RowReader(columns, "2026-11-24", exported), cells)


def test_a_mark_with_words_behind_it_is_the_mark_and_training_is_a_yes() -> None:
    columns = [
        Column(0, "name", "name"),
        Column(1, "EMDR?", "approaches", "EMDR"),
        Column(2, "Cigna", "panels", "Cigna"),
        Column(3, "PTSD", "specialties", "PTSD"),
    ]
    reader = RowReader(columns, "2026-11-24")
    reading = reader.read(["Ada Birch", "trained", "x (full)", "trained"])
    assert reading.values["approaches"] == Listing((Item("EMDR"),), open=True)
    assert reading.values["panels"] == Listing((Item("Cigna", "full"),), open=True)
    assert reading.values["specialties"] == Listing((Item("PTSD", "trained"),), open=True)
    assert [(unread.column, unread.words) for unread in reading.unread] == [("EMDR?", "trained")]
    doubted = reader.read(["Bo Elm", "learning", "x (until May)", "?"])
    assert set(doubted.values) == {"name"}
    assert {unread.column for unread in doubted.unread} >= {"EMDR?", "Cigna"}
