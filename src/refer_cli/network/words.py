"""The fixed words of the network: kinds of meeting and group, what a follow-up is, how a referral ended (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from refer_cli.errors import WrongUsage

MEETING_KINDS = {
    "coffee": "coffee",
    "lunch": "lunch",
    "call": "a call",
    "video": "a video call",
    "visit": "a visit",
    "group": "a group",
    "mixer": "a mixer",
    "conference": "a conference",
    "other": "another meeting",
}
"""How two colleagues can have met, and how that is said."""

FOLLOW_UPS = {
    "thank": "thank",
    "follow": "follow on social media",
    "newsletter": "join the e-mail list of",
    "first-referral": "send the first fitting referral to",
    "write": "write to",
    "other": "",
}
"""What can be owed to a colleague as a task of its own, and its words before the name."""

GROUP_KINDS = ("local", "facebook", "linkedin", "consultation", "association", "other")
"""What kind of therapist group it is."""

OUTCOMES = {
    "waiting": "waiting for the client",
    "contacted": "contacted",
    "first-session-held": "first session held",
    "no-capacity": "no capacity",
    "not-a-fit": "not a fit",
    "not-reached": "could not be reached",
    "declined": "the client declined",
    "unknown": "not known",
}
"""What became of one colleague who was offered, and how that is said."""
CHOSEN = frozenset({"contacted", "first-session-held"})
"""Outcomes that say the client chose this colleague: what the ledger counts as given."""
FAILED = frozenset({"no-capacity", "not-a-fit", "not-reached", "declined"})
"""Outcomes after which this colleague is out and another must be found, or nobody wanted."""
HELD = "first-session-held"

DERIVED = ("confirm", "touch", "outcome")
"""Lines of `refer due` that no task stands behind: they follow from facts, contacts and referrals."""


def kind_meant(typed: str, kinds: Iterable[str], what: str, everyday: Mapping[str, str] | None = None) -> str:
    """The kind that was typed, or that alone begins so; `what` it is a kind of. Raises WrongUsage.

    `everyday` are other words for a kind, each with the one that it means.
    """
    wanted = " ".join(typed.strip().casefold().replace("_", "-").split())
    known = list(kinds)
    spaced = wanted.replace("-", " ")
    others = everyday or {}
    if wanted in known or spaced in others:
        return wanted if wanted in known else others[spaced]
    meant = {kind for kind in known if wanted and kind.startswith(wanted)}
    meant |= {kind for word, kind in others.items() if len(spaced) > 2 and word.startswith(spaced)}
    if len(meant) == 1:
        return meant.pop()
    raise WrongUsage(f'I know no kind of {what} "{typed}".', f"one of {', '.join(known)}")


def meeting_kind(typed: str) -> str:
    """The kind of meeting that was typed, in whatever everyday word ("zoom" is video). Raises WrongUsage."""
    if typed.strip().casefold() in MEETING_KINDS:
        return typed.strip().casefold()
    data = json.loads((Path(__file__).parent / "meeting_kinds.json").read_text(encoding="utf-8"))
    everyday = {word: kind for kind, words in data["kinds"].items() for word in words}
    return kind_meant(typed, MEETING_KINDS, "meeting", everyday)
