"""The most useful next steps for the network: whom to look for, whom to thank, whom to write to (pure).

None of them urges sending anybody a client: who is offered is decided by fit alone (DESIGN, fit before favours).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from refer_cli.fields.days import month_words
from refer_cli.fields.phrases import listed
from refer_cli.fields.placeholders import NEED
from refer_cli.network.fee_bands import band_words, upper_edge
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.network.wishes import WishedColleague

SHOWN = 3
_AGES = {"child": "children", "teen": "teens", "adult": "adults", "older adult": "older adults"}


class Sought(NamedTuple):
    """A wish, and somebody in the book, not met yet, who would fulfil it as far as is known (id and name)."""

    wish: WishedColleague
    who: tuple[int, str] | None = None


class Thanks(NamedTuple):
    """An open task to thank somebody. `received_on`: the day they sent me a client, where it is for that."""

    task_id: int
    colleague_id: int
    name: str
    detail: str | None
    due_on: str
    received_on: str | None = None


class Promised(NamedTuple):
    """An open task other than thanks: a word of `words.FOLLOW_UPS`, its detail and the day it is due."""

    task_id: int
    colleague_id: int
    name: str
    what: str
    detail: str | None
    due_on: str


class Stranger(NamedTuple):
    """Somebody in the book who was not met; `brings`: one thing they offer and nobody whom I know does."""

    colleague_id: int
    name: str
    brings: WishedColleague | None = None


class Pace(NamedTuple):
    """How the month's goals stand: those that are behind, and whether enough people were met."""

    behind: frozenset[str] = frozenset()
    met_enough: bool = False


NO_PACE = Pace()


class Quiet(NamedTuple):
    """Somebody met on a day, with whom there was no contact since."""

    colleague_id: int
    name: str
    first_met: str


class NextStep(NamedTuple):
    """One thing to do: `what` is meet, thank, promise, write, confirm or group, `command` the words after `refer`."""

    what: str
    colleague_id: int | None
    text: str
    command: tuple[str, ...]


_GO = NextStep("group", None, "Go to a group: you have been to fewer than you wanted.", ("groups", "list"))


def next_steps(  # noqa: PLR0913 (a source of steps each, every one left out where there is nothing)
    today: date,
    sought: Sequence[Sought] = (),
    thanks: Sequence[Thanks] = (),
    quiet: Sequence[Quiet] = (),
    home_state: str | None = None,
    strangers: Sequence[Stranger] = (),
    unconfirmed: Sequence[tuple[int, str]] = (),
    promised: Sequence[Promised] = (),
    pace: Pace = NO_PACE,
) -> tuple[NextStep, ...]:
    """At most three steps: the best of each kind first, then the next of each.

    Once enough people were met this month, what is late and what is behind its goal comes before more of them.
    Where nothing more pressing is there, a card whose facts have grown old (`unconfirmed`: id and name, the
    oldest first) and somebody in the book who was not met (`strangers`) come in turn.

    `thanks` and `promised` come the longest due first, `quiet` the last met first. Whom I am to thank, I need not
    write to.
    """
    thanked = {thank.colleague_id for thank in thanks}
    meet = [_look_for(wish, home_state) for wish in sought]
    tasks: list[Thanks | Promised] = sorted((*thanks, *promised), key=lambda task: (task.due_on, task.task_id))
    owed = [(task.due_on, _thank(task, today) if isinstance(task, Thanks) else _keep(task, today)) for task in tasks]
    write = [_write(person, today) for person in quiet if person.colleague_id not in thanked]
    greet = [_greet(stranger) for stranger in strangers]
    confirm = [
        NextStep("confirm", number, f"Confirm what your book says of {name}: it has grown old.", ("due", name))
        for number, name in unconfirmed
    ]
    first: list[list[NextStep]] = []
    if pace.met_enough:
        everything = "follow-up" in pace.behind
        first = [
            [step for due_on, step in owed if everything or due_on < today.isoformat()],
            confirm if "verify" in pace.behind else [],
            [_GO] if "group" in pace.behind else [],
        ]
    rows = (
        *zip_longest(*first),
        *zip_longest(meet, [step for _, step in owed], write),
        *zip_longest(confirm, greet),
    )
    found: list[NextStep] = []
    named: set[int] = set()
    for step in (step for row in rows for step in row):
        if step is None or step in found or step.colleague_id in named:
            continue
        found.append(step)
        if step.colleague_id is not None:
            named.add(step.colleague_id)
    return tuple(found[:SHOWN])


