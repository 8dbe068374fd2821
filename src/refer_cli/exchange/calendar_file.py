"""The list of what is due as an iCalendar file (RFC 5545): all-day events, which every phone's calendar shows.

Tasks (VTODO) would say it better, but phones' calendars leave them out on import. An event keeps its UID for
good; SEQUENCE and DTSTAMP grow with each export, so that a second import updates instead of doubling (RFC 5546,
3.2.1). What was in the file and is no longer due stays in it for a while, cancelled, so that it goes away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from refer_cli.fields.signs import plain_line, plain_signs
from refer_cli.files import write_whole

PRODUCT = "-//refer//what is due//EN"
CANCELLED_DAYS = 60
"""So long a cancelled event stays in the file."""
ALARM_HOUR = 9
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class CalendarEntry(NamedTuple):
    """A line that is due: its lasting key, its words, the day it stands on (ISO), whether to ring, and a remark."""

    key: str
    summary: str
    day: str
    rings: bool
    remark: str = ""


class CalendarEvent(NamedTuple):
    """An event of the file."""

    uid: str
    summary: str
    day: str
    rings: bool
    cancelled: bool
    remark: str = ""


def read(file: Path) -> list[CalendarEvent] | None:
    """The events of a file that was written here; None of any other file."""
    from icalendar import Calendar

    data = file.read_bytes()
    try:
        calendar = Calendar.from_ical(data)
    except Exception:  # noqa: BLE001 (a file of any bytes: the library raises many kinds)
        return None
    if not isinstance(calendar, Calendar) or str(calendar.get("PRODID")) != PRODUCT:
        return None
    events = []
    for component in calendar.walk("VEVENT"):
        day = component.decoded("DTSTART", None)
        if isinstance(day, date) and "UID" in component:
            events.append(
                CalendarEvent(
                    str(component["UID"]),
                    str(component.get("SUMMARY", "")),
                    day.isoformat()[:10],
                    False,
                    str(component.get("STATUS")) == "CANCELLED",
                )
            )
    return events


def events(
    entries: Sequence[CalendarEntry], before: Sequence[CalendarEvent], book_id: str, stamp: datetime
) -> list[CalendarEvent]:
    """What the file is to hold: what is due, and cancelled what was in it before and is not."""
    due = [
        CalendarEvent(f"{entry.key}{_after_key(book_id)}", entry.summary, entry.day, entry.rings, False, entry.remark)
        for entry in entries
    ]
    uids = {event.uid for event in due}
    oldest = (stamp.date() - timedelta(days=CANCELLED_DAYS)).isoformat()
    gone = {
        event.uid: event._replace(cancelled=True) for event in before if event.uid not in uids and event.day >= oldest
    }
    return [*due, *gone.values()]


def is_of(found: Sequence[CalendarEvent], book_id: str) -> bool:
    """Whether a file's events are all of this book."""
    return all(event.uid.endswith(_after_key(book_id)) for event in found)


def _after_key(book_id: str) -> str:
    """The end of every UID of a book."""
    return f"@{book_id}.refer"


def write(file: Path, events: Sequence[CalendarEvent], stamp: datetime) -> None:
    """Write the file whole or not at all; readable by the owner only. Raises OSError."""
    write_whole(file, _calendar(events, stamp))


def _calendar(events: Sequence[CalendarEvent], stamp: datetime) -> bytes:
    from icalendar import Alarm, Calendar
    from icalendar import Event as Component

    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    stamp = stamp.replace(microsecond=0)
    sequence = int((stamp - _EPOCH).total_seconds() // 60)
    for entry in events:
        day = date.fromisoformat(entry.day)
        event = Component()
        event.add("UID", entry.uid)
        event.add("DTSTAMP", stamp)
        event.add("LAST-MODIFIED", stamp)
        event.add("SEQUENCE", max(0, sequence))
        event.add("SUMMARY", plain_line(entry.summary))
        if entry.remark:
            event.add("DESCRIPTION", plain_signs(entry.remark))
        event.add("DTSTART", day)
        event.add("DTEND", day + timedelta(days=1))
        event.add("TRANSP", "TRANSPARENT")
        event.add("CLASS", "PRIVATE")
        event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
        if entry.rings and not entry.cancelled:
            alarm = Alarm()
            alarm.add("ACTION", "DISPLAY")
            alarm.add("DESCRIPTION", plain_line(entry.summary))
            alarm.add("TRIGGER", timedelta(hours=ALARM_HOUR))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
