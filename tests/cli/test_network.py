"""`refer network`: figures worked out by hand, as a screen, as JSON, and as a page in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from prepared_books import prepared
from written_book import write_book

from refer_cli.book.requests import remember

PEOPLE = {
    "Ada Birch": {
        "specialties": "OCD (certified)",
        "panels": "Aetna",
        "populations": "adult;individual",
        "fee": "150",
        "fee_floor": "60",
        "groups": "Tuesday;Front Range",
        "approaches": "ERP",
    },
    "Ben Elm": {"specialties": "OCD (trained)", "panels": "Medicaid", "populations": "teen", "accepting": "no"},
    "Cleo Fir": {
        "specialties": "anxiety",
        "panels": "Medicaid (full)",
        "populations": "adult",
        "pro_bono": "yes",
        "how_known": "introduced",
        "groups": "Front Range;Spanish speakers",
        "city": "Salem",
    },
    "Dov Gum": {
        "specialties": "tics",
        "panels": "Medicaid",
        "populations": "teen",
        "how_known": "listed",
        "languages": "Spanish",
    },
    "Eve Holly": {"specialties": "OCD (certified)", "panels": "Medicaid", "do_not_refer": "yes"},
}


@prepared
def filled(refer: Any) -> None:
    """Five people, me, and three requests that found nobody (and one that found somebody)."""
    refer.ok(
        "init", "--name", "Sam Roe", "--credential", "LCSW", "--city", "Portland", "--state", "OR", "--approach",
        "CBT", "--approach", "ERP", "--practice", "Roe Rooms",
    )  # fmt: skip
    write_book(refer, PEOPLE)
    for day, need, panel, age, found in (
        ("2026-11-01", "OCD", "Medicaid", "teen", False),
        ("2026-11-02", "tics", "Medicaid", "", False),
        ("2026-11-03", "OCD", "Aetna", "adult", False),
        ("2026-11-04", "grief", "", "", True),
    ):
        assert remember(refer.book, day=day, found=found, state="OR", need=need, panel=panel, age_group=age)


def row(rows: list[dict[str, Any]], kind: str, name: str) -> tuple[int, int, int, int]:
    (one,) = [one for one in rows if (one["kind"], one["name"]) == (kind, name)]
    return one["known"], one["full"], one["listed"], one["asked"]


def test_every_figure_is_what_one_counts_by_hand(filled: Any) -> None:
    found = filled.ok("network", "--json").json
    # Eve is not to be referred to: four are left, and Dov has not been met.
    assert (found["schema"], found["known"], found["people"], found["in_vain"]) == ("refer.network/1", 3, 4, 3)
    gaps, covered = found["gaps"], found["covered"]
    # Ben takes Medicaid and Cleo is full there: Ben takes nobody now, so nobody is left; Dov is not met.
    assert row(gaps, "panel", "Medicaid") == (0, 2, 1, 2)
    # Ada and Ben treat OCD, Ben takes nobody now; two of the three requests in vain asked for it.
    assert row(gaps, "need", "OCD") == (1, 1, 0, 2)
    assert row(gaps, "need", "tics") == (0, 0, 1, 1)
    assert row(gaps, "age_group", "teen") == (0, 1, 1, 1)
    assert row(gaps, "panel", "Aetna") == (1, 0, 0, 1)
    assert row(gaps, "need", "anxiety") == (1, 0, 0, 0)
    assert row(gaps, "language", "Spanish") == (0, 0, 1, 0)
    assert row(gaps, "place", "Salem, OR") == (1, 0, 0, 0)
    # Cleo sees some without a fee; Ada goes down to 60.
    assert row(covered, "fee", "50-74") == (2, 0, 0, 0)
    assert row(covered, "fee", "75-99") == (2, 0, 0, 0)
    assert row(covered, "age_group", "adult") == (2, 0, 0, 1)
    assert row(covered, "place", "OR") == (2, 1, 1, 3)
    assert [(one["kind"], one["name"]) for one in gaps[:4]] == [
        ("panel", "Medicaid"),
        ("need", "OCD"),
        ("need", "tics"),
        ("age_group", "teen"),
    ]
    assert all(one["name"] != "grief" for one in gaps)
    assert found["alike"] == [
        {"aspect": "credentials", "mine": ["LCSW"], "same": 3, "known": 3},
        {"aspect": "approaches", "mine": ["CBT", "ERP"], "same": 1, "known": 1},
        {"aspect": "city", "mine": ["Portland, OR"], "same": 2, "known": 3},
        {"aspect": "practice", "mine": ["Roe Rooms"], "same": 0, "known": 0},
    ]
    assert found["bridges"] == [
        {"id": 1, "name": "Ada Birch", "groups": ["Tuesday", "Front Range"], "alone": [["Front Range", "Tuesday"]]},
        {
            "id": 3,
            "name": "Cleo Fir",
            "groups": ["Front Range", "Spanish speakers"],
            "alone": [["Front Range", "Spanish speakers"]],
        },
    ]
    # Each request as a whole; the third asked for OCD, Aetna and an adult, and Ada does all of that by now.
    assert [([part["name"] for part in one["parts"]], one["asked"]) for one in found["wishes"]] == [
        (["tics", "Medicaid", "OR"], 1),
        (["OCD", "Medicaid", "OR", "teen"], 1),
    ]


def test_nobody_free_says_who_does_it_and_is_full(filled: Any) -> None:
    said = filled.ok("network").out
    assert "nobody free    Medicaid (2 full)" in said
    assert "two or more    under $75 (2)" in said


def test_long_wishes_are_told_apart(filled: Any) -> None:
    for number, panel in enumerate(("Kaiser Permanente West", "Kaiser Permanente East")):
        day = f"2026-11-0{number + 5}"
        remember(filled.book, day=day, found=False, state="OR", need="borderline personality", panel=panel)
    said = filled.ok("network").out
    assert "West" in said and "East" in said and "…" not in said


def test_the_screen_begins_with_what_was_looked_for(filled: Any) -> None:
    said = filled.ok("network").out
    assert said.startswith(
        "\n"
        "  Your network                             3 colleagues whom you know, 1 not met\n"
        "\n"
        "  Looked for in vain, and not covered\n"
        "  tics + Medicaid                 1 request    nobody       1 not met\n"
        "  OCD + Medicaid + teen           1 request    nobody       1 full\n"
        "  OCD + Aetna + adult             1 request    1 colleague\n"
    )
    assert (
        "  How alike to you\n"
        "    3 of 3 have your credential, LCSW.\n"
        "    1 of 1 shares an approach with you (CBT, ERP).\n"
        "    2 of 3 are in Portland, OR, like you.\n"
        "    Of nobody is it known whether they are in your practice, Roe Rooms.\n"
    ) in said
    assert "    Ada Birch alone joins Front Range and Tuesday.\n" in said
    assert "  Meet Dov Gum, from a directory, who treats tics and takes Medicaid: 1 request\n  found nobody.\n" in said
    assert said.endswith("  refer network --html network.html\n")


def test_what_is_closed_by_meeting_somebody_is_no_gap_any_more(filled: Any) -> None:
    filled.ok("met", "Dov", "--kind", "coffee")
    found = filled.ok("network", "--json").json
    assert row(found["gaps"], "panel", "Medicaid") == (1, 2, 0, 2)
    assert [[part["name"] for part in one["parts"]] for one in found["wishes"]] == [["OCD", "Medicaid", "OR", "teen"]]


def test_who_anybody_is_changes_nothing(filled: Any) -> None:
    before = filled.ok("network", "--json").json
    filled.ok("edit", "Ada", "--gender", "woman", "--faith", "Quaker", "--identity", "queer")
    assert filled.ok("network", "--json").json == before


@pytest.mark.parametrize("width", [40, 80, 110])
def test_long_names_break_no_line(filled: Any, width: int) -> None:
    name = "Bartholomew-Maximilian Featherstonehaugh-Cholmondeley the Third"
    filled.ok(
        "add-colleague", name, "--how-known", "met", "--specialty", "A specialty of which nobody has ever heard before",
        "--group", "The Front Range Association of Psychotherapists", "--group", "Tuesday",
    )  # fmt: skip
    for args in (["network"], ["goals"], ["groups"]):
        said = filled(*args, width=width).out
        wide = [line for line in said.splitlines() if len(line) > max(width, 80)]
        assert not wide, wide


# The page.


class Page(HTMLParser):
    """What a page loads, runs and shows."""

    LOADING: ClassVar = {"src", "href", "srcset", "data", "action", "poster", "xlink:href"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.shown: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [f"{tag} {name}" for name, _ in attrs if name in self.LOADING or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def made_page(refer: Any) -> Path:
    file: Path = refer.book.parent / "network.html"
    assert "open it in a browser" in " ".join(refer.ok("network", "--html", str(file)).out.split())
    return file


def test_the_page_loads_nothing_runs_nothing_and_escapes_names(filled: Any) -> None:
    filled.ok("edit", "Ada", "--only-group", "<script>alert(1)</script>", "--group", 'Tues"day & co')
    file = made_page(filled)
    text = file.read_text(encoding="utf-8")
    found = Page(text)
    assert found.loads == [] and not {"script", "link", "img", "iframe"} & set(found.tags)
    assert not re.search(r"url\(|@import|https?:", text)
    assert "<script>alert(1)</script>" in "".join(found.shown)
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


def test_a_page_of_ours_is_replaced_and_nothing_else(filled: Any, refused: Callable[..., str]) -> None:
    file = made_page(filled)
    filled.ok("network", "--html", str(file))
    assert filled.ok("network", "--html", str(file), "--json").json == {
        "schema": "refer.network-page/1",
        "file": str(file),
    }
    other = file.with_name("other.html")
    other.write_text("mine")
    assert "there already" in refused(1, "network", "--html", str(other))
    assert other.read_text() == "mine"
    filled.ok("network", "--html", str(other), "--force")
    assert "Your network" in other.read_text(encoding="utf-8")
    assert "no name for a page" in refused(1, "network", "--html", str(file.with_suffix(".pdf")))
    assert "no folder" in refused(1, "network", "--html", str(file.parent / "nowhere" / "a.html"))
    assert "--force belongs to" in refused(2, "network", "--force")
    assert sorted(one.name for one in file.parent.glob("*.html")) == ["network.html", "other.html"]


@pytest.mark.usefixtures("no_colleagues")
def test_a_page_of_an_empty_book(refer: Any) -> None:
    assert "colleagues whom you know" in made_page(refer).read_text(encoding="utf-8")


BROWSERS_OWN = re.compile(r"(^|\.)(google|googleapis|gstatic|gvt1)\.com$")
"""Where Chromium turns by itself, whatever page it shows."""


class Browser:
    """Chromium behind a proxy of ours that lets nothing out and notes what was asked for."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.asked: list[str] = []
        browser = self

        class Proxy(BaseHTTPRequestHandler):
            def refuse(self) -> None:
                host = urlsplit(self.path if "//" in self.path else f"//{self.path}").hostname or ""
                if not BROWSERS_OWN.search(host):
                    browser.asked.append(host)
                self.send_response(404)
                self.end_headers()

            do_GET = do_POST = do_HEAD = do_CONNECT = refuse  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, page: Path, *more: str) -> str:
        """The page as the browser has it once it is loaded."""
        done = subprocess.run(
            [
                self.program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-default-apps", "--disable-extensions", f"--user-data-dir={self.folder / 'profile'}",
                f"--proxy-server=http://127.0.0.1:{self.server.server_port}", "--proxy-bypass-list=<-loopback>",
                *more, "--dump-dom", page.as_uri(),
            ],
            capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        return done.stdout


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    found = Browser(program, tmp_path)
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_in_a_real_browser_the_page_shows_its_charts_and_nothing_leaves(filled: Any, browser: Browser) -> None:
    shown = browser.show(made_page(filled))
    found = Page(shown)
    words = "".join(found.shown)
    assert found.tags.count("svg") == 4
    for said in (
        "OCD + Medicaid + teen",
        "1 request, nobody",
        "Ada Birch alone joins Front Range and Tuesday.",
        "3 of 3",
    ):
        assert said in words
    assert browser.asked == []


def test_that_watch_would_see_a_page_that_loads_something(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "loading.html"
    page.write_text('<p>x<img src="http://tracker.example.com/a.png">')
    browser.show(page)
    assert browser.asked == ["tracker.example.com"]


def test_a_page_without_a_name_does_not_say_that_it_holds_some(two: Any, tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    said = two.ok("network", "--html", str(file)).out
    page = file.read_text(encoding="utf-8")
    assert "It holds no names" in said and "It holds no names" in page
    assert "Ada" not in page and "Flo" not in page
