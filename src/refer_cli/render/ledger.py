"""The screens of `refer ledger`: the balance by colleague, what is open, and the history with one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from refer_cli.fields.days import day_words
from refer_cli.fields.phrases import listed
from refer_cli.fields.placeholders import LABEL, WHO
from refer_cli.network.ledger import (
    Balance,
    LedgerEvent,
    ReferralState,
    Totals,
    never_offered,
    open_with,
    to_reach,
    waiting,
)
from refer_cli.network.records import Referral
from refer_cli.network.words import HELD, MEETING_KINDS, OUTCOMES
from refer_cli.records import NamedTuple
from refer_cli.render.empty_book import draw_empty_book
from refer_cli.render.screen import INDENT, Screen, cells, pad, shell_word, wrap

COLUMNS = (("offered", 7), ("given", 8), ("received", 11), ("open", 7), ("balance", 10))
NUMBERS = sum(width for _, width in COLUMNS)
NARROWEST_NAME = 12
DAY_WIDTH = 17
WHAT_WIDTH = 24


class LedgerPage(NamedTuple):
    """What the ledger shows: a row a colleague, the sums, what is open, and the names of everybody in them.

    `gone`: the empty places of those who were deleted or erased; they are nobody's, so not archived either.
    """

    rows: Sequence[Balance]
    totals: Totals
    still: Sequence[tuple[Referral, ReferralState]]
    names: Mapping[int, str]
    archived: Collection[int]
    gone: Collection[int]

    def name(self, colleague_id: int) -> str:
        """The name, and that they are archived."""
        return f"{self.names[colleague_id]}{', archived' if colleague_id in self.archived else ''}"


def draw_ledger(screen: Screen, page: LedgerPage, today: date, command: str) -> None:
    """The whole ledger: the sums first, then each colleague, what is open, and who was never offered a client."""
    screen.blank()
    names, still = page.names, page.still
    screen.heading(totals_words(page.totals))
    screen.blank()
    _draw_table(screen, page)
    screen.blank()
    screen.paragraph("A referral offered to three colleagues stands in the rows of all three.", style="dim")
    screen.paragraph("given: the client chose them; balance: given less received, for you alone", style="dim")
    if still:
        screen.blank()
        screen.line(("Open", "bold"))
        _draw_open(screen, still, names, today)
    if unoffered := never_offered(page.rows):
        screen.blank()
        screen.paragraph("Sent you clients, and were never offered one", style="bold")
        for row in unoffered:
            screen.paragraph(f"{names[row.colleague_id]} ({row.received})", indent=INDENT + 1)
        screen.paragraph("Keep them in mind; who is offered is decided by who fits.", indent=INDENT + 1, style="dim")
    screen.blank()
    screen.commands(
        [
            *_open_commands(still, names, command),
            ("the history", f"{command} ledger {shell_word(names[_whose_history(page)])}"),
        ]
    )


def _whose_history(page: LedgerPage) -> int:
    """Whose history is proposed: the first who is in the book; of those who are gone there is one as well."""
    still_there = (row.colleague_id for row in page.rows if row.colleague_id not in page.gone)
    return next(still_there, page.rows[0].colleague_id)


def _draw_table(screen: Screen, page: LedgerPage) -> None:
    """A line for each colleague; on a narrow screen the numbers in words below the name."""
    room = screen.width - INDENT - NUMBERS
    if room < NARROWEST_NAME:
        for row in page.rows:
            screen.paragraph(page.name(row.colleague_id))
            screen.paragraph(balance_words(row), indent=INDENT + 2, style="dim")
        return
    screen.line((pad("", room) + "".join(pad(name, width, right=True) for name, width in COLUMNS), "dim"))
    for row in page.rows:
        balance = row.given - row.received
        numbers = (row.offered, row.given, row.received, row.open, f"{balance:+}" if balance else 0)
        drawn = "".join(pad(str(count), width, right=True) for count, (_, width) in zip(numbers, COLUMNS, strict=True))
        name = page.name(row.colleague_id)
        if cells(name) >= room:
            screen.paragraph(name)
            name = ""
        screen.line(pad(name, room), drawn)


def draw_open(screen: Screen, page: LedgerPage, today: date, command: str) -> None:
    """Only the referrals that wait for something."""
    names, still = page.names, page.still
    screen.blank()
    if not still:
        screen.paragraph("No referral is open.")
        screen.commands(
            [("offer somebody", f"{command} give {LABEL} {WHO} --reason moving"), ("all of it", f"{command} ledger")]
        )
        return
    screen.heading(f"{len(still)} open" if len(still) > 1 else "1 open referral")
    screen.blank()
    _draw_open(screen, still, names, today)
    screen.blank()
    screen.commands(_open_commands(still, names, command))


def draw_nothing(screen: Screen, command: str, *, empty: bool) -> None:
    """A book in which nothing was given or received yet."""
    screen.blank()
    if empty:
        draw_empty_book(screen, command)
        return
    screen.paragraph("Nothing is noted yet as given or received.")
    screen.commands(
        [
            ("whom you offered", f"{command} give {LABEL} {WHO} --reason moving"),
            ("who sent you a client", f"{command} receive {WHO}"),
        ]
    )


def draw_history(screen: Screen, page: LedgerPage, events: Sequence[LedgerEvent], today: date, command: str) -> None:
    """Everything between one colleague and me, the newest first."""
    balance = page.rows[0]
    name, marked = page.names[balance.colleague_id], page.name(balance.colleague_id)
    screen.blank()
    if wide := screen.width >= INDENT + DAY_WIDTH + WHAT_WIDTH + NARROWEST_NAME:
        screen.heading(marked, balance_words(balance))
    else:
        screen.paragraph(marked, style="bold")
        screen.paragraph(balance_words(balance), style="dim")
    screen.blank()
    if not events:
        screen.paragraph("Nothing is noted yet: no meeting, and nobody given or received.")
        named = shell_word(name)
        screen.commands(
            [
                ("you met", f"{command} met {named} --kind coffee"),
                ("you offered them", f"{command} give {LABEL} {named}"),
                ("they sent somebody", f"{command} receive {named}"),
            ]
        )
        return
    for event in events:
        what, about = _event_words(event)
        if not wide:
            screen.paragraph(f"{day_words(event.on_day, today)}: {what}, {about}", hanging=INDENT + 2)
            continue
        room = screen.width - INDENT - DAY_WIDTH - WHAT_WIDTH
        beside = wrap(about, room, room)
        when = day_words(event.on_day, today)
        screen.line((pad(when, DAY_WIDTH), "dim"), pad(what, WHAT_WIDTH), beside[0])
        for piece in beside[1:]:
            screen.line(pad("", DAY_WIDTH + WHAT_WIDTH), piece)
    mine = [(referral, stands) for referral, stands in page.still if balance.colleague_id in open_with(referral)]
    if mine:
        screen.blank()
        screen.line(("Open", "bold"))
        _draw_open(screen, mine, page.names, today)
        screen.blank()
        screen.commands(_open_commands(mine, {balance.colleague_id: name}, command))


def totals_words(totals: Totals) -> str:
    """The ledger in one line."""
    referrals = "1 referral" if totals.offered == 1 else f"{totals.offered} referrals"
    return f"{referrals} offered, {totals.given} taken up, {totals.open} open; {totals.received} received"


def balance_words(row: Balance) -> str:
    """One colleague in one line."""
    return f"{row.offered} offered · {row.given} given · {row.received} received · {row.open} open"


def _draw_open(
    screen: Screen, still: Sequence[tuple[Referral, ReferralState]], names: Mapping[int, str], today: date
) -> None:
    """What each open referral waits for, with its number, and the day to ask."""
    width = max(cells(str(referral.id)) for referral, _ in still)
    column = INDENT + width + 2
    for referral, stands in still:
        waits_for = _open_words(referral, stands, names)
        day = stands.on_day or ""
        when = "ask today" if day == today.isoformat() else f"ask {day_words(day, today)}"
        if day < today.isoformat():
            when = f"since {day_words(day, today)}"
        pieces = wrap(waits_for, screen.width - column, screen.width - column - 2)
        for number, piece in enumerate(pieces):
            start = pad(str(referral.id), width, right=True) if number == 0 else pad("", width + 2)
            gap = screen.width - column - cells(piece) - cells(when) - (0 if number == 0 else 2)
            if number == len(pieces) - 1 and gap >= 2:
                screen.line((start, "dim"), f"  {piece}", " " * gap, (when, "dim"))
                break
            screen.line((start, "dim"), f"  {piece}")
        else:
            screen.line((pad(when, screen.width - INDENT, right=True), "dim"))


def _open_words(referral: Referral, stands: ReferralState, names: Mapping[int, str]) -> str:
    client = referral.label or f"referral {referral.id}"
    if stands.asks == "session" and stands.colleague_id is not None:
        return f"{client}: has the first session with {names[stands.colleague_id]} been held?"
    if stands.asks == "reach":
        tried = " and ".join(names[person] for person in to_reach(referral))
        return f"{client}: {tried} could not be reached; try once more, by another way"
    if stands.asks == "again":
        return f"{client}: nobody offered could take the client; who else fits?"
    offered = [names[person] for person in waiting(referral)]
    anyone = listed(offered, " or ")
    if stands.asks == "session":
        return f"{client}: with whom was the first session, {anyone}?"
    return (
        f"{client}: whom did the client choose, {anyone}?"
        if len(offered) > 1
        else f"{client}: did the client choose {anyone}?"
    )


def _open_commands(
    still: Sequence[tuple[Referral, ReferralState]], names: Mapping[int, str], command: str
) -> list[tuple[str, str]]:
    """What to type when something is heard of the first that is open."""
    if not still:
        return []
    referral, stands = still[0]
    if stands.asks == "again":
        return [("offer others", f"{command} give {shell_word(referral.label or LABEL)} {WHO}")]
    possible = [person for person in open_with(referral) if person in names]
    name = names[stands.colleague_id or possible[0]]
    if stands.asks == "reach":
        return [("not reached again", f"{command} outcome {referral.id} {shell_word(name)} not-reached")]
    status = HELD if stands.asks == "session" else "contacted"
    return [("heard of it", f"{command} outcome {referral.id} {shell_word(name)} {status}")]


def _event_words(event: LedgerEvent) -> tuple[str, str]:
    client = event.label or "a client"
    about = f"{client}, {event.reason}" if event.reason else client
    if event.what == "met":
        return "met", MEETING_KINDS.get(event.word or "other", event.word or "")
    if event.what == "received":
        return "received", about
    if event.what == "offered":
        return "offered", f"{about} (referral {event.referral_id})"
    return OUTCOMES.get(event.word or "", event.word or ""), client
