"""Which column of somebody's own list holds which field: by its header, and where that is not sure by its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from refer_cli.exchange.column_cells import are_marks, share_read
from refer_cli.exchange.column_guess import SURE, contact_by_cells, guess_by_cells
from refer_cli.exchange.column_words import (
    DATE_ENDING,
    LEFT_OUT,
    NAME_PARTS,
    NOTES,
    ROW_DATE,
    ROW_KEY,
    WAITLIST,
    column_words,
    dated_field,
    header_fold,
    header_words,
    subject,
    target_of,
)
from refer_cli.exchange.towns import Towns
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.places.states import state_code
from refer_cli.vocabulary.normaliser import vocabulary

# So much of a column has to be read as a field before its cells under an unsure word decide.
_LIKELY = 0.5
# Fields whose cells look like nothing else: where hardly one does, the heading is about something else.
_UNMISTAKABLE = frozenset({"website", "zip", "phone", "email"})
_HARDLY = 0.2
# The vocabulary in which the head of a column of marks is looked for, and the list that its entry belongs to.
_ENTRY_KINDS = (
    ("insurer", "panels"),
    ("population", "populations"),
    ("approach", "approaches"),
    ("language", "languages"),
    ("need", "specialties"),
    ("style", "styles"),
)


class Column(NamedTuple):
    """One column as it is taken.

    `target` is a field, a part of one (`first_name`), `as_of`, `id`, NOTES, or LEFT_OUT. `entry` is set for a column
    of marks: the entry of the list `target` that a mark stands for. `why` is header, cells, given or nothing.
    """

    place: int
    label: str
    target: str
    entry: str | None = None
    why: str = "header"
    sample: str = ""

    @property
    def is_field(self) -> bool:
        """Whether facts are taken from the column, as against words for the notes."""
        return self.target != LEFT_OUT and not (self.target == NOTES and self.why == "nothing")


def choose_columns(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    given: Mapping[str, str] | None = None,
    towns: Towns | None = None,
) -> tuple[Column, ...]:
    """What each column of a list is taken for. `rows` are the first rows below the header.

    `given` holds what the therapist said, by the folded header. Every column is named, those without a header by
    their letter. `towns` tells cells that are towns.
    """
    towns = towns or Towns(None)
    width = max([len(header), *(len(row) for row in rows)], default=0)
    given = given or {}
    columns: list[Column] = []
    for place in range(width):
        head = header[place].strip() if place < len(header) else ""
        cells = cells_of(rows, place)
        sample = next(iter(cells), "")
        if not head and not cells:
            continue
        label = head or f"column {letter(place)}"
        columns.append(_chosen(place, label, head, cells, given, towns)._replace(sample=sample))
    columns = _without_rivals([_fitting(column, cells_of(rows, column.place)) for column in columns])
    return tuple(_by_cells(_in_runs(columns, rows), rows, towns))


def letter(place: int) -> str:
    """The letter of a column, as a spreadsheet counts: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _chosen(place: int, label: str, head: str, cells: list[str], given: Mapping[str, str], towns: Towns) -> Column:
    word = header_fold(head)
    said = given.get(header_fold(label))
    if said is not None:
        marked = said in _LISTS_OF_ENTRIES and _are_marks_in(said, cells)
        entry = _entry(head, word) if marked else None
        if marked and entry is None and cells:
            return Column(place, label, said, label, "given")
        return Column(place, label, said, entry[1] if entry else None, "given")
    if not head:
        return Column(place, label, NOTES, None, "nothing")
    dated = dated_field(word)
    if dated is not None:
        return Column(place, label, dated + DATE_ENDING)
    target = target_of(word)
    if target is None and word not in column_words().decided_by_cells:
        target = target_of(subject(head))
    if target is not None:
        if cells and _holds_words(target) and _are_marks_in(target, cells):
            entry = _entry(head, word)
            return Column(place, label, *entry) if entry else Column(place, label, NOTES, None, "nothing")
        return Column(place, label, target)
    if word in column_words().no_field:
        return Column(place, label, NOTES, None, "nothing")
    decided = column_words().decided_by_cells
    rivals: list[str] | None = decided.get(word) or decided.get(subject(head))
    if rivals is not None:
        likely = _likely(rivals, cells, towns)
        return Column(place, label, likely, None, "cells") if likely else Column(place, label, NOTES, None, "nothing")
    entry = _entry(head, word) if are_marks(cells, _LIKELY) else None
    if entry is not None:
        return Column(place, label, *entry)
    return _by_part_of_header(place, label, head, word, cells)


