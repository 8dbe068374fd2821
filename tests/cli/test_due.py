"""`refer due`, `done`, `snooze` and `cadence`: the one list, what takes a line off it, and its calendar file."""

from __future__ import annotations

import errno
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from prepared_books import prepared

from refer_cli.book import due_reading, journal
from refer_cli.book import network_writing as network
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook

FLO_ID, THANK_FLO, FOLLOW_FLO, LIST_FLO, WRITE_FLO, CONFIRM_ADA, TOUCH_FLO, A7 = 2, 4, 8, 12, 16, 5, 10, 7


@prepared
def busy(two: Any) -> None:
    """Flo met on 20 November with follow-ups and a cadence, Ada's old facts, a referral A7 to Flo of 10 November."""
    two.ok("met", "flo", "--kind", "coffee", "--on", "11/20", "--follow-ups")
    two.ok("cadence", "set", "flo", "3m")
    with WritableBook.open_writing(two.book, "2026-11-24") as book, book.step("give") as step:
        network.add_given_referral(step, "A7", [FLO_ID], "2026-11-10")


def lines(refer: Any, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = refer.ok("due", *args, "--json").json["due"]
    return found


def test_the_whole_screen(busy: Any) -> None:
    assert busy.ok("due").out == (
        "\n"
        "  Overdue\n"
        "   7  A7: is there a first appointment with Flo Gum?                 7 days late\n"
        "\n"
        "  Today\n"
        "   4  thank Flo Gum for the coffee\n"
        "\n"
        "  This week\n"
        "   8  follow Flo Gum on social media                               by Fri 27 Nov\n"
        "  12  join the e-mail list of Flo Gum                              by Fri 27 Nov\n"
        "\n"
        "  To confirm\n"
        "   5  confirm Ada Birch's panels, fee and lowest fee (last 7 months ago)\n"
        "\n"
        "  done            refer done 4\n"
        '  heard of it     refer outcome 1 "Flo Gum" contacted\n'
        "  confirmed\n"
        '    refer verify "Ada Birch" --panel Aetna --panel "Cigna (full)" --fee 150 \\\n'
        "          --fee-floor 90\n"
        "  not now         refer snooze 7 3d\n"
        "  to your phone   refer due --ics due.ics\n"
    )
    later = busy.ok("due", "--all").out.partition("  Later\n")[2]
    assert later.startswith(
        "  16  write to Flo Gum: offer an introduction or an article        by Sun 20 Dec\n"
        "  10  Flo Gum: last in touch 4 days ago, you wanted every 3 months\n"
    )


def test_as_json_every_state_and_the_same_numbers_each_time(busy: Any) -> None:
    found = lines(busy)
    assert [(one["id"], one["what"], one["on"], one["state"]) for one in found] == [
        (CONFIRM_ADA, "confirm", "2026-10-17", "overdue"),
        (A7, "outcome", "2026-11-17", "overdue"),
        (THANK_FLO, "thank", "2026-11-24", "today"),
        (FOLLOW_FLO, "follow", "2026-11-27", "soon"),
        (LIST_FLO, "newsletter", "2026-11-27", "soon"),
        (WRITE_FLO, "write", "2026-12-20", "later"),
        (TOUCH_FLO, "touch", "2027-02-20", "later"),
    ]
    outcome = found[1]
    assert (outcome["colleague"], outcome["name"], outcome["referral"], outcome["label"]) == (2, "Flo Gum", 1, "A7")
    assert found == lines(busy, "--all")
    assert [one["id"] for one in lines(busy, "ada")] == [CONFIRM_ADA]
    assert [one["id"] for one in lines(busy, "flo")] == [A7, THANK_FLO, FOLLOW_FLO, LIST_FLO, WRITE_FLO, TOUCH_FLO]


def test_done_takes_a_task_off_and_a_thank_you_is_a_contact(busy: Any) -> None:
    said = busy.ok("done", "4", "8").out
    assert said.splitlines()[:2] == [
        "  Done: thank Flo Gum. Flo Gum: last in touch today.",
        "  Done: follow Flo Gum on social media.",
    ]
    assert busy.colleague("flo")["last_contact"] == "2026-11-24"
    assert not {4, 8} & {one["id"] for one in lines(busy)}
    busy.ok("undo")
    assert {4, 8} <= {one["id"] for one in lines(busy)}
    assert busy.colleague("flo")["last_contact"] == "2026-11-20"


def test_done_on_a_touch_line_is_a_contact(busy: Any) -> None:
    assert busy.ok("done", "10", "--on", "yesterday", "--json").json == {
        "schema": "refer.done/1",
        "done": [10],
        "dropped": [],
        "on": "2026-11-23",
    }
    assert lines(busy)[-1]["on"] == "2027-02-23"
    assert "a later contact already" in busy.ok("done", "10", "--on", "2026-11-01").out


def test_dropping_takes_a_task_off_undone(busy: Any) -> None:
    answer = busy.ok("done", "8", "--drop", "--json").json
    assert (answer["done"], answer["dropped"], answer["on"]) == ([], [8], None)
    assert 8 not in [one["id"] for one in lines(busy)]


def test_a_line_is_put_off_and_comes_back(busy: Any) -> None:
    busy.ok("snooze", "4", "5", "7", "3d")
    busy.ok("snooze", "10", "2027-03-01")
    on = {one["id"]: one["on"] for one in lines(busy)}
    assert (on[4], on[5], on[7], on[10]) == ("2026-11-27", "2026-11-27", "2026-11-27", "2027-03-01")
    assert "by Fri 27 Nov" in busy.ok("due", "ada").out
    # What a line follows from puts it later than the snooze did.
    busy.today = date(2027, 2, 1)
    busy.ok("done", "10")
    assert {one["id"]: one["on"] for one in lines(busy)}[10] == "2027-05-01"


def test_confirming_takes_the_line_off(busy: Any) -> None:
    busy.ok("verify", "ada", "--panel", "Aetna", "--panel", "Cigna")
    assert lines(busy, "ada")[0]["facts"] == ["fee", "fee_floor"]
    busy.ok("verify", "ada", "--all")
    assert lines(busy, "ada") == []


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["done", "5"], 1, 'refer verify "Ada Birch" --panel Aetna'),
        (["done", "5", "--drop"], 1, "refer snooze 5 3m"),
        (["done", "7"], 1, 'refer outcome 1 "Flo Gum" contacted, or whatever came of it'),
        (["done", "7", "--drop"], 1, "refer snooze 7 3m"),
        (["done", "10", "--drop"], 1, 'refer cadence clear "Flo Gum"'),
        (["done", "999"], 1, "refer due --all"),
        (["done", "6"], 1, "There is no line 6"),
        (["done", "4", "999"], 1, "There is no line 999"),
        (["done", "four"], 2, "is not the number"),
        (["done", "4", "--on", "tomorrow"], 2, "in the future"),
        (["done", "4", "--on", "2026-11-19"], 2, "is before 2026-11-20, the day it is for (thank Flo Gum)"),
        (["done", "4", "--drop", "--on", "today"], 2, "--drop takes no day"),
        (["snooze", "4", "yesterday"], 2, "has been already"),
        (["snooze", "4", "soonish"], 2, "is not a day"),
        (["snooze", "10", "3d"], 1, "is due on 2027-02-20 only"),
        (["due", "nobody"], 1, "no colleague"),
        (["due", "flo", "--ics", "due.ics"], 2, "takes the whole list"),
        (["due", "--force"], 2, "--force belongs to --ics"),
        (["due", "--ics", "due.txt"], 1, "no name for a calendar file"),
        (["due", "--ics", "nowhere/due.ics"], 1, "There is no folder nowhere"),
        (["outreach", "flo", "--eml", "nowhere/flo.eml"], 1, "There is no folder nowhere"),
        (["snooze", "4", "-3d"], 2, "no hyphen before it"),
        (["cadence", "Flo", "3", "months"], 2, "hint: refer cadence set Flo 3 months"),
        (["goals", "meet", "3"], 2, "hint: refer goals set meet 3"),
        (["cadence", "set", "flo", "0 days"], 2, '"0 days" is not between a day and ten years'),
        (["cadence", "set", "flo", "0", "days"], 2, '"0 days" is not between a day and ten years'),
        (["cadence", "set", "flo", "999999", "years"], 2, '"999999 years" is not a span'),
        (["cadence", "set", "flo", "soon"], 2, "is not a span"),
        (["cadence", "set", "3m"], 2, "With whom"),
        (["cadence", "set", "flo", "3m", "--tag", "core"], 2, "cannot go together"),
        (["cadence", "set", "--tag", "core", "3m"], 1, "Nobody in the book is tagged"),
        (["cadence", "clear", "ada"], 1, "No span is set"),
        (["cadence", "clear"], 2, "Write a name"),
        (["cadence", "clear", "--tag", "core"], 1, "No span is set"),
        (["cadence", "sat", "flo", "3m"], 2, "did you mean set"),
    ],
)
def test_refusals(busy: Any, refused: Callable[..., str], args: list[str], code: int, words: str) -> None:
    assert words in refused(code, *args)


