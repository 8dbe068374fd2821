"""`refer suggest --more`: every check, who else could see the client, and who would fit but for one thing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from refer_cli.render.candidate import (
    acquaintance,
    call_question,
    check_lines,
    fee_words,
    name_with_credentials,
    signed,
    told_rows,
)
from refer_cli.render.request import command_line
from refer_cli.render.screen import INDENT, Screen, pad, wrap
from refer_cli.render.suggest import (
    Asked,
    call_words,
    draw_in_the_way,
    draw_joined,
    draw_name,
    draw_opening,
    excluded_words,
    told_near,
)

if TYPE_CHECKING:
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.near_miss import NearMiss
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.request import Request

_INDENT = 5
_LABEL = 18
_OTHERS = 3
"""How many of those who are not shown are named."""


def draw_more(screen: Screen, answer: Answer, asked: Asked, today: date) -> None:
    """The whole answer, however long."""
    draw_opening(screen, answer, asked)
    screen.blank()
    for rank, assessment in enumerate(answer.options, start=1):
        _draw_person(screen, rank, assessment, answer.request, today)
        screen.blank()
    screen.pair("How to offer", answer.how_to_offer, label_width=_LABEL)
    for line in answer.care:
        screen.pair("", line, label_width=_LABEL)
    _draw_waiting(screen, answer)
    for call in answer.calls:
        label = "Worth a call" if call is answer.calls[0] else ""
        screen.pair(label, f"{call_words(call, answer)}.", label_width=_LABEL)
    _draw_near(screen, told_near(answer))
    if not answer.options:
        draw_in_the_way(screen, answer)
    elif total := sum(answer.excluded.values()):
        words = f"{total} of the {answer.considered} in your book: {excluded_words(answer)}"
        screen.pair("Not suggested", words, label_width=_LABEL)
    screen.blank()
    command = command_line(asked.program, asked.typed)
    if answer.options:
        screen.command(f"{command} --explain")
        if any(assessment.ready for assessment in answer.options):
            screen.command(f"{command} --for-client")
            screen.command(f"{command_line(asked.program, asked.typed, 'prepare')} --sheet options.pdf")
    else:
        screen.command(command_line(asked.program, asked.typed.only(lambda option: option.posted), "groups post"))


def _draw_person(screen: Screen, rank: int, assessment: Assessment, request: Request, today: date) -> None:
    draw_name(screen, rank, assessment)
    candidate = assessment.candidate
    contact = candidate.email if candidate.phone and candidate.email else ""
    score = f"score {assessment.points / 10_000:.2f}"
    screen.paragraph(f"{score} · {contact}" if contact else score, indent=_INDENT, hanging=_INDENT, style="dim")
    if not assessment.ready:
        to_ask = call_question(assessment)
        screen.paragraph(
            f"? call before offering{': ' + to_ask if to_ask else ''}",
            indent=_INDENT,
            hanging=_INDENT + 2,
            style="yellow",
        )
    rows = [signed(row, today) for row in told_rows(assessment)]
    draw_joined(screen, [*rows, *fee_words(assessment, request)], between="   ")
    screen.paragraph(acquaintance(assessment, today), indent=_INDENT, hanging=_INDENT)
    for words in check_lines(assessment):
        screen.paragraph(words, indent=_INDENT, hanging=_INDENT + 2, style="yellow")


def _draw_waiting(screen: Screen, answer: Answer) -> None:
    """Who else could see the client, the next few by name."""
    hidden = answer.eligible - len(answer.options)
    if not hidden or not answer.waiting:
        return
    for number, assessment in enumerate(answer.waiting[:_OTHERS]):
        to_ask = call_question(assessment)
        words = f"{name_with_credentials(assessment)} ({assessment.points / 10_000:.2f})"
        if assessment.candidate.phone:
            words += f" {assessment.candidate.phone}"
        if not assessment.ready:
            words += f": call before offering{'; ' + to_ask if to_ask else ''}"
        screen.pair("" if number else "Who else", words, label_width=_LABEL)
    rest = hidden - min(len(answer.waiting), _OTHERS)
    more = f"and {rest} more; " if rest > 0 else ""
    screen.pair("", f"{more}--limit {answer.eligible} shows everybody", label_width=_LABEL)


def _draw_near(screen: Screen, near: tuple[NearMiss, ...]) -> None:
    room = screen.width - INDENT - _LABEL
    for number, miss in enumerate(near):
        relax = f"; to include: {miss.relax}" if miss.relax else ""
        for piece in wrap(f"{name_with_credentials(miss.assessment)}: {miss.why}{relax}", room, room):
            label = "But for one thing" if number == 0 and piece.startswith(miss.assessment.candidate.name) else ""
            screen.line((pad(label, _LABEL), "dim"), piece)
