"""A message to a colleague that offers something: drafted from their card and one's own practice, and not sent."""

from __future__ import annotations

from pathlib import Path

from refer_cli.book import network_reading
from refer_cli.book.reading import Book
from refer_cli.exchange.mail_draft import write_eml
from refer_cli.fields.mail_address import mailto_link
from refer_cli.network.due import TASK, line_id
from refer_cli.network.outreach import SENT, draft_message
from refer_cli.network.records import Meeting
from refer_cli.render import outreach as screens
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment
from refer_cli.services.writing_files import check_place


def check_draft(file: Path, force: bool) -> None:
    """Refuse a place that no draft can be written to. Raises Refused."""
    check_place(file, (".eml",), "a draft", "--eml", "hello.eml", force=force)


def write(environment: Environment, who: str, mailto: bool, eml: Path | None) -> Reply:
    """Draft the message, as an address that opens a mail program (`mailto`) or a draft in a file (`eml`).

    Raises NoSuchColleague.
    """
    book = environment.read()
    them = book.card(book.resolve(who))
    written = draft_message(
        book.profile(), them, environment.today, _last_meeting(book, them.id), _last_sent(book, them.id)
    )
    promised = _promised(book, them.id, written.situation)
    barred = them.text("do_not_refer") is not None
    address = mailto_link(written.to, written.subject, written.text.rstrip("\n"))
    if eml is not None:
        write_eml(eml, written.to, written.subject, written.text)

    def draw(screen: Screen) -> None:
        if mailto and not environment.stdout_is_terminal:
            screens.print_address(address)
            return
        once_sent = screens.once_sent(them, promised, environment.today, environment.command)
        if barred:
            screens.draw_barred(screen, them.name)
        screens.draw_unwritable(screen, written, them.name)
        if mailto:
            screens.draw_address(screen, address, once_sent)
        elif eml is not None:
            screens.draw_file(screen, written, them, str(eml), once_sent, environment.command)
        else:
            screens.draw_draft(screen, written, them, once_sent, environment.command)

    return Reply(
        "outreach",
        lambda: {
            "id": them.id,
            **as_json(written, "situation to subject text"),
            "mailto": address,
            "file": str(eml) if eml is not None else None,
            "missing": written.missing,
            "line": promised,
            "do_not_refer": barred,
            "sent": False,
        },
        draw,
    )


def _last_meeting(book: Book, colleague_id: int) -> Meeting | None:
    return next(
        (meeting for meeting in reversed(network_reading.meetings(book)) if colleague_id in meeting.colleagues), None
    )


def _last_sent(book: Book, colleague_id: int) -> str | None:
    """The last day on which this colleague sent me a client for whom I have not thanked."""
    done = network_reading.follow_ups(book, open_only=False)
    thanked = {task.referral_id for task in done if task.what == "thank" and task.done_on is not None}
    days = [
        referral.given_on
        for referral in network_reading.referrals(book)
        if referral.direction == "received" and referral.colleague_id == colleague_id and referral.id not in thanked
    ]
    return max(days, default=None)


def _promised(book: Book, colleague_id: int, situation: str) -> int | None:
    """The line of `refer due` that such a message keeps: thanks, or a note that was promised."""
    what = "thank" if situation == SENT else "write"
    tasks = [
        task for task in network_reading.follow_ups(book) if (task.colleague_id, task.what) == (colleague_id, what)
    ]
    first = min(tasks, key=lambda task: (situation == SENT and task.referral_id is None, task.due_on), default=None)
    return line_id(TASK, first.id) if first is not None else None
