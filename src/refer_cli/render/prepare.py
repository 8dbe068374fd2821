"""The screen of `refer prepare`: one page for the therapist alone, before the talk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refer_cli.fields.phrases import listed
from refer_cli.matching.advice import DANGER
from refer_cli.matching.criteria import CAUSES
from refer_cli.render.candidate import call_question, check_lines, name_with_credentials
from refer_cli.render.request import command_line, title
from refer_cli.render.screen import INDENT, Screen, pad, shell_word, wrap

if TYPE_CHECKING:
    from refer_cli.handout.prepared import Prepared, Section
    from refer_cli.matching.options import TypedRequest
    from refer_cli.matching.rank import Assessment

REPORTED = "*"
_LABEL = 15
"""Narrower than elsewhere: the guide is to be one page."""
UNREACHABLE = "no phone, e-mail or web page is noted: the sheet cannot say how to reach them"
FOOTER = (
    "Before you print a page from a browser, switch off its headers and footers: they show the folder and the name "
    "of the file."
)
"""Chromium's default, seen 2026-11-29: the address of the file stands at the foot of each printed page."""


def draw_prepared(screen: Screen, prepared: Prepared) -> None:
    """The guide."""
    guide = prepared.guide
    screen.blank()
    if prepared.sheet.danger:
        screen.paragraph(DANGER, style="bold red")
        screen.blank()
    screen.heading(title(prepared.request), "for your eyes")
    for assumption in prepared.assumptions:
        screen.paragraph(assumption, hanging=4, style="dim")
    for person in prepared.people:
        for warning in warnings(person):
            screen.paragraph(f"! {person.candidate.name}: {warning}", hanging=4, style="bold red")
    screen.blank()
    _pair(screen, "Say openly", guide.say)
    _pair(screen, "because", guide.why)
    _list(screen, "In your words", [f"“{sentence}”" for sentence in guide.sentences])
    _list(screen, "Better not", guide.avoid)
    screen.blank()
    for number, sentence in enumerate(prepared.offering):
        _pair(screen, "" if number else "How to offer", sentence)
    _draw_people(screen, prepared)
    screen.blank()
    _list(screen, "See to", [f"[ ] {line}" for line in prepared.checklist], hanging=4)
    _draw_cautions(screen, prepared)
    _pair(screen, "Why 988", prepared.crisis.says)
    screen.blank()


def warnings(person: Assessment) -> list[str]:
    """What speaks against a colleague whom the therapist named: loud here, and never on a sheet."""
    return [failure.evidence or CAUSES[failure.fails or ""].words for failure in person.failures]


def _pair(screen: Screen, label: str, text: str, style: str = "") -> None:
    screen.pair(label, text, label_width=_LABEL, style=style)


def _list(screen: Screen, label: str, lines: Sequence[str], hanging: int = 2) -> None:
    """Lines beside one label, each wrapped under itself."""
    for number, line in enumerate(lines):
        _beside(screen, label if number == 0 else "", line, hanging)


def _beside(screen: Screen, label: str, text: str, hanging: int, style: str = "") -> None:
    """A value beside its label; what follows its first line is set in by `hanging` columns."""
    room = screen.width - INDENT - _LABEL
    for number, piece in enumerate(wrap(text, room, room - hanging)):
        named = pad(label if number == 0 else "", _LABEL)
        screen.line((named, "dim"), " " * (hanging if number else 0), (piece, style))


def _draw_people(screen: Screen, prepared: Prepared) -> None:
    for number, (person, option) in enumerate(zip(prepared.people, prepared.sheet.options, strict=True)):
        contact = " · ".join(part for part in (person.candidate.phone, person.candidate.email) if part)
        words = name_with_credentials(person) + (f" · {contact}" if contact else "")
        _beside(screen, "They are" if number == 0 else "", words, 2)
        if not person.ready and not person.failures:
            to_ask = call_question(person)
            _beside(screen, "", f"call before offering{': ' + to_ask if to_ask else ''}", 2, style="yellow")
        if not option.reachable:
            _beside(screen, "", f"? {UNREACHABLE}", 2, style="yellow")
        for line in check_lines(person):
            _beside(screen, "", line, 2, style="yellow")


