"""The calendar file, read back by the icalendar library and by a second reader of our own."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from refer_cli.exchange.calendar_file import CalendarEntry, CalendarEvent, events, read, write
from refer_cli.fields.signs import plain_line

STAMP = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
ENTRIES = [
    CalendarEntry("task-12", "thank Zoë Birch, of the café; soon", "2026-11-20", True),
    CalendarEntry(
        "touch-6", "get in touch with Maximiliana-Theodora Featherstonehaugh-Cholmondeley von Berg", "2026-12-31", False
    ),
]


def by_hand(file: Path) -> list[dict[str, str]]:
    """A second reader, from RFC 5545 alone: unfold, split at the colon, unescape."""
    data = file.read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode().split("\r\n")
    found: list[dict[str, str]] = []
    inside: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert inside.pop() == value
        elif inside == ["VCALENDAR", "VEVENT"]:
            plain = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
            found[-1][name] = plain
    assert inside == []
    return found


def test_both_readers_find_the_same_all_day_events(tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    write(file, events(ENTRIES, [], "ab12", STAMP), STAMP)
    calendar = Calendar.from_ical(file.read_bytes())
    assert (str(calendar["METHOD"]), str(calendar["VERSION"])) == ("PUBLISH", "2.0")
    theirs = [(str(one["UID"]), str(one["SUMMARY"]), one.decoded("DTSTART")) for one in calendar.walk("VEVENT")]
    ours = [(one["UID"], one["SUMMARY"], one["DTSTART;VALUE=DATE"]) for one in by_hand(file)]
    assert theirs == [
        ("task-12@ab12.refer", ENTRIES[0].summary, date(2026, 11, 20)),
        ("touch-6@ab12.refer", ENTRIES[1].summary, date(2026, 12, 31)),
    ]
    assert ours == [(uid, summary, f"{day:%Y%m%d}") for uid, summary, day in theirs]
    assert by_hand(file)[1]["DTEND;VALUE=DATE"] == "20270101"
    alarms = [len(one.walk("VALARM")) for one in calendar.walk("VEVENT")]
    assert alarms == [1, 0]
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def imported(*files: Path) -> dict[str, tuple[int, str, str]]:
    """What a calendar holds after these imports: an event replaces the one of its UID that is not newer."""
    held: dict[str, tuple[int, str, str]] = {}
    for file in files:
        for one in by_hand(file):
            new = (int(one["SEQUENCE"]), one["DTSTAMP"], one["STATUS"])
            if one["UID"] not in held or new[:2] >= held[one["UID"]][:2]:
                held[one["UID"]] = new
    return {uid: one for uid, one in held.items() if one[2] != "CANCELLED"}


def test_a_second_import_updates_and_takes_off_what_is_done(tmp_path: Path) -> None:
    first, second = tmp_path / "first.ics", tmp_path / "second.ics"
    write(first, events(ENTRIES, [], "ab12", STAMP), STAMP)
    before = read(first)
    assert before is not None
    later = STAMP + timedelta(minutes=2)
    moved = ENTRIES[1]._replace(day="2027-01-15")
    write(second, events([moved], before, "ab12", later), later)
    assert [one["STATUS"] for one in by_hand(second)] == ["CONFIRMED", "CANCELLED"]
    assert imported(first, second) == {"touch-6@ab12.refer": imported(second)["touch-6@ab12.refer"]}
    assert imported(first, first).keys() == {"task-12@ab12.refer", "touch-6@ab12.refer"}


def test_what_was_cancelled_is_forgotten_after_a_while() -> None:
    gone = [
        CalendarEvent("a@b.refer", "a", "2026-09-24", False, True),
        CalendarEvent("c@b.refer", "c", "2026-09-25", False, False),
    ]
    assert [one.uid for one in events([], gone, "b", STAMP)] == ["c@b.refer"]


@pytest.mark.parametrize(
    "text",
    ["", "hello", "BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\n"],
)
def test_another_file_is_none_of_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / "due.ics").write_text(text)
    assert read(tmp_path / "due.ics") is None


SUMMARIES = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=120)
    .map(plain_line)
    .map(str.strip)
    .filter(bool)
)


@given(
    st.lists(st.tuples(SUMMARIES, st.dates(date(2026, 11, 1), date(2030, 1, 1)), st.booleans()), min_size=1, max_size=6)
)
def test_whatever_the_names_it_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, date, bool]]
) -> None:
    file = tmp_path_factory.mktemp("calendar") / "due.ics"
    entries = [
        CalendarEntry(f"task-{number}", words, day.isoformat(), rings)
        for number, (words, day, rings) in enumerate(lines)
    ]
    written = events(entries, [], "ab12", STAMP)
    write(file, written, STAMP)
    assert read(file) == [one._replace(rings=False) for one in written]
