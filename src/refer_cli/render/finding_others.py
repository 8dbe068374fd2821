"""The command that looks for somebody else for a referral: with its reason and what that must be given."""

from __future__ import annotations

from collections.abc import Mapping

from refer_cli.fields.placeholders import APPROACH, CITY, DOLLARS, NAME, NEED, PANEL
from refer_cli.matching.reasons import REASONS, Reason

PLACEHOLDERS = {
    "need": f"--need {NEED}",
    "approach": f"--approach {APPROACH}",
    "leaving": f"--leaving {PANEL}",
    "insurance": f"--insurance {PANEL}",
    "max_fee": f"--max-fee {DOLLARS}",
    "city": f"--city {CITY}",
    "avoid": f"--avoid {NAME}",
    "tried": f"--tried {APPROACH}",
}
"""What stands for a value that only the therapist knows, by the name of the option."""


def suggest_command(command: str, slug: str | None, reasons: Mapping[str, Reason] = REASONS) -> str:
    """`refer suggest` for a referral's reason (None: not noted), with a placeholder for each thing it needs."""
    reason = reasons.get(slug or "other")
    words = [PLACEHOLDERS[choices[0]] for choices in (reason.must if reason else ()) if choices[0] in PLACEHOLDERS]
    return " ".join((command, "suggest", "--reason", slug or "other", *words))
