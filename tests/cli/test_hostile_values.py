"""Whatever a value holds, through any door, it is text on every screen, in every file and in every answer."""

from __future__ import annotations

import csv
import email
import email.policy
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from refer_cli.fields.catalogue import FIELDS
from refer_cli.services.environment import Environment

STEERING = "\x1b]0;pwned\x07\x9b31m\x9d8;;x\x9c\x7f\u202e\u2066\u200f\u200b\u200d\u00ad\u2028\ufeff\U000e0041"
EVIL = f"Zed{STEERING} [red]<evil>$(touch x)</evil> `id` '\"\\ &amp; [/] %s ../x\r\nBCC: evil@example.com\r\nEND:VCARD"
ENTRY = EVIL.replace(";", ",").replace("\r\n", " ")
DAY = ("--on", "yesterday")


def is_harmless(text: str) -> bool:
    """Whether no sign of a text but a line end steers anything or has no width."""
    return all(sign.isprintable() or sign == "\n" for sign in text)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)


def hostile_options() -> list[str]:
    """A hostile value for every field that takes any text."""
    options = []
    for field in FIELDS:
        if field.name != "name" and (field.kind == "text" or (field.kind == "list" and field.name != "license_states")):
            options += [field.option, f"{ENTRY} {field.name}"]
    return options


@pytest.fixture(scope="module")
def by_options() -> list[list[str]]:
    """Command lines that put hostile words into every kind of record."""
    return [
        ["add-colleague", "--name", f"Ada {EVIL}", *hostile_options(), "--city", "Denver", "--state", "CO",
         "--email", "ada@example.com", "--fee", "90", "--license-state", "CO", "--accepting", "yes", "--trust", "4"],
        ["add-colleague", "--name", "Bo Elm", "--specialty", "anxiety", "--panel", "Aetna", "--city", "Denver",
         "--state", "CO", "--license-state", "CO", "--introduced-by", EVIL, "--how-known", "met", "--tag", ENTRY],
        ["edit", "Bo", "--note", EVIL, "--notes", f"first\n{EVIL}\tlast"],
        ["init", "--name", f"Ida {EVIL}", "--practice", EVIL, "--city", "Denver", "--state", "CO", "--license-state",
         "CO", "--specialty", "anxiety", "--email", "ida@example.com"],
        ["groups", "add", EVIL, "--note", EVIL, "--place", EVIL],
        ["groups", "join", "Zed"],
        ["met", "1", "--kind", "coffee", "--note", f"tab\t{EVIL}", *DAY],
        ["met", f"New {EVIL}", "--new", "--kind", "lunch", "--note", EVIL],
        ["reasons", "add", "own-reason", "--like", "moving", "--title", EVIL.replace("@", "")],
        ["give", "A7", "1", "2", "--reason", "own-reason", "--consent", "today"],
        ["receive", "1", "--label", "B12", "--reason", "moving"],
        ["cadence", "set", "1", "3m"],
    ]  # fmt: skip


SCREENS = [
    [], ["list"], ["list", "--columns", "name,practice,notes,tags,hours,ties,specialties,panels"], ["show", "1"],
    ["show", "2"], ["find", "Zed"], ["suggest", "--reason", "moving", "--city", "Denver"],
    ["suggest", "--reason", "other", "--anywhere", "--explain", "--need", "Zed", "--avoid", EVIL],
    ["suggest", "--reason", "other", "--anywhere", "--for-client"], ["suggest", "--reason", "other", "--more"],
    ["prepare", "--reason", "own-reason", "--colleague", "1"], ["ledger"], ["ledger", "1"], ["due", "--all"],
    ["network"], ["groups", "list"], ["groups", "post", "--anywhere", "--need", "anxiety"], ["reasons"],
    ["reasons", "own-reason"], ["outreach", "1"], ["outreach", "2", "--mailto"], ["goals"], ["cadence"], ["doubles"],
    ["doctor"], ["init"], ["outcome", "1", "1", "no-capacity"], ["edit", "1", "--only-tag", EVIL], ["undo"], ["redo"],
    ["show", EVIL], ["edit", EVIL, "--fee", EVIL], ["find", EVIL], ["nonsense" + EVIL], ["list", "--city", EVIL],
    ["import", EVIL], ["give", EVIL, "1", "--reason", EVIL], ["met", "1", "--kind", EVIL], ["groups", "join", EVIL],
    ["reasons", "show", EVIL], ["due", EVIL], ["list", "--columns", EVIL], ["list", "--sort", EVIL], [f"--{EVIL}"],
    ["add-colleague", EVIL, "--dry-run"], ["archive", "1"], ["unarchive", "1"], ["merge", "1", EVIL],
]  # fmt: skip


