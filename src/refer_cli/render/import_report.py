"""What an import did, as a screen and as JSON, and the bar while it runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from refer_cli.fields.spelling import write_value
from refer_cli.render.answer import as_json
from refer_cli.render.screen import LABEL_WIDTH, bar, pad, shell_word
from refer_cli.render.wording import label, spoken

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Sequence

    from refer_cli.fields.values import Value
    from refer_cli.render.screen import Screen

_SHOWN = 10
_BAR = 30
_WORDS_SHOWN = 60


class PossibleDouble(NamedTuple):
    """A row that was added although a colleague (`id`) may be the same person, and why."""

    row: int
    name: str
    id: int
    why: str


class KeptFact(NamedTuple):
    """A fact of a row that differs from the book's, which stayed: None is unknown."""

    row: int
    id: int
    name: str
    field: str
    hers: Value | None
    files: Value | None


class Report(NamedTuple):
    """What an import did: `read = added + updated + unchanged + len(skipped)`.

    `skipped` holds row, column, reason, whether the row is wrong (or only not wanted), and a hint;
    `unknown_columns` a name and what may have been meant; `remarks` sentences with how often each was due.
    `kept` lists facts that differ and stayed, since the book has them from a later day or from the therapist;
    of very many only the first, counted in `kept_in_all`.
    """

    format: str
    title: str
    notes: tuple[str, ...]
    read: int
    added: int
    updated: int
    unchanged: int
    skipped: Collection[tuple[int, str | None, str, bool, str]]
    possible_doubles: Collection[PossibleDouble]
    unknown_columns: Collection[tuple[str, str | None]]
    remarks: Counter[str]
    kept: Sequence[KeptFact]
    kept_in_all: int
    dry_run: bool


def import_json(report: Report) -> dict[str, Any]:
    """The report as `refer.import/1`. `read` is the sum of added, updated, unchanged and the skipped rows."""
    return {
        **as_json(report, "format dry_run read added updated unchanged"),
        "skipped": [{"row": row, "column": column, "reason": reason} for row, column, reason, _, _ in report.skipped],
        "doubles": [double._asdict() for double in report.possible_doubles],
        "unknown_columns": [
            {"column": column, "did_you_mean": proposal} for column, proposal in report.unknown_columns
        ],
        "assumptions": [*report.notes, *report.remarks],
        "kept": [
            {
                **as_json(kept, "row id name field"),
                "hers": write_value(kept.field, kept.hers) or None,
                "file": write_value(kept.field, kept.files) or None,
            }
            for kept in report.kept
        ],
        "kept_in_all": report.kept_in_all,
    }


def show_import(report: Report, name: str, screen: Screen, command: str = "refer") -> None:
    """Print the report. `name` is the file as it was typed, `command` how refer was called."""
    screen.heading(f"{name}: {report.title}", "dry run: nothing was written" if report.dry_run else "")
    screen.blank()
    would = "would be " if report.dry_run else ""
    counts = (
        ("rows read", report.read),
        (f"{would}added", report.added),
        (f"{would}updated", report.updated),
        ("unchanged", report.unchanged),
        ("left out", len(report.skipped)),
    )
    digits = max(len(f"{number:,}") for _, number in counts)
    for words, number in counts:
        screen.line(pad(words, LABEL_WIDTH), f"{number:,}".rjust(digits))
    _section(screen, "Left out", _left_out(report))
    _section(
        screen,
        "Columns that nothing was taken from",
        [column + (f": did you mean {proposal}?" if proposal else "") for column, proposal in report.unknown_columns],
    )
    _section(
        screen,
        "Perhaps the same person as somebody in your book; both are kept",
        [f"row {double.row}, {double.name}: id {double.id}, {double.why}" for double in report.possible_doubles],
    )
    _section(screen, "Assumed", _assumed(report))
    _section(
        screen,
        "Differs from the file, and stayed as you have it",
        [
            f"row {kept.row}, {kept.name}, {label(kept.field)}: {_shown(kept.field, kept.hers)};"
            f" the file says {_shown(kept.field, kept.files)}"
            for kept in report.kept
        ],
        report.kept_in_all,
    )
    screen.blank()
    if report.dry_run:
        screen.commands([("To do it", f"{command} import {shell_word(name)}")])
    elif report.added or report.updated:
        doubles = [("Look at doubles", f"{command} doubles")] if report.possible_doubles else []
        screen.commands([("See them", f"{command} list"), *doubles, ("Take it back", f"{command} undo")])
    else:
        screen.paragraph("Nothing had to be changed.")


def show_export(rows: int, path: str, screen: Screen) -> None:
    """Print what an export wrote."""
    people = "1 colleague" if rows == 1 else f"{rows:,} colleagues"
    screen.paragraph(f"Wrote {people} to {path}.")
    screen.paragraph("The file holds everything you noted, private facts too: keep it as safe as your book.")


def progress_bar(size: int, what: str = "rows") -> Callable[[int, int], None]:
    """A bar on the terminal that is told rows done and where that is in `size` (bytes read of a file, mostly).

    It is silent where errors do not go to a terminal.
    """
    if not sys.stderr.isatty():
        return lambda rows, position: None

    def show(rows: int, position: int) -> None:
        share = min(1.0, position / size) if size else 1.0
        sys.stderr.write(f"\r  {bar(share, _BAR)} {share:>4.0%}  {rows:,} {what}")
        sys.stderr.flush()

    return show


def clear_bar() -> None:
    """Take the bar off the terminal again."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _left_out(report: Report) -> list[str]:
    counts: dict[str, int] = {}
    for _, _, reason, is_wrong, _ in report.skipped:
        if not is_wrong:
            counts[reason] = counts.get(reason, 0) + 1
    lines = [f"{count:,} rows: {reason}" for reason, count in counts.items() if count > 1]
    for row, column, reason, is_wrong, _ in report.skipped:
        if is_wrong or counts[reason] == 1:
            lines.append(f"row {row}, {column}: {reason}" if column else f"row {row}: {reason}")
    return lines


def _assumed(report: Report) -> list[str]:
    counted = report.remarks.most_common()
    return [
        *report.notes,
        *(f"{remark} ({count:,} rows)" if count > 1 else remark for remark, count in counted),
    ]


def _shown(field: str, value: Value | None) -> str:
    text = "nothing" if value is None else " ".join(spoken(field, value).split())
    return text if len(text) <= _WORDS_SHOWN else text[: _WORDS_SHOWN - 3] + "..."


def _section(screen: Screen, title: str, lines: list[str], in_all: int = 0) -> None:
    if not lines:
        return
    screen.blank()
    screen.paragraph(title, style="bold")
    for line in lines[:_SHOWN]:
        screen.paragraph(line, indent=4, hanging=6)
    if len(lines) > _SHOWN:
        screen.paragraph(f"and {max(len(lines), in_all) - _SHOWN:,} more; --json lists them all", indent=4)
