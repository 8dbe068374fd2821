"""The screen of `refer prepare`: one page for the therapist alone, before the talk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refer_cli.matching.advice import DANGER
from refer_cli.render.screen import INDENT, LABEL_WIDTH, Screen, pad, shell_word, wrap
from refer_cli.render.suggest import CAUSE_WORDS, check_lines, command_line, full_name, question, title

if TYPE_CHECKING:
    from refer_cli.handout.prepared import Prepared
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.understand import Asked

REPORTED = "*"


def draw(screen: Screen, prepared: Prepared) -> None:
    """The guide."""
    said = prepared.guide
    screen.blank()
    if prepared.sheet.danger:
        screen.paragraph(DANGER, style="bold red")
        screen.blank()
    screen.heading(title(prepared.request), "for your eyes")
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
    screen.pair("", prepared.heed)
    _draw_people(screen, prepared.people)
    screen.blank()
    _list(screen, "See to", [f"[ ] {line}" for line in prepared.checklist], hanging=4)
    _draw_cautions(screen, prepared)
    screen.pair("Why 988", prepared.crisis.says)
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
        if not one.ready and not one.failures:
            asked = question(one)
            _beside(screen, "", f"call before offering{': ' + asked if asked else ''}", 2, style="yellow")
        for line in check_lines(one):
            _beside(screen, "", line, 2, style="yellow")


def _draw_cautions(screen: Screen, prepared: Prepared) -> None:
    screen.blank()
    reported = False
    for number, caution in enumerate(prepared.guide.cautions):
        sections = "; ".join(f"{one.code} {one.section}{REPORTED if one.reported else ''}" for one in caution.sections)
        reported = reported or any(one.reported for one in caution.sections)
        _beside(screen, "The codes" if number == 0 else "", f"{caution.says} {sections}", 2)
    if reported:
        screen.pair("", f"{REPORTED} reported, not seen in the code itself: verify before you rely on it", style="dim")
    screen.blank()


def draw_written(screen: Screen, prepared: Prepared) -> None:
    """What was written, and that nothing was sent."""
    if prepared.links:
        for letter in prepared.letters:
            screen.paragraph(f"To {letter.name}:" if letter.link else f"To {letter.name}: no e-mail address is noted.")
            if letter.link:
                # Whole on one line, so that it can be copied.
                screen.line(letter.link)
        screen.blank()
    if prepared.sheet_file is not None:
        screen.paragraph(f"Wrote {prepared.sheet_file}: the client's sheet. Read it before you hand it over.")
    for file in prepared.letter_files:
        screen.paragraph(f"Wrote {file}: a letter. Read it, and change what is not so.")
    if prepared.letters:
        screen.paragraph(
            "A letter says what your client agreed to; the name is left blank, to be filled in by hand. What stands "
            f"behind {prepared.mark} holds only if it was agreed so: mend it or strike it, and take the mark away."
            if prepared.consent
            else "A letter says nothing about your client: no consent is given (--consent DATE)."
        )
        screen.paragraph("Nothing was sent: refer never sends anything.")
    if prepared.sheet_file is not None or prepared.letters:
        screen.blank()


def draw_next(screen: Screen, program: str, asked: Asked, prepared: Prepared, *, these: bool) -> None:
    """What can be done next; `these`: for these very people, who were named, noted or stand on a paper by now."""
    command = command_line(program, asked, "prepare")
    if these:
        command += "".join(f" --colleague {shell_word(one.candidate.name)}" for one in prepared.people)
    if prepared.sheet_file is None:
        screen.command(f"{command} --sheet options.pdf")
    if not prepared.letters:
        screen.command(f"{command} --letter letter.eml")
