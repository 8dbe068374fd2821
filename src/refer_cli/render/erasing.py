"""What would be erased, and the receipt of what was: counts, the day and the files, and nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.book.erasing import Erased
from refer_cli.fields.phrases import listed
from refer_cli.records import NamedTuple
from refer_cli.render.leaving import counted
from refer_cli.render.screen import Screen

if TYPE_CHECKING:
    from refer_cli.book.erasing import Mention, Unsure
    from refer_cli.book.erasing_files import Result, Survey
    from refer_cli.book.leaving import Leaving

_SHOWN, _UNSURE_SHOWN = 8, 15
_AROUND = 24
_BEARERS = 4
_OUTSIDE = (
    "Files that you wrote yourself (exports, backups elsewhere, sheets, letters, calendars), what a backup program or a"
    " synced folder keeps, and the history of your shell are not refer's to reach: look there yourself."
)


class Receipt(NamedTuple):
    """What was erased ("colleague", "label", "words", or "unfinished": an earlier one brought to its end), and on which
    day (ISO).

    `kept` counts the mentions that were left in words about others; `blanked` and `left` the places that may be about
    whom it was; `others` are the numbers of cards of the same name, or with one of the words in it, which stay.
    `without_name` takes the name out of a text.
    """

    what: str
    day: str
    result: Result
    kept: int
    blanked: int = 0
    left: int = 0
    others: tuple[int, ...] = ()
    without_name: Callable[[str], str] = str


def draw_plan(
    screen: Screen, survey: Survey, held: Leaving | None, name: str, gentler: str, names: Mapping[int, str]
) -> None:
    """What will be gone, before the question. It says first that nothing takes this back.

    `gentler`: the remark on what undo can take back, where there is such a thing; `names`: of everybody in the book.
    """
    screen.blank()
    screen.line(("This cannot be undone.", "bold red"))
    screen.blank()
    if survey.label is not None:
        rows = _client_goes(survey, name)
    else:
        rows = _words_go() if survey.words else _person_goes(held)
    rows.append(("undo", "keeps all other changes, but what was undone cannot be done again"))
    if survey.requests:
        rows.append(
            ("requests", f"{survey.requests} remembered on those days may be this client's; they hold no label")
        )
    rows += [("note", f"id {other} bears the same name and stays") for other in survey.others]
    if survey.sharing:
        bearers = listed([f"{names.get(number, '')} (id {number})" for number in survey.sharing], most=_BEARERS)
        bear = "bears" if len(survey.sharing) == 1 else "bear"
        rows.append(("note", f"{bearers} {bear} a part of the name too; cards and their names stay"))
    screen.pairs(rows)
    if survey.mentions:
        screen.blank()
        screen.line(f"Named {counted(len(survey.mentions), 'time')} in words about others:")
        for mention in survey.mentions[:_SHOWN]:
            screen.paragraph(
                f"{_whose(mention.colleague_id, mention.kind, names)}: {_around(mention, survey)}", indent=4
            )
        if len(survey.mentions) > _SHOWN:
            screen.line(f"and {len(survey.mentions) - _SHOWN} more", indent=4)
    if survey.unsure:
        screen.blank()
        screen.paragraph(_heading_of_unsure(survey))
        for unsure in survey.unsure[:_UNSURE_SHOWN]:
            screen.paragraph(unsure_words(unsure, survey, names), indent=4, hanging=6)
        if len(survey.unsure) > _UNSURE_SHOWN:
            screen.line(
                f"and {len(survey.unsure) - _UNSURE_SHOWN} more, shown when you go through them one by one", indent=4
            )
    if survey.unreadable:
        screen.blank()
        screen.line("Cannot be opened, and may hold all of it:")
        for each in survey.unreadable:
            screen.paragraph(f"{each.file.name}: {each.why}", indent=4)
    screen.blank()
    screen.paragraph(_OUTSIDE, style="dim")
    if gentler:
        screen.paragraph(f"{gentler}.", style="dim")
    screen.blank()


def _heading_of_unsure(survey: Survey) -> str:
    places = counted(sum(unsure.times for unsure in survey.unsure), "place")
    if survey.words:
        return f"These words stand in {places}:"
    return f"{places} may be about them too: look. Nothing of this goes without a yes."


def unsure_words(unsure: Unsure, survey: Survey, names: Mapping[int, str]) -> str:
    """One place that may be about somebody: where it is, and the words there."""
    kind = unsure.place.kind
    where = f"{kind} of {unsure.whose}" if isinstance(unsure.whose, str) else _whose(unsure.whose, kind, names)
    if unsure.place in survey.in_copies:
        where += " (in a copy alone)"
    elif not unsure.rows:
        where += " (in what undo keeps)"
    elif unsure.rows > 1:
        where += f" (and {unsure.rows - 1} more just so)"
    return f"{where}: {_cut(unsure.text, unsure.cluster.start, unsure.cluster.end)}"


def _whose(number: int | None, kind: str, names: Mapping[int, str]) -> str:
    if number is None:
        return kind
    return f"{names.get(number, f'id {number}')}, {kind.replace('_', ' ')}"


def _words_go() -> list[tuple[str, str]]:
    return [("goes", "these words, where you say so: from the book, from what undo knows, and from every copy")]


def _client_goes(survey: Survey, name: str) -> list[tuple[str, str]]:
    referrals = counted(survey.referrals, "referral")
    return [
        ("erased", f"{referrals} with the label {name}: whom you offered, what came of it, and what is due for it"),
        ("ledger", "counts them no more"),
    ]


def _person_goes(held: Leaving | None) -> list[tuple[str, str]]:
    if held is None:
        return [("erased", "what undo and copies still hold; the book has no card")]
    counts = [(held.meetings, "meeting"), (held.follow_ups, "follow-up"), (held.groups, "group"), (held.ties, "tie")]
    parts = ["the card with its notes", *(counted(number, word) for number, word in counts if number)]
    rows = [("erased", f"{', '.join(parts)}: from the book, from what undo knows, and from every copy")]
    if held.referred:
        rows.append(("stays", 'that you referred, and what came of it, of "one gone from your book": no name'))
    return rows


def _around(mention: Mention, survey: Survey) -> str:
    return _cut(mention.text, *survey.find.spans(mention.text)[0])


def _cut(text: str, start: int, end: int) -> str:
    """What stands at a place of a text, with a little of its line before and behind."""
    begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    ends = len(text) if ends < 0 else ends
    first, last = max(begins, start - _AROUND), min(ends, end + _AROUND)
    words = " ".join(text[first:last].split())
    return f"{'...' if first > begins else ''}{words}{'...' if last < ends else ''}"


def draw_receipt(screen: Screen, receipt: Receipt, command: str, file: Path | None) -> None:
    """The receipt on a screen."""
    for line in receipt_text(receipt).splitlines():
        screen.paragraph(line) if line else screen.blank()
    if not receipt.result.swept:
        screen.paragraph(
            f"Another refer is reading the book: its log is emptied when that ends. Run {command} erase then."
        )
    if receipt.left:
        screen.paragraph(f"{command} erase --words WORDS shows every place of some words, and takes them out.")
    if file is not None:
        screen.line((f"The receipt is in {file}", "dim"))


def receipt_text(receipt: Receipt) -> str:
    """The receipt as lines of text."""
    result = receipt.result
    if receipt.what == "unfinished":
        state = "is finished now" if result.swept else "still waits for another refer to end"
        return f"An erasing that was cut short {state} ({receipt.day}).\n"
    what = {"label": "a client's label", "words": "words that you named"}.get(receipt.what, "a colleague")
    totals = [sum(column) for column in zip(*result.erased.values(), strict=True)] or [0] * len(Erased._fields)
    cards, rows, images, steps, mentions, *_ = totals
    lines = [
        f"Erased on {receipt.day}: {what}.",
        f"Files looked at: {len(result.erased)}, the book and {counted(len(result.erased) - 1, 'copy', 'copies')}.",
    ]
    if receipt.what != "words":
        lines.append(
            f"Gone from all of these together: {counted(cards, 'card')}, {counted(rows, 'other row')},"
            f" {counted(images, 'entry', 'entries')} of undo and {counted(steps, 'whole step')}."
        )
    lines.append(f"Texts with something blanked in them: {mentions}, in all of these together.")
    if receipt.kept:
        lines.append(f"Mentions left in the book as you wished: {receipt.kept}.")
    lines += _unsure_counts(receipt)
    if receipt.others:
        numbers = listed([f"id {number}" for number in receipt.others])
        several = len(receipt.others) > 1
        stays = "Other cards of the same name stay" if several else "Another card of the same name stays"
        if receipt.what == "words":
            stays = (
                "Cards with these words in their name stay" if several else "A card with these words in its name stays"
            )
        lines.append(f"{stays}: {numbers}.")
    if result.unfinished:
        lines.append(f"Unfinished copies removed: {result.unfinished}.")
    if result.removed:
        lines.append(f"Copies removed that could not be opened: {len(result.removed)}.")
    lines += [
        f"Not erased from {each.file.name}, which cannot be opened: remove that file." for each in result.unreadable
    ]
    if result.links:
        lines.append(f"Links among the copies, not followed: {listed(_names(result.links, receipt))}.")
    if result.untouched:
        alike = listed(_names(result.untouched, receipt))
        lines.append(f"Not touched, and may be versions of the book: {alike}. Look at them yourself, or remove them.")
    lines.append(_OUTSIDE)
    return "\n".join(lines) + "\n"


def _names(files: Iterable[Path], receipt: Receipt) -> list[str]:
    """The names of files; where one holds the name, without it."""
    return [receipt.without_name(file.name) for file in files]


def _unsure_counts(receipt: Receipt) -> list[str]:
    if receipt.what == "label":
        return []
    places = counted(receipt.blanked, "place")
    if receipt.what == "words":
        return [
            f"The words stood in {counted(receipt.blanked + receipt.left, 'place')}: {receipt.left} left as they were."
        ]
    if not receipt.blanked and not receipt.left:
        return ["No other place was found that may be about whom was erased."]
    return [f"May be about whom was erased: {places} blanked, {receipt.left} left as they were, in book and copies."]


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """The receipt as `refer.erase/1`."""
    result = receipt.result
    return {
        "erased": receipt.what,
        "on": receipt.day,
        "files": [
            {
                "file": file.name,
                **each._asdict(),
            }
            for file, each in result.erased.items()
        ],
        "mentions_left": receipt.kept,
        "unsure_blanked": receipt.blanked,
        "unsure_left": receipt.left,
        "same_name": list(receipt.others),
        "removed": [file.name for file in result.removed],
        "not_opened": [each.file.name for each in result.unreadable],
        "untouched": _names(result.untouched, receipt),
        "links": _names(result.links, receipt),
        "unfinished_removed": result.unfinished,
        "complete": result.swept and not result.unreadable,
    }
