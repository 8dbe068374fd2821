"""What was understood of a text: the card with its words, the questions about it, and the JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from refer_cli.capture.found import ASSUMED, STORED, Fact, Person, Understood
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS
from refer_cli.fields.values import Value
from refer_cli.render.answer import as_json
from refer_cli.render.colleague_json import colleague_json
from refer_cli.render.done import undo_words
from refer_cli.render.screen import INDENT, LABEL_WIDTH, Screen, cells, fit, pad
from refer_cli.render.wording import label, spoken

_LABELS = {"license_states": "licence", "first_met": "met", "accepting": "takes clients"}
_TOGETHER = frozenset({"name", "credentials", "practice", "city", "state", "zip", "fee", "fee_floor", "first_met"})
_SUMS = ("fee", "fee_floor")
_NOTE_AT = 32
_LONGEST_REST = 800
"""Characters of what was not understood that are shown unasked."""
_QUESTION = 68
"""Columns of a question, so that its answer stands on the same line of a terminal of 80."""


def draw_understood(
    screen: Screen,
    person: Person,
    values: Mapping[str, Value],
    leftovers: Sequence[str],
    today: date,
    remark: str,
    *,
    explain: bool = False,
) -> None:
    """One person as understood: what will be stored, then what is only assumed or unsure, with its words.

    `explain` puts the words of what is written beside it, too.
    """
    screen.blank()
    card = _card(values, today.isoformat())
    title = ", ".join(filter(None, (str(values.get("name") or "(no name)"), card.letters)))
    practice = card.text("practice")
    screen.heading(title + (f" · {practice}" if practice else ""), remark)
    for name, text, note, style in _lines(person, card, values, today):
        _draw(screen, name, text, note, style)
    if explain:
        _draw_words(screen, person)
    screen.pair("not understood", _leftover(leftovers, whole=explain) or "(nothing)", style="dim")
    screen.blank()


def _draw_words(screen: Screen, person: Person) -> None:
    """Every stored fact with the words that it was understood from."""
    screen.blank()
    screen.line(("understood from these words", "bold"))
    for fact in person.facts:
        if fact.sure in STORED:
            screen.pair(_LABELS.get(fact.field) or label(fact.field), f'{_worded(fact)}  from "{_short(fact)}"')
    screen.blank()


def fact_question(fact: Fact) -> str:
    """The question about one fact that is not stored by itself."""
    named = _LABELS.get(fact.field) or label(fact.field)
    if fact.sure == ASSUMED:
        office = "your own office" if fact.field == "state" else "the office"
        return f"{named} {_worded(fact)} (assumed from {office}): save it?"
    room = _QUESTION - cells(f'{named} {_worded(fact)} (not sure, from ""): save it too?')
    return f'{named} {_worded(fact)} (not sure, from "{fit(fact.words, max(room, 12))}"): save it too?'


def rest_question(leftovers: Sequence[str]) -> str:
    """The question whether what was not understood, which stands right above, is kept."""
    return "keep what was not understood as a note?" if len(leftovers) > 1 else "keep it as a note?"


def capture_json(
    understood: Understood,
    cards: Iterable[Mapping[str, Value]],
    as_of: str,
    ids: Sequence[int | None] = (),
    keeps_rest: bool = False,
) -> dict[str, Any]:
    """What `refer.capture/1` holds: each person's card as it would be stored, with every fact and its words."""
    people = []
    for number, (person, values) in enumerate(zip(understood.people, cards, strict=True)):
        shown: dict[str, Any] = {"colleague": _bare(colleague_json(_card(values, as_of)))}
        if ids:
            shown["id"] = ids[number]
        shown["facts"] = [as_json(fact, "field value from=words sure") for fact in person.facts]
        people.append(shown)
    kept = {"kept_as_note": True} if keeps_rest else {}
    return {"people": people, "not_understood": understood.not_understood, **kept}


def _bare(card: dict[str, Any]) -> dict[str, Any]:
    """Only the fields of a card: nothing of a row in the book."""
    return {
        name: value for name, value in card.items() if name not in ("id", "archived", "as_of", "source", "confirmed")
    }


def _card(values: Mapping[str, Value], as_of: str) -> Card:
    return Card(0, dict(values), as_of, "captured")


def _draw(screen: Screen, name: str, text: str, note: str, style: str) -> None:
    """A line of the card; a remark stands at its own place where there is room for it."""
    room = screen.width - INDENT - LABEL_WIDTH - max(_NOTE_AT, cells(text) + 2)
    if note and cells(note) <= room:
        screen.line((pad(name, LABEL_WIDTH), "dim"), (pad(text, max(_NOTE_AT, cells(text) + 2)), style), (note, "dim"))
    else:
        screen.pair(name, f"{text} ({note})" if note else text, style=style)


