"""Everything that `prepare` has made ready, in one piece: what the screen and the JSON are drawn from."""

from __future__ import annotations

from pathlib import Path

from refer_cli.handout.content import Sheet
from refer_cli.handout.guide import Crisis, Guide, Section
from refer_cli.handout.letter import CHECK, Letter
from refer_cli.handout.offering import Offering
from refer_cli.matching.rank import Assessment
from refer_cli.matching.request import Request
from refer_cli.matching.understand import LeftOut
from refer_cli.records import NamedTuple

__all__ = ["Prepared", "Section"]


class Prepared(NamedTuple):
    """`people` are for the therapist's eyes; `sheet` is what a client may read, in the same order.

    `letters` are empty unless asked for; the files are those that were written. `consent_on` is the day of the consent
    that covers everybody here, where there is one; `links`, whether to print the letters.
    """

    request: Request
    assumptions: tuple[str, ...]
    people: tuple[Assessment, ...]
    sheet: Sheet
    offering: Offering
    guide: Guide
    checklist: tuple[str, ...]
    crisis: Crisis
    letters: tuple[Letter, ...] = ()
    sheet_file: Path | None = None
    letter_files: tuple[Path, ...] = ()
    consent_on: str | None = None
    links: bool = False
    untranslated: tuple[str, ...] = ()
    """Words on the sheet for which its language has none."""
    not_understood: tuple[LeftOut, ...] = ()
    """Words of the request that nobody was chosen by; they stand among the assumptions, too."""
    mark: str = CHECK
    """What stands before each line of a letter that has to be looked at."""
