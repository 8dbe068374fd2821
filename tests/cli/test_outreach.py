"""`refer outreach`: on the screen, as an address, as a draft; and what `verify` and `refer` alone say now."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from prepared_books import prepared

from refer_cli.book import network_reading
from refer_cli.book.reading import Book


@prepared
def mine(two: Any) -> None:
    two.ok("init", "--name", "Hazel Thörne", "--city", "Denver", "--state", "CO", "--specialty", "OCD (certified)")


def test_the_screen_says_that_nothing_is_sent(mine: Any) -> None:
    said = mine.ok("outreach", "flo").out
    assert "  subject  Hello from a colleague in Denver\n" in said
    assert "Nothing is sent" in said and "no e-mail is known" in said
    assert max(len(line) for line in said.splitlines()) <= 80
    assert "school refusal" not in mine.ok("outreach", "ada").out


def test_the_address_and_the_draft_hold_the_same_message(mine: Any, tmp_path: Path) -> None:
    told = mine.ok("outreach", "ada", "--json").json
    assert (told["schema"], told["id"], told["situation"], told["sent"]) == ("refer.outreach/1", 1, "met", False)
    address = mine.ok("outreach", "ada", "--mailto").out.splitlines()[0]
    assert address == told["mailto"]
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("mailto", "ada.birch@example.com")
    assert " " not in address and "+" not in address and address.isascii()
    asked = parse_qs(parts.query, strict_parsing=True)
    assert asked["subject"] == [told["subject"]]
    assert asked["body"][0].replace("\r\n", "\n") == told["text"].rstrip("\n")
    assert "Nothing is sent" in mine.ok("outreach", "ada", "--eml", str(tmp_path / "ada.eml")).out
    message = message_from_bytes((tmp_path / "ada.eml").read_bytes(), policy=default)
    assert (message["To"], message["Subject"], message["X-Unsent"], message["From"]) == (
        "ada.birch@example.com",
        told["subject"],
        "1",
        None,
    )
    assert message.get_content().replace("\r\n", "\n") == told["text"]
    assert "Hazel Thörne" in told["text"]


def test_it_warns_of_whom_one_does_not_refer_to_without_the_reason(mine: Any) -> None:
    mine.ok("edit", "flo", "--do-not-refer", "Boundary complaint.")
    for form in ((), ("--mailto",)):
        said = mine.ok("outreach", "flo", *form, typed=[]).out
        assert "You marked Flo Gum as somebody not to refer to" in said and "Boundary" not in said
    told = mine.ok("outreach", "flo", "--json").json
    assert told["do_not_refer"] is True and "Boundary" not in str(told)
    assert mine.ok("outreach", "ada", "--json").json["do_not_refer"] is False


def test_refusals(mine: Any, refused: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "ada.eml"
    file.write_text("mine")
    assert "is there already" in refused(1, "outreach", "ada", "--eml", str(file))
    assert file.read_text() == "mine"
    assert "no name for a draft" in refused(1, "outreach", "ada", "--eml", "ada.txt")
    assert "cannot go together" in refused(2, "outreach", "ada", "--mailto", "--eml", str(file))
    assert "--force belongs to --eml" in refused(2, "outreach", "ada", "--force")
    assert "no colleague" in refused(1, "outreach", "nobody")
    mine.ok("outreach", "ada", "--eml", str(file), "--force")
    assert file.read_bytes().startswith(b"To: ada.birch@example.com\r\n")


def test_confirming_is_noted_through_both_doors(two: Any, tmp_path: Path) -> None:
    def noted() -> list[tuple[int, str]]:
        with Book.open(two.book) as book:
            return network_reading.verifications(book)

    two.ok("verify", "ada", "--panel", "Aetna", "--as-of", "2026-11-20")
    assert noted() == [(1, "2026-11-20")]
    two.ok("undo")
    assert noted() == []
    text = tmp_path / "mail.txt"
    text.write_text("Flo Gum, LCSW, Austin TX. My fee is $130 now.")
    assert two("verify", "flo", "--from", str(text), "--yes").code == 0
    assert noted() == [(2, "2026-11-24")]


def test_refer_alone_says_what_is_due(two: Any) -> None:
    assert "  due  1 to confirm\n  5  confirm Ada Birch's panels, fee and lowest fee" in two.ok().out
    two.ok("met", "flo", "--kind", "coffee", "--follow-ups")
    said = two.ok().out
    assert "  due  3 this week, 1 to confirm\n  4  thank Flo Gum for the coffee " in said
    assert said.count("confirm Ada") == 0  # two lines, and what was promised comes first
    assert said.count("   refer ") == 3 and "   refer due\n" in said


def test_who_was_thanked_is_not_thanked_again(mine: Any) -> None:
    mine.ok("receive", "ada", "--label", "B4")
    told = mine.ok("outreach", "ada", "--json").json
    assert (told["situation"], told["line"]) == ("sent", 4)
    assert "refer done 4" in mine.ok("outreach", "ada").out
    mine.ok("done", "4")
    assert mine.ok("outreach", "ada", "--json").json["situation"] == "met"
    mine.ok("receive", "ada", "--label", "B5")
    assert mine.ok("outreach", "ada", "--json").json["situation"] == "sent"


def test_a_note_that_was_sent_is_noted_by_what_it_proposes(mine: Any) -> None:
    mine.ok("met", "flo", "--kind", "coffee", "--on", "2026-09-10")
    steps = mine.ok("goals", "--json").json["next"]
    assert ("write", 2) in [(one["what"], one["colleague"]) for one in steps]
    (command,) = re.findall(r"once it is sent +(refer .*)", mine.ok("outreach", "flo").out)
    assert command == 'refer edit "Flo Gum" --last-contact 2026-11-24'
    mine.ok(*shlex.split(command)[1:])
    assert ("write", 2) not in [(one["what"], one["colleague"]) for one in mine.ok("goals", "--json").json["next"]]


def test_off_a_terminal_the_address_stands_alone(mine: Any) -> None:
    told = mine.ok("outreach", "ada", "--json").json
    assert mine.ok("outreach", "ada", "--mailto").out == f"{told['mailto']}\n"
    said = mine.ok("outreach", "ada", "--mailto", typed=[]).out
    assert said.startswith(told["mailto"]) and "Nothing is sent" in said


@pytest.mark.parametrize(
    "name", ["sh/../../evil4 Qd", "../../etc/passwd Tab", "a/../../../../tmp/x Q", "Con Air", "’; x"]
)
def test_the_file_that_is_proposed_lies_where_one_stands(mine: Any, name: str) -> None:
    mine.ok("add-colleague", "--name", name, "--email", "d@example.com")
    said = " ".join(mine.ok("outreach", name.split()[-1]).out.split())
    proposed = said.partition("--eml ")[2].split()[0]
    assert proposed.endswith(".eml") and proposed.removesuffix(".eml").replace("-", "").isalnum()
