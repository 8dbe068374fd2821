"""`refer suggest --explain`: each score as a sum that can be redone with a pencil."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from refer_cli.matching.advice import against
from refer_cli.matching.criteria import WEIGHED
from refer_cli.render.candidate import name_with_credentials
from refer_cli.render.request import title
from refer_cli.render.screen import Screen, pad, wrap

if TYPE_CHECKING:
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.judgement import CriterionScore
    from refer_cli.matching.rank import Assessment

_UNIT, _GLUE = re.compile(r"(\d+) (mi|weeks|months|days|years)\b"), "\0"
"""A number and what it counts; and what stands between them while lines are broken."""
_LABEL, _WEIGHT, _SCORE, _POINTS, _DATE = 24, 6, 8, 9, 10


def draw_explanation(screen: Screen, answer: Answer, assumptions: Sequence[str], today: date) -> None:
    """Every shown candidate's rows, their sum, and the rows that part them from the next."""
    screen.blank()
    screen.paragraph(title(answer.request), style="bold")
    for assumption in assumptions:
        screen.paragraph(assumption, hanging=4, style="dim")
    for rank, assessment in enumerate(answer.options, start=1):
        screen.blank()
        right = f"{_ordinal(rank)} of {answer.eligible} who could see this client"
        draw_sum(screen, assessment, right, answer.following.get(assessment.candidate.id))
    if not answer.options:
        screen.blank()
        screen.paragraph(answer.advice)
    screen.blank()
    screen.paragraph(
        "Weight times score is points; the points add up to the score, from 0 to 1. "
        "Facts count in full for 180 days and fade until 540.",
        style="dim",
    )


def draw_sum(screen: Screen, assessment: Assessment, right: str, following: Assessment | None = None) -> None:
    """One candidate's rows and their sum, a remark beside the name, and what parts them from the one who follows."""
    screen.heading(name_with_credentials(assessment), right)
    because = screen.width - 2 - _LABEL - _WEIGHT - _SCORE - _POINTS - 2 - 2 - _DATE
    screen.line(
        (
            f"{'what counts':<{_LABEL}}{'weight':>{_WEIGHT}}{'score':>{_SCORE}}{'points':>{_POINTS}}  "
            f"{pad('because', because)}  confirmed",
            "dim",
        )
    )
    for row in assessment.rows:
        _draw_row(screen, row, because)
    total = f"{assessment.points / 10_000:.4f}"
    screen.line(
        (
            f"{'together':<{_LABEL}}{'1.00':>{_WEIGHT}}{'':>{_SCORE}}{_bare(total):>{_POINTS}}  "
            f"{assessment.points / 10_000:.2f}",
            "bold",
        )
    )
    if following is not None:
        differing = ", ".join(
            f"{_heading(name)} {'+' if points > 0 else '-'}{_bare(f'{abs(points) / 10_000:.4f}')}"
            for name, points in against(assessment, following)
        )
        screen.paragraph(
            f"Against {following.candidate.name} ({_bare(f'{following.points / 10_000:.4f}')}): "
            f"{differing or 'nothing differs'}.",
            hanging=4,
        )


def _draw_row(screen: Screen, row: CriterionScore, because: int) -> None:
    label = _heading(row.name)
    numbers = (
        f"{_bare(f'{row.weight / 100:.2f}'):>{_WEIGHT}}{_bare(f'{row.score / 100:.2f}'):>{_SCORE}}"
        f"{_bare(f'{row.points / 10_000:.4f}'):>{_POINTS}}"
    )
    pieces = _kept_together(row.evidence, because)
    if row.fresh is not None:
        pieces += wrap(f"{_bare(f'{row.fresh / 100:.2f}')} when fresh; {row.days} days old", because, because)
    blank = " " * (_LABEL + _WEIGHT + _SCORE + _POINTS)
    for number, piece in enumerate(pieces):
        start = f"{label:<{_LABEL}}{numbers}" if number == 0 else blank
        date_ = f"  {row.as_of}" if number == 0 and row.as_of else ""
        screen.line(f"{start}  {pad(piece, because)}{date_}")


def _kept_together(words: str, room: int) -> list[str]:
    """The words in lines of so much room, a number and its unit on one: `3 mi`, `8 weeks`."""
    joined = _UNIT.sub(f"\\1{_GLUE}\\2", words)
    return [piece.replace(_GLUE, " ") for piece in wrap(joined, room, room)]


def _heading(name: str) -> str:
    """How a row begins: what is between you and the colleague is spelled out."""
    criterion = WEIGHED[name]
    return criterion.words if criterion.private else name


def _bare(number: str) -> str:
    """A number below one without its zero, as the columns of a sum are read."""
    return number[1:] if number.startswith("0.") else number


def _ordinal(rank: int) -> str:
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"
