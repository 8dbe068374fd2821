"""Two cards beside each other, and what became of them when they were made one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.fields.catalogue import FIELDS
from refer_cli.records import NamedTuple
from refer_cli.render.colleague_json import value_json
from refer_cli.render.done import undo_words
from refer_cli.render.screen import INDENT, LABEL_WIDTH, Screen, pad, wrap
from refer_cli.render.wording import label, spoken

if TYPE_CHECKING:
    from refer_cli.fields.card import Card
    from refer_cli.fields.merge_plan import Differing, MergePlan
    from refer_cli.fields.values import Value

_GAP = 2
_COUNTED = {
    "referral": ("referral received", "referrals received"),
    "referral_option": ("offer", "offers"),
    "outcome": ("outcome", "outcomes"),
    "meeting_colleague": ("meeting", "meetings"),
    "follow_up": ("follow-up", "follow-ups"),
    "verification": ("confirmation", "confirmations"),
    "cadence": ("cadence", "cadences"),
    "snooze": ("line put off", "lines put off"),
}


class Merged(NamedTuple):
    """What a merge did: the card that stays, the one that is gone, the plan, and in what they differed.

    `moved` counts the rows of each table that point at the card that stays; None: nothing was written.
    """

    first: Card
    second: Card
    plan: MergePlan
    unlike: Sequence[Differing]
    moved: Mapping[str, int] | None


def draw_beside(screen: Screen, first: Card, second: Card, why: str = "") -> None:
    """Both cards field by field, with a mark where they differ."""
    screen.blank()
    room = max(12, (screen.width - INDENT - LABEL_WIDTH - _GAP) // 2)

    def row(name: str, one: str, other: str, style: str | None = None) -> None:
        pieces, others = wrap(one, room, room) or [""], wrap(other, room, room) or [""]
        for number in range(max(len(pieces), len(others))):
            left, right = (cells[number] if number < len(cells) else "" for cells in (pieces, others))
            start = pad(name if not number else "", LABEL_WIDTH)
            screen.line((start, "dim"), (pad(left, room + _GAP), style or ""), (right, style or ""))

    row("", f"1  {first.name}, id {first.id}", f"2  {second.name}, id {second.id}", "bold")
    if why:
        screen.line((pad("", LABEL_WIDTH), ""), (why, "dim"))
    for field in FIELDS:
        name = field.name
        if name == "name" or (name not in first.values and name not in second.values):
            continue
        one, other = (spoken(name, card.values[name]) if name in card.values else "" for card in (first, second))
        row(label(name), one, other, "yellow" if one and other and one != other else None)
    screen.blank()


def draw_merged(screen: Screen, done: Merged, command: str, *, beside: bool) -> None:
    """What stays, what was filled, what went into the notes, and what was brought over."""
    first, second, plan = done.first, done.second, done.plan
    if beside:
        draw_beside(screen, first, second)
    would = "would be" if done.moved is None else "is"
    screen.paragraph(f"{second.name} (id {second.id}) {would} part of {first.name} (id {first.id}).")
    if plan.filled:
        screen.pair("filled", ", ".join(label(name) for name in plan.filled))
    if plan.noted:
        screen.pair("into the notes", "; ".join(plan.noted))
    counted = [f"{count} {_COUNTED[kind][count != 1]}" for kind, count in (done.moved or {}).items() if count]
    if counted:
        screen.pair("brought over", ", ".join(counted))
    if done.moved is None:
        screen.line("Nothing was changed (--dry-run).")
    else:
        screen.line((undo_words(screen, command), "dim"))


def merge_json(done: Merged) -> dict[str, Any]:
    """A merge as `refer.merge/1`."""
    return {
        "id": done.first.id,
        "gone": done.second.id,
        "name": str(done.plan.values["name"]),
        "dry_run": done.moved is None,
        "filled": list(done.plan.filled),
        "differing": [
            {
                "field": entry.field,
                "first": _differing_json(entry.first),
                "second": _differing_json(entry.second),
            }
            for entry in done.unlike
        ],
        "noted": list(done.plan.noted),
        "moved": None if done.moved is None else dict(done.moved),
    }


def _differing_json(values: Mapping[str, Value]) -> Any:
    return in_words(values) if len(values) > 1 else value_json(next(iter(values.values())))


def shown(field: str) -> str:
    """What a differing field is called in a question."""
    return label(field).capitalize()


def in_words(values: Mapping[str, Value]) -> str:
    """The values of a differing field, or of an office, as a person reads them."""
    return ", ".join(spoken(name, value) for name, value in values.items())
