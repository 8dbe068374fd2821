"""What the columns of a list are taken for: as said with --map, remembered for the same header, or agreed on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from refer_cli.book.reading import Book
from refer_cli.errors import Refused, WrongUsage
from refer_cli.exchange.column_words import header_fold, near_targets, target_named
from refer_cli.exchange.incoming import ColumnUse, WithColumns
from refer_cli.records import NamedTuple
from refer_cli.render.asking import choose, complain
from refer_cli.render.column_table import draw_columns
from refer_cli.services.environment import Environment

_SETTING = "columns "


class Agreed(NamedTuple):
    """What was said of the columns, by the folded header; where it is new, the setting that remembers it."""

    given: Mapping[str, str]
    setting: tuple[str, str] | None = None
    remembered: bool = False


def settled(environment: Environment, source: WithColumns, book: Book, spoken: Sequence[str], yes: bool) -> Agreed:
    """Settle what the columns are taken for, and let the source take them so.

    `spoken` are the words of --map. On a terminal the columns are shown and can be changed, unless `yes`.
    Raises WrongUsage for a column or field that there is not, Refused where the answer is to stop.
    """
    name = _SETTING + sha256("\x1f".join(source.header).encode()).hexdigest()[:16]
    stored = book.setting(name) if book.exists else None
    before: dict[str, str] = json.loads(stored) if stored else {}
    given = {**before, **dict(_spoken(option, source.mapping) for option in spoken)}
    source.take(given)
    if environment.interactive and not yes and not source.certain:
        given = _agreed(environment, source, given)
    setting = (name, json.dumps(given, sort_keys=True)) if given != before else None
    return Agreed(given, setting, bool(before))


def _spoken(option: str, mapping: Sequence[ColumnUse]) -> tuple[str, str]:
    """The folded header and the target of one `--map "Rate=fee"`."""
    label, sign, field = option.rpartition("=")
    if not sign or not label.strip() or not field.strip():
        raise WrongUsage(f'--map "{option}" says no column and field.', 'for example --map "Rate=fee", or "Rate=-"')
    return _column(label, mapping), _target(field)


def _column(label: str, mapping: Sequence[ColumnUse]) -> str:
    from difflib import get_close_matches

    folded = {header_fold(use.label): use.label for use in mapping}
    word = header_fold(label)
    if word in folded:
        return word
    near = [folded[close] for close in get_close_matches(word, list(folded), n=3, cutoff=0.5)]
    shown = near or [use.label for use in mapping[:6]]
    raise WrongUsage(
        f'The file has no column "{label.strip()}".',
        f"{'did you mean' if near else 'it has'} {', '.join(shown)}{'?' if near else ' ...'}",
    )


def _target(field: str) -> str:
    target = target_named(field)
    if target is None:
        near = near_targets(field)
        hint = f"did you mean {' or '.join(near)}?" if near else "for example fee, panels, notes, or - to leave it out"
        raise WrongUsage(f'I know no field "{field.strip()}".', hint)
    return target


def _agreed(environment: Environment, source: WithColumns, given: dict[str, str]) -> dict[str, str]:
    """Show the columns until they are right."""
    while True:
        screen = environment.screen()
        if len(source.sheets) == 1:
            screen.heading(f'sheet "{source.sheets[0]}"')
        draw_columns(screen, source.mapping)
        answer = choose("Right? [Y / change a line / stop]")
        if answer.casefold() in ("", "y", "yes"):
            return given
        if answer.casefold() in ("s", "stop", "n", "no", "q", "quit"):
            raise Refused("Nothing was imported.", 'say it in one line: --map "Rate=fee" --yes')
        try:
            asked = answer.casefold() in ("c", "change", "change a line")
            label = choose("Which column:") if asked else answer.removeprefix("change").strip()
            if "=" in label:
                word, target = _spoken(label, source.mapping)
            else:
                word = _column(label, source.mapping)
                target = _target(choose(f'"{label}" becomes (a field, notes, or - to leave it out):'))
        except WrongUsage as problem:
            complain(f"{problem.sentence} {problem.hint}")
            continue
        given = {**given, word: target}
        source.take(given)
