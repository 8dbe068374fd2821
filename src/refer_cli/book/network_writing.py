"""Writing the network into an open step: meetings, follow-ups, groups, referrals, cadences, confirmations.

What these change on a card (first met, last contact, how known, openings) goes through `writing.change_card`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import SQLModel, col, select

from refer_cli.book import tables
from refer_cli.book.tables import checked_row
from refer_cli.book.writing import Step, known_reason, set_profile
from refer_cli.errors import Refused
from refer_cli.fields.card import Facts
from refer_cli.fields.notes import with_typed
from refer_cli.fields.values import removed


def add_meeting(
    step: Step,
    on_day: str,
    kind: str,
    colleagues: Sequence[int],
    *,
    note: str | None = None,
    group_id: int | None = None,
) -> int:
    """Note a meeting with some colleagues; its id. Raises BadValue."""
    values = {"on_day": on_day, "kind": kind, "note": note, "group_id": group_id}
    number = _insert(step, tables.MeetingRow, values)
    for colleague_id in dict.fromkeys(colleagues):
        step.session.add(tables.MeetingColleagueRow(meeting_id=number, colleague_id=colleague_id))
    step.flush()
    return number


def add_to_meeting(step: Step, meeting_id: int, colleagues: Sequence[int], note: str | None = None) -> None:
    """Note that these colleagues were met in a meeting that is in the book; a note is one line more of its own."""
    for colleague_id in dict.fromkeys(colleagues):
        step.session.merge(tables.MeetingColleagueRow(meeting_id=meeting_id, colleague_id=colleague_id))
    row = step.session.get_one(tables.MeetingRow, meeting_id)
    row.note = with_typed(row.note or "", note) if note else row.note
    step.flush()


def add_follow_up(
    step: Step,
    colleague_id: int,
    what: str,
    due_on: str,
    *,
    detail: str | None = None,
    meeting_id: int | None = None,
    referral_id: int | None = None,
) -> int:
    """Put a task on the list; its id. Raises BadValue."""
    values = {
        "colleague_id": colleague_id,
        "what": what,
        "detail": detail,
        "due_on": due_on,
        "meeting_id": meeting_id,
        "referral_id": referral_id,
        "created_on": step.today,
    }
    return _insert(step, tables.FollowUpRow, values)


def move_follow_up(step: Step, follow_up_id: int, due_on: str) -> None:
    """Make a task due on another day. Raises Refused where another program was quicker."""
    _open_follow_up(step, follow_up_id).due_on = due_on
    step.flush()


def finish_follow_up(step: Step, follow_up_id: int, on_day: str) -> None:
    """Note that a task was done on a day. Raises Refused where another program was quicker."""
    _open_follow_up(step, follow_up_id).done_on = on_day
    step.flush()


def drop_follow_up(step: Step, follow_up_id: int) -> None:
    """Take a task off the list undone. Raises Refused where another program was quicker."""
    step.session.delete(_open_follow_up(step, follow_up_id))
    step.flush()


def add_snooze(
    step: Step, what: str, until: str, *, colleague_id: int | None = None, referral_id: int | None = None
) -> None:
    """Put off a derived line of `due` (confirm, touch, outcome) until a day."""
    row = step.session.exec(
        select(tables.SnoozeRow).where(
            tables.SnoozeRow.what == what,
            col(tables.SnoozeRow.colleague_id).is_not_distinct_from(colleague_id),
            col(tables.SnoozeRow.referral_id).is_not_distinct_from(referral_id),
        )
    ).first()
    if row is None:
        row = tables.SnoozeRow(what=what, colleague_id=colleague_id, referral_id=referral_id, until_day=until)
        step.session.add(row)
    row.until_day = until
    step.flush()


def set_cadence(step: Step, every: str, *, colleague_id: int | None = None, tag: str | None = None) -> None:
    """Set how often I want to be in touch with a colleague, or with everybody who bears a tag (a span: 3m)."""
    if colleague_id is not None:
        step.session.merge(tables.CadenceRow(colleague_id=colleague_id, every=every))
    if tag is not None:
        step.session.merge(tables.TagCadenceRow(tag=tag, every=every))
    step.flush()


def clear_cadence(step: Step, *, colleague_id: int | None = None, tag: str | None = None) -> bool:
    """Forget a cadence; False where there was none."""
    row: SQLModel | None = None
    if colleague_id is not None:
        row = step.session.get(tables.CadenceRow, colleague_id)
    elif tag is not None:
        row = step.session.get(tables.TagCadenceRow, tag)
    if row is None:
        return False
    step.session.delete(row)
    step.flush()
    return True


def add_group(step: Step, name: str, kind: str, **values: str | None) -> int:
    """Put a therapist group in; its id. Raises Refused where the name is taken, or BadValue."""
    if step.session.exec(select(tables.PeerGroupRow).where(tables.PeerGroupRow.name == name)).first() is not None:
        raise Refused(f'There is a group "{name}" already.', "refer groups list shows it")
    return _insert(step, tables.PeerGroupRow, {"name": name, "kind": kind, **values})


def change_group(step: Step, group_id: int, **values: str | None) -> None:
    """Change some columns of a group. Raises BadValue."""
    row = step.session.get_one(tables.PeerGroupRow, group_id)
    sound = checked_row(tables.PeerGroupRow, {**row.model_dump(), **values})
    for name in values:
        setattr(row, name, getattr(sound, name))
    step.flush()


def join_group(step: Step, group_id: int, on_day: str) -> None:
    """Note that I am a member from a day (ISO) on."""
    change_group(step, group_id, joined_on=on_day, left_on=None)


def leave_group(step: Step, group_id: int, on_day: str) -> None:
    """Note that I am no longer a member. Raises BadValue where that is before I joined."""
    change_group(step, group_id, left_on=on_day)


def drop_group_from_profile(step: Step, name: str) -> bool:
    """Take a group out of those written in my profile; False where it was not there."""
    mine = step.book.profile(joined=False)
    own = mine.listing("groups") if mine else None
    if own is None or own.find(name) is None:
        return False
    set_profile(step, Facts({"groups": removed(own, (name,))}, step.today))
    return True


def remove_group(step: Step, group_id: int) -> None:
    """Take a group out of the book; the meetings there stay, without it."""
    step.session.delete(step.session.get_one(tables.PeerGroupRow, group_id))
    step.flush()


def add_given_referral(
    step: Step,
    label: str | None,
    colleagues: Sequence[int],
    on_day: str,
    *,
    reason: str | None = None,
    consent_on: str | None = None,
) -> int:
    """Note that a client was offered these colleagues; the referral's id. The label was checked before."""
    values = {
        "label": label,
        "reason": _known(step, reason),
        "direction": "given",
        "given_on": on_day,
        "consent_on": consent_on,
    }
    number = _insert(step, tables.ReferralRow, values)
    add_offers(step, number, colleagues, on_day)
    return number


