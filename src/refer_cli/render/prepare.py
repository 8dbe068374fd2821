"""The screen of `refer prepare`: one page for the therapist alone, before the talk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from refer_cli.handout import guide
from refer_cli.matching.advice import DANGER
from refer_cli.render.screen import INDENT, LABEL_WIDTH, Screen, pad, shell_word, wrap
from refer_cli.render.suggest import CAUSE_WORDS, check_lines, command_line, full_name, title

if TYPE_CHECKING:
    from refer_cli.handout.content import Sheet
    from refer_cli.handout.letter import Letter
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.request import Request
    from refer_cli.matching.understand import Asked

REPORTED = "*"


class Prepared(NamedTuple):
    """All that the screen and the JSON say. `people` are for the therapist's eyes, `sheet` is what a client may read.

    `advice` says how to offer them, `why` the reason for that.
    """

    request: Request
    assumptions: Sequence[str]
    people: tuple[Assessment, ...]
    sheet: Sheet
    advice: str
    why: str


def draw(screen: Screen, prepared: Prepared, today: date) -> None:
    """The guide."""
    request = prepared.request
    said = guide.guide_for(request.reason)
    screen.blank()
    if prepared.sheet.danger:
        screen.paragraph(DANGER, style="bold red")
        screen.blank()
    screen.heading(title(request), "for your eyes")
    for assumption in prepared.assumptions:
        screen.paragraph(assumption, hanging=4, style="dim")
    for one in prepared.people:
        for warning in warnings(one):
            screen.paragraph(f"! {one.candidate.name}: {warning}", hanging=4, style="bold red")
    screen.blank()
    screen.pair("Say openly", said.say)
    screen.pair("because", said.why)
    _list(screen, "In your words", [f"“{sentence}”" for sentence in said.sentences])
    _list(screen, "Better not", said.avoid)
    screen.blank()
    screen.pair("How to offer", prepared.advice)
    screen.pair("", prepared.why)
    screen.pair("", said.offer)
    _draw_people(screen, prepared.people)
    screen.blank()
    _list(screen, "See to", [f"[ ] {line}" for line in guide.checklist(today)], hanging=4)
    _draw_cautions(screen, said)
    screen.pair("Why 988", guide.crisis().says)
    screen.blank()


def warnings(one: Assessment) -> list[str]:
    """What speaks against a colleague whom the therapist named: loud here, and never on a sheet."""
    return [failure.evidence or CAUSE_WORDS[failure.fails or ""] for failure in one.failures]


def _list(screen: Screen, label: str, lines: Sequence[str], hanging: int = 2) -> None:
    """Lines beside one label, each wrapped under itself."""
    for number, line in enumerate(lines):
        _beside(screen, label if number == 0 else "", line, hanging)


def _beside(screen: Screen, label: str, text: str, hanging: int, style: str = "") -> None:
    """A value beside its label; what follows its first line is set in by `hanging` columns."""
    room = screen.width - INDENT - LABEL_WIDTH
    for number, piece in enumerate(wrap(text, room, room - hanging)):
        named = pad(label if number == 0 else "", LABEL_WIDTH)
        screen.line((named, "dim"), " " * (hanging if number else 0), (piece, style))


def _draw_people(screen: Screen, people: Sequence[Assessment]) -> None:
    for number, one in enumerate(people):
        contact = " · ".join(part for part in (one.candidate.phone, one.candidate.email) if part)
        words = full_name(one) + (f" · {contact}" if contact else "")
        _beside(screen, "They are" if number == 0 else "", words, 2)
        for line in check_lines(one):
            _beside(screen, "", line, 2, style="yellow")


def _draw_cautions(screen: Screen, said: guide.Guide) -> None:
    screen.blank()
    reported = False
    for number, caution in enumerate(said.cautions):
        sections = "; ".join(f"{one.code} {one.section}{REPORTED if one.reported else ''}" for one in caution.sections)
        reported = reported or any(one.reported for one in caution.sections)
        _beside(screen, "The codes" if number == 0 else "", f"{caution.says} {sections}", 2)
    if reported:
        screen.pair("", f"{REPORTED} reported, not seen in the code itself: verify before you rely on it", style="dim")
    screen.blank()


def draw_links(screen: Screen, letters: Sequence[Letter]) -> None:
    """The letters as links, each whole on a line of its own, so that it can be copied."""
    from refer_cli.handout.letter import mailto

    for letter in letters:
        link = mailto(letter)
        screen.paragraph(f"To {letter.name}:" if link else f"To {letter.name}: no e-mail address is noted.")
        if link:
            screen.line(link)
    screen.blank()


def draw_written(screen: Screen, sheet: Path | None, letters: Sequence[Path], *, consent: bool) -> None:
    """What was written, and that nothing was sent."""
    if sheet is not None:
        screen.paragraph(f"Wrote {sheet}: the client's sheet. Read it before you hand it over.")
    for file in letters:
        screen.paragraph(f"Wrote {file}: a letter.")
    if consent:
        screen.paragraph("The letter says what the client agreed to; the name is left blank, for your own hand.")
    else:
        screen.paragraph("The letter says nothing about the client: no consent is given (--consent DATE).")
    screen.paragraph("Nothing was sent: refer never sends anything.")
    screen.blank()


def draw_next(
    screen: Screen, program: str, asked: Asked, people: Sequence[Assessment], named: bool, sheet: Path | None
) -> None:
    """What can be done next."""
    command = command_line(program, asked, "prepare")
    if named:
        command += "".join(f" --colleague {shell_word(one.candidate.name)}" for one in people)
    if sheet is None:
        screen.command(f"{command} --sheet options.pdf")
    screen.command(f"{command} --letter letter.eml")
