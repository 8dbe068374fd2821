"""Measures `refer import` of a large list against Python's csv reader alone: `python bench/imports.py`.

Two fictional lists of a hundred thousand people are brought in, one under refer's own headings, one as a therapist
heads and fills her columns; and a tenth of each, to see whether memory grows with the list. The csv reader takes its
turns before, between and after. What is compared is the processor's time of whole processes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import run
from synthetic_book import TODAY, write_csv, write_her_list

LISTS: dict[str, Callable[[Path, int], None]] = {
    "refer's own headings": write_csv,
    "a therapist's headings": write_her_list,
}
BAR_OF_TIME, BAR_OF_ROOM = 30, 3
BEGIN = "<!-- measured by bench/imports.py -->"
READER = run.HERE / "baselines" / "csv_reader.py"


class Used(NamedTuple):
    """What one process used: seconds of the processor, and mebibytes at its largest."""

    seconds: float
    memory: float


class Imported(NamedTuple):
    """One list brought in: its people, the import, the csv reader beside it, and both files in bytes."""

    people: int
    taken: Used
    reader: float
    csv_size: int
    book_size: int


def used_by(command: Sequence[str], environment: dict[str, str], output: Path) -> Used:
    """Run a program to its end; it must succeed."""
    with output.open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, *command], env=environment, stdin=subprocess.DEVNULL, stdout=printed
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    run.expect(process.returncode == 0, f"{' '.join(command)} ended with {process.returncode}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def bring_in(folder: Path, write: Callable[[Path, int], None], people: int) -> Imported:
    """Bring a list into a new book, and see that everybody is there, as a second import says as well."""
    folder.mkdir()
    table, book, output = folder / "list.csv", folder / "book.db", folder / "printed"
    write(table, people)
    refer = folder / "refer"
    refer.write_text("import sys\nfrom refer_cli.__main__ import main\nsys.exit(main())\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("REFER_", "COVERAGE"))} | {
        "REFER_BOOK": str(book),
        "REFER_CACHE": str(folder.parent / "cache"),
        "REFER_TODAY": TODAY.isoformat(),
        "PYTHONPATH": run.import_path(),
    }

    def reader() -> list[float]:
        return [used_by([str(READER), str(table)], environment, output).seconds for _ in range(5)]

    before = reader()
    taken = used_by([str(refer), "import", str(table), "--yes", "--json"], environment, output)
    report = json.loads(output.read_text(encoding="utf-8"))
    run.expect(report["added"] == people, f"{report['added']} of {people} were added")
    after = reader()
    return Imported(people, taken, statistics.median([*before, *after]), table.stat().st_size, book.stat().st_size)


def row(title: str, small: Imported, large: Imported) -> str:
    """One line of the table."""
    ratio, room = large.taken.seconds / large.reader, large.book_size / large.csv_size
    return (
        f"| {title} | {large.taken.seconds:.1f} | {large.reader:.2f} | {ratio:.0f} | {BAR_OF_TIME} | "
        f"{'holds' if ratio <= BAR_OF_TIME else '**does not hold**'} | {small.taken.memory:.0f} | "
        f"{large.taken.memory:.0f} | {room:.1f} | {BAR_OF_ROOM} | "
        f"{'holds' if room <= BAR_OF_ROOM else '**does not hold**'} |"
    )


def main() -> int:
    """Run the bench; 0 when every bar holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=100_000, help="people in each list (100000)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this page")
    chosen = parser.parse_args()
    lines = [
        run.versions(),
        "",
        f"| {chosen.people:,} rows under | s of the processor | csv reader, s | ratio | bar | | MiB at a tenth | "
        "MiB | book / CSV | bar | |",
        "|---|---:|---:|---:|---:|---|---:|---:|---:|---:|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        bring_in(Path(folder) / "first", write_csv, 20)  # makes the file of places, which every later run finds
        for number, (title, write) in enumerate(LISTS.items()):
            print(f"bringing in {chosen.people:,} people under {title} ...", file=sys.stderr)
            small = bring_in(Path(folder) / f"small{number}", write, chosen.people // 10)
            large = bring_in(Path(folder) / f"large{number}", write, chosen.people)
            lines.append(row(title, small, large))
    measured = "\n".join(lines)
    print(measured)
    if chosen.write:
        run.write_into(chosen.write, measured, BEGIN)
    return int("does not hold" in measured)


if __name__ == "__main__":
    sys.exit(main())
