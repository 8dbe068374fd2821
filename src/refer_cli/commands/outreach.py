"""`refer outreach`: a message to a colleague, drafted and not sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked
from refer_cli.commands.arguments import Json
from refer_cli.commands.asked import WhoAsked
from refer_cli.errors import Refused, WrongUsage
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.network.records import Meeting


def outreach(
    ctx: typer.Context,
    who: WhoAsked = None,
    mailto: Annotated[
        bool, typer.Option("--mailto", help="Print it as an address that opens your mail program.")
    ] = False,
    eml: Annotated[
        Path | None, typer.Option("--eml", metavar="FILE", help="Write it as a draft (.eml) for your mail program.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Draft a message that offers something instead of asking for it. Nothing is sent.

    Of whom you have not met it is a first hello, of whom you have met a note to stay in touch, and of whom
    has sent you a client lately a thank-you. It says what you see clients for, your openings, and a coffee
    near them, from your own practice (refer init) and their card; nothing private, and nothing of a client.

    Example: refer outreach "Ada Birch" --eml ada.eml
    """
    from refer_cli.exchange import mail_draft
    from refer_cli.fields.mail_address import mailto_link
    from refer_cli.network.outreach import draft

    environment: Environment = ctx.obj
    environment.json = json
    if mailto and eml is not None:
        raise WrongUsage("--mailto and --eml cannot go together.", "leave one of them out")
    if force and eml is None:
        raise WrongUsage("--force belongs to --eml.", "leave it out")
    if eml is not None:
        _may_write(eml, force)
    book = environment.read()
    names = asked.words(environment, who, "To whom do you write", "WHO", 'refer outreach "Ada Birch"')
    them = book.card(book.resolve(" ".join(names)))
    written = draft(book.profile(), them, environment.today, _last_meeting(book, them.id), _last_sent(book, them.id))
    promised = _promised(book, them.id, written.situation)
    barred = them.text("do_not_refer") is not None
    address = mailto_link(written.to, written.subject, written.text.rstrip("\n"))
    if eml is not None:
        mail_draft.write_eml(eml, written.to, written.subject, written.text)
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.outreach/1",
                "id": them.id,
                "situation": written.situation,
                "to": written.to,
                "subject": written.subject,
                "text": written.text,
                "mailto": address,
                "file": str(eml) if eml is not None else None,
                "missing": list(written.missing),
                "line": promised,
                "do_not_refer": barred,
                "sent": False,
            }
        )
        return
    from refer_cli.render import outreach as screen_of

    if mailto and not environment.stdout_is_terminal:
        screen_of.print_address(address)
        return
    screen = environment.screen()
    once_sent = screen_of.once_sent(them, promised, environment.today, environment.command)
    if barred:
        screen_of.draw_barred(screen, them.name)
    screen_of.draw_unwritable(screen, written, them.name)
    if mailto:
        screen_of.draw_address(screen, address, once_sent)
    elif eml is not None:
        screen_of.draw_file(screen, written, them, str(eml), once_sent, environment.command)
    else:
        screen_of.draw_draft(screen, written, them, once_sent, environment.command)


def _may_write(file: Path, force: bool) -> None:
    if file.suffix.casefold() != ".eml":
        raise Refused(f"{file} is no name for a draft.", f"for example --eml {file.stem or 'hello'}.eml")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.", "make it first, or choose another")
    if file.is_dir():
        raise Refused(f"{file} is a folder.", "name a file in it, for example hello.eml")
    if file.exists() and not force:
        raise Refused(f"{file} is there already.", "choose another name, or add --force to write over it")


def _last_meeting(book: Book, colleague_id: int) -> Meeting | None:
    from refer_cli.book import network_reading

    return next((one for one in reversed(network_reading.meetings(book)) if colleague_id in one.colleagues), None)


def _last_sent(book: Book, colleague_id: int) -> str | None:
    """The last day on which this colleague sent me a client for whom I have not thanked."""
    from refer_cli.book import network_reading

    done = network_reading.follow_ups(book, open_only=False)
    thanked = {task.referral_id for task in done if task.what == "thank" and task.done_on is not None}
    days = [
        one.given_on
        for one in network_reading.referrals(book)
        if one.direction == "received" and one.colleague_id == colleague_id and one.id not in thanked
    ]
    return max(days, default=None)


def _promised(book: Book, colleague_id: int, situation: str) -> int | None:
    """The line of `refer due` that such a message keeps: thanks, or a note that was promised."""
    from refer_cli.book import network_reading
    from refer_cli.network.due import TASK, line_id
    from refer_cli.network.outreach import SENT

    what = "thank" if situation == SENT else "write"
    mine = [one for one in network_reading.follow_ups(book) if (one.colleague_id, one.what) == (colleague_id, what)]
    first = min(
        mine, key=lambda one: (one.referral_id is None if situation == SENT else False, one.due_on), default=None
    )
    return line_id(TASK, first.id) if first is not None else None