def test_what_was_done_is_said_when_it_is_done_again(busy: Any, refused: Callable[..., str]) -> None:
    busy.ok("done", "8")
    assert "done already, on 2026-11-24" in refused(1, "done", "8")


def test_cadences_by_colleague_and_by_tag(busy: Any) -> None:
    busy.ok("edit", "ada", "--tag", "Core")
    assert busy.ok("cadence", "set", "--tag", "core", "1 week", "--json").json == {
        "schema": "refer.cadence-set/1",
        "id": None,
        "tag": "Core",
        "every": "1w",
    }
    shown = busy.ok("cadence", "list", "--json").json
    assert shown == busy.ok("cadence", "--json").json
    assert shown["colleagues"] == [{"id": 2, "name": "Flo Gum", "every": "3m", "next": "2027-02-20"}]
    assert shown["tags"] == [{"tag": "Core", "every": "1w", "colleagues": 1}]
    assert busy.ok("cadence").out == (
        "\n"
        "  Flo Gum                   every 3 months; last in touch 4 days ago, next Sat\n"
        "                            20 Feb 2027\n"
        "\n"
        "  tag Core                  every week; 1 colleague\n"
        "\n"
        "  with whom it is time   refer due\n"
    )
    assert "Ada Birch: last in touch 3 weeks ago, you wanted every week" in busy.ok("due").out
    busy.ok("archive", "ada")
    assert lines(busy, "ada") == []
    busy.ok("cadence", "clear", "--tag", "CORE")
    busy.ok("cadence", "clear", "flo")
    assert busy.ok("cadence", "--json").json["tags"] == []