@pytest.fixture
def hostile(refer: Any, by_options: list[list[str]]) -> Any:
    """A book into which hostile words were typed."""
    for line in by_options:
        done = refer(*line)
        assert is_harmless(done.out) and is_harmless(done.err), line[:2]
        assert done.code == 0, (line[:2], done.err)
    return refer


def stored_texts(refer: Any) -> list[str]:
    """Every text of every table of the book."""
    from refer_cli.book.reading import Book

    with Book.open(refer.book) as book:
        tables = [name for (name,) in book.rows("SELECT name FROM sqlite_master WHERE type = 'table'", {})]
        return [
            value
            for table in tables
            if not table.startswith("find")
            for row in book.rows(f'SELECT * FROM "{table}"', {})
            for value in row
            if isinstance(value, str)
        ]


def check_screens(refer: Any) -> None:
    as_json = [["list", "--json"], ["show", "2", "--json"], ["show", EVIL, "--json"], ["groups", "list", "--json"]]
    for line in [*as_json, *SCREENS]:
        done = refer(*line)
        assert is_harmless(done.out) and is_harmless(done.err), line
        assert done.code in (0, 1, 2) and "inside refer" not in done.err + done.out, (line, done.err)


def test_what_is_typed_is_stored_and_shown_as_text(hostile: Any) -> None:
    assert all(map(is_harmless, stored_texts(hostile)))
    assert "[red]<evil>$(touch x)</evil>" in hostile("show", "1").out.replace("\n", "")
    notes = hostile.ok("show", "2", "--json").json["colleague"]["notes"]
    assert notes.startswith("first\nZed") and "\nBCC: evil@example.com\nEND:VCARD last" in notes and "\t" not in notes


