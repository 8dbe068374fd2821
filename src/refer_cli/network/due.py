"""The one list of what is due: tasks, facts to confirm, colleagues one loses touch with, outcomes to hear (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from refer_cli.errors import BadValue
from refer_cli.fields.age import FRESH_DAYS
from refer_cli.fields.days import days_later
from refer_cli.network import spans
from refer_cli.network.ledger import chosen, open_with, standing
from refer_cli.network.records import Cadences, FollowUp, Referral, Snooze
from refer_cli.records import NamedTuple

SOON_DAYS = 7
OVERDUE, TODAY, SOON, LATER = STATES = ("overdue", "today", "soon", "later")
TASK, CONFIRM, TOUCH, OUTCOME = "task", "confirm", "touch", "outcome"
CONFIRMED_FACTS = ("accepting", "panels", "fee", "fee_floor", "sliding_slots")
"""The facts that grow stale, in the order in which one would ask on the telephone."""
_KINDS = (TASK, CONFIRM, TOUCH, OUTCOME)


class Contact(NamedTuple):
    """A colleague as the list needs one: the name, and when we met first and were last in touch (ISO, or None)."""

    id: int
    name: str
    first_met: str | None
    last_contact: str | None
    archived: bool


class Stale(NamedTuple):
    """A fact of a colleague known personally, and the day it (of a list: its oldest entry) was confirmed."""

    colleague_id: int
    field: str
    as_of: str


class Line(NamedTuple):
    """One line of the list.

    `kind`: task, confirm, touch or outcome; `what`: of a task its word (`words.FOLLOW_UPS`), else the kind.
    `on` is the day it is due (ISO) and `state` where that is from today: overdue, today, soon (within 7
    days), later. Lines about a referral have `referral`, `label`, its `reason`, what it `asks`
    (`ledger.ReferralState`), whom it concerns (`among`: with whom it is open, or who was offered where others must be
    found) and their `names`; `colleague` and `name` only where one alone is meant. `since`: the
    oldest of `facts` to confirm, or the last contact; `every`: the span wanted between contacts.
    """

    id: int
    kind: str
    what: str
    colleague: int | None
    name: str | None
    on: str
    state: str
    detail: str | None = None
    since: str | None = None
    facts: tuple[str, ...] = ()
    every: str | None = None
    referral: int | None = None
    label: str | None = None
    reason: str | None = None
    asks: str | None = None
    among: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


class DueSources(NamedTuple):
    """What the book keeps that makes the list. `contacts` has everybody named in the rest, by id."""

    contacts: Mapping[int, Contact]
    tasks: Sequence[FollowUp] = ()
    stale: Sequence[Stale] = ()
    cadences: Cadences = Cadences({}, {})
    tags: Mapping[int, Sequence[str]] = {}
    referrals: Sequence[Referral] = ()
    snoozes: Sequence[Snooze] = ()


def line_id(kind: str, number: int) -> int:
    """The id of a line: the same each time the list is made, of a task, a colleague or a referral."""
    return 4 * number + _KINDS.index(kind)


def line_of(number: int) -> tuple[str, int]:
    """The kind behind a line's id, and the id of its task, colleague or referral."""
    return _KINDS[number % 4], number // 4


def state_of(on: str, today: date) -> str:
    """Where a day (ISO) is from today."""
    if on <= today.isoformat():
        return TODAY if on == today.isoformat() else OVERDUE
    return SOON if on <= (today + timedelta(days=SOON_DAYS)).isoformat() else LATER


