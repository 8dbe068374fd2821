"""The reasons for a referral: all in a list, or one explained with its weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from refer_cli.errors import as_option
from refer_cli.matching.criteria import WEIGHED
from refer_cli.matching.rank import weights_of
from refer_cli.matching.reasons import Reason
from refer_cli.render.screen import Screen, bar, cells, pad

BAR = 20


def draw_reasons(screen: Screen, reasons: Sequence[Reason], changed: Mapping[str, Any], command: str) -> None:
    """Every reason, one a line, with what weighs most."""
    screen.blank()
    column = max(cells(reason.slug) for reason in reasons) + 2
    for reason in reasons:
        remark = " · yours" if not reason.canonical else " · weights changed" if reason.slug in changed else ""
        screen.line((pad(reason.slug, column), "bold"), reason.title, (remark, "dim"))
    screen.blank()
    screen.commands(
        [
            ("What one asks for and weighs", f"{command} reasons moving"),
            ("Let one thing count more", f"{command} reasons weigh moving fee=.2"),
        ]
    )


def draw_reason(
    screen: Screen,
    reason: Reason,
    before: Reason,
    changed: Mapping[str, float],
    assumption: str | None,
    command: str,
) -> None:
    """One reason: its story, what it must be given and requires, and its weights, heaviest first."""
    if assumption:
        screen.line((f"{assumption}.", "yellow"))
    screen.blank()
    screen.heading(reason.title, reason.slug)
    screen.paragraph(reason.story)
    screen.blank()
    if reason.must:
        screen.pair("must be given", ", and ".join(" or ".join(map(as_option, names)) for names in reason.must))
    screen.pair("requires", reason.requires)
    if reason.also:
        screen.pair("also", reason.also)
    if reason.like:
        screen.pair("follows", reason.like)
    if reason.aliases:
        screen.pair("other words", ", ".join(reason.aliases))
    screen.blank()
    screen.line(("what counts, where it is asked for", "bold"))
    weights, weights_before = weights_of(reason), weights_of(before)
    for name, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        if not weight and name not in changed:
            continue
        was = f"   was {weights_before[name] / 100:.2f}" if name in changed else ""
        drawn = bar(weight / 100, BAR)
        screen.line(pad(WEIGHED[name].label or name, 25), f"{weight / 100:.2f}  ", (drawn, "cyan"), (was, "dim"))
    screen.paragraph("Only what applies to a request is weighed, and brought to 1.00 together.", style="dim")
    screen.blank()
    if reason.example:
        screen.command(reason.example.replace("refer", command, 1))
    if changed:
        screen.command(f"{command} reasons reset {reason.slug}")


def reason_json(reason: Reason, changed: Mapping[str, float]) -> dict[str, Any]:
    """One reason for --json; weights as fractions, `changed` those that the therapist set."""
    return {
        "slug": reason.slug,
        "title": reason.title,
        "story": reason.story,
        "canonical": reason.canonical,
        "like": reason.like,
        "aliases": list(reason.aliases),
        "must": [list(names) for names in reason.must],
        "requires": reason.requires,
        "also": reason.also or None,
        "personal": reason.personal,
        "weights": {name: weight / 100 for name, weight in weights_of(reason).items()},
        "changed": dict(changed),
        "example": reason.example,
    }
