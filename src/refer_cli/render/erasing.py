"""What would be erased, and the receipt of what was: counts, the day and the files, and nobody's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from refer_cli.fields.phrases import listed
from refer_cli.render.leaving import counted
from refer_cli.render.screen import Screen

if TYPE_CHECKING:
    from refer_cli.book.erasing import Mention
    from refer_cli.book.erasing_files import Result, Survey
    from refer_cli.book.leaving import Leaving

_SHOWN = 8
_AROUND = 24
_OUTSIDE = (
    "Files that you wrote yourself (exports, backups elsewhere, sheets, letters, calendars), what a backup program or a"
    " synced folder keeps, and the history of your shell are not refer's to reach: look there yourself."
)


class Receipt(NamedTuple):
    """What was erased ("colleague", "label", or "unfinished": an earlier one brought to its end), on a day (ISO).

    `kept` counts the mentions that were left in words about others; `others` are the numbers of cards of the same name,
    which stay.
    """

    what: str
    day: str
    result: Result
    kept: int
    others: tuple[int, ...] = ()


def draw_plan(screen: Screen, survey: Survey, held: Leaving | None, name: str, gentler: str) -> None:
    """What will be gone, before the question. It says first that nothing takes this back.

    `gentler`: the remark on what undo can take back, where there is such a thing.
    """
    screen.blank()
    screen.line(("This cannot be undone.", "bold red"))
    screen.blank()
    rows = _client_goes(survey, name) if survey.label is not None else _person_goes(held)
    rows.append(("undo", "keeps all other changes, but what was undone cannot be done again"))
    if survey.requests:
        rows.append(
            ("requests", f"{survey.requests} remembered on those days may be this client's; they hold no label")
        )
    rows += [
        ("note", f"id {other} bears the same name and stays, and so does the name in notes about others")
        for other in survey.others
    ]
    screen.pairs(rows)
    if survey.mentions:
        screen.blank()
        screen.line(f"Named {counted(len(survey.mentions), 'time')} in words about others:")
        for mention in survey.mentions[:_SHOWN]:
            whose = f"id {mention.colleague_id}, " if mention.colleague_id is not None else ""
            screen.paragraph(f"{whose}{mention.field.replace('_', ' ')}: {_around(mention, survey)}", indent=4)
        if len(survey.mentions) > _SHOWN:
            screen.line(f"and {len(survey.mentions) - _SHOWN} more", indent=4)
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
    text = mention.text
    start, end = survey.find.spans(text)[0]
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"{'...' if first else ''}{' '.join(text[first:last].split())}{'...' if last < len(text) else ''}"


def draw_receipt(screen: Screen, receipt: Receipt, command: str, file: Path | None) -> None:
    """The receipt on a screen."""
    for line in receipt_text(receipt).splitlines():
        screen.paragraph(line) if line else screen.blank()
    if not receipt.result.swept:
        screen.paragraph(
            f"Another refer is reading the book: its log is emptied when that ends. Run {command} erase then."
        )
    if file is not None:
        screen.line((f"The receipt is in {file}", "dim"))


def receipt_text(receipt: Receipt) -> str:
    """The receipt as lines of text."""
    result = receipt.result
    if receipt.what == "unfinished":
        state = "is finished now" if result.swept else "still waits for another refer to end"
        return f"An erasing that was cut short {state} ({receipt.day}).\n"
    what = "a client's label" if receipt.what == "label" else "a colleague"
    totals = [sum(column) for column in zip(*result.erased.values(), strict=True)] or [0] * 5
    cards, rows, images, steps, mentions = totals
    lines = [
        f"Erased on {receipt.day}: {what}.",
        f"Files looked at: {len(result.erased)}, the book and {counted(len(result.erased) - 1, 'copy', 'copies')}.",
        f"Gone from all of these together: {counted(cards, 'card')}, {counted(rows, 'other row')},"
        f" {counted(images, 'entry', 'entries')} of undo and {counted(steps, 'whole step')}.",
        f"Mentions in words about others: {mentions} blanked, {receipt.kept} left in the book as you wished.",
    ]
    if receipt.others:
        numbers = listed([f"id {number}" for number in receipt.others])
        stays = (
            "Another card of the same name stays" if len(receipt.others) == 1 else "Other cards of the same name stay"
        )
        lines.append(f"{stays}: {numbers}.")
    if result.unfinished:
        lines.append(f"Unfinished copies removed: {result.unfinished}.")
    if result.removed:
        lines.append(f"Copies removed that could not be opened: {len(result.removed)}.")
    lines += [
        f"Not erased from {each.file.name}, which cannot be opened: remove that file." for each in result.unreadable
    ]
    lines.append(_OUTSIDE)
    return "\n".join(lines) + "\n"


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
        "same_name": list(receipt.others),
        "removed": [file.name for file in result.removed],
        "not_opened": [each.file.name for each in result.unreadable],
        "unfinished_removed": result.unfinished,
        "complete": result.swept and not result.unreadable,
    }
