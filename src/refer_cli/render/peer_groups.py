"""The screens of `refer groups`: the list, a meeting that was attended, and a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from refer_cli.fields.card import Card
from refer_cli.fields.days import day_words
from refer_cli.matching.advice import DANGER
from refer_cli.network.meeting import Met, Proposal
from refer_cli.network.post import Post
from refer_cli.network.records import Group
from refer_cli.records import NamedTuple
from refer_cli.render.done import undo_words
from refer_cli.render.met import draw_listed, newness
from refer_cli.render.screen import LABEL_WIDTH, Screen, cells, shell_word

SHOWN_NAMES = 4
OPTION_WORDS = {"max_fee": "the exact sum", "zip": "the ZIP", "leaving": "that you leave the panel", "plan": "the plan"}
"""What was left out or made coarser, in words, where the option's name is not enough."""


def draw_groups(
    screen: Screen,
    today: date,
    groups: Sequence[Mapping[str, Any]],
    names: Mapping[int, str],
    in_profile_only: Sequence[str],
    on_cards_only: Sequence[str],
    command: str,
) -> None:
    """Every group: mine first, the next meeting, who is in it and whom I met there."""
    screen.blank()
    if not groups:
        screen.line("You have put in no therapist group yet.")
        screen.commands([("Put one in:", f'{command} groups add "Tuesday consult" --kind consultation')])
    for title, mine in (("Your groups", True), ("Groups you know of", False)):
        listed = [group for group in groups if group["mine"] is mine]
        if listed:
            screen.line((title, "bold"))
            for group in listed:
                _draw_group(screen, today, group, names)
            screen.blank()
    if in_profile_only:
        if not groups:
            screen.blank()
        screen.paragraph(f"In your profile only: {', '.join(in_profile_only)}.")
        screen.command(f"{command} groups add {shell_word(in_profile_only[0])} --kind consultation", indent=4)
        screen.blank()
    if on_cards_only:
        if not groups and not in_profile_only:
            screen.blank()
        named = ", ".join(on_cards_only[:SHOWN_NAMES])
        more = f" and {len(on_cards_only) - SHOWN_NAMES} more" if len(on_cards_only) > SHOWN_NAMES else ""
        screen.paragraph(f"On colleagues' cards only: {named}{more}.")
        screen.command(f"{command} groups add {shell_word(on_cards_only[0])} --kind other", indent=4)
        screen.blank()
    if groups:
        first = shell_word(str(groups[0]["name"]))
        screen.command(f"{command} groups attend {first} --met WHO --next DAY")
        screen.command(f"{command} groups post --need anxiety --insurance Medicaid")


class Attended(NamedTuple):
    """An evening in a group: whom I met, what is on the list now; `unasked`: nobody said whether that is wanted.

    `again`: the evening was noted before. The group is as it is now, with its next meeting.
    """

    group: Group
    day: str
    people: Sequence[tuple[Card, Met]]
    listed: Sequence[tuple[int, int, Proposal]]
    unasked: bool
    again: bool


def draw_attended(screen: Screen, evening: Attended, today: date, command: str) -> None:
    """A meeting that was attended: whom I met, what is on the list now, and when it meets next."""
    group, day = evening.group, evening.day
    screen.blank()
    screen.heading(group.name, day_words(day, today))
    if evening.again:
        screen.paragraph("That evening was noted already, and counts once.", style="yellow")
    if not evening.people:
        screen.line("Nobody new was noted." if evening.again else "Nobody was noted.")
    for card, what in evening.people:
        screen.paragraph(f"{card.name}: {newness(what, day, today)}", hanging=4)
    draw_listed(screen, evening.listed, {card.id: card.name for card, _ in evening.people}, today)
    if evening.unasked:
        screen.line(("Nothing was put on your list; --follow-ups does that.", "dim"))
    if group.next_meeting:
        screen.line(f"It meets next on {day_words(group.next_meeting, today)}.")
    else:
        screen.commands([("When does it meet next?", f"{command} groups next {shell_word(group.name)} DAY")])
    screen.line((undo_words(screen, command), "dim"))


def draw_post(
    screen: Screen,
    post: Post,
    assumptions: Sequence[str],
    group: Group | None,
    *,
    danger: bool,
    caution: str | None,
) -> None:
    """The text, ready to be copied, and what was left out and why."""
    screen.blank()
    if danger:
        screen.paragraph(DANGER, style="bold red")
        screen.blank()
    if group is not None:
        screen.heading(f"For {group.name}", group.link or "")
        screen.blank()
    for line in post.text.split("\n"):
        screen.paragraph(line, indent=4, hanging=6)
    screen.blank()
    for assumption in dict.fromkeys(assumptions):
        screen.paragraph(f"{assumption.rstrip('.')}.", style="yellow")
    if caution:
        screen.paragraph(caution, style="yellow")
    if post.left_out:
        screen.line(("Left out", "bold"))
        rows = [
            (OPTION_WORDS.get(omission.what, omission.what.replace("_", " ")), omission.why)
            for omission in post.left_out
        ]
        screen.pairs(rows, label_width=max(LABEL_WIDTH, *(cells(what) + 2 for what, _ in rows)))
        screen.blank()
    screen.paragraph("Nothing was posted: copy the text. Would anybody who knows your client know who is meant?")


def _draw_group(screen: Screen, today: date, group: Mapping[str, Any], names: Mapping[int, str]) -> None:
    coming = group["next_meeting"]
    when = ""
    if coming is not None:
        passed = coming < today.isoformat()
        when = f"{'met' if passed else 'next'} {day_words(coming, today)}"
    screen.heading(str(group["name"]), when, style="")
    about = [str(group["kind"]), *(str(group[name]) for name in ("place", "link") if group[name])]
    count = len(group["colleagues"])
    if count:
        about.append("1 colleague in your book" if count == 1 else f"{count} colleagues in your book")
    screen.paragraph(" · ".join(about), indent=4, hanging=4, style="dim")
    met = [names[number] for number in group["met_there"] if number in names]
    if met:
        more = f" and {len(met) - SHOWN_NAMES} more" if len(met) > SHOWN_NAMES else ""
        screen.paragraph(f"met there: {', '.join(met[:SHOWN_NAMES])}{more}", indent=4, hanging=6, style="dim")
    if group["note"]:
        screen.paragraph(str(group["note"]), indent=4, hanging=4, style="dim")
