"""How a text is to be taken, as its options say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refer_cli.records import NamedTuple


class TextOptions(NamedTuple):
    """How a text is to be taken: stored without questions, only shown, beside typed options, as somebody new.

    `keep_rest` keeps what was not understood as a note.
    """

    yes: bool
    dry_run: bool
    options: Mapping[str, Any]
    as_of: str | None
    again: bool = False
    explain: bool = False
    keep_rest: bool = False
