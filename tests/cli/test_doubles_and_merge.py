"""`refer doubles` and `refer merge`: who may be in the book twice, and one card of two, with nothing lost."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from examples import few
from hypothesis import given
from hypothesis import strategies as st
from prepared_books import prepared

from refer_cli.book import journal, merging, network_writing, tables, triggers, writing
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.merge_plan import merge_plan
from refer_cli.fields.values import Accepting, Item, Listing, Value

TODAY = "2026-11-24"


def dump(path: Path) -> dict[str, list[Any]]:
    """Every row that undo looks after."""
    connection = sqlite3.connect(path)
    try:
        return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in triggers.JOURNALED}
    finally:
        connection.close()


@prepared
def twins(refer: Any) -> None:
    """Ada Birch twice, with a life on both cards, and Bo Elm."""
    refer.ok(
        "add-colleague", "--name", "Ada Birch", "--city", "Denver", "--state", "CO", "--fee", "150", "--panel", "Aetna",
        "--notes", "my note", "--tag", "supervisee", "--trust", "5",
    )  # fmt: skip
    refer.ok(
        "add-colleague", "--name", "Ada Birch", "--again", "--city", "Denver", "--state", "CO", "--fee", "140",
        "--panel", "Cigna (full)", "--phone", "303-555-0101", "--group", "Tuesday", "--trust", "3",
        "--as-of", "2026-05-01",
    )  # fmt: skip
    refer.ok("add-colleague", "--name", "Bo Elm", "--city", "Austin", "--state", "TX")
    refer.ok("met", "1", "2", "--kind", "coffee", "--on", "2026-10-01")
    refer.ok("met", "2", "--kind", "call", "--on", "2026-11-02")
    refer.ok("give", "A7", "1", "2", "3", "--reason", "moving")
    refer.ok("outcome", "A7", "2", "contacted")
    refer.ok("receive", "2", "--label", "B8")
    refer.ok("cadence", "set", "1", "3m")
    refer.ok("cadence", "set", "2", "6w")
    refer.ok("verify", "2", "--fee", "140")


def test_a_pair_is_listed_with_what_speaks_for_it(twins: Any) -> None:
    answer = twins.ok("doubles", "--json").json
    assert answer == {
        "schema": "refer.doubles/1",
        "doubles": [
            {
                "first": {"id": 1, "name": "Ada Birch"},
                "second": {"id": 2, "name": "Ada Birch"},
                "why": "the same name and city",
            }
        ],
    }
    screen = twins.ok("doubles").out
    assert "refer merge 1 2" in screen and "refer doubles --not 1 2" in screen
    assert all(len(line) <= 80 for line in screen.splitlines())


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        ("Bob Oak", {"city": "Denver", "state": "CO"}, "a short form of the same name and city"),
        ("Robert Oka", {"city": "Denver", "state": "CO"}, "names one letter apart and city"),
        ("Rboert Oak", {"practice": "Pine"}, "names one letter apart and practice"),
        ("Oak, Robert", {}, "the same name"),
        ("R. Oak", {"phone": "(303) 555-0101"}, "the same last name and first letter and telephone"),
        ("Bob Oak", {}, None),
        ("Ann Oak", {"phone": "303-555-0101", "practice": "Pine", "city": "Denver", "state": "CO"}, None),
        ("Ann Elm", {"phone": "303-555-0101", "practice": "Pine", "city": "Denver", "state": "CO"}, None),
        ("Robert Oak", {"npi": "1679576722"}, None),
    ],
)
def test_who_may_be_the_same_and_who_is_not(refer: Any, name: str, values: dict[str, Value], why: str | None) -> None:
    with WritableBook.open_writing(refer.book, TODAY) as book, book.step("add") as step:
        oak: dict[str, Value] = {
            "name": "Robert Oak", "phone": "303-555-0101", "practice": "Pine", "city": "Denver", "state": "CO",
            "npi": "1234567893",
        }  # fmt: skip
        for person in (oak, {"name": name, **values}):
            writing.insert_colleague(step, Facts(person, TODAY), None)
    assert [pair["why"] for pair in refer.ok("doubles", "--json").json["doubles"]] == ([why] if why else [])


def test_not_the_same_is_said_once_and_remembered(twins: Any) -> None:
    answer = twins.ok("doubles", "--not", "2", "1", "--json").json
    assert answer == {"schema": "refer.doubles-not/1", "ids": [2, 1], "changed": True}
    assert twins.ok("doubles", "--json").json["doubles"] == []
    assert twins.ok("doubles", "--not", "1", "2", "--json").json["changed"] is False
    twins.ok("undo")
    assert len(twins.ok("doubles", "--json").json["doubles"]) == 1


def test_all_of_both_is_on_the_card_that_stays(twins: Any) -> None:
    answer = twins.ok("merge", "1", "2", "--json").json
    assert (answer["id"], answer["gone"], answer["dry_run"]) == (1, 2, False)
    assert [entry["field"] for entry in answer["differing"]] == ["fee", "trust", "last_contact"]
    assert (answer["differing"][0]["first"], answer["differing"][0]["second"]) == (150, 140)
    assert answer["noted"] == ["Fee: $140", "Trust: 3", "Last contact: 2026-10-01", "Cadence: 6w"]
    assert answer["moved"] == {
        "referral": 1, "referral_option": 1, "outcome": 1, "meeting_colleague": 2, "follow_up": 1, "verification": 1,
        "cadence": 1, "snooze": 0,
    }  # fmt: skip
    card = twins.ok("show", "1", "--json").json["colleague"]
    assert (card["fee"], card["trust"], card["phone"]) == (150, 5, "303-555-0101")
    assert [(panel["name"], panel["accepting"], panel["as_of"]) for panel in card["panels"]] == [
        ("Aetna", None, "2026-11-24"),
        ("Cigna", "full", "2026-05-01"),
    ]
    assert card["notes"].splitlines() == ["my note", *answer["noted"]]
    assert (card["groups"], card["tags"]) == (["Tuesday"], ["supervisee"])
    assert (card["first_met"], card["last_contact"]) == ("2026-10-01", "2026-11-24")
    assert twins("show", "2").code == 1
    with Book.open(twins.book) as book:
        assert book.rows("SELECT meeting_id, colleague_id FROM meeting_colleague ORDER BY 1") == [(1, 1), (2, 1)]
        assert book.rows("SELECT referral_id, colleague_id FROM referral_option ORDER BY 2") == [(1, 1), (1, 3)]
        assert book.rows("SELECT every FROM cadence") == [("3m",)]


def test_undo_brings_both_back_exactly_and_redo_merges_again(twins: Any) -> None:
    before = dump(twins.book)
    twins.ok("merge", "1", "2")
    merged = dump(twins.book)
    assert merged != before
    twins.ok("undo")
    assert dump(twins.book) == before
    twins.ok("redo")
    assert dump(twins.book) == merged


def test_a_dry_run_shows_both_and_writes_nothing(twins: Any) -> None:
    before = dump(twins.book)
    answer = twins.ok("merge", "1", "2", "--dry-run", "--json").json
    assert answer["dry_run"] is True and answer["moved"] is None and "phone" in answer["filled"]
    screen = twins.ok("merge", "1", "2", "--dry-run").out
    assert "Nothing was changed" in screen and "$150" in screen and "$140" in screen
    assert all(len(line) <= 80 for line in screen.splitlines())
    assert dump(twins.book) == before


def test_on_a_terminal_differing_fields_are_chosen(twins: Any) -> None:
    answer = twins.ok("merge", "1", "2", typed=["2", "x", "", "y"])
    assert "please answer 1 or 2" in answer.out
    card = twins.ok("show", "1", "--json").json["colleague"]
    assert (card["fee"], card["trust"]) == (140, 5)
    assert "Fee: $150" in card["notes"] and "Trust: 3" in card["notes"]


def test_no_on_a_terminal_changes_nothing(twins: Any) -> None:
    before = dump(twins.book)
    assert "Nothing was changed" in twins.ok("merge", "1", "2", typed=["", "", "n"]).out
    assert dump(twins.book) == before


def test_doubles_on_a_terminal_are_merged_told_apart_or_skipped(twins: Any) -> None:
    assert "0 merged, 0 told apart, 1 left" in twins.ok("doubles", typed=[""]).out
    assert "0 merged, 0 told apart, 1 left" in twins.ok("doubles", typed=["q"]).out
    assert "0 merged, 1 told apart, 0 left" in twins.ok("doubles", typed=["n"]).out
    twins.ok("undo")
    assert "1 merged, 0 told apart, 0 left" in twins.ok("doubles", typed=["what", "m", "", ""]).out
    assert twins("show", "2").code == 1


def test_one_card_cannot_be_merged_with_itself(twins: Any) -> None:
    assert "one card already" in twins("merge", "1", "1").err
    assert twins("merge", "1").code == 2


def test_a_row_of_a_merged_card_is_found_again(refer: Any, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,city,state,fee\nAda Birch,Denver,CO,90\nAda Birch,Boulder,CO,95\n", encoding="utf-8")
    refer.ok("import", str(file))
    refer.ok("merge", "1", "2")
    before = dump(refer.book)
    answer = refer.ok("import", str(file), "--json").json
    assert (answer["added"], answer["updated"], answer["doubles"]) == (0, 0, [])
    assert dump(refer.book) == before


def test_a_new_colleague_with_the_number_of_one_who_is_gone_inherits_nothing(twins: Any) -> None:
    twins.ok("add-colleague", "--name", "Ada Birch", "--again")
    twins.ok("doubles", "--not", "1", "4")
    twins.ok("doubles", "--not", "2", "4")
    twins.ok("merge", "3", "4")
    twins.ok("add-colleague", "--name", "Ada Birch", "--again")
    pairs = {(pair["first"]["id"], pair["second"]["id"]) for pair in twins.ok("doubles", "--json").json["doubles"]}
    assert pairs == {(1, 2), (1, 4), (2, 4)}


def test_every_table_that_points_at_a_colleague_is_brought_over() -> None:
    pointing = {
        name
        for name, table in tables.schema().tables.items()
        if "colleague_id" in table.columns or any(key.column.table.name == "colleague" for key in table.foreign_keys)
    }
    assert pointing == {*merging.CARD, *merging.MOVES, *merging.DERIVED, *merging.HISTORY}


DAYS = ("2026-03-01", "2026-06-01", "2026-09-01")
MARKS = st.sampled_from([None, "full", "no"])
WHAT = st.sampled_from(["meet", "give", "receive", "outcome", "task", "cadence", "snooze", "verify"])
WHOM = st.sampled_from([(1,), (2,), (1, 2), (2, 3)])
ENTRIES = st.lists(
    st.tuples(st.sampled_from(["Aetna", "Cigna", "Moda"]), MARKS, st.sampled_from((None, *DAYS))),
    max_size=3,
    unique_by=lambda entry: entry[0],
)  # fmt: skip
CARDS = st.fixed_dictionaries(
    {"name": st.just("Ada Birch")},
    optional={
        "phone": st.sampled_from(["303-555-0101", "303-555-0102"]),
        "city": st.sampled_from(["Denver", "Boulder"]),
        "state": st.sampled_from(["CO", "TX"]),
        "zip": st.sampled_from(["80205", "78704"]),
        "street": st.sampled_from(["1 Pine St", "2 Oak St"]),
        "accepting": st.sampled_from([Accepting("yes"), Accepting("waitlist", "2027-01")]),
        "fee": st.sampled_from([90, 150]),
        "fee_floor": st.sampled_from([60, 90]),
        "first_met": st.sampled_from(DAYS[:2]),
        "last_contact": st.just(DAYS[2]),
        "notes": st.sampled_from(["one\ntwo", "two\nthree", "Fee: $90"]),
        "do_not_refer": st.just("rude"),
        "tags": st.sampled_from([Listing((Item("supervisee"),)), Listing(), Listing((), True)]),
        "panels": st.builds(
            lambda entries, is_open: Listing(tuple(Item(*entry) for entry in entries), is_open), ENTRIES, st.booleans()
        ),
    },
)
LIVES = st.lists(st.tuples(WHAT, st.sampled_from(DAYS), WHOM), max_size=8)


def live(step: writing.Step, what: str, day: str, whom: tuple[int, ...]) -> None:
    """Something that happened between me and some colleagues."""
    if what == "meet":
        network_writing.add_meeting(step, day, "coffee", whom)
    elif what == "give":
        network_writing.add_given_referral(step, "A7", whom, day)
    elif what == "outcome":
        number = network_writing.add_given_referral(step, "A8", whom, day)
        for colleague in whom:
            network_writing.add_outcome(step, number, colleague, "contacted", day)
    for colleague in whom:
        if what == "receive":
            network_writing.add_received_referral(step, colleague, day)
        elif what == "task":
            network_writing.add_follow_up(step, colleague, "thank", day)
        elif what == "cadence":
            network_writing.set_cadence(step, "3m", colleague_id=colleague)
        elif what == "snooze":
            network_writing.add_snooze(step, "touch", day, colleague_id=colleague)
        elif what == "verify":
            network_writing.note_verified(step, colleague, day)


@few
@given(CARDS, CARDS, st.sampled_from(DAYS), st.sampled_from(["me", "csv"]), LIVES)
def test_a_merge_loses_nothing_and_undo_brings_it_all_back(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[str, Value],
    second: dict[str, Value],
    day: str,
    source: str,
    lives: list[tuple[str, str, tuple[int, ...]]],
) -> None:
    path = tmp_path_factory.mktemp("book") / "book.db"
    with WritableBook.open_writing(path, TODAY) as book:
        with book.step("add") as step:
            writing.insert_colleague(step, Facts(first, "2026-07-01"), (39.7, -105.0))
            writing.insert_colleague(step, Facts(second, day, source), None)
            writing.insert_colleague(step, Facts({"name": "Bo Elm"}, day), None)
            for event in lives:
                live(step, *event)
        before = dump(path)
        one, other = book.card(1), book.card(2)
        pointing = counted(path)
        with book.step("merge") as step:
            merging.merge_cards(step, one, other, merge_plan(one, other))
        merged = dump(path)
        card = book.card(1)
        nothing_is_lost(one, other, card)
        assert [number for number, *_ in book.names()] == [1, 3]
        assert pointing[1] | pointing[2] == counted(path)[1]
        assert counted(path)[2] == Counter()
        journal.undo(book)
        assert dump(path) == before
        journal.redo(book)
        assert dump(path) == merged


def counted(path: Path) -> dict[int, Counter[tuple[Any, ...]]]:
    """Of each colleague, what points at them, as often as it does; where there can be but one, at most once."""
    connection = sqlite3.connect(path)
    found = {number: Counter[tuple[Any, ...]]() for number in (1, 2, 3)}
    for table in merging.MOVES:
        beside = {
            "referral_option": "referral_id", "meeting_colleague": "meeting_id", "verification": "on_day",
            "cadence": "'every'", "snooze": "what",
        }.get(table, "id")  # fmt: skip
        for number, what in connection.execute(f"SELECT colleague_id, {beside} FROM {table}"):
            if number is not None:
                found[number][table, what] += 1
    connection.close()
    return found


def nothing_is_lost(one: Card, other: Card, card: Card) -> None:
    """Every value of both cards is on the card that stays, or in its notes; lists hold every entry."""
    notes = card.text("notes") or ""
    for field in {*one.values, *other.values}:
        for value in (one.values.get(field), other.values.get(field)):
            if isinstance(value, Listing):
                united = card.listing(field)
                assert united is not None
                for item in value.items:
                    entry = united.find(item.name)
                    assert (entry is not None and item.mark in (None, entry.mark)) or item.name in notes
            elif isinstance(value, Accepting):
                assert card.values[field] == value or value.status in notes
            elif field == "notes" and isinstance(value, str):
                assert set(value.splitlines()) <= set(notes.splitlines())
            elif value is not None:
                assert card.values.get(field) == value or str(value) in notes
    for field in one.values.keys() - {"notes", "first_met", "last_contact", "fee_floor"}:
        if not isinstance(one.values[field], Listing):
            assert card.values[field] == one.values[field]
