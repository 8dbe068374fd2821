"""The rows that an import leaves out, kept small: a registry's file leaves out millions for one reason."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from refer_cli.exchange.incoming import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator


class SkippedRows:
    """Skipped rows in the order of the file; each distinct reason is stored once."""

    def __init__(self) -> None:
        self._in_order = True
        self._rows = array("Q")
        self._kinds = array("L")
        self._reasons: dict[tuple[str | None, str, bool, str], int] = {}

    def add(self, skipped: Skipped) -> None:
        """Remember one row."""
        self._in_order = self._in_order and (not self._rows or self._rows[-1] < skipped.row)
        self._rows.append(skipped.row)
        reason = (skipped.column, skipped.reason, skipped.refuses, skipped.hint)
        self._kinds.append(self._reasons.setdefault(reason, len(self._reasons)))

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, skipped: object) -> bool:
        return any(one == skipped for one in self)

    def __iter__(self) -> Iterator[Skipped]:
        reasons = list(self._reasons)
        pairs = zip(self._rows, self._kinds, strict=True)
        for row, kind in pairs if self._in_order else sorted(pairs):
            yield Skipped(row, *reasons[kind])
