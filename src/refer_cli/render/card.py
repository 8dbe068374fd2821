"""One colleague's whole card: how to reach them, what they do and when it was confirmed, what is private."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from refer_cli.fields.age import CALL_FIRST_DAYS, day_and_age, days_since
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS, SELF_DESCRIBED
from refer_cli.fields.list_days import ListDays, list_days
from refer_cli.render.screen import INDENT, LABEL_WIDTH, UNKNOWN, Screen, cells, pad, shell_word, wrap
from refer_cli.render.wording import label, spoken

if TYPE_CHECKING:
    from refer_cli.network.ledger import Between

_IN_HEADING = ("name", "credentials", "pronouns", "practice")
_OFFICE = ("street", "city", "state", "zip")
_REACHED = ("phone", "email", "contact_by", "website", "npi")
_KNOWN_AS = ("how_known", "first_met", "last_contact")
_AGE_WIDTH = 29
_LEAST_BESIDE = 20
"""A value that has no more room than this beside its age is told above it."""


def titled(card: Card) -> str:
    """Name, credentials and practice on one line: "Ada Birch, LMFT · Birch Counseling"."""
    return " · ".join(filter(None, (card.name_and_letters, card.text("practice"))))


def office(card: Card) -> str:
    """Where the office is, or an empty text: "12 Main St, Denver, CO 80205"."""
    state_and_zip = " ".join(part for part in (card.text("state"), card.text("zip")) if part)
    return ", ".join(part for part in (card.text("street"), card.text("city"), state_and_zip) if part)


def draw_card(
    screen: Screen,
    card: Card,
    today: date,
    command: str = "refer",
    *,
    saved: bool = True,
    between: Between | None = None,
    source_title: str = "",
) -> None:
    """The whole card, with what is between the colleague and me.

    `saved` is False for one that is only about to be saved: no id and no next steps. `source_title` says where the
    card's facts are from, unless from me.
    """
    draw_facts(screen, card, today, ("archived · " if card.archived else "") + (f"id {card.id}" if saved else "new"))
    person = shell_word(card.name)
    further: list[tuple[str, str]] = []
    if between is not None:
        from refer_cli.render.between import between_commands, draw_between

        draw_between(screen, card.name, between, today)
        further = between_commands(between, person, command)
    screen.blank()
    if saved:
        screen.paragraph(
            f"Card of {day_and_age(card.as_of, today)}, from {source_title or 'you'}.",
            style="dim",
        )
        screen.commands(
            [
                ("something changed", f"{command} edit {person}"),
                ("called today", f"{command} verify {person}"),
                *further,
            ]
            if not card.archived
            else [("bring back", f"{command} unarchive {person}")]
        )


def draw_facts(screen: Screen, card: Card, today: date, remark: str) -> None:
    """What a card says, field by field, with a remark beside the name; no commands."""
    screen.blank()
    screen.heading(titled(card), remark)
    if card.text("do_not_refer"):
        screen.pair(label("do_not_refer"), spoken("do_not_refer", card.values["do_not_refer"]), style="red")
    if card.text("pronouns"):
        screen.line(spoken("pronouns", card.values["pronouns"]))
    screen.blank()
    for name in _REACHED[:2]:
        _plain(screen, card, name)
    if office(card):
        screen.pair("office", office(card))
    for name in _REACHED[2:]:
        _plain(screen, card, name)
    practice = [field.name for field in FIELDS if field.practice and field.name not in _IN_HEADING]
    filled = [name for name in practice if name in card.values]
    if filled:
        screen.blank()
        for name in filled:
            _fact(screen, card, name, today)
    _described(screen, card)
    _unknown(screen, card)
    _private(screen, card, today)


def _plain(screen: Screen, card: Card, name: str) -> None:
    if name in card.values:
        screen.pair(label(name), spoken(name, card.values[name]))


def _fact(screen: Screen, card: Card, name: str, today: date) -> None:
    """A practice fact with the day it was confirmed at the right edge; over a year old it is a question."""
    value = card.values[name]
    of_list = list_days(value, card.dating(name).as_of)
    days = days_since(of_list.day, today)
    age = day_and_age(of_list.day, today)
    if days > CALL_FIRST_DAYS:
        age = f"{UNKNOWN} old: {age}"
    whole = screen.width - INDENT - LABEL_WIDTH
    beside = whole - max(_AGE_WIDTH, cells(age) + 2)
    is_narrow = beside < _LEAST_BESIDE
    room = whole if is_narrow else beside
    pieces = wrap(spoken(name, value) + _other_days(of_list, today), room, room)
    for number, piece in enumerate(pieces):
        if number:
            screen.line(" " * LABEL_WIDTH, piece)
            continue
        gap = max(2, whole - cells(piece) - cells(age))
        said = () if is_narrow else (" " * gap, (age, "dim"))
        screen.line((pad(label(name), LABEL_WIDTH), "dim"), piece, *said)
    if is_narrow:
        screen.line(" " * LABEL_WIDTH, (age, "dim"))


def _other_days(of_list: ListDays, today: date) -> str:
    """The entries of a list that were confirmed on other days than most, day by day."""
    told = [
        f"{f'{UNKNOWN} ' if days_since(day, today) > CALL_FIRST_DAYS else ''}{', '.join(names)} {day}"
        for day, names in of_list.others
    ]
    return f" [{'; '.join(told)}]" if told else ""


def _described(screen: Screen, card: Card) -> None:
    filled = [name for name in SELF_DESCRIBED if name in card.values]
    if filled:
        screen.blank()
        screen.line(("As they describe themselves", "bold"))
        for name in filled:
            _plain(screen, card, name)


def _unknown(screen: Screen, card: Card) -> None:
    """What is not known, in one line; nobody is nagged about what is private or self-described."""
    unasked = {*SELF_DESCRIBED, *_OFFICE, "npi", "website", "pronouns", "contact_by", "hours"}
    missing = [
        label(field.name)
        for field in FIELDS
        if field.name not in card.values and not field.private and field.name not in unasked
    ]
    if not card.values.keys() & {"city", "zip", "state"}:
        missing.insert(0, "office")
    if missing:
        screen.blank()
        screen.pair("not known", ", ".join(missing), style="yellow")


def _private(screen: Screen, card: Card, today: date) -> None:
    private = [field.name for field in FIELDS if field.private and field.name not in (*_KNOWN_AS, "do_not_refer")]
    names = [*_KNOWN_AS, *private]
    filled = [name for name in names if name in card.values]
    if not filled:
        return
    screen.blank()
    screen.line(("Only for you, never on anything a client sees", "bold"))
    for name in filled:
        value = spoken(name, card.values[name])
        if name in ("first_met", "last_contact"):
            value = day_and_age(value, today)
        if name == "how_known" and value == "listed":
            value = "from a directory, not met"
        screen.pair(label(name), value)
