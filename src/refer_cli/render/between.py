"""What is between one colleague and me, on the private part of the card: meetings, referrals, follow-ups."""

from __future__ import annotations

from datetime import date
from typing import Any

from refer_cli.fields.days import day_words
from refer_cli.network.due import TASK, line_id
from refer_cli.network.ledger import Between, standing
from refer_cli.network.words import MEETING_KINDS
from refer_cli.render.answer import as_json
from refer_cli.render.dues import task_words
from refer_cli.render.screen import Screen


def draw_between(screen: Screen, name: str, between: Between, today: date) -> None:
    """A few lines; none where there is nothing."""
    balance = between.balance
    counted = [
        f"{count} {word}"
        for count, word in ((balance.offered, "offered"), (balance.given, "given"), (balance.received, "received"))
        if count
    ]
    if not (between.meetings or counted or between.follow_ups):
        return
    screen.blank()
    screen.line(("Between you, and only for you", "bold"))
    for number, meeting in enumerate(between.meetings):
        when = f"{day_words(meeting.on_day, today)}, {MEETING_KINDS[meeting.kind]}"
        screen.pair("last met" if number == 0 else "", f"{when}: {meeting.note}" if meeting.note else when)
    if counted:
        screen.pair("referrals", ", ".join(counted))
    for number, referral in enumerate(between.open):
        label = referral.label or "a client"
        screen.pair("still open" if number == 0 else "", f"{label} (referral {referral.id})")
    for number, task in enumerate(between.follow_ups):
        detail = task.detail or ("for the referral" if task.what == "thank" and task.referral_id else None)
        promise = f"{task_words(task.what, name, detail)}, due {day_words(task.due_on, today)}"
        screen.pair("to do" if number == 0 else "", f"{line_id(TASK, task.id)} · {promise}")


def between_commands(between: Between, person: str, command: str) -> list[tuple[str, str]]:
    """What can be done next about it; `person` is the name as it can be pasted."""
    rows = [("done", f"{command} done {line_id(TASK, task.id)}") for task in between.follow_ups[:1]]
    if between.balance.offered or between.balance.received:
        rows.append(("the history", f"{command} ledger {person}"))
    return rows


def between_json(between: Between) -> dict[str, Any]:
    """The same for --json."""
    return {
        "meetings": [as_json(meeting, "on=on_day kind note") for meeting in between.meetings],
        **as_json(between.balance, "offered given received"),
        "open": [
            {**as_json(referral, "id label"), **as_json(standing(referral), "asks ask_on=on_day")}
            for referral in between.open
        ],
        "follow_ups": [
            {"id": line_id(TASK, task.id), **as_json(task, "what detail on=due_on")} for task in between.follow_ups
        ],
    }
