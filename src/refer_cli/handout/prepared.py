"""Everything that `prepare` has made ready, in one piece: what the screen and the JSON are drawn from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from refer_cli.handout.content import Sheet
from refer_cli.handout.guide import Crisis, Guide
from refer_cli.handout.letter import CHECK, Letter
from refer_cli.matching.rank import Assessment
from refer_cli.matching.request import Request


class Prepared(NamedTuple):
    """`people` are for the therapist's eyes; `sheet` is what a client may read, in the same order.

    `advice` says how to offer them, `why` the reason for that, `heed` what else counts for this reason. `letters` are
    empty unless asked for; the files are those that were written. `consent` says whether the letters speak of the
    client; `links`, whether to print them.
    """

    request: Request
    assumptions: tuple[str, ...]
    people: tuple[Assessment, ...]
    sheet: Sheet
    advice: str
    why: str
    heed: str
    guide: Guide
    checklist: tuple[str, ...]
    crisis: Crisis
    letters: tuple[Letter, ...] = ()
    sheet_file: Path | None = None
    letter_files: tuple[Path, ...] = ()
    consent: bool = False
    links: bool = False
    mark: str = CHECK
    """What stands before each line of a letter that has to be looked at."""