def test_only_facts_of_those_known_and_wanted_are_to_be_confirmed(two: Any) -> None:
    two.ok("edit", "flo", "--how-known", "introduced")
    two.today = date(2027, 8, 1)
    assert [one["name"] for one in lines(two)] == ["Ada Birch", "Flo Gum"]
    assert lines(two)[1]["facts"] == ["accepting", "panels", "fee"]  # panels: known none
    two.ok("edit", "flo", "--how-known", "listed")
    two.ok("edit", "ada", "--do-not-refer", "left the field")
    assert lines(two) == []


@pytest.mark.usefixtures("no_colleagues")
def test_nothing_due_and_an_empty_book(refer: Any) -> None:
    assert "Your book is empty." in refer.ok("due").out
    assert lines(refer) == []
    assert "nobody is counted as losing touch" in refer.ok("cadence").out
    refer.ok("add-colleague", "Ada Birch")
    assert "Nothing is due this week." in refer.ok("due").out
    assert "Nothing is due about Ada Birch this week." in refer.ok("due", "ada").out


def test_long_names_stay_within_the_screen(refer: Any) -> None:
    name = "Maximiliana-Theodora Featherstonehaugh-Cholmondeley von Berg"
    refer.ok("add-colleague", name, "--fee", "100", "--panel", "Aetna", "--as-of", "2025-01-01")
    refer.ok("met", name, "--kind", "coffee", "--on", "2026-09-01", "--follow-ups")
    refer.ok("cadence", "set", name, "1w")
    for answer in (refer.ok("due", "--all"), refer.ok("cadence")):
        assert max(len(line) for line in answer.out.splitlines()) <= 80


