"""A drafted message on the screen, and that nothing was sent."""

from __future__ import annotations

from datetime import date

from refer_cli.fields.card import Card
from refer_cli.fields.phrases import listed
from refer_cli.files import file_name
from refer_cli.network.outreach import Draft
from refer_cli.render.printing import say
from refer_cli.render.screen import Screen, shell_file, shell_word

NOT_SENT = "Nothing is sent: read it, change it, and send it yourself."


def once_sent(them: Card, line: int | None, today: date, command: str) -> tuple[str, str]:
    """How to note that it was sent: the line of `refer due` that it keeps, else the day of the last contact."""
    noted = f"edit {shell_word(them.name)} --last-contact {today.isoformat()}" if line is None else f"done {line}"
    return "once it is sent", f"{command} {noted}"


def draw_draft(screen: Screen, draft: Draft, them: Card, sent: tuple[str, str], command: str) -> None:
    """The message, and how to get it into a mail program."""
    screen.blank()
    screen.pair("to", draft.to or "no e-mail is known", label_width=9)
    screen.pair("subject", draft.subject, label_width=9)
    screen.blank()
    for line in draft.text.rstrip("\n").split("\n"):
        if line:
            screen.paragraph(line)
        else:
            screen.blank()
    screen.blank()
    screen.paragraph(NOT_SENT, style="bold")
    _remarks(screen, draft, them, command)
    name = shell_word(them.name)
    file = file_name(them.name.split()[0].casefold(), ".eml", "draft")
    screen.commands(
        [
            ("as a draft", f"{command} outreach {name} --eml {shell_file(file)}"),
            ("in your mail program", f"{command} outreach {name} --mailto"),
            sent,
        ]
    )


def draw_barred(screen: Screen, name: str) -> None:
    """That this is somebody whom nobody is sent to; the reason is private and stays so."""
    screen.paragraph(f"You marked {name} as somebody not to refer to: do you want to write to them?", style="yellow")


def draw_unwritable(screen: Screen, draft: Draft, name: str) -> None:
    """That what is noted as the e-mail address is none, and so stands nowhere."""
    if draft.unwritable:
        screen.paragraph(
            f'The e-mail address of {name} that is noted, "{draft.unwritable}", cannot be written to: it is left out.',
            style="yellow",
        )


def print_address(address: str) -> None:
    """The address and nothing else, for another program."""
    say(f"{address}\n")


def draw_address(screen: Screen, address: str, sent: tuple[str, str]) -> None:
    """The address on a line of its own, whole."""
    screen.line(address, indent=0)
    screen.paragraph("Open it and your mail program shows the message. Nothing is sent.", style="dim")
    screen.commands([sent])


def draw_file(screen: Screen, draft: Draft, them: Card, file: str, sent: tuple[str, str], command: str) -> None:
    """What was written where."""
    screen.paragraph(f'A draft to {them.name}, "{draft.subject}": {file}')
    screen.paragraph(NOT_SENT)
    _remarks(screen, draft, them, command)
    screen.commands([sent])


def _remarks(screen: Screen, draft: Draft, them: Card, command: str) -> None:
    """What would make it better, and how they want to be reached."""
    if them.text("contact_by"):
        screen.paragraph(f"Best reached: {them.text('contact_by')}.")
    if not draft.to:
        screen.commands([("their e-mail", f"{command} edit {shell_word(them.name)} --email name@example.com")])
    if draft.missing:
        screen.paragraph(f"Your own practice does not say {listed(draft.missing, ' or ')}: refer init", style="dim")
