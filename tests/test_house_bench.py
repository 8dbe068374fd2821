"""The bench measures what it says: the fictional book is sound, the programs run, the ratios are honest."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import imports
import run
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.places.compacts import video_basis
from synthetic_book import COLUMNS, EIGHT_CITIES, PSYPACT_STATES, RIGHT_PERSON, rows, write_csv, write_her_list

BASELINES = Path(run.__file__).parent / "baselines"


def test_the_fictional_book_is_understood_whole_and_nobody_is_twice_in_it(tmp_path: Path) -> None:
    write_csv(tmp_path / "book.csv", 500)
    source = open_source(tmp_path / "book.csv", "2026-11-24")
    read = list(source.rows())
    assert [type(one) for one in read] == [Incoming] * 500
    assert not any(one.unread for one in read if isinstance(one, Incoming))
    assert set(COLUMNS) - {"as_of"} <= set(BY_NAME)
    with (tmp_path / "book.csv").open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(set(names)) == 500
    assert names.count(RIGHT_PERSON) == 1


def test_the_same_seed_makes_the_same_book_and_another_another() -> None:
    assert list(rows(50)) == list(rows(50))
    assert list(rows(50)) != list(rows(50, seed=8))


def test_the_hard_book_is_in_eight_cities_only() -> None:
    assert {(row["city"], row["state"]) for row in rows(2_000, EIGHT_CITIES)} == set(EIGHT_CITIES)


@pytest.mark.parametrize("state", PSYPACT_STATES)
def test_the_plain_program_may_take_an_authority_as_reach_into_colorado(state: str) -> None:
    from datetime import date

    basis = video_basis(frozenset({state}), ("PSYPACT APIT",), ("PsyD",), state, "CO", date(2026, 11, 24))
    assert basis is not None
    assert basis.kind == "compact"


def test_the_baselines_run(tmp_path: Path) -> None:
    def printed(name: str, *arguments: str) -> str:
        line = [sys.executable, str(BASELINES / name), *arguments]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout

    with closing(sqlite3.connect(tmp_path / "book.db")) as book, book:
        book.execute("CREATE TABLE colleague (name, practice, city, state, phone)")
        book.executemany("INSERT INTO colleague (name) VALUES (?)", [(f"Person {n:02}",) for n in range(12)])
    assert printed("empty_app.py") == ""
    floor = printed("floor.py", str(tmp_path / "book.db"))
    assert all(f"Person {n:02}" in floor for n in range(10))
    assert "Person 10" not in floor


@pytest.mark.slow
def test_refer_and_the_plain_program_give_the_same_answer_after_a_fresh_write(tmp_path: Path) -> None:
    bench = run.Bench(tmp_path, "small")
    bench.fill(300, EIGHT_CITIES)
    bench.check()


def test_an_edited_program_has_another_fingerprint_and_a_compiled_one_has_not(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("print(1)", encoding="utf-8")
    before = run.fingerprint(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "app.pyc").write_bytes(b"compiled")
    assert run.fingerprint(tmp_path) == before
    (tmp_path / "app.py").write_text("print(2)", encoding="utf-8")
    assert run.fingerprint(tmp_path) != before


def test_a_wrong_answer_stops_the_bench() -> None:
    with pytest.raises(SystemExit, match="wrong answer: it is"):
        run.expect(False, "it is")


def test_a_bar_is_a_ratio_of_medians(tmp_path: Path) -> None:
    times = {
        "empty": [0.05, 0.05, 0.9],
        "floor": [0.1, 0.1, 0.1],
        "plain": [1.0, 1.0, 1.0],
        "completion": [0.06, 0.06, 0.01],
        "suggest": [0.1, 0.1, 9.0],
        "suggest --json": [0.2, 0.2, 0.2],
        "add-colleague": [0.4, 0.4, 0.4],
        "one line": [0.5, 0.5, 3.0],
        "demo": [0.3, 0.3, 0.1],
        "own of the demo's size": [0.2, 0.2, 0.2],
        "first write": [0.6, 0.6, 0.4],
    }
    asked_otherwise = {f"{asked}: {shape}": [0.08, 0.08, 0.08] for asked in run.OTHERWISE for shape in run.SHAPES}
    asked_otherwise["anywhere: json"] = [0.2, 0.2, 0.01]
    times |= asked_otherwise
    half = {name: [second / 2 for second in seconds] for name, seconds in times.items()}
    text, all_hold = run.table(run.Bench(tmp_path, "small"), 300, run.Times(times, half))
    assert not all_hold
    verdicts = [
        line.split("|")[5:8] for line in text.splitlines() if line.startswith(("| 1", "| 2", "| 3", "| 4", "| 9"))
    ]
    assert [[cell.strip() for cell in one] for one in verdicts] == [
        ["1.00", "1.25", "holds"],
        ["1.20", "1.20", "holds"],
        ["0.10", "0.30", "holds"],
        ["4.00", "1.60", "**does not hold**"],
        ["1.25", "1.50", "holds"],
        ["1.50", "1.50", "holds"],
        ["1.50", "1.30", "**does not hold**"],
    ]
    assert "| anywhere: json | empty | 4.00 | 1.60 | **does not hold** | 4.00 |" in text
    assert "| anywhere: screen | floor | 0.80 | 1.25 | holds | 0.80 |" in text


def test_what_was_measured_goes_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{run.BEGIN}\nold\n{run.END}\nafter\n", encoding="utf-8")
    run.write_into(page, "new")
    assert page.read_text(encoding="utf-8") == f"before\n{run.BEGIN}\nnew\n{run.END}\nafter\n"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit):
        run.write_into(page, "new")


def test_the_list_as_a_therapist_keeps_it_is_understood_and_can_be_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_her_list(tmp_path / "list.csv", 200)
    read = list(open_source(tmp_path / "list.csv", "2026-11-24").rows())
    taken = [one for one in read if isinstance(one, Incoming)]
    assert len(taken) == 200
    assert {unread.column for one in taken for unread in one.unread} <= {"Fax"}
    assert sum("specialties" in one.facts.values for one in taken) > 150
    page = tmp_path / "page.md"
    page.write_text(f"before\n{imports.BEGIN}\n{run.END}\nafter\n")
    small = imports.bring_in(tmp_path / "folder", write_her_list, 20)
    monkeypatch.setattr(imports, "bring_in", lambda *arguments: small)
    monkeypatch.setattr(sys, "argv", ["imports.py", "--people", "20", "--write", str(page)])
    imports.main()
    assert "| a therapist's headings |" in capsys.readouterr().out
    assert page.read_text().startswith(f"before\n{imports.BEGIN}\nPython ")
