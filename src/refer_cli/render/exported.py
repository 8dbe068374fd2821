"""What a file of colleagues holds, and what it leaves out, once it is written."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from refer_cli.fields.phrases import listed
from refer_cli.records import NamedTuple
from refer_cli.render.changes import draw_assumptions
from refer_cli.render.screen import Screen


class Exported(NamedTuple):
    """A file that was written: how many are in it, how many of those asked for are not, and its fields.

    `chosen_by`: fields that are not in it and by which its people were chosen.
    """

    file: str
    colleagues: int
    left_out: int
    fields: tuple[str, ...]
    private: bool
    chosen_by: tuple[str, ...] = ()


def draw_exported(screen: Screen, done: Exported, assumptions: Sequence[str]) -> None:
    """What was written, and whether it may be passed on. Who was left out is not said: somebody may look on."""
    draw_assumptions(screen, assumptions)
    people = "1 colleague" if done.colleagues == 1 else f"{done.colleagues:,} colleagues"
    screen.paragraph(f"Wrote {people} to {done.file}.")
    if done.private:
        screen.paragraph(
            "The file holds everything on their cards, what is private and who is archived too: keep it as safe as"
            " your book, and do not pass it on."
        )
        return
    screen.paragraph(
        "Nothing private is in it: no trust, notes, ties, groups, tags, or how you know them; nobody archived or whom"
        " you do not refer to."
    )
    if done.chosen_by:
        screen.paragraph(
            f"But you chose them by {listed(done.chosen_by)}: whoever knows that can tell it of everybody in it.",
            style="yellow",
        )


def write_out(content: bytes) -> None:
    """A file on standard output, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
