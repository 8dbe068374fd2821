"""One schema: tables, migration, catalogue, statements and triggers cannot drift apart."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from refer_cli.book import migrate, row_mapping, search, statements, triggers
from refer_cli.book.tables import schema
from refer_cli.book.writing import WritableBook
from refer_cli.fields.catalogue import BY_NAME, LISTS, SCALARS
from refer_cli.matching.reasons import REASONS


def shape(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Each table and index as the lines of its definition, in no particular order."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        " AND name NOT LIKE 'search%' AND name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'"
    )
    return {name: sorted(line.strip().rstrip(",") for line in sql.split("\n") if line.strip()) for name, sql in found}


def test_a_migrated_book_has_the_tables_of_the_schema(book: WritableBook) -> None:
    memory = sqlite3.connect(":memory:")
    schema().create_all(create_engine("sqlite://", creator=lambda: memory))
    expected = shape(memory)
    assert len(expected) > 20
    assert shape(book.writable()) == expected


def test_the_columns_of_a_colleague_are_the_single_values_of_the_catalogue() -> None:
    columns = [name for name in statements.SCALAR_COLUMNS if name != "accepting_until"]
    assert sorted(columns) == sorted(SCALARS)
    assert {name for name in SCALARS if BY_NAME[name].kind == "flag"} == row_mapping.FLAGS
    table = {column.name for column in schema().tables["colleague"].columns}
    assert set(statements.SCALAR_COLUMNS) <= table


def test_the_seeded_reasons_are_the_canonical_ones(book: WritableBook) -> None:
    seeded = {row[0] for row in book.rows("SELECT slug FROM reason WHERE canonical")}
    # A reason that came later is written by the first step that needs it.
    assert seeded <= set(REASONS)
    assert len(seeded) == 11
    assert book.own_reasons() == []


def test_every_statement_prepares_against_a_fresh_book(book: WritableBook) -> None:
    found = {
        f"{module.__name__}.{name}": value
        for module in (statements, search)
        for name, value in vars(module).items()
        if isinstance(value, str) and re.match(r"\s*(SELECT|INSERT|DELETE)", value)
    }
    found |= {f"distinct {field}": statements.distinct(field) for field in (*SCALARS, *LISTS)}
    assert len(found) > 50
    for name, statement in found.items():
        sql, ids = statements.with_ids(statement, [1, 2])
        if name.endswith(("search.INSERT", "search.SELECT")):
            search.make_functions(book.writable())
        parameters = {**dict.fromkeys(re.findall(r":(\w+)", sql), "a"), **ids}
        try:
            book.writable().execute(f"EXPLAIN {sql}", parameters)
        except sqlite3.Error as problem:
            pytest.fail(f"{name}: {problem}")


def test_every_table_with_rows_of_the_therapist_is_journaled(book: WritableBook) -> None:
    unjournaled = {
        "request",
        "step",
        "change",
        "open_step",
        "dirty",
        "facet",
        "place",
        "card_facets",
        "alembic_version",
    }
    tables = {
        row[0]
        for row in book.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith(("search", "sqlite"))
    }
    assert tables - unjournaled == set(triggers.JOURNALED)
    made = {row[0] for row in book.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert made == {
        f"journal_{table}_{event}" for table in triggers.JOURNALED for event in ("insert", "update", "delete")
    }


def test_the_triggers_are_those_that_the_tables_give(book: WritableBook) -> None:
    connection = book.writable()
    for name, sql in book.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"):
        table, _, event = name.removeprefix("journal_").rpartition("_")
        assert sql == triggers.statement(connection, table, event)


@pytest.mark.parametrize(
    "write",
    [
        "INSERT INTO colleague (name, as_of, source, created_on) VALUES ('Ada', '2026-01-01', 'me', '2026-01-01')",
        "UPDATE reason SET title = 'x'",
        "DELETE FROM reason",
        "INSERT OR REPLACE INTO setting (name, value) VALUES ('a', 'b')",
        "INSERT INTO goal (name, from_month, target) VALUES ('meet', '2026-11', 3)",
    ],
)
def test_the_book_itself_refuses_a_write_with_no_open_step(book: WritableBook, write: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="no open step"):
        book.writable().execute(write)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("fee", -5),
        ("fee", "abc"),
        ("fee", 99.5),
        ("fee", 5001),
        ("trust", 0),
        ("trust", 6),
        ("trust", "five"),
        ("sliding_slots", -1),
        ("accepting", "maybe"),
        ("accepting_until", "2027-03"),
        ("how_known", "friend"),
        ("state", "co"),
        ("state", "COL"),
        ("zip", "8020"),
        ("npi", "123"),
        ("telehealth", 2),
        ("telehealth", "yes"),
        ("first_met", "yesterday"),
        ("name", "  "),
        ("name", None),
        ("notes", ""),
        ("lat", 39.7),
        ("email", "ada"),
        ("as_of", ""),
        ("source", ""),
        ("archived_on", "soon"),
        ("fee_floor", 300),
        ("last_contact", "2020-01-01"),
        ("practice", "x" * 301),
    ],
)
def test_a_rule_stands_in_the_book_as_well(book: WritableBook, column: str, value: object) -> None:
    connection = book.writable()
    connection.execute("BEGIN")
    connection.execute("INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, 0, 0)")
    connection.execute(
        "INSERT INTO colleague (id, name, fee, first_met, as_of, source, created_on)"
        " VALUES (1, 'Ada Birch', 200, '2024-05-01', '2026-01-01', 'me', '2026-01-01')"
    )
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE colleague SET {column} = ? WHERE id = 1", (value,))
    connection.execute("ROLLBACK")


def test_foreign_keys_are_on_and_children_need_their_colleague(book: WritableBook) -> None:
    assert book.rows("PRAGMA foreign_keys") == [(1,)]
    with pytest.raises(Exception, match="FOREIGN KEY"), book.step("x") as step:
        step.connection.execute("INSERT INTO panel (colleague_id, name, position) VALUES (99, 'Aetna', 0)")


def test_the_migration_folder_is_whole() -> None:
    assert (migrate.MIGRATIONS / "env.py").is_file()
    assert [path.name for path in sorted((migrate.MIGRATIONS / "versions").glob("0*.py"))] == [
        "0001_initial.py",
        "0002_network.py",
        "0003_finding.py",
    ]
    assert Path(migrate.MIGRATIONS / "script.py.mako").is_file()
