"""What a sentence says of an outcome: "she called, first session next Tuesday" (pure)."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

from refer_cli.errors import UnknownWord
from refer_cli.fields.days import find_day
from refer_cli.network.words import HELD
from refer_cli.records import NamedTuple

_WORD = re.compile(r"[^\s,;.!?()]+")
_LONGEST_DAY = 4
_IS_DAY = re.compile(
    r"\d|today|yesterday|tomorrow|week|month|"
    r"^(?:on |last |next |this )?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|mon|tues?|wed|thurs?|fri)$",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"^(?:next|tomorrow|in|this)\b", re.IGNORECASE)
_PAST = re.compile(r"^(?:last|yesterday|today)\b|ago$", re.IGNORECASE)


class ToldOutcome(NamedTuple):
    """An outcome as a sentence tells it: `day` when it was heard or held, `session` when the first one is to be.

    Days are ISO, None where none is told. `rest` are the words that say none of this, names among them.
    """

    status: str
    day: str | None
    session: str | None
    rest: tuple[str, ...]


@cache
def _phrases() -> tuple[dict[str, str], tuple[str, ...]]:
    data = json.loads((Path(__file__).parent / "outcome_phrases.json").read_text(encoding="utf-8"))
    meant = {phrase: status for status, phrases in data["phrases"].items() for phrase in phrases}
    return meant, tuple(data["session"])


def told_outcome(text: str, today: date) -> ToldOutcome | None:
    """What the sentence says, or None where it says nothing of an outcome. Raises UnknownWord where it says several."""
    words = [match[0] for match in _WORD.finditer(text.replace("\u2019", "'"))]
    used = bytearray(len(words))
    typed = _day_typed(words, used, today)
    statuses = _statuses(words, used)
    has_session = any(f" {session} " in f" {' '.join(words).casefold()} " for session in _phrases()[1])
    found = _day_meant(typed, today, may_come=has_session and HELD not in statuses) if typed else None
    day = found.isoformat() if found is not None and found <= today else None
    session = None
    if found is not None and found > today and has_session and statuses <= {"contacted", "waiting", HELD}:
        session, statuses = found.isoformat(), {"contacted"}
    elif has_session and day is not None and not statuses:
        statuses = {HELD}
    elif len(statuses) > 1:
        statuses -= {"contacted"}  # however it ended, they were in touch before
    if not statuses:
        return None
    if len(statuses) > 1:
        raise UnknownWord("This may mean several outcomes.", f"did you mean {' or '.join(sorted(statuses))}?")
    rest = tuple(word for word, taken in zip(words, used, strict=True) if not taken)
    return ToldOutcome(statuses.pop(), day, session, rest)


def _day_typed(words: list[str], used: bytearray, today: date) -> str | None:
    """The first day told, as it was typed; the words it takes up are marked in `used`."""
    for start in range(len(words)):
        for count in range(min(_LONGEST_DAY, len(words) - start), 0, -1):
            typed = " ".join(words[start : start + count]).casefold()
            if _IS_DAY.search(typed) and (find_day(typed, today) or find_day(typed, today, past=False)):
                used[start : start + count] = b"\1" * count
                return typed
    return None


def _day_meant(typed: str, today: date, *, may_come: bool) -> date | None:
    """The day meant: one that was, unless it is said to come; of two a first session may be on, the nearer."""
    was, comes = find_day(typed, today), find_day(typed, today, past=False)
    if was is None or comes is None or was == comes:
        return was or comes
    if _PAST.search(typed) or not (may_come or _TO_COME.match(typed)):
        return was
    if _TO_COME.match(typed) or not any(sign.isdigit() for sign in typed):
        return comes
    return was if today - was < comes - today else comes


def _statuses(words: list[str], used: bytearray) -> set[str]:
    """The outcomes that phrases of the sentence mean, a longer phrase before a shorter one within it."""
    meant, sessions = _phrases()
    spoken = [word.casefold() for word in words]
    statuses: set[str] = set()
    for phrase in sorted((*meant, *sessions), key=lambda one: -len(one.split())):
        parts = phrase.split()
        for start in range(len(words) - len(parts) + 1):
            stop = start + len(parts)
            if spoken[start:stop] == parts and not any(used[start:stop]):
                used[start:stop] = b"\1" * len(parts)
                if phrase in meant:
                    statuses.add(meant[phrase])
    return statuses
