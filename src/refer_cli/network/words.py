"""The fixed words of the network: kinds of meeting and group, what a follow-up is, how a referral ended (pure)."""

from __future__ import annotations

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
