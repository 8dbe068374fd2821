"""A first message to a colleague that offers something instead of asking for it (pure).

It is made of sentences kept as data, filled with what my profile and the colleague's own card say. Nothing
private goes into it: no trust, notes, tags, ties, introductions, ledger; and nothing of any client, not even
whether one came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import DEPTHS
from refer_cli.fields.days import month_words
from refer_cli.fields.mail_address import email_address
from refer_cli.fields.phrases import listed
from refer_cli.network.records import Meeting
from refer_cli.records import NamedTuple

NEW, MET, SENT = "new", "met", "sent"
"""Never met; met and to be written to; sent a client lately, and to be thanked."""
SENT_WITHIN_DAYS = 60
MOST_NAMED = 3
RECENT_DAYS = 180
OVER = {
    "coffee": "over coffee",
    "lunch": "over lunch",
    "visit": "at your office",
    "group": "in the group",
    "mixer": "at the mixer",
    "conference": "at the conference",
    "call": "on the phone",
    "video": "by video",
}
CLIENTS = {
    "child": "children",
    "teen": "teens",
    "adult": "adults",
    "older adult": "older adults",
    "couple": "couples",
    "family": "families",
    "group": "groups",
}
_WORD = re.compile(r"\{(\w+)\}")


class Draft(NamedTuple):
    """A message that is not sent: why it is written (NEW, MET, SENT), to whom, and its words.

    `to` is None where no e-mail is known; `unwritable` is what is noted as one and is none. `missing` says what my
    profile lacks for a better one.
    """

    situation: str
    to: str | None
    subject: str
    text: str
    missing: tuple[str, ...]
    unwritable: str | None = None


def draft_message(
    me: Card | None, them: Card, today: date, met: Meeting | None = None, sent_on: str | None = None
) -> Draft:
    """Write the message. `met`: the last meeting with them, `sent_on`: the last day they sent me a client."""
    situation = _situation(them, today, met, sent_on)
    words = {**_mine(me), **_theirs(me, them), **_between(them, today, met, sent_on)}
    told = _templates()[situation]
    paragraphs = [
        " ".join(_said(choices, words) for choices in paragraph if _said(choices, words))
        for paragraph in told["paragraphs"]
    ]
    name = words.get("my_name", _templates()["unnamed"])
    signed = "\n".join(
        [_templates()["closing"][0], name, *(words[field] for field in ("my_phone", "my_email") if field in words)]
    )
    body = [f"Dear {_first_name(them.name)},", *(paragraph for paragraph in paragraphs if paragraph), signed]
    missing = [
        said
        for word, said in (
            ("my_name", "your name"),
            ("my_needs", "what you see clients for"),
            ("my_openings", "whether you have openings"),
        )
        if word not in words
    ]
    noted = them.text("email")
    to = email_address(noted or "")
    subject, text = _said(told["subject"], words), "\n\n".join(body) + "\n"
    return Draft(situation, to, subject, text, tuple(missing), None if to else noted)


def _situation(them: Card, today: date, met: Meeting | None, sent_on: str | None) -> str:
    if sent_on is not None and sent_on >= (today - timedelta(days=SENT_WITHIN_DAYS)).isoformat():
        return SENT
    known = them.text("how_known") in ("met", "worked-with") or them.text("first_met") or met
    return MET if known else NEW


@cache
def _templates() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return found


def _said(choices: Sequence[str], words: Mapping[str, str]) -> str:
    """The first way to say it whose words are all known; empty where none is."""
    for choice in choices:
        if all(word in words for word in _WORD.findall(choice)):
            return _WORD.sub(lambda found: words[found[1]], choice)
    return ""


def _mine(me: Card | None) -> dict[str, str]:
    """What my profile says, in words; only what it knows."""
    if me is None:
        return {}
    words = {
        "my_name": me.name,
        "me_titled": me.name_and_letters,
        "my_practice": me.text("practice"),
        "my_city": me.text("city"),
        "my_phone": me.text("phone"),
        "my_email": me.text("email"),
        "my_needs": _needs(me),
        "my_clients": _clients(me),
        "my_panels": _panels(me),
        "my_openings_inline": _openings(me),
    }
    known = {word: said for word, said in words.items() if said}
    if "my_openings_inline" in known:
        known["my_openings"] = f"{known['my_openings_inline'][:1].upper()}{known['my_openings_inline'][1:]}."
    return known


def _theirs(me: Card | None, them: Card) -> dict[str, str]:
    """What their own card says of their practice."""
    words = {"their_practice": them.text("practice"), "their_needs": _needs(them, most=2)}
    if them.flag("in_person") is not False and _within_reach(me, them):
        words["their_city"] = them.text("city")
    return {word: said for word, said in words.items() if said}


def _between(them: Card, today: date, met: Meeting | None, sent_on: str | None) -> dict[str, str]:
    """When we met, where that is not long ago, and when they thought of me, as months."""
    words = {}
    day = met.on_day if met else them.text("first_met")
    recent = day is not None and day >= (today - timedelta(days=RECENT_DAYS)).isoformat()
    if day and recent:
        words["met_month"] = month_words(day, today)
    if met and recent and met.kind in OVER:
        words["meeting"] = OVER[met.kind]
    if sent_on:
        words["sent_month"] = month_words(sent_on, today)
    return words


def _needs(card: Card, most: int = MOST_NAMED) -> str | None:
    listing = card.listing("specialties")
    if listing is None or not listing.affirmed:
        return None
    depth = {mark: number for number, mark in enumerate(DEPTHS)}
    ordered = sorted(listing.affirmed, key=lambda item: depth.get(item.mark or "", len(depth)))
    return listed([item.name for item in ordered[:most]])


def _clients(card: Card) -> str | None:
    listing = card.listing("populations")
    named = [CLIENTS[name] for name in (listing.names() if listing else ()) if name in CLIENTS]
    return listed(named) if named else None


def _panels(card: Card) -> str | None:
    listing = card.listing("panels")
    named = [item.name for item in (listing.affirmed if listing else ()) if item.mark != "full"]
    return listed(named[:MOST_NAMED]) if named else None


def _openings(card: Card) -> str | None:
    """Whether I take clients; a full practice offers no opening and says nothing."""
    accepting, slots = card.accepting(), card.number("sliding_slots")
    if accepting is None or accepting.status == "no":
        return None
    said = "I have openings at the moment" if accepting.status == "yes" else "I keep a short waitlist"
    if slots:
        said += f", and {'a place' if slots == 1 else f'{slots} places'} on a sliding scale"
    return said


def _within_reach(me: Card | None, them: Card) -> bool:
    """Whether a coffee near them is no journey: the same state, as far as it is known."""
    return me is None or me.text("state") in (None, them.text("state"))


def _first_name(name: str) -> str:
    first = name.split()[0]
    return name if first.endswith(".") or len(first) < 2 else first