def add_offers(step: Step, referral_id: int, colleagues: Sequence[int], on_day: str) -> None:
    """Note further colleagues offered in a referral."""
    for colleague_id in dict.fromkeys(colleagues):
        key = (referral_id, colleague_id)
        if step.session.get(tables.ReferralOptionRow, key) is None:
            step.session.add(
                tables.ReferralOptionRow(referral_id=referral_id, colleague_id=colleague_id, offered_on=on_day)
            )
    step.flush()


def complete_referral(
    step: Step, referral_id: int, *, reason: str | None = None, consent_on: str | None = None
) -> None:
    """Note the reason of a referral that has none yet, and the day the client agreed; None leaves either as it is."""
    row = step.session.get_one(tables.ReferralRow, referral_id)
    row.reason = row.reason or _known(step, reason)
    row.consent_on = consent_on or row.consent_on
    step.flush()


def _known(step: Step, reason: str | None) -> str | None:
    return None if reason is None else known_reason(step, reason).slug


def add_received_referral(
    step: Step, colleague_id: int, on_day: str, *, label: str | None = None, reason: str | None = None
) -> int:
    """Note a referral that a colleague sent me; its id."""
    values = {"label": label, "reason": _known(step, reason), "direction": "received", "given_on": on_day}
    return _insert(step, tables.ReferralRow, {**values, "colleague_id": colleague_id})


def add_outcome(step: Step, referral_id: int, colleague_id: int, status: str, on_day: str) -> int:
    """Note what became of one colleague who was offered; the outcome's id. Raises BadValue."""
    values = {"referral_id": referral_id, "colleague_id": colleague_id, "status": status, "on_day": on_day}
    return _insert(step, tables.OutcomeRow, values)


def note_verified(step: Step, colleague_id: int, on_day: str) -> None:
    """Note that facts of a colleague were confirmed on a day (once a day)."""
    step.session.merge(tables.VerificationRow(colleague_id=colleague_id, on_day=on_day))
    step.flush()


def _open_follow_up(step: Step, follow_up_id: int) -> tables.FollowUpRow:
    row = step.session.get(tables.FollowUpRow, follow_up_id)
    if row is None or row.done_on is not None:
        raise Refused("That line was done or dropped already.", "refer due shows what is open")
    return row


def _insert(step: Step, table: type[Any], values: Mapping[str, Any]) -> int:
    row = checked_row(table, values)
    step.session.add(row)
    step.flush()
    return int(row.id)