def events(file: Path) -> dict[str, Any]:
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert len({str(one["UID"]) for one in found}) == len(found)
    return {str(one["UID"]).partition("@")[0]: one for one in found}


def test_the_calendar_has_the_same_tasks_after_two_exports(busy: Any, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    said = busy.ok("due", "--ics", str(file)).out
    assert "7 events" in said and "copied to a cloud" in " ".join(said.split())
    first = events(file)
    assert set(first) == {"task-4", "task-8", "task-12", "task-16", "confirm-5", "touch-10", "outcome-7"}
    # What is overdue stands on today, where one sees it.
    assert first["outcome-7"].decoded("DTSTART") == date(2026, 11, 24)
    assert str(first["outcome-7"]["SUMMARY"]) == "A7: ask how it stands"
    busy.ok("due", "--ics", str(file))
    again = events(file)
    assert {str(one["UID"]) for one in again.values()} == {str(one["UID"]) for one in first.values()}
    assert all(again[key]["SEQUENCE"] >= first[key]["SEQUENCE"] for key in first)
    busy.ok("done", "4")
    busy.ok("snooze", "8", "1w")
    busy.today = date(2026, 11, 25)
    assert busy.ok("due", "--ics", str(file), "--json").json == {
        "schema": "refer.due-ics/1",
        "file": str(file),
        "events": 6,
        "cancelled": 1,
    }
    third = events(file)
    assert str(third["task-4"]["STATUS"]) == "CANCELLED"
    assert third["task-8"].decoded("DTSTART") == date(2026, 12, 1)
    assert third["task-8"]["SEQUENCE"] > first["task-8"]["SEQUENCE"]


def test_the_calendar_tells_nothing_private(busy: Any, tmp_path: Path) -> None:
    busy.ok("edit", "flo", "--notes", "Xylophone", "--trust", "4", "--introduced-by", "Quagga")
    busy.ok("due", "--ics", str(tmp_path / "due.ics"))
    text = (tmp_path / "due.ics").read_text()
    assert not [word for word in ("Xylophone", "Quagga", "coffee", "panels (", "moving") if word in text]


def test_exporting_is_no_step_to_undo(busy: Any, tmp_path: Path) -> None:
    with Book.open(busy.book) as book:
        before = journal.past_steps(book)
    busy.ok("due", "--ics", str(tmp_path / "due.ics"))
    with Book.open(busy.book) as book:
        assert journal.past_steps(book) == before
        assert len(book.setting("calendar_id") or "") == 16


def test_another_file_is_written_over_only_with_force(busy: Any, refused: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    file.write_text("my notes")
    assert "not a list that refer wrote" in refused(1, "due", "--ics", str(file))
    assert file.read_text() == "my notes"
    busy.ok("due", "--ics", str(file), "--force")
    assert events(file)


@pytest.mark.parametrize(
    "lines",
    [
        ["D;VALUE=,:x"],
        ["BEGIN:VEVENT", "UID:a", "DTSTART;VALUE=,:20261124", "END:VEVENT"],
        ["BEGIN:VEVENT", "UID:a", "DTSTART:2026", "END:VEVENT"],
        ["BEGIN:VEVENT"] * 5_000,
    ],
)
def test_a_broken_calendar_is_another_file(
    busy: Any, refused: Callable[..., str], tmp_path: Path, lines: list[str]
) -> None:
    file = tmp_path / "due.ics"
    file.write_text("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]))
    assert "not a list that refer wrote" in refused(1, "due", "--ics", str(file))


def test_a_calendar_that_cannot_be_written_changes_nothing(busy: Any, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.replace", _full)
        assert busy("due", "--ics", str(tmp_path / "due.ics")).code == 1
    with Book.open(busy.book) as book:
        assert book.setting("calendar_id") is None
    assert not list(tmp_path.glob("*.ics"))


def _full(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.usefixtures("no_colleagues")
def test_no_calendar_of_nothing(refer: Any, tmp_path: Path) -> None:
    assert "no calendar file was written" in refer.ok("due", "--ics", str(tmp_path / "due.ics")).out
    assert not (tmp_path / "due.ics").exists()


def test_every_statement_of_the_list_can_be_prepared(two: Any) -> None:
    with Book.open(two.book) as book:
        assert due_reading.contacts(book, [1, 2, 99]).keys() == {1, 2}
        assert [one.field for one in due_reading.stale(book, date(2026, 11, 24))] == ["fee", "fee_floor", "panels"]


def test_the_list_of_another_book_is_not_written_over(busy: Any, refused: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "mine.ics"
    busy.ok("due", "--ics", str(file))
    mine = file.read_bytes()
    assert "from this book" in refused(1, "--demo", "due", "--ics", str(file))
    assert file.read_bytes() == mine
    said = busy.ok("--demo", "due", "--ics", str(file), "--force", "--json").json
    assert said["cancelled"] == 0
    uids = {str(one["UID"]) for one in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}
    assert uids and uids.isdisjoint(str(one["UID"]) for one in Calendar.from_ical(mine).walk("VEVENT"))
    assert "from this book" in refused(1, "due", "--ics", str(file))
    demos = tmp_path / "demo.ics"
    busy.ok("--demo", "due", "--ics", str(demos))
    busy.ok("--demo", "due", "--ics", str(demos))


def test_the_command_that_confirms_moves_the_faded_facts_alone(two: Any, refused: Callable[..., str]) -> None:
    two.ok("verify", "ada", "--panel", "Aetna", "--as-of", "2026-11-01")
    proposed = 'refer verify "Ada Birch" --panel "Cigna (full)" --fee 150 --fee-floor 90'
    assert proposed in re.sub(r"[\s\\]+", " ", two.ok("due").out)
    assert f"hint: {proposed}" in refused(1, "done", "5")
    before = two.colleague("ada")
    two.ok(*shlex.split(proposed)[1:])
    assert lines(two) == []
    after = two.colleague("ada")
    assert {name for name in before if before[name] != after[name]} == {"panels", "confirmed"}
    moved = {name for name, day in after["confirmed"].items() if before["confirmed"].get(name) != day}
    assert {"fee", "fee_floor"} <= moved <= {"fee", "fee_floor", "panels"}
    assert {one["name"]: one["as_of"] for one in after["panels"]} == {"Aetna": "2026-11-01", "Cigna": "2026-11-24"}
    assert two.ok("undo").code == 0 and two.colleague("ada") == before


def test_known_to_be_in_no_panel_is_confirmed_as_such(two: Any) -> None:
    two.ok("edit", "flo", "--how-known", "met")
    two.today = date(2027, 8, 1)
    said = re.sub(r"[\s\\]+", " ", two.ok("due", "flo").out)
    (command,) = re.findall(r"(refer verify .*?) not now", said)
    assert "--panel none" in command and '--accepting "waitlist until 2027-03"' in command
    two.ok(*shlex.split(command)[1:])
    assert lines(two, "flo") == []


def test_an_event_says_which_line_it_is(busy: Any, tmp_path: Path) -> None:
    busy.ok("due", "--ics", str(tmp_path / "due.ics"))
    told = {
        str(one["SUMMARY"]): str(one["DESCRIPTION"])
        for one in Calendar.from_ical((tmp_path / "due.ics").read_bytes()).walk("VEVENT")
    }
    assert told["thank Flo Gum"] == f"Line {THANK_FLO} of refer due"
    assert set(told.values()) == {f"Line {one['id']} of refer due" for one in lines(busy)}


def test_what_was_put_off_too_far_is_brought_back(busy: Any, refused: Callable[..., str]) -> None:
    before = {line["id"]: line["on"] for line in busy.ok("due", "--all", "--json").json["due"]}
    derived = [number for number in before if number % 4]
    for number in derived:
        busy.ok("snooze", str(number), "2027-06-01")
        busy.ok("snooze", str(number), "2027-05-03")
        now = {line["id"]: line["on"] for line in busy.ok("due", "--all", "--json").json["due"]}
        assert now[number] == max("2027-05-03", before[number])
    later = next(number for number in derived if before[number] > "2026-12-01")
    said = refused(1, "snooze", str(later), "2026-12-01")
    assert f"refer snooze {later} {before[later]} brings it back to that day" in said
    busy.ok("snooze", str(later), before[later])
    assert {line["id"]: line["on"] for line in busy.ok("due", "--all", "--json").json["due"]}[later] == before[later]