def _likely(rivals: Sequence[str], cells: list[str], towns: Towns) -> str | None:
    """Of the fields that a heading may mean, the one that most cells are read as; None where that is not half."""
    shares = [(share_read(field, cells), -number, field) for number, field in enumerate(rivals)]
    if towns.known and not _PLACES_ALONE.issuperset(rivals):
        # Under a heading that may be about something else, any words would pass for a city.
        shares = [(towns.share(cells) if field == "city" else share, at, field) for share, at, field in shares]
    best = max(shares, default=(0.0, 0, NOTES))
    if best[0] >= _LIKELY:
        return best[2]
    return contact_by_cells(cells, _LIKELY) if {"phone", "email"} <= set(rivals) else None


_PLACES_ALONE = frozenset({"telehealth", "state", "zip", "city", "street"})


def _fitting(column: Column, cells: list[str]) -> Column:
    """The column, or one that means nothing, where the heading is a word that its own cells speak against."""
    if column.why != "header" or column.target not in _UNMISTAKABLE or len(cells) < 2:
        return column
    if share_read(column.target, cells) > _HARDLY:
        return column
    return column._replace(target=NOTES, entry=None, why="nothing")


def _holds_words(target: str) -> bool:
    """Whether a field holds words, so that X and yes say nothing in it; of panels "no" and "yes" may say something."""
    field = BY_NAME.get(target)
    return field is not None and field.kind in ("text", "list") and target not in ("name", "panels", "notes")


def _are_marks_in(target: str, cells: Sequence[str]) -> bool:
    """Whether these cells only say yes or no under the name of a field; OK and IN are states among states."""
    words = [cell for cell in cells if state_code(cell.strip()) is None] if target in _OF_STATES else cells
    return are_marks(words) and (bool(words) or not cells)


_OF_STATES = frozenset({"state", "license_states"})
_LISTS_OF_ENTRIES = frozenset(field for _, field in _ENTRY_KINDS) | {"license_states", "tags", "identities"}


def _by_part_of_header(place: int, label: str, head: str, word: str, cells: list[str]) -> Column:
    """A longer header: by the words before its brackets, else by a word in it, if its cells do not speak against it."""
    outside = header_fold(re.sub(r"\(.*?\)|\[.*?\]", " ", head))
    padded = f" {word} "
    candidates: list[str] = [target for inside, target in column_words().within if f" {inside} " in padded]
    lowest = [target for target in candidates if target == "fee_floor"]
    if len(head) <= _LONGEST_OF_TWO:
        parts = re.split(r"[/+&(),;|]|\band\b|\bor\b", head)
        candidates = [*(known for part in parts if (known := target_of(header_fold(part)))), *candidates]
    bare = header_words().get(outside) if outside != word else None
    for target in [*lowest, *([bare] if bare else []), *candidates]:
        if target in (NOTES, "name") and len(word.split()) <= 6:
            if target == NOTES or share_read("name", cells) >= SURE:
                return Column(place, label, target)
            continue
        if share_read(target, cells) >= _LIKELY:
            return Column(place, label, target, None, "cells")
    return Column(place, label, NOTES, None, "nothing")


_LONGEST_OF_TWO = 40


def _entry(head: str, word: str) -> tuple[str, str] | None:
    """The list, and the entry of it, that the head of a column of marks names."""
    asked = [word.removeprefix(f"{verb} ") for verb in column_words().asked_about if word.startswith(f"{verb} ")]
    for text in (head, word, *asked):
        for kind, field in _ENTRY_KINDS:
            term = vocabulary(kind).find(text)
            if term is not None:
                return field, term
    code = state_code(head.strip())
    return ("license_states", code) if code is not None else None


