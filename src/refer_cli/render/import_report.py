"""What an import did, as a screen and as JSON, and the bar while it runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from refer_cli.fields.spelling import write_value
from refer_cli.records import NamedTuple
from refer_cli.render.answer import as_json
from refer_cli.render.column_table import columns_json, draw_columns
from refer_cli.render.printing import replace_line
from refer_cli.render.screen import bar, fit, shell_word
from refer_cli.render.wording import label, spoken

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Sequence

    from refer_cli.fields.values import Value
    from refer_cli.render.column_table import ColumnTaken
    from refer_cli.render.screen import Screen

_SHOWN = 10
_BAR = 30
_WORDS_SHOWN = 60
_ROWS_NAMED = 6
_LONGEST_QUOTED = 60


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


class NotUnderstood(NamedTuple):
    """Words of a column that no field could take: in how many rows, and the first of them."""

    column: str
    value: str
    rows: int
    first_row: int


class Report(NamedTuple):
    """What an import did: `read = added + updated + unchanged + len(skipped)`.

    `skipped` holds row, column, reason, whether the row is wrong (or only not wanted), and a hint;
    `mapping` what each column was taken for; `not_understood` the words kept in the notes, the most frequent first;
    `remarks` sentences with how often each was due. `kept` lists facts that differ and stayed, since the book has them
    from a later day or from the therapist; of very many only the first, counted in `kept_in_all`. `replaced` are those
    in which the file's word was the newer and is the book's now. `place` says where a row stands.
    """

    kind: str
    title: str
    notes: tuple[str, ...]
    read: int
    added: int
    updated: int
    unchanged: int
    skipped: Collection[tuple[int, str | None, str, bool, str]]
    possible_doubles: Collection[PossibleDouble]
    mapping: Sequence[ColumnTaken]
    not_understood: Sequence[NotUnderstood]
    remarks: Counter[str]
    kept: Sequence[KeptFact]
    kept_in_all: int
    dry_run: bool
    replaced: Sequence[KeptFact] = ()
    replaced_in_all: int = 0
    sheets: Sequence[str] = ()
    is_certain: bool = False
    place: Callable[[int], tuple[str | None, int]] = lambda number: (None, number)

    def where(self, number: int) -> str:
        """A row in words."""
        sheet, row = self.place(number)
        return f"row {row} of {sheet}" if sheet else f"row {row}"


def import_json(report: Report) -> dict[str, Any]:
    """The report as `refer.import/1`. `read` is the sum of added, updated, unchanged and the skipped rows."""
    return {
        **as_json(report, "kind dry_run read added updated unchanged"),
        "skipped": [
            {**_place_json(report, row), "column": column, "reason": reason}
            for row, column, reason, _, _ in report.skipped
        ],
        "doubles": [{**double._asdict(), **_place_json(report, double.row)} for double in report.possible_doubles],
        "mapping": columns_json(report.mapping),
        "not_understood": [as_json(words, "column value rows") for words in report.not_understood],
        "assumptions": [*report.notes, *report.remarks],
        "kept": [_difference_json(kept) for kept in report.kept],
        "kept_in_all": report.kept_in_all,
        "replaced": [_difference_json(replaced) for replaced in report.replaced],
        "replaced_in_all": report.replaced_in_all,
    }


def _difference_json(fact: KeptFact) -> dict[str, Any]:
    return {
        **as_json(fact, "row id name field"),
        "hers": write_value(fact.field, fact.hers) or None,
        "file": write_value(fact.field, fact.files) or None,
    }


def _place_json(report: Report, number: int) -> dict[str, Any]:
    sheet, row = report.place(number)
    return {"row": row, "sheet": sheet} if sheet else {"row": row}


def show_import(report: Report, name: str, screen: Screen, command: str = "refer", shown: bool = False) -> None:
    """Print the report. `name` is the file as it was typed, `command` how refer was called.

    `shown`: the columns were shown and agreed on before.
    """
    sheet = f' · sheet "{report.sheets[0]}"' if len(report.sheets) == 1 else ""
    screen.heading(
        f"{name}: {report.title}{sheet}", "dry run: nothing was written" if report.dry_run else f"{report.read:,} rows"
    )
    if report.mapping and not shown and not report.is_certain:
        draw_columns(screen, report.mapping)
    else:
        screen.blank()
    would = "would be " if report.dry_run else ""
    screen.paragraph(
        f"{would}added {report.added:,} · {would}updated {report.updated:,} · unchanged {report.unchanged:,}"
        f" · left out {len(report.skipped):,}"
    )
    _section(screen, "Left out", _left_out(report))
    _section(screen, "Not understood, kept in the notes", _not_understood(report))
    _section(
        screen,
        "Perhaps the same person as somebody in your book; both are kept",
        [
            f"{report.where(double.row)}, {double.name}: id {double.id}, {double.why}"
            for double in report.possible_doubles
        ],
    )
    _section(screen, "Assumed", _assumed(report))
    _section(
        screen,
        "Differs from the file, and stayed as you have it",
        _differences(report, report.kept),
        report.kept_in_all,
    )
    _section(
        screen,
        "Was otherwise in your book; the file's word is of a later day and was taken",
        _differences(report, report.replaced),
        report.replaced_in_all,
    )
    screen.blank()
    if report.dry_run:
        screen.commands([("To do it", f"{command} import {shell_word(name)}")])
    elif report.added or report.updated:
        doubles = [("Look at doubles", f"{command} doubles")] if report.possible_doubles else []
        screen.commands([("See them", f"{command} list"), *doubles, ("Take it back", f"{command} undo")])
    else:
        screen.paragraph("Nothing had to be changed.")


def _differences(report: Report, facts: Sequence[KeptFact]) -> list[str]:
    return [
        f"{report.where(fact.row)}, {fact.name}, {label(fact.field)}: {_shown(fact.field, fact.hers)};"
        f" the file says {_shown(fact.field, fact.files)}"
        for fact in facts
    ]


def progress_bar(size: int, what: str = "rows") -> Callable[[int, int], None]:
    """A bar on the terminal that is told rows done and where that is in `size` (bytes read of a file, mostly).

    It is silent where errors do not go to a terminal.
    """
    if not sys.stderr.isatty():
        return lambda rows, position: None

    def show(rows: int, position: int) -> None:
        share = min(1.0, position / size) if size else 1.0
        replace_line(f"  {bar(share, _BAR)} {share:>4.0%}  {rows:,} {what}")

    return show


def clear_bar() -> None:
    """Take the bar off the terminal again."""
    if sys.stderr.isatty():
        replace_line("")


def _left_out(report: Report) -> list[str]:
    rows: dict[tuple[str | None, str], list[int]] = {}
    for row, column, reason, is_wrong, _ in report.skipped:
        rows.setdefault((column if is_wrong else None, reason), []).append(row)
    lines = []
    for (column, reason), numbers in rows.items():
        said = f"{column}: {reason}" if column else reason
        if len(numbers) == 1:
            lines.append(f"{report.where(numbers[0])}: {said}")
        else:
            named = ", ".join(str(report.place(number)[1]) for number in numbers[:_ROWS_NAMED])
            more = ", ..." if len(numbers) > _ROWS_NAMED else ""
            lines.append(f"{len(numbers):,} rows ({named}{more}): {said}")
    return lines


def _not_understood(report: Report) -> list[str]:
    return [
        f'"{fit(" ".join(words.value.split()), _LONGEST_QUOTED)}" ({words.column}, '
        + (f"{words.rows:,} rows)" if words.rows > 1 else f"{report.where(words.first_row)})")
        for words in report.not_understood
    ]


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
