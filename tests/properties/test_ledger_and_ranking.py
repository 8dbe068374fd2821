"""Fit before favours: whatever the ledger says, the same people rank with the same points.

Only the day of the last offer breaks ties (DESIGN section 5), and neither the client's choice, nor the outcome, nor
what was received has a say.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from examples import few
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.app import run
from refer_cli.book import journal, network_writing, writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts
from refer_cli.fields.spelling import parse_value
from refer_cli.network.words import OUTCOMES
from refer_cli.services.environment import Environment

TODAY = date(2026, 11, 24)
ASK = ("--reason", "other", "--need", "anxiety", "--anywhere", "--limit", "20", "--no-remember", "--json")
PEOPLE: Sequence[dict[str, str]] = (
    *({"name": f"{first} Birch", "specialties": "anxiety (trained)"} for first in ("Ada", "Ben", "Cy", "Dee")),
    {"name": "Eve Fir", "specialties": "anxiety (certified)"},
    {"name": "Flo Gum", "specialties": "anxiety (takes)"},
    {"name": "Gil Oak", "specialties": "grief (certified)"},
)


class Told(NamedTuple):
    """One row of a ledger: colleagues offered on a day with what was heard, or one who sent somebody."""

    received: bool
    who: tuple[int, ...]
    days_ago: int
    heard: tuple[tuple[int, str], ...]


ids = st.integers(1, len(PEOPLE))
given_rows = st.builds(
    Told,
    st.just(False),
    st.lists(ids, min_size=1, max_size=4, unique=True).map(tuple),
    st.integers(0, 400),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(sorted(OUTCOMES))), max_size=4).map(tuple),
)
received_rows = st.builds(Told, st.just(True), ids.map(lambda one: (one,)), st.integers(0, 400), st.just(()))
ledgers = st.lists(given_rows | received_rows, max_size=10)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WritableBook]:
    path = tmp_path_factory.mktemp("ledger") / "book.db"
    with WritableBook.open_writing(path, TODAY.isoformat()) as opened:
        with opened.step("people") as step:
            for person in PEOPLE:
                everything = {**person, "accepting": "yes", "how_known": "met", "practice": f"{person['name']} Rooms"}
                values = {name: parse_value(name, text, "CO").value for name, text in everything.items()}
                writing.insert_colleague(step, Facts(values, TODAY.isoformat()), None)
        yield opened


def day(days_ago: int) -> str:
    return (TODAY - timedelta(days=days_ago)).isoformat()


def write(book: WritableBook, ledger: Sequence[Told]) -> None:
    with book.step("a ledger") as step:
        for number, told in enumerate(ledger):
            if told.received:
                network_writing.add_received_referral(step, told.who[0], day(told.days_ago))
                continue
            referral = network_writing.add_given_referral(step, f"A{number}", told.who, day(told.days_ago))
            for place, status in told.heard:
                who = told.who[place % len(told.who)]
                network_writing.add_outcome(step, referral, who, status, day(told.days_ago))


def suggested(path: Path) -> dict[str, Any]:
    said = io.StringIO()
    environment = Environment({"REFER_BOOK": str(path), "REFER_CACHE": str(path.parent)}, today=TODAY, width=80)
    with redirect_stdout(said):
        assert run(["suggest", *ASK], environment) == 0
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def with_ledger(book: WritableBook, ledger: Sequence[Told]) -> dict[str, Any]:
    write(book, ledger)
    try:
        return suggested(book.path)
    finally:
        if ledger:
            journal.undo(book)


@few
@given(ledgers)
def test_the_ledger_moves_nobody_but_among_equals(book: WritableBook, ledger: list[Told]) -> None:
    plain, found = suggested(book.path), with_ledger(book, ledger)
    assert {key: found[key] for key in ("considered", "eligible", "excluded")} == {
        key: plain[key] for key in ("considered", "eligible", "excluded")
    }
    points = {
        one["id"]: (one["score"], one["criteria"], one["ready"], one["check_first"]) for one in found["candidates"]
    }
    assert points == {
        one["id"]: (one["score"], one["criteria"], one["ready"], one["check_first"]) for one in plain["candidates"]
    }
    offered: dict[int, str] = {}
    for told in ledger:
        for who in () if told.received else told.who:
            offered[who] = max(offered.get(who, ""), day(told.days_ago))
    order = [(-one["score"], offered.get(one["id"], ""), one["name"], one["id"]) for one in found["candidates"]]
    assert order == sorted(order)


@few
@given(ledgers, ledgers.map(lambda rows: [row for row in rows if row.received]), st.sampled_from(sorted(OUTCOMES)))
def test_what_was_received_and_what_became_of_it_change_nothing_at_all(
    book: WritableBook, ledger: list[Told], more: list[Told], status: str
) -> None:
    otherwise = [told._replace(heard=() if told.received else ((0, status), (1, "contacted"))) for told in ledger]
    assert with_ledger(book, [*otherwise, *more]) == with_ledger(book, ledger)