_SINGLE = ("name", *NAME_PARTS, "state", "zip", "city", "npi", ROW_DATE, ROW_KEY, "accepting", "in_person", WAITLIST)


def _without_rivals(columns: list[Column]) -> list[Column]:
    """Of several columns for one single fact the one whose cells read best stays, the others go into the notes.

    First and last name stand before a column `contact`.
    """
    targets = {column.target for column in columns}
    parted = {"first_name", "last_name"} <= targets
    kept: list[Column] = []
    given = {column.target for column in columns if column.why == "given"}
    seen: set[str] = set()
    for column in columns:
        rival = column.target in _SINGLE and (column.target in seen or column.target in given)
        if column.why != "given" and (rival or (parted and column.target == "name")):
            kept.append(column._replace(target=NOTES, why="nothing"))
        else:
            kept.append(column)
            seen.add(column.target)
    return kept


def _in_runs(columns: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Columns of marks whose head is no term, among columns of marks of one list: entries of that list too.

    A list of marks is open, so that a head that is none costs nobody anything.
    """
    taken = list(columns)
    for number, column in enumerate(columns):
        cells = cells_of(rows, column.place)
        if column.why != "nothing" or not cells or not are_marks(cells):
            continue
        near = {near.target for near in columns[max(0, number - 3) : number + 4] if near.entry is not None}
        among = [target for target in near if _stands_among(columns, number, target)]
        if len(among) == 1:
            (target,) = among
            taken[number] = column._replace(target=target, entry=_part_of_head(column.label, target), why="cells")
    return taken


def _stands_among(columns: Sequence[Column], number: int, target: str) -> bool:
    """Whether columns of the same list stand on both sides; of a head with a term in it, two on one side are enough."""
    before = sum(near.entry is not None and near.target == target for near in columns[max(0, number - 3) : number])
    behind = sum(near.entry is not None and near.target == target for near in columns[number + 1 : number + 4])
    label = columns[number].label
    return (before > 0 and behind > 0) or (max(before, behind) >= 2 and _part_of_head(label, target) != label)


def _part_of_head(head: str, target: str) -> str:
    """The term of which a head holds some words ("Str8 Medicaid"), with all of them as its plan; else the head."""
    if target != "panels":
        return head
    known = {vocabulary("insurer").find(word) for word in head.replace("_", " ").split() if len(word) > 3} - {None}
    return f"{known.pop()}/{head}" if len(known) == 1 else head


def _by_cells(columns: list[Column], rows: Sequence[Sequence[str]], towns: Towns) -> list[Column]:
    """Columns under words that mean nothing, by what their cells hold; only fields that no other column has."""
    taken = {column.target for column in columns}
    words = column_words()
    chosen = list(columns)
    open_columns = [
        (number, cells_of(rows, column.place))
        for number, column in enumerate(columns)
        if column.why == "nothing" and header_fold(column.label) not in words.no_field
    ]
    if not taken & {"name", "last_name", "first_name"}:
        shares = [
            (share_read("name", cells), -number) for number, cells in open_columns if len(set(cells)) > len(cells) / 2
        ]
        best = max(shares, default=(0.0, 0))
        if best[0] >= SURE:
            chosen[-best[1]] = chosen[-best[1]]._replace(target="name", why="cells")
            open_columns = [pair for pair in open_columns if pair[0] != -best[1]]
    for number, cells in open_columns:
        head = columns[number].label
        is_no_field = words.decided_by_cells.get(header_fold(head), [""]) == []
        guess = None if is_no_field else guess_by_cells(cells, taken, towns, head)
        if guess is not None:
            chosen[number] = chosen[number]._replace(target=guess, why="cells")
            taken.add(guess)
    return chosen


def cells_of(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    """The cells of a column that hold anything."""
    return [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
