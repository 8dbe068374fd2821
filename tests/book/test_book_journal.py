"""Undo and redo are exact: random commands taken back give the book before, done again the book after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from examples import in_one_book
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.book import bulk_rows, index_refresh, journal, writing
from refer_cli.book.writing import Step, WritableBook
from refer_cli.errors import BadValue, BookProblem, Refused
from refer_cli.fields.card import Facts
from refer_cli.fields.values import Item, Listing, Value

Dump = Callable[[Any], dict[str, list[Any]]]
Command = tuple[str, int, dict[str, Value | None], str]

names = st.sampled_from(["Aetna", "Cigna", 'O\'Brien "plan"', "Née", "😀"])
listings = st.lists(names, max_size=4, unique=True).map(lambda found: Listing(tuple(Item(name) for name in found)))
facts = st.fixed_dictionaries(
    {},
    optional={
        "fee": st.none() | st.integers(100, 300),
        "telehealth": st.none() | st.booleans(),
        "notes": st.none() | st.sampled_from(["a\nb", "\t\"'\\", "{}"]),
        "panels": st.none() | listings,
        "approaches": st.none() | listings,
        "ties": st.none() | listings.map(lambda listing: listing._replace(open=True)),
        "city": st.none() | st.just("Denver"),
    },
)
commands = st.tuples(
    st.sampled_from(["add", "bulk", "change", "change", "redate", "archive", "profile", "goal", "reason", "remove"]),
    st.integers(0, 5),
    facts,
    st.sampled_from(["2026-01-01", "2026-05-05", "2026-11-24"]),
)


def run(book: WritableBook, command: Command) -> None:
    kind, number, values, day = command
    with book.step(kind) as step:
        _write(step, kind, number, Facts(values, day))


def _write(step: Step, kind: str, number: int, said: Facts) -> None:
    ids = [row[0] for row in step.book.names()]
    named = Facts({"name": f"Ada {number}", **said.values}, said.as_of)
    if kind == "add":
        writing.insert_colleague(step, named, (39.73921, -104.98471))
    elif kind == "bulk":
        writing.insert_colleagues(step, [(named, None), (named, (1 / 3, 2 / 3))])
    elif kind == "profile":
        writing.set_profile(step, named, (1 / 3, 2 / 3))
    elif kind == "goal":
        writing.set_goal(step, "meet", number + 1, said.as_of[:7])
        writing.clear_goal(step, "meet", "2026-11")
    elif kind == "reason":
        writing.reset_reason(step)
        writing.set_reason_weight(step, "moving", "fee", number / 7)
    elif ids:
        one = ids[number % len(ids)]
        if kind == "archive":
            writing.archive_colleague(step, one, said.as_of) or writing.unarchive_colleague(step, one)
        elif kind == "remove":  # no command yet, but the journal has to bear a cascade
            step.connection.execute("DELETE FROM colleague WHERE id = ?", (one,))
        else:
            writing.change_card(step, one, said, redate=set(said.values) if kind == "redate" else ())


@in_one_book
@given(st.lists(commands, min_size=1, max_size=20))
def test_commands_undone_give_the_book_before_and_redone_the_book_after(
    book: WritableBook, dump: Dump, found: list[Command]
) -> None:
    pictures = [dump(book.connection)]
    for command in found:
        before = journal.past_steps(book)
        run(book, command)
        if journal.past_steps(book) != before:
            pictures.append(dump(book.connection))
    for picture in reversed(pictures[:-1]):
        journal.undo(book)
        assert dump(book.connection) == picture
    for picture in pictures[1:]:
        journal.redo(book)
        assert dump(book.connection) == picture
    for table in ("open_step", "dirty"):
        assert book.rows(f"SELECT * FROM {table}") == []
    assert book.rows("PRAGMA foreign_key_check") == []
    for _ in pictures[1:]:
        journal.undo(book)


def add(book: WritableBook, name: str) -> None:
    with book.step(f"add {name}") as step:
        writing.insert_colleague(step, Facts({"name": name, "fee": 100}, "2026-01-01"), None)


def test_undo_and_redo_say_what_they_did(book: WritableBook) -> None:
    add(book, "Ada Birch")
    add(book, "Bo Elm")
    assert journal.undo(book) == "add Bo Elm"
    assert [(entry.what, entry.undone) for entry in journal.past_steps(book)] == [
        ("add Bo Elm", True),
        ("add Ada Birch", False),
    ]
    assert journal.redo(book) == "add Bo Elm"
    assert [row[1] for row in book.names()] == ["Ada Birch", "Bo Elm"]


def test_there_may_be_nothing_to_take_back_or_do_again(book: WritableBook) -> None:
    for nothing in (journal.undo, journal.redo):
        with pytest.raises(Refused):
            nothing(book)
    add(book, "Ada Birch")
    with pytest.raises(Refused):
        journal.redo(book)


def test_a_new_step_drops_what_was_undone(book: WritableBook) -> None:
    add(book, "Ada Birch")
    journal.undo(book)
    with book.step("nothing"):
        pass
    assert [entry.undone for entry in journal.past_steps(book)] == [True]  # nothing written: redo still stands
    add(book, "Bo Elm")
    assert [entry.what for entry in journal.past_steps(book)] == ["add Bo Elm"]
    with pytest.raises(Refused):
        journal.redo(book)


def test_undo_refreshes_what_is_derived(book: WritableBook) -> None:
    add(book, "Ada Birch")
    with book.step("rename") as step:
        writing.change_card(step, 1, Facts({"name": "Cleo Dogwood"}, "2026-01-01"))
    facets = book.rows("SELECT * FROM facet ORDER BY name, chunk")
    journal.undo(book)
    assert (book.search("ada"), book.search("cleo")) == ([1], [])
    journal.redo(book)
    assert (book.search("ada"), book.search("cleo")) == ([], [1])
    assert book.rows("SELECT * FROM facet ORDER BY name, chunk") == facets


def test_images_carry_the_colleague_and_both_sides(book: WritableBook) -> None:
    add(book, "Ada Birch")
    with book.step("fee") as step:
        writing.change_card(step, 1, Facts({"fee": 120}, "2026-01-01"))
    rows = book.rows(
        "SELECT row_key, colleague_id, json_extract(before, '$.fee'), json_extract(after, '$.fee')"
        " FROM change WHERE table_name = 'colleague' ORDER BY sequence"
    )
    assert rows == [("[1]", 1, None, 100), ("[1]", 1, 100, 120)]


def test_a_failing_step_changes_nothing_and_the_book_goes_on(book: WritableBook, dump: Dump) -> None:
    add(book, "Ada Birch")
    before = dump(book.connection)
    with pytest.raises(ZeroDivisionError), book.step("half") as step:
        writing.change_card(step, 1, Facts({"fee": 120}, "2026-02-01"))
        writing.insert_colleague(step, Facts({"name": "Bo Elm"}, "2026-02-01"), None)
        _ = 1 / 0
    assert dump(book.connection) == before
    add(book, "Bo Elm")
    assert book.count() == 2


def test_a_journal_that_does_not_fit_is_refused_and_nothing_changes(book: WritableBook, dump: Dump) -> None:
    add(book, "Ada Birch")
    connection = book.writable()
    connection.execute("""UPDATE change SET after = json_set(after, '$.id', 77) WHERE table_name = 'colleague'""")
    before = dump(connection)
    with pytest.raises(BookProblem, match="does not fit"):
        journal.undo(book)
    assert dump(connection) == before
    connection.execute("UPDATE change SET table_name = 'step'")
    with pytest.raises(BookProblem, match="journal names a table"):
        journal.undo(book)


def test_the_journal_of_an_import_holds_no_second_copy(
    book: WritableBook, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_rows, "CHUNK", 1_000)
    today, kept = "2026-11-24", "SELECT after FROM change WHERE table_name = 'newcomers'"
    people = [
        (Facts({"name": f"Ada {number}", "panels": Listing((Item("Aetna"),), open=True)}, today), (39.7, -105.0))
        for number in range(1_500)
    ]
    empty = dump(book.writable())
    with book.step("import") as step:
        ids = writing.insert_colleagues(step, people)
        writing.archive_colleague(step, ids[3], today)
    full, index = dump(book.writable()), _index(book)
    assert book.writable().execute(kept).fetchall() == [(None,), (None,)]
    assert journal.undo(book) == "import"
    assert dump(book.writable()) == empty and book.count(archived=None) == 0
    assert journal.redo(book) == "import"
    assert dump(book.writable()) == full and _index(book) == index
    assert book.writable().execute(kept).fetchall() == [(None,), (None,)]
    book.writable().execute("UPDATE change SET after = '{}' WHERE table_name = 'newcomers'")
    with pytest.raises(BookProblem):
        journal.undo(book)
    assert dump(book.writable()) == full


def _index(book: WritableBook) -> list[list[tuple[Any, ...]]]:
    return [
        book.rows("SELECT * FROM facet ORDER BY name, chunk"),
        book.rows("SELECT * FROM card_facets ORDER BY colleague_id"),
        book.rows("SELECT lat, lon FROM place ORDER BY lat, lon"),
        book.rows("SELECT rowid, * FROM search ORDER BY rowid"),
    ]


@in_one_book
@given(st.lists(facts, min_size=1, max_size=4))
def test_who_is_put_in_by_a_file_is_indexed_as_one_who_is_read(
    book: WritableBook, drawn: list[dict[str, Value | None]]
) -> None:
    people = [(Facts({"name": "Ada", **values}, "2026-11-20"), (39.712345678, -105.0)) for values in drawn]
    with book.step("import") as step:
        writing.insert_colleagues(step, people)
    put_in = _index(book)
    with book.transaction() as connection:
        index_refresh.rebuild_indexes(connection)
    assert _index(book) == put_in
    journal.undo(book)


def _schema(book: WritableBook) -> list[tuple[Any, ...]]:
    return sorted(book.rows("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))


@in_one_book
@given(st.lists(facts, min_size=1, max_size=4))
def test_many_at_once_make_the_same_book_as_one_by_one(
    book: WritableBook, dump: Dump, drawn: list[dict[str, Value | None]]
) -> None:
    people = [
        (Facts({"name": f"Ada {number}", **values}, "2026-11-20", "csv", {"panels": "2026-01-02"}), (39.7, -105.0))
        for number, values in enumerate(drawn)
    ]
    schema = _schema(book)
    with book.step("one by one") as step:
        for facts_of_one, point in people:
            writing.insert_colleague(step, facts_of_one, point)
    one_by_one = dump(book.writable()), _index(book)
    journal.undo(book)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_rows, "MANY", 1)
        patch.setattr(writing, "_MANY", 1)
        with book.step("at once") as step, writing.bringing_in(step, len(people)):
            writing.insert_colleagues(step, people)
    assert (dump(book.writable()), _index(book)) == one_by_one
    assert _schema(book) == schema
    journal.undo(book)


def test_what_is_taken_off_for_many_is_back_whatever_happens(
    book: WritableBook, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_rows, "MANY", 1)
    monkeypatch.setattr(writing, "_MANY", 1)
    schema, empty = _schema(book), dump(book.writable())
    good, bad = Facts({"name": "Ada"}, "2026-11-20"), Facts({"name": "Bo", "zip": "no"}, "2026-11-20")
    with pytest.raises(BadValue), book.step("import") as step, writing.bringing_in(step, 1):
        writing.insert_colleagues(step, [(good, None), (bad, None)])
    assert (_schema(book), dump(book.writable())) == (schema, empty)
    with book.step("import") as step, writing.bringing_in(step, 1):
        writing.insert_colleagues(step, [(good, None)])
        writing.change_card(step, 1, Facts({"fee": 150}, "2026-11-20"))
    assert _schema(book) == schema
    with pytest.raises(sqlite3.IntegrityError, match="no open step"):
        book.writable().execute("INSERT INTO listing (colleague_id, name, position, field) VALUES (1, 'x', 0, 'tags')")
    assert book.card(1).values["fee"] == 150
    journal.undo(book)
    assert dump(book.writable()) == empty
