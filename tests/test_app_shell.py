"""The shell around every command: the registry, the error boundary, the options before a command."""

from __future__ import annotations

import errno
import io
import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from refer_cli import app
from refer_cli.book.writing import WritableBook
from refer_cli.commands.registry import COMMANDS, Command
from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment

SOURCE = Path(app.__file__).parents[1]
COLLEAGUE = ["add-colleague", "Ada Birch", "--city", "Denver", "--state", "CO", "--panel", "Aetna"]


def _environ(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REFER_", "_REFER", "COMP_"))}
    named = {
        "PYTHONPATH": str(SOURCE),
        "REFER_BOOK": str(folder / "book.db"),
        "REFER_CACHE": str(folder / "cache"),
        "REFER_TODAY": "2026-11-24",
        "HOME": str(folder),
    }
    return {**kept, **named, **more}


def _process(folder: Path, *args: str, stdout: Any = subprocess.PIPE, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from refer_cli.app import main; main()", *args]
    return subprocess.run(
        command, env=_environ(folder, **more), stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def book_folder(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    """A folder with a book of one colleague, and the gazetteer built."""
    folder = tmp_path_factory.mktemp("shell")
    shutil.copytree(cache_folder, folder / "cache")
    done = _process(folder, *COLLEAGUE)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def _of_sqlite(kind: type[sqlite3.Error], name: str) -> sqlite3.Error:
    """An error as SQLite raises it."""
    error = kind(name)
    error.sqlite_errorname, error.sqlite_errorcode = name, getattr(sqlite3, name)
    return error


def _fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make `refer list` raise."""
    failing = typer.Typer(add_completion=False, rich_markup_mode=None)

    @failing.command("list")
    def fail(json: bool = False) -> None:
        raise error

    monkeypatch.setattr(app, "load", lambda name: typer.main.get_command(failing))


def _run(
    capsys: pytest.CaptureFixture[str], *args: str, environment: Environment | None = None
) -> tuple[int, str, str]:
    code = app.run(args, environment or Environment({"REFER_TODAY": "2026-11-24"}))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_entry_loads_and_its_help_begins_with_the_registered_line(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = app.load(name)
    # A command may say more in its own first sentence than in the list.
    assert (command.help or "").strip().startswith(COMMANDS[name].help.removesuffix("."))
    code, out, err = _run(capsys, name, "--help")
    assert (code, err) == (0, "")
    assert COMMANDS[name].help.split()[0] in out
    assert "xample: refer " in " ".join(out.split())
    assert out.count("--json ") == (0 if hasattr(command, "commands") else 1)
    assert max(map(len, out.splitlines())) <= 80


def test_help_lists_every_command_without_importing_one(tmp_path: Path) -> None:
    code = (
        "import sys; from refer_cli.app import run; run(['--help']);"
        "print([m for m in sys.modules if m.startswith('refer_cli.commands.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=_environ(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert done.stderr.strip() == "['refer_cli.commands.registry']"


@pytest.mark.parametrize(
    ("args", "sentence", "hint"),
    [
        (["sugest"], 'I know no command "sugest".', "did you mean suggest?"),
        (["xyzzy"], 'I know no command "xyzzy".', "refer --help"),
        (["list", "--fe"], "No such option: --fe.", "did you mean --fee"),
        (["list", "--demo"], "--demo stands before the command.", "refer --demo list"),
        (["show", "x", "--book", "b"], "--book stands before the command.", "refer --book show"),
        (["--demo", "--book", "x", "list"], "--demo and --book cannot go together.", "leave one"),
        (["show"], "WHO is missing: any unambiguous part", 'for example refer show "Ada Birch"'),
        (["find", "x", "--limit", "many"], "Invalid value for '--limit'", "refer find --help"),
    ],
)
def test_wrong_usage_is_two_lines_and_exit_2(
    capsys: pytest.CaptureFixture[str], args: list[str], sentence: str, hint: str
) -> None:
    code, out, err = _run(capsys, *args)
    lines = err.splitlines()
    assert (code, out, len(lines)) == (2, "", 2)
    assert lines[0].startswith(f"error: {sentence}") and lines[1].startswith("hint: ") and hint in lines[1]
    code, out, err = _run(capsys, *args, "--json")
    assert (code, err) == (2, "")
    assert set(json.loads(out)) == {"schema", "error", "hint", "exit"}


def test_a_bad_today_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "list", environment=Environment({"REFER_TODAY": "2026-02-30"}))
    assert code == 2 and err.startswith('error: REFER_TODAY: "2026-02-30" is not a day.\nhint: ')


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (_of_sqlite(sqlite3.OperationalError, "SQLITE_FULL"), 1, "the disk is full"),
        (_of_sqlite(sqlite3.OperationalError, "SQLITE_BUSY"), 1, "another refer"),
        (_of_sqlite(sqlite3.OperationalError, "SQLITE_READONLY"), 1, "can only be read"),
        (_of_sqlite(sqlite3.DatabaseError, "SQLITE_CORRUPT"), 1, "damaged"),
        (_of_sqlite(sqlite3.OperationalError, "SQLITE_ERROR"), 1, "answered: SQLITE_ERROR"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "No space is left"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), 1, "/x/y"),
        (ZeroDivisionError("division by zero"), 1, "ZeroDivisionError: division by zero"),
        (WrongUsage("a sentence", "a hint"), 2, "a sentence"),
        (typer.BadParameter("not so"), 2, "not so"),
    ],
)
def test_every_error_becomes_two_lines_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: int,
    words: str,
) -> None:
    _fail_with(monkeypatch, error)
    ended, out, err = _run(capsys, "list")
    assert (ended, out) == (code, "")
    assert [line.partition(":")[0] for line in err.splitlines()] == ["error", "hint"]
    assert words in err.splitlines()[0]
    _, out, _ = _run(capsys, "list", "--json")
    assert json.loads(out)["exit"] == code
    _, _, err = _run(capsys, "--debug", "list")
    assert "Traceback" in err


@pytest.mark.parametrize(
    ("args", "printed"), [(["list"], "drawn\n"), (["list", "--json"], '{"schema": "refer.list/1", "colleagues": []}\n')]
)
def test_of_a_reply_only_what_was_asked_for_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], args: list[str], printed: str
) -> None:
    made = []

    def body() -> dict[str, Any]:
        made.append("json")
        return {"colleagues": []}

    def draw(screen: Screen) -> None:
        made.append("screen")
        sys.stdout.write("drawn\n")

    monkeypatch.setitem(COMMANDS, "list", Command("tests.list", "listed", "", "Your book"))
    monkeypatch.setitem(sys.modules, "tests.list", SimpleNamespace(listed=lambda: Reply("list", body, draw)))
    assert _run(capsys, *args) == (0, printed, "")
    assert made == ["json" if "--json" in args else "screen"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), typer.Abort()])
def test_an_interruption_says_that_nothing_was_saved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    _fail_with(monkeypatch, error)
    assert _run(capsys, "list") == (130, "", "\nstopped; nothing was saved\n")


def test_a_command_that_is_not_there_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(COMMANDS, "tomorrow", Command("refer_cli.commands.tomorrow", "app", "Later.", "Your book"))
    code, _, err = _run(capsys, "tomorrow")
    assert code == 1 and "not part of this version" in err


def test_a_reader_that_leaves_early_is_no_error(book_folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = _process(book_folder, "list", stdout=write)
    finally:
        os.close(write)
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [["list"], ["list", "--json"], ["show", "ada"]])
def test_a_full_standard_output_is_said_once(book_folder: Path, args: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = _process(book_folder, *args, stdout=full)
    assert done.returncode == 1
    assert done.stderr.startswith("error: No space is left on the disk.\nhint: ") and done.stderr.count("\n") == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_what_was_saved_is_said_where_standard_output_is_full(
    book_folder: Path, tmp_path: Path, more: list[str]
) -> None:
    book = shutil.copy(book_folder / "book.db", tmp_path / "book.db")
    with open("/dev/full", "w") as full:
        done = _process(book_folder, "met", "ada", "--kind", "coffee", *more, stdout=full, REFER_BOOK=str(book))
    assert done.returncode == 1
    assert done.stderr.startswith("error: What you asked for was saved, ") and "do not run it again" in done.stderr


@pytest.mark.parametrize(
    ("closed", "line"),
    [(">&-", ["list"]), (">&-", ["list", "--json"]), ("<&-", ["list"]), (">&- 2>&-", ["met", "ada"])],
)
def test_a_closed_standard_stream_is_no_error(book_folder: Path, tmp_path: Path, closed: str, line: list[str]) -> None:
    book = shutil.copy(book_folder / "book.db", tmp_path / "book.db")
    program = f"{sys.executable} -c 'from refer_cli.app import main; main()' {shlex.join(line)} {closed}"
    environ = _environ(book_folder, REFER_BOOK=str(book))
    done = subprocess.run(["sh", "-c", program], env=environ, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_text_that_is_read_from_a_closed_standard_input_is_none(book_folder: Path) -> None:
    program = f"{sys.executable} -c 'from refer_cli.app import main; main()' add-colleague - --dry-run <&-"
    done = subprocess.run(["sh", "-c", program], env=_environ(book_folder), capture_output=True, text=True, timeout=120)
    assert "inside refer" not in done.stderr and "Traceback" not in done.stderr


def test_an_argument_that_is_no_text_is_named(book_folder: Path) -> None:
    command = [sys.executable, "-c", "from refer_cli.app import main; main()", "met", b"Jos\xe9 N"]
    done = subprocess.run(command, env=_environ(book_folder), capture_output=True, timeout=120)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: An argument is not text: Jos\\xe9 N.\nhint: ")


def test_a_home_folder_that_is_nobodys_is_refused(book_folder: Path) -> None:
    done = _process(book_folder, "list", REFER_BOOK="~nosuchuser/book.db")
    assert done.returncode == 1 and done.stderr.startswith("error: ~nosuchuser/book.db: there is no such home folder.")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_demo_that_is_ended_leaves_no_folder(book_folder: Path, tmp_path: Path, sent: int, code: int) -> None:
    # The command asks for a text when the demo is there; what it reads is the signal.
    ended = (
        "import glob, os, pathlib, signal, sys, types\n"
        # Whoever runs the tests with nohup has it ignored.
        f"signal.signal({int(sent)}, signal.SIG_DFL)\n"
        "def read(size):\n"
        f"    there = glob.glob({str(tmp_path)!r} + '/refer-demo-*')\n"
        f"    pathlib.Path({str(tmp_path / 'seen')!r}).write_text(str(len(there)))\n"
        f"    os.kill(os.getpid(), {int(sent)})\n"
        "    return b'Ada Birch'\n"
        "buffer = types.SimpleNamespace(read=read)\n"
        "sys.stdin = types.SimpleNamespace(isatty=lambda: False, buffer=buffer, encoding='utf-8')\n"
        "from refer_cli.app import main; main()"
    )
    command = [sys.executable, "-c", ended, "--demo", "verify", "1", "--from", "-", "--yes"]
    environ = _environ(book_folder, TMPDIR=str(tmp_path))
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)
    assert (tmp_path / "seen").read_text() == "1"
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "\nstopped; nothing was saved\n")
    assert list(tmp_path.glob("refer-demo-*")) == []


def test_ctrl_c_while_the_program_is_being_loaded_is_answered_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loading = (
        "import sys, builtins; real = builtins.__import__\n"
        "def stopped(name, *rest):\n"
        "    if name == 'refer_cli.app': raise KeyboardInterrupt\n"
        "    return real(name, *rest)\n"
        "from refer_cli.__main__ import main\n"
        "builtins.__import__ = stopped\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", loading], env=_environ(tmp_path), capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\nstopped; nothing was saved\n")


def test_the_program_says_its_version(tmp_path: Path) -> None:
    from refer_cli import __version__

    done = _process(tmp_path, "--version")
    assert done.stdout == f"refer {__version__}\n"
    assert not (tmp_path / "book.db").exists()


@pytest.mark.parametrize("name", ["text", "folder", "other"])
def test_a_book_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = tmp_path / name
    if name == "text":
        path.write_text("name,city\nAda,Denver\n" * 50)
    elif name == "folder":
        path.mkdir()
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE t (x)")
        connection.close()
    before = path.read_bytes() if path.is_file() else b""
    for args in (
        ["list"],
        ["add-colleague", "Kim Larch"],
        ["show", "x"],
        ["undo"],
        ["goals", "set", "meet", "3"],
    ):
        code, out, err = _run(capsys, "--book", str(path), *args)
        assert (code, out) == (1, ""), args
        assert [line.partition(":")[0] for line in err.splitlines()] == ["error", "hint"]
    assert (path.read_bytes() if path.is_file() else b"") == before


HEAVY = (
    "sqlmodel", "sqlalchemy", "alembic", "pydantic", "rapidfuzz", "platformdirs", "importlib.metadata",
    "sqlcipher3", "keyring", "refer_cli.book.seal",
    "importlib.resources", "zipcodes", "tomllib", "csv", "phonenumbers", "rich",
)  # fmt: skip


@pytest.mark.parametrize(
    "args",
    [
        ["show", "ada"],
        ["show", "ada", "--json"],
        ["list", "--state", "CO", "--panel", "Aetna"],
        ["find", "denver"],
        ["goals"],
        ["goals", "history", "--json"],
        ["groups"],
        ["groups", "list", "--json"],
        ["groups", "post", "--need", "anxiety", "--city", "Denver", "--state", "CO"],
        ["network"],
        ["network", "--json"],
        ["due"],
        ["due", "ada", "--json"],
        ["cadence"],
        ["cadence", "list", "--json"],
        ["outreach", "ada"],
        ["ledger"],
        ["ledger", "ada"],
        ["ledger", "--open", "--json"],
        ["reasons", "moving"],
        [],
        ["--help"],
        ["suggest", "--reason", "moving", "--city", "Denver", "--state", "CO", "--no-remember", "--json"],
    ],
    ids=" ".join,
)
def test_a_reading_command_stays_off_heavy_modules(book_folder: Path, args: list[str]) -> None:
    code = (
        "import sys; from refer_cli.app import run; code = run(sys.argv[1:]);"
        f"print(sorted(m for m in {HEAVY} if m in sys.modules), code, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        env=_environ(book_folder),
        capture_output=True,
        text=True,
        timeout=60,
    )
    # Typer itself brings importlib.metadata's parent only; what is listed here came through us.
    assert done.stderr.strip() == "[] 0"


def test_a_writing_command_does_load_what_it_needs(tmp_path: Path) -> None:
    code = (
        "import sys; from refer_cli.app import run; run(sys.argv[1:]);print('sqlmodel' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *COLLEAGUE[:2]], env=_environ(tmp_path), capture_output=True, text=True
    )
    assert done.stderr.strip() == "True"


def test_completion_of_a_name_stays_off_what_it_does_not_need(book_folder: Path) -> None:
    heavy = (*HEAVY, "json")
    code = (
        "import os, sys; sys.argv = ['refer'];"
        f"os._exit = lambda code: print(sorted(m for m in {heavy} if m in sys.modules), code, file=sys.stderr);"
        "from refer_cli.app import main; main()"
    )
    more = {"_REFER_LINE": "refer show ad", "_REFER_WORD": "ad", "_REFER_COMPLETE": "offer_bash"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environ(book_folder, **more), capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("ada\\ Birch\n", "[] 0\n")


def test_on_a_terminal_an_error_is_broken_between_words_and_off_it_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    environ = {"REFER_BOOK": str(tmp_path / "book.db")}
    WritableBook.open_writing(tmp_path / "book.db", "2026-11-24").close()
    label = ["give", "Jane", "Ada", "--reason", "moving"]
    assert app.run(label, Environment(environ, stderr_is_terminal=False, width=60)) == 2
    plain = capsys.readouterr().err
    assert len(plain.splitlines()) == 2 and max(map(len, plain.splitlines())) > 60
    assert app.run(label, Environment(environ, stderr_is_terminal=True, width=60)) == 2
    broken = capsys.readouterr().err
    assert max(map(len, broken.splitlines())) <= 60
    assert broken.split() == plain.split()
    assert all(line.startswith(("error: ", "hint: ", "      ")) for line in broken.splitlines())


def test_a_long_question_is_broken_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from refer_cli.render import asking

    monkeypatch.setattr(sys, "stdin", io.StringIO("other\n"))
    question = "What kind of group? local, facebook, linkedin, consultation, association, other"
    assert asking.ask(question, "other") == "other"
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) < 80 and said.split() == [*question.split(), "[other]:"]


def test_refer_alone_answers_in_json_as_well(book_folder: Path) -> None:
    found = json.loads(_process(book_folder, "--json").stdout)
    assert found["schema"] == "refer.home/1" and found["colleagues"] == 1
    assert found["book"] == str(book_folder / "book.db")
    assert set(found["due"]) == {"overdue", "today", "soon", "later"}
