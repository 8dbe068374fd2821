"""The command that looks for somebody else for a referral: with its reason and what that must be given."""

from __future__ import annotations

from collections.abc import Mapping

from refer_cli.matching.options import BY_NAME
from refer_cli.matching.reasons import REASONS, Reason


def suggest_command(command: str, slug: str | None, reasons: Mapping[str, Reason] = REASONS) -> str:
    """`refer suggest` for a referral's reason (None: not noted), with a placeholder for each thing it needs."""
    reason = reasons.get(slug or "other")
    needed = [BY_NAME[choices[0]] for choices in (reason.must if reason else ())]
    words = [f"{option.flag} {option.placeholder}" for option in needed if option.placeholder]
    return " ".join((command, "suggest", "--reason", slug or "other", *words))