def _draw_cautions(screen: Screen, prepared: Prepared) -> None:
    """What the codes ask; editions and the star are explained once, below them."""
    screen.blank()
    everything = [section for caution in prepared.guide.cautions for section in caution.sections]
    for number, caution in enumerate(prepared.guide.cautions):
        _beside(screen, "" if number else "The codes", f"{caution.says} {_sections(caution.sections)}", 2)
    _pair(screen, "", f"{', '.join(sorted({section.code for section in everything}))}", style="dim")
    if any(section.reported for section in everything):
        _pair(screen, "", f"{REPORTED} reported, not seen in the code itself: look it up first", style="dim")
    screen.blank()


def _sections(sections: Sequence[Section]) -> str:
    """Sections, each with its own mark, those of one code together: `ACA A.4.b*, A.11.b*; APA 6.07*`."""
    by_owner: dict[str, list[str]] = {}
    for section in sections:
        by_owner.setdefault(section.owner, []).append(section.section + (REPORTED if section.reported else ""))
    return "; ".join(f"{owner} {', '.join(numbers)}" for owner, numbers in by_owner.items())


def draw_written(screen: Screen, prepared: Prepared) -> None:
    """What was written, and that nothing was sent."""
    if prepared.links:
        for letter in prepared.letters:
            unknown = "the address that is noted is none" if letter.unwritable else "no e-mail address is noted"
            screen.paragraph(f"To {letter.name}:" if letter.link else f"To {letter.name}: {unknown}.")
            if letter.link:
                # Whole on one line, so that it can be copied.
                screen.line(letter.link)
        screen.blank()
    if prepared.sheet_file is not None:
        screen.paragraph(f"Wrote {prepared.sheet_file}: the client's sheet. Read it before you hand it over.")
        _draw_heeds(screen, prepared)
    for file in prepared.letter_files:
        screen.paragraph(f"Wrote {file}: a letter. Read it, and change what is not so.")
    unaddressed = [letter.name for letter in prepared.letters if not letter.email and not letter.unwritable]
    if prepared.letter_files and unaddressed:
        screen.paragraph(f"No e-mail address is noted of {listed(unaddressed, most=6)}: nobody stands behind To: yet.")
    if prepared.letters:
        _draw_consent(screen, prepared)
        screen.paragraph("Nothing was sent.")
    if prepared.sheet_file is not None or prepared.letters:
        screen.blank()


def _draw_heeds(screen: Screen, prepared: Prepared) -> None:
    """What a browser adds to a page on paper, and which words stayed English."""
    if prepared.sheet_file is not None and prepared.sheet_file.suffix.casefold() == ".html":
        screen.paragraph(FOOTER)
    draw_untranslated(screen, prepared.untranslated)


def draw_untranslated(screen: Screen, words: Sequence[str]) -> None:
    """Which words on a sheet stand there as they were typed."""
    if words:
        quoted = ", ".join(f'"{word}"' for word in words)
        screen.paragraph(f"Not translated, as it was typed: {quoted}. Read it before you hand it over.")


def _draw_consent(screen: Screen, prepared: Prepared) -> None:
    """Which letters speak of the client, and which say nothing."""
    silent = [letter.name for letter in prepared.letters if letter.consent_on is None]
    if len(silent) < len(prepared.letters):
        screen.paragraph(
            "A letter says what your client agreed to; the name is left blank, to be filled in by hand. What stands "
            f"behind {prepared.mark} holds only if it was agreed so: mend it or strike it, and take the mark away."
        )
    if silent and len(silent) < len(prepared.letters):
        screen.paragraph(
            f"The letter to {listed(silent, most=6)} says nothing about your client: the consent that is noted was "
            "given before they were offered (--consent DATE)."
        )
    elif silent:
        screen.paragraph("A letter says nothing about your client: no consent is given (--consent DATE).")


def draw_next(screen: Screen, program: str, typed: TypedRequest, prepared: Prepared, *, these: bool) -> None:
    """What can be done next; `these`: for these very people, who were named, noted or stand on a paper by now."""
    command = command_line(program, typed.but(limit=None) if these else typed, "prepare")
    if these:
        command += "".join(f" --colleague {shell_word(person.candidate.name)}" for person in prepared.people)
    if prepared.sheet_file is None:
        language = " --sheet-language es" if prepared.request.languages[:1] == ("Spanish",) else ""
        screen.command(f"{command} --sheet options.pdf{language}")
    if not prepared.letters:
        consent = f" --consent {prepared.consent_on}" if prepared.consent_on else ""
        screen.command(f"{command} --letter letter.eml{consent}")
