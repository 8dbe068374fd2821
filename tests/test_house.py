"""The house itself: what is packaged, what is pinned, and which arrows a linter of imports cannot see."""

from __future__ import annotations

import ast
import os
import re
import site
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from refer_cli.commands.registry import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "refer_cli"
MODULES = sorted(SOURCE.rglob("*.py"))
PURE = ("matching", "network", "fields", "vocabulary", "places")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def calls(module: Path) -> Iterator[str]:
    """Every call in a module as it is written: `date.today`, `print`."""
    return (ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def pinned() -> dict[str, list[str]]:
    """Name -> the pins of constraints.txt, each with its hashes behind it."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(canonicalize_name(re.split(r"[=<>~!\[ ;]", line, maxsplit=1)[0]), []).append(line)
    return found


def declared() -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    everything = [
        *project["dependencies"],
        *PROJECT["build-system"]["requires"],
        *extras["test"],
        *extras["check"],
    ]
    return [Requirement(line) for line in everything]


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_what_is_declared_is_pinned_to_a_version_that_it_allows(requirement: Requirement) -> None:
    pins = pinned()[canonicalize_name(requirement.name)]
    versions = [match[1] for line in pins if (match := re.search(r"==([^ ;]+)", line))]
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_pin_has_hashes_and_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert all("--hash=sha256:" in line for lines in pinned().values() for line in lines)
    assert not re.search(r"https?:|--(extra-)?index|--find-links|file:", text)


def test_typer_stays_below_the_version_that_doubles_the_start() -> None:
    typer = next(one for one in declared() if one.name == "typer")
    assert typer.specifier.contains("0.28.0")
    assert not typer.specifier.contains("0.29.0")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree; hatchling refuses a classifier that no index knows."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("refer_cli/")}
    written = {
        f"refer_cli/{file.relative_to(SOURCE).as_posix()}"
        for file in SOURCE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert held == written
    assert {"refer_cli/py.typed", "refer_cli/vocabulary/needs.json"} <= held


def test_the_wheel_installs_and_refer_runs_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """No index is asked: what the program stands on is lent by the interpreter that runs this test."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    venv.create(tmp_path / "new", with_pip=False)
    programs = tmp_path / "new" / ("Scripts" if os.name == "nt" else "bin")
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("REFER_", "XDG_", "PYTHON", "VIRTUAL_ENV"))
    } | {"HOME": str(home), "USERPROFILE": str(home)}

    def said(*line: str | Path) -> str:
        return subprocess.run(line, env=clean, cwd=elsewhere, check=True, capture_output=True, text=True).stdout

    def refer(*args: str) -> str:
        return said(programs / "refer", *args)

    python = programs / "python"
    said(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", wheel)
    own = Path(said(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    own.joinpath("lent.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    assert Path(said(python, "-c", "import refer_cli; print(refer_cli.__file__)").strip()).is_relative_to(own)
    assert "Ada Birch" in refer("--demo", "suggest", "--reason", "moving", "--city", "Denver")
    refer("add-colleague", "Jane Roe", "--city", "Boulder", "--state", "CO")
    assert "Jane Roe" in refer("list")
    assert list(home.rglob("*.db"))


def test_no_command_imports_another() -> None:
    commands = {entry.module for entry in COMMANDS.values()}
    for module in commands:
        file = SOURCE / f"{module.removeprefix('refer_cli.').replace('.', '/')}.py"
        others = commands - {module}
        assert not others & set(imported(file)), file


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_asks_no_clock_and_no_environment(room: str) -> None:
    forbidden = re.compile(r"(^|\.)(today|now|utcnow|time|getenv|getcwd|input|print)$|environ|^random\.|^locale\.")
    for module in sorted((SOURCE / room).rglob("*.py")):
        asked = [call for call in calls(module) if forbidden.search(call)]
        assert not asked, module


def test_words_reach_a_terminal_through_one_module() -> None:
    speaking = re.compile(r"^(print|typer\.(echo|secho|confirm|prompt)|sys\.std(out|err)\.write|console\.print)$")
    for module in MODULES:
        # Ctrl-C may come before anything is imported, render too: then `__main__` says so itself.
        if module.name == "printing.py" or module.relative_to(SOURCE).parts[0] == "__main__.py":
            continue
        said = [call for call in calls(module) if speaking.match(call)]
        assert not said, module
