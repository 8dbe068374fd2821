"""Command lines and files as nobody would write them: every command and option, with values fit and unfit."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from refer_cli.app import load
from refer_cli.commands.registry import COMMANDS

ELSEWHERE = frozenset({"lookup", "lock", "unlock", "rekey"})
"""Commands that ask the network or the system's keyring."""
WORDS = (
    "", " ", "Ada Birch", "Ada", "flo", "1", "2", "99999", "-1", "0", "1.5", "1e9", "9" * 5000, "None", "none",
    "unknown", "anxiety", "OCD (certified)", "OCD (xx)", "Aetna", "Aetna (full); Cigna...", "Medicaid/", "/", ";",
    ",", "(", "()", "...", "Denver", "Denver, CO", "Portland", "CO", "ZZ", "80205", "8020", "moving", "other",
    "own", "no-such", "A7", "Jane Roe", "2026-11-01", "2026-02-30", "tomorrow", "last friday", "0001-01-01",
    "9999-12-31", "in 3 months", "2w", "yes", "no", "maybe", "a@b", "ada@example.com", "jane..roe@example.com",
    "303-555-0101", "+44 20 7946 0018", "$150", "$80-100", "150/hr", "~", "*", "%s %d {0} {x}", "[red]x[/]", "<b>",
    "$(touch x)", "`id`", "\"", "'", "\\", "=1+1", "../x", "a\nb", "a\tb", "\x1b[31m", "\x9b", "\u202eabc",
    "\u200b", "e\u0301" * 50, "李小龍", "ﬀ", "\ud83d", "\udce9", "NEAR(", "a* OR b", "-x", "--", "--help", "-", "name",
    "name,phone,panels", "location=.4", "location=x", "file.csv", "file.txt", "sheet.pdf", "sheet.html", "l.eml",
    "x.ics", "team.xlsx", "team.vcf", "no/such/folder/x.csv", ".", "x" * 300, "word " * 400, "trauma and EMDR",
    "waitlist until march",
)  # fmt: skip
CELLS = (*WORDS[:90], "Full name", "Phone", "Insurance", "Specialty", "Notes", "fee", "as_of", "id", "source", "panels")


def lines(seed: int, count: int, more: tuple[str, ...] = ()) -> Iterator[list[str]]:
    """So many command lines, the same for one seed. `more` are further values to draw from."""
    drawn = random.Random(seed)
    words = (*WORDS, *more)
    names = [name for name in COMMANDS if name not in ELSEWHERE]
    for _ in range(count):
        name = drawn.choice(names)
        command = load(name)
        line = [name]
        if subcommands := getattr(command, "commands", None):
            chosen = drawn.choice([*subcommands, ""])
            command = subcommands.get(chosen, command)
            line += [chosen] if chosen else []
        line += _parameters(drawn, command, words)
        yield line


def _parameters(drawn: random.Random, command: Any, words: tuple[str, ...]) -> list[str]:
    line: list[str] = []
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    for option in drawn.sample(options, min(len(options), drawn.randrange(4))):
        line.append(drawn.choice([*option.opts, *option.secondary_opts]))
        if not getattr(option, "is_flag", False):
            line += [drawn.choice(words) for _ in range(option.nargs)]
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    for argument in arguments:
        line += [drawn.choice(words) for _ in range(1 if argument.nargs == 1 else drawn.randrange(3))]
    return line + [drawn.choice(words)] * (drawn.random() < 0.1)


def file(drawn: random.Random, folder: Path) -> Path:
    """A file of some kind, cut, mixed or filled with what it should not hold."""
    kind, content = drawn.choice(tuple(_KINDS.items()))
    data = bytearray(content(drawn).encode("utf-8", "surrogatepass"))
    for _ in range(drawn.randrange(4) if data else 0):
        place = drawn.randrange(len(data))
        data[place : place + drawn.randrange(3)] = bytes(drawn.randrange(256) for _ in range(drawn.randrange(3)))
    path = folder / f"file.{kind}"
    path.write_bytes(bytes(data[: drawn.choice([len(data), len(data), drawn.randrange(len(data) + 1)])]))
    return path


def _table(drawn: random.Random) -> str:
    sign = drawn.choice(",;\t|")
    rows = [[drawn.choice(CELLS) for _ in range(drawn.randrange(1, 7))] for _ in range(drawn.randrange(1, 9))]
    head = sign.join(drawn.sample(["name", "city", "panels", "fee", "notes", "as_of", "phone", "client", "need"], 5))
    return "\n".join(
        [head, *(sign.join(f'"{cell}"' if drawn.random() < 0.7 else cell for cell in row) for row in rows)]
    )


def _card(drawn: random.Random) -> str:
    names = (
        "FN",
        "N",
        "TEL;TYPE=CELL",
        "NOTE",
        "ORG",
        "ADR",
        "EMAIL",
        "NOTE;ENCODING=QUOTED-PRINTABLE",
        "X-REFER-PANELS",
        "UID",
    )
    body = [f"{drawn.choice(names)}:{drawn.choice(CELLS)}" for _ in range(drawn.randrange(8))]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *body, "END:VCARD", ""]) * drawn.randrange(1, 3)


def _mail(drawn: random.Random) -> str:
    kind = drawn.choice(("text/plain", "text/html", "multipart/mixed; boundary=x", "x"))
    head = f"From: {drawn.choice(CELLS)}\nTo: a@example.com\nSubject: {drawn.choice(CELLS)}\nContent-Type: {kind}"
    return f"{head}\n\n{_text(drawn)}"


def _text(drawn: random.Random) -> str:
    return drawn.choice((" ", ", ", "\n", "; ")).join(drawn.choice(CELLS) for _ in range(drawn.randrange(1, 40)))


def _page(drawn: random.Random) -> str:
    tags = drawn.choices(("p", "li", "table", "td", "b", "/div", "script"), k=12)
    return f"<html><body><h1>{drawn.choice(CELLS)}</h1>" + "".join(f"<{tag}>{drawn.choice(CELLS)}" for tag in tags)


def _calendar(drawn: random.Random) -> str:
    names = drawn.choices(("UID", "DTSTART;VALUE=DATE", "SUMMARY", "D;VALUE=,", "RRULE"), k=6)
    body = [f"{name}:{drawn.choice(CELLS)}" for name in names]
    return "\r\n".join(["BEGIN:VCALENDAR", "PRODID:-//refer", "BEGIN:VEVENT", *body, "END:VEVENT", "END:VCALENDAR", ""])


_KINDS: dict[str, Callable[[random.Random], str]] = {
    "csv": _table, "vcf": _card, "eml": _mail, "txt": _text, "html": _page, "ics": _calendar,
    "json": lambda drawn: '{"resourceType": "Bundle", "entry": [' + _text(drawn) + "]}",
}  # fmt: skip


def file_lines(path: Path) -> list[list[str]]:
    """The command lines that take a file."""
    name = str(path)
    return [
        ["import", name, "--yes"], ["import", name, "--map", "name=notes"], ["add-colleague", "--from", name, "--yes"],
        ["add-colleague", "--from", name, "--dry-run", "--explain"], ["verify", "1", "--from", name],
        ["transition", "--leaving", "Aetna", name], ["due", "--all", "--ics", name, "--force"],
        ["--book", name, "list"],
    ]  # fmt: skip