def wish_words(wish: WishedColleague, home_state: str | None = None) -> str:
    """What such a person does: "treats OCD, takes Medicaid and sees teens"."""
    places = [place for place in wish.names("place") if place != home_state]
    parts = [
        ("treats", wish.names("need"), " and "),
        ("takes", wish.names("panel"), " or "),
        ("sees", [_AGES.get(name, name) for name in wish.names("age_group")], " and "),
        ("works in", wish.names("language"), " or "),
        ("has a fee", [band_words(band) for band in wish.names("fee")], " or "),
        ("may see clients in", places, " and "),
    ]
    said = [f"{verb} {listed(names, before_last)}" for verb, names, before_last in parts if names]
    return listed(said) or f"may see clients in {listed(wish.names('place'))}"


def post_options(wish: WishedColleague, home_state: str | None = None) -> tuple[str, ...]:
    """The options of `refer groups post` that ask for such a person, with a placeholder where only a place is known."""
    options: list[str] = []
    for option, kind in (
        ("--need", "need"),
        ("--age-group", "age_group"),
        ("--insurance", "panel"),
        ("--language", "language"),
    ):
        for name in wish.names(kind):
            options += [option, name]
    for band in wish.names("fee"):
        options += ["--max-fee", str(upper_edge(band))]
    if not options:
        options += ["--need", NEED]
    for place in wish.names("place"):
        if place != home_state:
            options += ["--state", place]
    return tuple(options)


def _look_for(sought: Sought, home_state: str | None) -> NextStep:
    wish = sought.wish
    requests = "1 request found nobody" if wish.asked == 1 else f"{wish.asked} requests found nobody"
    words = wish_words(wish, home_state)
    if sought.who is None:
        text = f"Meet somebody who {words}: {requests}."
        return NextStep("meet", None, text, ("groups", "post", *post_options(wish, home_state)))
    number, name = sought.who
    text = f"Meet {name}, from a directory, who {words}: {requests}."
    return NextStep("meet", number, text, ("outreach", name))


def _thank(thanks: Thanks, today: date) -> NextStep:
    from refer_cli.network.due import TASK, line_id  # not needed where nobody is to be thanked

    if thanks.received_on is not None:
        why = f", who sent you a client {_ago(thanks.received_on, today)}"
    else:
        why = f" {thanks.detail}" if thanks.detail else ""
    return NextStep(
        "thank", thanks.colleague_id, f"Thank {thanks.name}{why}.", ("done", str(line_id(TASK, thanks.task_id)))
    )


def _keep(promised: Promised, today: date) -> NextStep:
    """A promise to keep; a note is drafted, and what came of it is noted from there."""
    from refer_cli.network.due import TASK, line_id

    name = promised.name
    said = {
        "follow": f"Follow {name} on social media",
        "newsletter": f"Join the e-mail list of {name}",
        "write": f"Write to {name}",
    }.get(promised.what, name)
    detail = f": {promised.detail}" if promised.detail else ""
    late = (today - date.fromisoformat(promised.due_on)).days
    when = "" if late < 1 else " (1 day late)" if late == 1 else f" ({late} days late)"
    command = ("outreach", name) if promised.what == "write" else ("done", str(line_id(TASK, promised.task_id)))
    return NextStep("promise", promised.colleague_id, f"{said}{detail}{when}.", command)


def _greet(stranger: Stranger) -> NextStep:
    if stranger.brings is None:
        text = f"Meet {stranger.name}, whom you have not met, as far as the book says."
    else:
        text = f"Meet {stranger.name}, not met so far, who {wish_words(stranger.brings)}: nobody whom you know does."
    return NextStep("meet", stranger.colleague_id, text, ("outreach", stranger.name))


def _write(quiet: Quiet, today: date) -> NextStep:
    text = f"Write to {quiet.name}, met in {month_words(quiet.first_met, today)} and not since."
    return NextStep("write", quiet.colleague_id, text, ("outreach", quiet.name))


def _ago(day: str, today: date) -> str:
    days = (today - date.fromisoformat(day)).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 60 else f"in {month_words(day, today)}"
