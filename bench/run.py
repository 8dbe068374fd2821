"""Measures the speed bars of the project as ratios, in one run: `python bench/run.py`.

Two fictional books of ten thousand colleagues are brought in through `refer import`. A fresh write then makes
one of them the right person, and every answer is compared with what a plain program finds in the same book
before any time is believed. Then the programs run in turn, round after round, so that a busy machine slows
all alike; the medians are compared, never a time with a number written down on another day.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import refer_cli
from synthetic_book import EIGHT_CITIES, RIGHT_PERSON, TODAY, write_csv

HERE = Path(__file__).resolve().parent
QUESTION = ("suggest", "--reason", "moving", "--city", "Denver", "--need", "anxiety", "--insurance", "Aetna")
OTHERWISE = {
    "without a need": ("suggest", "--reason", "moving", "--city", "Denver", "--insurance", "Aetna"),
    "without an insurance": ("suggest", "--reason", "moving", "--city", "Denver", "--need", "anxiety"),
    "the place alone": ("suggest", "--reason", "moving", "--city", "Denver"),
    "without a place": ("suggest", "--reason", "other", "--need", "anxiety", "--insurance", "Aetna"),
    "anywhere": ("suggest", "--reason", "other", "--anywhere", "--need", "anxiety", "--insurance", "Aetna"),
    "anywhere, nothing said": ("suggest", "--reason", "other", "--anywhere"),
    "a plan's name": (*QUESTION[:-1], "Aetna Choice POS II"),
}
"""The same question asked with less, or otherwise: the bars of `suggest` are to hold for each."""
COMPLETED = "Zora"
LINE = (
    "Jane Roe PsyD, Boulder CO, OCD (certified) + anxiety, ERP, Cigna, no Medicaid, $180 slides to 110,"
    " met for coffee 11/12"
)
TYPED = (
    "Jane Roe", "--credential", "PsyD", "--city", "Boulder", "--state", "CO", "--specialty", "OCD (certified)",
    "--specialty", "anxiety", "--approach", "ERP", "--panel", "Cigna", "--panel", "Medicaid (no)", "--fee", "180",
    "--fee-floor", "110", "--how-known", "met", "--first-met", "2026-11-12",
)  # fmt: skip
BEGIN, END = "<!-- measured by bench/run.py -->", "<!-- end of what was measured -->"


class Bar(NamedTuple):
    """One promise about speed: `measured` takes at most `limit` times as long as `against`."""

    number: int
    what: str
    measured: str
    against: str
    limit: float


BARS = (
    Bar(1, "`refer suggest` against the floor", "suggest", "floor", 1.25),
    Bar(2, "completing a colleague's name against an empty Typer app", "completion", "empty", 1.2),
    Bar(3, "`refer suggest` against a plain SQLModel program", "suggest", "plain", 0.3),
    Bar(4, "`refer suggest --json` against an empty Typer app", "suggest --json", "empty", 1.6),
    Bar(9, "understanding one line against a plain `refer add-colleague`", "one line", "add-colleague", 1.5),
    Bar(10, "`refer --demo suggest` against the same on a book of one's own", "demo", "own of the demo's size", 1.5),
    Bar(11, "the first write, which makes the book, against a later one", "first write", "add-colleague", 1.3),
)


SHAPES: Mapping[str, tuple[str, ...]] = {"screen": (), "json": ("--json",)}
SHAPE_BARS = {"screen": ("floor", 1.25), "json": ("empty", 1.6)}
"""Against what each shape of an answer is held, and the bar: those of `suggest` and `suggest --json`."""


class Times(NamedTuple):
    """Seconds of every program in every round: until it had ended, and of the processor."""

    elapsed: dict[str, list[float]]
    processor: dict[str, list[float]]


class Bench:
    """One book in one folder, and the programs that are run on it."""

    def __init__(self, folder: Path, title: str) -> None:
        self.folder = folder
        self.title = title
        self.book = folder / "book.db"
        # What writes has a book of its own, so that the reading programs find theirs as it was.
        self.written = folder / "written.db"
        self.small = folder / "small.db"
        # The same few lines that an installed `refer` consists of.
        self.refer = folder / "refer"
        self.refer.write_text("import sys\nfrom refer_cli.__main__ import main\nsys.exit(main())\n")
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("REFER_", "_REFER", "COVERAGE", "PYTHONDONTWRITE"))
        } | {
            "REFER_BOOK": str(self.book),
            "REFER_CACHE": str(folder / "cache"),
            "REFER_TODAY": TODAY.isoformat(),
            "PYTHONPATH": import_path(),
            "COLUMNS": "80",
            "NO_COLOR": "1",
        }

    def run(self, command: Sequence[str], extra: Mapping[str, str] | None = None) -> str:
        """What a program prints; it must succeed."""
        done = subprocess.run(
            [sys.executable, *command],
            env=self.environment | dict(extra or {}),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def ask(self, *arguments: str) -> str:
        """What `refer` prints."""
        return self.run([str(self.refer), *arguments])

    def fill(self, people: int, cities: Sequence[tuple[str, str]] | None) -> None:
        """Import the fictional book, then write the one fact that makes the right person first."""
        file = self.folder / "colleagues.csv"
        write_csv(file, people, cities)
        report = json.loads(self.ask("import", str(file), "--json"))
        expect(report["added"] == people, f"the import added {report['added']} of {people}")
        before = self.answer()
        expect(RIGHT_PERSON not in names(before), f"{RIGHT_PERSON} is shown before Aetna is on the card")
        self.ask("edit", RIGHT_PERSON, "--panel", "Aetna (open)")

    def answer(self, *options: str) -> dict[str, Any]:
        """The machine-readable answer to the question."""
        found: dict[str, Any] = json.loads(self.ask(*QUESTION, *options, "--json"))
        return found

    def programs(self) -> dict[str, tuple[list[str], dict[str, str]]]:
        """Every program that is timed: its command line and what its environment has besides."""
        baselines = HERE / "baselines"
        latitude, longitude = self.point()
        words = f"refer show {COMPLETED}"
        asked = {f"{as_asked}: {shape}": question for as_asked, question in OTHERWISE.items() for shape in SHAPES}
        completion = {"_REFER_COMPLETE": "offer_bash", "_REFER_LINE": words, "_REFER_WORD": COMPLETED}
        return {
            "empty": ([str(baselines / "empty_app.py")], {}),
            "completion": ([str(self.refer)], completion),
            "suggest --json": ([str(self.refer), *QUESTION, "--json"], {}),
            "floor": ([str(baselines / "floor.py"), str(self.book)], {}),
            "suggest": ([str(self.refer), *QUESTION], {}),
            "add-colleague": (
                [str(self.refer), "add-colleague", *TYPED, "--again"],
                {"REFER_BOOK": str(self.written)},
            ),
            "first write": (
                [str(self.refer), "add-colleague", *TYPED],
                {"REFER_BOOK": str(self.folder / "new-{turn}.db")},
            ),
            **{
                name: ([str(self.refer), *question, *SHAPES[name.rpartition(": ")[2]]], {})
                for name, question in asked.items()
            },
            "demo": ([str(self.refer), "--demo", *QUESTION], {}),
            "own of the demo's size": ([str(self.refer), *QUESTION], {"REFER_BOOK": str(self.small)}),
            "one line": (
                [str(self.refer), "add-colleague", LINE, "--yes", "--again"],
                {"REFER_BOOK": str(self.written)},
            ),
            "plain": (
                [
                    str(baselines / "plain_sqlmodel.py"),
                    str(self.book),
                    "CO",
                    f"--lat={latitude}",
                    f"--lon={longitude}",
                    f"--today={TODAY}",
                ],
                {},
            ),
        }

    def point(self) -> tuple[float, float]:
        """The point of the asked city: that of the right person, who gives it and no ZIP."""
        with closing(sqlite3.connect(self.book)) as connection:
            found: tuple[float, float] = connection.execute(
                "SELECT lat, lon FROM colleague WHERE name = ?", (RIGHT_PERSON,)
            ).fetchone()
        return found

    def check(self) -> None:
        """Every timed program gives the answer it should, on the book as it was just written."""
        programs = self.programs()
        mine = self.answer("--limit", "10")
        command, extra = programs["plain"]
        plain = json.loads(self.run([*command, "--json"], extra))
        expect(names(mine)[0] == RIGHT_PERSON, f"the first is {names(mine)[0]}, not {RIGHT_PERSON}")
        expect(names(mine) == names(plain), f"{names(mine)} is not what a plain program finds, {names(plain)}")
        scores = [[round(one["score"], 4) for one in found["candidates"]] for found in (mine, plain)]
        expect(scores[0] == scores[1], f"the scores {scores[0]} are not {scores[1]}")
        expect(mine["eligible"] == plain["eligible"], f"{mine['eligible']} eligible, not {plain['eligible']}")
        usual = names(self.answer())
        expect(usual[0] == RIGHT_PERSON, f"without --limit the first is {usual[0]}")
        for name in ("suggest", "plain", "completion"):
            printed = self.run(*programs[name])
            expect(COMPLETED in printed, f"{name} does not print {RIGHT_PERSON}")
        self.check_understood(programs)
        self.check_demo()
        for as_asked, question in OTHERWISE.items():
            found = json.loads(self.ask(*question, "--json"))
            expect(bool(found["candidates"]), f"nobody is suggested {as_asked}")
        floor = self.run(*programs["floor"])
        expect(floor.count("\n") >= 13, "the floor does not print ten rows")

    def check_understood(self, programs: Mapping[str, tuple[list[str], dict[str, str]]]) -> None:
        """A line that was understood is stored as the same facts that were typed."""
        stored = []
        for name in ("add-colleague", "one line"):
            self.written.unlink(missing_ok=True)
            self.run(*programs[name])
            listed = self.run([str(self.refer), "list", "--json"], {"REFER_BOOK": str(self.written)})
            (card,) = json.loads(listed)["colleagues"]
            facts = ("name", "credentials", "city", "state", "specialties", "fee", "fee_floor", "first_met")
            stored.append({field: card[field] for field in facts})
        expect(stored[0] == stored[1], f"{stored[1]} was understood, {stored[0]} was typed")

    def check_demo(self) -> None:
        """The demo answers as a book of one's own with the same people does; that book is made here."""
        demo = names(json.loads(self.ask("--demo", *QUESTION, "--json")))
        (kept,) = (self.folder / "cache").glob("demo-*.db")
        self.small.write_bytes(kept.read_bytes())
        own = names(json.loads(self.run([str(self.refer), *QUESTION, "--json"], {"REFER_BOOK": str(self.small)})))
        expect(bool(own) and own == demo, f"the demo suggests {demo}, a copy of its book {own}")

    def measure(self, rounds: int) -> Times:
        """Seconds of each program, the programs taking turns; the first two rounds only warm the disk."""
        programs = self.programs()
        times = Times({name: [] for name in programs}, {name: [] for name in programs})
        for turn in range(rounds + 2):
            for name, (command, extra) in programs.items():
                environment = self.environment | {key: value.format(turn=turn) for key, value in extra.items()}
                began, used = time.perf_counter(), processor_seconds()
                subprocess.run(
                    [sys.executable, *command],
                    env=environment,
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    check=True,
                )
                if turn >= 2:
                    times.elapsed[name].append(time.perf_counter() - began)
                    times.processor[name].append(processor_seconds() - used)
        return times