def _lines(person: Person, card: Card, values: Mapping[str, Value], today: date) -> list[tuple[str, str, str, str]]:
    """Label, value, remark and style of each line, in the order of the card."""
    lines: list[tuple[str, str, str, str]] = []
    waiting = [fact for fact in person.facts if fact.sure not in STORED]
    state_and_zip = " ".join(part for part in (card.text("state"), card.text("zip")) if part)
    place = ", ".join(part for part in (card.text("city"), state_and_zip) if part)
    fee, floor = values.get("fee"), values.get("fee_floor")
    if fee is not None or floor is not None:
        parts = ([f"${fee}"] if fee is not None else []) + ([f"lowest ${floor}"] if floor is not None else [])
        values = {**values, "fee": ", ".join(parts)}
    # What warns against somebody is told before anything else.
    for field in sorted(FIELDS, key=lambda one: one.name != "do_not_refer"):
        named = _LABELS.get(field.name) or label(field.name)
        value = values.get(field.name)
        if field.name == "name" and place:
            lines.append(("place", place, "", ""))
        if field.name == "first_met" and value is not None:
            counts = f"counts toward {today:%B}" if str(value)[:7] == f"{today:%Y-%m}" else ""
            kind = f", {person.met_kind}" if person.met_kind else ""
            lines.append((named, f"{value}{kind}", counts, ""))
        elif field.name == "fee" and value is not None:
            lines.append((named, str(value), "; ".join(_rounded(person.facts)), ""))
        elif (
            value is not None
            and field.name not in _TOGETHER
            and not (field.name == "how_known" and "first_met" in values)
        ):
            kind = f", {person.met_kind}" if field.name == "how_known" and person.met_kind else ""
            style = "red" if field.name == "do_not_refer" else ""
            lines.append((named, spoken(field.name, value) + kind, "", style))
        for fact in waiting:
            if fact.field == field.name:
                why = f"assumed from {_short(fact)}" if fact.sure == ASSUMED else f'unsure: "{_short(fact)}"'
                lines.append((named, f"? {_worded(fact)}", why, "yellow"))
    return lines


def _worded(fact: Fact) -> str:
    if fact.value.endswith(" (no)"):
        return f"not {fact.value.removesuffix(' (no)')}"
    return f"${fact.value}" if fact.field in ("fee", "fee_floor") else fact.value


def _short(fact: Fact) -> str:
    return fact.words if len(fact.words) <= 60 else fact.words[:57] + "..."


def draw_stored(screen: Screen, card: Card, today: date, command: str, *, whole: bool) -> None:
    """A new colleague as stored (unless the card was just shown), and how to take it back."""
    if whole:
        from refer_cli.render.card import draw_card

        draw_card(screen, card, today, saved=False)
    screen.line((f"Added {card.name} (id {card.id}).", "bold"))
    screen.line((undo_words(screen, command), "dim"))


def _rounded(facts: Sequence[Fact]) -> list[str]:
    """What is said of each sum that a text gives with cents: a card holds whole dollars."""
    sums = [(re.search(r"\$?\s?(\d[\d,]*\.\d+)", fact.words), fact) for fact in facts if fact.field in _SUMS]
    return [f"${found[1]} is taken as ${fact.value}" for found, fact in sums if found and fact.sure in STORED]


def _leftover(leftovers: Sequence[str], *, whole: bool) -> str:
    """What was not understood in one line; of a page only so much as can be looked at, and how many more there are."""
    shown: list[str] = []
    for words in leftovers:
        if shown and not whole and len("; ".join([*shown, words])) > _LONGEST_REST:
            break
        shown.append(words)
    more = len(leftovers) - len(shown)
    return "; ".join(shown) + (f"; and {more} more (--explain shows all)" if more else "")


def draw_left_out(screen: Screen, person: Person, leftovers: Sequence[str], *, kept: bool) -> None:
    """What was not stored, because nobody was asked; `kept`: what was not understood is a note now."""
    for rounded in _rounded(person.facts):
        screen.paragraph(f"{rounded}.")
    for fact in person.facts:
        if fact.sure in STORED:
            continue
        why = "assumed" if fact.sure == ASSUMED else "unsure"
        screen.paragraph(
            f"Not stored ({why}): {_LABELS.get(fact.field) or label(fact.field)} {_worded(fact)},"
            f' from "{_short(fact)}".'
        )
    if leftovers:
        what = "kept as a note" if kept else "not stored; --keep-rest keeps it as a note"
        screen.paragraph(f"Not understood ({what}): {_leftover(leftovers, whole=False)}")