def test_what_is_typed_is_text_in_every_file(hostile: Any, tmp_path: Path) -> None:
    def written(name: str, *line: str) -> str:
        done = hostile(*line, str(tmp_path / name))
        assert done.code == 0 and is_harmless(done.out), (line, done.err)
        return (tmp_path / name).read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")

    for name in ("team.csv", "team.vcf", "team.html"):
        assert is_harmless(written(name, "export"))
    assert is_harmless(written("all.csv", "export", "--private"))
    cells = [cell for row in csv.reader((tmp_path / "all.csv").open(encoding="utf-8-sig", newline="")) for cell in row]
    assert any("$(touch x)" in cell for cell in cells)
    for name in ("team.pdf", "team.xlsx"):
        written(name, "export")
    sheets = {
        name: written(name, "prepare", "--reason", "own-reason", "--colleague", "1", "--sheet")
        for name in ("sheet.txt", "sheet.md", "sheet.html")
    }
    sheets["network.html"] = written("network.html", "network", "--html")
    sheets["team.html"] = (tmp_path / "team.html").read_text()
    for name, text in sheets.items():
        assert is_harmless(text), name
        if name.endswith(".html"):
            tags = _Tags()
            tags.feed(text)
            assert not tags.seen & {"evil", "script", "red"}, name
    calendar = Calendar.from_ical(written("due.ics", "due", "--all", "--ics"))
    assert {each.name for each in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VTODO", "VALARM"}
    cards = (tmp_path / "team.vcf").read_text()
    assert cards.count("BEGIN:VCARD") == len(re.findall(r"^END:VCARD$", cards, re.M))
    for name, line in {
        "letter.eml": ("prepare", "--reason", "own-reason", "--colleague", "1", "--letter"),
        "hello.eml": ("outreach", "1", "--eml"),
    }.items():
        written(name, *line)
        draft = email.message_from_bytes((tmp_path / name).read_bytes(), policy=email.policy.default)
        assert (
            not draft.defects
            and draft["bcc"] is None
            and [one.addr_spec for one in draft["to"].addresses] == ["ada@example.com"]
        ), name
        assert set(map(str.lower, draft.keys())) <= {
            "to", "from", "subject", "date", "mime-version", "content-type", "content-transfer-encoding", "x-unsent",
            "message-id",
        }  # fmt: skip


@pytest.mark.parametrize("door", ["cells", "contact", "text", "questions"])
def test_no_door_lets_a_steering_sign_in(refer: Any, tmp_path: Path, door: str) -> None:
    if door == "cells":
        names = [field.name for field in FIELDS if field.kind in ("text", "list", "refusal")]
        with (tmp_path / "evil.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([names, [f"{EVIL} {name}" for name in names]])
        done = refer("import", str(tmp_path / "evil.csv"), "--yes")
    elif door == "contact":
        plain = EVIL.replace("\r\n", "\\n")
        card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{plain}\r\nTITLE:LCSW\r\nORG:{plain}\r\nNOTE:{plain}\r\nEND:VCARD\r\n"
        (tmp_path / "evil.vcf").write_bytes(card.encode())
        done = refer("import", str(tmp_path / "evil.vcf"), "--yes")
    elif door == "text":
        done = refer("add-colleague", f"Ada Birch, LCSW, Denver, CO, {EVIL}, anxiety, Aetna", "--yes", "--keep-rest")
    else:
        refer.ok("add-colleague", "Ada Birch")
        done = refer("met", "1", typed=["coffee", EVIL.replace("\r\n", " "), "", "", "", ""])
    assert done.code in (0, 2) and is_harmless(done.out) and is_harmless(done.err), done
    assert all(map(is_harmless, stored_texts(refer)))
    assert is_harmless(refer("list", "--all").out) and is_harmless(refer("show", "1").out)


def test_an_old_book_that_holds_such_signs_is_shown_as_text(hostile: Any, tmp_path: Path) -> None:
    environment = Environment({**hostile.environ}, today=hostile.today)
    try:
        with environment.write().step("as an earlier version wrote it") as step:
            for table, columns in {
                "colleague": ("name", "practice", "notes", "hours", "introduced_by"), "listing": ("name",),
                "specialty": ("name",), "panel": ("name",), "tie": ("name",), "meeting": ("note",),
                "peer_group": ("name", "notes"), "reason": ("title",),
            }.items():  # fmt: skip
                there = {row[1] for row in step.connection.execute(f"PRAGMA table_info({table})")}
                for column in there & set(columns):
                    step.connection.execute(
                        f"UPDATE {table} SET {column} = {column} || ? WHERE {column} IS NOT NULL", (STEERING,)
                    )
    finally:
        environment.close()
    assert not all(map(is_harmless, stored_texts(hostile)))
    check_screens(hostile)
    for name in ("team.csv", "team.vcf", "team.html"):
        hostile.ok("export", str(tmp_path / name))
        assert is_harmless((tmp_path / name).read_text("utf-8-sig").replace("\r\n", "\n")), name
    hostile.ok("due", "--all", "--ics", str(tmp_path / "due.ics"))
    hostile.ok("network", "--html", str(tmp_path / "network.html"))
    for name in ("due.ics", "network.html"):
        assert is_harmless((tmp_path / name).read_bytes().decode().replace("\r\n", "\n")), name