def processor_seconds() -> float:
    """What the processes that have ended have used of the processor, for the program and for the system."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def import_path() -> str:
    """PYTHONPATH with whole paths, since the programs run in a folder of their own."""
    return os.pathsep.join(
        str(Path(one).resolve()) for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one
    )


def fingerprint(package: Path) -> str:
    """One figure for the program's files, so that a run in which they were edited is not believed."""
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(str(file.relative_to(package)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def names(found: Mapping[str, Any]) -> list[str]:
    """Who was suggested, best first."""
    return [one["name"] for one in found["candidates"]]


def expect(holds: bool, otherwise: str) -> None:
    """Stop the whole run when an answer is wrong: the time of a wrong answer means nothing."""
    if not holds:
        raise SystemExit(f"wrong answer: {otherwise}")


def table(bench: Bench, people: int, times: Times) -> tuple[str, bool]:
    """The measured book as Markdown, and whether every bar holds."""
    medians = {name: statistics.median(seconds) for name, seconds in times.elapsed.items()}
    used = {name: statistics.median(seconds) for name, seconds in times.processor.items()}
    lines = [
        f"### {people:,} colleagues, {bench.title}",
        "",
        "| | what | ms | against, ms | ratio | bar | | of the processor |",
        "|---|---|---:|---:|---:|---:|---|---:|",
    ]
    all_hold = True
    for bar in BARS:
        measured, against = medians[bar.measured], medians[bar.against]
        ratio = measured / against
        holds = ratio <= bar.limit
        all_hold = all_hold and holds
        lines.append(
            f"| {bar.number} | {bar.what} | {measured * 1000:.0f} | {against * 1000:.0f} | {ratio:.2f} | "
            f"{bar.limit:.2f} | {'holds' if holds else '**does not hold**'} | "
            f"{used[bar.measured] / used[bar.against]:.2f} |"
        )
    lines += [
        "",
        "| `refer suggest` otherwise | against | ratio | bar | | of the processor |",
        "|---|---|---:|---:|---|---:|",
    ]
    for as_asked in OTHERWISE:
        for shape, (against_name, limit) in SHAPE_BARS.items():
            name = f"{as_asked}: {shape}"
            ratio = medians[name] / medians[against_name]
            all_hold = all_hold and ratio <= limit
            lines.append(
                f"| {name} | {against_name} | {ratio:.2f} | {limit:.2f} | "
                f"{'holds' if ratio <= limit else '**does not hold**'} | {used[name] / used[against_name]:.2f} |"
            )
    lines += ["", "| program | median, ms | middle half, ms | fastest, ms |", "|---|---:|---:|---:|"]
    for name, seconds in times.elapsed.items():
        low, _, high = (1000 * quarter for quarter in statistics.quantiles(seconds, n=4))
        middle, fastest = 1000 * medians[name], 1000 * min(seconds)
        lines.append(f"| {name} | {middle:.0f} | {low:.0f} to {high:.0f} | {fastest:.0f} |")
    return "\n".join(lines), all_hold


def versions() -> str:
    """What the numbers were measured with."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("typer", "rich", "sqlmodel", "SQLAlchemy"))
    return (
        f"Python {platform.python_version()}, {packages}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processor cores."
    )


def write_into(page: Path, measured: str, begin: str = BEGIN) -> None:
    """Put what was measured between the two marks of a page."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, mark, after = rest.partition(END)
    expect(bool(mark), f"{page} has no place for what was measured")
    page.write_text(f"{before}{begin}\n{measured}\n{END}{after}", encoding="utf-8")


def main() -> int:
    """Run the bench; 0 when every bar holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=10_000, help="colleagues in each book (10000)")
    parser.add_argument("--rounds", type=int, default=21, help="how often each program runs (21)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    chosen = parser.parse_args()
    package = Path(refer_cli.__file__).parent
    measured_code = fingerprint(package)
    parts = [f"{versions()} {chosen.rounds} rounds, the programs in turn; medians."]
    all_hold = True
    for title, cities in (("spread over all states", None), ("all in eight cities", EIGHT_CITIES)):
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), title)
            print(f"writing {chosen.people:,} colleagues, {title} ...", file=sys.stderr)
            bench.fill(chosen.people, cities)
            bench.check()
            print("the answers are right; measuring ...", file=sys.stderr)
            text, holds = table(bench, chosen.people, bench.measure(chosen.rounds))
            parts.append(text)
            all_hold = all_hold and holds
    if fingerprint(package) != measured_code:
        raise SystemExit("the program was edited while it was measured: run the bench again")
    measured = "\n\n".join(parts)
    print(measured)
    if chosen.write:
        write_into(chosen.write, measured)
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