def due_lines(kept: DueSources, today: date) -> list[Line]:
    """Every line, whatever its state, by the day it is due.

    Colleagues who are archived have none, but an open referral to one is asked about. A snoozed line is due
    on the day it was put off to, unless what it follows from (a fact, a contact, an outcome) puts it later.
    """
    until = {(snooze.what, snooze.subject): snooze.until for snooze in kept.snoozes}
    found = [
        *_tasks(kept),
        *_confirmations(kept),
        *_touches(kept, today),
        *_outcomes(kept),
    ]
    lines = []
    for line in found:
        on = line.on
        if line.kind != TASK:
            on = max(on, until.get((line.kind, line.id // 4), on))
        lines.append(line._replace(on=on, state=state_of(on, today)))
    return sorted(lines, key=lambda line: (line.on, line.id))


def about(lines: Iterable[Line], colleague_id: int) -> list[Line]:
    """The lines about one colleague: their own, and the referrals that are open with them."""
    return [line for line in lines if colleague_id == line.colleague or colleague_id in line.among]


def cadence_of(contact_id: int, cadences: Cadences, tags: Mapping[int, Sequence[str]], since: str) -> spans.Span | None:
    """How often one wants to be in touch: the colleague's own cadence, else the shortest of their tags'."""
    own = _span(cadences.colleagues.get(contact_id))
    if own is not None:
        return own
    by_tag = {tag.casefold(): every for tag, every in cadences.tags.items()}
    found = [_span(by_tag.get(tag.casefold())) for tag in tags.get(contact_id, ())]
    return spans.shortest([span for span in found if span is not None], since)


def _tasks(kept: DueSources) -> Iterable[Line]:
    for task in kept.tasks:
        contact = kept.contacts.get(task.colleague_id)
        if task.done_on is None and contact is not None and not contact.archived:
            yield Line(
                id=line_id(TASK, task.id),
                kind=TASK,
                what=task.what,
                colleague=contact.id,
                name=contact.name,
                on=task.due_on,
                state="",
                detail=task.detail,
                referral=task.referral_id,
            )


def _confirmations(kept: DueSources) -> Iterable[Line]:
    facts: dict[int, dict[str, str]] = {}
    for stale in kept.stale:
        facts.setdefault(stale.colleague_id, {})[stale.field] = stale.as_of
    for colleague_id, days in facts.items():
        contact = kept.contacts[colleague_id]
        oldest = min(days.values())
        yield Line(
            id=line_id(CONFIRM, colleague_id),
            kind=CONFIRM,
            what=CONFIRM,
            colleague=colleague_id,
            name=contact.name,
            on=days_later(oldest, FRESH_DAYS),
            state="",
            since=oldest,
            facts=tuple(field for field in CONFIRMED_FACTS if field in days),
        )


def _touches(kept: DueSources, today: date) -> Iterable[Line]:
    wanted = {*kept.cadences.colleagues, *(kept.tags if kept.cadences.tags else ())}
    for contact in (kept.contacts[number] for number in sorted(wanted) if number in kept.contacts):
        last = contact.last_contact or contact.first_met
        span = cadence_of(contact.id, kept.cadences, kept.tags, last or today.isoformat())
        if span is None or contact.archived:
            continue
        yield Line(
            id=line_id(TOUCH, contact.id),
            kind=TOUCH,
            what=TOUCH,
            colleague=contact.id,
            name=contact.name,
            # With nobody ever in touch it is time now.
            on=spans.add_span(last, span) if last else today.isoformat(),
            state="",
            since=last,
            every=str(span),
        )


def _outcomes(kept: DueSources) -> Iterable[Line]:
    for referral in kept.referrals:
        where = standing(referral)
        if where.asks is None or where.on_day is None:
            continue
        contact = kept.contacts.get(where.colleague_id) if where.colleague_id is not None else None
        went = chosen(referral)
        among = open_with(referral) or tuple(offer.colleague_id for offer in referral.offers)
        yield Line(
            id=line_id(OUTCOME, referral.id),
            kind=OUTCOME,
            what=OUTCOME,
            colleague=contact.id if contact else None,
            name=contact.name if contact else None,
            on=where.on_day,
            state="",
            since=went.outcomes[-1].on_day if went else referral.given_on,
            referral=referral.id,
            label=referral.label,
            reason=referral.reason,
            asks=where.asks,
            among=among,
            names=tuple(kept.contacts[number].name for number in among if number in kept.contacts),
        )


def _span(text: str | None) -> spans.Span | None:
    """A span that the book keeps; None for one that some other program wrote and that is none."""
    try:
        return spans.parse_span(text) if text else None
    except BadValue:
        return None
